/* SPDX-License-Identifier: MIT
 *
 * unit/cpu/fault_scene.h — a CPU with DB 1 (8 octets) and DB 2 (4 octets), and partners that read them.
 */
#ifndef TESTS_UNIT_CPU_FAULT_SCENE_H
#define TESTS_UNIT_CPU_FAULT_SCENE_H

#include "unit/cpu/peer.h"

#include <stdlib.h>

#define READ_DB(db, octets) "0401 120a1002 00" octets " 00" db "84000000"
#define WRITE_DB(db)        "0501 120a10020004 00" db "84000000"
#define FOUR                "ff040020 11223344"

struct scene {
    struct s7_cpu_config config;
    struct s7_cpu *cpu;
    struct peer peer;
};

/** Connects, and is granted all four jobs at a time. */
static inline void scene_connect(struct scene *scene)
{
    peer_connect(&scene->peer, scene->cpu);
    peer_say(&scene->peer, "03000019 02f080 32010000ffff00080000 f00000040004 00f0");
    assert_int_equal(scene->peer.answer_size, 27);
}

static inline struct scene *scene_with(bool octet_faults)
{
    static const struct s7_cpu_db dbs[] = {{.number = 1, .size = 8}, {.number = 2, .size = 4}};
    struct scene *scene = calloc(1, sizeof *scene);
    s7_cpu_config_default(&scene->config);
    scene->config.amq_calling = 4;
    scene->config.dbs = dbs;
    scene->config.db_count = 2;
    scene->config.limits.faults = 3;
    scene->config.limits.kept = 3;
    scene->config.octet_faults = octet_faults;
    scene->cpu = cpu_of(&scene->config);
    cpu_put(scene->cpu, "P#DB1.DBX0.0 BYTE 8", "1122334455667788");
    cpu_put(scene->cpu, "P#DB2.DBX0.0 BYTE 4", "11223344");
    scene_connect(scene);
    return scene;
}

static inline int scene_set_up(void **state)
{
    *state = scene_with(false);
    return 0;
}

static inline int scene_tear_down(void **state)
{
    struct scene *scene = *state;
    if (scene->peer.session)
        peer_close(&scene->peer);
    s7_cpu_free(scene->cpu);
    free(scene);
    return 0;
}

/** Sets a fault named "f"; the fields in braces. */
#define SET(scene, ...) sets(scene, "f", (struct s7_cpu_fault){__VA_ARGS__})

static inline void sets(struct scene *scene, const char *name, struct s7_cpu_fault fault)
{
    assert_int_equal(s7_cpu_fault_set(scene->cpu, name, &fault, scene->peer.now), S7_OK);
}

static inline void clears(struct scene *scene, const char *name)
{
    assert_true(s7_cpu_fault_clear(scene->cpu, name, scene->peer.now));
}

/** Reading so gives this data part. */
static inline void reads(struct scene *scene, const char *parameter, const char *data)
{
    peer_request(&scene->peer, 1, parameter, "");
    peer_expect_parts(&scene->peer, 3, 0, "0401", data);
}

static inline struct s7_cpu_fault_state state_of(const struct scene *scene, size_t index)
{
    struct s7_cpu_fault_state state;
    assert_true(s7_cpu_fault_at(scene->cpu, index, &state));
    return state;
}

#define SCENE(name) cmocka_unit_test_setup_teardown(name, scene_set_up, scene_tear_down)

#endif
