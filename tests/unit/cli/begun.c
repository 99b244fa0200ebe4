/* SPDX-License-Identifier: MIT */
#include "begun.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "must.h"
#include "said.h"

enum { HANGS_AFTER = 120 /* seconds: nobody waits for ever */ };

static void take_streams(const char *input, int out)
{
    FILE *file = tmpfile();
    must(file && fputs(input, file) >= 0);
    rewind(file);
    must(dup2(fileno(file), STDIN_FILENO) == STDIN_FILENO);
    must(dup2(out, STDOUT_FILENO) == STDOUT_FILENO && dup2(out, STDERR_FILENO) == STDERR_FILENO);
    fclose(file);
    close(out);
    rewind(stdin);
}

void begin_work(struct begun *begun, const char *input, int (*work)(void *user), void *user)
{
    int ends[2];
    fflush(NULL); /* its exit() would write it again */
    must(pipe(ends) == 0);
    begun->pid = fork();
    must(begun->pid >= 0);
    if (begun->pid == 0) {
        close(ends[0]);
        take_streams(input, ends[1]);
        alarm(HANGS_AFTER);
        exit(work(user)); /* not _exit(): leaks are looked for */
    }
    close(ends[1]);
    begun->lines = fdopen(ends[0], "r");
    must(begun->lines);
}

static int run_words(void *user)
{
    return said_run(user);
}

void begin_words(struct begun *begun, const char *input, const char *const *words)
{
    const char *copy[64] = {NULL};
    for (size_t i = 0; words[i]; i++) {
        must(i + 1 < sizeof copy / sizeof copy[0]);
        copy[i] = words[i];
    }
    begin_work(begun, input, run_words, copy);
}

bool begun_await(struct begun *begun, const char *text)
{
    while (fgets(begun->line, sizeof begun->line, begun->lines))
        if (strstr(begun->line, text))
            return true;
    return false;
}

int begun_end(struct begun *begun)
{
    int status = -1;
    char rest[256];
    while (fgets(rest, sizeof rest, begun->lines))
        continue;
    fclose(begun->lines);
    must(waitpid(begun->pid, &status, 0) == begun->pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
