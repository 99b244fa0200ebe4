/* SPDX-License-Identifier: MIT */
#include "hearing.h"

enum { PUSH = 0x00, REQUEST = 0x40, ANSWER = 0x80 };

/* One Userdata with the long parameter; data NULL: none. */
static void userdata(unsigned side, uint8_t reference, uint8_t type_group, uint8_t sub, uint8_t sequence,
                     uint8_t chain, uint8_t more, const uint8_t *data, uint8_t size)
{
    uint8_t pdu[128] = {0x32,
                        7,
                        0,
                        0,
                        0,
                        reference,
                        0,
                        12,
                        0,
                        (uint8_t)(4 + size),
                        0,
                        1,
                        0x12,
                        8,
                        0x12,
                        type_group,
                        sub,
                        sequence,
                        chain,
                        more,
                        0,
                        0,
                        size ? 0xFF : 0x0A,
                        size ? 9 : 0,
                        0,
                        size};
    if (size)
        memcpy(pdu + 26, data, size);
    say(side, pdu, (size_t)26 + size);
}

#define DATA(...) (const uint8_t[]){__VA_ARGS__}, (uint8_t)sizeof((const uint8_t[]){__VA_ARGS__})
#define NONE      NULL, 0

/* s7comm.md 8.3: asked again with the number of the answer, under a new reference. */
static void fragments_belong_to_the_first_request(void **state)
{
    (void)state;
    userdata(CLIENT, 1, REQUEST | 4, 1, 0, 0, 0, DATA(0, 0x1C, 0, 0));
    userdata(SERVER, 1, ANSWER | 4, 1, 2, 0xD5, 1, DATA(0, 0x1C, 0, 0, 0, 2, 0, 2, 'a', 'b'));
    userdata(CLIENT, 2, REQUEST | 4, 1, 2, 0, 0, NONE);
    assert_int_equal(last_event()->seen.role, S7_ROLE_CONTINUATION);
    assert_int_equal(last_event()->seen.question_packet, 1);
    assert_int_equal(last_event()->question[26 + 1], 0x1C);
    userdata(SERVER, 2, ANSWER | 4, 1, 2, 0xD5, 1, DATA('c', 'd'));
    userdata(CLIENT, 3, REQUEST | 4, 1, 2, 0, 0, NONE);
    userdata(SERVER, 3, ANSWER | 4, 1, 2, 0xD5, 0, DATA('e', 'f'));
    assert_int_equal(last_event()->seen.role, S7_ROLE_ANSWER);
    assert_int_equal(last_event()->seen.question_packet, 5);
    assert_int_equal(last_event()->question[26 + 1], 0x1C);
    assert_int_equal(last_event()->seen.latency, S7_MILLISECOND);
    const struct s7_function_use *use = use_of(7, 0, 4, 1);
    assert_int_equal(use->requests, 1);
    assert_int_equal(use->continuations, 2);
    assert_int_equal(use->answers, 3);
    const struct s7_connection *connection = flow.talk;
    assert_int_equal(connection->chains.count, 0);
    assert_int_equal(connection->open.count, 0);
}

static void an_answer_in_one_piece_leaves_nothing(void **state)
{
    (void)state;
    userdata(CLIENT, 1, REQUEST | 4, 1, 0, 0, 0, DATA(0, 0x11, 0, 0));
    userdata(SERVER, 1, ANSWER | 4, 1, 2, 0, 1, DATA(0, 0x11, 0, 0, 0, 0, 0, 0)); /* no chain: reference 0 */
    const struct s7_connection *connection = flow.talk;
    assert_int_equal(connection->chains.count, 0);
    assert_int_equal(connection->open.count, 0);
}

static void the_first_fragment_has_the_order_number(void **state)
{
    (void)state;
    uint8_t list[8 + 28] = {0, 0x11, 0, 0, 0, 28, 0, 1, 0, 1};
    memcpy(list + 10, "6ES7 315-2EH14-0AB0 ", 20);
    userdata(CLIENT, 1, REQUEST | 4, 1, 0, 0, 0, DATA(0, 0x11, 0, 0));
    userdata(SERVER, 1, ANSWER | 4, 1, 2, 7, 1, list, sizeof list);
    assert_memory_equal(the_talk()->order_number, "6ES7 315-2EH14-0AB0 ", 20);
    list[10] = 'X';
    userdata(CLIENT, 2, REQUEST | 4, 1, 2, 0, 0, NONE);
    userdata(SERVER, 2, ANSWER | 4, 1, 2, 7, 0, list, sizeof list);
    assert_int_equal(the_talk()->order_number[0], '6');
}

/* corrections B2: BSEND has its own counter there, and says "more" when it is whole. */
static void a_block_that_is_sent_is_no_chain(void **state)
{
    (void)state;
    userdata(CLIENT, 1, REQUEST | 6, 1, 0, 1, 1, DATA(0x12, 6, 0x13, 0, 1, 2, 3, 4));
    userdata(SERVER, 1, ANSWER | 6, 1, 1, 1, 1, NONE);
    const struct s7_connection *connection = flow.talk;
    assert_int_equal(connection->chains.count, 0);
    assert_int_equal(connection->open.count, 0);
}

/* One S7ANY item: P#DB1.DBX0.0 BYTE 2, every second. */
static void subscribe_cyclic(uint8_t reference, uint8_t sub, uint8_t sequence, uint8_t job, uint8_t db)
{
    const uint8_t asked[] = {0, 1, 1, 1, 0x12, 10, 0x10, 2, 0, 2, 0, db, 0x84, 0, 0, 0};
    userdata(CLIENT, reference, REQUEST | 2, sub, sequence, 0, 0, asked, sizeof asked);
    userdata(SERVER, reference, ANSWER | 2, sub, job, 0, 0, DATA(0, 1, 0xFF, 4, 0, 16, 1, 2));
}

static void push_cyclic(uint8_t sub, uint8_t job)
{
    userdata(SERVER, 0, PUSH | 2, sub, job, 0, 0, DATA(0, 1, 0xFF, 4, 0, 16, 3, 4));
}

static void pushes_are_deliveries_to_what_was_subscribed(void **state)
{
    (void)state;
    subscribe_cyclic(1, 1, 0, 5, 1);
    push_cyclic(1, 5);
    push_cyclic(1, 5);
    assert_int_equal(last_event()->seen.role, S7_ROLE_PUSH);
    assert_int_equal(last_event()->seen.question_packet, 1);
    assert_int_equal(last_event()->seen.question.size, 26 + 16);
    const struct s7_usage *usage = &the_talk()->usages[0];
    assert_int_equal(usage->means, S7_MEANS_CYCLIC);
    assert_int_equal(usage->requests, 1);
    assert_int_equal(usage->served, 1);
    assert_int_equal(usage->deliveries, 2);
    assert_int_equal(use_of(7, 0, 2, 1)->pushes, 2);
    push_cyclic(1, 6); /* another number */
    assert_null(last_event()->seen.question.at);
    assert_int_equal(usage->deliveries, 2);
}

static void it_ends_when_it_is_unsubscribed(void **state)
{
    (void)state;
    subscribe_cyclic(1, 1, 0, 5, 1);
    userdata(CLIENT, 2, REQUEST | 2, 4, 0, 0, 0, DATA(1, 5));
    push_cyclic(1, 5); /* on its way still */
    assert_int_equal(the_talk()->usages[0].deliveries, 1);
    userdata(SERVER, 2, ANSWER | 2, 4, 5, 0, 0, NONE);
    push_cyclic(1, 5);
    assert_int_equal(the_talk()->usages[0].deliveries, 1);
    const struct s7_connection *connection = flow.talk;
    assert_int_equal(connection->subscribed.count, 0);
}

/* corrections B3: a modified job has another list, and its pushes another subfunction. */
static void a_modified_job_delivers_what_it_has_now(void **state)
{
    (void)state;
    subscribe_cyclic(1, 5, 0, 3, 1);
    push_cyclic(5, 3);
    subscribe_cyclic(2, 7, 3, 3, 9);
    push_cyclic(7, 3);
    push_cyclic(7, 3);
    assert_int_equal(the_talk()->usage_count, 2);
    assert_int_equal(the_talk()->usages[0].deliveries, 1);
    assert_int_equal(the_talk()->usages[1].range.db, 9);
    assert_int_equal(the_talk()->usages[1].deliveries, 2);
    const struct s7_connection *connection = flow.talk;
    assert_int_equal(connection->subscribed.count, 1);
}

/* Variable status of MB0…MB1; `frequency` 0: every cycle, 1: once. */
static void set_up_status(uint8_t reference, uint8_t job, uint8_t frequency)
{
    const uint8_t asked[] = {0, 20, 0, 8, 0, 0, 0, 1, 0, frequency, 0,    14, 0, 1, 0, 1,
                             0, 1,  0, 1, 0, 1, 2, 0, 0, 1,         0x01, 2,  0, 0, 0, 0};
    userdata(CLIENT, reference, REQUEST | 1, 2, 0, 0, 0, asked, sizeof asked);
    userdata(SERVER, reference, ANSWER | 1, 2, job, 0, 0, NONE);
}

static void push_status(uint8_t job)
{
    userdata(SERVER, 0, PUSH | 1, 2, job, 0, 0, DATA(0, 4, 0, 8, 1, 0, 0, 2, 0, 1, 0xFF, 9, 0, 2, 0xAA, 0xBB));
}

static void variable_status_delivers_until_its_job_is_deleted(void **state)
{
    (void)state;
    set_up_status(1, 2, 0);
    push_status(2);
    push_status(2);
    assert_int_equal(the_talk()->usages[0].means, S7_MEANS_VARIABLE_STATUS);
    assert_int_equal(the_talk()->usages[0].deliveries, 2);
    const uint8_t deletion[] = {0, 20, 0, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
                                0, 1,  0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 2, 2};
    userdata(CLIENT, 9, REQUEST | 1, 0x0F, 0, 0, 0, deletion, sizeof deletion);
    userdata(SERVER, 9, ANSWER | 1, 0x0F, 3, 0, 0, NONE);
    push_status(2);
    assert_int_equal(the_talk()->usages[0].deliveries, 2);
}

static void a_job_for_once_is_over_with_its_push(void **state)
{
    (void)state;
    set_up_status(1, 2, 1);
    push_status(2);
    push_status(2);
    assert_int_equal(the_talk()->usages[0].deliveries, 1);
    assert_null(last_event()->seen.question.at);
}

static void messages_belong_to_the_message_service(void **state)
{
    (void)state;
    userdata(CLIENT, 1, REQUEST | 4, 2, 0, 0, 0, DATA(0x03, 0, 'H', 'm', 'i', 'R', 't', 'm', ' ', ' '));
    userdata(SERVER, 1, ANSWER | 4, 2, 2, 0, 0, DATA(2, 0));
    SAY(SERVER, 0x32, 7, 0, 0, 0, 0, 0, 8, 0, 0, 1, 0, 0x10, 0x10, 0, 0, 0, 0);
    assert_int_equal(last_event()->seen.question_packet, 1);
    userdata(SERVER, 0, PUSH | 4, 3, 0, 0, 0, DATA(0x43, 4));
    assert_int_equal(last_event()->seen.question_packet, 1);
    userdata(CLIENT, 2, REQUEST | 4, 2, 0, 0, 0, DATA(0, 0, 'H', 'm', 'i', 'R', 't', 'm', ' ', ' '));
    userdata(SERVER, 2, ANSWER | 4, 2, 2, 0, 0, DATA(2, 0));
    userdata(SERVER, 0, PUSH | 4, 3, 0, 0, 0, DATA(0x43, 4));
    assert_null(last_event()->seen.question.at);
}

static void a_push_out_of_nothing_is_wondered_at_from_the_beginning_on(void **state)
{
    (void)state;
    say_connect();
    const struct s7_connection *connection = flow.talk;
    assert_false(connection->used);
    push_cyclic(1, 5);
    assert_true(connection->used);
    assert_int_equal(anomaly(S7_ANOMALY_UNASKED_PUSH), 1);
}

static void a_refused_subscription_is_none(void **state)
{
    (void)state;
    const uint8_t asked[] = {0, 1, 1, 1, 0x12, 10, 0x10, 2, 0, 2, 0, 1, 0x84, 0, 0, 0};
    userdata(CLIENT, 1, REQUEST | 2, 1, 0, 0, 0, asked, sizeof asked);
    SAY(SERVER, 0x32, 7, 0, 0, 0, 1, 0, 12, 0, 4, 0, 1, 0x12, 8, 0x12, 0x82, 1, 1, 0, 0, 0xD8, 0x01, 0x0A, 0, 0,
        0);
    push_cyclic(1, 1);
    assert_null(last_event()->seen.question.at);
    assert_int_equal(the_talk()->usages[0].refused, 1);
    assert_int_equal(the_talk()->errors[0].code, 0xD801);
    assert_false(the_talk()->errors[0].of_item);
}

static void more_subscriptions_than_there_is_room_for_are_a_loss(void **state)
{
    (void)state;
    for (uint8_t i = 1; i <= 6; i++)
        subscribe_cyclic(i, 1, 0, i, i);
    const struct s7_connection *connection = flow.talk;
    assert_int_equal(connection->subscribed.count, 4);
    assert_int_equal(the_talk()->losses.counts[S7_LOSS_OUTSTANDING_LIMIT], 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(fragments_belong_to_the_first_request),
                                       TEST(an_answer_in_one_piece_leaves_nothing),
                                       TEST(the_first_fragment_has_the_order_number),
                                       TEST(a_block_that_is_sent_is_no_chain),
                                       TEST(pushes_are_deliveries_to_what_was_subscribed),
                                       TEST(it_ends_when_it_is_unsubscribed),
                                       TEST(a_modified_job_delivers_what_it_has_now),
                                       TEST(variable_status_delivers_until_its_job_is_deleted),
                                       TEST(a_job_for_once_is_over_with_its_push),
                                       TEST(messages_belong_to_the_message_service),
                                       TEST(a_push_out_of_nothing_is_wondered_at_from_the_beginning_on),
                                       TEST(a_refused_subscription_is_none),
                                       TEST(more_subscriptions_than_there_is_room_for_are_a_loss)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
