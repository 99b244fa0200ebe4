/* SPDX-License-Identifier: MIT
 *
 * What bad partners, networks and clocks do to jobs: the right STATUS and words, and recovery; nothing stale is
 * delivered as new, nothing is written twice.
 *
 * Every PUT sends a number that no other PUT sent, and every value of the partner's that a GET may deliver is known.
 */
#include "unit/exchange/scene.h"

#include "block/transfer.h"

enum { PUT, GET, JOBS };

static const s7_time cycle = 100 * S7_MILLISECOND;

/* What a PUT sends and what a GET may find, both counted up all the time. */
static uint32_t sent, shown, seen;

static void put_number(uint8_t *at, uint32_t number)
{
    for (size_t i = 0; i < 4; i++)
        at[i] = (uint8_t)(number >> (24 - 8 * i));
}

static uint32_t number_at(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/** A request that arrives: the partner's value changes, so that no two answers are the same. */
static void show_next(void *user, s7_time now)
{
    struct scene *scene = user;
    note_request(user, now);
    put_number(scene->partner.db + 100, ++shown);
}

static void begin(struct scene *scene)
{
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, cycle);
    add_job(connection, S7_PLANT_GET, cycle);
    scene->partner.requested = show_next;
    sent = shown = seen = 0;
    start_copy(scene);
}

/** Lets time pass in small steps; the program counts up what it sends, and looks at what it gets. */
static void live(struct scene *scene, s7_time span)
{
    for (s7_time end = scene->now + span; scene->now < end;) {
        uint32_t written = number_at(scene->partner.db);
        put_number(scene->memory.octets, ++sent);
        run_for(scene, s7_time_earlier(10 * S7_MILLISECOND, end - scene->now));
        uint32_t got = number_at(scene->memory.octets + 100);
        assert_true(got >= seen && got <= shown); /* never back to an older value */
        seen = got;
        assert_true(number_at(scene->partner.db) >= written); /* never an older one written again */
    }
}

static void check_failing(const struct scene *scene, uint16_t status, int error)
{
    for (size_t i = 0; i < JOBS; i++) {
        struct s7_exchange_report report = report_of(scene, i);
        assert_true(report.failing);
        assert_int_equal(report.status, status);
        assert_int_equal(report.fault.error, error);
        assert_true(strlen(s7_block_status_text(report.status)) > 10);
        assert_true(strlen(s7_error_text(report.fault.error)) > 5);
    }
}

/** Within the pauses that a job and its connection may make, both jobs go on, with values of now. */
static void check_recovery(struct scene *scene)
{
    uint64_t before[JOBS];
    uint32_t sent_before, shown_before;
    live(scene, 20 * S7_SECOND);
    sent_before = sent;
    shown_before = shown;
    for (size_t i = 0; i < JOBS; i++)
        before[i] = report_of(scene, i).completions;
    live(scene, S7_SECOND);
    for (size_t i = 0; i < JOBS; i++) {
        struct s7_exchange_report report = report_of(scene, i);
        assert_false(report.failing);
        assert_int_equal(report.completions, before[i] + 10);
    }
    assert_true(number_at(scene->partner.db) > sent_before);
    assert_true(seen > shown_before);
    assert_int_equal(seen, number_at(report_of(scene, GET).value));
}

static uint64_t finished(const struct scene *scene, size_t index)
{
    struct s7_exchange_report report = report_of(scene, index);
    return report.completions + report.errors;
}

static void a_partner_that_accepts_and_closes(void **state)
{
    struct scene *scene = *state;
    scene->partner.closes = true;
    begin(scene);
    live(scene, 30 * S7_SECOND);
    check_failing(scene, 1, S7_ERR_ISO_CLOSED);
    assert_int_equal(report_of(scene, PUT).connection_fault.error, S7_ERR_ISO_CLOSED);
    assert_true(scene->partner.attempt_count < 12); /* it is not asked more often than an absent one */
    assert_int_equal(scene->partner.reads + scene->partner.writes, 0);
    scene->partner.closes = false;
    check_recovery(scene);
}

/* An answer that comes after the timeout serves nobody: its connection is gone. */
static void a_partner_that_answers_too_late(void **state)
{
    struct scene *scene = *state;
    begin(scene);
    live(scene, S7_SECOND);
    uint64_t good = report_of(scene, GET).completions;
    uint32_t last = seen;
    scene->partner.answers_after = 2 * S7_SECOND + S7_MILLISECOND;
    live(scene, 30 * S7_SECOND);
    check_failing(scene, 1, S7_ERR_S7_REQUEST_TIMEOUT);
    assert_int_equal(report_of(scene, GET).completions, good);
    assert_int_equal(seen, last);
    assert_true(scene->partner.writes <= finished(scene, PUT) + 1);
    scene->partner.answers_after = 0;
    check_recovery(scene);
}

static void a_slow_partner_in_time_is_no_error(void **state)
{
    struct scene *scene = *state;
    begin(scene);
    scene->partner.answers_after = 900 * S7_MILLISECOND; /* both jobs, one after the other */
    live(scene, 20 * S7_SECOND);
    for (size_t i = 0; i < JOBS; i++) {
        assert_int_equal(report_of(scene, i).errors, 0);
        assert_true(report_of(scene, i).completions >= 10);
    }
    assert_int_equal(scene->partner.connects, 1);
}

/* ---- wrong answers ------------------------------------------------------------------------------------------------ */

static size_t cut_short(uint8_t *pdu, size_t size)
{
    (void)pdu;
    return size - 1;
}

static size_t wrong_reference(uint8_t *pdu, size_t size)
{
    pdu[5] ^= 0x55;
    return size;
}

static size_t other_function(uint8_t *pdu, size_t size)
{
    pdu[12] ^= 1;
    return size;
}

static size_t two_items(uint8_t *pdu, size_t size)
{
    pdu[13] = 2;
    return size;
}

static size_t no_s7(uint8_t *pdu, size_t size)
{
    pdu[0] = 0x72;
    return size;
}

static size_t a_request(uint8_t *pdu, size_t size)
{
    pdu[1] = 1;
    return size;
}

static size_t too_much(uint8_t *pdu, size_t size)
{
    pdu[9]++;
    pdu[size] = 0;
    return size + 1;
}

static void a_partner_that_answers_wrongly(void **state)
{
    static size_t (*const spoils[])(uint8_t * pdu, size_t size) = {
        cut_short, wrong_reference, other_function, two_items, no_s7, a_request, too_much};
    struct scene *scene = *state;
    begin(scene);
    live(scene, S7_SECOND);
    for (size_t i = 0; i < sizeof spoils / sizeof spoils[0]; i++) {
        uint32_t last = seen;
        uint64_t good = report_of(scene, GET).completions;
        scene->partner.spoil = spoils[i];
        live(scene, 10 * S7_SECOND);
        struct s7_exchange_report report = report_of(scene, GET);
        assert_true(report.failing);
        assert_int_equal(report.status, 1);
        assert_int_equal(report.completions, good);
        assert_int_equal(seen, last);
        assert_true(report.fault.error <= -300 && report.fault.error > -400); /* seen at layer S7 */
        scene->partner.spoil = NULL;
        check_recovery(scene);
    }
}

/* A piece of memory that a refused GET must not touch: it keeps what the last good one brought. */
static void a_partner_that_refuses(void **state)
{
    static const struct {
        uint16_t header;
        uint8_t item;
        uint16_t status;
        int error;
    } refusals[] = {{0x8104, 0xFF, 2, S7_ERR_ACCESS_PUT_GET}, {0x8500, 0xFF, 2, S7_ERR_S7_PDU_LENGTH},
                    {0, 0x0A, 8, S7_ERR_DATA_MISSING},        {0, 0x05, 8, S7_ERR_DATA_ADDRESS},
                    {0, 0x03, 8, S7_ERR_ACCESS_ITEM},         {0, 0x06, 8, S7_ERR_DATA_TYPE},
                    {0, 0x07, 8, S7_ERR_DATA_INCONSISTENT},   {0, 0x01, 8, S7_ERR_DATA_HARDWARE}};
    struct scene *scene = *state;
    begin(scene);
    live(scene, S7_SECOND);
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        scene->partner.header_error = refusals[i].header;
        scene->partner.item_code = refusals[i].item;
        uint32_t last = seen;
        live(scene, 3 * S7_SECOND);
        check_failing(scene, refusals[i].status, refusals[i].error);
        assert_int_equal(seen, last);
        scene->partner.header_error = 0;
        scene->partner.item_code = 0xFF;
        check_recovery(scene);
    }
    assert_int_equal(scene->partner.connects, 1);
}

/* ---- the partner changes ------------------------------------------------------------------------------------------ */

static void a_partner_with_another_pdu_length_after_it_came_back(void **state)
{
    static const uint16_t lengths[] = {112, 480, 240, 120};
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    struct s7_plant_job *get = add_job(connection, S7_PLANT_GET, cycle);
    get->remote[0] = test_octets(100, 0, 1000);
    get->local[0] = test_octets(10, 0, 1000);
    start_copy(scene);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        memset(scene->partner.db, (int)i + 1, 1000);
        scene->partner.pdu_length = lengths[i];
        partner_break(&scene->partner);
        run_for(scene, 20 * S7_SECOND);
        scene->partner.reads = 0;
        run_for(scene, S7_SECOND);
        struct s7_exchange_report report = report_of(scene, 0);
        assert_int_equal(report.pdu_length, lengths[i]);
        assert_false(report.failing);
        unsigned slice = lengths[i] - 18U; /* header 14, item 4 */
        assert_int_equal(scene->partner.reads, 10 * ((1000 + slice - 1) / slice));
        assert_memory_equal(scene->memory.octets, scene->partner.db, 1000);
    }
}

static void a_partner_that_grants_more_or_less_at_once_after_it_came_back(void **state)
{
    static const uint16_t granted[] = {3, 1, 2};
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    for (int i = 0; i < 5; i++)
        add_job(connection, S7_PLANT_GET, cycle);
    scene->partner.answers_after = 5 * S7_MILLISECOND;
    start_copy(scene);
    for (size_t i = 0; i < sizeof granted / sizeof granted[0]; i++) {
        scene->partner.amq = granted[i];
        partner_break(&scene->partner);
        run_for(scene, 20 * S7_SECOND);
        scene->partner.held_most = 0;
        run_for(scene, S7_SECOND);
        assert_int_equal(scene->partner.held_most, granted[i]); /* STATUS 20 never comes: they wait for room */
        for (size_t j = 0; j < 5; j++)
            assert_false(report_of(scene, j).failing);
    }
}

/* ---- our own end -------------------------------------------------------------------------------------------------- */

static void a_machine_without_sockets(void **state)
{
    struct scene *scene = *state;
    scene->partner.network = PARTNER_NO_SOCKET;
    begin(scene);
    live(scene, 10 * S7_SECOND);
    check_failing(scene, 1, S7_ERR_LOCAL_OFFLINE);
    assert_int_equal(report_of(scene, PUT).connection_fault.error, S7_ERR_LOCAL_SYSTEM); /* the reason */
    scene->partner.network = PARTNER_REACHABLE;
    check_recovery(scene);
}

static void a_clock_that_jumps_ahead(void **state)
{
    struct scene *scene = *state;
    begin(scene);
    live(scene, S7_SECOND);
    scene->partner.holds = true;
    live(scene, cycle);
    uint64_t cycles = report_of(scene, PUT).due;
    unsigned writes = scene->partner.writes;
    scene->now += 3 * 3600 * S7_SECOND; /* the machine was suspended, or its clock was set */
    settle(scene);
    struct s7_exchange_report report = report_of(scene, PUT);
    assert_int_equal(report.fault.error, S7_ERR_S7_REQUEST_TIMEOUT);
    scene->partner.holds = false;
    live(scene, cycle);
    assert_true(scene->partner.writes <= writes + 2); /* what was missed is not made up for */
    check_recovery(scene);
    report = report_of(scene, PUT);
    assert_true(report.due > cycles + 3 * 3600 * 10);
    assert_true(report.skipped > 3 * 3600 * 10 - 10);
    assert_int_equal(report.completions + report.errors + report.skipped + report.running, report.due);
}

static void a_clock_that_is_set_back_and_ahead_at_random(void **state)
{
    struct scene *scene = *state;
    struct s7_chance chance = {.state = 11};
    scene->now += 1000 * 3600 * S7_SECOND;
    begin(scene);
    for (int i = 0; i < 200; i++) {
        live(scene, (s7_time)(1 + s7_chance_below(&chance, 300)) * S7_MILLISECOND);
        s7_time step = (s7_time)s7_chance_below(&chance, 4 * 3600) * S7_SECOND;
        scene->now += s7_chance_below(&chance, 2) ? step : -step;
        s7_exchange_tick(scene->exchange, scene->now);
        rearm(scene);
    }
    check_recovery(scene);
    assert_true(scene->partner.writes <= finished(scene, PUT) + 1);
}

int main(void)
{
#define SCENE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SCENE(a_partner_that_accepts_and_closes),
        SCENE(a_partner_that_answers_too_late),
        SCENE(a_slow_partner_in_time_is_no_error),
        SCENE(a_partner_that_answers_wrongly),
        SCENE(a_partner_that_refuses),
        SCENE(a_partner_with_another_pdu_length_after_it_came_back),
        SCENE(a_partner_that_grants_more_or_less_at_once_after_it_came_back),
        SCENE(a_machine_without_sockets),
        SCENE(a_clock_that_jumps_ahead),
        SCENE(a_clock_that_is_set_back_and_ahead_at_random),
    };
#undef SCENE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
