/* SPDX-License-Identifier: MIT */
#include "unit/engine/client_calling.h"
#include "unit/engine/client_lending.h"

static struct s7_call call;

/* ---- what is sent ---------------------------------------------------------------------------------------- */

/* snap7_s300_everything, frame 5, with PDU reference 2. */
static void userdata_is_sent_as_recorded(void **state)
{
    static const uint8_t expected[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                       0x00, 0x02, 0x00, 0x08, 0x00, 0x08, 0x00, 0x01, 0x12, 0x04, 0x11,
                                       0x44, 0x01, 0x00, 0xff, 0x09, 0x00, 0x04, 0x00, 0x1c, 0x00, 0x00};
    (void)state;
    stage_open(stage_defaults(), 1, 240);
    call = szl_call();
    make_call(&call);
    assert_true(stage.wakes > 0);
    assert_int_equal(s7_client_jobs(stage.client), 1);
    stage_hear(expected, sizeof expected);
}

/* Frame 45 of the same: a request without payload says "no data". */
static void a_request_without_payload_says_no_data(void **state)
{
    static const uint8_t expected[] = {0x03, 0x00, 0x00, 0x1d, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00,
                                       0x00, 0x00, 0x02, 0x00, 0x08, 0x00, 0x04, 0x00, 0x01, 0x12,
                                       0x04, 0x11, 0x47, 0x01, 0x00, 0x0a, 0x00, 0x00, 0x00};
    (void)state;
    stage_open(stage_defaults(), 1, 240);
    call = szl_call();
    call.group = 7;
    call.request = (struct s7_octets){NULL, 0};
    make_call(&call);
    stage_hear(expected, sizeof expected);
}

/* snap7_s300_stop, frame 1. */
static void a_job_is_sent_as_recorded(void **state)
{
    static const uint8_t expected[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00,
                                       0x00, 0x02, 0x00, 0x10, 0x00, 0x00, 0x29, 0x00, 0x00, 0x00, 0x00,
                                       0x00, 0x09, 0x50, 0x5f, 0x50, 0x52, 0x4f, 0x47, 0x52, 0x41, 0x4d};
    (void)state;
    stage_open(stage_defaults(), 1, 240);
    call = stop_call();
    make_call(&call);
    stage_hear(expected, sizeof expected);
}

static void a_job_carries_data_too(void **state)
{
    static const uint8_t data[] = {1, 2, 3};
    uint8_t packet[STAGE_PDU] = {0};
    (void)state;
    stage_open(stage_defaults(), 1, 240);
    call = stop_call();
    call.data = (struct s7_octets){data, sizeof data};
    make_call(&call);
    assert_int_equal(stage_sent(packet, sizeof packet), 36);
    assert_int_equal(packet[STAGE_FRAME + 9], sizeof data);
    assert_memory_equal(packet + 33, data, sizeof data);
}

/* ---- what is taken --------------------------------------------------------------------------------------- */

static void expect_argument_error(struct s7_call wrong)
{
    assert_int_equal(s7_client_call(stage.client, &wrong, stage.now), S7_ERR_LOCAL_ARGUMENT);
    assert_false(wrong.finished);
    assert_int_equal(s7_client_jobs(stage.client), 0);
}

static void what_is_out_of_range_is_not_taken(void **state)
{
    static const uint8_t own[][2] = {{0x04, 1}, {0x05, 1}, {0xf0, 0}};
    static const uint8_t octets[960];
    struct s7_call wrong;
    (void)state;
    stage_open(stage_defaults(), 1, 240);
    wrong = szl_call(), wrong.timeout = 0;
    expect_argument_error(wrong);
    wrong = szl_call(), wrong.group = 16;
    expect_argument_error(wrong);
    wrong = szl_call(), wrong.data = (struct s7_octets){octets, 1};
    expect_argument_error(wrong);
    wrong = szl_call(), wrong.request = (struct s7_octets){octets, 960 - 21};
    expect_argument_error(wrong);
    wrong = stop_call(), wrong.request.size = 0;
    expect_argument_error(wrong);
    wrong = stop_call(), wrong.data = (struct s7_octets){octets, 960 - 10 - sizeof STOP + 1};
    expect_argument_error(wrong);
    wrong = stop_call(), wrong.request = (struct s7_octets){octets, SIZE_MAX - 4};
    expect_argument_error(wrong);
    for (size_t i = 0; i < 3; i++) {
        wrong = stop_call(), wrong.request = (struct s7_octets){own[i], 2};
        expect_argument_error(wrong);
    }
}

static const uint8_t LONG[960];

static void more_than_the_pdu_granted_is_not_taken(void **state)
{
    (void)state;
    stage_open(stage_defaults(), 1, 240);
    call = szl_call();
    call.request = (struct s7_octets){LONG, 240 - 21};
    assert_int_equal(s7_client_call(stage.client, &call, stage.now), S7_ERR_LOCAL_LIMIT);
    assert_false(call.finished);
    assert_int_equal(s7_client_jobs(stage.client), 0);
    stage_hear(NULL, 0);
    call.request.size--;
    make_call(&call);
    uint8_t packet[STAGE_PDU];
    assert_int_equal(stage_sent(packet, sizeof packet), 7 + 240);
}

enum { QUEUED = 5 };
static unsigned refused;
static struct s7_call queued[QUEUED], next_of[QUEUED];
static bool within; /* `done` */

/* The same again, then one that fits; both of them from `done`. */
static void call_twice_more(struct s7_call *finished, s7_time now)
{
    size_t i = (size_t)(finished - queued);
    assert_int_equal(finished->fault.error, S7_ERR_LOCAL_LIMIT);
    assert_false(within);
    within = true;
    if (s7_client_call(stage.client, finished, now) == S7_ERR_LOCAL_LIMIT)
        refused++;
    next_of[i] = szl_call();
    make_call(&next_of[i]);
    within = false;
}

/* However many there are, and whatever `done` does: one after the other, none within another, none for ever. */
static void too_long_calls_that_waited_end_when_it_opens(void **state)
{
    (void)state;
    stage_connect_to_setup(stage_defaults());
    refused = 0;
    within = false;
    for (size_t i = 0; i < QUEUED; i++) {
        queued[i] = szl_call();
        queued[i].request = (struct s7_octets){LONG, 240 - 21};
        queued[i].done = call_twice_more;
        make_call(&queued[i]);
    }
    stage_say_setup(1, 1, 1, 240);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
    assert_int_equal(refused, QUEUED);
    assert_int_equal(s7_client_jobs(stage.client), QUEUED);
    for (size_t i = 0; i < QUEUED; i++) {
        const struct fragment whole = {.reference = request_reference(), .group = 4, .subfunction = 1};
        say_fragment(&whole, SZL_1C, 4);
        assert_true(next_of[i].finished);
        assert_int_equal(next_of[i].fault.error, S7_OK);
    }
}

static void a_closing_client_takes_none(void **state)
{
    (void)state;
    stage_open(stage_defaults(), 1, 240);
    s7_client_close(stage.client, stage.now);
    call = szl_call();
    assert_int_equal(s7_client_call(stage.client, &call, stage.now), S7_ERR_LOCAL_CLOSED);
}

static void a_call_waits_until_the_connection_is_open(void **state)
{
    (void)state;
    stage_connect_to_setup(stage_defaults());
    call = szl_call();
    make_call(&call);
    stage_hear(NULL, 0);
    stage_say_setup(1, 1, 1, 240);
    assert_int_equal(request_reference(), 2);
}

/* ---- exclusive ------------------------------------------------------------------------------------------- */

static void a_call_is_alone_in_flight(void **state)
{
    struct s7_job_item items[4];
    struct s7_job jobs[4];
    (void)state;
    stage_open(stage_defaults(), 3, 240);
    for (size_t i = 0; i < 4; i++) {
        items[i] = item_of(i, 0, 1);
        jobs[i] = job_of(S7_JOB_WRITE, &items[i], 1);
    }
    submit(&jobs[0]);
    uint16_t first = sent_reference();
    call = szl_call();
    make_call(&call);
    submit(&jobs[1]);
    stage_hear(NULL, 0); /* the call waits for the first job, the second for the call */
    say_written(first);
    assert_true(jobs[0].finished);
    uint16_t reference = request_reference();
    submit(&jobs[2]);
    stage_hear(NULL, 0);
    assert_false(jobs[1].finished || call.finished);
    say_fragment(&(struct fragment){.reference = reference, .group = 4, .subfunction = 1, .sequence = 1},
                 SZL_1C, 4);
    assert_true(call.finished);
    assert_int_equal(call.fault.error, S7_OK);
    uint8_t packets[2 * STAGE_PDU];
    assert_true(stage_sent(packets, sizeof packets) > 40); /* both jobs now */
    say_written((uint16_t)(reference + 1));
    say_written((uint16_t)(reference + 2));
    assert_true(jobs[1].finished && jobs[2].finished);
}

/* Calls that follow one another do not keep jobs waiting, nor jobs calls. */
static void calls_and_jobs_take_turns(void **state)
{
    struct s7_call calls[3];
    struct s7_job_item items[2] = {item_of(0, 0, 500), item_of(1, 0, 1)};
    (void)state;
    stage_open(stage_defaults(), 1, 240);
    struct s7_job job = job_of(S7_JOB_READ, items, 1);
    for (size_t i = 0; i < 3; i++) {
        calls[i] = szl_call();
        make_call(&calls[i]);
    }
    submit(&job);                                          /* three requests */
    static const uint8_t functions[] = {0, 4, 0, 4, 0, 4}; /* 0: Userdata */
    for (size_t i = 0; i < sizeof functions; i++) {
        uint8_t packet[STAGE_PDU] = {0}, value[240] = {0x32, 0x03, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 4, 1, 0xff, 4};
        size_t size = stage_sent(packet, sizeof packet);
        assert_true(size > 0);
        bool userdata = packet[STAGE_FRAME + 1] == 7;
        assert_int_equal(userdata, functions[i] == 0);
        uint16_t reference = s7_load_u16(packet + STAGE_FRAME + 4);
        if (userdata) {
            say_fragment(&(struct fragment){.reference = reference, .group = 4, .subfunction = 1}, SZL_1C, 4);
            continue;
        }
        size_t octets = s7_load_u16(packet + STAGE_FRAME + 16);
        stage_put16(value + 4, reference);
        stage_put16(value + 8, octets + 4);
        stage_put16(value + 16, octets * 8);
        stage_say_pdu(value, 18 + octets);
    }
    assert_true(calls[0].finished && calls[1].finished && calls[2].finished && job.finished);
    assert_int_equal(job.fault.error, S7_OK);
    assert_int_equal(s7_client_counters(stage.client)->most_in_flight, 1);
}

static struct s7_call followers[3];
static size_t follower;

static void call_again(struct s7_call *finished, s7_time now)
{
    (void)finished;
    if (follower < 3)
        assert_int_equal(s7_client_call(stage.client, &followers[follower++], now), S7_OK);
}

static void a_call_may_start_the_next(void **state)
{
    (void)state;
    stage_open(stage_defaults(), 2, 240);
    follower = 0;
    for (size_t i = 0; i < 3; i++) {
        followers[i] = szl_call();
        followers[i].done = call_again;
    }
    call_again(NULL, stage.now);
    for (uint16_t i = 0; i < 3; i++) {
        assert_int_equal(request_reference(), 2 + i);
        say_fragment(&(struct fragment){.reference = (uint16_t)(2 + i), .group = 4, .subfunction = 1}, SZL_1C,
                     4);
        assert_true(followers[i].finished);
    }
    assert_int_equal(s7_client_jobs(stage.client), 0);
}

/* ---- the end --------------------------------------------------------------------------------------------- */

static void a_deadline_ends_the_connection(void **state)
{
    struct s7_call second;
    (void)state;
    stage_open(stage_defaults(), 2, 240);
    call = szl_call();
    second = szl_call();
    second.timeout = S7_SECOND; /* of one that waits, too */
    make_call(&call);
    make_call(&second);
    request_reference();
    s7_time due = stage.now + S7_SECOND;
    assert_int_equal(stage.session->ops->deadline(stage.session->self), due);
    stage.now = due - 1;
    stage_tick();
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
    stage.now = due;
    stage_tick();
    stage_failed(S7_ERR_S7_REQUEST_TIMEOUT);
    assert_int_equal(called_count, 2);
    assert_int_equal(call.fault.error, S7_ERR_S7_REQUEST_TIMEOUT);
    assert_int_equal(call.fault.phase, S7_PHASE_REQUEST);
    assert_int_equal(call.fault.elapsed_ms, 1000);
    assert_int_equal(second.fault.error, S7_ERR_S7_REQUEST_TIMEOUT);
}

static void the_end_of_the_connection_finishes_all_of_them(void **state)
{
    struct s7_call waiting;
    struct s7_job_item item = item_of(0, 0, 1);
    struct s7_job job = job_of(S7_JOB_WRITE, &item, 1);
    (void)state;
    stage_open(stage_defaults(), 2, 240);
    call = szl_call();
    waiting = szl_call();
    make_call(&call);
    make_call(&waiting);
    submit(&job);
    request_reference();
    stage_end();
    assert_int_equal(called_count, 2);
    assert_ptr_equal(called[0], &call);
    assert_int_equal(call.fault.error, S7_ERR_S7_CLOSED);
    assert_int_equal(waiting.fault.error, S7_ERR_S7_CLOSED);
    assert_int_equal(job.fault.error, S7_ERR_S7_CLOSED);
    assert_int_equal(s7_client_jobs(stage.client), 0);
}

/* ---- secrets --------------------------------------------------------------------------------------------- */

static const uint8_t SECRET[] = {0x21, 0x3a, 0x1b, 0x1d, 0x6e, 0x68, 0x1b, 0x1d};

/* Nothing in the `size` octets of the client's own memory looks like the password. */
static bool holds_secret(const void *memory, size_t size)
{
    const uint8_t *octets = memory;
    for (size_t i = 0; i + sizeof SECRET <= size; i++)
        if (memcmp(octets + i, SECRET, sizeof SECRET) == 0)
            return true;
    return false;
}

static void check_secret_is_wiped(bool sent)
{
    struct s7_client_config config = stage_defaults();
    stage_make(config);
    s7_client_free(stage.client);
    size_t size = s7_client_size(&config);
    static max_align_t memory[4096];
    assert_true(size <= sizeof memory);
    config.state_changed = NULL;
    assert_int_equal(s7_client_init(memory, size, &config, &stage.client), S7_OK);
    stage.session = s7_client_session(stage.client);
    stage.session->host = &stage.host;
    uint8_t octets[STAGE_PDU];
    stage_tick();
    stage_sent(octets, sizeof octets);
    stage_say(STAGE_CC, sizeof STAGE_CC);
    stage_sent(octets, sizeof octets);
    stage_say_setup(1, 1, 1, 240);

    call = szl_call();
    call.group = 5;
    call.request = (struct s7_octets){SECRET, sizeof SECRET};
    call.secret = true;
    make_call(&call);
    assert_true(holds_secret(memory, size)); /* until it is sent */
    if (sent) {
        assert_int_equal(stage_sent(octets, sizeof octets), 37);
        assert_memory_equal(octets + 29, SECRET, sizeof SECRET);
    } else
        stage_end();
    assert_false(holds_secret(memory, size));
    if (sent)
        stage_end();
    assert_true(call.finished);
    stage.client = NULL;
}

static void a_secret_is_wiped_once_it_is_sent(void **state)
{
    (void)state;
    check_secret_is_wiped(true);
}

static void a_secret_that_was_not_sent_is_wiped_at_the_end(void **state)
{
    (void)state;
    check_secret_is_wiped(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(userdata_is_sent_as_recorded),
        STAGE(a_request_without_payload_says_no_data),
        STAGE(a_job_is_sent_as_recorded),
        STAGE(a_job_carries_data_too),
        STAGE(what_is_out_of_range_is_not_taken),
        STAGE(more_than_the_pdu_granted_is_not_taken),
        STAGE(too_long_calls_that_waited_end_when_it_opens),
        STAGE(a_closing_client_takes_none),
        STAGE(a_call_waits_until_the_connection_is_open),
        STAGE(a_call_is_alone_in_flight),
        STAGE(calls_and_jobs_take_turns),
        STAGE(a_call_may_start_the_next),
        STAGE(a_deadline_ends_the_connection),
        STAGE(the_end_of_the_connection_finishes_all_of_them),
        STAGE(a_secret_is_wiped_once_it_is_sent),
        STAGE(a_secret_that_was_not_sent_is_wiped_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
