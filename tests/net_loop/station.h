/* SPDX-License-Identifier: MIT
 *
 * net_loop/station.h — a virtual CPU behind a transport, in a process of its own.  STATION_HEADER chooses the transport:
 * libuv if none is said, or net_loop/station_poll.h.
 */
#ifndef NET_LOOP_STATION_H
#define NET_LOOP_STATION_H

#include <stdint.h>
#include <sys/types.h>

#include "sieben/cpu.h"
#include "sieben/posix.h"

enum { STATION_DOORS = 4 };

struct station {
    pid_t pid;
    uint16_t port;                 /**< of the first door */
    uint16_t doors[STATION_DOORS]; /**< all ports; 0: not open */
    int lifeline;                  /**< closing it asks the station to stop in order */
};

/** What a station may be told beyond its CPU. */
struct station_place {
    uint16_t port;     /**< of the first door; 0: any free one */
    size_t door_count; /**< ports it listens on; each has all the ephemeral ports of its clients for itself */
    void (*made)(void *user,
                 struct s7_cpu *cpu); /**< in the station's process, before it serves; may be NULL */
    void *user;
};

/** Rack 0, slot 1, DBs 1 (200 octets), 2 (65535), 3 (optimized), 4 (write-protected), PDU 240, 3 jobs; change before starting. */
void station_config(struct s7_cpu_config *config);

/** One door, any port. */
struct station station_start(const struct s7_cpu_config *config);

struct station station_start_at(const struct s7_cpu_config *config, const struct station_place *place);

/** Asks it to end in order.  @return exit status: 0 when every connection ended, the transport stopped and (with a sanitizer) nothing leaked */
int station_stop(struct station *station);

/** Ends it as a power failure would. */
void station_kill(struct station *station);

/** A client's configuration for the station, five seconds for everything. */
struct s7_posix_config station_client(const struct station *station);

#endif
