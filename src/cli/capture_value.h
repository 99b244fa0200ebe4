/* SPDX-License-Identifier: MIT
 *
 * cli/capture_value.h — an access of a capture and its value, in words and in documents.
 *
 * A value has the types of the plant's tags within its area; without one, that of the item's elements.
 */
#ifndef CLI_CAPTURE_VALUE_H
#define CLI_CAPTURE_VALUE_H

#include <jansson.h>

#include "base/cursor.h"
#include "base/strbuf.h"
#include "capture/access.h"
#include "plant/plant.h"

/** What is known about values, and how much of them is shown. */
struct s7_capture_view {
    const struct s7_plant_cpu *cpu; /**< whose data they are; NULL: not in the plant */
    bool all;                       /**< every element and octet; else the first ones */
    bool redact;                    /**< their size alone */
};

/** "DB10.DBW0:INT", "P#DB10.DBX0.0 BYTE 20"; of an opaque access its item as it stands;
 * "?" when that has no address. */
void s7_capture_address_print(struct s7_strbuf *buf, const struct s7_access *access);

/** "42", "speed 42 1/min, heat 23.5 °C", "\"text\"", "01 02 03", "(3 octets)". */
void s7_capture_value_print(struct s7_strbuf *buf, const struct s7_capture_view *view,
                            const struct s7_access *access, struct s7_octets value);

/**
 * Adds to `object`: octets; unless redacted hex, value (by the elements' type, or null), and tags
 * (a list of name, address, unit, value).
 */
void s7_capture_value_json(json_t *object, const struct s7_capture_view *view, const struct s7_access *access,
                           struct s7_octets value);

/** Adds operation, means, opaque, type; unless it has none address; and of one that is not opaque area, db, first_bit, bits. */
void s7_capture_access_json(json_t *object, const struct s7_access *access);

#endif
