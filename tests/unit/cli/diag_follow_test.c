/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <signal.h>
#include <string.h>

#include "cli/exit.h"
#include "partner.h"
#include "said.h"

#define NEWER    "4302 FF68 C700 0000 000B1077 1602082308102645"
#define OLDER    "39F1 1A50 0001 0002 00000003 9401092153421521"
#define IN_ORDER "open; subscribe 07 sieben; szl 01A0 000A; unsubscribe 07 sieben; close; "

static const struct s7_posix_push newer = {.kind = S7_PUSH_EVENT,
                                           .event = 0x4302,
                                           .priority = 255,
                                           .ob = 0x68,
                                           .dat_id = 0xC700,
                                           .info_2 = 0x000B1077,
                                           .time = {0x16, 0x02, 0x08, 0x23, 0x08, 0x10, 0x26, 0x45}};
static const struct s7_posix_push run = {.kind = S7_PUSH_MODE, .mode = 2};

static int reset(void **state)
{
    (void)state;
    partner_reset();
    partner_has_list(0x01A0, 10, "01A0 000A 0014 0002" NEWER OLDER);
    partner.signal = SIGTERM;
    return 0;
}

static void tells(const struct s7_posix_push *push)
{
    partner.pushes[partner.push_count++] = *push;
}

static struct s7_posix_push stopped(void)
{
    struct s7_posix_push push = newer;
    push.event = 0x4304;
    push.time[5]++;
    return push;
}

static void the_buffer_then_what_comes(void **state)
{
    uint8_t alarm[] = {0x32, 0x07, 0x00};
    const struct s7_posix_push stop = stopped(), mode = {.kind = S7_PUSH_MODE, .mode = 0},
                               unknown = {.kind = S7_PUSH_MODE, .mode = 0x77},
                               other = {.kind = S7_PUSH_OTHER, .pdu = alarm, .pdu_size = sizeof alarm};
    (void)state;
    tells(&stop);
    tells(&mode);
    tells(&unknown);
    tells(&other);
    struct said said = SAY("diag", "127.0.0.1", "--follow");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(partner.asked, IN_ORDER);
    assert_begins(said.out,
                  "1994-01-09 21:53:42.152  39F1 asynchronous error, number F1, entering (priority 26, OB 80, "
                  "data 0001: 0002 00000003)\n"
                  "2016-02-08 23:08:10.264  4302 change from STARTUP to RUN (priority 255, OB 104, data C700: "
                  "0000 000B1077)\n"
                  "2016-02-08 23:08:11.264  4304 STOP by a programming device or SFB 20 (priority 255, OB 104, "
                  "data C700: 0000 000B1077)\n"
                  "                         mode 00 STOP\n"
                  "                         mode 77 (unknown)\n"
                  "                         malformed");
    assert_string_equal(said.err, "");
}

/* Subscribed before the buffer was read: nothing is missed, and nothing is told twice. */
static void what_was_in_the_buffer_is_told_once(void **state)
{
    (void)state;
    tells(&newer);
    tells(&run);
    struct said said = SAY("diag", "127.0.0.1", "--follow");
    const char *line = strstr(said.out, "4302 change");
    assert_non_null(line);
    assert_null(strstr(line + 1, "4302 change"));
    assert_non_null(strstr(line, "mode 02 RUN\n"));
}

/* Once all that came meanwhile is told, an event that looks the same is another one. */
static void later_ones_are_told(void **state)
{
    const struct s7_posix_push none = {.kind = S7_PUSH_NONE};
    (void)state;
    tells(&none);
    tells(&newer);
    struct said said = SAY("diag", "127.0.0.1", "--follow");
    const char *line = strstr(said.out, "4302 change");
    assert_non_null(line);
    assert_non_null(strstr(line + 1, "4302 change"));
}

static void it_ends_when_it_is_to(void **state)
{
    (void)state;
    partner.signal = SIGINT;
    struct said said = SAY("diag", "127.0.0.1", "--follow");
    assert_int_equal(said.exit_code, S7_EXIT_INTERRUPTED);
    assert_string_equal(partner.asked, IN_ORDER);
    reset(NULL);
    partner.signal = 0;
    said = SAY("diag", "127.0.0.1", "--follow", "--for", "30ms");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(partner.asked, IN_ORDER);
    reset(NULL);
    partner.unsubscribe_fault = partner_refuses(S7_ERR_S7_SUBSCRIBED, 0xD403);
    said = SAY("diag", "127.0.0.1", "--follow");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "");
    reset(NULL);
    partner.unsubscribe_fault = partner_hangs_up();
    said = SAY("diag", "127.0.0.1", "--follow");
    assert_int_equal(said.exit_code, 30);
    assert_begins(said.err, "FAIL       layer 3 S7: S7_CLOSED (301), the end of the subscription of ");
}

static void lines_of(const char *text, unsigned count)
{
    unsigned lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    assert_int_equal(lines, count);
}

static void a_lost_connection_ends_it(void **state)
{
    (void)state;
    partner.signal = 0;
    partner.receive_fault = partner_hangs_up();
    struct said said = SAY("diag", "127.0.0.1", "--follow");
    assert_int_equal(said.exit_code, 30);
    assert_string_equal(partner.asked, "open; subscribe 07 sieben; szl 01A0 000A; close; ");
    assert_begins(said.err, "FAIL       layer 3 S7: S7_CLOSED (301), the messages of 127.0.0.1");
    lines_of(said.err, 5);
}

static void who_does_not_serve_it(void **state)
{
    (void)state;
    partner.subscribe_fault = partner_refuses(S7_ERR_RESOURCE_PARTNER, 0xD404);
    struct said said = SAY("diag", "127.0.0.1", "--follow");
    assert_int_equal(said.exit_code, 60);
    assert_string_equal(said.out, "");
    assert_string_equal(partner.asked, "open; subscribe 07 sieben; close; ");
    lines_of(said.err, 5);
    reset(NULL);
    partner.open_fault = (struct s7_fault){.error = S7_ERR_TCP_REFUSED};
    assert_int_equal(SAY("diag", "127.0.0.1", "--follow").exit_code, 10);
}

/* Without a buffer there are events; when the connection broke over it, there are not. */
static void a_buffer_that_is_not_there(void **state)
{
    (void)state;
    partner_fails_list(0x01A0, 3, partner_refuses(S7_ERR_DATA_INFORMATION, 0xD401));
    tells(&run);
    struct said said = SAY("diag", "127.0.0.1", "--follow", "--last", "3");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "                         mode 02 RUN\n");
    assert_begins(said.err, "FAIL       layer 5 DATA: DATA_INFORMATION (508), the diagnostic buffer of ");
    reset(NULL);
    partner_has_list(0x01A0, 10, "01A0 000A 0014 0000");
    assert_string_equal(SAY("diag", "127.0.0.1", "--follow").out, "the diagnostic buffer is empty\n");
    reset(NULL);
    partner_fails_list(0x01A0, 10, partner_hangs_up());
    said = SAY("diag", "127.0.0.1", "--follow");
    assert_int_equal(said.exit_code, 30);
    assert_string_equal(partner.asked, "open; subscribe 07 sieben; szl 01A0 000A; close; ");
}

static void what_was_lost_is_told(void **state)
{
    struct s7_posix_push late = run;
    (void)state;
    late.dropped = 3;
    tells(&late);
    tells(&late);
    assert_string_equal(SAY("diag", "127.0.0.1", "--follow").err,
                        "127.0.0.1:102: 3 messages came too fast and are lost\n");
}

static json_t *line_at(const char **text)
{
    json_error_t error;
    json_t *document = json_loads(*text, JSON_DISABLE_EOF_CHECK, &error);
    assert_non_null(document);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/diag-follow/1");
    assert_string_equal(json_string_value(json_object_get(document, "target")), "127.0.0.1:102");
    *text = strchr(*text, '\n') + 1;
    return document;
}

static void one_document_a_line(void **state)
{
    static const char *const kinds[] = {"entry", "entry", "following", "event", "mode", "end"};
    const struct s7_posix_push stop = stopped();
    const char *reason, *name;
    int events, modes, dropped, number, entries;
    json_t *error;
    (void)state;
    tells(&stop);
    tells(&run);
    struct said said = SAY("diag", "127.0.0.1", "--follow", "--json");
    const char *text = said.out;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        json_t *line = line_at(&text);
        assert_string_equal(json_string_value(json_object_get(line, "kind")), kinds[i]);
        if (i == 1)
            assert_int_equal(json_integer_value(json_object_get(json_object_get(line, "event"), "event")),
                             0x4302);
        if (i == 2) {
            assert_int_equal(json_unpack(line, "{s:i, s:n}", "entries", &entries, "error"), 0);
            assert_int_equal(entries, 2);
        }
        if (i == 3)
            assert_int_equal(json_integer_value(json_object_get(json_object_get(line, "event"), "event")),
                             0x4304);
        if (i == 4) {
            assert_int_equal(json_unpack(line, "{s:{s:i, s:s}}", "mode", "number", &number, "text", &name), 0);
            assert_int_equal(number, 2);
            assert_string_equal(name, "RUN");
        }
        assert_int_equal(json_object_get(line, "received") != NULL, i == 3 || i == 4);
        if (i == 5) {
            assert_int_equal(json_unpack(line, "{s:s, s:i, s:i, s:i, s:o}", "reason", &reason, "events",
                                         &events, "modes", &modes, "dropped", &dropped, "error", &error),
                             0);
            assert_string_equal(reason, "signal");
            assert_int_equal(events, 1);
            assert_int_equal(modes, 1);
            assert_int_equal(dropped, 0);
            assert_true(json_is_null(error));
        }
        json_decref(line);
    }
    assert_string_equal(text, "");
}

static void a_fault_is_the_last_document(void **state)
{
    const char *id, *reason;
    (void)state;
    partner.open_fault = (struct s7_fault){.error = S7_ERR_TCP_REFUSED};
    struct said said = SAY("diag", "127.0.0.1", "--follow", "--json");
    const char *text = said.out;
    json_t *line = line_at(&text);
    assert_int_equal(said.exit_code, 10);
    assert_int_equal(json_unpack(line, "{s:s, s:{s:s}}", "reason", &reason, "error", "id", &id), 0);
    assert_string_equal(reason, "fault");
    assert_string_equal(id, "TCP_REFUSED");
    assert_string_equal(text, "");
    assert_string_equal(said.err, "");
    json_decref(line);
}

static void wrong_command_lines(void **state)
{
    (void)state;
    assert_misuse(SAY("diag", "h", "--for", "1s"), "diag", "--for belongs to --follow");
    assert_misuse(SAY("diag", "h", "--follow", "--for", "x"), "diag",
                  "--for: \"x\" is not a duration like 500ms, 5s or 2m");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_buffer_then_what_comes, reset),
        cmocka_unit_test_setup(what_was_in_the_buffer_is_told_once, reset),
        cmocka_unit_test_setup(later_ones_are_told, reset),
        cmocka_unit_test_setup(it_ends_when_it_is_to, reset),
        cmocka_unit_test_setup(a_lost_connection_ends_it, reset),
        cmocka_unit_test_setup(who_does_not_serve_it, reset),
        cmocka_unit_test_setup(a_buffer_that_is_not_there, reset),
        cmocka_unit_test_setup(what_was_lost_is_told, reset),
        cmocka_unit_test_setup(one_document_a_line, reset),
        cmocka_unit_test_setup(a_fault_is_the_last_document, reset),
        cmocka_unit_test_setup(wrong_command_lines, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
