/* SPDX-License-Identifier: MIT
 *
 * check_layout.c — does the partner have what the jobs of the plant read and write?
 *
 * Of each data block its first octet, then the last octet of each area: one that has a beginning and no such end is too
 * short; one without a beginning is missing, optimized or empty.
 */
#include "doctor/extent.h"

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

static void find_refused(struct s7_examination *examination, enum s7_sign sign,
                         const struct s7_doctor_area *area, const struct s7_fault *fault)
{
    if (s7_ask_broken(fault))
        s7_ask_find_broken(examination, area, fault);
    else
        s7_examination_find(examination, sign, area, fault, "%s", s7_error_text(fault->error));
}

static void find_short(struct s7_examination *examination, const struct s7_doctor_area *area,
                       struct s7_extent *extent)
{
    struct s7_fault fault = {.error = S7_ERR_DATA_ADDRESS, .item_code = 0x05};
    uint32_t needed = s7_extent_of(&area->range);
    if (examination->config->deep) {
        struct s7_fault broken = s7_extent_halve(examination, &area->range, extent);
        if (broken.error != S7_OK) {
            find_refused(examination, S7_SIGN_AREA_REFUSED, area, &broken);
            return;
        }
        s7_examination_find(examination, S7_SIGN_DB_SHORT, area, &fault, "it has %lu octets, %lu are needed",
                            (unsigned long)extent->there, (unsigned long)needed);
    } else {
        s7_examination_find(examination, S7_SIGN_DB_SHORT, area, &fault,
                            "octet %lu is refused, octet %lu is not", (unsigned long)needed - 1,
                            (unsigned long)extent->there - 1);
    }
}

static void check_area(struct s7_examination *examination, const struct s7_doctor_area *area,
                       struct s7_extent *extent)
{
    struct s7_fault fault = s7_extent_reach(examination, &area->range, extent);
    if (fault.error == S7_OK)
        return;
    if (fault.error != S7_ERR_DATA_ADDRESS)
        find_refused(examination, S7_SIGN_AREA_REFUSED, area, &fault);
    else if (area->range.area == S7_AREA_DB)
        find_short(examination, area, extent);
    else
        find_refused(examination, S7_SIGN_AREA_SHORT, area, &fault);
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
            find_refused(examination, sign_of_block(&fault), leader, &fault);
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
    s7_examination_note(examination, "%zu areas are there", config->area_count);
}
