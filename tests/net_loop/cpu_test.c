/* SPDX-License-Identifier: MIT
 *
 * The blocking client against a virtual CPU, on every transport there is.
 */
#include "check.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>

#include "net_loop/station.h"

static struct s7_range octets_of(uint16_t db, uint32_t first, uint32_t count)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = db, .first_bit = first * 8, .bit_count = count * 8};
}

static struct s7_posix_client *open_client(const struct station *station)
{
    struct s7_posix_config config = station_client(station);
    struct s7_posix_client *client = NULL;
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_OK);
    return client;
}

static int read_error(struct s7_posix_client *client, struct s7_range range, uint8_t *octets, size_t size)
{
    struct s7_fault fault = {0};
    int error = s7_posix_read(client, &range, octets, size, &fault);
    assert_int_equal(error, fault.error);
    return error;
}

static int write_error(struct s7_posix_client *client, struct s7_range range, const uint8_t *octets,
                       size_t size)
{
    struct s7_fault fault = {0};
    int error = s7_posix_write(client, &range, octets, size, &fault);
    assert_int_equal(error, fault.error);
    return error;
}

static struct station started(void)
{
    struct s7_cpu_config config;
    station_config(&config);
    return station_start(&config);
}

static void areas_larger_than_the_pdu(void **state)
{
    (void)state;
    static uint8_t written[65535], back[65535];
    for (size_t i = 0; i < sizeof written; i++)
        written[i] = (uint8_t)(i * 7 + i / 255);
    struct station station = started();
    struct s7_posix_client *client = open_client(&station);
    assert_int_equal(s7_posix_grant(client).pdu_length, 240);
    assert_int_equal(s7_posix_grant(client).amq_calling, 3);
    assert_int_equal(write_error(client, octets_of(2, 0, 65535), written, sizeof written), S7_OK);
    s7_posix_close(client);

    client = open_client(&station); /* what another connection sees */
    assert_int_equal(read_error(client, octets_of(2, 0, 65535), back, sizeof back), S7_OK);
    assert_memory_equal(back, written, sizeof written);
    memset(back, 0, sizeof back);
    assert_int_equal(read_error(client, octets_of(2, 1001, 777), back, 777), S7_OK);
    assert_memory_equal(back, written + 1001, 777);
    s7_posix_close(client);
    assert_int_equal(station_stop(&station), 0);
}

static void bits_are_written_as_bits(void **state)
{
    (void)state;
    struct station station = started();
    struct s7_posix_client *client = open_client(&station);
    const struct s7_range octet = {.area = S7_AREA_MEMORY, .first_bit = 80, .bit_count = 8};
    const uint8_t before = 0xF0, one = 1, zero = 0;
    uint8_t seen = 0xFF;
    assert_int_equal(write_error(client, octet, &before, 1), S7_OK);
    assert_int_equal(write_error(client, (struct s7_range){S7_AREA_MEMORY, 0, 82, 1}, &one, 1), S7_OK);
    assert_int_equal(write_error(client, (struct s7_range){S7_AREA_MEMORY, 0, 87, 1}, &zero, 1), S7_OK);
    assert_int_equal(read_error(client, octet, &seen, 1), S7_OK);
    assert_int_equal(seen, 0x74);
    assert_int_equal(read_error(client, (struct s7_range){S7_AREA_MEMORY, 0, 82, 1}, &seen, 1), S7_OK);
    assert_int_equal(seen, 1);
    assert_int_equal(read_error(client, (struct s7_range){S7_AREA_MEMORY, 0, 87, 1}, &seen, 1), S7_OK);
    assert_int_equal(seen, 0);
    s7_posix_close(client);
    assert_int_equal(station_stop(&station), 0);
}

/* Refusals of layer 4 and 5 leave the connection open. */
static void refusals_by_item(void **state)
{
    (void)state;
    struct station station = started();
    struct s7_posix_client *client = open_client(&station);
    const struct s7_range timer = {.area = S7_AREA_TIMER, .first_bit = 16 * 5, .bit_count = 16};
    uint8_t octets[8] = {0};
    assert_int_equal(read_error(client, octets_of(77, 0, 4), octets, 4), S7_ERR_DATA_MISSING);
    assert_int_equal(read_error(client, octets_of(1, 198, 4), octets, 4), S7_ERR_DATA_ADDRESS);
    assert_int_equal(read_error(client, octets_of(3, 0, 4), octets, 4), S7_ERR_DATA_ADDRESS);
    assert_int_equal(read_error(client, octets_of(4, 0, 4), octets, 4), S7_OK);
    assert_int_equal(write_error(client, octets_of(4, 0, 4), octets, 4), S7_ERR_ACCESS_ITEM);
    assert_int_equal(read_error(client, timer, octets, 2), S7_OK);
    assert_int_equal(write_error(client, timer, octets, 2), S7_ERR_ACCESS_ITEM);
    assert_int_equal(read_error(client, octets_of(1, 0, 8), octets, 8), S7_OK);
    s7_posix_close(client);
    assert_int_equal(station_stop(&station), 0);
}

static void put_get_not_permitted(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    station_config(&config);
    config.put_get = false;
    struct station station = station_start(&config);
    struct s7_posix_client *client = open_client(&station);
    uint8_t octets[4] = {0};
    struct s7_fault fault = {0};
    const struct s7_range range = octets_of(1, 0, 4);
    assert_int_equal(s7_posix_read(client, &range, octets, 4, &fault), S7_ERR_ACCESS_PUT_GET);
    assert_int_equal(fault.peer_code, 0x8104);
    assert_int_equal(s7_posix_write(client, &range, octets, 4, &fault), S7_ERR_ACCESS_PUT_GET);
    s7_posix_close(client);
    assert_int_equal(station_stop(&station), 0);
}

static void refused_connection_request(void **state)
{
    (void)state;
    static const struct {
        enum s7_cpu_refusal refusal;
        int error;
    } rows[] = {{S7_CPU_REFUSE_FIN, S7_ERR_ISO_CLOSED},
                {S7_CPU_REFUSE_RST, S7_ERR_ISO_RESET},
                {S7_CPU_REFUSE_DR, S7_ERR_ISO_REJECTED},
                {S7_CPU_REFUSE_SILENT, S7_ERR_ISO_TIMEOUT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_cpu_config config;
        struct s7_posix_client *client = NULL;
        struct s7_fault fault = {0};
        station_config(&config);
        config.refusal_tsap.how = rows[i].refusal;
        struct station station = station_start(&config);
        struct s7_posix_config asked = station_client(&station);
        asked.slot = 7;
        if (rows[i].error == S7_ERR_ISO_TIMEOUT)
            asked.connect_timeout_ms = 150;
        assert_int_equal(s7_posix_open(&asked, &client, &fault), rows[i].error);
        assert_int_equal(fault.error, rows[i].error);
        assert_int_equal(station_stop(&station), 0);
    }
}

static void connections_beyond_the_resources(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    struct s7_posix_client *client = NULL;
    struct s7_fault fault = {0};
    uint8_t octet;
    station_config(&config);
    config.resources_total = 2;
    struct station station = station_start(&config);
    struct s7_posix_config asked = station_client(&station);
    struct s7_posix_client *first = open_client(&station), *second = open_client(&station);
    assert_int_equal(s7_posix_open(&asked, &client, &fault), S7_ERR_ISO_CLOSED);
    assert_int_equal(read_error(first, octets_of(1, 0, 1), &octet, 1), S7_OK);
    s7_posix_close(first);
    client = open_client(&station); /* the end of the first was seen before the new request */
    assert_int_equal(read_error(client, octets_of(1, 0, 1), &octet, 1), S7_OK);
    assert_int_equal(read_error(second, octets_of(1, 0, 1), &octet, 1), S7_OK);
    s7_posix_close(client);
    s7_posix_close(second);
    assert_int_equal(station_stop(&station), 0);
}

static pid_t victim;

static void on_alarm(int number)
{
    (void)number;
    kill(victim, SIGKILL);
}

/* Stopped first, so that the request is certainly outstanding; killed by a signal handler while we wait. */
static void station_dies_during_a_request(void **state)
{
    (void)state;
    const struct sigaction action = {.sa_handler = on_alarm};
    const struct itimerval soon = {.it_value = {0, 50000}};
    struct sigaction before;
    struct station station = started();
    struct s7_posix_client *client = open_client(&station);
    struct s7_fault fault = {0};
    const struct s7_range range = octets_of(1, 0, 4);
    uint8_t octets[4];
    victim = station.pid;
    sigaction(SIGALRM, &action, &before);
    kill(station.pid, SIGSTOP);
    setitimer(ITIMER_REAL, &soon, NULL);
    int error = s7_posix_read(client, &range, octets, 4, &fault);
    sigaction(SIGALRM, &before, NULL);
    assert_true(error == S7_ERR_S7_RESET || error == S7_ERR_S7_CLOSED);
    assert_int_equal(fault.phase, S7_PHASE_REQUEST);
    s7_posix_close(client);
    station_stop(&station);

    struct s7_posix_config config = station_client(&station);
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_ERR_TCP_REFUSED);
    assert_int_equal(fault.sys_errno, ECONNREFUSED);
}

/* A station that is stopped ends its connections in order; the client notices at its next request. */
static void station_is_stopped_in_order(void **state)
{
    (void)state;
    struct station station = started();
    struct s7_posix_client *client = open_client(&station);
    uint8_t octets[4];
    assert_int_equal(read_error(client, octets_of(1, 0, 4), octets, 4), S7_OK);
    assert_int_equal(station_stop(&station), 0);
    int error = read_error(client, octets_of(1, 0, 4), octets, 4);
    assert_true(error == S7_ERR_S7_CLOSED || error == S7_ERR_S7_RESET);
    s7_posix_close(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_larger_than_the_pdu),
        cmocka_unit_test(bits_are_written_as_bits),
        cmocka_unit_test(refusals_by_item),
        cmocka_unit_test(put_get_not_permitted),
        cmocka_unit_test(refused_connection_request),
        cmocka_unit_test(connections_beyond_the_resources),
        cmocka_unit_test(station_dies_during_a_request),
        cmocka_unit_test(station_is_stopped_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
