/* SPDX-License-Identifier: MIT */
#include "wire/mode_transition.h"

#include "sieben/error.h"

static const uint8_t head[] = {0x01, 0x00, 0x10, 0x10};

int s7_mode_transition_decode(struct s7_octets parameter, struct s7_mode_transition *ret_transition)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    struct s7_octets start = s7_reader_octets(&reader, sizeof head);
    struct s7_mode_transition transition = {.unknown[0] = s7_reader_u8(&reader)};
    transition.unknown[1] = s7_reader_u8(&reader);
    transition.mode = s7_reader_u8(&reader);
    transition.last = s7_reader_u8(&reader);
    if (!s7_reader_done(&reader) || memcmp(start.at, head, sizeof head) != 0)
        return S7_ERR_S7_MALFORMED;
    *ret_transition = transition;
    return S7_OK;
}

void s7_mode_transition_encode(struct s7_writer *writer, const struct s7_mode_transition *transition)
{
    s7_writer_octets(writer, head, sizeof head);
    s7_writer_octets(writer, transition->unknown, sizeof transition->unknown);
    s7_writer_u8(writer, transition->mode);
    s7_writer_u8(writer, transition->last);
}
