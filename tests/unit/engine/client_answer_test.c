/* SPDX-License-Identifier: MIT */
#include "unit/engine/client_reading.h"

enum { JOBS = 3 };

/* Several jobs at once, their parts answered in any order: every octet arrives where it belongs. */
static void answers_are_matched_in_any_order(void **state)
{
    static uint8_t octets[JOBS][ITEMS_MAX * 400];
    static struct s7_job_item items[JOBS][ITEMS_MAX];
    struct s7_job jobs[JOBS];
    (void)state;
    struct s7_chance chance = cases_begin("client_answer");
    for (size_t i = 0; i < MEMORY; i++)
        memory[i] = (uint8_t)s7_chance_next(&chance);
    stage_open(stage_defaults(), 5, 240);
    unsigned long cases = cases_count() / 5;
    for (unsigned long n = cases; n > 0; n--) {
        memset(octets, 0, sizeof octets);
        request_count = 0;
        for (size_t i = 0; i < JOBS; i++) {
            random_job(&chance, &jobs[i], items[i], octets[i]);
            assert_int_equal(s7_client_submit(stage.client, &jobs[i], stage.now), S7_OK);
        }
        for (collect_requests(); request_count > 0; collect_requests())
            say_answer((size_t)s7_chance_below(&chance, request_count));
        for (size_t i = 0; i < JOBS; i++) {
            assert_true(jobs[i].finished && jobs[i].fault.error == S7_OK);
            for (size_t k = 0; k < jobs[i].item_count; k++)
                assert_memory_equal(items[i][k].octets, memory + items[i][k].range.first_bit / 8,
                                    items[i][k].range.bit_count / 8);
        }
    }
    assert_true(s7_client_counters(stage.client)->answers > JOBS * cases); /* many were cut into several */
}

/* ---- one request, one answer ----------------------------------------------------------------------------- */

static uint8_t values[2][512];
static struct s7_job_item two[2];
static struct s7_job job;

/* Two items of 4 and 3 octets, asked for with PDU reference 2. */
static void ask(enum s7_job_kind kind, uint16_t amq)
{
    uint8_t request[STAGE_PDU] = {0};
    memset(values, 0xEE, sizeof values);
    for (uint32_t i = 0; i < 2; i++)
        two[i] = (struct s7_job_item){.range = stage_db(10 * i, 4 - i), .octets = values[i]};
    job = (struct s7_job){.kind = kind, .items = two, .item_count = 2, .timeout = S7_SECOND};
    stage_open(stage_defaults(), amq, 240);
    assert_int_equal(s7_client_submit(stage.client, &job, stage.now), S7_OK);
    stage_sent(request, sizeof request);
    assert_int_equal(request[STAGE_FRAME + 5], 2);
}

static const uint8_t READ_ANSWER[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x02, 0x00, 0x02, 0x00, 0x0f,
                                      0x00, 0x00, 0x04, 0x02, 0xff, 0x04, 0x00, 0x20, 0x01, 0x02,
                                      0x03, 0x04, 0xff, 0x04, 0x00, 0x18, 0x05, 0x06, 0x07};
static const uint8_t WRITE_ANSWER[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x02, 0x00, 0x02,
                                       0x00, 0x02, 0x00, 0x00, 0x05, 0x02, 0xff, 0xff};

static void a_last_item_may_be_padded(void **state)
{
    uint8_t pdu[sizeof READ_ANSWER + 2] = {0};
    (void)state;
    for (size_t pad = 0; pad <= 2; pad++) {
        memcpy(pdu, READ_ANSWER, sizeof READ_ANSWER);
        pdu[9] = (uint8_t)(pdu[9] + pad);
        ask(S7_JOB_READ, 1);
        stage_say_pdu(pdu, sizeof READ_ANSWER + pad);
        assert_true(job.finished);
        assert_int_equal(job.fault.error, pad < 2 ? S7_OK : S7_ERR_S7_MALFORMED);
        if (pad < 2) {
            assert_memory_equal(values[0], "\x01\x02\x03\x04\xee", 5);
            assert_memory_equal(values[1], "\x05\x06\x07\xee", 4);
        }
        stage_tear_down(state);
    }
}

/* One octet of a good answer changed: the connection ends with `error`, and so does the job. */
static void check_changed(enum s7_job_kind kind, size_t at, uint8_t octet, int error)
{
    uint8_t pdu[sizeof READ_ANSWER];
    size_t size = kind == S7_JOB_READ ? sizeof READ_ANSWER : sizeof WRITE_ANSWER;
    memcpy(pdu, kind == S7_JOB_READ ? READ_ANSWER : WRITE_ANSWER, size);
    pdu[at] = octet;
    ask(kind, 1);
    stage_say_pdu(pdu, size);
    stage_failed(error);
    assert_int_equal(s7_client_fault(stage.client)->phase, S7_PHASE_REQUEST);
    assert_true(job.finished);
    assert_int_equal(job.fault.error, error);
    assert_int_equal(s7_client_counters(stage.client)->answers, 0);
    stage_tear_down(NULL);
}

static void an_answer_that_does_not_belong_to_the_question_ends_the_connection(void **state)
{
    (void)state;
    check_changed(S7_JOB_READ, 0, 0x72, S7_ERR_S7_FOREIGN);
    check_changed(S7_JOB_READ, 5, 0x03, S7_ERR_S7_MISMATCH);   /* PDU reference */
    check_changed(S7_JOB_READ, 12, 0x05, S7_ERR_S7_MISMATCH);  /* function */
    check_changed(S7_JOB_READ, 13, 0x01, S7_ERR_S7_MISMATCH);  /* item count */
    check_changed(S7_JOB_READ, 9, 0x0e, S7_ERR_S7_MALFORMED);  /* data size */
    check_changed(S7_JOB_READ, 25, 0x20, S7_ERR_S7_MALFORMED); /* item length beyond the PDU */
    check_changed(S7_JOB_READ, 7, 0x03, S7_ERR_S7_MALFORMED);
    check_changed(S7_JOB_WRITE, 12, 0x04, S7_ERR_S7_MISMATCH);
}

static void a_write_answer_has_one_code_per_item(void **state)
{
    static const uint8_t more[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x02, 0x00, 0x02, 0x00,
                                   0x03, 0x00, 0x00, 0x05, 0x02, 0xff, 0xff, 0xff};
    static const uint8_t fewer[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x02, 0x00, 0x02,
                                    0x00, 0x01, 0x00, 0x00, 0x05, 0x02, 0xff};
    static const uint8_t bare[] = {0x32, 0x02, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};
    (void)state;
    ask(S7_JOB_WRITE, 1);
    stage_say_pdu(WRITE_ANSWER, sizeof WRITE_ANSWER);
    assert_true(job.finished && job.fault.error == S7_OK);
    stage_tear_down(state);
    ask(S7_JOB_WRITE, 1);
    stage_say_pdu(more, sizeof more);
    stage_failed(S7_ERR_S7_MALFORMED);
    stage_tear_down(state);
    ask(S7_JOB_WRITE, 1);
    stage_say_pdu(fewer, sizeof fewer);
    stage_failed(S7_ERR_S7_MALFORMED);
    stage_tear_down(state);
    ask(S7_JOB_WRITE, 1);
    stage_say_pdu(bare, sizeof bare); /* an Ack without error says nothing about the items */
    stage_failed(S7_ERR_S7_MALFORMED);
}

static void each_item_has_its_own_result(void **state)
{
    static const uint8_t refused[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x02, 0x00, 0x02, 0x00,
                                      0x0b, 0x00, 0x00, 0x04, 0x02, 0x0a, 0x00, 0x00, 0x00,
                                      0xff, 0x04, 0x00, 0x18, 0x05, 0x06, 0x07};
    uint8_t pdu[sizeof WRITE_ANSWER];
    (void)state;
    ask(S7_JOB_READ, 1);
    stage_say_pdu(refused, sizeof refused);
    assert_true(job.finished && values[0][0] == 0xEE);
    assert_int_equal(two[0].error, S7_ERR_DATA_MISSING);
    assert_int_equal(two[1].error, S7_OK);
    assert_memory_equal(values[1], "\x05\x06\x07", 3);
    assert_int_equal(job.fault.error, S7_ERR_DATA_MISSING);
    assert_int_equal(job.fault.item, 0);
    assert_int_equal(job.fault.item_code, 0x0a);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN); /* a refused item costs no connection */
    stage_tear_down(state);
    memcpy(pdu, WRITE_ANSWER, sizeof pdu);
    pdu[14] = 0x05;
    pdu[15] = 0x03;
    ask(S7_JOB_WRITE, 1);
    stage_say_pdu(pdu, sizeof pdu);
    assert_int_equal(two[0].error, S7_ERR_DATA_ADDRESS);
    assert_int_equal(two[1].error, S7_ERR_ACCESS_ITEM);
    assert_int_equal(job.fault.error, S7_ERR_DATA_ADDRESS); /* the first one's */
}

static void an_item_of_another_length_is_not_taken(void **state)
{
    uint8_t pdu[sizeof READ_ANSWER - 1];
    (void)state;
    memcpy(pdu, READ_ANSWER, sizeof pdu);
    pdu[9] = 0x0e;
    pdu[25] = 0x10; /* two octets instead of three */
    ask(S7_JOB_READ, 1);
    stage_say_pdu(pdu, sizeof pdu);
    assert_true(job.finished);
    assert_int_equal(two[0].error, S7_OK);
    assert_int_equal(two[1].error, S7_ERR_DATA_LENGTH);
    assert_int_equal(values[1][0], 0xEE);
    assert_int_equal(job.fault.item, 1);
}

/* Two requests in flight, both refused, the later one first: the job tells what became of its first item. */
static void the_fault_of_a_job_is_that_of_its_first_item(void **state)
{
    uint8_t refusal[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x04, 0x00, 0x02, 0x00,
                         0x04, 0x00, 0x00, 0x04, 0x01, 0x0a, 0x00, 0x00, 0x00};
    struct s7_job_item items[2] = {{.range = stage_db(0, 300), .octets = values[0]},
                                   {.range = stage_db(0, 222), .octets = values[1]}};
    (void)state;
    job = (struct s7_job){.kind = S7_JOB_READ, .items = items, .item_count = 2, .timeout = S7_SECOND};
    stage_open(stage_defaults(), 3, 240);
    request_count = 0;
    assert_int_equal(s7_client_submit(stage.client, &job, stage.now), S7_OK);
    collect_requests();
    stage_say_pdu(refusal, sizeof refusal);
    assert_int_equal(job.fault.item, 1);
    assert_false(job.finished);
    refusal[5] = 0x03;
    refusal[14] = 0x05; /* the second part of the first item */
    stage_say_pdu(refusal, sizeof refusal);
    say_answer(0);
    assert_true(job.finished);
    assert_int_equal(job.fault.item, 0);
    assert_int_equal(job.fault.offset, 222);
    assert_int_equal(job.fault.error, S7_ERR_DATA_ADDRESS);
    assert_int_equal(items[0].error, S7_ERR_DATA_ADDRESS);
}

static void a_refused_request_fails_what_was_not_read_yet(void **state)
{
    static const uint8_t refusal[] = {0x32, 0x02, 0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
    struct s7_job_item items[3] = {{.range = stage_db(0, 222), .octets = values[0]},
                                   {.range = stage_db(0, 222), .octets = values[1]},
                                   {.range = stage_db(0, 222), .octets = values[1]}};
    (void)state;
    job = (struct s7_job){.kind = S7_JOB_READ, .items = items, .item_count = 3, .timeout = S7_SECOND};
    stage_open(stage_defaults(), 1, 240);
    request_count = 0;
    assert_int_equal(s7_client_submit(stage.client, &job, stage.now), S7_OK);
    collect_requests();
    say_answer(0);
    collect_requests();
    stage_say_pdu(refusal, sizeof refusal);
    assert_true(job.finished);
    assert_int_equal(items[0].error, S7_OK);
    assert_int_equal(items[1].error, S7_ERR_ACCESS_PUT_GET);
    assert_int_equal(items[2].error, S7_ERR_ACCESS_PUT_GET); /* not even asked for */
    assert_int_equal(job.fault.error, S7_ERR_ACCESS_PUT_GET);
    assert_int_equal(job.fault.peer_code, 0x8104);
    assert_int_equal(job.fault.item, 1);
    assert_int_equal(job.pdu_count, 2);
    stage_hear(NULL, 0);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
}

/* ---- what nobody asked for ------------------------------------------------------------------------------- */

static void a_job_of_the_partner_is_refused(void **state)
{
    static const uint8_t partners[] = {0x32, 0x01, 0x00, 0x00, 0x7a, 0x7b, 0x00, 0x0e, 0x00, 0x00, 0x04, 0x01,
                                       0x12, 0x0a, 0x10, 0x02, 0x00, 0x01, 0x00, 0x00, 0x83, 0x00, 0x00, 0x00};
    static const uint8_t refusal[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                      0x00, 0x7a, 0x7b, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
    (void)state;
    stage_open(stage_defaults(), 1, 64);
    stage_say_pdu(partners, sizeof partners);
    stage_hear(refusal, sizeof refusal);
    for (unsigned i = 0; i < 5000; i++) /* nobody reads: refused while there is room, then only counted */
        stage_say_pdu(partners, sizeof partners);
    assert_int_equal(s7_client_counters(stage.client)->ignored, 5001);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
    const uint8_t *octets = NULL;
    size_t waiting = stage.session->ops->output(stage.session->self, &octets);
    assert_true(waiting > 0 && waiting % sizeof refusal == 0);
}

static void a_push_is_handed_on_whole(void **state)
{
    static const uint8_t push[] = {0x32, 0x07, 0x00, 0x00, 0x00, 0x00, 0x00, 0x08, 0x00, 0x04, 0x00,
                                   0x01, 0x12, 0x04, 0x11, 0x04, 0x03, 0x00, 0xff, 0x09, 0x00, 0x00};
    (void)state;
    ask(S7_JOB_READ, 1);
    stage_say_pdu(push, sizeof push); /* between question and answer */
    assert_int_equal(stage.push_count, 1);
    assert_int_equal(stage.pushed_size, sizeof push);
    assert_memory_equal(stage.pushed, push, sizeof push);
    assert_int_equal(s7_client_counters(stage.client)->pushes, 1);
    assert_false(job.finished);
    uint64_t before = s7_client_counters(stage.client)->octets_in;
    stage_say_pdu(READ_ANSWER, sizeof READ_ANSWER);
    assert_true(job.finished && job.fault.error == S7_OK);
    assert_int_equal(s7_client_counters(stage.client)->octets_in - before, sizeof READ_ANSWER);
}

static void data_before_the_cc_breaks_the_protocol(void **state)
{
    (void)state;
    stage_make(stage_defaults());
    stage_tick();
    stage_say_pdu(READ_ANSWER, sizeof READ_ANSWER);
    stage_failed(S7_ERR_ISO_PROTOCOL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(answers_are_matched_in_any_order),
        STAGE(a_last_item_may_be_padded),
        STAGE(an_answer_that_does_not_belong_to_the_question_ends_the_connection),
        STAGE(a_write_answer_has_one_code_per_item),
        STAGE(each_item_has_its_own_result),
        STAGE(an_item_of_another_length_is_not_taken),
        STAGE(the_fault_of_a_job_is_that_of_its_first_item),
        STAGE(a_refused_request_fails_what_was_not_read_yet),
        STAGE(a_job_of_the_partner_is_refused),
        STAGE(a_push_is_handed_on_whole),
        STAGE(data_before_the_cc_breaks_the_protocol),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
