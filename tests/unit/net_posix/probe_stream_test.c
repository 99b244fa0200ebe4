/* SPDX-License-Identifier: MIT
 *
 * Both ends of a stream are here: the partner's is a plain socket.
 */
#include "check.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/ip.h"
#include "net_posix/probe.h"

#define PATIENCE (30 * S7_SECOND)      /* for what is there at once */
#define SHORTLY  (30 * S7_MILLISECOND) /* for what does not come */

static struct s7_probe_stream stream;
static int partner;

static int set_up(void **state)
{
    (void)state;
    union s7_ip at;
    struct s7_probe probe;
    socklen_t size = sizeof at;
    assert_true(s7_ip_parse("127.0.0.1", 0, &at));
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, &at.any, s7_ip_size(&at)), 0);
    assert_int_equal(listen(listener, 5), 0);
    assert_int_equal(getsockname(listener, &at.any, &size), 0);
    assert_true(s7_probe_connect("127.0.0.1", s7_ip_port(&at), NULL, PATIENCE, &stream, &probe));
    partner = accept(listener, NULL, NULL);
    assert_true(partner >= 0);
    close(listener);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    if (stream.fd >= 0)
        s7_probe_close(&stream, true, 0);
    if (partner >= 0)
        close(partner);
    return 0;
}

static void partner_ends(bool reset)
{
    const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    if (reset)
        assert_int_equal(setsockopt(partner, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
    close(partner);
    partner = -1;
}

static enum s7_heard receive(s7_time timeout, size_t *ret_size)
{
    static uint8_t octets[64];
    return s7_probe_receive(&stream, octets, sizeof octets, timeout, ret_size);
}

static void octets_go_and_come(void **state)
{
    (void)state;
    uint8_t octets[8] = {0};
    size_t size = 0;
    assert_int_equal(s7_probe_send(&stream, (const uint8_t *)"abc", 3, PATIENCE), S7_HEARD_OCTETS);
    assert_int_equal(recv(partner, octets, sizeof octets, 0), 3);
    assert_memory_equal(octets, "abc", 3);
    assert_int_equal(send(partner, "defghijklmno", 12, 0), 12);
    assert_int_equal(s7_probe_receive(&stream, octets, 5, PATIENCE, &size), S7_HEARD_OCTETS);
    assert_int_equal(size, 5);
    assert_memory_equal(octets, "defgh", 5);
    assert_int_equal(s7_probe_receive(&stream, octets, 8, 0, &size), S7_HEARD_OCTETS); /* it is there already */
    assert_int_equal(size, 7);
}

static void nothing_in_time_is_silence(void **state)
{
    (void)state;
    size_t size = 99;
    s7_time started_at = s7_posix_now();
    assert_int_equal(receive(SHORTLY, &size), S7_HEARD_SILENCE);
    s7_time took = s7_posix_now() - started_at;
    assert_true(took >= SHORTLY && took < 10 * S7_SECOND);
    assert_int_equal(size, 99);
    assert_int_equal(receive(0, &size), S7_HEARD_SILENCE);
}

static void the_last_octets_come_before_the_end(void **state)
{
    (void)state;
    size_t size = 0;
    assert_int_equal(send(partner, "x", 1, 0), 1);
    partner_ends(false);
    assert_int_equal(receive(PATIENCE, &size), S7_HEARD_OCTETS);
    assert_int_equal(receive(PATIENCE, &size), S7_HEARD_CLOSED);
    assert_int_equal(receive(PATIENCE, &size), S7_HEARD_CLOSED); /* it stays so */
    assert_int_equal(size, 1);
    assert_int_equal(s7_probe_close(&stream, false, PATIENCE), S7_HEARD_CLOSED);
}

static void a_reset_is_no_end(void **state)
{
    (void)state;
    size_t size = 99;
    partner_ends(true);
    assert_int_equal(receive(PATIENCE, &size), S7_HEARD_RESET);
    assert_int_equal(stream.sys_errno, ECONNRESET);
    assert_int_equal(size, 99);
    assert_int_equal(s7_probe_send(&stream, (const uint8_t *)"x", 1, PATIENCE),
                     S7_HEARD_RESET); /* no SIGPIPE */
    assert_int_equal(stream.sys_errno, EPIPE);
    assert_int_equal(s7_probe_close(&stream, false, PATIENCE), S7_HEARD_RESET);
}

static void a_partner_that_does_not_read_is_silence(void **state)
{
    (void)state;
    static uint8_t octets[1 << 24]; /* more than any buffers of a socket hold */
    s7_time started_at = s7_posix_now();
    assert_int_equal(s7_probe_send(&stream, octets, sizeof octets, SHORTLY), S7_HEARD_SILENCE);
    assert_true(s7_posix_now() - started_at < 10 * S7_SECOND);
    partner_ends(true);
    assert_int_equal(s7_probe_send(&stream, octets, sizeof octets, PATIENCE), S7_HEARD_RESET);
}

static void an_end_in_order_is_one_for_the_partner(void **state)
{
    (void)state;
    char octet;
    assert_int_equal(send(partner, "unread", 6, 0), 6); /* would make a reset of a plain close */
    s7_time started_at = s7_posix_now();
    assert_int_equal(s7_probe_close(&stream, false, SHORTLY), S7_HEARD_SILENCE); /* the partner does not end */
    assert_true(s7_posix_now() - started_at < 10 * S7_SECOND);
    assert_int_equal(stream.fd, -1);
    assert_int_equal(recv(partner, &octet, 1, 0), 0);
}

static void a_partner_that_ends_too_is_heard(void **state)
{
    (void)state;
    assert_int_equal(shutdown(partner, SHUT_WR), 0);
    assert_int_equal(s7_probe_close(&stream, false, PATIENCE), S7_HEARD_CLOSED);
}

static void our_reset_is_one_for_the_partner(void **state)
{
    (void)state;
    char octet;
    assert_int_equal(s7_probe_close(&stream, true, PATIENCE), S7_HEARD_RESET);
    assert_int_equal(stream.fd, -1);
    assert_int_equal(recv(partner, &octet, 1, 0), -1);
    assert_int_equal(errno, ECONNRESET);
}

int main(void)
{
#define STREAM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        STREAM(octets_go_and_come),
        STREAM(nothing_in_time_is_silence),
        STREAM(the_last_octets_come_before_the_end),
        STREAM(a_reset_is_no_end),
        STREAM(a_partner_that_does_not_read_is_silence),
        STREAM(an_end_in_order_is_one_for_the_partner),
        STREAM(a_partner_that_ends_too_is_heard),
        STREAM(our_reset_is_one_for_the_partner),
    };
#undef STREAM
    return cmocka_run_group_tests(tests, NULL, NULL);
}
