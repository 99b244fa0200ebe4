/* SPDX-License-Identifier: MIT */
#include "program.h"

#include "sieben/error.h"
#include "wire/read_var.h"
#include "wire/write_var.h"

enum { WORD_BITS = 16, OCTET_BITS = 8 };

static struct s7_range range_of(const struct s7_item *item, size_t size)
{
    struct s7_range range = {(enum s7_area)item->area, item->db, item->address, (uint32_t)size * OCTET_BITS};
    if (s7_item_numbered(item))
        range.first_bit = item->address * WORD_BITS;
    else if (item->transport_size == S7_TRANSPORT_BIT)
        range.bit_count = 1;
    return range;
}

static struct program_place *place_of(struct program *program, const struct s7_range *range, size_t octet,
                                      bool *ret_new)
{
    struct program_place wanted = {.area = (uint8_t)range->area,
                                   .db = range->db,
                                   .first_bit = range->first_bit + (uint32_t)octet * OCTET_BITS,
                                   .is_bit = range->bit_count == 1};
    *ret_new = false;
    for (size_t i = 0; i < program->place_count; i++) {
        struct program_place *place = &program->places[i];
        if (place->area == wanted.area && place->db == wanted.db && place->first_bit == wanted.first_bit &&
            place->is_bit == wanted.is_bit)
            return place;
    }
    if (program->place_count == PROGRAM_PLACES) {
        program->failed = true;
        return NULL;
    }
    *ret_new = true;
    program->places[program->place_count] = wanted;
    return &program->places[program->place_count++];
}

static void count_octet(struct program *program, const struct s7_range *range, size_t octet, bool same)
{
    bool is_new;
    struct program_place *place = place_of(program, range, octet, &is_new);
    if (!place)
        return;
    program->first_count += is_new;
    program->changed_count += !is_new && !same;
    program->kept_count += !is_new && same;
    program->client_count += !is_new && same && place->by_client;
    place->by_client = place->by_client && same;
}

static void prepare_item(struct program *program, struct s7_cpu *cpu, const struct s7_item *item,
                         const struct s7_data_item *told)
{
    uint8_t ours[UINT8_MAX + 1];
    struct s7_range range = range_of(item, told->octets.size);
    if (told->return_code != S7_RETURN_SUCCESS || told->octets.size == 0)
        return;
    if (told->octets.size > sizeof ours || s7_cpu_read(cpu, &range, ours) != S7_OK) {
        program->failed = true;
        return;
    }
    for (size_t i = 0; i < told->octets.size; i++)
        count_octet(program, &range, i, ours[i] == told->octets.at[i]);
    if (memcmp(ours, told->octets.at, told->octets.size) != 0 &&
        s7_cpu_write(cpu, &range, told->octets.at) != S7_OK)
        program->failed = true;
}

void program_prepare(struct program *program, struct s7_cpu *cpu, const struct telegram *request,
                     const struct telegram *answer)
{
    static struct s7_read_request asked;
    static struct s7_read_answer told;
    if (telegram_refusal(answer) ||
        s7_read_request_decode(request->parameter, request->data, &asked) != S7_OK ||
        s7_read_answer_decode(answer->parameter, answer->data, &told) != S7_OK)
        return;
    for (size_t i = 0; i < asked.item_count && i < told.item_count; i++)
        prepare_item(program, cpu, &asked.items[i], &told.items[i]);
}

void program_written(struct program *program, const struct telegram *request, const struct telegram *answer)
{
    static struct s7_write_request asked;
    static struct s7_write_answer told;
    if (telegram_refusal(answer) ||
        s7_write_request_decode(request->parameter, request->data, &asked) != S7_OK ||
        s7_write_answer_decode(answer->parameter, answer->data, &told) != S7_OK)
        return;
    for (size_t i = 0; i < asked.item_count && i < told.item_count; i++) {
        struct s7_range range = range_of(&asked.items[i], asked.values[i].octets.size);
        for (size_t k = 0; told.return_codes[i] == S7_RETURN_SUCCESS && k < asked.values[i].octets.size; k++) {
            bool is_new;
            struct program_place *place = place_of(program, &range, k, &is_new);
            if (place)
                place->by_client = true;
        }
    }
}
