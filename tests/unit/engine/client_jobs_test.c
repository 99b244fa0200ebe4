/* SPDX-License-Identifier: MIT */
#include "unit/engine/client_lending.h"

#include "engine/client_internal.h"

/* What is lent must outlive the test when it is not finished by then. */
static struct s7_job_item item, items[3];
static struct s7_job job, jobs[3];

static void a_read_is_asked_for_as_octets(void **state)
{
    static const uint8_t request[] = {0x03, 0x00, 0x00, 0x1f, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00,
                                      0x00, 0x02, 0x00, 0x0e, 0x00, 0x00, 0x04, 0x01, 0x12, 0x0a, 0x10,
                                      0x02, 0x00, 0x14, 0x00, 0x01, 0x84, 0x00, 0x00, 0x50};
    (void)state;
    item = item_of(0, 10, 20);
    job = job_of(S7_JOB_READ, &item, 1);
    stage_open(stage_defaults(), 1, 240);
    stage.wakes = 0;
    submit(&job);
    assert_int_equal(stage.wakes, 1);
    assert_int_equal(s7_client_jobs(stage.client), 1);
    stage_hear(request, sizeof request);
    assert_int_equal(job.pdu_count, 1);
    assert_int_equal(s7_client_counters(stage.client)->requests, 1);
    assert_int_equal(s7_client_counters(stage.client)->octets_out, sizeof request - STAGE_FRAME);
    assert_int_equal(stage.session->ops->deadline(stage.session->self), stage.now + job.timeout);
    stage_hear(NULL, 0);
}

/* Three octets and a fill octet, then a bit without one: lengths in bits for octets, 1 for a bit. */
static void a_write_carries_its_values(void **state)
{
    static const uint8_t
        request[] = {0x03, 0x00, 0x00, 0x38, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0x00,
                     0x02, 0x00, 0x1a, 0x00, 0x0d, 0x05, 0x02, 0x12, 0x0a, 0x10, 0x02, 0x00,
                     0x03, 0x00, 0x01, 0x84, 0x00, 0x00, 0x08, /* DB1.DBX1.0 BYTE 3 */
                     0x12, 0x0a, 0x10, 0x01, 0x00, 0x01, 0x00, 0x00, 0x83, 0x00, 0x00, 0x2b, /* M5.3 */
                     0x00, 0x04, 0x00, 0x18, 0xa1, 0xa2, 0xa3, 0x00, /* and a fill octet */
                     0x00, 0x03, 0x00, 0x01, 0x01};
    (void)state;
    items[0] = item_of(0, 1, 3);
    items[1] = item_of(1, 0, 1);
    job = job_of(S7_JOB_WRITE, items, 2);
    items[1].range = (struct s7_range){.area = S7_AREA_MEMORY, .first_bit = 5 * 8 + 3, .bit_count = 1};
    memcpy(lent[0], "\xa1\xa2\xa3", 3);
    lent[1][0] = 1;
    stage_open(stage_defaults(), 1, 240);
    submit(&job);
    stage_hear(request, sizeof request);
}

static void what_cannot_be_taken_stays_as_it_was(void **state)
{
    (void)state;
    item = item_of(0, 0, 4);
    job = job_of(S7_JOB_READ, &item, 0);
    stage_open(stage_defaults(), 1, 240);
    item.error = S7_ERR_DATA_TYPE;
    job.finished = true;
    job.pdu_count = 77;
    assert_int_equal(s7_client_submit(stage.client, &job, stage.now), S7_ERR_LOCAL_ARGUMENT);
    job.item_count = 1;
    job.timeout = -1;
    assert_int_equal(s7_client_submit(stage.client, &job, stage.now), S7_ERR_LOCAL_ARGUMENT);
    job.timeout = S7_SECOND;
    s7_client_close(stage.client, stage.now);
    assert_int_equal(s7_client_submit(stage.client, &job, stage.now), S7_ERR_LOCAL_CLOSED);
    assert_int_equal(s7_client_jobs(stage.client), 0);
    assert_true(job.finished && job.pdu_count == 77 && item.error == S7_ERR_DATA_TYPE);
    assert_int_equal(done_count, 0);
}

static void a_job_waits_until_the_connection_is_open(void **state)
{
    (void)state;
    item = item_of(0, 0, 4);
    job = job_of(S7_JOB_READ, &item, 1);
    item.error = S7_ERR_DATA_TYPE; /* of its last use */
    item.return_code = 0x07;
    stage_connect_to_setup(stage_defaults());
    submit(&job);
    assert_int_equal(item.error, S7_OK);
    assert_int_equal(item.return_code, 0xFF);
    stage_hear(NULL, 0);
    stage_say_setup(1, 1, 1, 240);
    assert_int_equal(sent_reference(), 2);
    assert_false(job.finished);
}

/* Two may be in flight: the third waits for an answer, and the requests go in the order of the jobs. */
static void no_more_are_in_flight_than_granted(void **state)
{
    uint16_t references[3];
    (void)state;
    items[0] = item_of(0, 0, 2);
    items[1] = item_of(1, 2, 2);
    items[2] = item_of(2, 4, 2);
    stage_open(stage_defaults(), 2, 240);
    for (size_t i = 0; i < 3; i++) {
        jobs[i] = job_of(S7_JOB_WRITE, &items[i], 1);
        submit(&jobs[i]);
        if (i < 2)
            references[i] = sent_reference();
    }
    stage_hear(NULL, 0);
    assert_int_equal(s7_client_jobs(stage.client), 3);
    say_written(references[1]);
    references[2] = sent_reference();
    assert_true(jobs[1].finished && !jobs[0].finished && !jobs[2].finished);
    say_written(references[2]);
    say_written(references[0]);
    assert_int_equal(done_count, 3);
    assert_ptr_equal(done[0], &jobs[1]);
    assert_ptr_equal(done[1], &jobs[2]);
    assert_ptr_equal(done[2], &jobs[0]);
    assert_int_equal(s7_client_counters(stage.client)->most_in_flight, 2);
    assert_int_equal(s7_client_counters(stage.client)->answers, 3);
    assert_int_equal(s7_client_jobs(stage.client), 0);
    assert_int_equal(stage.session->ops->deadline(stage.session->self), S7_TIME_NEVER);
}

/* 0 belongs to pushes, and a reference that is still in flight must not be given twice. */
static void references_skip_0_and_those_in_flight(void **state)
{
    (void)state;
    items[0] = item_of(0, 0, 2);
    items[1] = item_of(1, 2, 2);
    items[2] = item_of(2, 4, 2);
    stage_open(stage_defaults(), 3, 240);
    for (size_t i = 0; i < 3; i++) {
        jobs[i] = job_of(S7_JOB_WRITE, &items[i], 1);
        stage.client->last_reference = i == 2 ? 0 : 0xFFFF; /* once around */
        submit(&jobs[i]);
        assert_int_equal(sent_reference(), i + 1);
    }
}

static void a_large_item_is_cut_and_the_slices_go_in_order(void **state)
{
    uint8_t packet[STAGE_PDU] = {0};
    (void)state;
    item = item_of(0, 0, 500); /* 212 octets fit into a write of 240 */
    job = job_of(S7_JOB_WRITE, &item, 1);
    for (size_t i = 0; i < 500; i++)
        lent[0][i] = (uint8_t)(i * 3 + i / 256);
    stage_open(stage_defaults(), 1, 240);
    submit(&job);
    for (uint32_t at = 0; at < 500;) {
        size_t size = stage_sent(packet, sizeof packet);
        uint32_t part = 500 - at < 212 ? 500 - at : 212;
        assert_int_equal(size, STAGE_FRAME + 28 + part);
        assert_int_equal(packet[STAGE_FRAME + 16] << 8 | packet[STAGE_FRAME + 17],
                         part); /* octets of the item */
        assert_int_equal(packet[STAGE_FRAME + 22] << 8 | packet[STAGE_FRAME + 23], at * 8);
        assert_memory_equal(packet + STAGE_FRAME + 28, lent[0] + at, part);
        assert_false(job.finished);
        say_written((uint16_t)(packet[REFERENCE_AT] << 8 | packet[REFERENCE_AT + 1]));
        at += part;
    }
    assert_true(job.finished);
    assert_int_equal(job.fault.error, S7_OK);
    assert_int_equal(job.pdu_count, 3);
}

static void a_refused_job_sends_no_further_part_and_lets_the_next_go(void **state)
{
    (void)state;
    item = item_of(0, 0, 500);
    items[1] = item_of(1, 0, 2);
    job = job_of(S7_JOB_WRITE, &item, 1);
    jobs[1] = job_of(S7_JOB_WRITE, &items[1], 1);
    stage_open(stage_defaults(), 1, 240);
    submit(&job);
    submit(&jobs[1]);
    say_refused(sent_reference());
    assert_true(job.finished);
    assert_int_equal(job.fault.error, S7_ERR_ACCESS_PUT_GET);
    assert_int_equal(job.pdu_count, 1);
    say_written(sent_reference());
    assert_true(jobs[1].finished);
    assert_int_equal(jobs[1].fault.error, S7_OK);
}

/* What happened first is what is told: the job's own deadline, not that of others, and then everybody's. */
static void the_earliest_deadline_ends_the_connection_and_every_job(void **state)
{
    (void)state;
    items[0] = item_of(0, 0, 2);
    items[1] = item_of(1, 2, 500);
    items[2] = item_of(2, 4, 2);
    stage_open(stage_defaults(), 2, 240);
    for (size_t i = 0; i < 3; i++)
        jobs[i] = job_of(S7_JOB_WRITE, &items[i], 1);
    jobs[1].timeout = S7_SECOND; /* sent in part: in flight and in the queue */
    for (size_t i = 0; i < 3; i++)
        submit(&jobs[i]);
    assert_int_equal(stage.session->ops->deadline(stage.session->self), stage_start + S7_SECOND);
    stage.now = stage_start + S7_SECOND - 1;
    stage_tick();
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
    stage.now++;
    stage_tick();
    stage_failed(S7_ERR_S7_REQUEST_TIMEOUT);
    assert_int_equal(done_count, 3); /* each once */
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(jobs[i].fault.error, S7_ERR_S7_REQUEST_TIMEOUT);
        assert_int_equal(jobs[i].fault.phase, S7_PHASE_REQUEST);
        assert_int_equal(jobs[i].fault.elapsed_ms, 1000);
        assert_int_equal(items[i].error, S7_ERR_S7_REQUEST_TIMEOUT);
        assert_int_equal(jobs[i].in_flight, 0);
    }
    assert_int_equal(s7_client_jobs(stage.client), 0);
}

/* The deadline of a job that is finished is nobody's: the tick finds the next one. */
static void a_deadline_that_was_met_ends_nothing(void **state)
{
    (void)state;
    items[0] = item_of(0, 0, 2);
    items[1] = item_of(1, 2, 2);
    jobs[0] = job_of(S7_JOB_WRITE, &items[0], 1);
    jobs[1] = job_of(S7_JOB_WRITE, &items[1], 1);
    jobs[0].timeout = S7_SECOND;
    stage_open(stage_defaults(), 2, 240);
    submit(&jobs[0]);
    uint16_t reference = sent_reference();
    submit(&jobs[1]);
    stage.now += 250 * S7_MILLISECOND;
    say_written(reference);
    assert_int_equal(jobs[0].fault.elapsed_ms, 250);
    assert_int_equal(jobs[0].submitted_at, stage_start);
    stage.now = stage_start + S7_SECOND;
    stage_tick();
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
    assert_int_equal(stage.session->ops->deadline(stage.session->self), stage_start + 2 * S7_SECOND);
}

static void a_deadline_that_passes_while_connecting_names_the_step(void **state)
{
    uint8_t cr[64];
    (void)state;
    item = item_of(0, 0, 4);
    job = job_of(S7_JOB_READ, &item, 1);
    job.timeout = S7_SECOND;
    stage_make(stage_defaults());
    submit(&job);
    stage_tick();
    stage_sent(cr, sizeof cr);
    assert_int_equal(stage.session->ops->deadline(stage.session->self), stage_start + S7_SECOND);
    stage.now += S7_SECOND;
    stage_tick();
    stage_failed(S7_ERR_ISO_TIMEOUT);
    assert_true(job.finished && item.error == S7_ERR_ISO_TIMEOUT);
}

static struct s7_job again;

static void submit_again(struct s7_job *finished, s7_time now)
{
    note_done(finished, now);
    assert_int_equal(s7_client_submit(stage.client, &again, now), S7_OK);
}

static void done_may_submit_the_next_job(void **state)
{
    (void)state;
    items[0] = item_of(0, 0, 2);
    items[1] = item_of(1, 2, 2);
    job = job_of(S7_JOB_WRITE, &items[0], 1);
    again = job_of(S7_JOB_WRITE, &items[1], 1);
    job.done = submit_again;
    stage_open(stage_defaults(), 1, 240);
    submit(&job);
    say_written(sent_reference());
    say_written(sent_reference());
    assert_int_equal(done_count, 2);
    assert_ptr_equal(done[1], &again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(a_read_is_asked_for_as_octets),
        STAGE(a_write_carries_its_values),
        STAGE(what_cannot_be_taken_stays_as_it_was),
        STAGE(a_job_waits_until_the_connection_is_open),
        STAGE(no_more_are_in_flight_than_granted),
        STAGE(references_skip_0_and_those_in_flight),
        STAGE(a_large_item_is_cut_and_the_slices_go_in_order),
        STAGE(a_refused_job_sends_no_further_part_and_lets_the_next_go),
        STAGE(the_earliest_deadline_ends_the_connection_and_every_job),
        STAGE(a_deadline_that_was_met_ends_nothing),
        STAGE(a_deadline_that_passes_while_connecting_names_the_step),
        STAGE(done_may_submit_the_next_job),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
