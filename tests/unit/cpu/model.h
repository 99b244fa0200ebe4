/* SPDX-License-Identifier: MIT
 *
 * unit/cpu/model.h — what a CPU has to answer, said a second time and as plainly as possible.
 *
 * The oracle of the property test.  It shares no code with the CPU: its own tables, and values moved bit by bit.
 */
#ifndef TESTS_UNIT_CPU_MODEL_H
#define TESTS_UNIT_CPU_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { MODEL_PLACES = 9, MODEL_OCTETS = 128 };

/** One area or DB of the model. */
struct model_place {
    uint8_t area;
    uint16_t db;
    uint32_t size;
    bool optimized;
    bool read_only;
    uint8_t octets[MODEL_OCTETS];
};

struct model {
    struct model_place places[MODEL_PLACES];
};

struct model_item {
    uint8_t type;
    uint16_t count;
    uint16_t db;
    uint8_t area;
    uint32_t address;
};

struct model_type {
    uint8_t type;
    uint8_t answer;   /**< data transport size of its values */
    uint32_t bits;    /**< of one element */
    uint32_t lengths; /**< one element in units of the length field */
};

static const struct model_type model_types[] = {
    {0x01, 3, 1, 1},   {0x02, 4, 8, 8},   {0x03, 9, 8, 1},   {0x04, 4, 16, 16},
    {0x05, 5, 16, 16}, {0x06, 4, 32, 32}, {0x07, 5, 32, 32}, {0x08, 7, 32, 4},
    {0x13, 9, 16, 2},  {0x1C, 9, 16, 2},  {0x1D, 9, 16, 2},
};

static inline const struct model_type *model_type_of(uint8_t type)
{
    for (size_t i = 0; i < sizeof model_types / sizeof model_types[0]; i++)
        if (model_types[i].type == type)
            return &model_types[i];
    return NULL;
}

static inline bool model_fixed_area(uint8_t area)
{
    return area == 0x1C || area == 0x1D || (area >= 0x81 && area <= 0x83);
}

static inline struct model_place *model_place_of(struct model *model, const struct model_item *item)
{
    for (size_t i = 0; i < MODEL_PLACES; i++)
        if (model->places[i].area == item->area && (item->area != 0x84 || model->places[i].db == item->db))
            return &model->places[i];
    return NULL;
}

static inline uint64_t model_first_bit(const struct model_item *item)
{
    return item->area == 0x1C || item->area == 0x1D ? 16ull * item->address : item->address;
}

/** The return code of one item, before its value is looked at. */
static inline uint8_t model_code(struct model *model, const struct model_item *item, bool write)
{
    const struct model_type *type = model_type_of(item->type);
    if (!type || (item->area != 0x84 && !model_fixed_area(item->area)))
        return 0x06;
    bool word_type = item->type == 0x1C || item->type == 0x1D;
    bool word_area = item->area == 0x1C || item->area == 0x1D;
    if ((word_type || word_area) && item->type != item->area)
        return 0x06;
    if (item->type == 0x01 && item->count != 1)
        return 0x06;
    const struct model_place *place = model_place_of(model, item);
    if (!place)
        return 0x0A;
    if (place->optimized)
        return 0x05;
    uint64_t first = model_first_bit(item);
    if (item->count == 0 || (item->type != 0x01 && first % 8 != 0) ||
        first + (uint64_t)item->count * type->bits > 8ull * place->size)
        return 0x05;
    return write && (place->read_only || word_area) ? 0x03 : 0xFF;
}

static inline uint32_t model_size(const struct model_item *item)
{
    return item->type == 0x01 ? 1 : item->count * model_type_of(item->type)->bits / 8;
}

static inline void model_read(struct model *model, const struct model_item *item, uint8_t *octets)
{
    const struct model_place *place = model_place_of(model, item);
    uint64_t first = model_first_bit(item);
    uint32_t bits = item->count * model_type_of(item->type)->bits;
    memset(octets, 0, model_size(item));
    for (uint32_t i = 0; i < bits; i++) {
        uint64_t at = first + i;
        octets[i / 8] |= (uint8_t)((place->octets[at / 8] >> at % 8 & 1) << i % 8);
    }
}

static inline void model_write(struct model *model, const struct model_item *item, const uint8_t *octets)
{
    struct model_place *place = model_place_of(model, item);
    uint64_t first = model_first_bit(item);
    uint32_t bits = item->count * model_type_of(item->type)->bits;
    for (uint32_t i = 0; i < bits; i++) {
        uint64_t at = first + i;
        place->octets[at / 8] &= (uint8_t) ~(1u << at % 8);
        place->octets[at / 8] |= (uint8_t)((octets[i / 8] >> i % 8 & 1) << at % 8);
    }
}

#endif
