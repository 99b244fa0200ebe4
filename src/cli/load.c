/* SPDX-License-Identifier: MIT */
#include "cli/load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/shown_path.h"
#include "plant/nearest.h"

enum { CHUNK = 65536, FILE_MAX = 64 << 20 };

static int complain(FILE *err, const char *path, const char *why)
{
    fprintf(err, "sieben: %s: %s\n", s7_shown_path(path).text, why);
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

static int read_file(FILE *err, const char *path, char **ret_text, size_t *ret_size)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file)
        return complain(err, path, strerror(errno));
    char *text = NULL;
    size_t size = 0;
    int error = slurp(file, &text, &size);
    if (!standard)
        fclose(file);
    if (error) {
        free(text);
        return complain(err, path, strerror(error));
    }
    text[size] = '\0';
    *ret_text = text;
    *ret_size = size;
    return S7_EXIT_OK;
}

int s7_cli_read_file(const char *path, char **ret_text, size_t *ret_size)
{
    return read_file(stderr, path, ret_text, ret_size);
}

/** Where findings are said, and about which file. */
struct said {
    FILE *err;
    const char *path;
};

static void print_finding(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                          const char *message)
{
    const struct said *said = user;
    fprintf(said->err, "%s:%u:%u: %s: %s\n", said->path, mark.line, mark.column,
            severity == S7_PLANT_ERROR ? "error" : "warning", message);
}

static int load_text(FILE *err, const char *path, const char *text, size_t size, struct s7_plant **ret_plant)
{
    const struct s7_shown_path shown = s7_shown_path(path);
    struct said said = {err, shown.text};
    int error = s7_plant_load(text, size, print_finding, &said, ret_plant);
    if (error == S7_ERR_LOCAL_MEMORY)
        complain(err, path, strerror(ENOMEM));
    return error ? S7_EXIT_USAGE : S7_EXIT_OK;
}

int s7_cli_load_plant_text(const char *path, const char *text, size_t size, struct s7_plant **ret_plant)
{
    return load_text(stderr, path, text, size, ret_plant);
}

int s7_cli_load_plant_saying(FILE *err, const char *path, struct s7_plant **ret_plant)
{
    char *text;
    size_t size;
    int exit_code = read_file(err, path, &text, &size);
    if (exit_code)
        return exit_code;
    exit_code = load_text(err, path, text, size, ret_plant);
    free(text);
    return exit_code;
}

int s7_cli_load_plant(const char *path, struct s7_plant **ret_plant)
{
    return s7_cli_load_plant_saying(stderr, path, ret_plant);
}

enum { NAMES_SHOWN = 12 };

static const struct s7_plant_cpu *partner_at(const struct s7_plant *plant, size_t index)
{
    return index < plant->cpu_count ? &plant->cpus[index] : &plant->hosts[index - plant->cpu_count];
}

static void print_names(FILE *err, const struct s7_plant *plant, size_t count)
{
    fprintf(err, "; there %s", count ? "are" : "is none");
    for (size_t i = 0; i < count && i < NAMES_SHOWN; i++)
        fprintf(err, "%s %s", i ? "," : "", partner_at(plant, i)->name);
    fputs(count > NAMES_SHOWN ? ", …" : "", err);
}

const struct s7_plant_cpu *s7_cli_find_cpu_saying(FILE *err, const struct s7_plant *plant, const char *path,
                                                  const char *name)
{
    const struct s7_plant_cpu *cpu = s7_plant_find_cpu(plant, name);
    size_t count = plant->cpu_count + plant->host_count;
    if (cpu)
        return cpu;
    struct s7_nearest nearest = s7_nearest_to(name, strlen(name));
    for (size_t i = 0; i < count; i++)
        s7_nearest_try(&nearest, partner_at(plant, i)->name);
    fprintf(err, "sieben: %s has no CPU called \"%s\"", s7_shown_path(path).text, name);
    if (nearest.best)
        fprintf(err, "; did you mean \"%s\"?", nearest.best);
    else
        print_names(err, plant, count);
    fputc('\n', err);
    return NULL;
}

const struct s7_plant_cpu *s7_cli_find_cpu(const struct s7_plant *plant, const char *path, const char *name)
{
    return s7_cli_find_cpu_saying(stderr, plant, path, name);
}
