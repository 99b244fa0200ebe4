/* SPDX-License-Identifier: MIT */
#include "net_loop/status_row.h"

#include <string.h>

#include "check.h"

/* ---- what the document says ------------------------------------------------------------------------------------- */

static const char *status_name(unsigned status)
{
    switch (status) {
#define S7_BLOCK_STATUS(number, name, error, text)                                                             \
    case number:                                                                                               \
        return #name;
#include "sieben/block_status.def"
#undef S7_BLOCK_STATUS
    default:
        return "";
    }
}

/** What is said of an error of this machine. */
static void print_local(FILE *out, int error, size_t telegrams)
{
    const char *wire = telegrams == 0               ? "nothing was sent: "
                       : error == S7_ERR_LOCAL_DATA ? "item code FF; "
                                                    : "the request, no answer; ";
    fprintf(out, "%s%s", wire, s7_error_text(error));
}

/** The partner's own code, else what was seen of the connection, else that nothing left this program. */
static void print_wire(FILE *out, const struct status_seen *seen)
{
    const struct s7_fault *fault = &seen->outputs.fault;
    if (seen->outputs.done)
        fputs("item code FF", out);
    else if (seen->outputs.busy)
        fputs(seen->telegrams > 0 ? "the request, no answer yet" : "nothing more was sent", out);
    else if (fault->peer_code != 0)
        fprintf(out, "header error %02X %02X", fault->peer_code >> 8U, fault->peer_code & 0xFFU);
    else if (fault->item_code != 0 && fault->item_code != 0xFF)
        fprintf(out, "item code %02X", fault->item_code);
    else if (fault->error == S7_ERR_ISO_REJECTED)
        fprintf(out, "DR, reason %02X", fault->iso_reason);
    else if (fault->error == S7_ERR_ISO_ERROR_TPDU)
        fprintf(out, "ER, cause %02X", fault->iso_reason);
    else if (s7_error_layer(fault->error) == S7_LAYER_LOCAL)
        print_local(out, fault->error, seen->telegrams);
    else
        fputs(s7_error_text(fault->error), out);
}

/** No partner had a part in what went wrong. */
static bool alone(const struct status_seen *seen)
{
    enum s7_layer layer = s7_error_layer(seen->outputs.fault.error);
    return layer == S7_LAYER_TCP || (layer == S7_LAYER_LOCAL && seen->telegrams == 0);
}

void status_row_print(FILE *out, const struct status_cause *cause, const struct status_seen *seen)
{
    static const char *const partners[] = {
        [STATUS_CPU] = "CPU", [STATUS_SCRIPT] = "script", [STATUS_NETNS] = "CPU"};
    const struct desk_outputs *outputs = &seen->outputs;
    int error = outputs->fault.error;
    fprintf(out, "| %d | %u %s | %s | %s | ", outputs->error, outputs->status, status_name(outputs->status),
            cause->put ? "PUT" : "GET", cause->cause);
    print_wire(out, seen);
    fprintf(out, " | %s | %s | %s |\n", error == S7_OK ? "" : s7_error_name(error),
            alone(seen) ? "" : partners[cause->partner], cause->recovery);
}

/* ---- what is done ------------------------------------------------------------------------------------------------ */

/** A row of the table says ERROR of its STATUS; success says neither. */
static bool error_of(unsigned status)
{
    static const struct {
        unsigned number;
        bool error;
    } rows[] = {
#define S7_BLOCK_STATUS(number, name, error, text) {number, error},
#include "sieben/block_status.def"
#undef S7_BLOCK_STATUS
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].number == status)
            return rows[i].error;
    fail_msg("STATUS %u is none of the table", status);
    return false;
}

struct memories {
    uint8_t own[DESK_OWN], partner[DESK_OCTETS];
};

static struct memories memories_of(struct desk *desk)
{
    struct memories memories;
    memcpy(memories.own, desk->own, sizeof memories.own);
    desk_partner(desk, memories.partner);
    return memories;
}

static void check_outputs(const struct status_cause *cause, const struct desk_outputs *outputs)
{
    if (outputs->status != cause->status || outputs->fault.error != cause->error)
        print_message("%s: STATUS %u, %s\n", cause->cause, outputs->status,
                      s7_error_name(outputs->fault.error));
    assert_int_equal(outputs->status, cause->status);
    assert_int_equal(outputs->error, error_of(cause->status));
    assert_int_equal(outputs->done, cause->status == 0);
    assert_int_equal(outputs->fault.error, cause->error);
    assert_int_equal(cause->error != S7_OK, outputs->error);
}

/** After success both sides are the same, and nothing beside the area has changed. */
static void check_moved(struct desk *desk, const struct memories *before)
{
    struct memories after = memories_of(desk);
    assert_memory_equal(after.own, after.partner, DESK_OCTETS);
    if (desk->put)
        assert_memory_equal(after.own, before->own, DESK_OCTETS);
    else
        assert_memory_equal(after.partner, before->partner, DESK_OCTETS);
    assert_memory_equal(after.own + DESK_OCTETS, before->own + DESK_OCTETS, DESK_OWN - DESK_OCTETS);
}

/** What the partner refuses, or what never left the program, costs no connection. */
static void check_connection(const struct status_cause *cause, const struct desk *desk)
{
    struct s7_block_link_report report = s7_block_link_report(desk->link);
    if (cause->status != S7_BLOCK_COMMUNICATION) {
        assert_true(report.connected);
        assert_int_equal(report.opened, 1);
        assert_int_equal(report.failed, 0);
    }
}

static void check_untouched(struct desk *desk, const struct memories *before)
{
    struct memories after = memories_of(desk);
    assert_memory_equal(&after, before, sizeof after);
}

struct status_seen status_row_expected(const struct status_cause *cause)
{
    return (struct status_seen){.outputs = {.error = error_of(cause->status),
                                            .status = (uint16_t)cause->status,
                                            .fault = {.error = cause->error}}};
}

struct status_seen status_row_produce(const struct status_cause *cause)
{
    static struct desk desk;
    print_message("%u: %s\n", cause->status, cause->cause); /* the last line says where it failed */
    desk_prepare(&desk);
    desk.put = cause->put;
    desk.scripted = cause->partner == STATUS_SCRIPT;
    if (cause->choose)
        cause->choose(&desk);
    desk_open(&desk);
    desk_link(&desk);
    if (cause->spoil)
        cause->spoil(&desk);

    struct memories before = memories_of(&desk);
    struct desk_outputs outputs = cause->ask ? cause->ask(&desk) : desk_ask(&desk);
    const struct status_seen seen = {.outputs = outputs, .telegrams = desk.telegrams};
    check_outputs(cause, &outputs);
    if (outputs.error)
        check_untouched(&desk, &before);
    if (cause->recover)
        cause->recover(&desk);
    if (!outputs.done)
        desk_ask_until_done(&desk);
    check_moved(&desk, &before);
    check_connection(cause, &desk);
    desk_close(&desk);
    return seen;
}
