/* SPDX-License-Identifier: MIT
 *
 * register/finding.h — what a check has found: which check, where, on what, and what happened.
 *
 * Why a finding matters and how to fix it stands in the check's row (defs/check.def), once.  A list owns its texts;
 * whoever is told borrows them.
 */
#ifndef REGISTER_FINDING_H
#define REGISTER_FINDING_H

#include "plant/plant.h"
#include "plant/storage.h"

enum s7_register_severity { S7_REGISTER_ERROR, S7_REGISTER_WARNING, S7_REGISTER_INFO, S7_REGISTER_SEVERITIES };

/** The checks, in the order of their ids. */
enum s7_register_check {
#define S7_CHECK(NAME, id, severity, title, why, fix) S7R_##NAME,
#include "register/defs/check.def"
#undef S7_CHECK
    S7R_COUNT
};

struct s7_register_check_row {
    enum s7_register_check check;
    const char *id; /**< "S7R-008" */
    enum s7_register_severity severity;
    const char *title;
    const char *why; /**< it matters: one line */
    const char *fix; /**< how: one line */
};

const struct s7_register_check_row *s7_register_check_row(enum s7_register_check check);
/** Row number `index` in the order of the ids, NULL behind the last one. */
const struct s7_register_check_row *s7_register_check_at(size_t index);
/** The check with this id, NULL: none. */
const struct s7_register_check_row *s7_register_check_called(const char *id);

/** "error", "warning", "info". */
const char *s7_register_severity_name(enum s7_register_severity severity);

enum s7_register_object {
    S7_REGISTER_PLANT, /**< has no name here: "" */
    S7_REGISTER_PROFILE,
    S7_REGISTER_ZONE,
    S7_REGISTER_CONDUIT,
    S7_REGISTER_HOST,
    S7_REGISTER_CPU,
    S7_REGISTER_CONNECTION,
    S7_REGISTER_EXCEPTION
};

/** "plant", "profile", "zone", "conduit", "host", "cpu", "connection", "exception". */
const char *s7_register_object_name(enum s7_register_object object);

struct s7_register_finding {
    const struct s7_register_check_row *check;
    struct s7_plant_mark mark;
    enum s7_register_object object;
    const char *name;                          /**< of the object */
    const char *text;                          /**< what happened */
    const struct s7_plant_exception *accepted; /**< NULL: it is not */
};

enum {
    S7_REGISTER_FINDINGS_MOST = 100000 /**< kept; the rest is only counted, and counts as errors */,
    S7_REGISTER_TEXT_SIZE = 600
};

struct s7_register_list {
    struct s7_storage storage;
    struct s7_register_finding *findings;
    size_t count, capacity;
    size_t dropped;
    bool failed;                           /**< memory ran out: what is here is not all */
    size_t counts[S7_REGISTER_SEVERITIES]; /**< of those that count: neither accepted nor dropped */
    size_t accepted;
};

/** Adds one; a text that is too long is cut.  Failure is kept in `failed`. */
void s7_register_add(struct s7_register_list *list, enum s7_register_check check, struct s7_plant_mark mark,
                     enum s7_register_object object, const char *name, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/** Puts them in the order of the file, those of one place in the order of their ids, and counts them. */
void s7_register_sort(struct s7_register_list *list);

void s7_register_list_free(struct s7_register_list *list);

#endif
