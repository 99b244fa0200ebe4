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

static void open_doors(struct s7_uv *uv, struct s7_cpu *cpu, const struct station_place *place, uint16_t *doors)
{
    struct s7_uv_listener *listener;
    struct s7_fault fault;
    for (size_t i = 0; i < place->door_count; i++) {
        uint16_t port = i == 0 ? place->port : 0;
        must(s7_uv_listen(uv, "127.0.0.1", port, s7_cpu_acceptor(cpu), &listener, &fault) == S7_OK);
        doors[i] = s7_uv_port(listener);
    }
}

static int serve(const struct s7_cpu_config *config, const struct station_place *place, int lifeline,
                 int report)
{
    uv_loop_t loop;
    uv_poll_t poll;
    struct s7_cpu *cpu;
    struct s7_uv *uv;
    uint16_t doors[STATION_DOORS] = {0};
    must(uv_loop_init(&loop) == 0);
    must(s7_cpu_new(config, &cpu) == S7_OK);
    if (place->made)
        place->made(place->user, cpu);
    must(s7_uv_new(&loop, NULL, &uv) == S7_OK);
    open_doors(uv, cpu, place, doors);
    must(uv_poll_init(&loop, &poll, lifeline) == 0);
    poll.data = uv;
    uv_poll_start(&poll, UV_READABLE, on_lifeline);
    must(write(report, doors, sizeof doors) == sizeof doors);
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
    return station_start_at(config, &(struct station_place){.door_count = 1});
}

struct station station_start_at(const struct s7_cpu_config *config, const struct station_place *place)
{
    int lifeline[2], report[2];
    fflush(NULL); /* the station's exit() would write it again */
    must(place->door_count >= 1 && place->door_count <= STATION_DOORS);
    must(pipe(lifeline) == 0 && pipe(report) == 0);
    struct station station = {.pid = fork(), .lifeline = lifeline[1]};
    must(station.pid >= 0);
    if (station.pid == 0) {
        close(lifeline[1]);
        close(report[0]);
        exit(serve(config, place, lifeline[0], report[1])); /* not _exit(): leaks are looked for */
    }
    close(lifeline[0]);
    close(report[1]);
    must(read(report[0], station.doors, sizeof station.doors) == sizeof station.doors);
    station.port = station.doors[0];
    must(read(report[0], &(uint8_t){0}, 1) == 0); /* it has closed its end: from here on it only serves */
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
