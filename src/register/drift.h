/* SPDX-License-Identifier: MIT
 *
 * register/drift.h — what traffic shows against what is declared.
 *
 * Files of what was seen are added one after the other; in the end it is known which connections none of them showed.
 */
#ifndef REGISTER_DRIFT_H
#define REGISTER_DRIFT_H

#include "register/finding.h"
#include "register/source.h"

enum s7_drift_kind {
#define S7_DRIFT(NAME, word, severity, text) S7_DRIFT_IS_##NAME,
#include "register/defs/drift.def"
#undef S7_DRIFT
    S7_DRIFT_KIND_COUNT
};

struct s7_drift_finding {
    enum s7_drift_kind kind;
    enum s7_register_severity severity;
    const char *section; /**< "connections", "cpus", "hosts" */
    const char *name;    /**< in the register; of what is not in it: in the seen file */
    const char *text;    /**< "P#DB100.DBX20.0 BYTE 2" */
    const char *declared;
    struct s7_plant_mark mark;      /**< in the register; line 0: it is not in it */
    struct s7_plant_mark seen_mark; /**< in the seen file; line 0: it is in none */
};

/** Texts are borrowed while it runs. */
typedef void s7_drift_take(void *user, const struct s7_drift_finding *finding);

/** "wider_write". */
const char *s7_drift_word(enum s7_drift_kind kind);
/** "writes more than is declared". */
const char *s7_drift_text(enum s7_drift_kind kind);

struct s7_drift;

struct s7_drift_options {
    s7_time
        silent_after; /**< a connection is silent when traffic was watched for so long; 0: for ten of its cycles */
    bool unused;      /**< tell what is declared and was not used, too */
    s7_drift_take *take;
    void *user;
};

/** `plant` must live as long; NULL: memory ran out. */
struct s7_drift *s7_drift_new(const struct s7_plant *plant, const struct s7_drift_options *options);
void s7_drift_free(struct s7_drift *drift);

/** Tells what a seen file shows.  @return S7_OK or S7_ERR_LOCAL_MEMORY */
int s7_drift_add(struct s7_drift *drift, const struct s7_plant *seen);

/** Tells what none of the files showed.  @return S7_OK or S7_ERR_LOCAL_MEMORY */
int s7_drift_end(struct s7_drift *drift);

#endif
