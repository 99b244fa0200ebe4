/* SPDX-License-Identifier: MIT
 *
 * An S7 PDU: what decodes re-encodes to the same octets, the documented leniencies taken out.
 */
#include "fuzz.h"
#include "lenient.h"
#include "sieben/error.h"

void fuzz_one(const uint8_t *octets, size_t size)
{
    static struct s7_message message;
    static uint8_t encoded[140000], remaining[140000];
    struct lenient counts = {0};
    if (size > sizeof encoded || s7_message_decode(octets, size, &message) != S7_OK)
        return;
    struct s7_writer writer = s7_writer_over(encoded, sizeof encoded);
    s7_message_encode(&writer, &message);
    memcpy(remaining, octets, size);
    size_t left = lenient_remove(remaining, size, &message, &counts);
    FUZZ_CHECK(!writer.bad && s7_writer_size(&writer) == left && memcmp(encoded, remaining, left) == 0);
}
