/* SPDX-License-Identifier: MIT
 *
 * What a download changes while partners stay connected.
 */
#include "unit/cpu/peer.h"

#include "base/chance.h"
#include "cases.h"
#include "cpu/config.h"

#include <stdio.h>
#include <stdlib.h>

enum { DB_MOST = 12, SIZE_MOST = 24 };

#define READ_DB(db) "0401 120a10020004" db "84000000" /* four octets from the beginning */

struct scene {
    struct s7_cpu_config config;
    struct s7_cpu_db dbs[DB_MOST];
    struct s7_cpu *cpu;
    struct peer peer;
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    s7_cpu_config_default(&scene->config);
    scene->config.dbs = scene->dbs;
    scene->config.db_count = 3;
    for (size_t i = 0; i < 3; i++)
        scene->dbs[i] = (struct s7_cpu_db){.number = (uint16_t)(i + 1), .size = 8};
    scene->cpu = cpu_of(&scene->config);
    for (unsigned i = 0; i < 3; i++) {
        char tag[32];
        snprintf(tag, sizeof tag, "P#DB%u.DBX0.0 BYTE 8", i + 1);
        cpu_put(scene->cpu, tag, "1122334455667788");
    }
    peer_connect(&scene->peer, scene->cpu);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    peer_close(&scene->peer);
    s7_cpu_free(scene->cpu);
    free(scene);
    return 0;
}

static void reads(struct scene *scene, const char *parameter, const char *data)
{
    peer_request(&scene->peer, 1, parameter, "");
    peer_expect_parts(&scene->peer, 3, 0, "0401", data);
}

static void reload(struct scene *scene)
{
    assert_int_equal(s7_cpu_reload(scene->cpu, &scene->config), S7_OK);
}

/* The partner notices nothing but the codes: missing 0A, short or optimized 05, and what is there. */
static void a_partner_reads_through_the_change(void **state)
{
    struct scene *scene = *state;
    reads(scene, READ_DB("0002"), "ff040020 11223344");
    scene->dbs[1].size = 3;
    reload(scene);
    reads(scene, READ_DB("0002"), "05000000");
    scene->dbs[1].size = 8;
    scene->dbs[1].optimized = true;
    reload(scene);
    reads(scene, READ_DB("0002"), "05000000");
    scene->dbs[1].number = 9;
    reload(scene);
    reads(scene, READ_DB("0002"), "0a000000");
    scene->dbs[1] = (struct s7_cpu_db){.number = 2, .size = 8};
    reload(scene);
    reads(scene, READ_DB("0002"),
          "ff040020 00000000"); /* another block of that number: nothing of the old one */
    reads(scene, READ_DB("0001"), "ff040020 11223344");
    reads(scene, READ_DB("0003"), "ff040020 11223344");
    assert_int_equal(s7_cpu_usage(scene->cpu).used, 1);
}

static void contents_are_kept_as_far_as_both_sizes_go(void **state)
{
    struct scene *scene = *state;
    cpu_put(scene->cpu, "P#M5.0 BYTE 2", "abcd");
    scene->dbs[0].size = 5;
    scene->dbs[2].size = 10;
    reload(scene);
    cpu_holds(scene->cpu, "P#DB1.DBX0.0 BYTE 5", "1122334455");
    cpu_holds(scene->cpu, "P#DB2.DBX0.0 BYTE 8", "1122334455667788");
    cpu_holds(scene->cpu, "P#DB3.DBX0.0 BYTE 10", "11223344556677880000");
    cpu_holds(scene->cpu, "P#M5.0 BYTE 2", "abcd");
    scene->dbs[0].size = 8;
    reload(scene);
    cpu_holds(scene->cpu, "P#DB1.DBX0.0 BYTE 8", "1122334455000000");
}

static void write_protection_comes_and_goes(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 4; i++) {
        scene->dbs[0].write_protected = i % 2;
        reload(scene);
        peer_request(&scene->peer, 1, "0501 120a10020002000184000000", "00040010 aabb");
        peer_expect_parts(&scene->peer, 3, 0, "0501", i % 2 ? "03" : "ff");
    }
}

static void permissions_come_and_go(void **state)
{
    struct scene *scene = *state;
    scene->config.put_get = false;
    reload(scene);
    peer_request(&scene->peer, 1, READ_DB("0001"), "");
    peer_expect_refusal(&scene->peer, 0x8104);
    scene->config.put_get = true;
    scene->config.access_level = S7_CPU_LEVEL_NONE;
    reload(scene);
    peer_request(&scene->peer, 1, READ_DB("0001"), "");
    peer_expect_refusal(&scene->peer, 0x8104);
    scene->config.access_level = S7_CPU_LEVEL_READ;
    reload(scene);
    reads(scene, READ_DB("0001"), "ff040020 11223344");
}

static void hold(void *user)
{
    unsigned *held = user;
    assert_int_equal(*held % 2, 0);
    ++*held;
}

static void let_go(void *user)
{
    unsigned *held = user;
    assert_int_equal(*held % 2, 1);
    ++*held;
}

/* Other threads see the data before or after, never in between. */
static void a_download_happens_under_the_lock(void **state)
{
    (void)state;
    unsigned held = 0;
    struct s7_cpu_db db = {.number = 1, .size = 8};
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.dbs = &db;
    config.db_count = 1;
    config.memory = (struct s7_cpu_memory_lock){.lock = hold, .unlock = let_go, .user = &held};
    struct s7_cpu *cpu = cpu_of(&config);
    assert_int_equal(held, 0);
    assert_int_equal(s7_cpu_reload(cpu, &config), S7_OK);
    assert_int_equal(held, 2);
    config.memory.user = NULL;
    assert_int_equal(s7_cpu_reload(cpu, &config), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(held, 2);
    s7_cpu_free(cpu);
}

/* One change of every field that a CPU is made of. */
static void change_field(struct s7_cpu_config *config, unsigned field)
{
    static const struct s7_observer observer = {.self = NULL};
    bool *flags[] = {&config->any_slot, &config->slot_zero, &config->tpdu_limits_pdu,
                     &config->timer_counter_write};
    uint8_t *octets[] = {&config->rack, &config->slot, &config->optimized_code, &config->refusal_tsap.reason,
                         &config->refusal_resources.reason};
    uint16_t *words[] = {&config->pdu_length,       &config->amq_calling, &config->amq_called,
                         &config->resources_total,  &config->pg.reserved, &config->op.reserved,
                         &config->basic.reserved,   &config->timer_count, &config->counter_count,
                         &config->limits.half_open, &config->limits.kept, &config->limits.push_count,
                         &config->pg.most,          &config->op.most,     &config->basic.most};
    uint32_t *sizes[] = {&config->input_size, &config->output_size, &config->memory_size};
    if (field < 4)
        *flags[field] = !*flags[field];
    else if (field < 9)
        ++*octets[field - 4];
    else if (field < 24)
        ++*words[field - 9];
    else if (field < 27)
        ++*sizes[field - 24];
    else if (field == 27)
        config->refusal_tsap.how = S7_CPU_REFUSE_RST;
    else if (field == 28)
        config->refusal_resources.how = S7_CPU_REFUSE_RST;
    else if (field == 29)
        config->cc_order = S7_CPU_CC_C1_C2_C0;
    else
        config->observer = &observer;
}

static void change_policy(struct s7_cpu_config *config, unsigned policy)
{
    if (policy == 13) {
        config->clock_century = 20;
        return;
    }
    bool *flags[] = {&config->level_stops_put_get, &config->level_guards_clock, &config->control_in_words,
                     &config->sequence_counts,     &config->services.clock,     &config->services.control,
                     &config->services.password,   &config->services.messages};
    uint16_t *words[] = {&config->codes.function, &config->codes.chain_lost, &config->limits.subscriptions,
                         &config->limits.chains, &config->limits.chain_size};
    if (policy < 8)
        *flags[policy] = !*flags[policy];
    else
        ++*words[policy - 8];
}

static void services_and_codes_last_as_long_as_the_cpu(void **state)
{
    struct scene *scene = *state;
    const struct s7_cpu_config made_with = scene->config;
    for (unsigned policy = 0; policy <= 13; policy++) {
        scene->config = made_with;
        change_policy(&scene->config, policy);
        assert_true(s7_cpu_config_valid(&scene->config));
        assert_int_equal(s7_cpu_reload(scene->cpu, &scene->config), S7_ERR_LOCAL_ARGUMENT);
    }
}

#define STOP "0300002102f080 320100000200 00100000 29 0000000000 09 505f50524f4752414d"

/* [AUTH#3] "toor    " legitimates until there is another password; the level is that of the download. */
static void another_password_ends_what_the_old_one_gave(void **state)
{
    struct scene *scene = *state;
    scene->config.has_password = true;
    memcpy(scene->config.password, "toor    ", sizeof scene->config.password);
    scene->config.access_level = S7_CPU_LEVEL_READ;
    reload(scene);
    peer_say(&scene->peer, "0300002502f080 320700000600 0008000c 0001120411450100 ff090008 213a1b1d6e681b1d");
    reload(scene);
    peer_ask(&scene->peer, STOP, "0300001402f080 320300000200 000100000000 29");
    scene->config.password[0] = 'r';
    reload(scene);
    peer_ask(&scene->peer, STOP, "0300001502f080 320300000200 00020000 d241 2902");
    scene->config.access_level = S7_CPU_LEVEL_FULL;
    reload(scene);
    peer_ask(&scene->peer, STOP, "0300001502f080 320300000200 00020000 8402 2907");
}

/* How it starts is of no interest to a CPU that runs. */
static void mode_switch_and_clock_are_not_looked_at(void **state)
{
    struct scene *scene = *state;
    scene->config.mode = S7_CPU_MODE_STOP;
    scene->config.mode_switch = S7_CPU_SWITCH_STOP;
    scene->config.clock.year = 2016;
    scene->config.clock_at = S7_SECOND;
    scene->config.has_password = true;
    reload(scene);
}

static void anything_else_needs_another_cpu(void **state)
{
    struct scene *scene = *state;
    const struct s7_cpu_config made_with = scene->config;
    scene->dbs[0].size = 2;
    for (unsigned field = 0; field <= 30; field++) {
        scene->config = made_with;
        change_field(&scene->config, field);
        assert_true(s7_cpu_config_valid(&scene->config));
        assert_int_equal(s7_cpu_reload(scene->cpu, &scene->config), S7_ERR_LOCAL_ARGUMENT);
    }
    scene->config = made_with;
    scene->dbs[1].number = 1; /* twice */
    assert_int_equal(s7_cpu_reload(scene->cpu, &scene->config), S7_ERR_LOCAL_ARGUMENT);
    cpu_holds(scene->cpu, "P#DB1.DBX0.0 BYTE 8", "1122334455667788");
    reads(scene, READ_DB("0002"), "ff040020 11223344");
}

static void a_cpu_in_the_callers_memory_has_no_room_for_another_program(void **state)
{
    static _Alignas(max_align_t) unsigned char memory[1 << 18];
    struct scene *scene = *state;
    struct s7_cpu *cpu;
    assert_int_equal(s7_cpu_init(memory, sizeof memory, &scene->config, &cpu), S7_OK);
    assert_int_equal(s7_cpu_reload(cpu, &scene->config), S7_ERR_LOCAL_ARGUMENT);
}

static void a_program_without_data_is_one_too(void **state)
{
    struct scene *scene = *state;
    scene->config.db_count = 0;
    scene->config.dbs = NULL;
    reload(scene);
    reads(scene, READ_DB("0001"), "0a000000");
    reload(scene);
    reads(scene, "0401 120a1002000200008300ffff", "05000000");
    reads(scene, "0401 120a10020002000083000000", "ff040010 0000");
}

/* Said a second time, block by block: what a block holds after any number of downloads. */
struct model {
    bool there[DB_MOST];
    uint32_t size[DB_MOST];
    uint8_t octets[DB_MOST][SIZE_MOST];
};

static void draw_program(struct scene *scene, struct model *model, struct s7_chance *chance)
{
    scene->config.db_count = 0;
    for (size_t i = 0; i < DB_MOST; i++) {
        bool there = s7_chance_below(chance, 3) > 0;
        uint32_t size = (uint32_t)s7_chance_below(chance, SIZE_MOST + 1);
        uint32_t kept = model->there[i] && there ? (size < model->size[i] ? size : model->size[i]) : 0;
        memset(model->octets[i] + kept, 0, SIZE_MOST - kept);
        model->there[i] = there;
        model->size[i] = size;
        if (there)
            scene->dbs[scene->config.db_count++] =
                (struct s7_cpu_db){.number = (uint16_t)(7 * i + 3), .size = size};
    }
}

static void check_program(struct scene *scene, struct model *model, struct s7_chance *chance)
{
    for (size_t i = 0; i < DB_MOST; i++) {
        struct s7_range range = {S7_AREA_DB, (uint16_t)(7 * i + 3), 0, 8 * model->size[i]};
        uint8_t octets[SIZE_MOST];
        if (!model->there[i]) {
            range.bit_count = 8;
            assert_int_equal(s7_cpu_read(scene->cpu, &range, octets), S7_ERR_DATA_MISSING);
            continue;
        }
        if (model->size[i] == 0)
            continue;
        assert_int_equal(s7_cpu_read(scene->cpu, &range, octets), S7_OK);
        assert_memory_equal(octets, model->octets[i], model->size[i]);
        for (size_t j = 0; j < model->size[i]; j++)
            model->octets[i][j] = (uint8_t)s7_chance_next(chance);
        assert_int_equal(s7_cpu_write(scene->cpu, &range, model->octets[i]), S7_OK);
        range.bit_count += 8;
        assert_int_equal(s7_cpu_read(scene->cpu, &range, octets), S7_ERR_DATA_ADDRESS);
    }
}

static void any_sequence_of_programs(void **state)
{
    struct scene *scene = *state;
    struct s7_chance chance = cases_begin(__func__);
    struct model model = {.there = {false}};
    scene->config.db_count = 0;
    reload(scene);
    for (unsigned long i = 0, cases = cases_count(); i < cases; i++) {
        draw_program(scene, &model, &chance);
        reload(scene);
        check_program(scene, &model, &chance);
    }
}

int main(void)
{
#define SCENE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SCENE(a_partner_reads_through_the_change),
        SCENE(contents_are_kept_as_far_as_both_sizes_go),
        SCENE(write_protection_comes_and_goes),
        SCENE(permissions_come_and_go),
        cmocka_unit_test(a_download_happens_under_the_lock),
        SCENE(anything_else_needs_another_cpu),
        SCENE(services_and_codes_last_as_long_as_the_cpu),
        SCENE(another_password_ends_what_the_old_one_gave),
        SCENE(mode_switch_and_clock_are_not_looked_at),
        SCENE(a_cpu_in_the_callers_memory_has_no_room_for_another_program),
        SCENE(a_program_without_data_is_one_too),
        SCENE(any_sequence_of_programs),
    };
#undef SCENE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
