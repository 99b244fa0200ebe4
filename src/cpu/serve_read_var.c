/* SPDX-License-Identifier: MIT */
#include "cpu/serve.h"

/* A refused item is its code and three octets of nothing (s7comm 4.6). */
static void refused_encode(struct s7_writer *answer, uint8_t code)
{
    static const uint8_t nothing[S7_DATA_ITEM_HEADER_SIZE - 1] = {0};
    s7_writer_u8(answer, code);
    s7_writer_octets(answer, nothing, sizeof nothing);
}

/* The value goes from the area straight into the answer; one that does not fit makes the answer bad. */
static void value_encode(struct s7_writer *answer, bool last, const struct s7_cpu_access *access)
{
    bool fill = !last && access->size % 2;
    size_t item_size = S7_DATA_ITEM_HEADER_SIZE + access->size + fill;
    uint8_t *place = s7_writer_take(answer, item_size);
    if (!place)
        return;
    struct s7_writer item = s7_writer_over(place, item_size);
    s7_writer_u8(&item, S7_RETURN_SUCCESS);
    s7_writer_u8(&item, access->transport_size);
    s7_writer_u16(&item, s7_data_item_length(access->transport_size, access->size));
    s7_memory_fetch(access->area->octets, access->area->size, &access->range,
                    s7_writer_take(&item, access->size));
    if (fill)
        s7_writer_u8(&item, 0);
}

/* Encodes one data item per item specification; false: the request is malformed. */
static bool items_serve(struct s7_cpu *cpu, struct s7_reader *items, uint8_t item_count,
                        struct s7_writer *answer)
{
    for (unsigned i = 1; i <= item_count; i++) {
        struct s7_item item;
        bool last = i == item_count;
        if (s7_item_decode(items, last, &item))
            return false;
        struct s7_cpu_access access = s7_cpu_access_judge(&cpu->areas, &cpu->rules, S7_CPU_READ, &item);
        if (access.code == S7_RETURN_SUCCESS)
            value_encode(answer, last, &access);
        else
            refused_encode(answer, access.code);
    }
    return s7_reader_done(items);
}

void s7_cpu_serve_read_var(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    struct s7_reader items = s7_reader_over(request->parameter.at, request->parameter.size);
    uint8_t function = s7_reader_u8(&items);
    uint8_t item_count = s7_reader_u8(&items);
    struct s7_writer answer = s7_request_open(request);
    s7_writer_u8(&answer, function);
    s7_writer_u8(&answer, item_count);
    s7_memory_lock(&cpu->memory);
    bool served = item_count && !request->data.size && items_serve(cpu, &items, item_count, &answer);
    s7_memory_unlock(&cpu->memory);
    if (served)
        s7_request_reply(request, &answer, S7_VAR_PARAMETER_SIZE, 0, now);
    else
        s7_cpu_refuse_malformed(cpu, request, now);
}
