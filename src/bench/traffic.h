/* SPDX-License-Identifier: MIT
 *
 * bench/traffic.h — a capture file of made traffic: what is read by the scenario "capture".
 *
 * Ethernet, IPv4, TCP, one telegram per segment, as partners on a quiet network send them.  A hundred connections from
 * as many partners to ten CPUs are set up, and then work in turn: a read of one item, a write of one, a read of seven.
 * Every PDU that carries values has 100 octets.
 */
#ifndef BENCH_TRAFFIC_H
#define BENCH_TRAFFIC_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {
    S7_BENCH_TRAFFIC_CONNECTIONS = 100,
    S7_BENCH_TRAFFIC_PDUS = 100000, /**< behind the set-up of all connections: requests and answers */
    S7_BENCH_TRAFFIC_PDU_SIZE = 100
};

struct s7_bench_traffic {
    FILE *file;       /**< has no name: gone when it is closed */
    uint64_t packets; /**< in it */
    uint64_t pdus;
    uint64_t octets;        /**< of all packets */
    uint64_t reads, writes; /**< requests of each */
};

/** @return false: there is no room for it (errno); nothing is left then */
bool s7_bench_traffic_make(struct s7_bench_traffic *ret_traffic);
void s7_bench_traffic_free(struct s7_bench_traffic *traffic);

/** The file again from its start, to be given to pcap_fopen_offline(), which closes it; NULL: errno. */
FILE *s7_bench_traffic_open(const struct s7_bench_traffic *traffic);

#endif
