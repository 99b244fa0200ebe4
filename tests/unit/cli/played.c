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

/* Of the run, which borrows it. */
static struct s7_plant *played;

void played_run(struct s7_run *run, const char *text)
{
    struct s7_fault fault;
    const char *what;
    played = played_plant(text);
    *run = (struct s7_run){.plant = played, .duration = 20 * S7_MILLISECOND, .json = true};
    must(s7_run_play(run, &fault, &what) == S7_OK);
}

void played_free(struct s7_run *run)
{
    s7_run_free(run);
    s7_plant_free(played);
}
