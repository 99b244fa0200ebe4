/* SPDX-License-Identifier: MIT */
#include "report/sink.h"

#include "check.h"

#include <string.h>

#include "sieben/error.h"

static void a_text_takes_what_fits(void **state)
{
    char text[6];
    (void)state;
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_report_sink sink = s7_report_sink_strbuf(&buf);
    assert_int_equal(sink.write(sink.self, "abc", 3), S7_OK);
    assert_int_equal(sink.write(sink.self, "de", 2), S7_OK);
    assert_string_equal(text, "abcde");
    assert_int_equal(sink.write(sink.self, "f", 1), S7_ERR_LOCAL_LIMIT);
    assert_true(buf.truncated);
    assert_string_equal(text, "abcde");
    buf = s7_strbuf_over(text, sizeof text);
    assert_int_equal(sink.write(sink.self, "12345678", 8), S7_ERR_LOCAL_LIMIT);
    assert_string_equal(text, "12345");
    assert_null(sink.flush);
}

static void a_stream_takes_octets(void **state)
{
    char text[16] = {0};
    (void)state;
    FILE *stream = tmpfile();
    assert_non_null(stream);
    struct s7_report_sink sink = s7_report_sink_stream(stream);
    assert_int_equal(sink.write(sink.self, "a\0b", 3), S7_OK);
    assert_int_equal(sink.flush(sink.self), S7_OK);
    rewind(stream);
    assert_int_equal(fread(text, 1, sizeof text, stream), 3);
    assert_memory_equal(text, "a\0b", 3);
    fclose(stream);
}

static void a_full_disk_shows(void **state)
{
    (void)state;
    FILE *stream = fopen("/dev/full", "w");
    if (!stream)
        skip();
    struct s7_report_sink sink = s7_report_sink_stream(stream);
    int written = sink.write(sink.self, "abc", 3); /* into the buffer of the stream */
    int flushed = sink.flush(sink.self);
    assert_true(written == S7_OK || written == S7_ERR_LOCAL_FILE);
    assert_int_equal(flushed, S7_ERR_LOCAL_FILE);
    assert_int_equal(sink.flush(sink.self), S7_ERR_LOCAL_FILE); /* and stays */
    fclose(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_text_takes_what_fits),
                                       cmocka_unit_test(a_stream_takes_octets),
                                       cmocka_unit_test(a_full_disk_shows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
