/* SPDX-License-Identifier: MIT */
#include "register/picture.h"

#include "base/chance.h"
#include "cases.h"
#include "check.h"
#include "line.h"
#include "value/range.h"

static struct s7_picture picture_of(const struct s7_plant *plant, const char *cpu, enum s7_area area,
                                    uint16_t db)
{
    struct s7_picture picture;
    must(s7_picture_draw(plant, s7_plant_find_cpu(plant, cpu), area, db, &picture) == S7_OK);
    return picture;
}

static void expect_set(const struct s7_access_set *set, const char *expected)
{
    char text[300];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_access_set_print(set, &buf);
    assert_string_equal(text, expected);
}

static void every_octet_has_the_letter_of_its_hand(void **state)
{
    (void)state;
    struct s7_plant *plant = line_load(line_text);
    struct s7_picture picture = picture_of(plant, "OVEN", S7_AREA_DB, 100);
    assert_int_equal(picture.hand_count, 4);
    assert_int_equal(picture.hands[0].letter, 'A');
    assert_int_equal(picture.hands[0].by, S7_PICTURE_SERVED);
    assert_string_equal(picture.hands[1].connection->id, "C-2");
    assert_int_equal(picture.hands[2].by, S7_PICTURE_PROGRAM);
    assert_int_equal(picture.hands[3].by, S7_PICTURE_SIMULATED);
    assert_int_equal(picture.count, 24);
    assert_int_equal(picture.declared, 20);
    assert_string_equal(picture.marks[S7_PICTURE_WRITES], "AAAAAAAA!!CCD...........");
    assert_string_equal(picture.marks[S7_PICTURE_READS], "BBBBBBBBBBBB++++++++BBBB");
    expect_set(&picture.conflicts, "P#DB100.DBX8.0 BYTE 2");
    expect_set(&picture.beyond, "P#DB100.DBX20.0 BYTE 4");
    expect_set(&picture.idle, "nothing");
    assert_true(s7_picture_is_beyond(&picture, 20));
    assert_false(s7_picture_is_beyond(&picture, 19));
    s7_picture_free(&picture);
    s7_plant_free(plant);
}

static void bits_are_told_apart(void **state)
{
    (void)state;
    struct s7_plant *plant = line_load(line_text);
    struct s7_picture picture = picture_of(plant, "OVEN", S7_AREA_DB, 100);
    assert_int_equal(s7_picture_bit(&picture, S7_PICTURE_WRITES, 9 * 8), '!');
    assert_int_equal(s7_picture_bit(&picture, S7_PICTURE_WRITES, 12 * 8 + 2), 'D');
    assert_int_equal(s7_picture_bit(&picture, S7_PICTURE_WRITES, 12 * 8 + 3), '.');
    assert_int_equal(s7_picture_bit(&picture, S7_PICTURE_READS, 12 * 8), '+');
    assert_true(s7_picture_is_mixed(&picture, S7_PICTURE_WRITES, 12));
    assert_true(s7_picture_is_mixed(&picture, S7_PICTURE_WRITES, 9));
    assert_false(s7_picture_is_mixed(&picture, S7_PICTURE_WRITES, 8));
    assert_false(s7_picture_is_mixed(&picture, S7_PICTURE_READS, 12));
    s7_picture_free(&picture);
    s7_plant_free(plant);
}

/* What a put sends is read in the active CPU, where a get receives is written; what is left nobody touches. */
static void the_active_side_has_a_picture_as_well(void **state)
{
    (void)state;
    struct s7_plant *plant = line_load(line_text);
    struct s7_picture picture = picture_of(plant, "PRESS", S7_AREA_DB, 10);
    assert_int_equal(picture.hand_count, 1);
    assert_int_equal(picture.hands[0].by, S7_PICTURE_ACTIVE);
    assert_string_equal(picture.marks[S7_PICTURE_WRITES], "..........AAAAAAAA..");
    assert_string_equal(picture.marks[S7_PICTURE_READS], "AAAAAAAAAA..........");
    expect_set(&picture.idle, "P#DB10.DBX18.0 BYTE 2");
    expect_set(&picture.conflicts, "nothing");
    s7_picture_free(&picture);
    s7_plant_free(plant);
}

static void areas_end_where_they_are_touched_last(void **state)
{
    (void)state;
    struct s7_plant *plant = line_load(line_text);
    struct s7_picture picture = picture_of(plant, "OVEN", S7_AREA_MEMORY, 0);
    assert_int_equal(picture.count, 1);
    assert_int_equal(picture.declared, picture.cpu->profile->memory_size.value);
    assert_string_equal(picture.marks[S7_PICTURE_WRITES], "A");
    expect_set(&picture.idle, "nothing");
    s7_picture_free(&picture);
    picture = picture_of(plant, "OVEN", S7_AREA_DB, 7); /* not there, and nobody touches it */
    assert_int_equal(picture.count, 0);
    assert_null(picture.block);
    s7_picture_free(&picture);
    s7_plant_free(plant);
}

static void timers_are_words(void **state)
{
    (void)state;
    struct s7_plant *plant = line_load("sieben: 1\nplant: {name: T}\ncpus:\n"
                                       "  A: {address: 10.0.0.1, profile: s7-300}\n"
                                       "  B: {address: 10.0.0.2, profile: s7-300}\n"
                                       "connections: {C: {from: A, to: B, reads: [T1, T3], writes: T3}}\n");
    struct s7_picture picture = picture_of(plant, "B", S7_AREA_TIMER, 0);
    assert_int_equal(picture.unit_bits, 16);
    assert_string_equal(picture.marks[S7_PICTURE_READS], ".A.A");
    assert_string_equal(picture.marks[S7_PICTURE_WRITES], "...A");
    s7_picture_free(&picture);
    s7_plant_free(plant);
}

/* ---- every bit of random plants ------------------------------------------------------------------------------- */

enum { CONNECTIONS = 6, RANGES = 3, OCTETS = 12, BITS = OCTETS * 8, LONGEST = 20 };

struct bits {
    struct s7_range writes[CONNECTIONS][RANGES], reads[CONNECTIONS][RANGES];
    unsigned writers[BITS], readers[BITS];
};

static struct s7_range random_range(struct s7_chance *chance, unsigned counts[BITS])
{
    struct s7_range range = {.area = S7_AREA_DB, .db = 1};
    range.first_bit = (uint32_t)s7_chance_below(chance, BITS);
    uint32_t left = BITS - range.first_bit;
    range.bit_count = 1 + (uint32_t)s7_chance_below(chance, left < LONGEST ? left : LONGEST);
    for (uint32_t bit = range.first_bit; bit < s7_range_end(&range); bit++)
        counts[bit] = 1;
    return range;
}

static void fill_bits(struct s7_chance *chance, struct bits *bits, struct s7_plant_connection *connections)
{
    *bits = (struct bits){.writers = {0}};
    for (size_t i = 0; i < CONNECTIONS; i++) {
        unsigned writes[BITS] = {0}, reads[BITS] = {0};
        connections[i].write_count = s7_chance_below(chance, RANGES + 1);
        connections[i].read_count = s7_chance_below(chance, RANGES + 1);
        connections[i].writes = bits->writes[i];
        connections[i].reads = bits->reads[i];
        for (size_t k = 0; k < connections[i].write_count; k++)
            bits->writes[i][k] = random_range(chance, writes);
        for (size_t k = 0; k < connections[i].read_count; k++)
            bits->reads[i][k] = random_range(chance, reads);
        for (size_t bit = 0; bit < BITS; bit++) {
            bits->writers[bit] += writes[bit];
            bits->readers[bit] += reads[bit];
        }
    }
}

static void check_bits(const struct bits *bits, const struct s7_picture *picture)
{
    for (uint32_t bit = 0; bit < BITS; bit++) {
        const struct s7_range one = {.area = S7_AREA_DB, .db = 1, .first_bit = bit, .bit_count = 1};
        assert_int_equal(s7_access_set_covers(&picture->conflicts, &one), bits->writers[bit] > 1);
        assert_int_equal(s7_access_set_covers(&picture->idle, &one),
                         !bits->writers[bit] && !bits->readers[bit]);
        char mark = s7_picture_bit(picture, S7_PICTURE_WRITES, bit);
        assert_int_equal(mark == '.', bits->writers[bit] == 0);
        assert_int_equal(mark == '!', bits->writers[bit] > 1);
        assert_int_equal(s7_picture_bit(picture, S7_PICTURE_READS, bit) == '+', bits->readers[bit] > 1);
    }
}

static void check_octets(const struct bits *bits, const struct s7_picture *picture)
{
    for (uint32_t octet = 0; octet < OCTETS; octet++) {
        bool written = false, conflict = false;
        for (uint32_t bit = octet * 8; bit < octet * 8 + 8; bit++) {
            written = written || bits->writers[bit];
            conflict = conflict || bits->writers[bit] > 1;
        }
        char mark = s7_picture_mark(picture, S7_PICTURE_WRITES, octet);
        assert_int_equal(mark == '.', !written);
        assert_int_equal(mark == '!', conflict);
    }
}

static void a_picture_shows_every_bit(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    struct s7_plant_db db = {.number = 1, .size = OCTETS};
    struct s7_profile profile = {.name = "x"};
    const struct s7_plant_cpu cpu = {.name = "B", .profile = &profile, .dbs = &db, .db_count = 1},
                              other = {.name = "A", .profile = &profile};
    for (size_t i = 0; i < cases_count() / 10; i++) {
        struct s7_plant_connection connections[CONNECTIONS] = {{.id = "C"}};
        struct s7_plant plant = {.connections = connections, .connection_count = CONNECTIONS};
        struct s7_picture picture;
        struct bits bits;
        fill_bits(&chance, &bits, connections);
        for (size_t k = 0; k < CONNECTIONS; k++) {
            connections[k].from = &other;
            connections[k].to = &cpu;
        }
        assert_int_equal(s7_picture_draw(&plant, &cpu, S7_AREA_DB, 1, &picture), S7_OK);
        check_bits(&bits, &picture);
        check_octets(&bits, &picture);
        s7_picture_free(&picture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_octet_has_the_letter_of_its_hand),
        cmocka_unit_test(bits_are_told_apart),
        cmocka_unit_test(the_active_side_has_a_picture_as_well),
        cmocka_unit_test(areas_end_where_they_are_touched_last),
        cmocka_unit_test(timers_are_words),
        cmocka_unit_test(a_picture_shows_every_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
