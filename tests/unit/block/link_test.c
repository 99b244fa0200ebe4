/* SPDX-License-Identifier: MIT */
#include "block/link.h"

#include "unit/block/program.h"

enum { JOB_OCTETS = 20 };

static const struct s7_block_area one_area = {
    .remote = {.area = S7_AREA_DB, .db = 100, .first_bit = 0, .bit_count = JOB_OCTETS * 8},
    .local = {.area = S7_AREA_DB, .db = 10, .first_bit = 0, .bit_count = JOB_OCTETS * 8}};

static struct s7_get_outputs call_get(struct program *program, struct s7_get *get, bool req)
{
    struct s7_block_inputs inputs = {.req = req, .id = program->link, .area_count = 1, .areas = {one_area}};
    struct s7_get_outputs outputs;
    s7_get_call(get, &inputs, program->now, &outputs);
    return outputs;
}

/** Lets time pass in scans of 10 ms. */
static void run_for(struct program *program, s7_time span)
{
    for (s7_time end = program->now + span; program->now < end; program->now += 10 * S7_MILLISECOND)
        scan(program);
}

/* ---- making ------------------------------------------------------------------------------------------------ */

static void defaults_are_those_of_the_header(void **state)
{
    struct s7_block_link_config config;
    (void)state;
    memset(&config, 0xEE, sizeof config);
    s7_block_link_config_default(&config);
    assert_int_equal(config.port, 102);
    assert_int_equal(config.connection_class, 3);
    assert_int_equal(config.rack, 0);
    assert_int_equal(config.slot, 1);
    assert_int_equal(config.pdu_length, 960);
    assert_int_equal(config.amq, 8);
    assert_int_equal(config.connect_timeout, 4 * S7_SECOND);
    assert_int_equal(config.timeout, 2 * S7_SECOND);
    assert_int_equal(config.backoff_first, 250 * S7_MILLISECOND);
    assert_int_equal(config.backoff_most, 10 * S7_SECOND);
    assert_int_equal(config.area_most, 4);
    assert_false(config.split_long);
    assert_int_equal(config.get_most + config.put_most, 0);
}

static void check_refused(const struct s7_block_link_config *config)
{
    struct s7_block_link *link = NULL;
    max_align_t memory[4096];
    assert_int_equal(s7_block_link_size(config), 0);
    assert_int_equal(s7_block_link_new(config, &link), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_block_link_init(memory, sizeof memory, config, &link), S7_ERR_LOCAL_ARGUMENT);
    assert_null(link);
}

static void what_is_out_of_range_is_refused(void **state)
{
    struct program *program = program_new();
    const struct s7_block_link_config good = program->config;
    char long_name[300];
    (void)state;
    memset(long_name, 'x', sizeof long_name);
    long_name[256] = '\0';
#define REFUSED(member, value)                                                                                 \
    do {                                                                                                       \
        struct s7_block_link_config wrong = good;                                                              \
        wrong.member = (value);                                                                                \
        check_refused(&wrong);                                                                                 \
    } while (0)
    REFUSED(host, NULL);
    REFUSED(host, "");
    REFUSED(host, long_name);
    REFUSED(connection_class, 0);
    REFUSED(rack, 8);
    REFUSED(slot, 32);
    REFUSED(local_tsap, "no tsap");
    REFUSED(remote_tsap, "1");
    REFUSED(pdu_length, 63);
    REFUSED(amq, 0);
    REFUSED(connect_timeout, 0);
    REFUSED(timeout, 0);
    REFUSED(backoff_first, 0);
    REFUSED(backoff_most, good.backoff_first - 1);
    REFUSED(area_most, S7_BLOCK_AREAS + 1);
    REFUSED(memory.read, NULL);
    REFUSED(memory.write, NULL);
    REFUSED(memory.lock, NULL); /* unlocking what is never locked */
    REFUSED(memory.unlock, NULL);
    REFUSED(dialer, NULL);
#undef REFUSED
    long_name[255] = '\0';
    program->config.host = long_name;
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
    program_end(program);
}

static void the_callers_memory_suffices(void **state)
{
    struct program *program = program_new();
    size_t size = s7_block_link_size(&program->config);
    uint8_t *memory = malloc(size + 1);
    (void)state;
    assert_int_equal(s7_block_link_init(NULL, size, &program->config, &program->link), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_block_link_init(memory + 1, size, &program->config, &program->link),
                     S7_ERR_LOCAL_ARGUMENT);
    assert_null(program->link);
    program->config.memory.lock = program->config.memory.unlock = NULL;
    assert_int_equal(s7_block_link_init(memory, size - 1, &program->config, &program->link),
                     S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_block_link_init(memory, size, &program->config, &program->link), S7_OK);
    scan(program);
    assert_true(s7_block_link_report(program->link).connected);
    struct s7_get *get;
    assert_int_equal(s7_get_new(JOB_OCTETS, &get), S7_OK);
    call_get(program, get, true);
    pump(program);
    assert_true(call_get(program, get, true).ndr); /* without locks as well */
    program->memory.unlocked_accesses = 0;
    s7_get_free(get);
    s7_block_link_close(program->link, program->now);
    pump(program);
    program->link = NULL;
    free(memory);
    program_end(program);
}

/* ---- the connection kept ------------------------------------------------------------------------------------ */

static void nothing_is_dialled_before_the_first_call(void **state)
{
    struct program *program = program_new();
    (void)state;
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
    pump(program);
    assert_int_equal(program->partner.attempt_count, 0);
    assert_false(s7_block_link_report(program->link).dialling);
    s7_block_link_call(program->link, program->now);
    struct s7_block_link_report report = s7_block_link_report(program->link);
    assert_true(report.dialling && !report.connected);
    s7_block_link_call(program->link, program->now); /* once is enough */
    assert_int_equal(program->partner.attempt_count, 1);
    pump(program);
    report = s7_block_link_report(program->link);
    assert_true(report.connected && !report.dialling);
    assert_int_equal(report.opened, 1);
    assert_int_equal(report.failed, 0);
    assert_int_equal(report.pdu_length, 240);
    assert_int_equal(report.amq, 1);
    assert_int_equal(report.redial_at, S7_TIME_NEVER);
    program_end(program);
}

static void a_refused_link_comes_back_with_growing_pauses(void **state)
{
    struct program *program = program_new();
    (void)state;
    program->config.seed = 7;
    program->partner.network = PARTNER_REFUSING;
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
    run_for(program, 60 * S7_SECOND);
    struct s7_block_link_report report = s7_block_link_report(program->link);
    assert_int_equal(report.fault.error, S7_ERR_TCP_REFUSED);
    assert_int_equal(report.failed, program->partner.attempt_count);
    assert_in_range(program->partner.attempt_count, 9, 14);
    s7_time grid = 10 * S7_MILLISECOND, pause = 250 * S7_MILLISECOND;
    for (size_t i = 1; i < program->partner.attempt_count; i++) {
        s7_time waited = program->partner.attempts[i] - program->partner.attempts[i - 1];
        assert_true(waited >= pause * 3 / 4 && waited <= pause * 5 / 4 + grid);
        pause = s7_time_earlier(pause * 2, 10 * S7_SECOND);
    }
    program->partner.network = PARTNER_REACHABLE;
    run_for(program, 13 * S7_SECOND);
    report = s7_block_link_report(program->link);
    assert_true(report.connected);
    assert_int_equal(report.opened, 1);
    program_end(program);
}

/** Pause before the next attempt, when the connection is lost now. */
static s7_time pause_after_a_loss(struct program *program)
{
    size_t before = program->partner.attempt_count;
    partner_break(&program->partner);
    pump(program);
    s7_time lost_at = program->now;
    while (program->partner.attempt_count == before) {
        program->now += 10 * S7_MILLISECOND;
        scan(program);
    }
    scan(program);
    return program->now - lost_at;
}

static void only_an_answer_proves_the_connection(void **state)
{
    struct program *program = *state;
    struct s7_get *get;
    assert_int_equal(s7_get_new(JOB_OCTETS, &get), S7_OK);
    for (int i = 0; i < 4; i++)
        pause_after_a_loss(program); /* opened each time, and no answer to anything */
    assert_true(pause_after_a_loss(program) >= 3 * S7_SECOND);
    program->partner.header_error = 0x8104; /* a refusal is an answer */
    call_get(program, get, true);
    pump(program);
    assert_int_equal(call_get(program, get, false).status, 2);
    assert_true(pause_after_a_loss(program) <= 330 * S7_MILLISECOND);
    assert_int_equal(s7_block_link_report(program->link).opened, 7);
    assert_int_equal(s7_block_link_report(program->link).failed, 6);
    s7_get_free(get);
}

static void stations_do_not_come_back_together(void **state)
{
    s7_time next[2];
    (void)state;
    for (uint64_t seed = 0; seed < 2; seed++) {
        struct program *program = program_new();
        program->config.seed = seed;
        program->partner.network = PARTNER_REFUSING;
        assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
        scan(program);
        next[seed] = s7_block_link_report(program->link).redial_at;
        program_end(program);
    }
    assert_int_not_equal(next[0], next[1]);
}

static void an_attempt_that_cannot_begin_is_told(void **state)
{
    struct program *program = program_new();
    struct s7_get *get;
    (void)state;
    assert_int_equal(s7_get_new(JOB_OCTETS, &get), S7_OK);
    program->partner.network = PARTNER_NO_SOCKET;
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
    scan(program);
    struct s7_block_link_report report = s7_block_link_report(program->link);
    assert_int_equal(report.fault.error, S7_ERR_LOCAL_SYSTEM);
    assert_true(report.redial_at > program->now && report.redial_at < S7_TIME_NEVER);
    struct s7_get_outputs outputs = call_get(program, get, true);
    assert_true(outputs.error);
    assert_int_equal(outputs.status, 1);
    assert_int_equal(outputs.fault.error, S7_ERR_LOCAL_SYSTEM);
    program->partner.network = PARTNER_REACHABLE;
    run_for(program, S7_SECOND);
    assert_true(s7_block_link_report(program->link).connected);
    assert_int_equal(s7_block_link_report(program->link).fault.error, S7_OK);
    s7_get_free(get);
    program_end(program);
}

/* ---- shared by instances -------------------------------------------------------------------------------------- */

static void instances_share_what_the_partner_granted(void **state)
{
    struct program *program = program_new();
    struct s7_get *gets[3];
    (void)state;
    program->partner.amq = 2;
    program->partner.holds = true;
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
    scan(program);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(s7_get_new(JOB_OCTETS, &gets[i]), S7_OK);
        struct s7_get_outputs outputs = call_get(program, gets[i], true);
        assert_int_equal(outputs.busy, i < 2);
        assert_int_equal(outputs.status, i < 2 ? 25 : 20);
    }
    assert_int_equal(s7_block_link_report(program->link).job_count, 2);
    pump(program);
    partner_release(&program->partner);
    pump(program);
    assert_true(call_get(program, gets[0], false).ndr);
    assert_true(call_get(program, gets[1], false).ndr);
    call_get(program, gets[2], false);
    call_get(program, gets[2], true);
    pump(program);
    assert_true(call_get(program, gets[2], false).ndr);
    for (size_t i = 0; i < 3; i++)
        s7_get_free(gets[i]);
    program_end(program);
}

/* ---- ending --------------------------------------------------------------------------------------------------- */

static void a_link_that_is_closed_stays_closed(void **state)
{
    struct program *program = *state;
    struct s7_get *get;
    assert_int_equal(s7_get_new(JOB_OCTETS, &get), S7_OK);
    program->partner.holds = true;
    call_get(program, get, true);
    pump(program);
    s7_block_link_close(program->link, program->now);
    assert_false(s7_block_link_idle(program->link));
    struct s7_get_outputs outputs = call_get(program, get, true);
    assert_true(outputs.error);
    assert_int_equal(outputs.status, 1);
    assert_int_equal(outputs.fault.error, S7_ERR_LOCAL_CLOSED);
    pump(program);
    assert_true(s7_block_link_idle(program->link));
    assert_int_equal(program->partner.ends, 1); /* in order */
    run_for(program, 30 * S7_SECOND);
    assert_int_equal(program->partner.attempt_count, 1);
    assert_int_equal(s7_block_link_report(program->link).failed, 0);
    assert_int_equal(s7_block_link_report(program->link).redial_at, S7_TIME_NEVER);
    s7_get_free(get);
}

static void a_link_that_is_closed_while_dialling_ends_too(void **state)
{
    (void)state;
    for (int refused = 0; refused < 2; refused++) {
        struct program *program = program_new();
        assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
        program->partner.network = refused ? PARTNER_REFUSING : PARTNER_REACHABLE;
        s7_block_link_call(program->link, program->now);
        s7_block_link_close(program->link, program->now);
        assert_false(s7_block_link_idle(program->link));
        pump(program);
        assert_true(s7_block_link_idle(program->link));
        assert_int_equal(s7_block_link_report(program->link).opened, 0);
        run_for(program, S7_SECOND);
        assert_int_equal(program->partner.attempt_count, 1);
        program_end(program);
    }
}

enum { LONG = 224 }; /* octets: more than one PDU of 240 carries */

/** What a GET, or a PUT, of so many octets in so many areas ends with on a link with these limits. */
static uint16_t status_of(const struct s7_block_link_config *limits, bool is_put, uint32_t octets, size_t areas)
{
    struct program *program = program_new();
    struct s7_get *get;
    struct s7_put *put;
    struct s7_get_outputs got;
    struct s7_put_outputs sent;
    program->config.area_most = limits->area_most;
    program->config.get_most = limits->get_most;
    program->config.put_most = limits->put_most;
    program->config.split_long = limits->split_long;
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
    scan(program);
    struct s7_block_inputs inputs = {.req = true, .id = program->link, .area_count = areas};
    for (size_t i = 0; i < areas; i++)
        inputs.areas[i] = (struct s7_block_area){.remote = test_octets(100, 0, octets / (uint32_t)areas),
                                                 .local = test_octets(10, 0, octets / (uint32_t)areas)};
    assert_int_equal(s7_get_new(octets, &get), S7_OK);
    assert_int_equal(s7_put_new(octets, &put), S7_OK);
    for (int call = 0; call < 2; call++) {
        if (is_put)
            s7_put_call(put, &inputs, program->now, &sent);
        else
            s7_get_call(get, &inputs, program->now, &got);
        pump(program);
    }
    s7_get_free(get);
    s7_put_free(put);
    program_end(program);
    return is_put ? sent.status : got.status;
}

static void calls_keep_the_limits_of_their_link(void **state)
{
    static const struct {
        struct s7_block_link_config limits;
        bool is_put;
        uint32_t octets;
        size_t areas;
        uint16_t status;
    } rows[] = {
        {{.area_most = 4, .get_most = 160}, false, 160, 1, 0},
        {{.area_most = 4, .get_most = 160}, false, 162, 1, 4},
        {{.area_most = 4, .get_most = 160}, true, 162, 1, 0},
        {{.area_most = 4, .put_most = 160}, true, 160, 1, 0},
        {{.area_most = 4, .put_most = 160}, true, 162, 1, 4},
        {{.area_most = 4, .put_most = 160}, false, 162, 1, 0},
        {{.area_most = 4}, false, LONG, 1, 4},
        {{.area_most = 4, .split_long = true}, false, LONG, 1, 0},
        {{.area_most = 4}, false, 40, 2, 0},
        {{.area_most = 1}, false, 40, 2, 4},
        {{.area_most = 0}, true, 20, 1, 27},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(status_of(&rows[i].limits, rows[i].is_put, rows[i].octets, rows[i].areas),
                         rows[i].status);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_those_of_the_header),
        cmocka_unit_test(what_is_out_of_range_is_refused),
        cmocka_unit_test(the_callers_memory_suffices),
        cmocka_unit_test(nothing_is_dialled_before_the_first_call),
        cmocka_unit_test(a_refused_link_comes_back_with_growing_pauses),
        PROGRAM(only_an_answer_proves_the_connection),
        cmocka_unit_test(stations_do_not_come_back_together),
        cmocka_unit_test(an_attempt_that_cannot_begin_is_told),
        cmocka_unit_test(instances_share_what_the_partner_granted),
        PROGRAM(a_link_that_is_closed_stays_closed),
        cmocka_unit_test(a_link_that_is_closed_while_dialling_ends_too),
        cmocka_unit_test(calls_keep_the_limits_of_their_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
