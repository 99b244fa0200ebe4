/* SPDX-License-Identifier: MIT
 *
 * wire/item_symbol.h — items without an address in a CPU's memory: SINUMERIK (NCK), symbols of an S7-1200, drives.
 *
 * Decoded only, for what watches traffic; as Wireshark has them, no capture of a device shows them (s7comm.md 4.10).
 */
#ifndef WIRE_ITEM_SYMBOL_H
#define WIRE_ITEM_SYMBOL_H

#include "wire/item.h"

enum {
    S7_SYNTAX_NCK = 0x82,
    S7_SYNTAX_NCK_METRIC = 0x83,
    S7_SYNTAX_NCK_INCH = 0x84,
    S7_SYNTAX_DRIVE = 0xA2,
    S7_SYNTAX_SYMBOL = 0xB2
};

struct s7_nck {
    uint8_t area; /**< defs/nck_area.def, 0…7 */
    uint8_t unit; /**< of the area, 0…31 */
    uint16_t column, line;
    uint8_t module; /**< defs/nck_module.def */
    uint8_t line_count;
};

struct s7_symbol {
    bool in_db;
    uint16_t root; /**< number of the DB; else defs/symbol_root.def */
    uint32_t checksum;
    size_t part_count;
    struct s7_octets parts;
};

struct s7_symbol_part {
    uint8_t kind; /**< defs/symbol_part.def */
    uint32_t value;
};

struct s7_drive {
    uint8_t unknown_1;
    uint16_t unknown_2, unknown_3;
    uint16_t parameter, index;
};

/** All of these: @return S7_OK or S7_ERR_S7_MALFORMED (another syntax, another length). */
int s7_nck_decode(const struct s7_item *item, struct s7_nck *ret_nck);
int s7_symbol_decode(const struct s7_item *item, struct s7_symbol *ret_symbol);
int s7_drive_decode(const struct s7_item *item, struct s7_drive *ret_drive);

/** index < symbol->part_count */
struct s7_symbol_part s7_symbol_part_at(const struct s7_symbol *symbol, size_t index);

#endif
