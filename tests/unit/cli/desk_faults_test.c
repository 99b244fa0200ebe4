/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/desk.h"
#include "must.h"
#include "net_uv/clock.h"

static const char text[] =
    "sieben: 1\nplant: {name: Desk}\n"
    "hosts:\n"
    "  FAR: {address: 10.1.1.9}\n"
    "cpus:\n"
    "  PRESS: {address: 10.1.1.1, profile: s7-1500, dbs: {10: {size: 20}}}\n"
    "  MILL: {address: 10.1.1.3, profile: s7-1500, dbs: {10: {size: 20}}}\n"
    "  OVEN: {address: 10.1.1.2, profile: s7-300, dbs: {1: {size: 8}},\n"
    "    faults: {a: {kind: silent, partner: MILL}, b: {kind: reset, partner: FAR}, c: {kind: drop}}}\n";

struct scene {
    struct s7_plant *plant;
    struct s7_desk desk;
    uv_loop_t loop;
    struct s7_uv *uv;
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    struct s7_fault fault;
    const char *what;
    const struct s7_desk_cpu *place;
    must(s7_plant_load(text, strlen(text), NULL, NULL, &scene->plant) == S7_OK);
    must(uv_loop_init(&scene->loop) == 0 && s7_uv_new(&scene->loop, NULL, &scene->uv) == S7_OK);
    must(s7_desk_init(&scene->desk, scene->plant, NULL, &what) == S7_OK);
    must(s7_desk_listen(&scene->desk, scene->uv, &fault, &place) == S7_OK);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    s7_uv_stop(scene->uv, NULL, NULL);
    uv_run(&scene->loop, UV_RUN_DEFAULT);
    must(uv_loop_close(&scene->loop) == 0);
    s7_desk_free(&scene->desk);
    s7_plant_free(scene->plant);
    free(scene);
    return 0;
}

static const char *source_of(struct scene *scene, const char *name)
{
    static char source[S7_CPU_FAULT_PARTNER_SIZE];
    source[0] = '\0';
    s7_desk_source(&scene->desk, s7_plant_find_cpu(scene->plant, name), source);
    return source;
}

static const char *partner_at(const struct s7_cpu *cpu, size_t index)
{
    static struct s7_cpu_fault_state state;
    must(s7_cpu_fault_at(cpu, index, &state));
    return state.fault.partner;
}

static void every_cpu_dials_from_its_own_address(void **state)
{
    struct scene *scene = *state;
    assert_string_equal(source_of(scene, "PRESS"), "127.0.0.1");
    assert_string_equal(source_of(scene, "MILL"), "127.0.0.2");
    assert_string_equal(source_of(scene, "FAR"), ""); /* not played */
    struct s7_desk_cpu *press = scene->desk.cpus[0];
    strcpy(press->asked.host, "127.0.0.1"); /* told where to listen */
    assert_string_equal(source_of(scene, "PRESS"), "");
}

static void partners_are_known_by_it(void **state)
{
    struct scene *scene = *state;
    const struct s7_cpu *oven = scene->desk.cpus[2]->cpu;
    s7_desk_faults(&scene->desk, s7_uv_now(), stderr);
    assert_string_equal(partner_at(oven, 0), "127.0.0.2");
    assert_string_equal(partner_at(oven, 1), "10.1.1.9");
    assert_string_equal(partner_at(oven, 2), "");
}

#define SCENE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(every_cpu_dials_from_its_own_address),
        SCENE(partners_are_known_by_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
