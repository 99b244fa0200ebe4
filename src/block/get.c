/* SPDX-License-Identifier: MIT */
#include "sieben/block.h"

#include <stdlib.h>

#include "block/instance.h"

struct s7_get {
    struct s7_instance instance;
};

size_t s7_get_size(size_t octets_most)
{
    return s7_instance_size(octets_most, S7_INSTANCE_GET);
}

static int hand_out(int error, struct s7_instance *instance, struct s7_get **ret_get)
{
    if (error == S7_OK)
        *ret_get = (struct s7_get *)instance; /* its first member */
    return error;
}

int s7_get_init(void *memory, size_t size, size_t octets_most, struct s7_get **ret_get)
{
    struct s7_instance *instance = NULL;
    int error = s7_instance_init(memory, size, octets_most, S7_INSTANCE_GET, &instance);
    return hand_out(error, instance, ret_get);
}

int s7_get_new(size_t octets_most, struct s7_get **ret_get)
{
    struct s7_instance *instance = NULL;
    int error = s7_instance_new(octets_most, S7_INSTANCE_GET, &instance);
    return hand_out(error, instance, ret_get);
}

void s7_get_free(struct s7_get *get)
{
    free(get);
}

void s7_get_call(struct s7_get *get, const struct s7_block_inputs *inputs, s7_time now,
                 struct s7_get_outputs *ret_outputs)
{
    struct s7_instance *instance = get ? &get->instance : NULL;
    struct s7_instance_outputs outputs = s7_instance_call(instance, S7_INSTANCE_GET, inputs, now);
    *ret_outputs = (struct s7_get_outputs){.ndr = outputs.done,
                                           .error = outputs.error,
                                           .busy = outputs.busy,
                                           .status = outputs.status,
                                           .fault = outputs.fault};
}
