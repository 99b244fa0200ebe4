/* SPDX-License-Identifier: MIT
 *
 * unit/cli/rows.h — a snapshot of a plant out of a text, without a run: the test says how its jobs stand.
 */
#ifndef UNIT_CLI_ROWS_H
#define UNIT_CLI_ROWS_H

#include "cli/run_snapshot.h"
#include "played.h"

/** Two PUTs and a GET from PRESS to OVEN; DB10.DBB0 of PRESS is called Level. */
#define ROWS_PLANT                                                                                             \
    "sieben: 1\n"                                                                                              \
    "plant: {name: Rows, revision: 4}\n"                                                                       \
    "cpus:\n"                                                                                                  \
    "  PRESS:\n"                                                                                               \
    "    address: 192.0.2.1\n"                                                                                 \
    "    profile: s7-1500\n"                                                                                   \
    "    put_get: permitted\n"                                                                                 \
    "    dbs: {10: {size: 100, access: standard}}\n"                                                           \
    "    tags: {Level: {tag: \"DB10.DBB0:BYTE\", unit: mm}, Whole: {tag: \"DB10.DBD0:DINT\"}}\n"               \
    "  OVEN: {address: \"192.0.2.2:1102\", profile: s7-300, slot: 2, dbs: {100: {size: "                       \
    "60}}}\n" PLAYED_CONNECTION PLAYED_PUT("P#DB10.DBX0.0 BYTE 2", "P#DB100.DBX0.0 BYTE 2")                    \
        PLAYED_PUT("P#DB10.DBX10.0 BYTE 2", "P#DB100.DBX10.0 BYTE 2")                                          \
            PLAYED_GET("P#DB100.DBX20.0 BYTE 2", "P#DB10.DBX20.0 BYTE 2")

struct rows {
    struct s7_plant *plant;
    struct s7_run_choice choice;
    struct s7_run_approval approval;
    struct s7_run_plan *plan;
    struct s7_desk desk;
    struct s7_run_snapshot snapshot; /**< every job that runs is connected and has done nothing */
};

void rows_make(struct rows *rows, const char *text, const struct s7_run_choice *choice);
void rows_free(struct rows *rows);

/** The fault of an optimized DB. */
struct s7_fault rows_fault(void);
/** Job `index` is failing with it. */
void rows_fail(struct rows *rows, size_t index);

#endif
