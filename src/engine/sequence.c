/* SPDX-License-Identifier: MIT
 *
 * Handles of a server and the sequence numbers of its Userdata answers.
 */
#include <assert.h>

#include "engine/server_internal.h"

enum { HANDLE_MAX = 255, COUNTER_MAX = 0x0F, BITS = 8 };

static bool in_use(const struct s7_server *server, unsigned handle)
{
    return ((unsigned)server->handles[handle / BITS] >> handle % BITS & 1U) != 0;
}

static void flip(struct s7_server *server, unsigned handle)
{
    server->handles[handle / BITS] ^= (uint8_t)(1U << handle % BITS);
}

static uint8_t lowest_free(const struct s7_server *server)
{
    for (unsigned handle = 1; handle <= HANDLE_MAX; handle++)
        if (!in_use(server, handle))
            return (uint8_t)handle;
    return 0;
}

uint8_t s7_server_handle_take(struct s7_server *server)
{
    uint8_t handle = lowest_free(server);
    if (handle)
        flip(server, handle);
    return handle;
}

void s7_server_handle_give(struct s7_server *server, uint8_t handle)
{
    if (handle == 0)
        return;
    assert(in_use(server, handle));
    flip(server, handle);
}

uint8_t s7_server_sequence(struct s7_server *server)
{
    if (server->config.sequence_style == S7_SEQUENCE_LOWEST)
        return lowest_free(server);
    server->sequence_counter = (uint8_t)(server->sequence_counter % COUNTER_MAX + 1);
    return server->sequence_counter;
}
