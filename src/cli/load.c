/* SPDX-License-Identifier: MIT */
#include "cli/load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plant/nearest.h"

enum { CHUNK = 65536, FILE_MAX = 64 << 20 };

static int complain(const char *path, const char *why)
{
    fprintf(stderr, "sieben: %s: %s\n", path, why);
    return S7_EXIT_USAGE;
}

/* Appends what is left of the stream; the text always has room for one more octet, the NUL. */
static int slurp(FILE *file, char **text, size_t *size)
{
    size_t capacity = 0;
    for (;;) {
        if (capacity - *size < CHUNK) {
            capacity += CHUNK + capacity / 2 + 1;
            char *larger = capacity > FILE_MAX ? NULL : realloc(*text, capacity);
            if (!larger)
                return capacity > FILE_MAX ? EFBIG : ENOMEM;
            *text = larger;
        }
        size_t got = fread(*text + *size, 1, capacity - *size - 1, file);
        *size += got;
        if (got == 0)
            return ferror(file) ? errno : 0;
    }
}

int s7_cli_read_file(const char *path, char **ret_text, size_t *ret_size)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file)
        return complain(path, strerror(errno));
    char *text = NULL;
    size_t size = 0;
    int error = slurp(file, &text, &size);
    if (!standard)
        fclose(file);
    if (error) {
        free(text);
        return complain(path, strerror(error));
    }
    text[size] = '\0';
    *ret_text = text;
    *ret_size = size;
    return S7_EXIT_OK;
}

static void print_finding(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                          const char *message)
{
    fprintf(stderr, "%s:%u:%u: %s: %s\n", (const char *)user, mark.line, mark.column,
            severity == S7_PLANT_ERROR ? "error" : "warning", message);
}

int s7_cli_load_plant(const char *path, struct s7_plant **ret_plant)
{
    char *text;
    size_t size;
    int exit_code = s7_cli_read_file(path, &text, &size);
    if (exit_code)
        return exit_code;
    char *shown = strcmp(path, "-") == 0 ? strdup("stdin") : strdup(path);
    int error = shown ? s7_plant_load(text, size, print_finding, shown, ret_plant) : S7_ERR_LOCAL_MEMORY;
    if (error == S7_ERR_LOCAL_MEMORY)
        complain(path, strerror(ENOMEM));
    free(shown);
    free(text);
    return error ? S7_EXIT_USAGE : S7_EXIT_OK;
}

enum { NAMES_SHOWN = 12 };

const struct s7_plant_cpu *s7_cli_find_cpu(const struct s7_plant *plant, const char *path, const char *name)
{
    const struct s7_plant_cpu *cpu = s7_plant_find_cpu(plant, name);
    if (cpu)
        return cpu;
    struct s7_nearest nearest = s7_nearest_to(name, strlen(name));
    for (size_t i = 0; i < plant->cpu_count; i++)
        s7_nearest_try(&nearest, plant->cpus[i].name);
    fprintf(stderr, "sieben: %s has no CPU called \"%s\"", path, name);
    if (nearest.best)
        fprintf(stderr, "; did you mean \"%s\"?", nearest.best);
    else
        fprintf(stderr, "; there %s", plant->cpu_count ? "are" : "is none");
    for (size_t i = 0; i < plant->cpu_count && !nearest.best && i < NAMES_SHOWN; i++)
        fprintf(stderr, "%s %s", i ? "," : "", plant->cpus[i].name);
    fputs(!nearest.best && plant->cpu_count > NAMES_SHOWN ? ", …\n" : "\n", stderr);
    return NULL;
}
