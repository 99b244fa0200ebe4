/* SPDX-License-Identifier: MIT
 *
 * cli/values.h — the values of a tag between octets, text and JSON.
 */
#ifndef CLI_VALUES_H
#define CLI_VALUES_H

#include <jansson.h>
#include <stdio.h>

#include "sieben/address.h"
#include "value/type.h"

/** Prints "5", or "1, 2, 3" for an array; raw octets as BYTEs. */
void s7_values_print(FILE *out, const struct s7_tag *tag, const uint8_t *octets);

/**
 * The same as JSON: true, a number, a string for CHAR, a list for an array.  What has no JSON number (an infinite
 * REAL, a TIMER that is not BCD) is its text.  A new reference.
 */
json_t *s7_values_json(const struct s7_tag *tag, const uint8_t *octets);

/**
 * Reads what s7_values_print() writes: as many values as the tag has elements, separated by commas.
 * @param ret_octets  s7_tag_size() octets; indeterminate on failure
 * @param ret_error   column counts from the start of `text`
 * @return S7_OK or S7_ERR_LOCAL_VALUE
 */
int s7_values_parse(const struct s7_tag *tag, const char *text, uint8_t *ret_octets,
                    struct s7_text_error *ret_error);

#endif
