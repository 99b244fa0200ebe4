/* SPDX-License-Identifier: MIT
 *
 * unit/cli/control_stage.h — the control socket of the CPU of faulty.h on a loop that a thread of its own runs, and a
 * folder for its file.
 */
#ifndef UNIT_CLI_CONTROL_STAGE_H
#define UNIT_CLI_CONTROL_STAGE_H

#include "unit/cli/faulty.h"

#include <sys/stat.h>
#include <unistd.h>

#include "cli/control_socket.h"

struct control_stage {
    struct faulty *faulty;
    char folder[64], path[96];
    uv_loop_t loop;
    uv_async_t end;
    uv_thread_t thread;
    struct s7_control_socket *socket;
};

static inline void control_end(uv_async_t *async)
{
    struct control_stage *stage = async->data;
    s7_control_socket_close(stage->socket);
    uv_close((uv_handle_t *)async, NULL);
}

static inline void control_run(void *user)
{
    uv_run(&((struct control_stage *)user)->loop, UV_RUN_DEFAULT);
}

/** A folder, no socket yet. */
static inline int control_folder(void **state)
{
    struct control_stage *stage = calloc(1, sizeof *stage);
    faulty_set_up((void **)&stage->faulty);
    snprintf(stage->folder, sizeof stage->folder, "/tmp/sieben-control-XXXXXX");
    must(mkdtemp(stage->folder) != NULL);
    snprintf(stage->path, sizeof stage->path, "%s/oven", stage->folder);
    *state = stage;
    return 0;
}

static inline int control_no_folder(void **state)
{
    struct control_stage *stage = *state;
    unlink(stage->path);
    must(rmdir(stage->folder) == 0);
    faulty_tear_down((void **)&stage->faulty);
    free(stage);
    return 0;
}

static inline int control_set_up(void **state)
{
    control_folder(state);
    struct control_stage *stage = *state;
    must(uv_loop_init(&stage->loop) == 0 && uv_async_init(&stage->loop, &stage->end, control_end) == 0);
    stage->end.data = stage;
    stage->socket = s7_control_socket_open(&stage->loop, stage->path, &stage->faulty->control);
    must(stage->socket != NULL);
    must(uv_thread_create(&stage->thread, control_run, stage) == 0);
    return 0;
}

/** Ends the socket; its file is gone then. */
static inline void control_stop(struct control_stage *stage)
{
    uv_async_send(&stage->end);
    uv_thread_join(&stage->thread);
    must(uv_loop_close(&stage->loop) == 0);
}

static inline int control_tear_down(void **state)
{
    control_stop(*state);
    return control_no_folder(state);
}

#define CONTROLLED(name) cmocka_unit_test_setup_teardown(name, control_set_up, control_tear_down)
#define IN_FOLDER(name)  cmocka_unit_test_setup_teardown(name, control_folder, control_no_folder)

#endif
