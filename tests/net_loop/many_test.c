/* SPDX-License-Identifier: MIT
 *
 * Many clients at the same time on one virtual CPU, each in its own part of a DB.
 */
#include "check.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "must.h"
#include "net_loop/station.h"

enum { CLIENTS = 12, ROUNDS = 60, PART = 1500 };

static void hammer(const struct station *station, unsigned number)
{
    struct s7_posix_config config = station_client(station);
    struct s7_posix_client *client;
    struct s7_fault fault;
    uint8_t written[PART], back[PART];
    const struct s7_range part = {
        .area = S7_AREA_DB, .db = 2, .first_bit = number * PART * 8, .bit_count = PART * 8};
    must(s7_posix_open(&config, &client, &fault) == S7_OK);
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (unsigned i = 0; i < PART; i++)
            written[i] = (uint8_t)(number * 17 + round * 31 + i);
        must(s7_posix_write(client, &part, written, PART, &fault) == S7_OK);
        must(s7_posix_read(client, &part, back, PART, &fault) == S7_OK);
        must(memcmp(written, back, PART) == 0);
    }
    s7_posix_close(client);
    _exit(0);
}

static void clients_do_not_see_each_other(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    station_config(&config);
    struct station station = station_start(&config);
    pid_t clients[CLIENTS];
    for (unsigned i = 0; i < CLIENTS; i++) {
        clients[i] = fork();
        assert_true(clients[i] >= 0);
        if (clients[i] == 0)
            hammer(&station, i);
    }
    for (unsigned i = 0; i < CLIENTS; i++) {
        int status = -1;
        assert_int_equal(waitpid(clients[i], &status, 0), clients[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    assert_int_equal(station_stop(&station), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(clients_do_not_see_each_other)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
