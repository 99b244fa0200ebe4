/* SPDX-License-Identifier: MIT */
#include "unit/cli/faulty.h"

static void a_cpu_begins_with_the_faults_of_its_plant(void **state)
{
    struct faulty *faulty = *state;
    assert_string_equal(fault_line(faulty->cpu, 0),
                        "gone 3 db=2 size=0 class=2 time=0ms partner=10.1.1.1 after=3 times=4");
    assert_string_equal(fault_line(faulty->cpu, 1),
                        "full 4 db=0 size=0 class=1 time=0ms partner= after=0 times=0");
    assert_string_equal(fault_line(faulty->cpu, 2), ""); /* the others on command only */
}

/* Every kind of the plant file becomes the kind of the same name. */
static void every_kind_is_taken(void **state)
{
    static const char *const words[] = {"put_get_blocked",
                                        "db_optimized, db: 1",
                                        "db_short, db: 1, size: 5",
                                        "db_missing, db: 1",
                                        "exhausted, class: pg",
                                        "wrong_slot",
                                        "delay, time: 1s",
                                        "drop",
                                        "reset",
                                        "truncate, size: 9",
                                        "wrong_reference",
                                        "silent",
                                        "stop",
                                        "garbage",
                                        "trickle, time: 2s"};
    (void)state;
    assert_int_equal(sizeof words / sizeof words[0], S7_CPU_FAULT_KIND_COUNT);
    for (int kind = 0; kind < S7_CPU_FAULT_KIND_COUNT; kind++) {
        char text[512];
        struct s7_cpu_fault_state found;
        snprintf(text, sizeof text,
                 "sieben: 1\nplant: {name: T}\ncpus:\n  A: {address: 10.1.1.2, profile: s7-300,\n"
                 "    dbs: {1: {size: 8}}, faults: {x: {kind: %s}}}\n",
                 words[kind]);
        struct s7_plant *plant = faulty_plant(text);
        struct s7_cpu *cpu = faulty_cpu(&plant->cpus[0]);
        assert_int_equal(s7_cpu_faults_apply(cpu, &plant->cpus[0], s7_cpu_faults_at_host, NULL, 0, stderr), 0);
        assert_true(s7_cpu_fault_at(cpu, 0, &found));
        assert_int_equal(found.fault.kind, kind);
        s7_cpu_free(cpu);
        s7_plant_free(plant);
    }
}

static void classes_have_their_names(void **state)
{
    (void)state;
    assert_int_equal(s7_cpu_faults_class(S7_PLANT_CLASS_PG), S7_CPU_CLASS_PG);
    assert_int_equal(s7_cpu_faults_class(S7_PLANT_CLASS_OP), S7_CPU_CLASS_OP);
    assert_int_equal(s7_cpu_faults_class(S7_PLANT_CLASS_BASIC), S7_CPU_CLASS_BASIC);
}

static void another_plant_changes_what_is_another(void **state)
{
    struct faulty *faulty = *state;
    static const char next_text[] =
        "sieben: 1\nplant: {name: Test}\ncpus:\n"
        "  PRESS: {address: 10.1.1.1, profile: s7-1500, dbs: {10: {size: 20}}}\n"
        "  OVEN: {address: 10.1.1.2, profile: s7-300, dbs: {1: {size: 8}, 2: {size: 30}},\n"
        "    faults: {gone: {kind: db_missing, db: 2, partner: PRESS, after: 3, times: 4},\n"
        "             new: {kind: silent}}}\n";
    struct s7_plant *next = faulty_plant(next_text);
    const struct s7_plant_cpu *oven = s7_plant_find_cpu(next, "OVEN");
    struct s7_cpu_fault_state before, after;
    s7_cpu_fault_at(faulty->cpu, 0, &before);
    assert_int_equal(s7_cpu_faults_apply(faulty->cpu, oven, s7_cpu_faults_at_host, NULL, 0, stderr), 0);
    s7_cpu_fault_at(faulty->cpu, 0, &after);
    assert_string_equal(after.name, "gone"); /* as it was, it stays: "full" behind it is gone */
    assert_ptr_equal(before.name, after.name);
    assert_string_equal(fault_line(faulty->cpu, 1),
                        "new 11 db=0 size=0 class=2 time=0ms partner= after=0 times=0");
    assert_string_equal(fault_line(faulty->cpu, 2), "");
    s7_plant_free(next);
}

static void what_cannot_be_shown_is_said(void **state)
{
    struct faulty *faulty = *state;
    struct s7_plant_cpu oven = *faulty->oven;
    struct s7_plant_fault faults[] = {
        {.name = "a", .kind = S7_PLANT_FAULT_DB_MISSING, .db = 9, .active = true},
        {.name = "b",
         .kind = S7_PLANT_FAULT_SILENT,
         .active = true,
         .partner = s7_plant_find_cpu(faulty->plant, "LOST")},
        {.name = "c", .kind = S7_PLANT_FAULT_GARBAGE, .active = true},
        {.name = "d", .kind = S7_PLANT_FAULT_DB_SHORT, .db = 1, .size = 8, .active = true},
    };
    oven.faults = faults;
    oven.fault_count = 0;
    struct s7_cpu *cpu = faulty_cpu(&oven); /* made without octet faults */
    oven.fault_count = 4;
    char *said = NULL;
    size_t size = 0;
    FILE *err = open_memstream(&said, &size);
    assert_int_equal(s7_cpu_faults_apply(cpu, &oven, s7_cpu_faults_at_host, NULL, 0, err), 4);
    fclose(err);
    assert_string_equal(said, "sieben: OVEN: fault a is not shown: the CPU has no DB9\n"
                              "sieben: OVEN: fault b is not shown: the address of LOST is not known\n"
                              "sieben: OVEN: fault c is not shown: the CPU cannot show it as it was started\n"
                              "sieben: OVEN: fault d is not shown: DB1 has no more than 8 octets\n");
    free(said);
    s7_cpu_free(cpu);
}

static void addresses_are_numeric(void **state)
{
    char address[S7_CPU_FAULT_PARTNER_SIZE] = "unchanged";
    (void)state;
    assert_true(s7_cpu_faults_address("10.1.2.3", address));
    assert_string_equal(address, "10.1.2.3");
    assert_true(s7_cpu_faults_address("0:0::1", address));
    assert_string_equal(address, "::1"); /* as a transport writes it */
    assert_false(s7_cpu_faults_address("no-such-name.invalid", address));
    assert_string_equal(address, "::1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAULTY(a_cpu_begins_with_the_faults_of_its_plant),
        cmocka_unit_test(every_kind_is_taken),
        cmocka_unit_test(classes_have_their_names),
        FAULTY(another_plant_changes_what_is_another),
        FAULTY(what_cannot_be_shown_is_said),
        cmocka_unit_test(addresses_are_numeric),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
