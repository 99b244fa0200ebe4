/* SPDX-License-Identifier: MIT */
#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "wire/describe.h"

static char text[200000];

static const char *line(const uint8_t *octets, size_t size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_describe_pdu(&buf, octets, size);
    assert_false(buf.truncated);
    return text;
}

static void test_known_lines(void **state)
{
    (void)state;
    const uint8_t refused[] = {0x32, 2, 0, 0, 0, 0x0B, 0, 0, 0, 0, 0x87, 0x03};
    const uint8_t accepted[] = {0x32, 2, 0, 0, 0, 0x0B, 0, 0, 0, 0, 0, 0};
    const uint8_t mode[] = {0x32, 7, 0, 0, 0, 0, 0, 8, 0, 0, 1, 0, 0x10, 0x10, 0, 0, 2, 0};
    const uint8_t no_mode[] = {0x32, 7, 0, 0, 0, 0, 0, 8, 0, 0, 1, 0, 0x10, 0x10, 0, 0, 0x55, 0};
    const uint8_t head[] = {0x32, 7, 0, 0, 0, 0, 0, 2, 0, 0, 9, 9};
    const uint8_t no_parameter[] = {0x32, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0x5A};
    assert_string_equal(line(refused, sizeof refused), "Ack #000b refused: access to object refused (87 03)");
    assert_string_equal(line(accepted, sizeof accepted), "Ack #000b accepted");
    assert_string_equal(line(mode, sizeof mode), "Userdata #0000 Mode transition push: RUN");
    assert_string_equal(line(no_mode, sizeof no_mode), "Userdata #0000 Mode transition push: mode 55");
    assert_string_equal(line(head, sizeof head), "Userdata #0000 with a head of its own: parameter 09 09");
    assert_string_equal(line(no_parameter, sizeof no_parameter), "Job #0000 without parameter: data 5a");
    assert_string_equal(line(mode, 3), "malformed: the header is truncated: 3 octets instead of 10");
}

static void test_random_messages_have_a_line(void **state)
{
    (void)state;
    static struct arena arena;
    static struct s7_message message;
    static uint8_t octets[MESSAGE_SIZE_MAX];
    struct s7_chance chance = cases_begin("describe line");
    for (unsigned long i = 0; i < cases_count() / 10; i++) {
        random_message(&chance, &arena, &message);
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_message_encode(&writer, &message);
        const char *described = line(octets, s7_writer_size(&writer));
        assert_null(strstr(described, "malformed"));
        assert_null(strchr(described, '\n'));
        assert_null(strstr(described, "(null)"));
    }
}

static const char *head(const uint8_t *octets, size_t size)
{
    static char words[1000];
    struct s7_strbuf buf = s7_strbuf_over(words, sizeof words);
    s7_describe_pdu_head(&buf, octets, size);
    assert_false(buf.truncated);
    return words;
}

static void test_known_heads(void **state)
{
    (void)state;
    const uint8_t read[] = {0x32, 1,  0,    0, 0, 1, 0, 14, 0,    0, 4, 1,
                            0x12, 10, 0x10, 2, 0, 1, 0, 1,  0x84, 0, 0, 0};
    const uint8_t refused[] = {0x32, 2, 0, 0, 0, 0x0B, 0, 0, 0, 0, 0x87, 0x03};
    const uint8_t mode[] = {0x32, 7, 0, 0, 0, 0, 0, 8, 0, 0, 1, 0, 0x10, 0x10, 0, 0, 2, 0};
    const uint8_t unknown[] = {0x32, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0x5B, 0x5A};
    const uint8_t szl[] = {0x32, 7,    0,    0, 0, 2,    0, 8, 0, 8, 0,    1, 0x12,
                           4,    0x11, 0x44, 1, 0, 0xFF, 9, 0, 4, 0, 0x11, 0, 0};
    assert_string_equal(head(read, sizeof read), "Job #0001 Read Var");
    assert_string_equal(head(refused, sizeof refused), "Ack #000b refused: access to object refused (87 03)");
    assert_string_equal(head(mode, sizeof mode), "Userdata #0000 Mode transition push: RUN");
    assert_string_equal(head(unknown, sizeof unknown), "Job #0000 function 5B");
    assert_string_equal(head(szl, sizeof szl), "Userdata #0002 Read SZL request, sequence 0");
    assert_string_equal(head(mode, 3), "malformed: the header is truncated: 3 octets instead of 10");
}

/* The line says the same and goes on. */
static void test_a_line_begins_with_its_head(void **state)
{
    (void)state;
    static struct arena arena;
    static struct s7_message message;
    static uint8_t octets[MESSAGE_SIZE_MAX];
    struct s7_chance chance = cases_begin("describe head");
    for (unsigned long i = 0; i < cases_count() / 10; i++) {
        random_message(&chance, &arena, &message);
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_message_encode(&writer, &message);
        const char *begins = head(octets, s7_writer_size(&writer));
        if (message.header.error == 0)
            assert_memory_equal(line(octets, s7_writer_size(&writer)), begins, strlen(begins));
        assert_null(strstr(begins, "(null)"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_heads),
        cmocka_unit_test(test_a_line_begins_with_its_head),
        cmocka_unit_test(test_known_lines),
        cmocka_unit_test(test_random_messages_have_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
