/* SPDX-License-Identifier: MIT
 *
 * Against a listener of the test on loopback.
 */
#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/doctor_network.h"
#include "must.h"

static volatile sig_atomic_t ended;
static const struct s7_doctor_address loopback = {.text = "127.0.0.1"};

static int listen_at(uint16_t *ret_port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    must(listener >= 0 && bind(listener, (struct sockaddr *)&address, size) == 0 && listen(listener, 4) == 0 &&
         getsockname(listener, (struct sockaddr *)&address, &size) == 0);
    *ret_port = ntohs(address.sin_port);
    return listener;
}

static void octets_go_both_ways_and_the_end_is_seen(void **state)
{
    struct s7_doctor_network network = s7_cli_doctor_network(&ended);
    struct s7_doctor_stream *stream = NULL;
    struct s7_probe probe;
    uint16_t port;
    uint8_t octets[4] = {0};
    size_t size = 0;
    (void)state;
    ended = 0;
    int listener = listen_at(&port);
    assert_true(network.open(network.self, &loopback, port, NULL, S7_SECOND, &stream, &probe));
    int peer = accept(listener, NULL, NULL);
    assert_int_equal(network.send(network.self, stream, (const uint8_t *)"abc", 3, S7_SECOND), S7_HEARD_OCTETS);
    assert_int_equal(read(peer, octets, sizeof octets), 3);
    assert_int_equal(network.receive(network.self, stream, octets, sizeof octets, 150 * S7_MILLISECOND, &size),
                     S7_HEARD_SILENCE);
    assert_int_equal(write(peer, "xy", 2), 2);
    assert_int_equal(network.receive(network.self, stream, octets, sizeof octets, S7_SECOND, &size),
                     S7_HEARD_OCTETS);
    assert_int_equal(size, 2);
    assert_memory_equal(octets, "xy", 2);
    close(peer);
    assert_int_equal(network.receive(network.self, stream, octets, sizeof octets, S7_SECOND, &size),
                     S7_HEARD_CLOSED);
    network.close(network.self, stream, false, S7_SECOND);
    close(listener);
}

static void who_refuses_is_told(void **state)
{
    struct s7_doctor_network network = s7_cli_doctor_network(&ended);
    struct s7_doctor_stream *stream = NULL;
    struct s7_probe probe;
    uint16_t port;
    (void)state;
    ended = 0;
    close(listen_at(&port));
    assert_false(network.open(network.self, &loopback, port, NULL, S7_SECOND, &stream, &probe));
    assert_int_equal(probe.sys_errno, ECONNREFUSED);
    assert_null(stream);
}

static void an_address_is_its_own_name(void **state)
{
    struct s7_doctor_network network = s7_cli_doctor_network(&ended);
    struct s7_doctor_address list[2];
    struct s7_probe probe;
    int error = 0;
    (void)state;
    ended = 0;
    assert_int_equal(network.resolve(network.self, "127.0.0.1", S7_SECOND, 2, list, &error), 1);
    assert_string_equal(list[0].text, "127.0.0.1");
    network.route(network.self, &list[0], &probe);
    assert_int_equal(probe.sys_errno, 0);
    assert_string_equal(probe.local, "127.0.0.1");
}

static void the_clock_goes_on_while_it_pauses(void **state)
{
    struct s7_doctor_network network = s7_cli_doctor_network(&ended);
    (void)state;
    ended = 0;
    s7_time until = network.now(network.self) + 120 * S7_MILLISECOND;
    network.pause(network.self, until);
    assert_true(network.now(network.self) >= until);
}

static void after_the_end_nothing_new_begins(void **state)
{
    struct s7_doctor_network network = s7_cli_doctor_network(&ended);
    struct s7_doctor_stream *stream = NULL;
    struct s7_doctor_address list[1];
    struct s7_probe probe;
    uint16_t port;
    uint8_t octet;
    size_t size;
    int error = 0;
    (void)state;
    ended = 0;
    int listener = listen_at(&port);
    assert_true(network.open(network.self, &loopback, port, NULL, S7_SECOND, &stream, &probe));
    ended = SIGINT;
    s7_time began = network.now(network.self);
    network.pause(network.self, began + 60 * S7_SECOND);
    assert_int_equal(network.receive(network.self, stream, &octet, 1, 60 * S7_SECOND, &size), S7_HEARD_BROKEN);
    assert_true(network.now(network.self) - began < 30 * S7_SECOND);
    network.close(network.self, stream, true, 0);
    assert_false(network.open(network.self, &loopback, port, NULL, S7_SECOND, &stream, &probe));
    assert_int_equal(probe.sys_errno, ECANCELED);
    assert_int_equal(network.resolve(network.self, "127.0.0.1", S7_SECOND, 1, list, &error), 0);
    assert_int_equal(error, ECANCELED);
    network.ping(network.self, &loopback, S7_SECOND, &probe);
    assert_int_equal(probe.sys_errno, EPERM);
    close(listener);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(octets_go_both_ways_and_the_end_is_seen),
        cmocka_unit_test(who_refuses_is_told),
        cmocka_unit_test(an_address_is_its_own_name),
        cmocka_unit_test(the_clock_goes_on_while_it_pauses),
        cmocka_unit_test(after_the_end_nothing_new_begins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
