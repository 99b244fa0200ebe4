/* SPDX-License-Identifier: MIT
 *
 * unit/cli/doctor_zone_scene.h — a plant with zones, what is to be tried from one of them, and findings said by the test.
 */
#ifndef UNIT_CLI_DOCTOR_ZONE_SCENE_H
#define UNIT_CLI_DOCTOR_ZONE_SCENE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/doctor_zone.h"
#include "firewall/zone.h"
#include "must.h"

/* From A: OVEN by C-1 and C-2, PACK is forbidden, PRESS is a neighbour, LOOSE in no zone, PANEL no target. */
static const char zone_plant_text[] =
    "sieben: 1\n"
    "plant: {name: Zones, revision: 3}\n"
    "zones: {A: {nets: [10.1.0.0/16]}, B: {nets: [10.2.0.0/16]}, EMPTY: {}}\n"
    "hosts:\n"
    "  PANEL: {address: 10.1.0.9, zone: A, class: op}\n"
    "cpus:\n"
    "  PRESS: {address: 10.1.0.1, profile: s7-1500, zone: A, put_get: permitted, dbs: {10: {size: 20}}}\n"
    "  OVEN: {address: 10.2.0.1, profile: s7-300, zone: B, slot: 2, dbs: {1: {size: 20}}}\n"
    "  PACK: {address: 10.2.0.2, profile: s7-300, zone: B, reference: '10.2.0.3:443'}\n"
    "  LOOSE: {address: 10.3.0.1, profile: s7-300}\n"
    "connections:\n"
    "  C-1: {from: PRESS, to: OVEN,\n"
    "        jobs: [{get: {from: P#DB1.DBX0.0 BYTE 4, receive: P#DB10.DBX0.0 BYTE 4}}]}\n"
    "  C-2: {from: PANEL, to: OVEN, service: hmi, source_address: 10.1.0.10}\n";

enum { ZONE_PRESS, ZONE_OVEN_1, ZONE_OVEN_2, ZONE_PACK, ZONE_LOOSE, ZONE_TRIALS };

static struct s7_plant *zone_plant;
static struct s7_zone_run zone_run;
static struct s7_arguments zone_arguments;
static struct s7_finding zone_finding;

static void zone_report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                        const char *message)
{
    (void)user;
    if (severity == S7_PLANT_ERROR)
        fprintf(stderr, "%u:%u: %s\n", mark.line, mark.column, message);
}

static int zone_start(void **state)
{
    const struct s7_doctor_choice choice = {.arguments = &zone_arguments,
                                            .route = {.connection_class = S7_CLASS_BASIC}};
    (void)state;
    must(s7_plant_load(zone_plant_text, sizeof zone_plant_text - 1, zone_report, NULL, &zone_plant) == S7_OK);
    must(s7_zone_run_plan(zone_plant, s7_zone_find(zone_plant, "A"), &choice, &zone_run));
    return 0;
}

static int zone_stop(void **state)
{
    (void)state;
    s7_zone_run_free(&zone_run);
    s7_plant_free(zone_plant);
    return 0;
}

/* What was seen of a trial: this sign at the TCP check; S7_SIGN_COUNT: nothing failed. */
static inline struct s7_zone_trial *zone_see(size_t number, enum s7_sign sign, const char *local)
{
    struct s7_zone_trial *trial = &zone_run.trials[number];
    free(trial->diagnosis);
    trial->diagnosis = calloc(1, sizeof *trial->diagnosis);
    must(trial->diagnosis);
    struct s7_diagnosis *diagnosis = trial->diagnosis;
    diagnosis->failed = S7_CHECK_COUNT;
    diagnosis->rules_out = "";
    diagnosis->budget = (struct s7_doctor_budget){.connections = 2, .most_open = 1, .telegrams = 5, .pings = 1};
    diagnosis->seen.probe = s7_probe_unknown();
    snprintf(diagnosis->seen.probe.local, sizeof diagnosis->seen.probe.local, "%s", local);
    snprintf(diagnosis->seen.address.text, sizeof diagnosis->seen.address.text, "%s", trial->path.to->host);
    for (size_t i = 0; i < S7_CHECK_COUNT; i++)
        diagnosis->steps[i] = (struct s7_diagnosis_step){
            .check = (enum s7_doctor_check)i, .verdict = i > S7_CHECK_TCP ? S7_VERDICT_SKIPPED : S7_VERDICT_OK};
    if (sign == S7_SIGN_COUNT)
        return trial;
    zone_finding = (struct s7_finding){.check = S7_CHECK_TCP, .sign = sign, .name = "", .evidence = "seen"};
    diagnosis->leading = &zone_finding;
    diagnosis->failed = S7_CHECK_TCP;
    diagnosis->steps[S7_CHECK_TCP].verdict = S7_VERDICT_FAIL;
    return trial;
}

#endif
