/* SPDX-License-Identifier: MIT */
#include "unit/cli/control_stage.h"

#include <fcntl.h>
#include <sys/socket.h>

#include "cli/control_path.h"
#include "unit/cli/said.h"

static void send_text(int fd, const char *text)
{
    size_t size = strlen(text);
    assert_int_equal(send(fd, text, size, MSG_NOSIGNAL), (ssize_t)size);
}

/* The next line without its newline; "": the connection ended. */
static const char *next_line(int fd)
{
    static char line[4096];
    size_t fill = 0;
    while (fill < sizeof line - 1 && recv(fd, line + fill, 1, 0) == 1 && line[fill] != '\n')
        fill++;
    line[fill] = '\0';
    return line;
}

static int connected(const struct control_stage *stage)
{
    int fd = s7_control_path_connect(stage->path);
    assert_true(fd >= 0);
    return fd;
}

static void each_line_is_answered(void **state)
{
    const struct control_stage *stage = *state;
    int fd = connected(stage);
    send_text(fd, "{\"command\": \"fault-clear\", \"name\": \"gone\"}\n{\"comm");
    assert_string_equal(next_line(fd), "{\"schema\":\"sieben/control/1\",\"ok\":true,\"cleared\":1}");
    send_text(fd, "and\": \"fault-clear\", \"all\": true}\nnonsense\n");
    assert_string_equal(next_line(fd), "{\"schema\":\"sieben/control/1\",\"ok\":true,\"cleared\":1}");
    assert_non_null(strstr(next_line(fd), "\"ok\":false"));
    close(fd);
}

static void only_its_owner_may_use_it(void **state)
{
    const struct control_stage *stage = *state;
    struct stat found;
    assert_int_equal(stat(stage->path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
}

static void a_line_without_end_is_refused(void **state)
{
    const struct control_stage *stage = *state;
    char line[S7_CONTROL_LINE_SIZE + 1];
    memset(line, ' ', sizeof line);
    line[sizeof line - 1] = '\0';
    int fd = connected(stage);
    send_text(fd, line);
    assert_string_equal(next_line(fd), "{\"schema\":\"sieben/control/1\",\"ok\":false,\"error\":"
                                       "\"a line has at most 8192 octets\"}");
    assert_string_equal(next_line(fd), "");
    close(fd);
}

/* Those that are there go on; one that is turned away is ended without a word. */
static void there_are_so_many_at_a_time(void **state)
{
    const struct control_stage *stage = *state;
    int fds[S7_CONTROL_PEERS];
    for (size_t i = 0; i < S7_CONTROL_PEERS; i++) {
        fds[i] = connected(stage);
        send_text(fds[i], "{}\n");
        assert_non_null(strstr(next_line(fds[i]), "\"ok\":false"));
    }
    int one_more = connected(stage);
    assert_string_equal(next_line(one_more), "");
    close(one_more);
    send_text(fds[0], "{}\n");
    assert_non_null(strstr(next_line(fds[0]), "\"ok\":false"));
    for (size_t i = 0; i < S7_CONTROL_PEERS; i++)
        close(fds[i]);
}

/* Who asks without end and never reads the answers is ended; others are served meanwhile. */
static void answers_that_nobody_reads_do_not_pile_up(void **state)
{
    static const char line[] = "{\"command\": \"fault-list\"}\n";
    const struct control_stage *stage = *state;
    int fd = connected(stage);
    ssize_t sent = 0;
    for (unsigned i = 0; i < 100000 && sent >= 0; i++)
        sent = send(fd, line, sizeof line - 1, MSG_NOSIGNAL);
    assert_true(sent < 0);
    close(fd);
    fd = connected(stage);
    send_text(fd, line);
    assert_non_null(strstr(next_line(fd), "\"ok\":true"));
    close(fd);
}

static void it_ends_while_somebody_is_connected(void **state)
{
    struct control_stage *stage = *state;
    int fd = connected(stage);
    send_text(fd, "{}\n");
    assert_non_null(strstr(next_line(fd), "\"ok\":false"));
    control_stop(stage);
    assert_string_equal(next_line(fd), "");
    assert_int_not_equal(access(stage->path, F_OK), 0);
    close(fd);
}

static struct said said_opening(struct control_stage *stage)
{
    said_start("");
    stage->socket = s7_control_socket_open(&stage->loop, stage->path, &stage->faulty->control);
    uv_run(&stage->loop, UV_RUN_NOWAIT);
    return said_stop(0);
}

static void what_is_there_is_not_taken_away(void **state)
{
    struct control_stage *stage = *state;
    char expected[256];
    close(open(stage->path, O_CREAT | O_WRONLY, 0600));
    must(uv_loop_init(&stage->loop) == 0);
    struct said said = said_opening(stage);
    assert_null(stage->socket);
    snprintf(expected, sizeof expected, "sieben: %s: the file is there and no socket\n", stage->path);
    assert_string_equal(said.err, expected);
    assert_int_equal(uv_loop_close(&stage->loop), 0); /* nothing is left of it */
}

static void two_do_not_serve_one_file(void **state)
{
    struct control_stage *stage = *state;
    struct control_stage second = *stage;
    char expected[256];
    must(uv_loop_init(&second.loop) == 0);
    struct said said = said_opening(&second);
    assert_null(second.socket);
    snprintf(expected, sizeof expected, "sieben: %s: another program serves this socket\n", stage->path);
    assert_string_equal(said.err, expected);
    assert_int_equal(uv_loop_close(&second.loop), 0);
    s7_control_socket_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONTROLLED(each_line_is_answered),
        CONTROLLED(only_its_owner_may_use_it),
        CONTROLLED(a_line_without_end_is_refused),
        CONTROLLED(there_are_so_many_at_a_time),
        CONTROLLED(answers_that_nobody_reads_do_not_pile_up),
        cmocka_unit_test_setup_teardown(it_ends_while_somebody_is_connected, control_set_up, control_no_folder),
        IN_FOLDER(what_is_there_is_not_taken_away),
        CONTROLLED(two_do_not_serve_one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
