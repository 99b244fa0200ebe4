/* SPDX-License-Identifier: MIT
 *
 * try_probe.c — net_posix/probe.h for tests in other programming languages: one attempt, one line of JSON.
 *
 *     try_probe route|ping ADDRESS [TIMEOUT_MS]
 *     try_probe connect ADDRESS PORT [TIMEOUT_MS]
 *     try_probe resolve NAME [TIMEOUT_MS]
 *     try_probe hear ADDRESS PORT TEXT [TIMEOUT_MS]     connects, sends TEXT, tells how the stream went and ended
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"

static const char *const neighbours[] = {"unknown", "none",    "asked",  "answered",
                                         "known",   "doubted", "failed", "fixed"};
static const char *const heard_words[] = {"octets", "closed", "reset", "silence", "broken"};

static void print_probe(const struct s7_probe *probe)
{
    printf("\"errno\": %d, \"elapsed\": %.6f, \"local\": \"%s\", \"offender\": \"%s\", \"icmp\": [%d, %d], "
           "\"route_known\": %s, \"gateway\": \"%s\", \"device\": \"%s\", \"neighbour\": \"%s\", "
           "\"hardware\": \"%s\", \"ttl\": %d",
           probe->sys_errno, (double)probe->elapsed / (double)S7_SECOND, probe->local, probe->offender,
           probe->icmp_type, probe->icmp_code, probe->route_known ? "true" : "false", probe->gateway,
           probe->network_device, neighbours[probe->neighbour], probe->neighbour_hardware, probe->ttl);
}

static s7_time timeout_of(int argc, char **argv, int at)
{
    return argc > at ? strtol(argv[at], NULL, 10) * S7_MILLISECOND : S7_PROBE_CONNECT_TIMEOUT;
}

static uint16_t port_of(const char *text)
{
    return (uint16_t)strtol(text, NULL, 10);
}

static void try_route(int argc, char **argv)
{
    struct s7_probe probe;
    (void)argc;
    s7_probe_route(argv[2], &probe);
    print_probe(&probe);
}

static void try_ping(int argc, char **argv)
{
    struct s7_probe probe;
    s7_probe_ping(argv[2], timeout_of(argc, argv, 3), &probe);
    print_probe(&probe);
}

/* What the tables of this machine know afterwards is part of what was seen. */
static void try_connect(int argc, char **argv)
{
    struct s7_probe probe, route;
    struct s7_probe_stream stream;
    if (s7_probe_connect(argv[2], port_of(argv[3]), NULL, timeout_of(argc, argv, 4), &stream, &probe))
        s7_probe_close(&stream, true, 0);
    print_probe(&probe);
    s7_probe_route(argv[2], &route);
    printf(", \"after\": {");
    print_probe(&route);
    printf("}");
}

static void try_resolve(int argc, char **argv)
{
    struct s7_probe_address list[8];
    int failed = 0;
    const s7_time started_at = s7_posix_now();
    const size_t count = s7_probe_resolve(argv[2], timeout_of(argc, argv, 3), 8, list, &failed);
    printf("\"errno\": %d, \"elapsed\": %.6f, \"list\": [", failed,
           (double)(s7_posix_now() - started_at) / (double)S7_SECOND);
    for (size_t i = 0; i < count; i++)
        printf("%s\"%s\"", i ? ", " : "", list[i].text);
    printf("]");
}

static void talk(struct s7_probe_stream *stream, const char *text, s7_time timeout)
{
    uint8_t octets[256];
    size_t size = 0, all = 0;
    enum s7_heard heard = s7_probe_send(stream, (const uint8_t *)text, strlen(text), timeout);
    const s7_time started_at = s7_posix_now();
    printf(", \"sent\": \"%s\"", heard_words[heard]);
    do {
        heard = s7_probe_receive(stream, octets, sizeof octets, timeout, &size);
        all += heard == S7_HEARD_OCTETS ? size : 0;
    } while (heard == S7_HEARD_OCTETS);
    printf(", \"received\": %zu, \"heard\": \"%s\", \"waited\": %.6f, \"said\": %d, \"closed\": \"%s\"", all,
           heard_words[heard], (double)(s7_posix_now() - started_at) / (double)S7_SECOND, stream->sys_errno,
           heard_words[s7_probe_close(stream, false, timeout)]);
}

static void try_hear(int argc, char **argv)
{
    struct s7_probe probe;
    struct s7_probe_stream stream;
    const s7_time timeout = timeout_of(argc, argv, 5);
    const bool connected = s7_probe_connect(argv[2], port_of(argv[3]), NULL, timeout, &stream, &probe);
    print_probe(&probe);
    if (connected)
        talk(&stream, argv[4], timeout);
}

static const struct {
    const char *name;
    int argc;
    void (*run)(int argc, char **argv);
} rows[] = {{"route", 3, try_route},
            {"ping", 3, try_ping},
            {"connect", 4, try_connect},
            {"resolve", 3, try_resolve},
            {"hear", 5, try_hear}};

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (argc >= rows[i].argc && strcmp(argv[1], rows[i].name) == 0) {
            printf("{");
            rows[i].run(argc, argv);
            printf("}\n");
            return 0;
        }
    }
    return 2;
}
