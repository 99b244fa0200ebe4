/* SPDX-License-Identifier: MIT
 *
 * A packet in words: whatever it is, the text ends inside its buffer, in a large one and in a small one.
 */
#include <string.h>

#include "fuzz.h"
#include "wire/describe.h"

static void describe(char *text, size_t room, const uint8_t *octets, size_t size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, room);
    s7_describe_packet(&buf, octets, size);
    s7_describe_packet_line(&buf, octets, size);
    s7_describe_pdu(&buf, octets, size);
    s7_describe_fields(&buf, octets, size);
    FUZZ_CHECK(buf.length < room && strlen(text) == buf.length);
    /* No name was missing; a quoted TSAP may say so itself. */
    FUZZ_CHECK(!strstr(text, "(null)") || memchr(octets, '(', size));
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    static char large[1 << 20];
    char small[64];
    describe(large, sizeof large, octets, size);
    describe(small, sizeof small, octets, size);
}
