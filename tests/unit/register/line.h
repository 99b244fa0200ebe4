/* SPDX-License-Identifier: MIT
 *
 * unit/register/line.h — a small plant in which everything is touched by somebody.
 */
#ifndef TESTS_UNIT_REGISTER_LINE_H
#define TESTS_UNIT_REGISTER_LINE_H

#include <string.h>

#include "must.h"
#include "plant/plant.h"

/*
 * OVEN.DB100, 20 octets: C-1 writes 0…9 and reads 12…19, C-2 writes bit 9.0 and reads 0…23, the program writes 8…11, a
 * simulated value bits 12.0…12.2.  Nobody touches 10 and 11 but the program.
 */
static const char line_text[] =
    "sieben: 1\n"
    "plant: {name: Line 4, revision: 7, approved_by: controls lead, approved_on: 2026-11-18}\n"
    "zones:\n"
    "  cell: {nets: [10.1.0.0/24], kind: cell, owner: thermal team, purpose: ovens}\n"
    "  office: {nets: [10.2.0.0/24]}\n"
    "hosts:\n"
    "  PANEL: {address: 10.2.0.9, zone: office, class: op}\n"
    "cpus:\n"
    "  PRESS:\n"
    "    address: 10.1.0.11:1102\n"
    "    zone: cell\n"
    "    profile: s7-1500\n"
    "    put_get: permitted\n"
    "    dbs: {10: {size: 20}}\n"
    "  OVEN:\n"
    "    address: 10.1.0.21\n"
    "    zone: cell\n"
    "    profile: s7-300\n"
    "    slot: 2\n"
    "    model: 6ES7 315-2EH14-0AB0\n"
    "    owner: thermal team\n"
    "    resources: {total: 8}\n"
    "    dbs: {100: {name: Exchange, size: 20}, 101: {size: 4, write: protected}}\n"
    "    program_writes: [P#DB100.DBX8.0 BYTE 4, M0.1]\n"
    "    simulate: [{tag: \"DB100.DBX12.0:BOOL*3\", wave: square}]\n"
    "    tags: {Set: {tag: \"DB100.DBD0:REAL\", unit: °C, comment: what it shall reach}, Other: {tag: M0.1}}\n"
    "connections:\n"
    "  C-1:\n"
    "    from: PRESS\n"
    "    to: OVEN\n"
    "    owner: thermal team\n"
    "    purpose: recipe\n"
    "    change: {ticket: CHG-1, since: 2026-11-18}\n"
    "    jobs:\n"
    "      - put: {send: P#DB10.DBX0.0 BYTE 10, to: P#DB100.DBX0.0 BYTE 10, every: 100ms, name: set values}\n"
    "      - get: {from: P#DB100.DBX12.0 BYTE 8, receive: P#DB10.DBX10.0 BYTE 8}\n"
    "  C-2: {from: PANEL, to: OVEN, service: hmi, reads: P#DB100.DBX0.0 BYTE 24, writes: DB100.DBX9.0}\n";

static inline void line_ignore(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                               const char *message)
{
    (void)user;
    (void)mark;
    if (severity == S7_PLANT_ERROR)
        fprintf(stderr, "%s\n", message);
}

static inline struct s7_plant *line_load(const char *text)
{
    struct s7_plant *plant = NULL;
    must(s7_plant_load(text, strlen(text), line_ignore, NULL, &plant) == S7_OK);
    return plant;
}

#endif
