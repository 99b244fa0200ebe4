/* SPDX-License-Identifier: MIT
 *
 * cli/json.h — JSON documents of the program: always a schema, always valid UTF-8, always a newline at the end.
 */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <jansson.h>
#include <stdio.h>

/** {"schema": "sieben/<command>/1"}; a new reference. */
json_t *s7_cli_json_document(const char *command);

/** A JSON string of any octets: what is not UTF-8 becomes U+FFFD.  A new reference. */
json_t *s7_cli_json_text(const char *text);

/** Prints an indented document and a newline; steals the reference. */
void s7_cli_json_print(FILE *out, json_t *document);

/** Prints one compact line, flushed, for streams of documents; steals the reference. */
void s7_cli_json_line(FILE *out, json_t *document);

#endif
