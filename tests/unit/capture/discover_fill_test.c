/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;
static struct s7_discover_config config;
static struct s7_discover_model model;

static struct s7_talk *read_talk(const char *client, const char *server, uint16_t port)
{
    struct s7_talk *talk = talks_add(&talks, client, server, port, "01.00", "03.02");
    talks_use(talk, 1, 0x04, 0, 0, 1);
    return talk;
}

static void end(void)
{
    s7_discover_model_free(&model);
    talks_end(&talks);
    config = (struct s7_discover_config){.known = NULL};
}

static void meet(void)
{
    model = (struct s7_discover_model){.config = &config};
    assert_int_equal(s7_discover_collect(&model, talks.list, talks.count), S7_OK);
    assert_int_equal(s7_discover_meet(&model), S7_OK);
    assert_int_equal(s7_discover_fill(&model), S7_OK);
}

static void assert_areas(const struct s7_access_set *set, const char *expected)
{
    char text[500];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_access_set_print(set, &buf);
    assert_string_equal(text, expected);
}

static void data_are_what_anybody_was_served(void **state)
{
    (void)state;
    struct s7_talk *one = read_talk("10.0.0.8", "10.0.0.1", 102);
    struct s7_talk *other = read_talk("10.0.0.9", "10.0.0.1", 102);
    talks_access(one, S7_MEANS_READ_VAR, "P#DB5.DBX0.0 BYTE 10", 1, 0);
    talks_access(other, S7_MEANS_WRITE_VAR, "P#DB5.DBX10.0 BYTE 10", 1, 0);
    talks_access(other, S7_MEANS_READ_VAR, "DB6.DBB0", 1, 0x0A);
    meet();
    assert_areas(&model.links[0].areas[S7_OPERATION_READ], "P#DB5.DBX0.0 BYTE 10");
    assert_areas(&model.links[0].areas[S7_OPERATION_WRITE], "nothing");
    assert_areas(&model.links[1].areas[S7_OPERATION_WRITE], "P#DB5.DBX10.0 BYTE 10");
    assert_areas(&model.members[0].data, "P#DB5.DBX0.0 BYTE 20");
    assert_int_equal(model.members[0].db_count, 1);
    end();
}

static void served(struct s7_talk *talk, enum s7_area area, uint16_t db, uint32_t first, uint32_t count)
{
    const struct s7_range range = {area, db, first, count};
    must(s7_access_set_add(&talk->served[S7_OPERATION_READ], &range) == S7_OK);
}

/** Whatever a capture says was served: a plant file has no room for it. */
static void what_no_cpu_has_is_cut_off(void **state)
{
    (void)state;
    struct s7_talk *talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    served(talk, S7_AREA_DB, 0, 0, 8);
    served(talk, S7_AREA_DB, 7, 65534 * 8, 32);
    served(talk, S7_AREA_DB, 8, 65535 * 8, 8);
    served(talk, S7_AREA_MEMORY, 0, (1 << 24) - 8, 8);
    served(talk, S7_AREA_TIMER, 0, 65534 * 16, 32);
    meet();
    assert_areas(&model.links[0].areas[S7_OPERATION_READ], "T65534, P#DB7.DBX65534.0 BYTE 1");
    assert_int_equal(model.links[0].left_out[S7_OPERATION_READ], 3);
    end();
}

static void assert_pieces(const char *text, const char *expected)
{
    struct s7_range range = talks_range(text);
    struct s7_range pieces[S7_DISCOVER_PIECES_MOST];
    size_t count = s7_discover_pieces(&range, pieces);
    char all[300];
    struct s7_strbuf buf = s7_strbuf_over(all, sizeof all);
    for (size_t i = 0; i < count; i++) {
        char words[S7_TAG_TEXT_SIZE];
        s7_range_format(&pieces[i], words, sizeof words);
        s7_strbuf_printf(&buf, "%s%s", i ? ", " : "", words);
    }
    assert_string_equal(all, expected);
}

static void areas_are_written_as_people_do(void **state)
{
    (void)state;
    assert_pieces("P#DB1.DBX0.0 BOOL 17", "P#DB1.DBX0.0 BYTE 2, P#DB1.DBX2.0 BOOL 1");
    assert_pieces("P#M1.6 BOOL 20", "P#M1.6 BOOL 2, P#M2.0 BYTE 2, P#M4.0 BOOL 2");
    assert_pieces("P#M1.6 BOOL 10", "P#M1.6 BOOL 2, P#M2.0 BYTE 1");
    assert_pieces("P#M1.6 BOOL 4", "P#M1.6 BOOL 4");
    assert_pieces("P#DB1.DBX4.0 BYTE 8", "P#DB1.DBX4.0 BYTE 8");
    assert_pieces("M1.3", "P#M1.3 BOOL 1");
    assert_pieces("T5*3", "T5*3");
}

static void there_are_as_many_data_blocks_as_a_file_holds(void **state)
{
    (void)state;
    struct s7_talk *talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    for (unsigned db = 1; db <= 5000; db++)
        served(talk, S7_AREA_DB, (uint16_t)db, 0, 8);
    meet();
    assert_int_equal(model.members[0].db_count, 4096);
    assert_int_equal(model.members[0].db_end, 4097);
    assert_int_equal(model.links[0].areas[S7_OPERATION_READ].range_count, 4096);
    assert_int_equal(model.links[0].left_out[S7_OPERATION_READ], 5000 - 4096);
    end();
}

static void there_are_as_many_areas_as_a_key_holds(void **state)
{
    (void)state;
    struct s7_talk *talk = read_talk("10.0.0.8", "10.0.0.1", 102);
    for (unsigned octet = 0; octet < 10010; octet++)
        served(talk, S7_AREA_MEMORY, 0, 16 * octet, 8);
    meet();
    assert_int_equal(model.links[0].areas[S7_OPERATION_READ].range_count, 10000);
    assert_int_equal(model.links[0].left_out[S7_OPERATION_READ], 10);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_are_what_anybody_was_served),
        cmocka_unit_test(what_no_cpu_has_is_cut_off),
        cmocka_unit_test(areas_are_written_as_people_do),
        cmocka_unit_test(there_are_as_many_data_blocks_as_a_file_holds),
        cmocka_unit_test(there_are_as_many_areas_as_a_key_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
