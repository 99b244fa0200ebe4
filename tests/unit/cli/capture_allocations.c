/* SPDX-License-Identifier: MIT
 *
 * Names, values and events of a capture with memory that runs out at every place where it can: nothing crashes, nothing is
 * left behind, and what is shown without it is no other partner's.
 */
#include "check.h"

#include <stdlib.h>

#include "allocation.h"
#include "capture_events.h"

enum { TRIES_MAX = 5000 };

static const char plant_text[] = "sieben: 1\n"
                                 "plant: {name: Memory, revision: 1}\n"
                                 "cpus:\n"
                                 "  OVEN:\n"
                                 "    address: 10.20.1.21\n"
                                 "    profile: s7-300\n"
                                 "    slot: 2\n"
                                 "    dbs: {10: {size: 60}}\n"
                                 "    tags: {speed: {tag: \"DB10.DBW0:INT\", unit: rpm}}\n";

static struct s7_plant *plant;
static struct scene_events scene;

static int load(void **state)
{
    (void)state;
    return s7_plant_load(plant_text, sizeof plant_text - 1, NULL, NULL, &plant);
}

static int unload(void **state)
{
    (void)state;
    s7_plant_free(plant);
    return 0;
}

/* Calls it with each of its allocations failing in turn, until none does. */
static void run_out_of_memory(void (*call)(void))
{
    size_t live = allocation_live();
    for (size_t n = 1; n < TRIES_MAX; n++) {
        allocation_fail_at(n);
        call();
        bool failed = allocation_failed();
        allocation_fail_at(0);
        assert_int_equal(allocation_live(), live);
        if (!failed)
            return;
    }
    fail_msg("it does not end");
}

static void name_many(void)
{
    struct s7_capture_names *names;
    if (s7_capture_names_new(plant, true, &names) != S7_OK)
        return;
    for (unsigned i = 0; i < 200; i++) {
        char text[32], expected[32];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        const struct s7_station station = {.address = {10, 0, 0, (uint8_t)i}, .version = 4};
        s7_capture_names_host(names, &station, &buf);
        snprintf(expected, sizeof expected, "host-%u", i + 1);
        if (!allocation_failed())
            assert_string_equal(text, expected);
    }
    s7_capture_names_free(names);
}

static void names_without_memory(void **state)
{
    (void)state;
    run_out_of_memory(name_many);
}

static void show_some(void)
{
    scene.show.json = false;
    s7_capture_show_take(&scene.show, scene_pdu(&scene, PDU_READ, NULL));
    s7_capture_show_take(&scene.show, scene_pdu(&scene, PDU_GIVEN, PDU_READ));
    s7_capture_show_take(&scene.show, scene_packet(&scene, PACKET_CR));
    scene.show.json = true;
    s7_capture_show_take(&scene.show, scene_pdu(&scene, PDU_WRITE, NULL));
    s7_capture_show_take(&scene.show, scene_pdu(&scene, PDU_GIVEN, PDU_READ));
    s7_capture_show_take(&scene.show, scene_pdu(&scene, PDU_REFUSED, PDU_READ));
}

static void *allocate(size_t size)
{
    return malloc(size);
}

static void release(void *block)
{
    free(block);
}

/* The library that makes documents has its memory from the same place. */
static void events_without_memory(void **state)
{
    (void)state;
    json_set_alloc_funcs(allocate, release);
    scene_open(&scene, plant, false);
    scene.show.out = fopen("/dev/null", "w");
    must(scene.show.out);
    show_some(); /* the stream takes its own once */
    run_out_of_memory(show_some);
    fclose(scene.show.out);
    scene_close(&scene);
}

static void an_event_without_room_for_its_text(void **state)
{
    (void)state;
    struct s7_capture_show show = {.out = stdout};
    allocation_fail_at(1);
    assert_int_equal(s7_capture_show_open(&show), S7_ERR_LOCAL_MEMORY);
    allocation_fail_at(0);
    s7_capture_show_close(&show);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_without_memory),
                                       cmocka_unit_test(events_without_memory),
                                       cmocka_unit_test(an_event_without_room_for_its_text)};
    return cmocka_run_group_tests(tests, load, unload);
}
