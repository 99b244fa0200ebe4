/* SPDX-License-Identifier: MIT */
#include "doctor/addresses.h"

#include "unit/doctor/bed.h"

#include "doctor/line.h"

static char tried[S7_DIAGNOSIS_TEXT];
static struct s7_strbuf text;

/* The partner and so many addresses more; none of them answers yet. */
static void start(size_t aliases)
{
    bed_open(S7_CHECK_TCP);
    text = s7_strbuf_over(tried, sizeof tried);
    bed.world.aliases = aliases;
    bed.examination.address_count = aliases + 1;
    snprintf(bed.examination.addresses[0].text, sizeof bed.examination.addresses[0].text, WORLD_PARTNER);
    for (size_t i = 0; i < aliases; i++) {
        snprintf(bed.examination.addresses[i + 1].text, sizeof bed.examination.addresses[0].text, "10.2.0.%u",
                 6 + (unsigned)i);
        bed.world.alias[i] = world_probe(ETIMEDOUT, 60 * S7_SECOND);
    }
}

static void test_text(void **state)
{
    static const struct s7_doctor_address to = {WORLD_PARTNER};
    const struct s7_probe probes[] = {world_probe(0, 3 * S7_MILLISECOND),
                                      world_probe(ECONNREFUSED, 3 * S7_MILLISECOND),
                                      world_icmp(EHOSTUNREACH, 3, 13, WORLD_ROUTER, S7_MILLISECOND)};
    static const char *const texts[] = {
        WORLD_PARTNER " port 102: connected in 3 ms", WORLD_PARTNER " port 102: Connection refused after 3 ms",
        WORLD_PARTNER " port 102: ICMP type 3 code 13 from " WORLD_ROUTER " after 1 ms"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        text = s7_strbuf_over(tried, sizeof tried);
        s7_addresses_text(&text, &to, 102, &probes[i]);
        assert_string_equal(tried, texts[i]);
    }
}

static void test_the_first_that_answers(void **state)
{
    (void)state;
    start(3);
    bed.world.alias[1] = world_probe(0, S7_MILLISECOND);
    snprintf(bed.world.alias_route.gateway, sizeof bed.world.alias_route.gateway, "10.1.0.7");
    assert_true(s7_addresses_try_others(&bed.examination, &text));
    assert_string_equal(bed.diagnosis.seen.address.text, "10.2.0.7");
    assert_string_equal(bed.diagnosis.seen.probe.gateway, "10.1.0.7"); /* its own route */
    assert_int_equal(bed.diagnosis.seen.probe.sys_errno, 0);
    assert_int_equal(bed.diagnosis.budget.connections, 2); /* the last was not needed */
    assert_string_equal(tried, "; 10.2.0.6 port 102: Connection timed out after 800 ms; "
                               "10.2.0.7 port 102: connected in 1 ms");
    s7_line_close(&bed.examination, &bed.examination.line);
    assert_int_equal(bed.world.open, 0);
}

static void test_none_answers(void **state)
{
    (void)state;
    start(3);
    s7_time began = bed.world.now;
    assert_false(s7_addresses_try_others(&bed.examination, &text));
    assert_string_equal(bed.diagnosis.seen.address.text, WORLD_PARTNER);
    assert_int_equal(bed.diagnosis.budget.connections, 3);
    assert_true(bed.world.now - began <= 3 * S7_SECOND);
    start(0);
    assert_false(s7_addresses_try_others(&bed.examination, &text));
    assert_int_equal(bed.world.attempts, 0);
    start(2);
    bed.examination.address_used = 1; /* there is no way to the ones before */
    assert_false(s7_addresses_try_others(&bed.examination, &text));
    assert_int_equal(bed.world.attempts, 1);
}

static void run_second(const char *host, struct s7_probe ending)
{
    start(1);
    bed.world.alias[0] = ending;
    bed.config.second_host = host;
    s7_addresses_try_second(&bed.examination);
    assert_int_equal(bed.world.open, 0);
    assert_int_equal(bed.diagnosis.budget.connections, bed.world.attempts);
}

static void test_second(void **state)
{
    (void)state;
    run_second("10.2.0.6", world_probe(0, S7_MILLISECOND));
    assert_sign(S7_SIGN_SECOND_ADDRESS_WORKS);
    assert_string_equal(bed_step()->evidence, "10.2.0.6 port 102: connected in 1 ms");
    assert_int_equal(bed.diagnosis.budget.most_open, 1);
    run_second("10.2.0.6", world_probe(ECONNREFUSED, S7_MILLISECOND));
    assert_sign(S7_SIGN_SECOND_ADDRESS_FAILS);
    run_second(NULL, world_probe(0, 0));
    assert_int_equal(bed.world.attempts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text),
                                       cmocka_unit_test(test_the_first_that_answers),
                                       cmocka_unit_test(test_none_answers), cmocka_unit_test(test_second)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
