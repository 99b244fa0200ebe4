/* SPDX-License-Identifier: MIT
 *
 * Whole plant files that load are checked as registers: every finding has a row, an object and a place, in the order of
 * the file, and what is accepted is accepted by an exception of the file that has not ended.
 */
#include <string.h>

#include "fuzz.h"
#include "register/check.h"

static const struct s7_plant_date today = {2026, 11, 20};

static void check_finding(const struct s7_plant *plant, const struct s7_register_finding *finding)
{
    FUZZ_CHECK(finding->check == s7_register_check_row(finding->check->check));
    FUZZ_CHECK(finding->name && finding->text[0] && finding->mark.line && finding->mark.column);
    FUZZ_CHECK(finding->object == S7_REGISTER_PLANT || finding->name[0] || finding->check->check == S7R_FORM);
    const struct s7_plant_exception *by = finding->accepted;
    if (!by)
        return;
    FUZZ_CHECK(by >= plant->exceptions && by < plant->exceptions + plant->exception_count);
    FUZZ_CHECK(strcmp(by->check, finding->check->id) == 0 && strcmp(by->on, finding->name) == 0);
    FUZZ_CHECK(by->until.year >= today.year);
}

static void check_list(const struct s7_plant *plant, const struct s7_register_list *list)
{
    size_t counted = list->accepted;
    for (size_t i = 0; i < S7_REGISTER_SEVERITIES; i++)
        counted += list->counts[i];
    FUZZ_CHECK(counted == list->count);
    for (size_t i = 0; i < list->count; i++) {
        const struct s7_register_finding *finding = &list->findings[i];
        FUZZ_CHECK(i == 0 || finding[-1].mark.line <= finding->mark.line);
        check_finding(plant, finding);
    }
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    struct s7_register_list list = {.count = 0};
    struct s7_plant *plant = NULL;
    int error = s7_plant_load_by_topic((const char *)octets, size, s7_register_take, &list, &plant);
    if (error == S7_OK) {
        error = s7_register_check(plant, today, &list);
        FUZZ_CHECK(error == S7_OK || error == S7_ERR_LOCAL_MEMORY);
        check_list(plant, &list);
    }
    s7_register_list_free(&list);
    s7_plant_free(plant);
}
