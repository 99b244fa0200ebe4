/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_network.h — the network of this machine for the doctor: sockets, the clock, and an end on demand.
 */
#ifndef CLI_DOCTOR_NETWORK_H
#define CLI_DOCTOR_NETWORK_H

#include <signal.h>

#include "doctor/network.h"

/**
 * Real sockets.  As soon as *ended is not 0, nothing new is looked up, pinged or opened, waiting ends within a moment,
 * and what is open is still closed in order.
 * @param ended  borrowed as long as the result is used; written by a signal handler
 */
struct s7_doctor_network s7_cli_doctor_network(volatile sig_atomic_t *ended);

#endif
