/* SPDX-License-Identifier: MIT
 *
 * The order number of a CPU: in the record with index 1 of SZL 0011 (module identification).
 */
#include "capture/follower.h"

enum {
    LIST_NUMBER = 0x11, /* low octet of the id: whichever extract */
    INDEX_MODULE = 1,
    RECORD_MIN = 22, /* index, and the order number */
    FIRST_PRINTABLE = 0x20,
    LAST_PRINTABLE = 0x7E
};

static bool is_text(const uint8_t *octets, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (octets[i] < FIRST_PRINTABLE || octets[i] > LAST_PRINTABLE)
            return false;
    return true;
}

void s7_order_number_take(uint8_t *order_number, size_t size, struct s7_octets list)
{
    struct s7_reader reader = s7_reader_over(list.at, list.size);
    uint16_t id = s7_reader_u16(&reader);
    (void)s7_reader_u16(&reader); /* index asked */
    uint16_t record_size = s7_reader_u16(&reader);
    uint16_t count = s7_reader_u16(&reader);
    if (reader.bad || (id & 0xFF) != LIST_NUMBER || record_size < RECORD_MIN)
        return;
    for (uint16_t i = 0; i < count; i++) {
        const uint8_t *record = s7_reader_take(&reader, record_size);
        if (!record)
            return;
        if (s7_load_u16(record) == INDEX_MODULE && is_text(record + 2, size))
            memcpy(order_number, record + 2, size);
    }
}
