/* SPDX-License-Identifier: MIT
 *
 * serve_write_var.c — Write Var: each item is judged on its own; a telegram that is malformed anywhere writes nothing.
 */
#include "cpu/serve.h"

/* A walk over the items of a request and their values. */
struct walk {
    struct s7_reader items;
    struct s7_reader values;
    unsigned left;
    bool malformed;
};

static struct walk walk_start(const struct s7_request *request)
{
    struct walk walk = {.items = s7_reader_over(request->parameter.at, request->parameter.size),
                        .values = s7_reader_over(request->data.at, request->data.size)};
    s7_reader_u8(&walk.items); /* function */
    walk.left = s7_reader_u8(&walk.items);
    return walk;
}

static bool walk_next(struct walk *walk, struct s7_item *ret_item, struct s7_data_item *ret_value)
{
    if (!walk->left)
        return false;
    bool last = --walk->left == 0;
    walk->malformed = s7_item_decode(&walk->items, last, ret_item) != S7_OK ||
                      s7_data_item_decode(&walk->values, S7_DATA_ITEM_REQUEST, last, ret_value) != S7_OK;
    return !walk->malformed;
}

/* Nothing of a malformed request may be carried out, so the whole of it is looked at first. */
static bool well_formed(const struct s7_request *request)
{
    struct walk walk = walk_start(request);
    struct s7_item item;
    struct s7_data_item value = {0};
    bool any = walk.left != 0;
    while (walk_next(&walk, &item, &value))
        continue;
    bool padded = value.octets.size % 2 && s7_reader_left(&walk.values) == 1; /* accepted (s7comm 4.6) */
    return any && !walk.malformed && s7_reader_done(&walk.items) && s7_reader_left(&walk.values) == padded;
}

static uint8_t item_write(struct s7_cpu *cpu, const struct s7_item *item, const struct s7_data_item *value)
{
    struct s7_cpu_access access = s7_cpu_access_judge(&cpu->areas, &cpu->rules, S7_CPU_WRITE, item);
    uint8_t code = access.code == S7_RETURN_SUCCESS ? s7_cpu_access_match(&access, value) : access.code;
    if (code == S7_RETURN_SUCCESS)
        s7_memory_store(access.area->octets, access.area->size, &access.range, value->octets.at);
    return code;
}

static void items_write(struct s7_cpu *cpu, const struct s7_request *request, uint8_t *ret_codes)
{
    struct walk walk = walk_start(request);
    struct s7_item item;
    struct s7_data_item value;
    s7_memory_lock(&cpu->memory);
    for (size_t i = 0; walk_next(&walk, &item, &value); i++)
        ret_codes[i] = item_write(cpu, &item, &value);
    s7_memory_unlock(&cpu->memory);
}

/* After the answer and outside the lock: whoever listens may use the memory and the links. */
static void items_announce(struct s7_cpu *cpu, const struct s7_request *request, const uint8_t *codes,
                           s7_time now)
{
    struct walk walk = walk_start(request);
    struct s7_item item;
    struct s7_data_item value;
    for (size_t i = 0; walk_next(&walk, &item, &value); i++) {
        if (codes[i] != S7_RETURN_SUCCESS)
            continue;
        struct s7_cpu_access access = s7_cpu_access_judge(&cpu->areas, &cpu->rules, S7_CPU_WRITE, &item);
        cpu->written(cpu->written_user, &access.range, now);
    }
}

static void telegram_announce(const struct s7_cpu *cpu, const struct s7_link *link, s7_time now)
{
    const struct s7_conversation on = s7_link_conversation(link);
    cpu->observer->event(cpu->observer->self, &on, S7_EVENT_WRITTEN, NULL, now);
}

static void codes_announce(struct s7_cpu *cpu, const struct s7_request *request, const uint8_t *codes,
                           size_t item_count, s7_time now)
{
    if (!memchr(codes, S7_RETURN_SUCCESS, item_count))
        return;
    if (cpu->observer && cpu->observer->event)
        telegram_announce(cpu, request->link, now);
    if (cpu->written)
        items_announce(cpu, request, codes, now);
}

void s7_cpu_serve_write_var(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    if (!well_formed(request)) {
        s7_cpu_refuse_malformed(cpu, request, now);
        return;
    }
    uint8_t codes[S7_VAR_ITEM_COUNT_MAX] = {0};
    uint8_t item_count = request->parameter.at[1];
    items_write(cpu, request, codes);
    struct s7_writer answer = s7_request_open(request);
    s7_writer_octets(&answer, request->parameter.at, S7_VAR_PARAMETER_SIZE);
    s7_writer_octets(&answer, codes, item_count);
    s7_request_reply(request, &answer, S7_VAR_PARAMETER_SIZE, 0, now);
    codes_announce(cpu, request, codes, item_count, now);
}

void s7_cpu_set_written(struct s7_cpu *cpu,
                        void (*written)(void *user, const struct s7_range *range, s7_time now), void *user)
{
    cpu->written = written;
    cpu->written_user = user;
}
