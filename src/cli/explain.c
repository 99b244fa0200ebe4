/* SPDX-License-Identifier: MIT
 *
 * explain.c — a row of a table, and what engine and block make of its code, as one meaning.
 */
#include "cli/explain.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/strbuf.h"
#include "block/transfer.h"
#include "cli/explain_doctor.h"
#include "cli/explain_rows.h"
#include "cli/help.h"
#include "engine/peer_error.h"
#include "register/finding.h"
#include "sieben/error.h"
#include "wire/names.h"

/* ---- what Sieben makes of it ------------------------------------------------------------------------------------ */

static void add_error(struct s7_meaning *meaning, int error)
{
    for (size_t i = 0; i < meaning->error_count; i++)
        if (meaning->errors[i] == error)
            return;
    if (error != S7_OK && meaning->error_count < S7_MEANING_ERRORS)
        meaning->errors[meaning->error_count++] = error;
}

/* Refused as such: the error says no more than the code. */
static bool is_general(int error)
{
    return error == S7_ERR_S7_REFUSED || error == S7_ERR_DATA_ITEM;
}

static int status_of(int error)
{
    return (int)s7_block_status_of(&(struct s7_fault){.error = error});
}

static int error_at(size_t index)
{
    const struct s7_explain_row *row = s7_explain_row_at(S7_EXPLAIN_ERROR, index);
    return row ? -(int)row->number : S7_OK;
}

static void add_layer(struct s7_meaning *meaning, uint32_t layer)
{
    int error;
    for (size_t i = 0; (error = error_at(i)) != S7_OK; i++)
        if (s7_error_layer(error) == (enum s7_layer)layer)
            add_error(meaning, error);
}

/* STATUS of GET and PUT that all errors lead to, -1: not one. */
static int common_status(const struct s7_meaning *meaning)
{
    int status = meaning->error_count ? status_of(meaning->errors[0]) : -1;
    for (size_t i = 1; i < meaning->error_count; i++)
        if (status_of(meaning->errors[i]) != status)
            return -1;
    return status;
}

static const char *first_said(const char *first, const char *second, const char *third)
{
    return first[0] ? first : second[0] ? second : third;
}

/* Causes and remedies: of the code, of the one error that it leads to, of its class. */
static void take_advice(struct s7_meaning *meaning, uint32_t number)
{
    const struct s7_explain_note *own = s7_explain_note_of(meaning->kind, number);
    const struct s7_explain_note *of_class =
        s7_explain_note_of(S7_EXPLAIN_CLASS, meaning->kind == S7_EXPLAIN_HEADER ? number >> 8 : UINT32_MAX);
    bool own_error =
        meaning->error_count == 1 && (meaning->kind == S7_EXPLAIN_ERROR || !is_general(meaning->errors[0]));
    int error = own_error ? meaning->errors[0] : S7_OK;
    meaning->causes = first_said(own->causes, s7_error_causes(error), of_class->causes);
    meaning->remedy = first_said(own->remedy, s7_error_remedy(error), of_class->remedy);
    if (meaning->error_count == 1)
        meaning->rules_out = s7_error_rules_out(meaning->errors[0]);
    if (own->seen[0])
        snprintf(meaning->seen, sizeof meaning->seen, "%s", own->seen);
}

/* ---- one maker for each kind ------------------------------------------------------------------------------------ */

static void write_code(struct s7_meaning *meaning, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void write_code(struct s7_meaning *meaning, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(meaning->code, sizeof meaning->code, format, args);
    va_end(args);
}

static void make_error(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    enum s7_layer layer = s7_error_layer(-(int)row->number);
    write_code(meaning, "%s (%u)", row->name, (unsigned)row->number);
    snprintf(meaning->seen, sizeof meaning->seen, "layer %d %s", (int)layer, s7_layer_name(layer));
    add_error(meaning, -(int)row->number);
}

/* The text of a layer is that of the exit code that stands for it. */
static void make_layer(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    const struct s7_explain_row *exit_row;
    size_t i = 0;
    while ((exit_row = s7_explain_row_at(S7_EXPLAIN_EXIT, i)) != NULL && exit_row->number != 10 * row->number)
        i++;
    meaning->name = s7_layer_name((enum s7_layer)row->number);
    write_code(meaning, "layer %u %s", (unsigned)row->number, meaning->name);
    snprintf(meaning->text, sizeof meaning->text, "%s", exit_row ? exit_row->text : "");
    add_layer(meaning, row->number);
}

static void make_header(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    int data = s7_error_of_header((uint16_t)row->number);
    int service = s7_error_of_service((uint16_t)row->number);
    write_code(meaning, "0x%04X (%02X %02X)", (unsigned)row->number, (unsigned)row->number >> 8,
               (unsigned)row->number & 0xFF);
    if (!is_general(data))
        add_error(meaning, data);
    if (!is_general(service))
        add_error(meaning, service);
    if (meaning->error_count == 0)
        add_error(meaning, data);
}

static void make_class(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    write_code(meaning, "class %02X", (unsigned)row->number);
}

static void make_item(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    write_code(meaning, "item %02X", (unsigned)row->number);
    add_error(meaning, s7_error_of_item((uint8_t)row->number));
}

static void make_status(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    int error;
    write_code(meaning, "STATUS %u", (unsigned)row->number);
    for (size_t i = 0; (error = error_at(i)) != S7_OK; i++)
        if (status_of(error) == (int)row->number)
            add_error(meaning, error);
}

static void make_dr(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    write_code(meaning, "DR %u (0x%02X)", (unsigned)row->number, (unsigned)row->number);
    add_error(meaning, S7_ERR_ISO_REJECTED);
}

static void make_er(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    write_code(meaning, "ER %u", (unsigned)row->number);
    add_error(meaning, S7_ERR_ISO_ERROR_TPDU);
}

static void make_control(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    write_code(meaning, "control %02X", (unsigned)row->number);
    add_error(meaning, s7_error_of_control((uint8_t)row->number));
}

static void make_errno(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    write_code(meaning, "%s", row->name);
    add_error(meaning, row->error);
}

static void make_exit(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    write_code(meaning, "exit %u", (unsigned)row->number);
    if (row->number % 10 == 0)
        add_layer(meaning, row->number / 10);
}

/* meaning->number is the whole id, row->number that of the list. */
static void make_szl(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    static const char *const modules[16] = {[4] = " of an IM", [8] = " of an FM", [12] = " of a CP"};
    unsigned id = (unsigned)meaning->number, module = id >> 12 & 0xF, extract = id >> 8 & 0xF;
    struct s7_strbuf text = s7_strbuf_over(meaning->text, sizeof meaning->text);
    write_code(meaning, "SZL %04X", id);
    s7_strbuf_printf(&text, "%s%s", row->text, modules[module] ? modules[module] : "");
    if (extract == 0xF)
        s7_strbuf_add(&text, ", the head alone: size and number of the records");
    else if (extract)
        s7_strbuf_printf(&text, ", extract %X: mostly the part that the index names", extract);
}

static void make_event(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    unsigned id = (unsigned)meaning->number;
    write_code(meaning, "event %04X", id);
    snprintf(meaning->text, sizeof meaning->text, "%s (class %X: %s)", row->text, id >> 12,
             s7_name_event_class((uint8_t)(id >> 12)));
}

/* Causes, errors and STATUS are those of the row that the message stands for. */
static void make_message(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    struct s7_meaning target;
    write_code(meaning, "\"%s\"", row->name);
    if (!s7_explain_number(row->means, row->meant, false, &target))
        return;
    snprintf(meaning->seen, sizeof meaning->seen, "printed by %s; %s %s: %s", row->seen,
             s7_explain_form(target.kind)->title, target.code, target.text);
    memcpy(meaning->errors, target.errors, sizeof meaning->errors);
    meaning->error_count = target.error_count;
    meaning->causes = target.causes;
    meaning->remedy = target.remedy;
    meaning->rules_out = target.rules_out;
}

static void make_sign(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    struct s7_strbuf seen = s7_strbuf_over(meaning->seen, sizeof meaning->seen);
    write_code(meaning, "%s", row->name);
    s7_explain_doctor_seen(S7_EXPLAIN_SIGN, row->entry, &seen);
    meaning->rules_out = s7_explain_doctor_rules_out((enum s7_sign)row->entry);
}

static enum s7_evidence evidence_of(const char *letter)
{
    enum s7_evidence evidence = S7_EVIDENCE_CAPTURE;
    while (evidence < S7_EVIDENCE_COUNT - 1 && strcmp(s7_evidence_letter(evidence), letter) != 0)
        evidence = (enum s7_evidence)(evidence + 1);
    return evidence;
}

static void make_cause(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    struct s7_strbuf seen = s7_strbuf_over(meaning->seen, sizeof meaning->seen);
    write_code(meaning, "%s", row->name);
    s7_explain_doctor_seen(S7_EXPLAIN_CAUSE, row->entry, &seen);
    meaning->evidence = evidence_of(s7_cause_evidence((enum s7_cause)row->entry));
}

static void make_check(struct s7_meaning *meaning, const struct s7_explain_row *row)
{
    const struct s7_register_check_row *check = s7_register_check_row((enum s7_register_check)row->entry);
    write_code(meaning, "%s", check->id);
    snprintf(meaning->text, sizeof meaning->text, "%s: %s", check->title, check->why);
    snprintf(meaning->seen, sizeof meaning->seen, "told as %s by `sieben plant check`",
             s7_register_severity_name(check->severity));
    meaning->remedy = check->fix;
}

static void (*const makers[])(struct s7_meaning *meaning, const struct s7_explain_row *row) = {
    [S7_EXPLAIN_ERROR] = make_error, [S7_EXPLAIN_LAYER] = make_layer,     [S7_EXPLAIN_HEADER] = make_header,
    [S7_EXPLAIN_CLASS] = make_class, [S7_EXPLAIN_ITEM] = make_item,       [S7_EXPLAIN_STATUS] = make_status,
    [S7_EXPLAIN_DR] = make_dr,       [S7_EXPLAIN_ER] = make_er,           [S7_EXPLAIN_CONTROL] = make_control,
    [S7_EXPLAIN_ERRNO] = make_errno, [S7_EXPLAIN_EXIT] = make_exit,       [S7_EXPLAIN_SZL] = make_szl,
    [S7_EXPLAIN_EVENT] = make_event, [S7_EXPLAIN_MESSAGE] = make_message, [S7_EXPLAIN_SIGN] = make_sign,
    [S7_EXPLAIN_CAUSE] = make_cause, [S7_EXPLAIN_CHECK] = make_check,
};

static struct s7_meaning make(enum s7_explain_kind kind, const struct s7_explain_row *row, uint32_t number)
{
    struct s7_meaning meaning = {.kind = kind,
                                 .number = number,
                                 .entry = row->entry,
                                 .name = row->name,
                                 .evidence = row->evidence,
                                 .rules_out = "",
                                 .causes = "",
                                 .remedy = ""};
    snprintf(meaning.text, sizeof meaning.text, "%s", row->text ? row->text : "");
    snprintf(meaning.seen, sizeof meaning.seen, "%s",
             row->seen ? row->seen : s7_explain_usual(kind, row->evidence));
    makers[kind](&meaning, row);
    if (kind != S7_EXPLAIN_MESSAGE && kind != S7_EXPLAIN_CHECK && !s7_explain_doctor_knows(&meaning))
        take_advice(&meaning, row->number);
    if (kind == S7_EXPLAIN_LAYER || kind == S7_EXPLAIN_EXIT)
        meaning.rules_out = meaning.error_count ? s7_layer_rules_out(s7_error_layer(meaning.errors[0])) : "";
    meaning.status = kind == S7_EXPLAIN_STATUS ? -1 : common_status(&meaning);
    return meaning;
}

/* ---- finding ---------------------------------------------------------------------------------------------------- */

bool s7_explain_at(enum s7_explain_kind kind, size_t index, struct s7_meaning *ret_meaning)
{
    const struct s7_explain_row *row = s7_explain_row_at(kind, index);
    if (!row)
        return false;
    *ret_meaning = make(kind, row, row->number);
    return true;
}

static bool any_event(uint32_t number, struct s7_meaning *ret_meaning)
{
    static const struct s7_explain_row unknown = {.evidence = S7_EVIDENCE_UNVERIFIED,
                                                  .text = "an event without a public text"};
    if (number > UINT16_MAX || !s7_name_event_class((uint8_t)(number >> 12)))
        return false;
    *ret_meaning = make(S7_EXPLAIN_EVENT, &unknown, number);
    return true;
}

bool s7_explain_number(enum s7_explain_kind kind, uint32_t number, bool any, struct s7_meaning *ret_meaning)
{
    const struct s7_explain_row *row;
    bool list = kind == S7_EXPLAIN_SZL && number <= UINT16_MAX;
    for (size_t i = 0; (row = s7_explain_row_at(kind, i)) != NULL; i++) {
        bool only_named = number == 0 && (kind == S7_EXPLAIN_ERRNO || kind >= S7_EXPLAIN_MESSAGE);
        if (row->number != (list ? number & 0xFF : number) || only_named)
            continue;
        *ret_meaning = make(kind, row, number);
        return true;
    }
    return any && kind == S7_EXPLAIN_EVENT && any_event(number, ret_meaning);
}

bool s7_explain_name(enum s7_explain_kind kind, const char *name, size_t length, struct s7_meaning *ret_meaning)
{
    const struct s7_explain_row *row;
    for (size_t i = 0; (row = s7_explain_row_at(kind, i)) != NULL; i++) {
        const char *own = kind == S7_EXPLAIN_LAYER ? s7_layer_name((enum s7_layer)row->number) : row->name;
        if (!own || strlen(own) != length || strncasecmp(own, name, length) != 0)
            continue;
        *ret_meaning = make(kind, row, row->number);
        return true;
    }
    return false;
}
