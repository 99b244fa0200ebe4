/* SPDX-License-Identifier: MIT */
#include "register/picture.h"

#include <stdlib.h>
#include <string.h>

#include "value/range.h"

enum { OCTET_BITS = 8, WORD_BITS = 16 };

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/* ---- hands ------------------------------------------------------------------------------------------------------- */

typedef int collect(const struct s7_plant_connection *connection, struct s7_access_set *set);

/** What of a set lies within the area. */
static int keep_area(const struct s7_picture *picture, const struct s7_access_set *all,
                     struct s7_access_set *ret_set)
{
    int result = S7_OK;
    for (size_t i = 0; i < all->range_count && result == S7_OK; i++)
        if (s7_range_same_area(&all->ranges[i], &picture->area))
            result = s7_access_set_add(ret_set, &all->ranges[i]);
    return result;
}

static int collect_area(const struct s7_picture *picture, const struct s7_plant_connection *connection,
                        collect *from, struct s7_access_set *ret_set)
{
    struct s7_access_set all = s7_access_set_new();
    int result = from(connection, &all);
    if (result == S7_OK)
        result = keep_area(picture, &all, ret_set);
    s7_access_set_free(&all);
    return result;
}

static void free_hand(struct s7_picture_hand *hand)
{
    for (int act = 0; act < S7_PICTURE_ACTS; act++)
        s7_access_set_free(&hand->sets[act]);
}

/** Takes over the hand, unless it touches nothing. */
static int add_hand(struct s7_picture *picture, struct s7_picture_hand hand)
{
    if (hand.sets[S7_PICTURE_WRITES].range_count + hand.sets[S7_PICTURE_READS].range_count == 0) {
        free_hand(&hand);
        return S7_OK;
    }
    size_t count = picture->hand_count;
    if ((count & (count - 1)) == 0) { /* as many as there is room for: a power of two */
        struct s7_picture_hand *hands = realloc(picture->hands, (count ? count * 2 : 1) * sizeof *hands);
        if (!hands) {
            free_hand(&hand);
            return S7_ERR_LOCAL_MEMORY;
        }
        picture->hands = hands;
    }
    hand.letter = count < sizeof letters - 1 ? letters[count] : '*';
    picture->hands[picture->hand_count++] = hand;
    return S7_OK;
}

static struct s7_picture_hand new_hand(enum s7_picture_by by, const struct s7_plant_connection *connection)
{
    return (struct s7_picture_hand){
        .by = by, .connection = connection, .sets = {s7_access_set_new(), s7_access_set_new()}};
}

static int add_connection(struct s7_picture *picture, const struct s7_plant_connection *connection,
                          enum s7_picture_by by)
{
    static collect *const from[][S7_PICTURE_ACTS] = {
        [S7_PICTURE_SERVED] = {s7_register_writes, s7_register_reads},
        [S7_PICTURE_ACTIVE] = {s7_register_local_writes, s7_register_local_reads}};
    struct s7_picture_hand hand = new_hand(by, connection);
    int result = S7_OK;
    for (int act = 0; act < S7_PICTURE_ACTS && result == S7_OK; act++)
        result = collect_area(picture, connection, from[by][act], &hand.sets[act]);
    if (result == S7_OK)
        return add_hand(picture, hand);
    free_hand(&hand);
    return result;
}

static int add_program(struct s7_picture *picture)
{
    const struct s7_plant_cpu *cpu = picture->cpu;
    struct s7_picture_hand hand = new_hand(S7_PICTURE_PROGRAM, NULL);
    const struct s7_access_set written = {.ranges = cpu->program_writes,
                                          .range_count = cpu->program_write_count};
    int result = keep_area(picture, &written, &hand.sets[S7_PICTURE_WRITES]);
    if (result == S7_OK)
        return add_hand(picture, hand);
    free_hand(&hand);
    return result;
}

static int add_simulation(struct s7_picture *picture)
{
    struct s7_picture_hand hand = new_hand(S7_PICTURE_SIMULATED, NULL);
    int result = S7_OK;
    for (size_t i = 0; i < picture->cpu->simulation_count && result == S7_OK; i++) {
        struct s7_range *range = &picture->cpu->simulations[i].tag.range;
        const struct s7_access_set one = {.ranges = range, .range_count = 1};
        result = keep_area(picture, &one, &hand.sets[S7_PICTURE_WRITES]);
    }
    if (result == S7_OK)
        return add_hand(picture, hand);
    free_hand(&hand);
    return result;
}

static int add_hands(struct s7_picture *picture, const struct s7_plant *plant)
{
    int result = S7_OK;
    for (size_t i = 0; i < plant->connection_count && result == S7_OK; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        if (connection->to == picture->cpu)
            result = add_connection(picture, connection, S7_PICTURE_SERVED);
        if (connection->from == picture->cpu && result == S7_OK)
            result = add_connection(picture, connection, S7_PICTURE_ACTIVE);
    }
    if (result == S7_OK)
        result = add_program(picture);
    return result == S7_OK ? add_simulation(picture) : result;
}

/* ---- what follows from them -------------------------------------------------------------------------------------- */

/** Bits of `writes` that an earlier one writes are conflicts. */
static int add_conflicts(struct s7_picture *picture, const struct s7_access_set *writes)
{
    struct s7_access_set both = s7_access_set_new();
    int result = s7_access_set_intersect(&picture->touched[S7_PICTURE_WRITES], writes, &both);
    if (result == S7_OK)
        result = s7_access_set_union(&picture->conflicts, &both);
    s7_access_set_free(&both);
    return result;
}

static int add_touched(struct s7_picture *picture)
{
    int result = S7_OK;
    for (size_t i = 0; i < picture->hand_count && result == S7_OK; i++) {
        const struct s7_picture_hand *hand = &picture->hands[i];
        result = add_conflicts(picture, &hand->sets[S7_PICTURE_WRITES]);
        for (int act = 0; act < S7_PICTURE_ACTS && result == S7_OK; act++)
            result = s7_access_set_union(&picture->touched[act], &hand->sets[act]);
    }
    return result;
}

static uint32_t declared_units(const struct s7_picture *picture)
{
    const struct s7_profile *profile = picture->cpu->profile;
    switch (picture->area.area) {
    case S7_AREA_DB:
        return picture->block ? picture->block->size : 0;
    case S7_AREA_INPUT:
        return profile->input_size.value;
    case S7_AREA_OUTPUT:
        return profile->output_size.value;
    case S7_AREA_MEMORY:
        return profile->memory_size.value;
    case S7_AREA_TIMER:
        return profile->timer_count.value;
    case S7_AREA_COUNTER:
        return profile->counter_count.value;
    }
    return 0;
}

/** All bits of what is declared; none of an area whose size is not known. */
static struct s7_range declared_range(const struct s7_picture *picture)
{
    struct s7_range range = picture->area;
    range.bit_count = picture->declared * picture->unit_bits;
    return range;
}

static int add_rest(struct s7_picture *picture)
{
    const struct s7_range all = declared_range(picture);
    bool known = all.bit_count > 0 || picture->block;
    int result = S7_OK;
    for (int act = 0; act < S7_PICTURE_ACTS && result == S7_OK; act++)
        result = s7_access_set_union(&picture->beyond, &picture->touched[act]);
    if (result == S7_OK)
        result = known ? s7_access_set_remove(&picture->beyond, &all) : S7_OK;
    if (!known)
        s7_access_set_clear(&picture->beyond);
    if (result == S7_OK && picture->block)
        result = s7_access_set_add(&picture->idle, &all);
    for (int act = 0; act < S7_PICTURE_ACTS && result == S7_OK; act++)
        result = s7_access_set_subtract(&picture->idle, &picture->touched[act]);
    return result;
}

/** Unit of a bit, or of the bit behind the last one, rounded up. */
static uint32_t unit_of(const struct s7_picture *picture, uint32_t bit)
{
    return bit / picture->unit_bits;
}

static uint32_t unit_behind(const struct s7_picture *picture, uint32_t bit)
{
    return (bit + picture->unit_bits - 1) / picture->unit_bits;
}

static uint32_t count_units(const struct s7_picture *picture)
{
    uint32_t count = picture->block ? picture->declared : 0;
    for (int act = 0; act < S7_PICTURE_ACTS; act++) {
        const struct s7_access_set *set = &picture->touched[act];
        uint32_t end =
            set->range_count ? unit_behind(picture, s7_range_end(&set->ranges[set->range_count - 1])) : 0;
        count = end > count ? end : count;
    }
    return count;
}

/* ---- marks ------------------------------------------------------------------------------------------------------- */

static void paint_hand(struct s7_picture *picture, enum s7_picture_act act, const struct s7_picture_hand *hand)
{
    const struct s7_access_set *set = &hand->sets[act];
    uint32_t next = 0; /* a unit that two ranges of one hand share is painted once */
    for (size_t i = 0; i < set->range_count; i++) {
        uint32_t unit = unit_of(picture, set->ranges[i].first_bit);
        for (unit = unit < next ? next : unit; unit < unit_behind(picture, s7_range_end(&set->ranges[i]));
             unit++) {
            char *mark = &picture->marks[act][unit];
            *mark = *mark == S7_PICTURE_NOBODY ? hand->letter : S7_PICTURE_SEVERAL;
            next = unit + 1;
        }
    }
}

static void paint_conflicts(struct s7_picture *picture)
{
    for (size_t i = 0; i < picture->conflicts.range_count; i++) {
        const struct s7_range *range = &picture->conflicts.ranges[i];
        for (uint32_t unit = unit_of(picture, range->first_bit);
             unit < unit_behind(picture, s7_range_end(range)); unit++)
            picture->marks[S7_PICTURE_WRITES][unit] = S7_PICTURE_CONFLICT;
    }
}

static int paint(struct s7_picture *picture)
{
    for (int act = 0; act < S7_PICTURE_ACTS; act++) {
        picture->marks[act] = malloc(picture->count + 1);
        if (!picture->marks[act])
            return S7_ERR_LOCAL_MEMORY;
        memset(picture->marks[act], S7_PICTURE_NOBODY, picture->count);
        picture->marks[act][picture->count] = '\0';
    }
    for (size_t i = 0; i < picture->hand_count; i++)
        for (int act = 0; act < S7_PICTURE_ACTS; act++)
            paint_hand(picture, (enum s7_picture_act)act, &picture->hands[i]);
    paint_conflicts(picture);
    return S7_OK;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static int draw(struct s7_picture *picture, const struct s7_plant *plant)
{
    int result = add_hands(picture, plant);
    if (result == S7_OK)
        result = add_touched(picture);
    if (result == S7_OK)
        result = add_rest(picture);
    picture->count = count_units(picture);
    return result == S7_OK ? paint(picture) : result;
}

int s7_picture_draw(const struct s7_plant *plant, const struct s7_plant_cpu *cpu, enum s7_area area,
                    uint16_t db, struct s7_picture *ret_picture)
{
    bool words = area == S7_AREA_TIMER || area == S7_AREA_COUNTER;
    struct s7_picture picture = {.cpu = cpu,
                                 .block = area == S7_AREA_DB ? s7_plant_find_db(cpu, db) : NULL,
                                 .area = {.area = area, .db = db},
                                 .unit_bits = words ? WORD_BITS : OCTET_BITS,
                                 .touched = {s7_access_set_new(), s7_access_set_new()},
                                 .conflicts = s7_access_set_new(),
                                 .beyond = s7_access_set_new(),
                                 .idle = s7_access_set_new()};
    picture.declared = declared_units(&picture);
    int result = draw(&picture, plant);
    if (result == S7_OK)
        *ret_picture = picture;
    else
        s7_picture_free(&picture);
    return result;
}

void s7_picture_free(struct s7_picture *picture)
{
    for (size_t i = 0; i < picture->hand_count; i++)
        free_hand(&picture->hands[i]);
    free(picture->hands);
    for (int act = 0; act < S7_PICTURE_ACTS; act++) {
        s7_access_set_free(&picture->touched[act]);
        free(picture->marks[act]);
    }
    s7_access_set_free(&picture->conflicts);
    s7_access_set_free(&picture->beyond);
    s7_access_set_free(&picture->idle);
}

/* ---- questions --------------------------------------------------------------------------------------------------- */

char s7_picture_mark(const struct s7_picture *picture, enum s7_picture_act act, uint32_t index)
{
    return picture->marks[act][index];
}

static struct s7_range part_of(const struct s7_picture *picture, uint32_t first_bit, uint32_t bit_count)
{
    struct s7_range range = picture->area;
    range.first_bit = first_bit;
    range.bit_count = bit_count;
    return range;
}

char s7_picture_bit(const struct s7_picture *picture, enum s7_picture_act act, uint32_t bit)
{
    const struct s7_range range = part_of(picture, bit, 1);
    char mark = S7_PICTURE_NOBODY;
    for (size_t i = 0; i < picture->hand_count; i++) {
        if (!s7_access_set_touches(&picture->hands[i].sets[act], &range))
            continue;
        if (mark != S7_PICTURE_NOBODY)
            return act == S7_PICTURE_WRITES ? S7_PICTURE_CONFLICT : S7_PICTURE_SEVERAL;
        mark = picture->hands[i].letter;
    }
    return mark;
}

bool s7_picture_is_mixed(const struct s7_picture *picture, enum s7_picture_act act, uint32_t index)
{
    const struct s7_range unit = part_of(picture, index * picture->unit_bits, picture->unit_bits);
    for (size_t i = 0; i < picture->hand_count; i++) {
        const struct s7_access_set *set = &picture->hands[i].sets[act];
        if (s7_access_set_touches(set, &unit) && !s7_access_set_covers(set, &unit))
            return true;
    }
    return false;
}

bool s7_picture_is_beyond(const struct s7_picture *picture, uint32_t index)
{
    const struct s7_range unit = part_of(picture, index * picture->unit_bits, picture->unit_bits);
    return s7_access_set_touches(&picture->beyond, &unit);
}
