/* SPDX-License-Identifier: MIT
 *
 * What a request meets: late, lost, spoilt or refused.
 */
#include "unit/cpu/fault_scene.h"

#define READ_FOUR READ_DB("01", "04")

static void is_answered(struct scene *scene)
{
    peer_expect_parts(&scene->peer, 3, 0, "0401", FOUR);
}

static s7_time deadline(const struct scene *scene)
{
    return scene->peer.session->ops->deadline(scene->peer.session->self);
}

/* Time passes; then everything that is to be sent is taken. */
static void pass_until(struct scene *scene, s7_time now)
{
    scene->peer.now = now;
    scene->peer.session->ops->tick(scene->peer.session->self, now);
    peer_listen(&scene->peer);
}

static void put_and_get_are_blocked(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_PUT_GET_BLOCKED);
    peer_request(&scene->peer, 1, READ_FOUR, "");
    peer_expect_refusal(&scene->peer, 0x8104);
    peer_request(&scene->peer, 1, WRITE_DB("01"), "00040020 a1a2a3a4");
    peer_expect_refusal(&scene->peer, 0x8104);
    cpu_holds(scene->cpu, "P#DB1.DBX0.0 BYTE 4", "11223344");
    assert_int_equal(state_of(scene, 0).shown, 2);
    peer_request(&scene->peer, 1, "9901", ""); /* no such function: does not count */
    assert_int_equal(state_of(scene, 0).seen, 2);
}

static void a_request_gets_no_answer(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_SILENT, .after = 1, .times = 2);
    reads(scene, READ_FOUR, FOUR);
    for (unsigned i = 0; i < 2; i++) {
        peer_request(&scene->peer, 1, WRITE_DB("01"), "00040020 a1a2a3a4");
        assert_int_equal(scene->peer.answer_size, 0);
        assert_true(peer_want(&scene->peer) & S7_WANT_READ); /* it goes on listening */
    }
    reads(scene, READ_FOUR, FOUR); /* and nothing was written */
}

/* Setup is answered: it is the connection's, not a request of it. */
static void setup_is_no_request_that_counts(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_SILENT);
    peer_close(&scene->peer);
    peer_connect(&scene->peer, scene->cpu);
    assert_int_equal(state_of(scene, 0).seen, 0);
    peer_request(&scene->peer, 1, READ_FOUR, "");
    assert_int_equal(scene->peer.answer_size, 0);
}

static void the_connection_ends_instead(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_DROP, .times = 1);
    peer_request(&scene->peer, 1, WRITE_DB("01"), "00040020 a1a2a3a4");
    assert_int_equal(scene->peer.answer_size, 0);
    assert_int_equal(peer_want(&scene->peer), S7_WANT_FIN);
    peer_close(&scene->peer);
    cpu_holds(scene->cpu, "P#DB1.DBX0.0 BYTE 4", "11223344");
    peer_connect(&scene->peer, scene->cpu);
    SET(scene, .kind = S7_CPU_FAULT_RESET, .times = 1);
    peer_request(&scene->peer, 1, READ_FOUR, "");
    assert_int_equal(scene->peer.answer_size, 0);
    assert_int_equal(peer_want(&scene->peer), S7_WANT_RST);
    peer_close(&scene->peer);
    peer_connect(&scene->peer, scene->cpu);
    reads(scene, READ_FOUR, FOUR);
}

static void an_answer_is_cut_short(void **state)
{
    static const uint8_t whole[] = {0x03, 0x00, 0x00, 0x1d, 0x02, 0xf0, 0x80, 0x32, 0x03, 0x00,
                                    0x00, 0x12, 0x34, 0x00, 0x02, 0x00, 0x08, 0x00, 0x00, 0x04,
                                    0x01, 0xff, 0x04, 0x00, 0x20, 0x11, 0x22, 0x33, 0x44};
    struct scene *scene = *state;
    for (uint32_t size = 0; size <= 23; size++) {
        size_t kept = size < 22 ? size : 22;
        SET(scene, .kind = S7_CPU_FAULT_TRUNCATE, .size = size);
        peer_request(&scene->peer, 1, READ_FOUR, "");
        assert_int_equal(scene->peer.answer_size, 7 + kept);
        assert_int_equal(scene->peer.answer[3], 7 + kept); /* the packet is whole */
        assert_memory_equal(scene->peer.answer + 4, whole + 4, 3 + kept);
    }
}

static void an_answer_has_the_reference_of_the_question_before(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_WRONG_REFERENCE, .times = 1);
    peer_request(&scene->peer, 1, READ_FOUR, ""); /* 1234 */
    peer_expect(&scene->peer, "0300001d 02f080 3203 0000 1233 0002 0008 0000 0401" FOUR);
    peer_request(&scene->peer, 1, READ_FOUR, "");
    is_answered(scene);
}

static void a_request_is_served_late(void **state)
{
    struct scene *scene = *state;
    s7_time asked = scene->peer.now;
    SET(scene, .kind = S7_CPU_FAULT_DELAY, .time = 5 * S7_SECOND, .times = 1);
    peer_request(&scene->peer, 1, READ_FOUR, "");
    assert_int_equal(scene->peer.answer_size, 0);
    assert_int_equal(deadline(scene), asked + 5 * S7_SECOND);
    cpu_put(scene->cpu, "P#DB1.DBX0.0 BYTE 4", "a1a2a3a4"); /* it is served later, not only answered later */
    pass_until(scene, asked + 5 * S7_SECOND - 1);
    assert_int_equal(scene->peer.answer_size, 0);
    pass_until(scene, asked + 5 * S7_SECOND);
    peer_expect_parts(&scene->peer, 3, 0, "0401", "ff040020 a1a2a3a4");
    assert_int_equal(deadline(scene), S7_TIME_NEVER);
    reads(scene, READ_FOUR, "ff040020 a1a2a3a4");
}

/* Each waits for its own time; where there is no place to wait it is served at once. */
static void several_requests_wait(void **state)
{
    struct scene *scene = *state;
    s7_time start = scene->peer.now;
    SET(scene, .kind = S7_CPU_FAULT_DELAY, .time = S7_SECOND);
    for (unsigned i = 0; i < 3; i++) {
        scene->peer.now = start + (s7_time)i * S7_MILLISECOND;
        peer_request(&scene->peer, 1, READ_FOUR, "");
        assert_int_equal(scene->peer.answer_size, 0);
    }
    peer_request(&scene->peer, 1, READ_FOUR, "");
    is_answered(scene);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(deadline(scene), start + S7_SECOND + (s7_time)i * S7_MILLISECOND);
        pass_until(scene, deadline(scene));
        is_answered(scene);
    }
    assert_int_equal(deadline(scene), S7_TIME_NEVER);
}

static void a_connection_ends_while_its_requests_wait(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_DELAY, .time = S7_SECOND, .times = 4);
    for (unsigned i = 0; i < 2; i++)
        peer_request(&scene->peer, 1, READ_FOUR, "");
    peer_close(&scene->peer);
    scene_connect(scene);
    for (unsigned i = 0; i < 2; i++) /* there is room again for those of another */
        peer_request(&scene->peer, 1, READ_FOUR, "");
    clears(scene, "f"); /* who waits goes on waiting */
    s7_time due = deadline(scene);
    assert_int_equal(due, scene->peer.now + S7_SECOND);
    pass_until(scene, due);
    assert_int_equal(scene->peer.answer_size, 2 * 29);
}

/* A fault that a late request meets is met when it is served. */
static void late_and_then_lost(void **state)
{
    struct scene *scene = *state;
    sets(scene, "late", (struct s7_cpu_fault){.kind = S7_CPU_FAULT_DELAY, .time = S7_SECOND});
    peer_request(&scene->peer, 1, READ_FOUR, "");
    peer_request(&scene->peer, 1, READ_FOUR, "");
    sets(scene, "end", (struct s7_cpu_fault){.kind = S7_CPU_FAULT_RESET});
    pass_until(scene, scene->peer.now + S7_SECOND);
    assert_int_equal(scene->peer.answer_size, 0);
    assert_int_equal(peer_want(&scene->peer), S7_WANT_RST);
    assert_int_equal(deadline(scene), S7_TIME_NEVER);
    assert_int_equal(state_of(scene, 1).shown, 1); /* the other one is void */
}

static int with_octet_faults(void **state)
{
    *state = scene_with(true);
    return 0;
}

static void octets_are_no_telegram(void **state)
{
    struct scene *scene = *state;
    reads(scene, READ_FOUR, FOUR);
    SET(scene, .kind = S7_CPU_FAULT_GARBAGE, .after = 1, .times = 1);
    reads(scene, READ_FOUR, FOUR);
    peer_request(&scene->peer, 1, READ_FOUR, "");
    assert_int_equal(scene->peer.answer_size, 29);
    assert_int_not_equal(scene->peer.answer[0], 3);
    reads(scene, READ_FOUR, FOUR);
    assert_int_equal(state_of(scene, 0).shown, 1);
}

static void octets_come_one_by_one(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_TRICKLE, .time = 60 * S7_SECOND, .times = 1);
    peer_request(&scene->peer, 1, READ_FOUR, "");
    for (unsigned i = 1; i < 29; i++) {
        assert_int_equal(scene->peer.answer_size, 1);
        assert_int_equal(deadline(scene), scene->peer.now + 60 * S7_SECOND);
        pass_until(scene, deadline(scene));
    }
    assert_int_equal(scene->peer.answer[0], 0x44);
    reads(scene, READ_FOUR, FOUR);
}

#define OCTETS(name) cmocka_unit_test_setup_teardown(name, with_octet_faults, scene_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(put_and_get_are_blocked),
        SCENE(a_request_gets_no_answer),
        SCENE(setup_is_no_request_that_counts),
        SCENE(the_connection_ends_instead),
        SCENE(an_answer_is_cut_short),
        SCENE(an_answer_has_the_reference_of_the_question_before),
        SCENE(a_request_is_served_late),
        SCENE(several_requests_wait),
        SCENE(a_connection_ends_while_its_requests_wait),
        SCENE(late_and_then_lost),
        OCTETS(octets_are_no_telegram),
        OCTETS(octets_come_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
