/* SPDX-License-Identifier: MIT
 *
 * A batch of tags against a virtual CPU: octets where they belong, and each tag with its own fault.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/batch.h"
#include "must.h"
#include "served.h"
#include "unit/net_posix/peer.h"

static struct s7_batch batch;
static struct s7_posix_client *client;

static int connect_filled(void **state)
{
    struct s7_posix_config config;
    struct s7_fault fault;
    served_start_filled(state);
    config = station_client(&served);
    return s7_posix_open(&config, &client, &fault);
}

static int disconnect(void **state)
{
    s7_posix_close(client);
    s7_batch_free(&batch);
    return served_stop(state);
}

static void make(bool values, size_t count, const char *const *texts)
{
    char *copies[16];
    must(count < sizeof copies / sizeof copies[0]);
    for (size_t i = 0; i < count; i++)
        copies[i] = strdup(texts[i]);
    must(s7_batch_new(s7_command_at(S7_COMMAND_put), copies, count, values, &batch) == S7_ARGUMENTS_GO_ON);
    for (size_t i = 0; i < count; i++)
        free(copies[i]);
}

#define MAKE(values, ...)                                                                                      \
    make(values, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *[]){__VA_ARGS__})

/* Octet n of every DB is n % 251 before. */
static void values_are_read_where_they_are(void **state)
{
    static const uint8_t octets[] = {4, 5, 6, 7}, bits[] = {0, 0, 1, 1};
    (void)state;
    MAKE(false, "DB1.DBD4", "DB1.DBX10.6*4", "DB2.DBB250", "P#DB2.DBX0.0 BYTE 1000");
    assert_int_equal(s7_batch_run(&batch, client, S7_JOB_READ), S7_OK);
    assert_memory_equal(batch.tags[0].octets, octets, sizeof octets);
    assert_memory_equal(batch.tags[1].octets, bits, sizeof bits); /* 0A and 0B */
    assert_int_equal(batch.tags[2].octets[0], 250);
    for (size_t i = 0; i < 1000; i++) /* more than a PDU takes */
        assert_int_equal(batch.tags[3].octets[i], i % 251);
    assert_int_equal(s7_batch_exit_code(&batch), S7_EXIT_OK);
}

static void nothing_but_what_is_named_is_written(void **state)
{
    (void)state;
    MAKE(true, "DB1.DBW100:INT=-2", "DB1.DBX10.6*4=true,false,false,true");
    assert_int_equal(s7_batch_run(&batch, client, S7_JOB_WRITE), S7_OK);
    assert_int_equal(served_octet(1, 99), 99);
    assert_int_equal(served_octet(1, 100), 0xFF);
    assert_int_equal(served_octet(1, 101), 0xFE);
    assert_int_equal(served_octet(1, 102), 102);
    assert_int_equal(served_octet(1, 10), 0x4A);
    assert_int_equal(served_octet(1, 11), 0x0A);
}

static void a_refused_tag_does_not_harm_the_others(void **state)
{
    (void)state;
    MAKE(false, "DB1.DBX299.6*4", "DB99.DBW0", "DB1.DBW4", "DB3.DBW0");
    assert_int_equal(s7_batch_run(&batch, client, S7_JOB_READ), S7_ERR_DATA_ADDRESS); /* the first */
    assert_int_equal(batch.tags[0].fault.error, S7_ERR_DATA_ADDRESS);
    assert_int_equal(batch.tags[0].fault.item, 2); /* the first bit behind the end */
    assert_int_equal(batch.tags[0].fault.item_code, 0x05);
    assert_int_equal(batch.tags[1].fault.error, S7_ERR_DATA_MISSING);
    assert_int_equal(batch.tags[1].fault.item, 4);
    assert_int_equal(batch.tags[1].fault.item_code, 0x0A);
    assert_int_equal(batch.tags[2].fault.error, S7_OK);
    assert_int_equal(batch.tags[2].octets[1], 5);
    assert_int_equal(batch.tags[3].fault.error, S7_ERR_DATA_ADDRESS);
    assert_int_equal(batch.tags[3].fault.item, 6);
    assert_int_equal(s7_batch_exit_code(&batch), 50);
}

/* The offset belongs to the item that the job names, not to another one that failed as well. */
static void where_it_failed_is_said_of_the_item_it_was_seen_at(void **state)
{
    (void)state;
    MAKE(false, "P#DB1.DBX0.0 BYTE 400", "DB99.DBW0");
    assert_int_equal(s7_batch_run(&batch, client, S7_JOB_READ), S7_ERR_DATA_ADDRESS);
    assert_true(batch.tags[0].fault.offset > 0 && batch.tags[0].fault.offset < 300);
    assert_int_equal(batch.tags[1].fault.error, S7_ERR_DATA_MISSING);
    assert_int_equal(batch.tags[1].fault.offset, 0);
}

static void a_protected_db_is_an_access_fault(void **state)
{
    (void)state;
    MAKE(true, "DB4.DBW0=1", "DB1.DBW0=1");
    assert_int_equal(s7_batch_run(&batch, client, S7_JOB_WRITE), S7_ERR_ACCESS_ITEM);
    assert_int_equal(batch.tags[0].fault.item_code, 0x03);
    assert_int_equal(batch.tags[1].fault.error, S7_OK);
    assert_int_equal(s7_batch_exit_code(&batch), 40);
    assert_int_equal(served_octet(4, 1), 1);
    assert_int_equal(served_octet(1, 1), 1);
}

static void faults_of_an_earlier_run_are_forgotten(void **state)
{
    const struct s7_fault earlier = {.error = S7_ERR_TCP_REFUSED, .sys_errno = 111, .offset = 5};
    (void)state;
    MAKE(false, "DB1.DBW0", "DB1.DBX0.0*9");
    s7_batch_fail(&batch, &earlier);
    assert_int_equal(s7_batch_run(&batch, client, S7_JOB_READ), S7_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(batch.tags[i].fault.error, S7_OK);
        assert_int_equal(batch.tags[i].fault.sys_errno, 0);
    }
}

static void a_lost_connection_fails_every_tag(void **state)
{
    connect_filled(state);
    MAKE(false, "DB1.DBW0", "DB99.DBW0", "DB1.DBX0.0*3");
    station_kill(&served);
    int error = s7_batch_run(&batch, client, S7_JOB_READ);
    assert_int_equal(s7_error_layer(error), S7_LAYER_S7);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(batch.tags[i].fault.error, error);
    assert_int_equal(s7_batch_exit_code(&batch), 30);
    assert_int_equal(s7_batch_run(&batch, client, S7_JOB_READ), S7_ERR_LOCAL_CLOSED);
    assert_int_equal(s7_batch_exit_code(&batch), 90);
    s7_posix_close(client);
    s7_batch_free(&batch);
}

/* Knows no DB at the first question, and goes at the second. */
static void refuse_once(int fd)
{
    static const uint8_t refusal[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xF0, 0x80, 0x32, 0x03,
                                      0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x04, 0x00,
                                      0x00, 0x04, 0x01, 0x0A, 0x00, 0x00, 0x00};
    uint8_t question[512];
    peer_question(fd, question);
    peer_send(fd, peer_cc, sizeof peer_cc, NULL, sizeof peer_cc, 0);
    peer_question(fd, question);
    peer_send(fd, peer_setup, sizeof peer_setup, question, sizeof peer_setup, 0);
    peer_question(fd, question);
    peer_send(fd, refusal, sizeof refusal, question, sizeof refusal, 0);
    peer_question(fd, question);
    peer_leave(fd, false);
}

/* One tag was refused already, in a PDU of its own: it is not told apart. */
static void what_was_refused_before_the_loss_is_lost_as_well(void **state)
{
    (void)state;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr *any = (struct sockaddr *)(void *)&at;
    socklen_t size = sizeof at;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    must(listener >= 0 && bind(listener, any, size) == 0 && listen(listener, 1) == 0);
    must(getsockname(listener, any, &size) == 0);
    const struct peer peer = {.pid = fork()};
    must(peer.pid >= 0);
    if (peer.pid == 0)
        refuse_once(accept(listener, NULL, NULL));
    close(listener);
    struct station there = {.port = ntohs(at.sin_port)};
    struct s7_posix_config config = station_client(&there);
    struct s7_fault fault;
    must(s7_posix_open(&config, &client, &fault) == S7_OK);
    MAKE(false, "P#DB1.DBX0.0 BYTE 222", "DB1.DBW300");
    assert_int_equal(s7_batch_run(&batch, client, S7_JOB_READ), S7_ERR_S7_CLOSED);
    assert_int_equal(batch.items[0].error, S7_ERR_DATA_MISSING);
    assert_int_equal(batch.tags[0].fault.error, S7_ERR_S7_CLOSED);
    assert_int_equal(batch.tags[1].fault.error, S7_ERR_S7_CLOSED);
    s7_posix_close(client);
    s7_batch_free(&batch);
    assert_int_equal(peer_stop(&peer), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_are_read_where_they_are, connect_filled, disconnect),
        cmocka_unit_test_setup_teardown(nothing_but_what_is_named_is_written, connect_filled, disconnect),
        cmocka_unit_test_setup_teardown(a_refused_tag_does_not_harm_the_others, connect_filled, disconnect),
        cmocka_unit_test_setup_teardown(where_it_failed_is_said_of_the_item_it_was_seen_at, connect_filled,
                                        disconnect),
        cmocka_unit_test_setup_teardown(a_protected_db_is_an_access_fault, connect_filled, disconnect),
        cmocka_unit_test_setup_teardown(faults_of_an_earlier_run_are_forgotten, connect_filled, disconnect),
        cmocka_unit_test(a_lost_connection_fails_every_tag),
        cmocka_unit_test(what_was_refused_before_the_loss_is_lost_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
