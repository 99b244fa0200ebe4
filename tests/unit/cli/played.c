/* SPDX-License-Identifier: MIT */
#include "played.h"

#include <stdio.h>
#include <string.h>

#include "must.h"

static void report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark, const char *message)
{
    (void)user;
    if (severity == S7_PLANT_ERROR)
        fprintf(stderr, "%u:%u: %s\n", mark.line, mark.column, message);
}

struct s7_plant *played_plant(const char *text)
{
    struct s7_plant *plant;
    must(s7_plant_load(text, strlen(text), report, NULL, &plant) == S7_OK);
    return plant;
}

struct s7_run played_desk(struct s7_plant *plant, s7_time duration)
{
    return (struct s7_run){.plant = plant, .choice = {.desk = true}, .duration = duration, .json = true};
}

void played_run(struct s7_run *run, const char *text)
{
    struct s7_fault fault;
    const char *what;
    *run = played_desk(played_plant(text), 20 * S7_MILLISECOND);
    must(s7_run_play(run, &fault, &what) == S7_OK);
}

void played_free(struct s7_run *run)
{
    s7_run_free(run);
}
