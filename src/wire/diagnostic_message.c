/* SPDX-License-Identifier: MIT */
#include "wire/diagnostic_message.h"

#include "sieben/error.h"

int s7_diagnostic_event_decode(struct s7_octets octets, struct s7_diagnostic_event *ret_event)
{
    struct s7_reader reader = s7_reader_over(octets.at, octets.size);
    struct s7_diagnostic_event event = {.event = s7_reader_u16(&reader)};
    event.priority = s7_reader_u8(&reader);
    event.ob = s7_reader_u8(&reader);
    event.dat_id = s7_reader_u16(&reader);
    event.info1 = s7_reader_u16(&reader);
    event.info2 = s7_reader_u32(&reader);
    const uint8_t *time = s7_reader_take(&reader, S7_TIME8_SIZE);
    if (!s7_reader_done(&reader))
        return S7_ERR_S7_MALFORMED;
    memcpy(event.time, time, S7_TIME8_SIZE);
    *ret_event = event;
    return S7_OK;
}

void s7_diagnostic_event_encode(struct s7_writer *writer, const struct s7_diagnostic_event *event)
{
    s7_writer_u16(writer, event->event);
    s7_writer_u8(writer, event->priority);
    s7_writer_u8(writer, event->ob);
    s7_writer_u16(writer, event->dat_id);
    s7_writer_u16(writer, event->info1);
    s7_writer_u32(writer, event->info2);
    s7_writer_octets(writer, event->time, S7_TIME8_SIZE);
}
