/* SPDX-License-Identifier: MIT
 *
 * Values: the first octet chooses the type; the rest is read as octets and as text.
 */
#include <string.h>

#include "fuzz.h"
#include "sieben/error.h"
#include "value/type.h"

/** A value that was accepted: its octets and its text lead back to the same octets. */
static void check_value(const struct s7_value *value)
{
    char text[64];
    uint8_t octets[4];
    uint8_t again[4];
    struct s7_value other;
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    FUZZ_CHECK(s7_value_encode(value, octets) == S7_OK);
    s7_value_format(value, &buf);
    FUZZ_CHECK(!buf.truncated && buf.length > 0);
    FUZZ_CHECK(s7_value_parse(value->type, text, buf.length, &other, NULL) == S7_OK);
    FUZZ_CHECK(s7_value_encode(&other, again) == S7_OK);
    FUZZ_CHECK(memcmp(octets, again, s7_type_size(value->type)) == 0);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    struct s7_value value;
    struct s7_text_error error = {.column = 0};
    if (size == 0)
        return;
    enum s7_type type = (enum s7_type)(S7_TYPE_BOOL + octets[0] % S7_TYPE_COUNTER);
    octets++;
    size--;
    if (size >= s7_type_size(type) && s7_value_decode(type, octets, &value) == S7_OK)
        check_value(&value);
    if (s7_value_parse(type, (const char *)octets, size, &value, &error) == S7_OK)
        check_value(&value);
    else
        FUZZ_CHECK(error.column >= 1 && error.column <= size + 1 && error.message[0]);
}
