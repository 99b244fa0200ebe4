/* SPDX-License-Identifier: MIT
 *
 * unit/cli/played.h — a plant out of a text, and a run of it that said nothing.
 */
#ifndef UNIT_CLI_PLAYED_H
#define UNIT_CLI_PLAYED_H

#include "cli/run_loop.h"

/** Two CPUs on one desk: PRESS (S7-1500, DB 10: 100 octets, its first one always 7), OVEN (S7-300, DB 100: 60 octets). */
#define PLAYED_CPUS                                                                                            \
    "sieben: 1\n"                                                                                              \
    "plant: {name: Desk, revision: 3}\n"                                                                       \
    "cpus:\n"                                                                                                  \
    "  PRESS: {address: 192.0.2.1, profile: s7-1500, put_get: permitted,\n"                                    \
    "          dbs: {10: {size: 100, access: standard}},\n"                                                    \
    "          simulate: [{tag: \"DB10.DBB0:BYTE\", wave: constant, min: 7, max: 7, period: 1s}]}\n"           \
    "  OVEN: {address: \"192.0.2.2:1102\", profile: s7-300, slot: 2, dbs: {100: {size: 60}}}\n"

/** Connection C-1 from PRESS to OVEN; jobs follow, one per line: PLAYED_PUT("DB10.DBX0.0 BYTE 8", "DB100…"). */
#define PLAYED_CONNECTION                                                                                      \
    "connections:\n"                                                                                           \
    "  C-1:\n"                                                                                                 \
    "    from: PRESS\n"                                                                                        \
    "    to: OVEN\n"                                                                                           \
    "    owner: me\n"                                                                                          \
    "    purpose: test\n"                                                                                      \
    "    jobs:\n"
#define PLAYED_PUT(send, to)      "      - put: {send: [" send "], to: [" to "], every: 10ms}\n"
#define PLAYED_GET(from, receive) "      - get: {from: [" from "], receive: [" receive "], every: 10ms}\n"

/** The plant of a text without errors; end with s7_plant_free(). */
struct s7_plant *played_plant(const char *text);

/** A run that plays all of a plant, which it takes over, so long and without a word. */
struct s7_run played_desk(struct s7_plant *plant, s7_time duration);

/** Plays it to its end, for some milliseconds, without a word.  End with played_free(), before the next one. */
void played_run(struct s7_run *run, const char *text);
void played_free(struct s7_run *run);

#endif
