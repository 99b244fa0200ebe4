/* SPDX-License-Identifier: MIT
 *
 * tests/unit/doctor/list.h — answers with a system status list, for the bed.
 */
#ifndef UNIT_DOCTOR_LIST_H
#define UNIT_DOCTOR_LIST_H

#include "unit/doctor/bed.h"

struct list {
    uint8_t octets[256];
    size_t size;
};

/** One record of `size` octets, in one fragment. */
static inline struct list list_of(unsigned id, unsigned index, const void *record, size_t size)
{
    static const uint8_t front[] = {0x03, 0x00, 0x00, 0x00, 0x02, 0xF0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                    0x00, 0x00, 0x00, 0x0C, 0x00, 0x00, 0x00, 0x01, 0x12, 0x08, 0x12,
                                    0x84, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0xFF, 0x09, 0x00, 0x00,
                                    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01};
    struct list list = {.size = sizeof front + size};
    must(list.size <= sizeof list.octets);
    memcpy(list.octets, front, sizeof front);
    memcpy(list.octets + sizeof front, record, size);
    list.octets[3] = (uint8_t)list.size;
    list.octets[16] = (uint8_t)(size + 12);
    list.octets[32] = (uint8_t)(size + 8);
    list.octets[33] = (uint8_t)(id >> 8);
    list.octets[34] = (uint8_t)id;
    list.octets[36] = (uint8_t)index;
    list.octets[38] = (uint8_t)size;
    return list;
}

#define SAY_LIST(list) ((struct reply){(list).octets, (list).size, false, false})

/** SZL 0011 of a CPU with this order number. */
static inline struct list identity_of(const char *order_number)
{
    uint8_t record[28] = {0, 1};
    memset(record + 2, ' ', 20);
    memcpy(record + 2, order_number, strlen(order_number));
    return list_of(0x0011, 0, record, sizeof record);
}

/** The service is not there. */
static const uint8_t no_list[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xF0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                  0x00, 0x00, 0x00, 0x0C, 0x00, 0x04, 0x00, 0x01, 0x12, 0x08, 0x12,
                                  0x84, 0x01, 0x01, 0x00, 0x00, 0x81, 0x04, 0x0A, 0x00, 0x00, 0x00};

#endif
