/* SPDX-License-Identifier: MIT
 *
 * describe_event.c — events, times, lists and texts in words.
 */
#include "sieben/error.h"
#include "wire/describe.h"
#include "wire/diagnostic_message.h"
#include "wire/names.h"
#include "wire/read_szl.h"

void s7_describe_event(struct s7_strbuf *buf, uint16_t event)
{
    const char *text = s7_text_event(event);
    s7_strbuf_printf(buf, "%04X ", (unsigned)event);
    if (text) {
        s7_strbuf_add(buf, text);
        return;
    }
    const char *class_name = s7_name_event_class(s7_event_class(event));
    s7_strbuf_printf(buf, "%s, number %02X, %s", class_name ? class_name : "event of a class without a name",
                     s7_event_number(event), s7_event_entering(event) ? "entering" : "leaving");
}

void s7_describe_time(struct s7_strbuf *buf, const uint8_t octets[S7_TIME8_SIZE])
{
    struct s7_clock clock;
    if (s7_time8_decode(octets, &clock) != S7_OK) {
        s7_strbuf_add(buf, "no time: ");
        s7_strbuf_hex(buf, octets, S7_TIME8_SIZE, S7_TIME8_SIZE);
        return;
    }
    s7_strbuf_printf(buf, "%04u-%02u-%02u %02u:%02u:%02u.%03u", (unsigned)clock.year, clock.month, clock.day,
                     clock.hour, clock.minute, clock.second, (unsigned)clock.millisecond);
}

void s7_describe_szl(struct s7_strbuf *buf, uint16_t id, uint16_t index)
{
    const char *name = s7_name_szl(s7_szl_number(id));
    s7_strbuf_printf(buf, "SZL %04X index %04X", (unsigned)id, (unsigned)index);
    if (name)
        s7_strbuf_printf(buf, " (%s)", name);
}

void s7_describe_text(struct s7_strbuf *buf, const uint8_t *octets, size_t size)
{
    s7_strbuf_char(buf, '"');
    for (size_t i = 0; i < size; i++) {
        bool plain = octets[i] >= 0x20 && octets[i] < 0x7F && octets[i] != '"' && octets[i] != '\\';
        if (plain)
            s7_strbuf_char(buf, (char)octets[i]);
        else
            s7_strbuf_printf(buf, "\\x%02x", octets[i]);
    }
    s7_strbuf_char(buf, '"');
}
