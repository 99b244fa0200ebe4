/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/doctor_choice.h"
#include "must.h"
#include "said.h"

static struct s7_doctor_choice choice;

/* Options of `sieben doctor 10.0.0.1`. */
static struct said read_options(const char *const *words)
{
    static char texts[8][128];
    static struct s7_arguments arguments;
    char *argv[10] = {"doctor", "10.0.0.1"};
    int argc = 2;
    for (; words[argc - 2]; argc++) {
        snprintf(texts[argc - 2], sizeof texts[0], "%s", words[argc - 2]);
        argv[argc] = texts[argc - 2];
    }
    must(s7_arguments_read(s7_command_at(S7_COMMAND_doctor), argc, argv, &arguments) == S7_ARGUMENTS_GO_ON);
    memset(&choice, 0xA5, sizeof choice);
    said_start("");
    return said_stop(s7_doctor_choice_read(&arguments, &choice));
}

#define READ(...) read_options((const char *const[]){__VA_ARGS__, NULL})

static void without_options_nothing_is_chosen(void **state)
{
    (void)state;
    assert_int_equal(read_options((const char *const[]){NULL}).exit_code, S7_ARGUMENTS_GO_ON);
    assert_int_equal(choice.route.connection_class, S7_CLASS_BASIC);
    assert_int_equal(choice.route.timeout_ms, 0);
    assert_int_equal(choice.local.size, 0);
    assert_int_equal(choice.remote.size, 0);
    assert_int_equal(choice.write_probe.bit_count, 0);
    assert_int_equal(choice.idle, 0);
    assert_int_equal(choice.max_connections, 0);
    assert_int_equal(choice.db_count, 0);
}

static void data_blocks_add_up_and_of_the_others_the_last_counts(void **state)
{
    (void)state;
    assert_int_equal(READ("--db=1,65535", "--db=7", "--timeout=1s", "--timeout=2s", "--max-connections=1",
                          "--tsap=:02.00", "--idle=5m", "--write-probe=DB3.DBB2")
                         .exit_code,
                     S7_ARGUMENTS_GO_ON);
    assert_int_equal(choice.db_count, 3);
    assert_int_equal(choice.dbs[1], 65535);
    assert_int_equal(choice.dbs[2], 7);
    assert_int_equal(choice.route.timeout_ms, 2000);
    assert_int_equal(choice.max_connections, 1);
    assert_int_equal(choice.local.size, 0);
    assert_int_equal(choice.remote.octets[0], 2);
    assert_int_equal(choice.idle, 300 * S7_SECOND);
    assert_int_equal(choice.write_probe.db, 3);
}

static void what_is_wrong_is_said_and_nothing_chosen(void **state)
{
    static const struct row {
        const char *option, *why;
    } rows[] = {{"--db=0", "--db is up to 16 numbers from 1 to 65535, not \"0\""},
                {"--db=70000", "--db is up to 16 numbers from 1 to 65535, not \"70000\""},
                {"--db=99999999999999999999", "--db is up to 16 numbers"},
                {"--db=", "--db is up to 16 numbers from 1 to 65535, not \"\""},
                {"--db=1,", "--db is up to 16 numbers"},
                {"--db=-1", "--db is up to 16 numbers"},
                {"--db=1 2", "--db is up to 16 numbers"},
                {"--db=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "--db is up to 16 numbers"},
                {"--max-connections=0", "--max-connections is 1 or 2, not \"0\""},
                {"--max-connections=3", "--max-connections is 1 or 2"},
                {"--max-connections=1,2", "--max-connections is 1 or 2"},
                {"--write-probe=", "--write-probe"},
                {"--write-probe=MW4",
                 "--write-probe is one octet of a DB or of bit memory like DB10.DBB4 or MB4, not \"MW4\""},
                {"--write-probe=M4.0", "--write-probe is one octet"},
                {"--write-probe=QB0", "--write-probe is one octet of a DB or of bit memory"},
                {"--timeout=", "--timeout: \"\" is not a duration"},
                {"--idle=0s", "--idle: \"0s\" is not a duration"},
                {"--type=", "--type is basic, op or pg, not \"\""},
                {"--tsap=", "--tsap is LOCAL:REMOTE"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct said said = READ(rows[i].option);
        assert_int_equal(said.exit_code, 2);
        assert_begins(said.err, "sieben doctor: ");
        if (!strstr(said.err, rows[i].why))
            fail_msg("%s: %s", rows[i].option, said.err);
        assert_int_equal(choice.db_count, (size_t)0xA5A5A5A5A5A5A5A5);
    }
    assert_misuse(READ("--gentle", "--deep"), "doctor", "--gentle and --deep exclude each other");
    assert_misuse(READ("--exhaust", "--max-connections=1"), "doctor",
                  "--exhaust and --max-connections exclude each other");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_options_nothing_is_chosen),
        cmocka_unit_test(data_blocks_add_up_and_of_the_others_the_last_counts),
        cmocka_unit_test(what_is_wrong_is_said_and_nothing_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
