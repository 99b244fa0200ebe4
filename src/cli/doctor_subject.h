/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_subject.h — whom the doctor examines: a target, or partners of a plant file with what its connections say.
 *
 * The doctor judges from the wire: what the plant file says of permission, DB attributes and sizes, resources, profile
 * and faults of a CPU is not handed on, but for one thing: whether the family is harmed by system status lists.
 */
#ifndef CLI_DOCTOR_SUBJECT_H
#define CLI_DOCTOR_SUBJECT_H

#include "cli/command.h"
#include "cli/target.h"
#include "doctor/doctor.h"
#include "plant/plant.h"

enum { S7_SUBJECT_TITLE_SIZE = 2 * S7_TARGET_LABEL_SIZE };

struct s7_subject {
    char title[S7_SUBJECT_TITLE_SIZE]; /**< "OVEN (10.10.1.21:102)", "C-001 to OVEN (…)", "10.10.1.21:102" */
    const char *name;                  /**< of the CPU; "": not of a plant */
    const char *connection;            /**< id; "": all that lead to it */
    char host[S7_TARGET_HOST_SIZE];
    struct s7_doctor_config config; /**< points into this struct, to its areas and to the plant */
    struct s7_tsap local, remote;
    struct s7_range write_probe;
    struct s7_doctor_area *areas;
    size_t area_count, area_room;
};

struct s7_doctor_choice; /* cli/doctor_choice.h */

/**
 * One subject of a plant that stays the caller's: a connection that leads to the CPU, or (NULL) the CPU without any areas.
 * @param subject  zeroed; not to be moved afterwards; its areas are the caller's to free()
 * @return false: out of memory; its areas are still to be freed
 */
bool s7_subject_make(struct s7_subject *subject, const struct s7_plant_cpu *cpu,
                     const struct s7_plant_connection *connection, const struct s7_doctor_choice *choice);

/** The same of an address alone. */
bool s7_subject_make_target(struct s7_subject *subject, const struct s7_target *target,
                            const struct s7_doctor_choice *choice);

/**
 * In how many ways the connections of the plant ask for this CPU: with how many different pairs of TSAPs, or classes
 * where no TSAP is given.  1 for a CPU that no connection leads to: it is examined as it is.
 */
size_t s7_subject_ways(const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                       const struct s7_doctor_choice *choice);

/**
 * One subject for each way, with all that its connections touch.
 * @param subjects  s7_subject_ways() of them, zeroed; as with s7_subject_make()
 * @return how many, 0: out of memory
 */
size_t s7_subject_make_ways(struct s7_subject *subjects, const struct s7_plant *plant,
                            const struct s7_plant_cpu *cpu, const struct s7_doctor_choice *choice);

/**
 * Whether --type, if it is given, says something of a subject that was made.
 * @return S7_ARGUMENTS_GO_ON, or the exit code after saying that its TSAP is given already
 */
int s7_subject_permit_type(const struct s7_subject *subject, const struct s7_doctor_choice *choice);

#endif
