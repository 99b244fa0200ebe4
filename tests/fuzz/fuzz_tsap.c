/* SPDX-License-Identifier: MIT
 *
 * The text of a TSAP; what is read, written and read again is the same.
 */
#include <string.h>

#include "fuzz.h"
#include "sieben/error.h"
#include "wire/tsap.h"

void fuzz_one(const uint8_t *octets, size_t size)
{
    char written[S7_TSAP_TEXT_SIZE + 2];
    struct s7_tsap tsap, again;
    char *text = malloc(size + 1);
    if (!text)
        return;
    memcpy(text, octets, size);
    text[size] = '\0';
    if (s7_tsap_parse(text, &tsap) == S7_OK) {
        FUZZ_CHECK(tsap.size >= 1 && tsap.size <= S7_TSAP_MAX);
        s7_tsap_format(&tsap, written, sizeof written);
        FUZZ_CHECK(s7_tsap_parse(written, &again) == S7_OK && s7_tsap_equal(&tsap, &again));
    }
    free(text);
}
