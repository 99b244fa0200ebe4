/* SPDX-License-Identifier: MIT
 *
 * A program outside the project: a virtual CPU on a libuv loop, on a free port of the loopback address.
 */
#include <sieben/cpu.h>
#include <sieben/uv.h>
#include <stdbool.h>
#include <stdio.h>

static void note_stopped(void *user)
{
    *(bool *)user = true;
}

int main(void)
{
    uv_loop_t loop;
    struct s7_uv_config config;
    struct s7_cpu_config cpu_config;
    struct s7_uv *uv = NULL;
    struct s7_cpu *cpu = NULL;
    struct s7_uv_listener *listener = NULL;
    struct s7_fault fault = {0};
    bool stopped = false;

    s7_uv_config_default(&config);
    s7_cpu_config_default(&cpu_config);
    if (uv_loop_init(&loop) != 0 || s7_cpu_new(&cpu_config, &cpu) != S7_OK ||
        s7_uv_new(&loop, &config, &uv) != S7_OK ||
        s7_uv_listen(uv, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault) != S7_OK) {
        fprintf(stderr, "consumer_uv: %s\n", s7_error_text(fault.error));
        return 1;
    }
    printf("listening on port %u\n", (unsigned)s7_uv_port(listener));
    s7_uv_stop(uv, note_stopped, &stopped);
    uv_run(&loop, UV_RUN_DEFAULT);
    s7_cpu_free(cpu);
    return stopped && uv_loop_close(&loop) == 0 ? 0 : 1;
}
