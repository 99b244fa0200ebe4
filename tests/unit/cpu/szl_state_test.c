/* SPDX-License-Identifier: MIT
 *
 * What a CPU keeps of its lists, and which configurations it takes.
 */
#include "unit/cpu/lists.h"

#include "base/chance.h"
#include "cases.h"
#include "cpu/config.h"
#include "cpu/szl_state.h"

#include <stdlib.h>

static const uint8_t octets[64] = {0, 1, 2, 3};

static struct s7_cpu_config config_default(void)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    return config;
}

static bool valid_with(const struct s7_cpu_szl *lists, size_t count)
{
    struct s7_cpu_config config = config_default();
    config.szl = lists;
    config.szl_count = count;
    assert_int_equal(s7_cpu_szl_config_valid(&config), s7_cpu_config_valid(&config));
    return s7_cpu_szl_config_valid(&config);
}

#define VALID(...)   assert_true(valid_with(&(struct s7_cpu_szl){__VA_ARGS__}, 1))
#define INVALID(...) assert_false(valid_with(&(struct s7_cpu_szl){__VA_ARGS__}, 1))

static void lists_that_cannot_be_are_refused(void **state)
{
    (void)state;
    VALID(0x0013, 0, 4, 2, octets);
    VALID(0x0FFF, 0, 20, 6, NULL);
    VALID(0x0131, 0xFFFF, 40, 1, octets);
    INVALID(0x1013, 0, 4, 2, octets); /* of another module */
    INVALID(0x0013, 1, 4, 2, octets); /* a whole list has no index */
    INVALID(0x0013, 0, 4, 2, NULL);
    INVALID(0x0013, 0, 4, 0, octets);
    INVALID(0x0013, 0, 0, 2, octets);
    INVALID(0x0F13, 0, 4, 2, octets); /* the head has no records */
    INVALID(0x00A0, 0, 20, 1, octets);
    INVALID(0x0017, 0, 256, 256, octets); /* longer than a list can be */
    VALID(0x0424, 5, 20, 1, octets);      /* given whatever the index: as for index 0 */
    INVALID(0x0424, 5, 2, 1, octets);
    INVALID(0x0124, 5, 20, 1, octets);
    const struct s7_cpu_szl twice[] = {{.id = 0x0222, .index = 1}, {.id = 0x0222}, {.id = 0x0222, .index = 1}};
    assert_true(valid_with(twice, 2));
    assert_false(valid_with(twice, 3));
    assert_false(valid_with(NULL, 1));
    assert_true(valid_with(NULL, 0));
}

static void so_many_lists_are_possible(void **state)
{
    (void)state;
    static struct s7_cpu_szl lists[4097];
    for (size_t i = 0; i < 4097; i++)
        lists[i] = (struct s7_cpu_szl){.id = 0x0222, .index = (uint16_t)i};
    assert_true(valid_with(lists, 4096));
    assert_false(valid_with(lists, 4097));
}

#define SPOILED(field, value)                                                                                  \
    do {                                                                                                       \
        struct s7_cpu_config config = config_default();                                                        \
        config.field = (value);                                                                                \
        assert_false(s7_cpu_szl_config_valid(&config));                                                        \
        assert_int_equal(s7_cpu_size(&config), 0);                                                             \
    } while (0)

static void what_is_out_of_range_is_refused(void **state)
{
    (void)state;
    static const struct s7_cpu_event no_day[] = {{.event = 1, .at = {2016, 2, 30, 0, 0, 0, 0, 0}}};
    static struct s7_cpu_event many[101];
    for (size_t i = 0; i < 101; i++)
        many[i].at = (struct s7_clock){2016, 2, 8, 0, 0, 0, 0, 0};
    SPOILED(szl_style, (enum s7_cpu_szl_style)4);
    SPOILED(szl_unknown_id, 0);
    SPOILED(szl_unknown_index, 0);
    SPOILED(limits.diagnostics, 0);
    SPOILED(limits.diagnostics, 3201);
    SPOILED(event_count, 1);
    struct s7_cpu_config config = config_default();
    config.identity.serial_number[0] = 'x';
    memset(config.identity.serial_number, 'x', sizeof config.identity.serial_number);
    assert_false(s7_cpu_szl_config_valid(&config));
    config = config_default();
    config.events = no_day;
    config.event_count = 1;
    assert_false(s7_cpu_szl_config_valid(&config));
    config.events = many;
    config.event_count = 100;
    assert_true(s7_cpu_szl_config_valid(&config));
    config.event_count = 101;
    assert_false(s7_cpu_szl_config_valid(&config));
    config.limits.diagnostics = 3200;
    assert_true(s7_cpu_szl_config_valid(&config));
}

static void records_are_copies_in_order(void **state)
{
    (void)state;
    uint8_t own[4] = {1, 2, 3, 4};
    const struct s7_cpu_szl lists[] = {
        {.id = 0x0131, .index = 2, .record_size = 2, .record_count = 2, .records = own},
        {.id = 0x0013, .record_size = 2, .record_count = 1, .records = own},
        {.id = 0x0131, .index = 1}};
    struct s7_cpu_config config = config_default();
    config.szl = lists;
    config.szl_count = 3;
    void *memory = malloc((size_t)s7_cpu_szl_state_size(&config)); /* not an octet more is touched */
    struct s7_cpu_szl_state kept;
    s7_cpu_szl_state_init(&kept, memory, &config);
    memset(own, 9, sizeof own);
    assert_int_equal(kept.row_count, 3);
    assert_int_equal(kept.rows[0].id, 0x0013);
    assert_memory_equal(kept.rows[0].records, ((const uint8_t[]){1, 2}), 2);
    assert_int_equal(kept.rows[1].index, 1);
    assert_null(kept.rows[1].records);
    assert_memory_equal(kept.rows[2].records, ((const uint8_t[]){1, 2, 3, 4}), 4);
    assert_int_equal(kept.answer_size, s7_cpu_szl_answer_size(&config));
    memset(kept.answer, 0, kept.answer_size);
    free(memory);
}

static void sameness_is_that_of_the_records(void **state)
{
    (void)state;
    static const uint8_t one[] = {1, 2, 3, 4}, other[] = {1, 2, 3, 5};
    const struct s7_cpu_szl base[] = {{0x0013, 0, 2, 2, one}, {.id = 0x0222, .index = 1}};
    const struct s7_cpu_szl turned[] = {{.id = 0x0222, .index = 1}, {0x0013, 0, 2, 2, one}};
    const struct s7_cpu_szl changed[] = {{0x0013, 0, 2, 2, other}, {.id = 0x0222, .index = 1}};
    const struct s7_cpu_szl shorter[] = {{0x0013, 0, 2, 1, one}, {.id = 0x0222, .index = 1}};
    const struct s7_cpu_szl wider[] = {{0x0013, 0, 4, 1, one}, {.id = 0x0222, .index = 1}};
    const struct s7_cpu_szl moved[] = {{0x0013, 0, 2, 2, one}, {.id = 0x0222, .index = 2}};
    const struct {
        const struct s7_cpu_szl *lists;
        size_t count;
        bool same;
    } cases[] = {{base, 2, true},   {turned, 2, true}, {changed, 2, false}, {shorter, 2, false},
                 {wider, 2, false}, {moved, 2, false}, {base, 1, false},    {NULL, 0, false}};
    struct s7_cpu_config config = config_default();
    config.szl = base;
    config.szl_count = 2;
    void *memory = malloc((size_t)s7_cpu_szl_state_size(&config));
    struct s7_cpu_szl_state kept;
    s7_cpu_szl_state_init(&kept, memory, &config);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        config.szl = cases[i].lists;
        config.szl_count = cases[i].count;
        assert_int_equal(s7_cpu_szl_state_same(&kept, &config), cases[i].same);
    }
    free(memory);
}

static void change_identity(struct s7_cpu_config *config, unsigned change)
{
    struct s7_cpu_identity *identity = &config->identity;
    char *texts[] = {identity->order_number,  identity->boot_loader, identity->station_name,
                     identity->module_name,   identity->plant_id,    identity->copyright,
                     identity->serial_number, identity->type_name,   identity->memory_card,
                     identity->oem,           identity->location};
    uint16_t *words[] = {&identity->module_type,     &identity->hardware[0],     &identity->hardware[1],
                         &identity->manufacturer[0], &identity->manufacturer[1], &identity->manufacturer[2],
                         &config->szl_unknown_id,    &config->szl_unknown_index, &config->diagnostics_run,
                         &config->limits.diagnostics};
    uint8_t *parts[] = {&identity->firmware[0], &identity->firmware[2], &identity->boot_version[0],
                        &identity->boot_version[3]};
    if (change < 11)
        texts[change][0] = '!';
    else if (change < 21)
        ++*words[change - 11];
    else if (change < 25)
        ++*parts[change - 21];
    else if (change == 25)
        identity->firmware_named = true;
    else if (change == 26)
        config->szl_style = S7_CPU_SZL_REFUSE;
    else if (change == 27)
        config->szl_index_all = false;
    else
        config->szl_count--;
}

static void identity_and_lists_last_as_long_as_the_cpu(void **state)
{
    (void)state;
    const struct s7_cpu_config made_with = config_default();
    struct s7_cpu *cpu = cpu_of(&made_with);
    assert_int_equal(s7_cpu_reload(cpu, &made_with), S7_OK);
    for (unsigned change = 0; change <= 28; change++) {
        struct s7_cpu_config config = made_with;
        change_identity(&config, change);
        assert_true(s7_cpu_config_valid(&config));
        assert_int_equal(s7_cpu_reload(cpu, &config), S7_ERR_LOCAL_ARGUMENT);
    }
    s7_cpu_free(cpu);
}

static void the_diagnostic_buffer_goes_on_after_a_download(void **state)
{
    static const struct s7_cpu_event events[] = {{.event = 0x1234, .at = {2016, 2, 8, 0, 0, 0, 0, 0}}};
    (void)state;
    struct s7_cpu_config config = config_default();
    struct s7_cpu *cpu = cpu_of(&config);
    const struct s7_cpu_event added = {.event = 0xA001};
    struct s7_cpu_event newest;
    s7_cpu_add_event(cpu, &added, S7_SECOND);
    config.events = events;
    config.event_count = 1;
    assert_int_equal(s7_cpu_reload(cpu, &config), S7_OK);
    assert_true(s7_cpu_event_at(cpu, 0, &newest));
    assert_int_equal(newest.event, 0xA001);
    s7_cpu_free(cpu);
}

/* Any configuration that is taken gives answers that fit its answer buffer: ASan watches. */
static void any_lists_are_answered_whole(void **state)
{
    (void)state;
    static struct list list;
    struct s7_chance chance = cases_begin("szl_state");
    for (size_t n = cases_count(); n > 0; n = n > 50 ? n - 50 : 0) {
        struct s7_cpu_szl lists[8];
        static uint8_t records[8][400];
        struct s7_cpu_config config = config_default();
        config.szl = lists;
        config.szl_count = s7_chance_below(&chance, 9);
        config.pdu_length = (uint16_t)(64 + s7_chance_below(&chance, 900));
        for (size_t i = 0; i < config.szl_count; i++) {
            lists[i] = (struct s7_cpu_szl){.id = (uint16_t)(0x0030 + i),
                                           .record_size = (uint16_t)(1 + s7_chance_below(&chance, 20)),
                                           .record_count = (uint16_t)(1 + s7_chance_below(&chance, 20)),
                                           .records = records[i]};
            for (size_t k = 0; k < 400; k++)
                records[i][k] = (uint8_t)s7_chance_below(&chance, 256);
        }
        struct s7_cpu *cpu = cpu_of(&config);
        struct peer peer;
        peer_connect(&peer, cpu);
        for (size_t i = 0; i < config.szl_count; i++) {
            size_t size = (size_t)lists[i].record_size * lists[i].record_count;
            list_ask(&list, &peer, lists[i].id, 0);
            assert_int_equal(list.error, 0);
            assert_int_equal(list.size, 8 + size);
            assert_memory_equal(list.octets + 8, records[i], size);
        }
        peer_close(&peer);
        s7_cpu_free(cpu);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identity_and_lists_last_as_long_as_the_cpu),
        cmocka_unit_test(the_diagnostic_buffer_goes_on_after_a_download),
        cmocka_unit_test(lists_that_cannot_be_are_refused),
        cmocka_unit_test(so_many_lists_are_possible),
        cmocka_unit_test(what_is_out_of_range_is_refused),
        cmocka_unit_test(records_are_copies_in_order),
        cmocka_unit_test(sameness_is_that_of_the_records),
        cmocka_unit_test(any_lists_are_answered_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
