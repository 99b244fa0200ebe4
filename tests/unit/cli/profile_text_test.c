/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cli/profile_text.h"

static char text[128];

static struct s7_strbuf fresh(void)
{
    return s7_strbuf_over(text, sizeof text);
}

static const char *figure_as(enum s7_figure_form form, uint32_t value)
{
    const struct s7_figure_row row = {.form = form};
    struct s7_strbuf buf = fresh();
    s7_profile_write_figure(&buf, &row, value);
    return text;
}

static void a_figure_is_written_by_its_form(void **state)
{
    (void)state;
    assert_string_equal(figure_as(S7_FIGURE_NUMBER, 1), "1");
    assert_string_equal(figure_as(S7_FIGURE_NUMBER, 4294967295u), "4294967295");
    assert_string_equal(figure_as(S7_FIGURE_OCTETS, 240), "240 octets");
    assert_string_equal(figure_as(S7_FIGURE_OCTETS, 0), "0");
    assert_string_equal(figure_as(S7_FIGURE_FLAG, 0), "no");
    assert_string_equal(figure_as(S7_FIGURE_FLAG, 1), "yes");
    assert_string_equal(figure_as(S7_FIGURE_HEX, 5), "0x05");
    assert_string_equal(figure_as(S7_FIGURE_HEX, 0xAB), "0xAB");
    assert_string_equal(figure_as(S7_FIGURE_CODE, 5), "0x0005");
    assert_string_equal(figure_as(S7_FIGURE_CODE, 0xD401), "0xD401");
    assert_string_equal(figure_as(S7_FIGURE_SZL_STYLE, 2), "close");
    assert_string_equal(figure_as(S7_FIGURE_CC_ORDER, 2), "C0-C2-C1");
    assert_string_equal(figure_as(S7_FIGURE_REFUSAL, 0), "fin");
    assert_string_equal(figure_as(S7_FIGURE_REFUSAL, 3), "silent");
}

static void resources_name_the_classes_that_have_some(void **state)
{
    (void)state;
    struct s7_profile profile = {.resources_total = {.value = 30}};
    struct s7_strbuf buf = fresh();
    s7_profile_write_resources(&buf, &profile);
    assert_string_equal(text, "30");
    profile.reserved_op.value = 12;
    buf = fresh();
    s7_profile_write_resources(&buf, &profile);
    assert_string_equal(text, "30, kept: 12 OP");
    profile.reserved_pg.value = 4;
    profile.reserved_basic.value = 8;
    buf = fresh();
    s7_profile_write_resources(&buf, &profile);
    assert_string_equal(text, "30, kept: 4 PG, 12 OP, 8 basic");
}

static const char *put_get_of(uint32_t has_switch, uint32_t permitted, uint32_t firmware)
{
    const struct s7_profile profile = {.put_get_switch = {.value = has_switch},
                                       .put_get_default = {.value = permitted},
                                       .put_get_firmware = {.value = firmware}};
    struct s7_strbuf buf = fresh();
    s7_profile_write_put_get(&buf, &profile);
    return text;
}

static void put_get_as_shipped(void **state)
{
    (void)state;
    assert_string_equal(put_get_of(0, 1, 0), "always");
    assert_string_equal(put_get_of(1, 1, 0), "permitted");
    assert_string_equal(put_get_of(1, 0, 0), "blocked");
    assert_string_equal(put_get_of(1, 0, 4), "blocked, from V4 on");
}

static const char *device_of(const char *name, const char *firmware)
{
    const struct s7_profile profile = {.module_name = {.value = name}, .firmware = {.value = firmware}};
    struct s7_strbuf buf = fresh();
    s7_profile_write_device(&buf, &profile);
    return text;
}

static void devices_and_jobs(void **state)
{
    (void)state;
    assert_string_equal(device_of("CPU 1511-1 PN", "V2.9"), "CPU 1511-1 PN V2.9");
    assert_string_equal(device_of("CPU SR20", ""), "CPU SR20");
    assert_string_equal(device_of(NULL, NULL), "-");
    assert_string_equal(device_of("", "V1"), "- V1");
    const struct s7_profile profile = {.amq_calling = {.value = 1}, .amq_called = {.value = 2}};
    struct s7_strbuf buf = fresh();
    s7_profile_write_amq(&buf, &profile);
    assert_string_equal(text, "1/2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_figure_is_written_by_its_form),
        cmocka_unit_test(resources_name_the_classes_that_have_some),
        cmocka_unit_test(put_get_as_shipped),
        cmocka_unit_test(devices_and_jobs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
