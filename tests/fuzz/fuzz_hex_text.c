/* SPDX-License-Identifier: MIT
 *
 * Octets as people paste them: what is read, written as plain hex and read again is the same.
 */
#include <string.h>

#include "cli/hex_text.h"
#include "fuzz.h"
#include "sieben/error.h"

static void check_hex(const struct s7_hex_text *hex, size_t size)
{
    struct s7_hex_text again;
    struct s7_hex_error error;
    FUZZ_CHECK(hex->size <= size / 2);
    for (size_t i = 0; i < hex->start_count; i++)
        FUZZ_CHECK(hex->starts[i] <= hex->size && (i == 0 || hex->starts[i] >= hex->starts[i - 1]));
    char *text = malloc(hex->size * 2 + 1);
    if (!text)
        return;
    for (size_t i = 0; i < hex->size; i++)
        snprintf(text + 2 * i, 3, "%02x", hex->octets[i]);
    FUZZ_CHECK(s7_hex_text_parse(text, hex->size * 2, &again, &error) == S7_OK);
    FUZZ_CHECK(again.size == hex->size &&
               (hex->size == 0 || memcmp(again.octets, hex->octets, hex->size) == 0));
    s7_hex_text_free(&again);
    free(text);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    struct s7_hex_text hex;
    struct s7_hex_error error = {.line = 0};
    int result = s7_hex_text_parse((const char *)octets, size, &hex, &error);
    if (result == S7_OK) {
        check_hex(&hex, size);
        s7_hex_text_free(&hex);
    } else {
        FUZZ_CHECK(result == S7_ERR_LOCAL_SYNTAX || result == S7_ERR_LOCAL_MEMORY);
        FUZZ_CHECK(result == S7_ERR_LOCAL_MEMORY || (error.line >= 1 && error.column >= 1 && error.message[0]));
    }
}
