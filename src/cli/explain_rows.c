/* SPDX-License-Identifier: MIT
 *
 * explain_rows.c — the tables of the house, expanded for those who ask what a code means.
 */
#include "cli/explain_rows.h"

#include <errno.h>

#include "doctor/doctor.h"
#include "register/finding.h"
#include "sieben/error.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* ---- the tables ------------------------------------------------------------------------------------------------- */

static const struct s7_explain_form forms[] = {
#define S7_EXPLAIN_KIND(name, id, about, before, digits, least, most, marked, where)                           \
    {id, about, before, digits, least, most, marked, where},
#include "cli/defs/explain_kind.def"
#undef S7_EXPLAIN_KIND
};

static const struct s7_explain_row error_rows[] = {
#define S7_ERROR(layer, n, id, what, causes, remedy)                                                           \
    {.number = (layer)*100 + (n), .evidence = S7_EVIDENCE_OWN, .name = #id, .text = what},
#include "sieben/error.def"
#undef S7_ERROR
};

static const struct s7_explain_row layer_rows[] = {
    {.number = S7_LAYER_TCP, .evidence = S7_EVIDENCE_OWN},
    {.number = S7_LAYER_ISO, .evidence = S7_EVIDENCE_OWN},
    {.number = S7_LAYER_S7, .evidence = S7_EVIDENCE_OWN},
    {.number = S7_LAYER_ACCESS, .evidence = S7_EVIDENCE_OWN},
    {.number = S7_LAYER_DATA, .evidence = S7_EVIDENCE_OWN},
    {.number = S7_LAYER_RESOURCE, .evidence = S7_EVIDENCE_OWN},
    {.number = S7_LAYER_LOCAL, .evidence = S7_EVIDENCE_OWN},
};

#define S7_MARKED(code, words, mark) {.number = code, .evidence = S7_EVIDENCE_##mark, .text = words},
static const struct s7_explain_row header_rows[] = {
#include "wire/defs/error_code.def"
};
static const struct s7_explain_row class_rows[] = {
#include "wire/defs/error_class.def"
};
static const struct s7_explain_row item_rows[] = {
#include "wire/defs/return_code.def"
};
static const struct s7_explain_row dr_rows[] = {
#include "wire/defs/dr_reason.def"
};
static const struct s7_explain_row er_rows[] = {
#include "wire/defs/er_cause.def"
};
static const struct s7_explain_row control_rows[] = {
#include "wire/defs/control_status.def"
};
static const struct s7_explain_row szl_rows[] = {
#include "wire/defs/szl_list.def"
};
static const struct s7_explain_row event_rows[] = {
#include "wire/defs/event.def"
};
#undef S7_MARKED

static const struct s7_explain_row status_rows[] = {
#define S7_BLOCK_STATUS(code, id, error, words)                                                                \
    {.number = code, .evidence = S7_EVIDENCE_CAPTURE, .name = #id, .text = words},
#include "sieben/block_status.def"
#undef S7_BLOCK_STATUS
};

static const struct s7_explain_row errno_rows[] = {
/* Twice the same: through each other, `id` would be the number already. */
#define S7_EXPLAIN_ERRNO(id, fault, words, where)                                                              \
    {.number = id,                                                                                             \
     .evidence = S7_EVIDENCE_CAPTURE,                                                                          \
     .name = #id,                                                                                              \
     .text = words,                                                                                            \
     .seen = where,                                                                                            \
     .error = S7_ERR_##fault},
#define S7_EXPLAIN_SYSTEM(id, code, fault, words, where)                                                       \
    {.number = code,                                                                                           \
     .evidence = S7_EVIDENCE_CAPTURE,                                                                          \
     .name = #id,                                                                                              \
     .text = words,                                                                                            \
     .seen = where,                                                                                            \
     .error = S7_ERR_##fault},
#include "cli/defs/explain_errno.def"
#undef S7_EXPLAIN_SYSTEM
#undef S7_EXPLAIN_ERRNO
};

static const struct s7_explain_row exit_rows[] = {
#define S7_EXIT_ROW(code, words) {.number = code, .evidence = S7_EVIDENCE_OWN, .text = words},
#include "cli/defs/exit.def"
#undef S7_EXIT_ROW
};

static const struct s7_explain_row message_rows[] = {
#define S7_EXPLAIN_MESSAGE(code, program, said, kind, target, mark, note)                                      \
    {.number = code,                                                                                           \
     .evidence = S7_EVIDENCE_##mark,                                                                           \
     .name = said,                                                                                             \
     .text = note,                                                                                             \
     .seen = program,                                                                                          \
     .means = S7_EXPLAIN_##kind,                                                                               \
     .meant = target},
#include "cli/defs/explain_message.def"
#undef S7_EXPLAIN_MESSAGE
};

static const struct s7_explain_row sign_rows[] = {
#define S7_SIGN(id, verdict, words)                                                                            \
    {.evidence = S7_EVIDENCE_OWN, .name = #id, .text = words, .entry = S7_SIGN_##id},
#include "doctor/defs/sign.def"
#undef S7_SIGN
};

static const struct s7_explain_row cause_rows[] = {
#define S7_CAUSE(id, layer, mark, words, remedy) {.name = #id, .text = words, .entry = S7_CAUSE_##id},
#include "doctor/defs/cause.def"
#undef S7_CAUSE
};

static const struct s7_explain_row check_rows[] = {
#define S7_CHECK(id, text_id, severity, what, reason, remedy)                                                  \
    {.evidence = S7_EVIDENCE_OWN, .name = text_id, .text = what, .entry = S7R_##id},
#include "register/defs/check.def"
#undef S7_CHECK
};

static const struct table {
    const struct s7_explain_row *rows;
    size_t count;
} tables[] = {
    [S7_EXPLAIN_ERROR] = {error_rows, COUNT(error_rows)},
    [S7_EXPLAIN_LAYER] = {layer_rows, COUNT(layer_rows)},
    [S7_EXPLAIN_HEADER] = {header_rows, COUNT(header_rows)},
    [S7_EXPLAIN_CLASS] = {class_rows, COUNT(class_rows)},
    [S7_EXPLAIN_ITEM] = {item_rows, COUNT(item_rows)},
    [S7_EXPLAIN_STATUS] = {status_rows, COUNT(status_rows)},
    [S7_EXPLAIN_DR] = {dr_rows, COUNT(dr_rows)},
    [S7_EXPLAIN_ER] = {er_rows, COUNT(er_rows)},
    [S7_EXPLAIN_CONTROL] = {control_rows, COUNT(control_rows)},
    [S7_EXPLAIN_ERRNO] = {errno_rows, COUNT(errno_rows)},
    [S7_EXPLAIN_EXIT] = {exit_rows, COUNT(exit_rows)},
    [S7_EXPLAIN_SZL] = {szl_rows, COUNT(szl_rows)},
    [S7_EXPLAIN_EVENT] = {event_rows, COUNT(event_rows)},
    [S7_EXPLAIN_MESSAGE] = {message_rows, COUNT(message_rows)},
    [S7_EXPLAIN_SIGN] = {sign_rows, COUNT(sign_rows)},
    [S7_EXPLAIN_CAUSE] = {cause_rows, COUNT(cause_rows)},
    [S7_EXPLAIN_CHECK] = {check_rows, COUNT(check_rows)},
};

static const struct s7_explain_note notes[] = {
#define S7_EXPLAIN_NOTE(about, code, where, likely, advice) {S7_EXPLAIN_##about, code, where, likely, advice},
#include "cli/defs/explain_note.def"
#undef S7_EXPLAIN_NOTE
};

/* Where a code is seen that has no note of its own. */
static const struct usual {
    enum s7_explain_kind kind;
    enum s7_evidence evidence;
    const char *seen;
} usuals[] = {
    {S7_EXPLAIN_HEADER, S7_EVIDENCE_REPORT,
     "in public lists of codes; no public recording shows a CPU sending it"},
    {S7_EXPLAIN_HEADER, S7_EVIDENCE_WEAK,
     "in one public list of codes; no public recording shows a CPU sending it"},
    {S7_EXPLAIN_CLASS, S7_EVIDENCE_CAPTURE, "recorded with codes of this class"},
    {S7_EXPLAIN_CLASS, S7_EVIDENCE_REPORT, "in public lists of codes"},
    {S7_EXPLAIN_DR, S7_EVIDENCE_CAPTURE,
     "the meaning is that of ISO 8073; no public recording shows a CPU sending a DR: they close or reset the "
     "connection"},
    {S7_EXPLAIN_ER, S7_EVIDENCE_CAPTURE,
     "the meaning is that of ISO 8073; no public recording shows a CPU sending an ER"},
    {S7_EXPLAIN_CONTROL, S7_EVIDENCE_WEAK, "client libraries read it so; no public recording shows it"},
    {S7_EXPLAIN_SZL, S7_EVIDENCE_CAPTURE, "among the lists that a recorded S7-300 says it has"},
    {S7_EXPLAIN_SZL, S7_EVIDENCE_REPORT, "in manuals; no recorded CPU says that it has it"},
    {S7_EXPLAIN_EVENT, S7_EVIDENCE_CAPTURE, "recorded in the diagnostic buffer of an S7-300"},
    {S7_EXPLAIN_EVENT, S7_EVIDENCE_REPORT, "in manuals"},
    {S7_EXPLAIN_EVENT, S7_EVIDENCE_UNVERIFIED, "the class is documented; this number is in no public list"},
};

const struct s7_explain_form *s7_explain_form(enum s7_explain_kind kind)
{
    return &forms[kind];
}

const struct s7_explain_row *s7_explain_row_at(enum s7_explain_kind kind, size_t index)
{
    return index < tables[kind].count ? &tables[kind].rows[index] : NULL;
}

const struct s7_explain_note *s7_explain_note_of(enum s7_explain_kind kind, uint32_t number)
{
    static const struct s7_explain_note none = {.seen = "", .causes = "", .remedy = ""};
    for (size_t i = 0; i < COUNT(notes); i++)
        if (notes[i].kind == kind && notes[i].number == number)
            return &notes[i];
    return &none;
}

const char *s7_explain_usual(enum s7_explain_kind kind, enum s7_evidence evidence)
{
    for (size_t i = 0; i < COUNT(usuals); i++)
        if (usuals[i].kind == kind && usuals[i].evidence == evidence)
            return usuals[i].seen;
    return "";
}

const struct s7_explain_note *s7_explain_note_at(size_t index)
{
    return index < COUNT(notes) ? &notes[index] : NULL;
}
