/* SPDX-License-Identifier: MIT */
#include "cli/json.h"

#include <stdlib.h>
#include <string.h>

json_t *s7_cli_json_document(const char *command)
{
    return json_pack("{s:o}", "schema", json_sprintf("sieben/%s/1", command));
}

/* Length of the valid UTF-8 sequence at `text`, 0: none. */
static size_t valid_sequence(const char *text)
{
    for (size_t length = 1; length <= 4 && text[length - 1]; length++) {
        json_t *string = json_stringn(text, length);
        json_decref(string);
        if (string)
            return length;
    }
    return 0;
}

/* Every octet that is part of no valid sequence becomes U+FFFD, which takes three octets. */
static json_t *replace_invalid(const char *text)
{
    char *clean = malloc(3 * strlen(text) + 1);
    if (!clean)
        return NULL;
    size_t used = 0;
    while (*text) {
        size_t length = valid_sequence(text);
        memcpy(clean + used, length ? text : "\xEF\xBF\xBD", length ? length : 3);
        used += length ? length : 3;
        text += length ? length : 1;
    }
    json_t *string = json_stringn(clean, used);
    free(clean);
    return string;
}

json_t *s7_cli_json_text(const char *text)
{
    json_t *string = json_string(text); /* NULL when it is not UTF-8 */
    return string ? string : replace_invalid(text);
}

/* 15 digits write every REAL as the short text it came from. */
static void print(FILE *out, json_t *document, size_t flags)
{
    json_dumpf(document, out, flags | JSON_REAL_PRECISION(15));
    fputc('\n', out);
    json_decref(document);
}

void s7_cli_json_print(FILE *out, json_t *document)
{
    print(out, document, JSON_INDENT(2));
}

void s7_cli_json_line(FILE *out, json_t *document)
{
    print(out, document, JSON_COMPACT);
    fflush(out);
}
