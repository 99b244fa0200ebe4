/* SPDX-License-Identifier: MIT */
#include "net_loop/station.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "must.h"
#include "sieben/uv.h"

static const struct s7_cpu_db dbs[] = {
    {.number = 1, .size = 200},
    {.number = 2, .size = 65535},
    {.number = 3, .size = 100, .optimized = true},
    {.number = 4, .size = 100, .write_protected = true},
};

void station_config(struct s7_cpu_config *config)
{
    s7_cpu_config_default(config);
    config->slot = 1;
    config->pdu_length = 240;
    config->amq_calling = config->amq_called = 3;
    config->dbs = dbs;
    config->db_count = sizeof dbs / sizeof dbs[0];
}

/* ---- in the station's process ----------------------------------------------------------------------------- */

static unsigned stopped;

static void on_stopped(void *user)
{
    (void)user;
    stopped++;
}

static void on_lifeline(uv_poll_t *poll, int status, int events)
{
    (void)status;
    (void)events;
    uv_close((uv_handle_t *)poll, NULL);
    s7_uv_stop(poll->data, on_stopped, NULL);
}

static int serve(const struct s7_cpu_config *config, int lifeline, int report)
{
    uv_loop_t loop;
    uv_poll_t poll;
    struct s7_cpu *cpu;
    struct s7_uv *uv;
    struct s7_uv_listener *listener;
    struct s7_fault fault;
    must(uv_loop_init(&loop) == 0);
    must(s7_cpu_new(config, &cpu) == S7_OK);
    must(s7_uv_new(&loop, NULL, &uv) == S7_OK);
    must(s7_uv_listen(uv, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault) == S7_OK);
    must(uv_poll_init(&loop, &poll, lifeline) == 0);
    poll.data = uv;
    uv_poll_start(&poll, UV_READABLE, on_lifeline);
    uint16_t port = s7_uv_port(listener);
    must(write(report, &port, sizeof port) == sizeof port);
    close(report);
    uv_run(&loop, UV_RUN_DEFAULT);
    must(stopped == 1);
    must(uv_loop_close(&loop) == 0);
    must(s7_cpu_usage(cpu).used == 0);
    s7_cpu_free(cpu);
    return 0;
}

/* ---- in the test's process ---------------------------------------------------------------------------------- */

struct station station_start(const struct s7_cpu_config *config)
{
    int lifeline[2], report[2];
    must(pipe(lifeline) == 0 && pipe(report) == 0);
    struct station station = {.pid = fork(), .lifeline = lifeline[1]};
    must(station.pid >= 0);
    if (station.pid == 0) {
        close(lifeline[1]);
        close(report[0]);
        _exit(serve(config, lifeline[0], report[1]));
    }
    close(lifeline[0]);
    close(report[1]);
    must(read(report[0], &station.port, sizeof station.port) == sizeof station.port);
    close(report[0]);
    return station;
}

int station_stop(struct station *station)
{
    int status = -1;
    close(station->lifeline);
    must(waitpid(station->pid, &status, 0) == station->pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void station_kill(struct station *station)
{
    kill(station->pid, SIGKILL);
    station_stop(station);
}

struct s7_posix_config station_client(const struct station *station)
{
    struct s7_posix_config config;
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    config.port = station->port;
    config.connect_timeout_ms = config.timeout_ms = 5000;
    return config;
}
