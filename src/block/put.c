/* SPDX-License-Identifier: MIT */
#include "sieben/block.h"

#include <stdlib.h>

#include "block/instance.h"

struct s7_put {
    struct s7_instance instance;
};

size_t s7_put_size(size_t octets_most)
{
    return s7_instance_size(octets_most, S7_INSTANCE_PUT);
}

static int hand_out(int error, struct s7_instance *instance, struct s7_put **ret_put)
{
    if (error == S7_OK)
        *ret_put = (struct s7_put *)instance; /* its first member */
    return error;
}

int s7_put_init(void *memory, size_t size, size_t octets_most, struct s7_put **ret_put)
{
    struct s7_instance *instance = NULL;
    int error = s7_instance_init(memory, size, octets_most, S7_INSTANCE_PUT, &instance);
    return hand_out(error, instance, ret_put);
}

int s7_put_new(size_t octets_most, struct s7_put **ret_put)
{
    struct s7_instance *instance = NULL;
    int error = s7_instance_new(octets_most, S7_INSTANCE_PUT, &instance);
    return hand_out(error, instance, ret_put);
}

void s7_put_free(struct s7_put *put)
{
    free(put);
}

void s7_put_call(struct s7_put *put, const struct s7_block_inputs *inputs, s7_time now,
                 struct s7_put_outputs *ret_outputs)
{
    struct s7_instance *instance = put ? &put->instance : NULL;
    struct s7_instance_outputs outputs = s7_instance_call(instance, S7_INSTANCE_PUT, inputs, now);
    *ret_outputs = (struct s7_put_outputs){.done = outputs.done,
                                           .error = outputs.error,
                                           .busy = outputs.busy,
                                           .status = outputs.status,
                                           .fault = outputs.fault};
}
