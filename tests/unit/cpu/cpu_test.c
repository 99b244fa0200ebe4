/* SPDX-License-Identifier: MIT
 *
 * cpu_test.c — the whole CPU: made in memory of the caller's, and compared with a model over random telegrams.
 */
#include "cases.h"
#include "unit/cpu/model.h"
#include "unit/cpu/peer.h"

#include "base/chance.h"

#include <stdlib.h>

enum { PDU = 240, ITEMS = 19 };

static const struct s7_cpu_db dbs[] = {
    {.number = 7, .size = 100},
    {.number = 1, .size = 3},
    {.number = 300, .size = 128, .write_protected = true},
    {.number = 2, .size = 100, .optimized = true},
};

static struct s7_cpu_config small_config(void)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = sizeof dbs / sizeof dbs[0];
    config.input_size = 16;
    config.output_size = 0;
    config.memory_size = 128;
    config.timer_count = 8;
    config.counter_count = 64;
    return config;
}

/* ---- making ---------------------------------------------------------------------------------------------- */

static void size_is_enough_and_one_octet_less_is_not(void **state)
{
    (void)state;
    struct s7_cpu_config config = small_config();
    size_t size = s7_cpu_size(&config);
    assert_int_not_equal(size, 0);
    struct s7_cpu *cpu = NULL;
    void *memory = malloc(size); /* exact, so that a sanitizer sees the first octet too many */
    assert_int_equal(s7_cpu_init(memory, size - 1, &config, &cpu), S7_ERR_LOCAL_ARGUMENT);
    assert_null(cpu);
    assert_int_equal(s7_cpu_init(memory, size, &config, &cpu), S7_OK);
    struct peer peer;
    peer_connect(&peer, cpu);
    peer_request(&peer, 1, "0401 120a10020080012c84000000", "");
    peer_close(&peer);
    free(memory);
}

static void memory_must_be_aligned_and_there(void **state)
{
    (void)state;
    struct s7_cpu_config config = small_config();
    size_t size = s7_cpu_size(&config);
    unsigned char *memory = malloc(size + 1);
    struct s7_cpu *cpu = NULL;
    assert_int_equal(s7_cpu_init(memory + 1, size, &config, &cpu), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_cpu_init(NULL, size, &config, &cpu), S7_ERR_LOCAL_ARGUMENT);
    config.rack = 8;
    assert_int_equal(s7_cpu_init(memory, size, &config, &cpu), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_cpu_new(&config, &cpu), S7_ERR_LOCAL_ARGUMENT);
    assert_null(cpu);
    free(memory);
    s7_cpu_free(NULL);
}

/* Data blocks, name and limits are copied: the configuration may go away. */
static void configuration_is_not_needed_afterwards(void **state)
{
    (void)state;
    struct s7_cpu_config config = small_config();
    struct s7_cpu_db *lent = malloc(sizeof dbs);
    memcpy(lent, dbs, sizeof dbs);
    config.dbs = lent;
    struct s7_cpu *cpu = cpu_of(&config);
    memset(lent, 0xA5, sizeof dbs);
    free(lent);
    memset(&config, 0xA5, sizeof config);
    struct peer peer;
    peer_connect(&peer, cpu);
    peer_request(&peer, 1, "0401 120a10020003000184000000", "");
    peer_expect_parts(&peer, 3, 0, "0401", "ff040018000000");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

/* ---- against the model ------------------------------------------------------------------------------------- */

static void model_make(struct model *model)
{
    *model = (struct model){{{.area = 0x81, .size = 16},
                             {.area = 0x82, .size = 0},
                             {.area = 0x83, .size = 128},
                             {.area = 0x1D, .size = 16},
                             {.area = 0x1C, .size = 128},
                             {.area = 0x84, .db = 7, .size = 100},
                             {.area = 0x84, .db = 1, .size = 3},
                             {.area = 0x84, .db = 300, .size = 128, .read_only = true},
                             {.area = 0x84, .db = 2, .size = 100, .optimized = true}}};
}

/* Mostly sensible, so that most items are served; now and then anything. */
static struct model_item random_item(struct s7_chance *chance)
{
    static const uint8_t areas[] = {0x81, 0x82, 0x83, 0x83, 0x84, 0x84, 0x84, 0x84, 0x1C, 0x1D, 0x80, 0x85};
    static const uint16_t numbers[] = {7, 7, 7, 1, 300, 2, 9, 0};
    static const uint8_t types[] = {1, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 0x13, 0, 9};
    struct model_item item = {.area = areas[s7_chance_below(chance, sizeof areas)]};
    bool word = item.area == 0x1C || item.area == 0x1D;
    bool odd = s7_chance_below(chance, 20) == 0;
    item.type = word && !odd ? item.area : types[s7_chance_below(chance, sizeof types)];
    if (item.area == 0x84 || odd)
        item.db = numbers[s7_chance_below(chance, sizeof numbers / sizeof numbers[0])];
    item.count =
        item.type == 1 && !odd ? 1 : (uint16_t)s7_chance_below(chance, s7_chance_below(chance, 8) ? 9 : 300);
    item.address = (uint32_t)s7_chance_below(chance, word ? 10 : 128);
    if (!word)
        item.address = item.address * 8 + (item.type == 1 || odd ? (uint32_t)s7_chance_below(chance, 8) : 0);
    if (s7_chance_below(chance, 100) == 0)
        item.address = (uint32_t)s7_chance_below(chance, 1u << 24);
    return item;
}

/* A telegram under construction; the caller's buffer is large enough for what the test builds. */
struct text {
    uint8_t octets[4096];
    size_t size;
};

static void text_add(struct text *text, uint64_t value, int octets)
{
    while (octets-- > 0)
        text->octets[text->size++] = (uint8_t)(value >> 8 * octets);
}

static void text_item(struct text *text, const struct model_item *item)
{
    text_add(text, 0x120A10, 3);
    text_add(text, item->type, 1);
    text_add(text, item->count, 2);
    text_add(text, item->db, 2);
    text_add(text, item->area, 1);
    text_add(text, item->address, 3);
}

static void text_frame(struct text *text, uint8_t rosctr, size_t parameter, size_t data, uint16_t error)
{
    size_t head = rosctr == 1 ? 10 : 12;
    *text = (struct text){.size = 0};
    text_add(text, 0x0300, 2);
    text_add(text, 7 + head + parameter + data, 2);
    text_add(text, 0x02F08032, 4);
    text_add(text, rosctr, 1);
    text_add(text, 0x00001234, 4);
    text_add(text, parameter, 2);
    text_add(text, data, 2);
    if (head == 12)
        text_add(text, error, 2);
}

static void text_append(struct text *text, const struct text *more)
{
    memcpy(text->octets + text->size, more->octets, more->size);
    text->size += more->size;
}

static void ask(struct peer *peer, const struct text *question, const struct text *answer)
{
    peer_send(peer, question->octets, question->size);
    assert_int_equal(peer->answer_size, answer->size);
    assert_memory_equal(peer->answer, answer->octets, answer->size);
}

static void read_once(struct peer *peer, struct model *model, struct s7_chance *chance)
{
    static struct text question, answer, values;
    uint64_t item_count = 1 + s7_chance_below(chance, ITEMS);
    values.size = 0;
    text_frame(&question, 1, 2 + 12 * item_count, 0, 0);
    text_add(&question, 0x0400 | item_count, 2);
    for (uint64_t i = 1; i <= item_count; i++) {
        struct model_item item = random_item(chance);
        text_item(&question, &item);
        uint8_t code = model_code(model, &item, false);
        text_add(&values, code, 1);
        if (code != 0xFF) {
            text_add(&values, 0, 3);
            continue;
        }
        uint32_t size = model_size(&item);
        text_add(&values, model_type_of(item.type)->answer, 1);
        text_add(&values, item.count * model_type_of(item.type)->lengths, 2);
        model_read(model, &item, values.octets + values.size);
        values.size += size;
        if (size % 2 && i < item_count)
            text_add(&values, 0, 1);
    }
    if (14 + values.size > PDU) {
        text_frame(&answer, 2, 0, 0, 0x8500);
    } else {
        text_frame(&answer, 3, 2, values.size, 0);
        text_add(&answer, 0x0400 | item_count, 2);
        text_append(&answer, &values);
    }
    ask(peer, &question, &answer);
}

/* A value for an item that is served, now and then of a wrong type or length; else any few octets. */
static uint8_t text_value(struct text *values, const struct model_item *item, uint8_t code, bool last,
                          uint8_t *octets, struct s7_chance *chance)
{
    uint64_t slip = s7_chance_below(chance, 16);
    uint32_t size = code == 0xFF ? model_size(item) + (slip == 1) : (uint32_t)s7_chance_below(chance, 4);
    uint8_t transport = code == 0xFF && slip != 2 ? model_type_of(item->type)->answer : 4;
    bool in_bits = transport == 4 || transport == 5 || (transport == 3 && size != 1);
    bool fits = code != 0xFF || (size == model_size(item) && transport == model_type_of(item->type)->answer);
    text_add(values, transport, 2);
    text_add(values, in_bits ? 8 * size : size, 2);
    for (uint32_t i = 0; i < size; i++)
        octets[i] = (uint8_t)s7_chance_below(chance, item->type == 1 ? 2 : 256);
    memcpy(values->octets + values->size, octets, size);
    values->size += size;
    if (!last && size % 2)
        text_add(values, 0, 1);
    return fits ? code : 0x07;
}

static void write_once(struct peer *peer, struct model *model, struct s7_chance *chance)
{
    static struct text question, answer, items, values, codes;
    uint8_t octets[2048];
    uint64_t item_count = 1 + s7_chance_below(chance, 6);
    items.size = values.size = codes.size = 0;
    struct model after = *model;
    for (uint64_t i = 1; i <= item_count; i++) {
        struct model_item item = random_item(chance);
        text_item(&items, &item);
        uint8_t code = model_code(model, &item, true);
        code = text_value(&values, &item, code, i == item_count, octets, chance);
        if (code == 0xFF)
            model_write(&after, &item, octets);
        text_add(&codes, code, 1);
    }
    text_frame(&question, 1, 2 + items.size, values.size, 0);
    text_add(&question, 0x0500 | item_count, 2);
    text_append(&question, &items);
    text_append(&question, &values);
    if (question.size - 7 > PDU) {
        text_frame(&answer, 2, 0, 0, 0x8500);
    } else {
        *model = after;
        text_frame(&answer, 3, 2, codes.size, 0);
        text_add(&answer, 0x0500 | item_count, 2);
        text_append(&answer, &codes);
    }
    ask(peer, &question, &answer);
}

static void assert_same_memory(struct s7_cpu *cpu, const struct model *model)
{
    for (size_t i = 0; i < MODEL_PLACES; i++) {
        const struct model_place *place = &model->places[i];
        struct s7_range range = {(enum s7_area)place->area, place->db, 0, place->size * 8};
        uint8_t octets[MODEL_OCTETS];
        if (!place->size)
            continue;
        assert_int_equal(s7_cpu_read(cpu, &range, octets), S7_OK);
        assert_memory_equal(octets, place->octets, place->size);
    }
}

static void every_telegram_is_answered_as_the_model_says(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    struct s7_cpu_config config = small_config();
    struct s7_cpu *cpu = cpu_of(&config);
    struct model model;
    model_make(&model);
    struct peer peer;
    peer_connect(&peer, cpu);
    for (unsigned long i = 0, cases = cases_count(); i < cases; i++) {
        if (s7_chance_below(&chance, 2))
            read_once(&peer, &model, &chance);
        else
            write_once(&peer, &model, &chance);
        if (i % 64 == 0)
            assert_same_memory(cpu, &model);
    }
    assert_same_memory(cpu, &model);
    peer_close(&peer);
    s7_cpu_free(cpu);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(size_is_enough_and_one_octet_less_is_not),
        cmocka_unit_test(memory_must_be_aligned_and_there),
        cmocka_unit_test(configuration_is_not_needed_afterwards),
        cmocka_unit_test(every_telegram_is_answered_as_the_model_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
