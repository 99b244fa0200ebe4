/* SPDX-License-Identifier: MIT
 *
 * net_loop/station.h — a virtual CPU behind the libuv transport, in a process of its own.
 */
#ifndef NET_LOOP_STATION_H
#define NET_LOOP_STATION_H

#include <stdint.h>
#include <sys/types.h>

#include "sieben/cpu.h"
#include "sieben/posix.h"

struct station {
    pid_t pid;
    uint16_t port;
    int lifeline; /**< closing it asks the station to stop in order */
};

/** Rack 0, slot 1, DBs 1 (200 octets), 2 (65535), 3 (optimized), 4 (write-protected), PDU 240, 3 jobs; change before starting. */
void station_config(struct s7_cpu_config *config);

struct station station_start(const struct s7_cpu_config *config);

/** Asks it to end in order.  @return exit status: 0 when every connection ended and the transport stopped */
int station_stop(struct station *station);

/** Ends it as a power failure would. */
void station_kill(struct station *station);

/** A client's configuration for the station, five seconds for everything. */
struct s7_posix_config station_client(const struct station *station);

#endif
