/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* pcap.h has types of BSD */
#include "cli/capture_pump.h"

#include <signal.h>
#include <stdio.h>

#include "base/strbuf.h"

/* Link types whose number in libpcap is another one on some systems than in files (pcap-linktype(7)). */
enum { LINKTYPE_RAW = 101, LINKTYPE_LOOP = 108 };

/* ---- signals ----------------------------------------------------------------------------------------------------- */

static volatile sig_atomic_t asked_to_end;
static struct sigaction interrupt_before, terminate_before;

static void on_signal(int number)
{
    asked_to_end = number;
}

/* Without SA_RESTART: a read that waits for a pipe ends. */
void s7_capture_signals_take(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    action.sa_flags = (int)SA_RESETHAND;
    asked_to_end = 0;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &interrupt_before);
    sigaction(SIGTERM, &action, &terminate_before);
}

void s7_capture_signals_return(void)
{
    sigaction(SIGINT, &interrupt_before, NULL);
    sigaction(SIGTERM, &terminate_before, NULL);
}

int s7_capture_signal(void)
{
    return asked_to_end;
}

/* ---- packets ----------------------------------------------------------------------------------------------------- */

static uint32_t link_type_of(int data_link)
{
    if (data_link == DLT_RAW)
        return LINKTYPE_RAW;
    return data_link == DLT_LOOP ? LINKTYPE_LOOP : (uint32_t)data_link;
}

/* A file may say any time: before 1970 is then, and what does not fit is the last moment that does. */
static s7_time time_of(const struct pcap_pkthdr *header, unsigned scale)
{
    const int64_t seconds_max = INT64_MAX / S7_SECOND - 1;
    const int64_t seconds = header->ts.tv_sec, units = header->ts.tv_usec;
    if (seconds < 0)
        return 0;
    if (seconds >= seconds_max)
        return seconds_max * S7_SECOND;
    return seconds * S7_SECOND + (units >= 0 && units < S7_SECOND / scale ? units * scale : 0);
}

void s7_capture_pump_start(struct s7_capture_pump *pump, pcap_t *handle)
{
    pump->handle = handle;
    pump->number = 0;
    pump->link_type = link_type_of(pcap_datalink(handle));
    pump->scale = pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1000;
}

void s7_capture_pump_take(u_char *user, const struct pcap_pkthdr *header, const u_char *octets)
{
    struct s7_capture_pump *pump = (struct s7_capture_pump *)(void *)user;
    const struct s7_packet packet = {.number = ++pump->number,
                                     .time = time_of(header, pump->scale),
                                     .link_type = pump->link_type,
                                     .octets = octets,
                                     .size = header->caplen,
                                     .wire_size = header->len < header->caplen ? header->caplen : header->len};
    pump->reading->packets++;
    pump->reading->octets += header->caplen;
    pump->take(pump->user, &packet);
    if (asked_to_end || pump->reading->stop)
        pcap_breakloop(pump->handle);
}

void s7_capture_pump_flaw(struct s7_capture_reading *reading, const char *why)
{
    if (!reading->complete)
        return;
    struct s7_strbuf text = s7_strbuf_over(reading->why, sizeof reading->why);
    reading->complete = false;
    reading->why_file = reading->file;
    s7_strbuf_add(&text, why);
}
