/* SPDX-License-Identifier: MIT
 *
 * The partner that works well: PDU references 0011 to 0033, a data block of its own.
 */
#include "session_desk.h"

#include <string.h>

#include "must.h"

enum { WRITE_SIZE = 39, VALUE_SIZE = 4, MORE_AT = 19, ERROR_AT = 20, PAYLOAD_AT = 26 };

static void good_says(struct desk *desk, const uint8_t *octets, size_t size)
{
    desk->answer_size = 0;
    must(desk->good.session);
    desk_say(desk, &desk->good, octets, size);
    must(desk->good.session && desk->answer_size && !desk->good.pending_size);
}

static void good_expects(const struct desk *desk, const uint8_t *front, size_t front_size, const uint8_t *value,
                         size_t value_size)
{
    must(desk->answer_size == front_size + value_size && memcmp(desk->answer, front, front_size) == 0);
    must(memcmp(desk->answer + front_size, value, value_size) == 0);
}

static void good_writes(struct desk *desk, const uint8_t value[VALUE_SIZE])
{
    static const uint8_t front[] = {0x03, 0x00, 0x00, 0x27, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0x00,
                                    0x11, 0x00, 0x0e, 0x00, 0x08, 0x05, 0x01, 0x12, 0x0a, 0x10, 0x02, 0x00,
                                    0x04, 0x00, 0x09, 0x84, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x20};
    static const uint8_t written[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x11, 0x00, 0x02,
                                      0x00, 0x01, 0x00, 0x00, 0x05, 0x01, 0xff};
    uint8_t request[WRITE_SIZE];
    memcpy(request, front, sizeof front);
    memcpy(request + sizeof front, value, VALUE_SIZE);
    good_says(desk, request, sizeof request);
    good_expects(desk, written, sizeof written, value, 0);
}

static void good_reads(struct desk *desk, const uint8_t value[VALUE_SIZE])
{
    static const uint8_t request[] = {0x03, 0x00, 0x00, 0x1f, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00,
                                      0x00, 0x22, 0x00, 0x0e, 0x00, 0x00, 0x04, 0x01, 0x12, 0x0a, 0x10,
                                      0x02, 0x00, 0x04, 0x00, 0x09, 0x84, 0x00, 0x00, 0x00};
    static const uint8_t back[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x22, 0x00, 0x02, 0x00,
                                   0x08, 0x00, 0x00, 0x04, 0x01, 0xff, 0x04, 0x00, 0x20};
    good_says(desk, request, sizeof request);
    good_expects(desk, back, sizeof back, value, VALUE_SIZE);
}

/* The payload of the fragment that was heard is put behind the others; false: there is none, it is a refusal. */
static bool take_fragment(const struct desk *desk, uint8_t *list, size_t *size)
{
    must(desk->answer_size >= PAYLOAD_AT && desk->answer[1] == S7_ROSCTR_USERDATA);
    uint16_t error = s7_load_u16(desk->answer + ERROR_AT);
    size_t piece = s7_load_u16(desk->answer + PAYLOAD_AT - 2);
    must(error == 0 || (error == desk->cpu->config.codes.chains && *size == 0));
    if (error)
        return false;
    must(desk->answer_size == PAYLOAD_AT + piece && *size + piece <= ANSWER_MOST);
    memcpy(list + *size, desk->answer + PAYLOAD_AT, piece);
    *size += piece;
    return true;
}

size_t good_reads_list(struct desk *desk, uint8_t *list)
{
    static const uint8_t request[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                      0x00, 0x33, 0x00, 0x08, 0x00, 0x08, 0x00, 0x01, 0x12, 0x04, 0x11,
                                      0x44, 0x01, 0x00, 0xff, 0x09, 0x00, 0x04, 0x00, 0x1c, 0x00, 0x00};
    size_t size = 0;
    good_says(desk, request, sizeof request);
    while (take_fragment(desk, list, &size) && desk->answer[MORE_AT]) {
        desk->answer_size = 0;
        desk_go_on(desk, &desk->good, (const uint8_t[]){0, 0, 0x33});
    }
    return size;
}

void good_works(struct desk *desk, size_t step)
{
    uint8_t list[ANSWER_MOST];
    const uint8_t value[VALUE_SIZE] = {(uint8_t)step, (uint8_t)~step, 0x55, (uint8_t)(step / 256)};
    good_writes(desk, value);
    good_reads(desk, value);
    if (step % 4)
        return;
    size_t size = good_reads_list(desk, list);
    must(size == desk->list_size || (size == 0 && desk->how & FEW));
    must(memcmp(list, desk->list, size) == 0);
}
