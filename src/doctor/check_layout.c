/* SPDX-License-Identifier: MIT
 *
 * check_layout.c — does the partner have what the jobs of the plant read and write?
 *
 * Of each data block its first octet, then the last octet of each area: one that has a beginning and no such end is too
 * short; one without a beginning is missing, optimized or empty.
 */
#include <string.h>

#include "base/strbuf.h"
#include "doctor/extent.h"

enum { LIST = 160 };

static enum s7_sign sign_of_block(const struct s7_fault *fault)
{
    switch (fault->error) {
    case S7_ERR_DATA_MISSING:
        return S7_SIGN_DB_MISSING;
    case S7_ERR_DATA_ADDRESS:
        return S7_SIGN_DB_ADDRESS;
    case S7_ERR_ACCESS_ITEM:
        return S7_SIGN_DB_DENIED;
    default:
        return S7_SIGN_AREA_REFUSED;
    }
}

/* `place`: what was asked for. */
static void find_refused(struct s7_examination *examination, enum s7_sign sign,
                         const struct s7_doctor_area *area, uint32_t place, const struct s7_fault *fault)
{
    char asked[S7_TAG_TEXT_SIZE], answer[S7_ASK_TEXT];
    s7_extent_text(&area->range, place, asked);
    s7_ask_refusal(fault, answer);
    if (s7_ask_broken(fault))
        s7_ask_find_broken(examination, area, fault);
    else if (fault->item_code != 0 && sign != S7_SIGN_AREA_REFUSED)
        s7_examination_find(examination, sign, area, fault, "%s", asked); /* the sign names the code */
    else
        s7_examination_find(examination, sign, area, fault, "%s: %s", asked, answer);
}

static void find_short(struct s7_examination *examination, const struct s7_doctor_area *area,
                       struct s7_extent *extent)
{
    struct s7_fault fault = {.error = S7_ERR_DATA_ADDRESS, .item_code = 0x05};
    uint32_t needed = s7_extent_of(&area->range);
    char refused[S7_TAG_TEXT_SIZE], there[S7_TAG_TEXT_SIZE];
    if (examination->config->deep) {
        struct s7_fault broken = s7_extent_halve(examination, &area->range, extent);
        if (broken.error != S7_OK) {
            find_refused(examination, S7_SIGN_AREA_REFUSED, area, extent->there, &broken);
            return;
        }
        s7_examination_find(examination, S7_SIGN_DB_SHORT, area, &fault, "DB%u has %lu octet%s, %lu are needed",
                            (unsigned)area->range.db, (unsigned long)extent->there,
                            extent->there == 1 ? "" : "s", (unsigned long)needed);
        return;
    }
    s7_extent_text(&area->range, extent->absent, refused); /* of an area before, it may be */
    s7_extent_text(&area->range, extent->there - 1, there);
    s7_examination_find(examination, S7_SIGN_DB_SHORT, area, &fault,
                        "%s is refused, %s is read; %lu octets are needed", refused, there,
                        (unsigned long)needed);
}

static void check_area(struct s7_examination *examination, const struct s7_doctor_area *area,
                       struct s7_extent *extent)
{
    struct s7_fault fault = s7_extent_reach(examination, &area->range, extent);
    if (fault.error == S7_OK)
        return;
    if (fault.error != S7_ERR_DATA_ADDRESS)
        find_refused(examination, S7_SIGN_AREA_REFUSED, area, s7_extent_of(&area->range) - 1, &fault);
    else if (area->range.area == S7_AREA_DB)
        find_short(examination, area, extent);
    else
        find_refused(examination, S7_SIGN_AREA_SHORT, area, s7_extent_of(&area->range) - 1, &fault);
}

/* Every area that lies in the same block or memory as area number `first`. */
static void check_together(struct s7_examination *examination, size_t first)
{
    const struct s7_doctor_config *config = examination->config;
    const struct s7_doctor_area *leader = &config->areas[first];
    struct s7_extent extent = {.absent = UINT32_MAX};
    if (leader->range.area == S7_AREA_DB) {
        struct s7_fault fault = s7_extent_ask(examination, &leader->range, 0);
        if (fault.error != S7_OK) {
            find_refused(examination, sign_of_block(&fault), leader, 0, &fault);
            return;
        }
        extent.there = 1;
    }
    for (size_t i = first; i < config->area_count && !examination->over; i++)
        if (s7_range_same_area(&config->areas[i].range, &leader->range))
            check_area(examination, &config->areas[i], &extent);
}

static bool was_there(const struct s7_doctor_config *config, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (s7_range_same_area(&config->areas[i].range, &config->areas[index].range))
            return true;
    return false;
}

/* "3 areas are there: level (P#DB10.DBX0.0 BYTE 20), P#M0.0 BYTE 4, …" */
static void note_areas(struct s7_examination *examination)
{
    const struct s7_doctor_config *config = examination->config;
    char list[LIST], text[S7_TAG_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(list, sizeof list);
    for (size_t i = 0; i < config->area_count; i++) {
        const struct s7_doctor_area *area = &config->areas[i];
        size_t needed = s7_range_format(&area->range, text, sizeof text);
        needed += area->name ? strlen(area->name) + sizeof ", … ()" : sizeof ", …";
        if (buf.length + needed >= sizeof list) {
            s7_strbuf_add(&buf, ", …");
            break;
        }
        s7_strbuf_add(&buf, i ? ", " : "");
        s7_strbuf_printf(&buf, area->name ? "%s (%s)" : "%.0s%s", area->name ? area->name : "", text);
    }
    s7_examination_note(examination, "%zu area%s there: %s", config->area_count,
                        config->area_count == 1 ? " is" : "s are", list);
}

void s7_check_layout_run(struct s7_examination *examination)
{
    const struct s7_doctor_config *config = examination->config;
    if (!examination->readable) {
        s7_examination_skip(examination, "reading is refused as a whole");
        return;
    }
    if (config->area_count == 0) {
        s7_examination_skip(examination, "no job of the plant says what is read or written");
        return;
    }
    for (size_t i = 0; i < config->area_count && !examination->over; i++)
        if (!was_there(config, i))
            check_together(examination, i);
    note_areas(examination);
}
