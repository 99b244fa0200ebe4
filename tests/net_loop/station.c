/* SPDX-License-Identifier: MIT */
#include "net_loop/station.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "must.h"

#ifndef STATION_HEADER
#define STATION_HEADER "net_loop/station_uv.h"
#endif
#include STATION_HEADER

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

static int serve(const struct s7_cpu_config *config, const struct station_place *place, int lifeline,
                 int report)
{
    struct s7_cpu *cpu;
    struct station_net net;
    uint16_t doors[STATION_DOORS] = {0};
    must(s7_cpu_new(config, &cpu) == S7_OK);
    if (place->made)
        place->made(place->user, cpu);
    station_net_open(&net);
    for (size_t i = 0; i < place->door_count; i++)
        doors[i] = station_net_listen(&net, i == 0 ? place->port : 0, s7_cpu_acceptor(cpu));
    must(write(report, doors, sizeof doors) == sizeof doors);
    close(report);
    station_net_serve(&net, lifeline);
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
