/* SPDX-License-Identifier: MIT */
#include "served.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "must.h"

static const struct s7_cpu_db dbs[] = {{.number = 1, .size = 300},
                                       {.number = 2, .size = 1000},
                                       {.number = 3, .size = 100, .optimized = true},
                                       {.number = 4, .size = 300, .write_protected = true}};

struct station served;
char served_at[32];

static void fill(void *user, struct s7_cpu *cpu)
{
    uint8_t octets[1000];
    (void)user;
    for (size_t i = 0; i < sizeof octets; i++)
        octets[i] = (uint8_t)(i % 251);
    for (size_t i = 0; i < sizeof dbs / sizeof dbs[0]; i++) {
        struct s7_range all = {.area = S7_AREA_DB, .db = dbs[i].number, .bit_count = dbs[i].size * 8};
        must(s7_cpu_write(cpu, &all, octets) == S7_OK);
    }
}

static int start(void (*made)(void *user, struct s7_cpu *cpu))
{
    struct s7_cpu_config config;
    station_config(&config);
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    served = station_start_at(&config, &(struct station_place){.door_count = 1, .made = made});
    snprintf(served_at, sizeof served_at, "127.0.0.1:%u", served.port);
    return 0;
}

int served_start(void **state)
{
    (void)state;
    return start(NULL);
}

int served_start_filled(void **state)
{
    (void)state;
    return start(fill);
}

int served_stop(void **state)
{
    (void)state;
    return station_stop(&served);
}

void nobody_at(char *text, size_t size)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr *any = (struct sockaddr *)(void *)&at;
    socklen_t length = sizeof at;
    static int fd = -1; /* bound, not listening: as long as this program runs nobody else gets it */
    if (fd >= 0)
        close(fd);
    fd = socket(AF_INET, SOCK_STREAM, 0);
    must(fd >= 0 && bind(fd, any, length) == 0 && getsockname(fd, any, &length) == 0);
    snprintf(text, size, "127.0.0.1:%u", ntohs(at.sin_port));
}

unsigned served_octet(uint16_t db, uint32_t at)
{
    struct s7_posix_config config = station_client(&served);
    struct s7_posix_client *client;
    struct s7_fault fault;
    uint8_t octet;
    const struct s7_range range = {.area = S7_AREA_DB, .db = db, .first_bit = at * 8, .bit_count = 8};
    must(s7_posix_open(&config, &client, &fault) == S7_OK);
    must(s7_posix_read(client, &range, &octet, 1, &fault) == S7_OK);
    s7_posix_close(client);
    return octet;
}
