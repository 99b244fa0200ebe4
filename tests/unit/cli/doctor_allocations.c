/* SPDX-License-Identifier: MIT
 *
 * Whom the doctor examines, and its documents, with memory that runs out at every place where it can: said once, exit
 * code 2, nothing left behind.
 */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "allocation.h"
#include "cli/doctor_file.h"
#include "cli/doctor_subjects.h"
#include "must.h"

enum { TRIES_MAX = 4000, STREAMS_MAX = 4000 };

static const char plant[] =
    "sieben: 1\n"
    "plant: {name: P}\n"
    "cpus:\n"
    "  PRESS: {address: 10.1.1.10, profile: s7-1500, put_get: permitted,\n"
    "          dbs: {10: {size: 200, access: standard}}}\n"
    "  OVEN: {address: 10.1.1.11, profile: s7-300, slot: 2, dbs: {1: {size: 200}}}\n"
    "connections:\n"
    "  C-1: {from: PRESS, to: OVEN, owner: t, purpose: t, tsap: {to: \"02.00\"},\n"
    "        jobs: [get: {from: P#DB1.DBX0.0 BYTE 4, receive: P#DB10.DBX0.0 BYTE 4, every: 1s}]}\n"
    "  C-2: {from: PRESS, to: OVEN, owner: t, purpose: t,\n"
    "        jobs: [get: {from: P#DB1.DBX0.0 BYTE 4, receive: P#DB10.DBX0.0 BYTE 4, every: 1s}]}\n";

static char path[] = "/tmp/sieben-doctor-alloc-XXXXXX";

/* ---- the command line, said by the test --------------------------------------------------------------------------- */

static const struct s7_command doctor = {.id = S7_COMMAND_doctor, .group = "", .name = "doctor"};
static const struct s7_command_option db = {.command = S7_COMMAND_doctor, .name = "db"};
static const char *flag; /* given without a value */

int s7_command_misuse(const struct s7_command *command, const char *format, ...)
{
    va_list args;
    (void)command;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    return S7_EXIT_USAGE;
}

const char *s7_arguments_value(const struct s7_arguments *arguments, const char *name)
{
    (void)arguments;
    return flag && strcmp(name, flag) == 0 ? "" : NULL;
}

bool s7_arguments_flag(const struct s7_arguments *arguments, const char *name)
{
    return s7_arguments_value(arguments, name) != NULL;
}

int s7_arguments_duration(const struct s7_arguments *arguments, const char *name, s7_time preset,
                          s7_time *ret_duration)
{
    (void)arguments, (void)name;
    *ret_duration = preset;
    return S7_ARGUMENTS_GO_ON;
}

/* ---- memory streams ----------------------------------------------------------------------------------------------- */

/* Their text is allocated inside of libc and freed by us: a block of ours is counted in its place. */
FILE *__real_open_memstream(char **text, size_t *size);
FILE *__wrap_open_memstream(char **text, size_t *size);
static void *counted[STREAMS_MAX];
static size_t counted_count;

FILE *__wrap_open_memstream(char **text, size_t *size)
{
    void *block = malloc(1);
    if (!block)
        return NULL;
    must(counted_count < STREAMS_MAX);
    counted[counted_count++] = block;
    return __real_open_memstream(text, size);
}

/* ---- failing everywhere ------------------------------------------------------------------------------------------- */

static char said[4096];

static int say_during(int (*work)(void))
{
    FILE *file = tmpfile();
    int kept = dup(STDERR_FILENO);
    must(file && kept >= 0 && dup2(fileno(file), STDERR_FILENO) == STDERR_FILENO);
    int result = work();
    fflush(stderr);
    must(dup2(kept, STDERR_FILENO) == STDERR_FILENO && close(kept) == 0 && fseek(file, 0, SEEK_SET) == 0);
    said[fread(said, 1, sizeof said - 1, file)] = '\0';
    fclose(file);
    return result;
}

/* @return how many places there were */
static size_t fail_everywhere(int (*work)(void), int success)
{
    for (size_t n = 1; n < TRIES_MAX; n++) {
        size_t before = allocation_live();
        allocation_fail_at(n);
        int result = say_during(work);
        bool reached = allocation_failed();
        allocation_fail_at(0);
        assert_int_equal(allocation_live(), before);
        if (!reached) {
            assert_int_equal(result, success);
            assert_string_equal(said, "");
            return n - 1;
        }
        assert_int_equal(result, S7_EXIT_USAGE);
        if (!strstr(said, "emory") || strchr(said, '\n') != said + strlen(said) - 1)
            fail_msg("allocation %zu: \"%s\"", n, said);
    }
    fail_msg("it never succeeded");
    return 0;
}

static char operand[64];

static int read_subjects(void)
{
    char *operands[] = {operand, NULL};
    struct s7_arguments arguments = {.command = &doctor, .operands = operands, .operand_count = 1};
    struct s7_subjects subjects = {0};
    arguments.given[0].option = &db;
    arguments.given[0].value = "1,2,3,4,5,6,7,8,9,10";
    arguments.given_count = 1;
    int result = s7_subjects_read(&arguments, &subjects);
    if (result == S7_ARGUMENTS_GO_ON)
        s7_subjects_free(&subjects);
    else
        must(!subjects.list && !subjects.plant);
    return result;
}

static void a_target_without_memory(void **state)
{
    (void)state;
    snprintf(operand, sizeof operand, "10.0.0.1");
    assert_int_equal(fail_everywhere(read_subjects, S7_ARGUMENTS_GO_ON), 3); /* itself, 8 areas, 16 */
}

static void a_plant_without_memory(void **state)
{
    (void)state;
    snprintf(operand, sizeof operand, "OVEN@%s", path);
    assert_true(fail_everywhere(read_subjects, S7_ARGUMENTS_GO_ON) >= 8);
    snprintf(operand, sizeof operand, "%s", path);
    flag = "all";
    assert_true(fail_everywhere(read_subjects, S7_ARGUMENTS_GO_ON) >= 8);
    flag = NULL;
}

static void tell_text(struct s7_report *report, const void *self)
{
    s7_report_paragraph(report, self);
}

static int write_document(void)
{
    return s7_doctor_write_document("/dev/null", "T", tell_text, "text");
}

static void a_document_without_memory(void **state)
{
    (void)state;
    assert_true(fail_everywhere(write_document, 0) >= 1);
}

static int write_plant(void **state)
{
    (void)state;
    int file = mkstemp(path);
    must(file >= 0 && write(file, plant, sizeof plant - 1) == (ssize_t)(sizeof plant - 1));
    return close(file);
}

static int remove_plant(void **state)
{
    (void)state;
    for (size_t i = 0; i < counted_count; i++)
        free(counted[i]);
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_target_without_memory),
        cmocka_unit_test(a_plant_without_memory),
        cmocka_unit_test(a_document_without_memory),
    };
    return cmocka_run_group_tests(tests, write_plant, remove_plant);
}
