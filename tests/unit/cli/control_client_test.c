/* SPDX-License-Identifier: MIT */
#include "cli/control_client.h"

#include <sys/socket.h>
#include <sys/un.h>

#include "unit/cli/control_stage.h"
#include "unit/cli/said.h"

static void a_question_is_answered(void **state)
{
    const struct control_stage *stage = *state;
    json_t *answer = s7_control_ask(stage->path, json_pack("{s:s}", "command", "fault-list"));
    assert_true(json_is_true(json_object_get(answer, "ok")));
    assert_int_equal(json_array_size(json_object_get(answer, "faults")), 5);
    json_decref(answer);
}

static void nobody_is_there(void **state)
{
    const struct control_stage *stage = *state;
    char expected[256];
    said_start("");
    json_t *answer = s7_control_ask(stage->path, json_object());
    struct said said = said_stop(0);
    assert_null(answer);
    snprintf(expected, sizeof expected,
             "sieben: %s: No such file or directory (is `sieben cpu ... --control` running?)\n", stage->path);
    assert_string_equal(said.err, expected);
}

/* Somebody else who serves the socket: says `text`, then ends. */
struct stranger {
    int fd;
    const char *text;
};

static void be_strange(void *user)
{
    const struct stranger *stranger = user;
    char octets[64];
    int fd = accept(stranger->fd, NULL, NULL);
    if (recv(fd, octets, sizeof octets, 0) > 0)
        (void)!send(fd, stranger->text, strlen(stranger->text), MSG_NOSIGNAL);
    close(fd);
}

static void strangers_are_told(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {{"", ": Connection reset by peer\n"},
                {"{\"ok\": tr", ": Connection reset by peer\n"},
                {"hello\n", ": the answer is not one of `sieben cpu`\n"},
                {"[]\n", ": the answer is not one of `sieben cpu`\n"}};
    const struct control_stage *stage = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        struct stranger stranger = {socket(AF_UNIX, SOCK_STREAM, 0), rows[i].text};
        uv_thread_t thread;
        char expected[256];
        snprintf(address.sun_path, sizeof address.sun_path, "%s", stage->path);
        unlink(stage->path);
        must(bind(stranger.fd, (const struct sockaddr *)(const void *)&address, sizeof address) == 0 &&
             listen(stranger.fd, 1) == 0 && uv_thread_create(&thread, be_strange, &stranger) == 0);
        said_start("");
        json_t *answer = s7_control_ask(stage->path, json_object());
        struct said said = said_stop(0);
        uv_thread_join(&thread);
        close(stranger.fd);
        assert_null(answer);
        snprintf(expected, sizeof expected, "sieben: %s%s", stage->path, rows[i].says);
        assert_string_equal(said.err, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONTROLLED(a_question_is_answered),
        IN_FOLDER(nobody_is_there),
        IN_FOLDER(strangers_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
