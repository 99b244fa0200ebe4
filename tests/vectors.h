/* SPDX-License-Identifier: MIT
 *
 * tests/vectors.h — reads tests/vectors/<file>.s7v: telegrams with what they mean.
 *
 * One vector per line, four columns separated by " | ":
 *
 *     name | source | octets in hex, separated by blanks | s7_describe_packet_line() of them
 *
 * `source` is capture#frame (published captures of real devices, named as in their collection) or "constructed".
 * A line starting with '#' is a comment.  S7_VECTORS replaces the folder, which otherwise is the one beside this
 * header.  Every problem ends the program: a test must not pass because it read nothing.
 */
#ifndef TESTS_VECTORS_H
#define TESTS_VECTORS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VECTOR_LINE_MAX = 8192, VECTOR_OCTETS_MAX = 1024, VECTOR_COUNT_MAX = 256 };

struct vector {
    char name[80];
    char source[80];
    uint8_t octets[VECTOR_OCTETS_MAX];
    size_t size;
    char description[2048];
};

struct vectors {
    size_t count;
    struct vector list[VECTOR_COUNT_MAX];
};

static void vector_fail(const char *file, unsigned line, const char *what)
{
    fprintf(stderr, "%s:%u: %s\n", file, line, what);
    exit(EXIT_FAILURE);
}

static inline bool vector_malformed(const struct vector *vector)
{
    return strncmp(vector->description, "malformed", strlen("malformed")) == 0;
}

/* Cuts the next column off *rest; NULL when there is none. */
static char *vector_column(char **rest)
{
    char *column = *rest;
    if (!column)
        return NULL;
    char *end = strstr(column, " | ");
    *rest = end ? end + 3 : NULL;
    if (end)
        *end = '\0';
    return column;
}

static bool vector_hex(const char *text, struct vector *vector)
{
    for (vector->size = 0; *text && vector->size < VECTOR_OCTETS_MAX; vector->size++) {
        char *end;
        unsigned long octet = strtoul(text, &end, 16);
        if (end != text + 2 || octet > 0xFF)
            return false;
        vector->octets[vector->size] = (uint8_t)octet;
        text = *end == ' ' ? end + 1 : end;
    }
    return *text == '\0' && vector->size != 0;
}

static bool vector_parse(char *line, struct vector *vector)
{
    char *name = vector_column(&line);
    char *source = vector_column(&line);
    char *hex = vector_column(&line);
    if (!line || strlen(name) >= sizeof vector->name || strlen(source) >= sizeof vector->source ||
        strlen(line) >= sizeof vector->description || !vector_hex(hex, vector))
        return false;
    memcpy(vector->name, name, strlen(name) + 1);
    memcpy(vector->source, source, strlen(source) + 1);
    memcpy(vector->description, line, strlen(line) + 1);
    return true;
}

static void vector_path(const char *file, char *path, size_t size)
{
    const char *folder = getenv("S7_VECTORS");
    const char *slash = strrchr(__FILE__, '/');
    if (folder)
        snprintf(path, size, "%s/%s.s7v", folder, file);
    else
        snprintf(path, size, "%.*s/vectors/%s.s7v", (int)(slash - __FILE__), __FILE__, file);
}

/** Reads tests/vectors/<file>.s7v; the caller frees the result with free(). */
static inline struct vectors *vectors_load(const char *file)
{
    static char line[VECTOR_LINE_MAX];
    char path[1024];
    vector_path(file, path, sizeof path);
    FILE *stream = fopen(path, "r");
    struct vectors *vectors = calloc(1, sizeof *vectors);
    if (!stream || !vectors)
        vector_fail(path, 0, "cannot be read");
    for (unsigned number = 1; fgets(line, sizeof line, stream); number++) {
        char *end = strchr(line, '\n');
        if (!end)
            vector_fail(path, number, "the line is too long or has no end");
        *end = '\0';
        if (line[0] == '#' || line[0] == '\0')
            continue;
        if (vectors->count == VECTOR_COUNT_MAX)
            vector_fail(path, number, "more vectors than VECTOR_COUNT_MAX");
        if (!vector_parse(line, &vectors->list[vectors->count++]))
            vector_fail(path, number, "not: name | source | hex | description");
    }
    fclose(stream);
    if (vectors->count == 0)
        vector_fail(path, 0, "no vectors in it");
    return vectors;
}

/** Files that hold vectors, NULL-terminated. */
static const char *const vector_files[] = {"cotp", "setup",  "read_var", "write_var", "userdata",
                                           "tis",  "cyclic", "other",    "malformed", NULL};

#endif
