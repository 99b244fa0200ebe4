/* SPDX-License-Identifier: MIT
 *
 * The desk listens on loopback; what stands in the CPUs is written by the test, no job is ever run.
 */
#include "check.h"

#include <string.h>

#include "cli/run_compare.h"
#include "must.h"
#include "net_uv/clock.h"
#include "played.h"

enum { PUT_JOB, GET_JOB, TWO_AREAS, MISSING, BEYOND, JOBS };

static const char text[] =
    PLAYED_CPUS PLAYED_CONNECTION PLAYED_PUT("P#DB10.DBX0.0 BYTE 20", "P#DB100.DBX0.0 BYTE 20")
        PLAYED_GET("P#DB100.DBX20.0 BYTE 10", "P#DB10.DBX20.0 BYTE 10") PLAYED_PUT(
            "P#DB10.DBX40.0 BYTE 2, P#DB10.DBX50.0 BYTE 4", "P#DB100.DBX40.0 BYTE 2, P#DB100.DBX50.0 BYTE 4")
            PLAYED_GET("P#DB101.DBX0.0 BYTE 4", "P#DB10.DBX60.0 BYTE 4")
                PLAYED_GET("P#DB100.DBX58.0 BYTE 4", "P#DB10.DBX70.0 BYTE 4");

static struct {
    struct s7_plant *plant;
    struct s7_desk desk;
    struct s7_exchange *exchange;
    struct s7_comparison *comparison;
    uv_loop_t loop;
    struct s7_uv *uv;
    bool refuse_writes, starting;
    unsigned done;
} scene;

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    (void)user;
    return s7_desk_memory(s7_desk_find(&scene.desk, cpu));
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    (void)user;
    *ret_endpoint = s7_desk_find(&scene.desk, cpu)->endpoint;
}

static bool may_write(void *user, const struct s7_plant_connection *connection)
{
    (void)user;
    (void)connection;
    return !scene.refuse_writes;
}

static void done(void *user)
{
    must(user == &scene && !scene.starting);
    scene.done++;
}

static void set_up(bool refuse_writes)
{
    struct s7_exchange_config config;
    struct s7_fault fault;
    memset(&scene, 0, sizeof scene);
    scene.refuse_writes = refuse_writes;
    scene.plant = played_plant(text);
    must(uv_loop_init(&scene.loop) == 0 && s7_uv_new(&scene.loop, NULL, &scene.uv) == S7_OK);
    const char *what;
    const struct s7_desk_cpu *place;
    must(s7_desk_init(&scene.desk, scene.plant, NULL, &what) == S7_OK);
    must(s7_desk_listen(&scene.desk, scene.uv, &fault, &place) == S7_OK);
    s7_exchange_config_default(&config);
    config.plant = scene.plant;
    config.dialer = s7_uv_dialer(scene.uv);
    config.memory = memory_of;
    config.endpoint = endpoint_of;
    config.may_write = may_write;
    must(s7_exchange_new(&config, &scene.exchange) == S7_OK);
    must(s7_comparison_new(scene.exchange, &scene.desk, done, &scene, &scene.comparison) == S7_OK);
}

static void set_octet(size_t cpu, uint16_t db, uint32_t at, uint8_t value)
{
    const struct s7_range range = {.area = S7_AREA_DB, .db = db, .first_bit = at * 8, .bit_count = 8};
    must(s7_cpu_write(scene.desk.cpus[cpu]->cpu, &range, &value) == S7_OK);
}

static void start(struct s7_dialer *dialer)
{
    scene.starting = true;
    s7_comparison_start(scene.comparison, dialer, s7_uv_now());
    scene.starting = false;
}

static void read_both(void)
{
    start(s7_uv_dialer(scene.uv));
    while (!s7_comparison_finished(scene.comparison))
        must(uv_run(&scene.loop, UV_RUN_ONCE));
}

static struct s7_comparison_result result_of(size_t job)
{
    return s7_comparison_result(scene.comparison, job);
}

static void tear_down(void)
{
    s7_desk_close(&scene.desk, s7_uv_now());
    s7_uv_stop(scene.uv, NULL, NULL);
    must(uv_run(&scene.loop, UV_RUN_DEFAULT) == 0);
    must(uv_loop_close(&scene.loop) == 0);
    s7_comparison_free(scene.comparison);
    s7_exchange_free(scene.exchange);
    s7_desk_free(&scene.desk);
    s7_plant_free(scene.plant);
}

static void both_memories_are_read_and_compared(void **state)
{
    (void)state;
    set_up(false);
    for (size_t cpu = 0; cpu < 2; cpu++)
        for (uint32_t i = 0; i < 20; i++)
            set_octet(cpu, cpu ? 100 : 10, i, (uint8_t)(i + 1));
    for (size_t i = 0; i < JOBS; i++)
        assert_int_equal(result_of(i).outcome, S7_COMPARISON_NONE); /* not started */
    assert_false(s7_comparison_finished(scene.comparison));
    read_both();
    assert_int_equal(scene.done, 1);
    for (size_t i = PUT_JOB; i <= TWO_AREAS; i++)
        assert_int_equal(result_of(i).outcome, S7_COMPARISON_EQUAL);
    /* over fresh connections: one each */
    for (size_t cpu = 0; cpu < 2; cpu++)
        assert_int_equal(s7_server_counters(s7_cpu_server(scene.desk.cpus[cpu]->cpu))->admitted, 1);
    tear_down();
}

static void the_first_difference_is_told_with_both_octets(void **state)
{
    (void)state;
    set_up(false);
    set_octet(0, 10, 19, 0xA1);
    set_octet(1, 100, 19, 0xB1);
    set_octet(0, 10, 23, 0xA2);
    set_octet(0, 10, 25, 0xA3);
    set_octet(1, 100, 51, 0xB4);
    read_both();
    struct s7_comparison_result put = result_of(PUT_JOB), get = result_of(GET_JOB), two = result_of(TWO_AREAS);
    assert_int_equal(put.outcome, S7_COMPARISON_DIFFERENT);
    assert_int_equal(put.area, 0);
    assert_int_equal(put.octet, 19);
    assert_int_equal(put.source, 0xA1); /* a PUT sends what is in PRESS */
    assert_int_equal(put.destination, 0xB1);
    assert_int_equal(get.outcome, S7_COMPARISON_DIFFERENT);
    assert_int_equal(get.octet, 3);
    assert_int_equal(get.source, 0); /* a GET fetches what is in OVEN */
    assert_int_equal(get.destination, 0xA2);
    assert_int_equal(two.outcome, S7_COMPARISON_DIFFERENT);
    assert_int_equal(two.area, 1);
    assert_int_equal(two.octet, 1);
    assert_int_equal(two.source, 0);
    assert_int_equal(two.destination, 0xB4);
    tear_down();
}

/* OVEN has no DB 101, and its DB 100 ends with octet 59: each is told with its own code.  Such an area is not read,
 * which is not "equal", and keeps no other from being compared. */
static void what_is_not_handed_out_is_not_read(void **state)
{
    (void)state;
    set_up(false);
    read_both();
    struct s7_comparison_result result = result_of(MISSING);
    assert_int_equal(result.outcome, S7_COMPARISON_NOT_READ);
    assert_ptr_equal(result.cpu, scene.desk.cpus[1]);
    assert_int_equal(result.range->db, 101);
    assert_int_equal(result.fault.error, S7_ERR_DATA_MISSING);
    assert_int_equal(result.fault.item_code, 0x0A);
    result = result_of(BEYOND);
    assert_int_equal(result.outcome, S7_COMPARISON_NOT_READ);
    assert_int_equal(result.range->first_bit, 58 * 8);
    assert_int_equal(result.fault.error, S7_ERR_DATA_ADDRESS);
    assert_int_equal(result.fault.item_code, 0x05);
    assert_int_equal(result_of(GET_JOB).outcome, S7_COMPARISON_EQUAL);
    tear_down();
}

static void a_cpu_that_permits_nothing_is_read_nowhere(void **state)
{
    (void)state;
    set_up(false);
    s7_cpu_permit_put_get(scene.desk.cpus[0]->cpu, false);
    read_both();
    for (size_t i = 0; i < JOBS; i++) {
        struct s7_comparison_result result = result_of(i);
        assert_int_equal(result.outcome, S7_COMPARISON_NOT_READ);
        if (i >= MISSING) /* the source, in OVEN, is looked at first */
            continue;
        assert_ptr_equal(result.cpu, scene.desk.cpus[0]);
        assert_int_equal(result.range->db, 10);
        assert_int_equal(result.fault.error, S7_ERR_ACCESS_PUT_GET);
    }
    tear_down();
}

static void a_job_that_was_not_run_is_not_compared(void **state)
{
    (void)state;
    set_up(true);
    read_both();
    assert_int_equal(result_of(PUT_JOB).outcome, S7_COMPARISON_NONE);
    assert_int_equal(result_of(TWO_AREAS).outcome, S7_COMPARISON_NONE);
    assert_int_equal(result_of(GET_JOB).outcome, S7_COMPARISON_EQUAL);
    tear_down();
}

static int dial_nowhere(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                        s7_time timeout)
{
    (void)dialer;
    (void)to;
    (void)session;
    (void)timeout;
    return S7_ERR_LOCAL_MEMORY;
}

static void what_cannot_be_dialled_is_not_read(void **state)
{
    (void)state;
    struct s7_dialer nowhere = {.dial = dial_nowhere};
    set_up(false);
    start(&nowhere);
    assert_true(s7_comparison_finished(scene.comparison));
    assert_int_equal(scene.done, 0); /* it would have been from within the start */
    assert_int_equal(result_of(PUT_JOB).outcome, S7_COMPARISON_NOT_READ);
    assert_ptr_equal(result_of(PUT_JOB).cpu, scene.desk.cpus[0]);
    assert_int_equal(result_of(PUT_JOB).fault.error, S7_ERR_LOCAL_MEMORY);
    tear_down();
}

static void closing_ends_what_is_connected(void **state)
{
    (void)state;
    set_up(false);
    start(s7_uv_dialer(scene.uv));
    while (s7_cpu_usage(scene.desk.cpus[0]->cpu).used ==
           0) /* PRESS has confirmed, the setup is still to come */
        must(uv_run(&scene.loop, UV_RUN_ONCE));
    s7_comparison_close(scene.comparison, s7_uv_now());
    while (!s7_comparison_finished(scene.comparison))
        must(uv_run(&scene.loop, UV_RUN_ONCE));
    assert_int_equal(scene.done, 1);
    assert_int_equal(result_of(PUT_JOB).outcome, S7_COMPARISON_NOT_READ);
    assert_ptr_equal(result_of(PUT_JOB).cpu, scene.desk.cpus[0]);
    assert_int_equal(result_of(PUT_JOB).fault.error, S7_ERR_LOCAL_CLOSED);
    tear_down();
    s7_comparison_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_memories_are_read_and_compared),
        cmocka_unit_test(the_first_difference_is_told_with_both_octets),
        cmocka_unit_test(what_is_not_handed_out_is_not_read),
        cmocka_unit_test(a_cpu_that_permits_nothing_is_read_nowhere),
        cmocka_unit_test(a_job_that_was_not_run_is_not_compared),
        cmocka_unit_test(what_cannot_be_dialled_is_not_read),
        cmocka_unit_test(closing_ends_what_is_connected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
