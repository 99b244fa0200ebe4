/* SPDX-License-Identifier: MIT */
#include "cli/control_path.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "unit/cli/control_stage.h"

static int bound_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    assert_int_equal(bind(fd, (const struct sockaddr *)(const void *)&address, sizeof address), 0);
    return fd;
}

static void paths_have_a_limit(void **state)
{
    char path[sizeof((struct sockaddr_un *)0)->sun_path + 1];
    (void)state;
    memset(path, 'x', sizeof path);
    path[sizeof path - 1] = '\0';
    assert_false(s7_control_path_fits(path));
    assert_int_equal(s7_control_path_connect(path), -ENAMETOOLONG);
    assert_int_equal(s7_control_path_clear(path), -ENAMETOOLONG);
    path[sizeof path - 2] = '\0';
    assert_true(s7_control_path_fits(path));
    assert_false(s7_control_path_fits(""));
    assert_int_equal(s7_control_path_connect(""), -ENOENT);
    assert_int_equal(s7_control_path_clear(""), -ENOENT);
}

static void what_nobody_serves_is_removed(void **state)
{
    const struct control_stage *stage = *state;
    assert_int_equal(s7_control_path_clear(stage->path), 0); /* there is nothing */
    close(bound_to(stage->path));                            /* left by an ended program */
    assert_int_equal(access(stage->path, F_OK), 0);
    assert_int_equal(s7_control_path_connect(stage->path), -ECONNREFUSED);
    assert_int_equal(s7_control_path_clear(stage->path), 0);
    assert_int_not_equal(access(stage->path, F_OK), 0);
    assert_int_equal(s7_control_path_connect(stage->path), -ENOENT);
}

static void what_is_served_stays(void **state)
{
    const struct control_stage *stage = *state;
    int fd = bound_to(stage->path);
    assert_int_equal(listen(fd, 1), 0);
    assert_int_equal(s7_control_path_clear(stage->path), -EADDRINUSE);
    int connected = s7_control_path_connect(stage->path);
    assert_true(connected >= 0);
    assert_int_equal(fcntl(connected, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    close(connected);
    close(fd);
}

static void other_files_are_never_removed(void **state)
{
    const struct control_stage *stage = *state;
    close(open(stage->path, O_CREAT | O_WRONLY, 0600));
    assert_int_equal(s7_control_path_clear(stage->path), -EEXIST);
    assert_int_equal(access(stage->path, F_OK), 0);
    char below[128];
    snprintf(below, sizeof below, "%s/x", stage->path);
    assert_int_equal(s7_control_path_clear(below), -ENOTDIR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_have_a_limit),
        IN_FOLDER(what_nobody_serves_is_removed),
        IN_FOLDER(what_is_served_stays),
        IN_FOLDER(other_files_are_never_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
