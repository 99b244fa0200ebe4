/* SPDX-License-Identifier: MIT
 *
 * cli/cpu_faults.h — faults of the plant file, and of the control socket, as a virtual CPU takes them.
 */
#ifndef CLI_CPU_FAULTS_H
#define CLI_CPU_FAULTS_H

#include <stdio.h>

#include "plant/plant.h"
#include "sieben/cpu.h"

/** Room for a reason why a fault cannot be shown. */
enum { S7_CPU_FAULTS_WHY_SIZE = 256 };

/**
 * The numeric address that a partner's requests come from: `host` itself when it is one, else the first one that the
 * name has.  @return false: it has none
 */
bool s7_cpu_faults_address(const char *host, char ret_address[S7_CPU_FAULT_PARTNER_SIZE]);

/** Where the requests of a partner come from; false: not known.  `user` is the caller's. */
typedef bool s7_cpu_faults_partner(void *user, const struct s7_plant_cpu *partner,
                                   char ret_address[S7_CPU_FAULT_PARTNER_SIZE]);

/** By the address that the plant file names. */
bool s7_cpu_faults_at_host(void *user, const struct s7_plant_cpu *partner,
                           char ret_address[S7_CPU_FAULT_PARTNER_SIZE]);

/** The class of connections under the name that the plant file has for it. */
enum s7_cpu_class s7_cpu_faults_class(enum s7_plant_class_name name);

/**
 * Sets one fault.  `address` is the partner's, "" for all.  @return false with the reason in `ret_why`
 */
bool s7_cpu_faults_set(struct s7_cpu *cpu, const char *name, const struct s7_plant_fault *fault,
                       const char *address, s7_time now, char ret_why[S7_CPU_FAULTS_WHY_SIZE]);

/**
 * Makes the faults of a CPU those that its plant has from the start: others are cleared, those that are there already
 * go on counting.  What cannot be shown is said on `err`.  @return how many could not be set
 */
size_t s7_cpu_faults_apply(struct s7_cpu *cpu, const struct s7_plant_cpu *plant, s7_cpu_faults_partner *partner,
                           void *user, s7_time now, FILE *err);

#endif
