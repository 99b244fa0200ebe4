/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"
#include "net_posix/probe_socket.h"
#include "net_posix/probe_text.h"

/* What the child tells: one write() that a pipe keeps in one piece (PIPE_BUF). */
enum { MOST = 32 };
struct answer {
    int sys_errno;
    size_t count;
    struct s7_probe_address list[MOST];
};
_Static_assert(sizeof(struct answer) <= 4096, "an answer fits into a pipe in one piece");

static const struct {
    int status;
    int sys_errno;
} rows[] = {
    {EAI_AGAIN, EAGAIN},
    {EAI_FAIL, EAGAIN}, /* a name server answered that it cannot answer */
    {EAI_MEMORY, ENOMEM},
};

/* Everything else says in some way that there is no address of this name. */
static int errno_of(int status)
{
    if (status == EAI_SYSTEM)
        return errno;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].status == status)
            return rows[i].sys_errno;
    return ENOENT;
}

static bool copy_address(const struct addrinfo *found, char ret_text[S7_PROBE_ADDRESS_SIZE])
{
    union s7_ip ip;
    memset(&ip, 0, sizeof ip);
    if (found->ai_addrlen > sizeof ip)
        return false;
    memcpy(&ip, found->ai_addr, found->ai_addrlen);
    s7_probe_format(&ip, ret_text);
    return ret_text[0] != '\0';
}

static void ask(const char *host, struct answer *answer)
{
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    const int status = getaddrinfo(host, NULL, &hints, &found);
    if (status) {
        answer->sys_errno = errno_of(status);
        return;
    }
    for (const struct addrinfo *at = found; at && answer->count < MOST; at = at->ai_next)
        if (copy_address(at, answer->list[answer->count].text))
            answer->count++;
    freeaddrinfo(found);
    if (!answer->count)
        answer->sys_errno = ENOENT;
}

static void ask_and_exit(const char *host, int out)
{
    struct answer answer;
    memset(&answer, 0, sizeof answer);
    ask(host, &answer);
    _exit(write(out, &answer, sizeof answer) == (ssize_t)sizeof answer ? 0 : 1);
}

static int await_answer(int in, s7_time due, struct answer *ret_answer)
{
    struct pollfd wait = {.fd = in, .events = POLLIN};
    int ready;
    do
        ready = poll(&wait, 1, s7_posix_wait_ms(s7_probe_look_up(due), s7_posix_now()));
    while ((ready == 0 || (ready < 0 && errno == EINTR)) && !s7_probe_over(due));
    if (ready <= 0)
        return ready ? errno : ETIMEDOUT;
    return read(in, ret_answer, sizeof *ret_answer) == (ssize_t)sizeof *ret_answer ? 0 : EIO;
}

static void end_child(pid_t child)
{
    kill(child, SIGKILL); /* it has told all it knows, or its time is over */
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
}

static int ask_in_time(const char *host, s7_time due, struct answer *ret_answer)
{
    int ends[2];
    if (pipe(ends))
        return errno;
    const pid_t child = fork();
    if (child == 0)
        ask_and_exit(host, ends[1]);
    int failed = child < 0 ? errno : 0;
    close(ends[1]);
    if (!failed) {
        failed = await_answer(ends[0], due, ret_answer);
        end_child(child);
    }
    close(ends[0]);
    return failed ? failed : ret_answer->sys_errno;
}

size_t s7_probe_resolve(const char *host, s7_time timeout, size_t most, struct s7_probe_address *ret_list,
                        int *ret_errno)
{
    union s7_ip ip;
    struct answer answer = {.sys_errno = EIO};
    const s7_time due = s7_time_after(s7_posix_now(), timeout);
    if (most && s7_probe_parse(host, 0, &ip)) {
        s7_probe_format(&ip, ret_list[0].text);
        return 1;
    }
    const int failed = ask_in_time(host, due, &answer);
    if (failed) {
        *ret_errno = failed;
        return 0;
    }
    const size_t count = answer.count < most ? answer.count : most;
    memcpy(ret_list, answer.list, count * sizeof *ret_list);
    return count;
}
