/* SPDX-License-Identifier: MIT
 *
 * Who may do what to a CPU of the plant: levels, services, codes, mode, clock and password of its configuration.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/cpu_access.h"
#include "must.h"

static struct s7_cpu_config config_of(const struct s7_plant_cpu *cpu)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    s7_cli_cpu_access(cpu, &config);
    return config;
}

static struct s7_plant_cpu plant_cpu(const char *profile)
{
    return (struct s7_plant_cpu){.name = "OVEN", .profile = s7_profile_find(profile), .put_get = true};
}

static void levels_switches_and_modes_go_over(void **state)
{
    (void)state;
    static const enum s7_cpu_access_level levels[] = {S7_CPU_LEVEL_FULL, S7_CPU_LEVEL_READ, S7_CPU_LEVEL_HMI,
                                                      S7_CPU_LEVEL_NONE};
    static const enum s7_cpu_switch switches[] = {S7_CPU_SWITCH_RUN_P, S7_CPU_SWITCH_RUN, S7_CPU_SWITCH_STOP,
                                                  S7_CPU_SWITCH_MRES};
    for (unsigned i = 0; i < 4; i++) {
        struct s7_plant_cpu cpu = plant_cpu("s7-300");
        cpu.access_level = (enum s7_plant_access_level)i; /* in the order of the plant's words */
        cpu.mode_switch = (enum s7_plant_switch)i;
        cpu.mode_stop = i >= 2;
        cpu.put_get = i % 2;
        struct s7_cpu_config config = config_of(&cpu);
        assert_int_equal(config.access_level, levels[i]);
        assert_int_equal(config.mode_switch, switches[i]);
        assert_int_equal(config.mode, i >= 2 ? S7_CPU_MODE_STOP : S7_CPU_MODE_RUN);
        assert_int_equal(config.put_get, i % 2);
        assert_true(s7_cpu_size(&config));
    }
}

/* cpu-behaviour S2, S3, S12, S14: what the families offer, and where a level stops PUT/GET. */
static void families_offer_what_they_are_known_for(void **state)
{
    (void)state;
    static const struct {
        const char *profile;
        bool stops, services, counts;
        uint8_t century;
    } rows[] = {{"s7-300", false, true, false, 19},
                {"s7-400", false, true, true, 19},
                {"s7-1200", true, false, false, 20},
                {"s7-1500", true, false, false, 20},
                {"et200sp", true, false, false, 20}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_plant_cpu cpu = plant_cpu(rows[i].profile);
        struct s7_cpu_config config = config_of(&cpu);
        assert_int_equal(config.level_stops_put_get, rows[i].stops);
        assert_int_equal(config.services.clock, rows[i].services);
        assert_int_equal(config.services.control, rows[i].services);
        assert_int_equal(config.services.password, rows[i].services);
        assert_int_equal(config.services.messages, rows[i].services);
        assert_int_equal(config.sequence_counts, rows[i].counts);
        assert_int_equal(config.clock_century, rows[i].century);
        assert_int_equal(config.codes.function, 0x8104);
        assert_int_equal(config.codes.userdata, 0x8104);
    }
}

/* Every figure another number, so that no two can be exchanged. */
static void every_figure_has_its_field(void **state)
{
    (void)state;
    struct s7_profile odd = {.code_function = {.value = 0x0101},
                             .code_userdata = {.value = 0x0202},
                             .code_malformed = {.value = 0x0303},
                             .code_over_amq = {.value = 0x0404},
                             .code_second_setup = {.value = 0x0505},
                             .code_level = {.value = 0x0606},
                             .code_already = {.value = 0x0707},
                             .code_switch = {.value = 0x0808},
                             .code_subscribed = {.value = 0x0909},
                             .code_subscriptions = {.value = 0x0A0A},
                             .code_chains = {.value = 0x0B0B},
                             .code_chain_lost = {.value = 0x0C0C},
                             .clock_century = {.value = 77}};
    struct s7_plant_cpu cpu = {.name = "A", .profile = &odd};
    struct s7_cpu_config config = config_of(&cpu);
    static const struct s7_cpu_codes codes = {0x0101, 0x0202, 0x0303, 0x0404, 0x0505, 0x0606,
                                              0x0707, 0x0808, 0x0909, 0x0A0A, 0x0B0B, 0x0C0C};
    assert_memory_equal(&config.codes, &codes, sizeof codes);
    assert_int_equal(config.clock_century, 77);
    struct s7_figure *flags[] = {&odd.level_stops_put_get, &odd.level_guards_clock, &odd.control_in_words,
                                 &odd.sequence_counts,     &odd.clock_service,      &odd.control_service,
                                 &odd.password_service,    &odd.message_service};
    for (size_t i = 0; i < 8; i++) {
        for (size_t j = 0; j < 8; j++)
            flags[j]->value = i == j;
        config = config_of(&cpu);
        const bool there[] = {config.level_stops_put_get, config.level_guards_clock, config.control_in_words,
                              config.sequence_counts,     config.services.clock,     config.services.control,
                              config.services.password,   config.services.messages};
        for (size_t j = 0; j < 8; j++)
            assert_int_equal(there[j], i == j);
    }
}

static void a_clock_starts_as_the_plant_says(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = plant_cpu("s7-300");
    struct s7_cpu_config config = config_of(&cpu);
    cpu.clock = (struct s7_plant_moment){{2016, 2, 8}, 14, 51, 37, 916};
    assert_int_equal(s7_cli_cpu_start(&cpu, NULL, 77 * S7_SECOND, stderr, &config), S7_OK);
    assert_int_equal(config.clock.year, 2016);
    assert_int_equal(config.clock.month, 2);
    assert_int_equal(config.clock.day, 8);
    assert_int_equal(config.clock.hour, 14);
    assert_int_equal(config.clock.minute, 51);
    assert_int_equal(config.clock.second, 37);
    assert_int_equal(config.clock.millisecond, 916);
    assert_int_equal(config.clock_at, 77 * S7_SECOND);
    assert_true(s7_cpu_size(&config));
}

static void without_a_word_it_is_this_computers(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = plant_cpu("s7-300");
    struct s7_cpu_config config = config_of(&cpu);
    struct tm tm;
    time_t before = time(NULL);
    assert_int_equal(s7_cli_cpu_start(&cpu, NULL, 5, stderr, &config), S7_OK);
    time_t after = time(NULL);
    bool found = false; /* it is one of the seconds that this took */
    for (time_t at = before; at <= after; at++) {
        must(localtime_r(&at, &tm));
        found |= config.clock.year == tm.tm_year + 1900 && config.clock.month == tm.tm_mon + 1 &&
                 config.clock.day == tm.tm_mday && config.clock.hour == tm.tm_hour &&
                 config.clock.minute == tm.tm_min && config.clock.second == tm.tm_sec;
    }
    assert_true(found);
    assert_int_equal(config.clock_at, 5);
    assert_true(s7_cpu_size(&config));
}

static char folder[] = "/tmp/sieben-access-XXXXXX";

static void put_password(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    must(file);
    must(chmod(path, 0600) == 0);
    must(fputs(text, file) >= 0);
    must(fclose(file) == 0);
}

/* Beside the plant file, wherever the program stands; or at an absolute place. */
static void a_password_is_found_beside_the_plant(void **state)
{
    (void)state;
    char plant[64], absolute[64];
    struct s7_plant_cpu cpu = plant_cpu("s7-300");
    struct s7_cpu_config config = config_of(&cpu);
    must(mkdtemp(folder));
    snprintf(plant, sizeof plant, "%s/plant.yaml", folder);
    snprintf(absolute, sizeof absolute, "%s/oven.pass", folder);
    put_password(absolute, "toor\n");
    cpu.password_file = "oven.pass";
    assert_int_equal(s7_cli_cpu_start(&cpu, plant, 0, stderr, &config), S7_OK);
    assert_true(config.has_password);
    assert_memory_equal(config.password, "toor    ", 8);
    s7_cli_cpu_forget(&config);
    assert_false(config.has_password);
    for (size_t i = 0; i < sizeof config.password; i++)
        assert_int_equal(config.password[i], 0);
    cpu.password_file = absolute;
    assert_int_equal(s7_cli_cpu_start(&cpu, "elsewhere/plant.yaml", 0, stderr, &config), S7_OK);
    assert_memory_equal(config.password, "toor    ", 8);
    unlink(absolute);
    must(mkfifo(absolute, 0600) == 0); /* nobody writes to it, and it is not waited for */
    s7_cli_cpu_forget(&config);
    assert_int_equal(s7_cli_cpu_start(&cpu, NULL, 0, NULL, &config), S7_ERR_LOCAL_FILE);
    assert_false(config.has_password);
    unlink(absolute);
    must(rmdir(folder) == 0);
}

static void a_password_that_is_not_there_is_said(void **state)
{
    (void)state;
    char *said = NULL;
    size_t size = 0;
    struct s7_plant_cpu cpu = plant_cpu("s7-300");
    struct s7_cpu_config config = config_of(&cpu);
    FILE *out = open_memstream(&said, &size);
    must(out);
    cpu.password_file = "no-such-file";
    assert_int_equal(s7_cli_cpu_start(&cpu, "/nowhere/plant.yaml", 0, out, &config), S7_ERR_LOCAL_FILE);
    assert_false(config.has_password);
    must(fclose(out) == 0);
    assert_string_equal(said, "sieben: /nowhere/no-such-file: No such file or directory\n");
    free(said);
    cpu.password_file = "";
    assert_int_equal(s7_cli_cpu_start(&cpu, "/nowhere/plant.yaml", 0, stderr, &config), S7_OK);
    cpu.password_file = NULL; /* a host has none */
    assert_int_equal(s7_cli_cpu_start(&cpu, "-", 0, stderr, &config), S7_OK);
    assert_false(config.has_password);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_switches_and_modes_go_over),
        cmocka_unit_test(families_offer_what_they_are_known_for),
        cmocka_unit_test(every_figure_has_its_field),
        cmocka_unit_test(a_clock_starts_as_the_plant_says),
        cmocka_unit_test(without_a_word_it_is_this_computers),
        cmocka_unit_test(a_password_is_found_beside_the_plant),
        cmocka_unit_test(a_password_that_is_not_there_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
