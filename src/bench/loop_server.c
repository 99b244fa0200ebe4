/* SPDX-License-Identifier: MIT */
#include "bench/loop_server.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench/pattern.h"
#include "bench/pin.h"
#include "sieben/cpu.h"
#include "sieben/uv.h"

enum { FILES_BESIDE = 64 /* standard streams, loop, listener */, BACKLOG = 4096 };

bool s7_bench_files_for(size_t connections)
{
    struct rlimit limit;
    rlim_t need = (rlim_t)connections + FILES_BESIDE;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return false;
    if (limit.rlim_cur >= need)
        return true;
    limit.rlim_cur = need;
    return limit.rlim_max >= need && setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

struct s7_cpu *s7_bench_loop_server_cpu(size_t connections)
{
    const struct s7_cpu_db db = {.number = S7_BENCH_DB, .size = S7_BENCH_PATTERN_SIZE};
    const struct s7_range whole = {
        .area = S7_AREA_DB, .db = S7_BENCH_DB, .bit_count = S7_BENCH_PATTERN_SIZE * 8};
    uint8_t pattern[S7_BENCH_PATTERN_SIZE];
    struct s7_cpu_config config;
    struct s7_cpu *cpu = NULL;
    s7_cpu_config_default(&config);
    config.any_slot = true;
    config.resources_total = (uint16_t)connections;
    config.dbs = &db;
    config.db_count = 1;
    s7_bench_pattern(pattern);
    if (s7_cpu_new(&config, &cpu) == S7_OK)
        s7_cpu_write(cpu, &whole, pattern);
    return cpu;
}

/* Says its port once it listens, then serves for ever. */
static void serve(size_t connections, int port_pipe)
{
    uv_loop_t loop;
    struct s7_uv *uv;
    struct s7_uv_config config;
    struct s7_uv_listener *listener;
    struct s7_fault fault;
    struct s7_cpu *cpu = s7_bench_loop_server_cpu(connections);
    s7_uv_config_default(&config);
    config.backlog = BACKLOG;
    if (!cpu || !s7_bench_files_for(connections) || uv_loop_init(&loop) != 0 ||
        s7_uv_new(&loop, &config, &uv) != S7_OK ||
        s7_uv_listen(uv, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault) != S7_OK)
        return;
    uint16_t port = s7_uv_port(listener);
    if (write(port_pipe, &port, sizeof port) == sizeof port)
        uv_run(&loop, UV_RUN_DEFAULT);
}

static void be_the_server(size_t connections, int processor, int port_pipe, pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent && s7_bench_pin_to(processor))
        serve(connections, port_pipe);
    _exit(1);
}

bool s7_bench_loop_server_start(size_t connections, int processor, struct s7_bench_server *ret_server)
{
    int ends[2];
    uint16_t port = 0;
    if (pipe(ends) != 0)
        return false;
    pid_t parent = getpid();
    pid_t process = fork();
    if (process == 0)
        be_the_server(connections, processor, ends[1], parent);
    close(ends[1]);
    bool listens = process > 0 && read(ends[0], &port, sizeof port) == sizeof port;
    close(ends[0]);
    struct s7_bench_server server = {.process = process, .port = port};
    if (listens)
        *ret_server = server;
    else
        s7_bench_server_stop(&server);
    return listens;
}
