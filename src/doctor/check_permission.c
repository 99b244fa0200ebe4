/* SPDX-License-Identifier: MIT
 *
 * check_permission.c — may anyone read and write by PUT/GET at all?
 *
 * One octet of bit memory is asked for: every CPU that serves it has it, and its refusal is not that of a data block.
 */
#include "doctor/ask.h"

static const struct s7_range memory_octet = {.area = S7_AREA_MEMORY, .bit_count = 8};

/* The octet is written back as it was read. */
static void try_write(struct s7_examination *examination)
{
    const struct s7_doctor_area area = {.range = *examination->config->write_probe};
    struct s7_line *line = &examination->line;
    uint8_t octets[2] = {0};
    char asked[S7_TAG_TEXT_SIZE], answer[S7_ASK_TEXT];
    struct s7_fault fault = s7_ask_read(examination, line, &area.range, octets);
    if (fault.error == S7_OK)
        fault = s7_ask_write(examination, line, &area.range, octets);
    if (fault.error == S7_OK)
        s7_examination_note(examination, "reading and writing are permitted");
    else if (s7_ask_broken(&fault))
        s7_ask_find_broken(examination, &area, &fault);
    else {
        s7_range_format(&area.range, asked, sizeof asked);
        s7_ask_refusal(&fault, answer);
        s7_examination_find(examination, S7_SIGN_ACCESS_WRITE, &area, &fault, "%s: %s", asked, answer);
    }
}

static void find_refused(struct s7_examination *examination, const struct s7_fault *fault)
{
    bool usual = fault->error == S7_ERR_ACCESS_PUT_GET;
    char answer[S7_ASK_TEXT];
    s7_ask_refusal(fault, answer);
    s7_examination_find(examination, usual ? S7_SIGN_ACCESS_REFUSED : S7_SIGN_ACCESS_OTHER_CODE, NULL, fault,
                        "MB0: %s", answer);
}

void s7_check_permission_run(struct s7_examination *examination)
{
    uint8_t octets[2] = {0};
    struct s7_fault fault = s7_ask_read(examination, &examination->line, &memory_octet, octets);
    if (s7_ask_broken(&fault)) {
        s7_ask_find_broken(examination, NULL, &fault);
        return;
    }
    if (fault.peer_code != 0) {
        find_refused(examination, &fault);
        return;
    }
    examination->readable = true;
    if (fault.error == S7_OK)
        s7_examination_note(examination, "reading MB0 is permitted");
    else
        s7_examination_note(examination, "reading is permitted; MB0 itself is answered with item code %02X",
                            (unsigned)fault.item_code);
    if (examination->config->write_probe)
        try_write(examination);
}
