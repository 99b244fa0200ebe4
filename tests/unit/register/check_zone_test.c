/* SPDX-License-Identifier: MIT */
#include "cases.h"
#include "checked.h"
#include "plant/net.h"
#include "register/checking.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-002", "S7R-025", "S7R-038", "S7R-043"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void nested_nets_are_found_whatever_lies_between(void **state)
{
    (void)state;
    assert_found("sieben: 1\nplant: {name: Case}\nzones:\n"
                 "  one: {nets: [10.0.0.0/8, 10.1.0.0/16]}\n"
                 "  two: {nets: [10.1.2.0/24, \"fd00::/64\"]}\n"
                 "  three: {nets: [11.0.0.0/8, \"fd00:0:0:1::/64\"]}\n"
                 "cpus:\n"
                 "  A: {address: 10.1.255.1, profile: s7-300, zone: one}\n"
                 "  B: {address: \"[fd00::ffff]:102\", profile: s7-300, zone: two}\n"
                 "  C: {address: 10.1.2.255, profile: s7-300, zone: one}\n"
                 "  D: {address: \"[fd00::1:0:0:0:0]:102\", profile: s7-300, zone: two}\n"
                 "  E: {address: some.name, profile: s7-300, zone: three}\n",
                 "5:3 S7R-025 zone two: 10.1.2.0/24 overlaps 10.1.0.0/16 of zone one\n"
                 "11:3 S7R-002 cpu D: fd00::1:0:0:0:0 is in no net of zone two\n");
}

static void other_addresses_of_a_connection_count_too(void **state)
{
    (void)state;
    assert_found("sieben: 1\nplant: {name: Case}\nzones:\n  one: {nets: [10.0.0.0/24]}\ncpus:\n"
                 "  A: {address: 10.0.0.1, profile: s7-300, zone: one}\n"
                 "  B: {address: 10.0.0.2, profile: s7-300, zone: one}\nconnections:\n"
                 "  C-1: {from: A, to: B, owner: o, service: other, second_address: 10.0.1.2,\n"
                 "        source_address: 10.0.2.1}\n",
                 "9:3 S7R-002 connection C-1: second_address 10.0.1.2 is in no net of zone one, where B is\n"
                 "9:3 S7R-002 connection C-1: source_address 10.0.2.1 is in no net of zone one, where A is\n");
}

enum { ZONES = 4, NETS = 3, PARTNERS = 6, TEXT = 32 };

/** Zones with nets at random, few enough bits of them different that many are nested. */
struct town {
    struct s7_plant_zone zones[ZONES];
    const char *nets[ZONES][NETS];
    char net_texts[ZONES][NETS][TEXT];
    struct s7_plant_cpu cpus[PARTNERS];
    char addresses[PARTNERS][TEXT];
    struct s7_plant plant;
};

static uint32_t some_address(struct s7_chance *chance)
{
    static const uint32_t bits[] = {0x80000000U, 0x00800000U, 0x00008000U, 0x00000080U, 0x00000001U};
    uint32_t address = 0x0A000000U & ~bits[0];
    for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++)
        address |= s7_chance_below(chance, 2) ? bits[i] : 0;
    return address;
}

static void write_address(char text[TEXT], uint32_t address, const char *prefix)
{
    snprintf(text, TEXT, "%u.%u.%u.%u%s", (unsigned)(address >> 24), (unsigned)(address >> 16 & 255),
             (unsigned)(address >> 8 & 255), (unsigned)(address & 255), prefix);
}

static void fill_town(struct town *town, struct s7_chance *chance)
{
    static const unsigned prefixes[] = {0, 8, 9, 16, 17, 24, 25, 32};
    *town = (struct town){.plant = {.zone_count = ZONES, .cpu_count = PARTNERS}};
    for (size_t i = 0; i < ZONES; i++) {
        town->zones[i] =
            (struct s7_plant_zone){.name = "z", .nets = town->nets[i], .mark = {(uint32_t)i + 1, 1}};
        town->zones[i].net_count = (size_t)s7_chance_below(chance, NETS + 1);
        for (size_t k = 0; k < town->zones[i].net_count; k++) {
            unsigned prefix = prefixes[s7_chance_below(chance, sizeof prefixes / sizeof prefixes[0])];
            char end[8];
            uint32_t mask = prefix ? UINT32_MAX << (32 - prefix) : 0;
            snprintf(end, sizeof end, "/%u", prefix);
            write_address(town->net_texts[i][k], some_address(chance) & mask, end);
            town->nets[i][k] = town->net_texts[i][k];
        }
    }
    for (size_t i = 0; i < PARTNERS; i++) {
        write_address(town->addresses[i], some_address(chance), "");
        town->cpus[i] = (struct s7_plant_cpu){.name = "c",
                                              .host = town->addresses[i],
                                              .zone = &town->zones[s7_chance_below(chance, ZONES)],
                                              .mark = {(uint32_t)(100 + i), 1}};
    }
    town->plant.zones = town->zones;
    town->plant.cpus = town->cpus;
}

static bool holds(const struct s7_plant_zone *zone, const char *address)
{
    const struct s7_net wanted = s7_net_of(address);
    for (size_t i = 0; i < zone->net_count; i++) {
        const struct s7_net net = s7_net_of(zone->nets[i]);
        if (s7_net_holds(&net, &wanted))
            return true;
    }
    return false;
}

static bool any_overlap(const struct town *town)
{
    for (size_t i = 0; i < ZONES; i++)
        for (size_t k = 0; k < ZONES; k++)
            for (size_t net = 0; i != k && net < town->zones[k].net_count; net++)
                if (holds(&town->zones[i], town->nets[k][net]))
                    return true;
    return false;
}

static bool is_found(const struct s7_register_list *list, enum s7_register_check check, uint32_t line)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->findings[i].check->check == check && (line == 0 || list->findings[i].mark.line == line))
            return true;
    return false;
}

/** However nets are nested, each partner and each overlap is judged as by trying every net. */
static void any_nets_are_judged_as_one_by_one(void **state)
{
    (void)state;
    static struct town town;
    struct s7_chance chance = cases_begin("any_nets_are_judged_as_one_by_one");
    for (unsigned long n = 0; n < cases_count(); n++) {
        struct s7_register_list list = {.count = 0};
        struct s7_checking checking = {.plant = &town.plant, .list = &list};
        fill_town(&town, &chance);
        s7_check_zone(&checking);
        for (size_t i = 0; i < PARTNERS; i++) {
            const struct s7_plant_zone *zone = town.cpus[i].zone;
            assert_int_equal(is_found(&list, S7R_OUTSIDE, (uint32_t)(100 + i)),
                             zone->net_count && !holds(zone, town.addresses[i]));
        }
        assert_int_equal(is_found(&list, S7R_NETS, 0), any_overlap(&town));
        s7_storage_free(&checking.scratch);
        s7_register_list_free(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(nested_nets_are_found_whatever_lies_between),
        cmocka_unit_test(other_addresses_of_a_connection_count_too),
        cmocka_unit_test(any_nets_are_judged_as_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
