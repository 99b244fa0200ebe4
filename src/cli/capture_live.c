/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* pcap.h has types of BSD */
#include "cli/capture_live.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "net_posix/clock.h"
#include "sieben/error.h"

enum {
    SNAP_LENGTH = 262144,     /* segments that the interface put together are longer than a frame */
    BUFFER_OCTETS = 16 << 20, /* a second of a fully loaded 100 Mbit/s line */
    WAIT_MS = 100,            /* packets are handed over after so long, if not earlier */
    FILTER_SIZE = 1024,
    EXIT_LOCAL = 10 * S7_LAYER_LOCAL
};

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static int complain(const char *interface, const char *why)
{
    fprintf(stderr, "sieben: interface %s: %s\n", interface, why);
    return EXIT_LOCAL;
}

static void print_interfaces(void)
{
    char message[PCAP_ERRBUF_SIZE];
    pcap_if_t *all = NULL;
    if (pcap_findalldevs(&all, message) != 0 || !all)
        return;
    fputs("interfaces:", stderr);
    for (const pcap_if_t *one = all; one; one = one->next)
        fprintf(stderr, " %s", one->name);
    fputc('\n', stderr);
    pcap_freealldevs(all);
}

static int refuse(const char *interface, int result, pcap_t *handle)
{
    if (result == PCAP_ERROR_PERM_DENIED || result == PCAP_ERROR_PROMISC_PERM_DENIED) {
        complain(interface, "the system does not permit to listen");
        fputs("once, as root: setcap cap_net_raw=ep \"$(command -v sieben)\"; or: sudo sieben capture ...\n",
              stderr);
        return EXIT_LOCAL;
    }
    if (result == PCAP_ERROR_NO_SUCH_DEVICE) {
        complain(interface, "there is no such interface");
        print_interfaces();
        return S7_EXIT_USAGE;
    }
    return complain(interface, pcap_geterr(handle)[0] ? pcap_geterr(handle) : pcap_statustostr(result));
}

/*
 * No immediate mode: with it the kernel keeps a fixed slot of the longest length for each packet, and the buffer holds
 * a few hundred packets only.
 */
static void configure(pcap_t *handle)
{
    pcap_set_snaplen(handle, SNAP_LENGTH);
    pcap_set_promisc(handle, 1);
    pcap_set_timeout(handle, WAIT_MS);
    pcap_set_buffer_size(handle, BUFFER_OCTETS);
    pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO); /* or microseconds: the pump scales */
}

void s7_capture_live_filter(struct s7_strbuf *buf, const uint16_t *ports, size_t port_count)
{
    for (int tagged = 0; tagged < 2; tagged++) {
        s7_strbuf_add(buf, tagged ? " or (vlan and (" : "(");
        for (size_t i = 0; i < port_count; i++)
            s7_strbuf_printf(buf, "%stcp port %u", i ? " or " : "", (unsigned)ports[i]);
        s7_strbuf_add(buf, tagged ? "))" : ")");
    }
}

/* A filter only saves work: a link type for which it does not compile is looked at whole. */
static int set_filter(const struct s7_capture_choice *choice, pcap_t *handle)
{
    char text[FILTER_SIZE];
    struct bpf_program program;
    struct s7_strbuf filter = s7_strbuf_over(text, sizeof text);
    if (choice->port_count == 0)
        return S7_EXIT_OK;
    s7_capture_live_filter(&filter, choice->ports, choice->port_count);
    if (pcap_compile(handle, &program, text, 1, PCAP_NETMASK_UNKNOWN) != 0)
        return S7_EXIT_OK;
    int result = pcap_setfilter(handle, &program);
    pcap_freecode(&program);
    return result == 0 ? S7_EXIT_OK : complain(choice->interface, pcap_geterr(handle));
}

static int open_live(const struct s7_capture_choice *choice, pcap_t **ret_handle)
{
    char message[PCAP_ERRBUF_SIZE] = "";
    pcap_t *handle = pcap_create(choice->interface, message);
    if (!handle)
        return complain(choice->interface, message);
    configure(handle);
    int result = pcap_activate(handle);
    int exit_code = result < 0 ? refuse(choice->interface, result, handle) : set_filter(choice, handle);
    if (exit_code == S7_EXIT_OK && pcap_setnonblock(handle, 1, message) != 0)
        exit_code = complain(choice->interface, message);
    if (exit_code)
        pcap_close(handle);
    else
        *ret_handle = handle;
    return exit_code;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* The kernel hands over what it has, at the latest after WAIT_MS; nothing else is to be waited for. */
static bool wait_for_packets(pcap_t *handle, s7_time until)
{
    struct pollfd one = {.fd = pcap_get_selectable_fd(handle), .events = POLLIN};
    int wait = s7_posix_wait_ms(until, s7_posix_now());
    return poll(&one, 1, wait < 0 || wait > WAIT_MS ? WAIT_MS : wait) >= 0 || errno == EINTR;
}

static bool read_some(struct s7_capture_pump *pump, s7_time until)
{
    int result = pcap_dispatch(pump->handle, -1, s7_capture_pump_take, (u_char *)(void *)pump);
    if (result == 0 && !wait_for_packets(pump->handle, until))
        s7_capture_pump_flaw(pump->reading, strerror(errno));
    else if (result < 0 && result != PCAP_ERROR_BREAK)
        s7_capture_pump_flaw(pump->reading, pcap_geterr(pump->handle));
    return result >= 0 && pump->reading->complete;
}

/* What the kernel has not handed over when the time is over is waited for, once. */
static void read_packets(const struct s7_capture_choice *choice, struct s7_capture_pump *pump)
{
    s7_time until = choice->duration ? s7_posix_now() + choice->duration : S7_TIME_NEVER;
    while (!s7_capture_signal() && !pump->reading->stop && s7_posix_now() < until)
        if (!read_some(pump, until))
            return;
    if (read_some(pump, S7_TIME_NEVER))
        read_some(pump, 0);
}

static void count(struct s7_capture_pump *pump)
{
    struct pcap_stat statistics;
    if (pcap_stats(pump->handle, &statistics) != 0)
        return;
    pump->reading->counted = true;
    pump->reading->kernel_packets = statistics.ps_recv;
    pump->reading->kernel_drops = statistics.ps_drop;
    pump->reading->interface_drops = statistics.ps_ifdrop;
}

int s7_capture_live_read(const struct s7_capture_choice *choice, struct s7_capture_pump *pump)
{
    pcap_t *handle = NULL;
    int exit_code = open_live(choice, &handle);
    if (exit_code)
        return exit_code;
    s7_capture_pump_start(pump, handle);
    fprintf(stderr, "listening on %s%s\n", choice->interface, choice->duration ? "" : "; Ctrl-C ends it");
    read_packets(choice, pump);
    count(pump);
    pcap_close(handle);
    return S7_EXIT_OK;
}
