/* SPDX-License-Identifier: MIT */
#include <sieben/cpu.h>
#include <sieben/posix_loop.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static struct s7_loop *loop;

static void on_signal(int number)
{
    (void)number;
    s7_loop_stop(loop); /* every connection ends in order, then s7_loop_stopped() */
}

/* A soft CPU on 127.0.0.1: a scan every 10 ms writes DB1.DBW0, and partners read and write all of DB1 meanwhile. */
int main(int argc, char **argv)
{
    const struct s7_cpu_db db = {.number = 1, .size = 100};
    const struct s7_range scans = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = 16};
    struct s7_cpu_config config;
    struct s7_cpu *cpu;
    struct s7_loop_listener *listener;
    struct s7_fault fault;

    s7_cpu_config_default(&config); /* rack 0, slot 2 */
    config.dbs = &db;
    config.db_count = 1;
    if (s7_cpu_new(&config, &cpu) != S7_OK || s7_loop_new(NULL, &loop) != S7_OK)
        return 1;
    uint16_t port = argc > 1 ? (uint16_t)atoi(argv[1]) : 0;
    if (s7_loop_listen(loop, "127.0.0.1", port, s7_cpu_acceptor(cpu), &listener, &fault) != S7_OK)
        return fprintf(stderr, "%s\n", s7_error_text(fault.error));
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    printf("listening on 127.0.0.1:%u\n", (unsigned)s7_loop_port(listener));
    fflush(stdout);
    s7_time next_scan = s7_loop_now();
    for (unsigned scan = 1; !s7_loop_stopped(loop); scan++) {
        s7_cpu_write(cpu, &scans, (const uint8_t[]){(uint8_t)(scan >> 8), (uint8_t)scan});
        s7_loop_run(loop, next_scan += 10 * S7_MILLISECOND); /* partners are served until the next scan */
    }
    s7_loop_free(loop);
    s7_cpu_free(cpu);
    return 0;
}
