/* SPDX-License-Identifier: MIT
 *
 * cli/capture_pump.h — one libpcap handle, packet by packet: what the kinds of source share.
 */
#ifndef CLI_CAPTURE_PUMP_H
#define CLI_CAPTURE_PUMP_H

#include <pcap/pcap.h>

#include "cli/capture_source.h"

struct s7_capture_pump {
    pcap_t *handle;
    s7_capture_take *take;
    void *user;
    struct s7_capture_reading *reading;
    uint64_t number; /**< of the last packet in its file */
    uint32_t link_type;
    unsigned scale; /**< nanoseconds per unit behind its seconds */
};

/** SIGINT and SIGTERM ask for the end from here on; a second one is obeyed at once. */
void s7_capture_signals_take(void);
void s7_capture_signals_return(void);
/** The signal that came, or 0. */
int s7_capture_signal(void);

/** Prepares a pump over a handle that was opened. */
void s7_capture_pump_start(struct s7_capture_pump *pump, pcap_t *handle);

/** Gives one packet on; the callback of pcap_dispatch() and pcap_loop(), `user` is the pump. */
void s7_capture_pump_take(u_char *user, const struct pcap_pkthdr *header, const u_char *octets);

/** Notes why what is read now is not complete, if nothing was noted yet. */
void s7_capture_pump_flaw(struct s7_capture_reading *reading, const char *why);

#endif
