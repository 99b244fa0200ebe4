/* SPDX-License-Identifier: MIT */
#include "wire/pi_service.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

/* ALL#59, ALL#63: parameter parts */
static const uint8_t modu[] = {0x28, 0, 0, 0, 0, 0, 0, 0xFD, 0, 2, 'E', 'P', 5, '_', 'M', 'O', 'D', 'U'};
static const uint8_t cold[] = {0x28, 0, 0,   0,   0,   0,   0,   0xFD, 0,   2,   'C',
                               ' ',  9, 'P', '_', 'P', 'R', 'O', 'G',  'R', 'A', 'M'};

static struct s7_octets name_of(const char *text)
{
    return (struct s7_octets){(const uint8_t *)text, strlen(text)};
}

static void test_captured_services(void **state)
{
    (void)state;
    struct s7_pi_service service;
    assert_int_equal(s7_pi_service_decode((struct s7_octets){modu, sizeof modu}, &service), S7_OK);
    assert_int_equal(service.unknown[6], 0xFD);
    assert_true(s7_pi_name_is(service.name, "_MODU"));
    assert_true(s7_pi_name_is(service.argument, "EP"));
    assert_int_equal(s7_pi_service_kind(service.argument), S7_PI_START_OTHER);
    assert_int_equal(s7_pi_service_decode((struct s7_octets){cold, sizeof cold}, &service), S7_OK);
    assert_true(s7_pi_name_is(service.name, S7_PI_P_PROGRAM));
    assert_int_equal(s7_pi_service_kind(service.argument), S7_PI_START_COLD);
}

static void assert_encodes(const struct s7_pi_service *service, const uint8_t *expected, size_t size)
{
    uint8_t octets[64];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_pi_service_encode(&writer, service);
    assert_false(writer.bad);
    assert_int_equal(s7_writer_size(&writer), size);
    assert_memory_equal(octets, expected, size);
}

static void test_starts_are_the_captured_ones(void **state)
{
    (void)state;
    /* TIAHW#136 */
    const uint8_t warm[] = {0x28, 0, 0, 0, 0, 0, 0, 0xFD, 0, 0, 9, 'P', '_', 'P', 'R', 'O', 'G', 'R', 'A', 'M'};
    struct s7_pi_service service = s7_pi_service_start(false);
    assert_int_equal(s7_pi_service_kind(service.argument), S7_PI_START_WARM);
    assert_encodes(&service, warm, sizeof warm);
    service = s7_pi_service_start(true);
    assert_encodes(&service, cold, sizeof cold);
}

static void test_every_truncation(void **state)
{
    (void)state;
    uint8_t octets[sizeof cold + 1] = {0};
    memcpy(octets, cold, sizeof cold);
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_pi_service service = {.name = {NULL, 77}};
        bool fits = size == sizeof cold;
        assert_int_equal(s7_pi_service_decode((struct s7_octets){octets, size}, &service),
                         fits ? S7_OK : S7_ERR_S7_MALFORMED);
        assert_int_equal(service.name.size, fits ? 9 : 77);
    }
    octets[0] = 0x29;
    struct s7_pi_service service;
    assert_int_equal(s7_pi_service_decode((struct s7_octets){octets, sizeof cold}, &service),
                     S7_ERR_S7_MALFORMED);
}

static void test_what_is_too_long(void **state)
{
    (void)state;
    static uint8_t octets[70000], out[80000];
    struct s7_pi_service service = {.name = {octets, 256}};
    struct s7_writer writer = s7_writer_over(out, sizeof out);
    s7_pi_service_encode(&writer, &service);
    assert_true(writer.bad);
    service = (struct s7_pi_service){.argument = {octets, 65536}};
    writer = s7_writer_over(out, sizeof out);
    s7_pi_service_encode(&writer, &service);
    assert_true(writer.bad);
}

static void test_guard_classes(void **state)
{
    (void)state;
    assert_int_equal(s7_pi_service_guard(name_of("P_PROGRAM")), S7_GUARD_CONTROL);
    assert_int_equal(s7_pi_service_guard(name_of("_INSE")), S7_GUARD_PROGRAM);
    assert_int_equal(s7_pi_service_guard(name_of("_INS2")), S7_GUARD_PROGRAM);
    assert_int_equal(s7_pi_service_guard(name_of("_DELE")), S7_GUARD_PROGRAM);
    assert_int_equal(s7_pi_service_guard(name_of("_MODU")), S7_GUARD_PROGRAM);
    assert_int_equal(s7_pi_service_guard(name_of("_GARB")), S7_GUARD_PROGRAM);
    assert_int_equal(s7_pi_service_guard(name_of("_N_LOGIN_")), S7_GUARD_NC);
    assert_int_equal(s7_pi_service_guard(name_of("_N_")), S7_GUARD_NC);
    assert_int_equal(s7_pi_service_guard(name_of("_N")), S7_GUARD_CONTROL);
    assert_int_equal(s7_pi_service_guard(name_of("_INSE2")), S7_GUARD_CONTROL);
    assert_int_equal(s7_pi_service_guard(name_of("")), S7_GUARD_CONTROL);
    assert_true(s7_pi_service_secret(name_of("_N_LOGIN_")));
    assert_true(s7_pi_service_secret(name_of("_N_NEWPWD")));
    assert_false(s7_pi_service_secret(name_of("_N_LOGOUT")));
    assert_false(s7_pi_service_secret(name_of("P_PROGRAM")));
    assert_false(s7_pi_service_secret(name_of("_X")));
    assert_string_equal(s7_pi_service_text(name_of("_GARB")), "compress the memory");
    assert_null(s7_pi_service_text(name_of("_gar")));
    assert_null(s7_pi_service_text((struct s7_octets){NULL, 0}));
}

static void test_random_services_come_back(void **state)
{
    (void)state;
    static struct arena arena;
    struct s7_chance chance = cases_begin("PI service");
    for (unsigned long i = 0; i < cases_count(); i++) {
        arena.used = 0;
        struct s7_pi_service service = random_pi_service(&chance, &arena), again;
        uint8_t octets[128];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_pi_service_encode(&writer, &service);
        assert_false(writer.bad);
        assert_int_equal(s7_pi_service_decode((struct s7_octets){octets, s7_writer_size(&writer)}, &again),
                         S7_OK);
        assert_memory_equal(service.unknown, again.unknown, S7_PI_UNKNOWN_SIZE);
        assert_true(octets_equal(service.argument, again.argument) && octets_equal(service.name, again.name));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_services), cmocka_unit_test(test_starts_are_the_captured_ones),
        cmocka_unit_test(test_every_truncation),  cmocka_unit_test(test_what_is_too_long),
        cmocka_unit_test(test_guard_classes),     cmocka_unit_test(test_random_services_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
