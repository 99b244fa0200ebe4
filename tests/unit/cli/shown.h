/* SPDX-License-Identifier: MIT
 *
 * unit/cli/shown.h — what `plant show` tells of the plant of unit/register/line.h, as text of 100 columns.
 */
#ifndef UNIT_CLI_SHOWN_H
#define UNIT_CLI_SHOWN_H

#include "cli/plant_show.h"
#include "unit/register/line.h"
#include "unit/report/page.h"

static struct s7_plant *shown_plant;

static inline int shown_begin(void **state)
{
    (void)state;
    shown_plant = line_load(line_text);
    return 0;
}

static inline int shown_end(void **state)
{
    (void)state;
    s7_plant_free(shown_plant);
    return 0;
}

/** Tells one object; "": the plant. */
static inline const char *shown(const char *name)
{
    struct s7_show_object object = {.kind = S7_SHOW_PLANT};
    struct s7_report report;
    page_begin(&report, (struct s7_report_config){.width = 100, .ascii = true});
    must(!name[0] || s7_show_find(shown_plant, "line.yaml", name, &object));
    if (object.kind == S7_SHOW_PLANT)
        must(s7_show_plant(&report, shown_plant) == S7_OK);
    if (object.kind == S7_SHOW_CPU)
        must(s7_show_cpu(&report, shown_plant, object.cpu) == S7_OK);
    if (object.kind == S7_SHOW_CONNECTION)
        must(s7_show_connection(&report, object.connection) == S7_OK);
    if (object.kind == S7_SHOW_AREA)
        must(s7_show_area(&report, shown_plant, object.cpu, &object.area) == S7_OK);
    must(s7_report_end(&report) == S7_OK);
    return page_text;
}

#define assert_shown(text, part) assert_non_null(strstr((text), (part)))

#endif
