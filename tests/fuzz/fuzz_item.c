/* SPDX-License-Identifier: MIT
 *
 * Item specifications and data items by themselves, as the engines decode them: one after the other.
 */
#include <string.h>

#include "fuzz.h"
#include "sieben/error.h"
#include "wire/data_item.h"
#include "wire/item.h"

static uint8_t encoded[1 << 17];

static void walk_items(const uint8_t *octets, size_t size)
{
    struct s7_reader reader = s7_reader_over(octets, size);
    struct s7_item item;
    for (const uint8_t *at = reader.at; s7_item_decode(&reader, false, &item) == S7_OK; at = reader.at) {
        struct s7_writer writer = s7_writer_over(encoded, sizeof encoded);
        s7_item_encode(&writer, false, &item);
        FUZZ_CHECK(!writer.bad && s7_writer_size(&writer) == (size_t)(reader.at - at));
        FUZZ_CHECK(memcmp(encoded, at, s7_writer_size(&writer)) == 0);
    }
}

static void walk_data_items(const uint8_t *octets, size_t size, enum s7_data_item_place place)
{
    struct s7_reader reader = s7_reader_over(octets, size);
    struct s7_data_item item;
    for (const uint8_t *at = reader.at; s7_data_item_decode(&reader, place, false, &item) == S7_OK;
         at = reader.at) {
        struct s7_writer writer = s7_writer_over(encoded, sizeof encoded);
        s7_data_item_encode(&writer, false, &item);
        FUZZ_CHECK(!writer.bad && s7_writer_size(&writer) == (size_t)(reader.at - at));
        FUZZ_CHECK(memcmp(encoded, at, S7_DATA_ITEM_HEADER_SIZE + item.octets.size) == 0);
    }
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    walk_items(octets, size);
    walk_data_items(octets, size, S7_DATA_ITEM_REQUEST);
    walk_data_items(octets, size, S7_DATA_ITEM_ANSWER);
}
