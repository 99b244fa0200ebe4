/* SPDX-License-Identifier: MIT */
#include "engine/peer_error.h"

#include <stddef.h>

#include "sieben/error.h"

int s7_error_of_item(uint8_t return_code)
{
    static const struct {
        uint8_t return_code;
        int error;
    } rows[] = {
#define S7_ITEM_ERROR(return_code, error) {return_code, error},
#include "engine/defs/peer_error.def"
#undef S7_ITEM_ERROR
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].return_code == return_code)
            return rows[i].error;
    return S7_ERR_DATA_ITEM;
}

struct word_row {
    uint16_t mask;
    uint16_t code;
    int error;
};

static int error_of_word(const struct word_row *rows, size_t count, uint16_t word)
{
    for (size_t i = 0; i < count; i++)
        if ((word & rows[i].mask) == rows[i].code)
            return rows[i].error;
    return S7_ERR_S7_REFUSED;
}

int s7_error_of_header(uint16_t header_error)
{
    static const struct word_row rows[] = {
#define S7_HEADER_ERROR(mask, code, error) {mask, code, error},
#include "engine/defs/peer_error.def"
#undef S7_HEADER_ERROR
    };
    return error_of_word(rows, sizeof rows / sizeof rows[0], header_error);
}

int s7_error_of_service(uint16_t word)
{
    static const struct word_row rows[] = {
#define S7_WORD_ERROR(mask, code, error) {mask, code, error},
#include "engine/defs/peer_error.def"
#undef S7_WORD_ERROR
    };
    return error_of_word(rows, sizeof rows / sizeof rows[0], word);
}

int s7_error_of_control(uint8_t octet)
{
    static const struct {
        uint8_t octet;
        int error;
    } rows[] = {
#define S7_CONTROL_ERROR(octet, error) {octet, error},
#include "engine/defs/peer_error.def"
#undef S7_CONTROL_ERROR
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].octet == octet)
            return rows[i].error;
    return S7_ERR_S7_REFUSED;
}
