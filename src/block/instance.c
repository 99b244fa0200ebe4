/* SPDX-License-Identifier: MIT */
#include "block/instance.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "block/link.h"

static size_t buffer_offset(void)
{
    size_t align = alignof(max_align_t);
    return (sizeof(struct s7_instance) + align - 1) / align * align;
}

size_t s7_instance_size(size_t octets_most, uint32_t mark)
{
    size_t buffers = mark == S7_INSTANCE_GET ? 2 : 1;
    return octets_most < 1 || octets_most > S7_INSTANCE_OCTETS_MOST ? 0
                                                                    : buffer_offset() + buffers * octets_most;
}

int s7_instance_init(void *memory, size_t size, size_t octets_most, uint32_t mark,
                     struct s7_instance **ret_instance)
{
    size_t needed = s7_instance_size(octets_most, mark);
    if (!memory || needed == 0 || size < needed || (uintptr_t)memory % alignof(max_align_t))
        return S7_ERR_LOCAL_ARGUMENT;
    uint8_t *buffer = (uint8_t *)memory + buffer_offset();
    struct s7_instance *instance = memory;
    instance->mark = mark;
    s7_transfer_init(&instance->transfer, mark == S7_INSTANCE_GET ? S7_JOB_READ : S7_JOB_WRITE, buffer,
                     octets_most);
    if (mark == S7_INSTANCE_GET)
        instance->transfer.before = buffer + octets_most;
    *ret_instance = instance;
    return S7_OK;
}

int s7_instance_new(size_t octets_most, uint32_t mark, struct s7_instance **ret_instance)
{
    size_t size = s7_instance_size(octets_most, mark);
    if (size == 0)
        return S7_ERR_LOCAL_ARGUMENT;
    void *memory = malloc(size);
    if (!memory)
        return S7_ERR_LOCAL_MEMORY;
    return s7_instance_init(memory, size, octets_most, mark, ret_instance);
}

static bool is_instance(const struct s7_instance *instance, uint32_t mark)
{
    return instance && instance->mark == mark;
}

/** Only an edge latches them; until then the transfer may see them change. */
static void take_inputs(struct s7_transfer *transfer, const struct s7_block_inputs *inputs)
{
    transfer->req = inputs->req;
    transfer->link = inputs->id ? s7_block_link_ends(inputs->id) : NULL;
    transfer->area_count = inputs->area_count;
    memcpy(transfer->areas, inputs->areas, sizeof transfer->areas);
}

struct s7_instance_outputs s7_instance_call(struct s7_instance *instance, uint32_t mark,
                                            const struct s7_block_inputs *inputs, s7_time now)
{
    if (!is_instance(instance, mark))
        return (struct s7_instance_outputs){
            .error = true, .status = S7_BLOCK_INSTANCE, .fault = {.error = S7_ERR_LOCAL_INSTANCE}};
    struct s7_transfer *transfer = &instance->transfer;
    take_inputs(transfer, inputs);
    s7_transfer_call(transfer, now);
    return (struct s7_instance_outputs){.done = transfer->done,
                                        .error = transfer->error,
                                        .busy = transfer->busy,
                                        .status = transfer->status,
                                        .fault = transfer->fault};
}
