/* SPDX-License-Identifier: MIT */
#include <sieben/cpu.h>
#include <sieben/posix_loop.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { OWN = 1, MOST = OWN + 16 + 1 + 1 /* ours; connections, listener and one more of the loop */ };

static struct s7_cpu *cpu;

/* Our own work in this loop: a number on standard input becomes DB1.DBW0; its end ends the program. */
static int take_input(void)
{
    const struct s7_range word = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = 16};
    char text[64] = "";
    if (read(STDIN_FILENO, text, sizeof text - 1) <= 0)
        return 0;
    int value = atoi(text);
    const uint8_t octets[2] = {(uint8_t)(value >> 8), (uint8_t)value};
    s7_cpu_write(cpu, &word, octets);
    printf("DB1.DBW0 is %d\n", value);
    fflush(stdout);
    return 1;
}

/* One turn of our loop: our descriptors and those of the library in one poll(). */
static int turn(struct s7_loop *loop, int reading)
{
    struct pollfd fds[MOST] = {{.fd = reading ? STDIN_FILENO : -1, .events = POLLIN}};
    int timeout_ms; /* until the library has something to do by itself; a timer of ours would come in here */
    size_t count = s7_loop_pollfds(loop, fds + OWN, MOST - OWN, &timeout_ms);
    if (poll(fds, OWN + count, timeout_ms) < 0)
        return reading; /* a signal */
    s7_loop_serve(loop, fds + OWN, count);
    return reading && (!fds[0].revents || take_input());
}

/* A soft CPU inside an event loop of one's own. */
int main(void)
{
    const struct s7_cpu_db db = {.number = 1, .size = 100};
    struct s7_cpu_config config;
    struct s7_loop_config loop_config;
    struct s7_loop *loop;
    struct s7_loop_listener *listener;
    struct s7_fault fault;
    int reading = 1;

    s7_cpu_config_default(&config);
    config.dbs = &db;
    config.db_count = 1;
    s7_loop_config_default(&loop_config);
    loop_config.connection_count = 16;
    loop_config.listener_count = 1;
    if (s7_cpu_new(&config, &cpu) != S7_OK || s7_loop_new(&loop_config, &loop) != S7_OK)
        return 1;
    if (s7_loop_listen(loop, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault) != S7_OK) {
        fprintf(stderr, "%s\n", s7_error_text(fault.error));
        return 1;
    }
    printf("listening on 127.0.0.1:%u\n", (unsigned)s7_loop_port(listener));
    fflush(stdout);
    while (!s7_loop_stopped(loop)) {
        int goes_on = turn(loop, reading);
        if (reading && !goes_on)
            s7_loop_stop(loop);
        reading = goes_on;
    }
    printf("served %u connections\n", (unsigned)s7_loop_counters(loop)->accepted);
    s7_loop_free(loop);
    s7_cpu_free(cpu);
    return 0;
}
