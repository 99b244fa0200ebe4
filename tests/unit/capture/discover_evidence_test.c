/* SPDX-License-Identifier: MIT */
#include "capture/discover_write.h"
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;

static void assert_text(const struct discovered *d, const char *expected)
{
    if (!strstr(d->text, expected))
        fail_msg("this is not in it:\n%s\n%s", expected, d->text);
}

static void functions_have_names(void **state)
{
    (void)state;
    static const struct {
        struct s7_function_key key;
        const char *name;
    } rows[] = {{{1, 0x04, 0, 0}, "Read Var"},
                {{1, 0xEE, 0, 0}, "function EE"},
                {{7, 0, 4, 1}, "Read SZL"},
                {{7, 0, 4, 0xEE}, "function 4.EE of Userdata"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char name[80];
        struct s7_strbuf buf = s7_strbuf_over(name, sizeof name);
        s7_discover_function_name(&buf, &rows[i].key);
        assert_string_equal(name, rows[i].name);
    }
}

static void what_has_no_key_is_told_above_the_connection(void **state)
{
    (void)state;
    struct discovered d;
    struct s7_talk *talk = talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "01.00", "01.02");
    struct s7_function_use *use = talks_use(talk, 1, 0x05, 0, 0, 7);
    use->refused = 2;
    use->unanswered = 1;
    talks_use(talk, 1, 0x1B, 0, 0, 3)->by_server = true;
    talks_access(talk, S7_MEANS_MODIFY_VARIABLE, "M0.0", 1, 0);
    talks_access(talk, S7_MEANS_WRITE_VAR, "MB5", 2, 0x03);
    talks_access(talk, S7_MEANS_WRITE_VAR, "MB6", 2, 0x03)->last_refusal = 0;
    struct s7_usage *pushed = talks_access(talk, S7_MEANS_READ_VAR, "MB8", 1, 0x0A);
    pushed->refused = 4; /* one question, an answer and three pushes */
    talk->errors[talk->error_count++] = (struct s7_error_use){.code = 0x8104, .key = {7, 0, 4, 1}, .count = 4};
    talk->errors[talk->error_count++] = (struct s7_error_use){.code = 3, .of_item = true, .count = 4};
    talk->opaque[S7_OPERATION_READ] = 5;
    talk->rest.accesses[S7_OPERATION_WRITE] = 1;
    talk->elsewhere[S7_OPERATION_READ] = 5;
    talk->elsewhere[S7_OPERATION_WRITE] = 2;
    talk->called_back = 1;
    talk->usages[talk->usage_count++] = (struct s7_usage){.means = S7_MEANS_WRITE_VAR,
                                                          .raw = true,
                                                          .range = {(enum s7_area)0x80, 0, 256 * 8, 2},
                                                          .transport_size = 2,
                                                          .requests = 3,
                                                          .served = 2,
                                                          .refused = 1};
    talk->anomalies[S7_ANOMALY_UNANSWERED] = 2;
    talk->anomalies[S7_ANOMALY_SPLIT] = 2;
    talk->losses.counts[S7_LOSS_GAP] = 99;
    discovered_plainly(&d, &talks);
    assert_text(&d, "  # Write Var: 7, refused 2, not answered 1\n");
    assert_text(&d, "  # Download Block: 3, asked by the served side\n");
    assert_text(&d, "  # written by modify variable: 1 value\n");
    assert_text(&d, "  # refused: P#M5.0 BYTE 1 by Write Var, 2 of 2 times, last 03 ");
    assert_text(&d, "  # refused: P#M6.0 BYTE 1 by Write Var, 2 of 2 times, the request as a whole\n");
    assert_text(&d, "  # refused: P#M8.0 BYTE 1 by Read Var, 4 of 4 times, last 0A ");
    assert_text(&d, "  # error 8104 of Read SZL, 4 times: ");
    assert_text(&d, "  # NOT THE WHOLE: read 5 times by symbols or other syntaxes without an address\n");
    assert_text(&d, "  # unusual: 2 × requests that were never answered\n");
    assert_text(&d, "  # the capture lacks something: 99 octets missing in the capture\n");
    assert_text(&d, "# NOT THE WHOLE: 8 accesses that a plant file cannot name");
    assert_int_equal(d.count.unnamed, 8);
    assert_text(&d, "NOT THE WHOLE: P#P256.0 BYTE 2 written by Write Var, 3 times, 2 of them served: ");
    assert_text(&d, "  # written 1 time by accesses that are not counted one by one\n");
    assert_text(&d, "    elsewhere: [reads, writes]\n");
    assert_text(&d, "over 1 connection that its partner opened");
    assert_null(strstr(d.text, "segments"));
    assert_null(strstr(d.text, "error 0003"));
    discovered_end(&d);
    talks_end(&talks);
}

static void long_lists_are_cut(void **state)
{
    (void)state;
    struct discovered d;
    struct s7_talk *talk = talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "01.00", "03.02");
    for (unsigned i = 0; i < 15; i++) {
        char tag[20];
        snprintf(tag, sizeof tag, "MB%u", i);
        talks_use(talk, 1, (uint8_t)(0x80 + i), 0, 0, 1);
        talks_access(talk, S7_MEANS_READ_VAR, tag, 1, 0x05);
    }
    discovered_plainly(&d, &talks);
    assert_text(&d, "  # function 8B: 1\n  # … and 3 more functions\n");
    assert_text(&d, "  # … and 3 more areas that were refused\n");
    discovered_end(&d);
    talks_end(&talks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_have_names),
        cmocka_unit_test(what_has_no_key_is_told_above_the_connection),
        cmocka_unit_test(long_lists_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
