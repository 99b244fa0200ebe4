/* SPDX-License-Identifier: MIT */
#include "said.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "must.h"

enum { WORDS = 64, STREAMS = 3 };

/* Standard input, output and error: what stands for them, and where they went before. */
static FILE *files[STREAMS];
static int saved[STREAMS];
static char *texts[STREAMS];

void said_start(const char *input)
{
    fflush(NULL);
    fflush(stdin); /* else rewinding may stay in what was read from the file before */
    for (int fd = 0; fd < STREAMS; fd++) {
        files[fd] = tmpfile();
        must(files[fd] && (saved[fd] = dup(fd)) >= 0);
    }
    must(fputs(input, files[0]) >= 0);
    rewind(files[0]);
    for (int fd = 0; fd < STREAMS; fd++)
        must(dup2(fileno(files[fd]), fd) == fd);
    rewind(stdin);
}

static char *take_text(FILE *file)
{
    must(fseek(file, 0, SEEK_END) == 0);
    size_t size = (size_t)ftell(file);
    char *text = malloc(size + 1);
    must(text);
    rewind(file);
    must(fread(text, 1, size, file) == size);
    text[size] = '\0';
    return text;
}

struct said said_stop(int exit_code)
{
    fflush(stdout);
    fflush(stderr);
    for (int fd = 0; fd < STREAMS; fd++) {
        must(dup2(saved[fd], fd) == fd);
        close(saved[fd]);
        free(texts[fd]);
        texts[fd] = take_text(files[fd]);
        fclose(files[fd]);
    }
    return (struct said){exit_code, texts[STDOUT_FILENO], texts[STDERR_FILENO]};
}

int said_run(const char *const *words)
{
    char *argv[WORDS + 1] = {NULL};
    int argc = 0, used;
    for (; words[argc]; argc++) {
        must(argc < WORDS);
        argv[argc] = strdup(words[argc]);
    }
    const struct s7_command *command = s7_command_find(argc, argv, &used);
    must(command);
    char *all[WORDS];
    memcpy(all, argv, sizeof all); /* the options are sorted to the front */
    int exit_code = command->run(command, argc - used + 1, argv + used - 1);
    for (int i = 0; i < argc; i++)
        free(all[i]);
    return exit_code;
}

struct said said_by(const char *input, const char *const *words)
{
    said_start(input);
    return said_stop(said_run(words));
}

void assert_misuse_at(struct said said, const char *command, const char *why, const char *file, int line)
{
    char first[400], usage[80], more[80];
    snprintf(first, sizeof first, "sieben %s: %s", command, why);
    snprintf(usage, sizeof usage, "\nusage: sieben %s", command);
    snprintf(more, sizeof more, "\nmore: sieben help %s\n", command);
    const char *second = strchr(said.err, '\n');
    if (said.exit_code == S7_EXIT_USAGE && !said.out[0] && strncmp(said.err, first, strlen(first)) == 0 &&
        strncmp(second, usage, strlen(usage)) == 0 && strcmp(strchr(second + 1, '\n'), more) == 0)
        return;
    print_error("expected: %s\nexit code %d, said: %s%s\n", first, said.exit_code, said.out, said.err);
    _fail(file, line);
}
