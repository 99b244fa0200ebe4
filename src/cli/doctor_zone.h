/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_zone.h — `sieben doctor PLANT --from ZONE`: what the plant file expects from a zone, tried from there.
 *
 * One trial for each connection that leads from the zone to a target (examined as its partner would use it), and one
 * for each other target (a TCP connection that must fail, firewall/path.h).
 */
#ifndef CLI_DOCTOR_ZONE_H
#define CLI_DOCTOR_ZONE_H

#include <signal.h>

#include "cli/doctor_choice.h"
#include "cli/doctor_subject.h"
#include "cli/doctor_zone_judge.h"

enum { S7_ZONE_WHY_SIZE = 512 };

/** The positive control of a path: what was asked, and what it answered. */
struct s7_zone_proof {
    enum s7_zone_control result;
    const char *host; /**< NULL: none is named */
    uint16_t port;
    struct s7_probe probe;
};

struct s7_zone_trial {
    struct s7_path path;
    const struct s7_plant_connection *connection; /**< NULL: of a path that is not required */
    struct s7_subject subject;
    struct s7_diagnosis *diagnosis; /**< NULL: not tried */
    struct s7_zone_proof proof;
    int64_t at; /**< when it began: milliseconds since 1970 */
    enum s7_zone_verdict verdict;
    char why[S7_ZONE_WHY_SIZE];
};

struct s7_zone_run {
    const struct s7_plant *plant;
    const struct s7_plant_zone *zone;
    struct s7_zone_trial *trials; /**< not to be moved; in the order of the plant's targets */
    size_t count;
    size_t done;      /**< trials that have their verdict */
    bool interrupted; /**< its end was asked for before all had one */
};

/**
 * What is to be tried from a zone, in memory of its own.
 * @return false: out of memory; to be given to s7_zone_run_free() in either case
 */
bool s7_zone_run_plan(const struct s7_plant *plant, const struct s7_plant_zone *zone,
                      const struct s7_doctor_choice *choice, struct s7_zone_run *ret_run);
void s7_zone_run_free(struct s7_zone_run *run);

/** Whether anything is sent for this path. */
bool s7_zone_is_tried(const struct s7_path *path);

/** `sieben doctor` with --from; @return the exit code */
int s7_doctor_zone(const struct s7_arguments *arguments, volatile sig_atomic_t *ended);

/** How many trials have this verdict. */
size_t s7_zone_count(const struct s7_zone_run *run, enum s7_zone_verdict verdict);

/** Whether a trial before this one, or its own control, connected to the port that it is about. */
bool s7_zone_port_connected(const struct s7_zone_run *run, size_t number);

/** What all of them cost together. */
struct s7_doctor_budget s7_zone_budget(const struct s7_zone_run *run);

#endif
