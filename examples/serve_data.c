/* SPDX-License-Identifier: MIT */
#include <sieben/cpu.h>
#include <sieben/uv.h>
#include <stdio.h>

/* A virtual S7-300 with one data block on 127.0.0.1: every partner that speaks PUT/GET can read and write DB1. */
int main(void)
{
    struct s7_cpu_db db = {.number = 1, .size = 100};
    struct s7_cpu_config config;
    struct s7_cpu *cpu;
    struct s7_uv *transport;
    struct s7_uv_listener *listener;
    struct s7_fault fault;
    uv_loop_t *loop = uv_default_loop();

    s7_cpu_config_default(&config);
    config.slot = 2;
    config.dbs = &db;
    config.db_count = 1;
    if (s7_cpu_new(&config, &cpu) != S7_OK || s7_uv_new(loop, NULL, &transport) != S7_OK)
        return 1;
    if (s7_uv_listen(transport, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault) != S7_OK) {
        fprintf(stderr, "%s\n", s7_error_text(fault.error));
        return 1;
    }
    printf("listening on 127.0.0.1:%u\n", (unsigned)s7_uv_port(listener));
    fflush(stdout);
    return uv_run(loop, UV_RUN_DEFAULT);
}
