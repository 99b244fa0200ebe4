/* SPDX-License-Identifier: MIT */
#include "said.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cases.h"
#include "cli/load.h"
#include "must.h"

static char folder[] = "/tmp/sieben-load-XXXXXX";
static char path[64];

static int make_folder(void **state)
{
    (void)state;
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/file.yaml", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    remove(path);
    return remove(folder);
}

static void write_file(const char *octets, size_t size)
{
    FILE *file = fopen(path, "wb");
    must(file && fwrite(octets, 1, size, file) == size && fclose(file) == 0);
}

/* ---- files ------------------------------------------------------------------------------------------------ */

static void assert_read(const char *name, const char *octets, size_t size)
{
    char *text = NULL;
    size_t got = size + 1;
    assert_int_equal(s7_cli_read_file(name, &text, &got), 0);
    assert_int_equal(got, size);
    assert_memory_equal(text, octets, size);
    assert_int_equal(text[size], '\0');
    free(text);
}

/* Around every size at which the room could run out, NULs included. */
static void a_file_is_read_whole(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 163839, 163840, 163841, 500000};
    struct s7_chance chance = cases_begin("a_file_is_read_whole");
    char *octets = malloc(500000);
    must(octets);
    for (size_t i = 0; i < 500000; i++)
        octets[i] = (char)s7_chance_below(&chance, 256);
    octets[0] = '\0';
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        write_file(octets, sizes[i]);
        assert_read(path, octets, sizes[i]);
    }
    free(octets);
}

static void a_dash_is_standard_input(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    said_start("from\nstandard input");
    struct said said = said_stop(s7_cli_read_file("-", &text, &size));
    assert_int_equal(said.exit_code, 0);
    assert_string_equal(said.err, "");
    assert_int_equal(size, strlen("from\nstandard input"));
    assert_string_equal(text, "from\nstandard input");
    free(text);
}

static void assert_unreadable(const char *name, const char *why)
{
    char untouched[] = "untouched", expected[200];
    char *text = untouched;
    size_t size = 77;
    snprintf(expected, sizeof expected, "sieben: %s: %s\n", name, why);
    said_start("");
    struct said said = said_stop(s7_cli_read_file(name, &text, &size));
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.err, expected);
    assert_string_equal(said.out, "");
    assert_ptr_equal(text, untouched);
    assert_int_equal(size, 77);
}

static void what_cannot_be_read_is_said_once(void **state)
{
    (void)state;
    char missing[80];
    snprintf(missing, sizeof missing, "%s/missing", folder);
    assert_unreadable(missing, "No such file or directory");
    assert_unreadable(folder, "Is a directory");
}

static void a_file_without_end_is_refused(void **state)
{
    (void)state;
    assert_unreadable("/dev/zero", "File too large");
}

/* ---- plants ----------------------------------------------------------------------------------------------- */

#define HEAD "sieben: 1\nplant: {name: Test}\ncpus:\n"

static struct said load(const char *name, const char *input, struct s7_plant **ret_plant)
{
    said_start(input);
    return said_stop(s7_cli_load_plant(name, ret_plant));
}

static void a_plant_is_loaded(void **state)
{
    (void)state;
    static const char text[] = HEAD "  A: {address: 10.0.0.1, profile: s7-300}\n";
    struct s7_plant *plant = NULL;
    write_file(text, strlen(text));
    struct said said = load(path, "", &plant);
    assert_int_equal(said.exit_code, 0);
    assert_string_equal(said.err, "");
    assert_string_equal(plant->name, "Test");
    assert_int_equal(plant->cpu_count, 1);
    s7_plant_free(plant);
    assert_int_equal(load("-", text, &plant).exit_code, 0);
    assert_string_equal(plant->cpus[0].host, "10.0.0.1");
    s7_plant_free(plant);
}

static size_t lines_of(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static void every_fault_is_a_line_with_its_place(void **state)
{
    (void)state;
    static const char text[] = HEAD "  A: {address: 10.0.0.1, profile: s7-301}\n"
                                    "  B: {adress: 10.0.0.2, profile: s7-300, rack: 9}\n";
    struct s7_plant *const untouched = (struct s7_plant *)(void *)folder;
    struct s7_plant *plant = untouched;
    char start[100];
    write_file(text, strlen(text));
    struct said said = load(path, "", &plant);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_ptr_equal(plant, untouched);
    snprintf(start, sizeof start, "%s:4:35: error: ", path);
    assert_memory_equal(said.err, start, strlen(start));
    snprintf(start, sizeof start, "\n%s:5:7: error: ", path);
    assert_non_null(strstr(said.err, start));
    snprintf(start, sizeof start, "\n%s:5:48: error: ", path);
    assert_non_null(strstr(said.err, start));
    assert_int_equal(lines_of(said.err), 4); /* and the address that is missing then */
    said = load("-", text, &plant);
    assert_memory_equal(said.err, "stdin:4:35: error: ", strlen("stdin:4:35: error: "));
}

static void a_warning_is_said_and_loads(void **state)
{
    (void)state;
    static const char text[] = HEAD "  A: {address: 10.0.0.1, profile: s7-300, dbs: {1: {size: 4}}}\n"
                                    "  B: {address: 10.0.0.2, profile: s7-1500, put_get: permitted, dbs: {1: "
                                    "{size: 4, access: optimized}}}\n"
                                    "connections:\n  C: {from: A, to: B, jobs: [{get: {from: P#DB1.DBX0.0 BYTE "
                                    "4, receive: P#DB1.DBX0.0 BYTE 4}}]}\n";
    struct s7_plant *plant = NULL;
    struct said said = load("-", text, &plant);
    assert_int_equal(said.exit_code, 0);
    assert_memory_equal(said.err, "stdin:7:", strlen("stdin:7:"));
    assert_non_null(strstr(said.err, ": warning: "));
    assert_int_equal(lines_of(said.err), 1);
    assert_non_null(plant);
    s7_plant_free(plant);
}

static void a_missing_plant_is_said_once(void **state)
{
    (void)state;
    struct s7_plant *plant = NULL;
    struct said said = load("/no/such/plant.yaml", "", &plant);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.err, "sieben: /no/such/plant.yaml: No such file or directory\n");
    assert_null(plant);
}

/* ---- CPUs by name ----------------------------------------------------------------------------------------- */

enum { MANY = 13 };

static struct s7_plant_cpu cpus[MANY] = {{.name = "PRESS"}, {.name = "OVEN"}, {.name = "C2"}, {.name = "C3"},
                                         {.name = "C4"},    {.name = "C5"},   {.name = "C6"}, {.name = "C7"},
                                         {.name = "C8"},    {.name = "C9"},   {.name = "CA"}, {.name = "CB"},
                                         {.name = "CC"}};

static void assert_not_found(size_t cpu_count, const char *name, const char *expected)
{
    const struct s7_plant plant = {.cpus = cpus, .cpu_count = cpu_count};
    said_start("");
    const struct s7_plant_cpu *found = s7_cli_find_cpu(&plant, "plant.yaml", name);
    struct said said = said_stop(0);
    assert_null(found);
    assert_string_equal(said.err, expected);
}

static void a_cpu_is_found_by_its_name(void **state)
{
    (void)state;
    const struct s7_plant plant = {.cpus = cpus, .cpu_count = 2};
    said_start("");
    const struct s7_plant_cpu *found = s7_cli_find_cpu(&plant, "plant.yaml", "OVEN");
    struct said said = said_stop(0);
    assert_ptr_equal(found, &cpus[1]);
    assert_string_equal(said.err, "");
}

static void who_is_there_is_said_otherwise(void **state)
{
    (void)state;
    assert_not_found(2, "OVNE", "sieben: plant.yaml has no CPU called \"OVNE\"; did you mean \"OVEN\"?\n");
    assert_not_found(2, "MILLING9",
                     "sieben: plant.yaml has no CPU called \"MILLING9\"; there are PRESS, OVEN\n");
    assert_not_found(0, "OVEN", "sieben: plant.yaml has no CPU called \"OVEN\"; there is none\n");
    assert_not_found(
        MANY - 1, "MILLING9",
        "sieben: plant.yaml has no CPU called \"MILLING9\"; there are PRESS, OVEN, C2, C3, C4, C5, "
        "C6, C7, C8, C9, CA, CB\n");
    assert_not_found(
        MANY, "MILLING9",
        "sieben: plant.yaml has no CPU called \"MILLING9\"; there are PRESS, OVEN, C2, C3, C4, C5, "
        "C6, C7, C8, C9, CA, CB, …\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_whole),
        cmocka_unit_test(a_dash_is_standard_input),
        cmocka_unit_test(what_cannot_be_read_is_said_once),
        cmocka_unit_test(a_file_without_end_is_refused),
        cmocka_unit_test(a_plant_is_loaded),
        cmocka_unit_test(every_fault_is_a_line_with_its_place),
        cmocka_unit_test(a_warning_is_said_and_loads),
        cmocka_unit_test(a_missing_plant_is_said_once),
        cmocka_unit_test(a_cpu_is_found_by_its_name),
        cmocka_unit_test(who_is_there_is_said_otherwise),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
