/* SPDX-License-Identifier: MIT */
#include "sieben/error.h"
#include "wire/dbread.h"
#include "wire/describe.h"
#include "wire/item_symbol.h"
#include "wire/names.h"

enum {
    AREA_RECORD = 0x01,
    AREA_DB = 0x84,
    AREA_DI = 0x85,
    OCTETS_MOST = 16 /* octets of a value shown in a line */
};

/* How elements of a transport size are written behind an address; letter 0: only the P# form knows them. */
static const struct notation {
    uint8_t transport_size;
    char letter;
    const char *type; /* what follows the colon; NULL: the letter says it */
} notations[] = {{S7_TRANSPORT_BYTE, 'B', NULL},  {S7_TRANSPORT_CHAR, 'B', "CHAR"},
                 {S7_TRANSPORT_WORD, 'W', NULL},  {S7_TRANSPORT_INT, 'W', "INT"},
                 {S7_TRANSPORT_DWORD, 'D', NULL}, {S7_TRANSPORT_DINT, 'D', "DINT"},
                 {S7_TRANSPORT_REAL, 'D', "REAL"}};

static const struct notation *notation_of(uint8_t transport_size)
{
    for (size_t i = 0; i < sizeof notations / sizeof notations[0]; i++) {
        if (notations[i].transport_size == transport_size)
            return &notations[i];
    }
    return NULL;
}

static void add_name(struct s7_strbuf *buf, const char *name, uint8_t code)
{
    if (name)
        s7_strbuf_add(buf, name);
    else
        s7_strbuf_printf(buf, "16#%02X", code);
}

/* What stands before the letter or the octet number: "DB10.DB", "M", "16#99:". */
static void add_area(struct s7_strbuf *buf, const struct s7_item *item)
{
    const char *name = s7_name_area(item->area);
    if (item->area == AREA_DB || item->area == AREA_DI)
        s7_strbuf_printf(buf, "%s%u.%s", name, (unsigned)item->db, name);
    else if (name)
        s7_strbuf_add(buf, name);
    else
        s7_strbuf_printf(buf, "16#%02X:", item->area);
}

static void add_bit(struct s7_strbuf *buf, const struct s7_item *item)
{
    add_area(buf, item);
    if (item->area == AREA_DB || item->area == AREA_DI)
        s7_strbuf_char(buf, 'X');
    s7_strbuf_printf(buf, "%u.%u", (unsigned)(item->address / 8), (unsigned)(item->address % 8));
}

static void add_pointer(struct s7_strbuf *buf, const struct s7_item *item)
{
    s7_strbuf_add(buf, "P#");
    if (s7_item_numbered(item)) {
        add_area(buf, item);
        s7_strbuf_printf(buf, "%u", (unsigned)item->address);
    } else {
        add_bit(buf, item);
    }
    s7_strbuf_char(buf, ' ');
    const char *type = s7_name_transport_size(item->transport_size);
    add_name(buf, item->transport_size == S7_TRANSPORT_BIT ? "BOOL" : type, item->transport_size);
    s7_strbuf_printf(buf, " %u", (unsigned)item->count);
}

static void add_numbered(struct s7_strbuf *buf, const struct s7_item *item)
{
    add_area(buf, item);
    s7_strbuf_printf(buf, "%u", (unsigned)item->address);
    if (item->count != 1)
        s7_strbuf_printf(buf, "*%u", (unsigned)item->count);
}

static void add_elements(struct s7_strbuf *buf, const struct s7_item *item, const struct notation *notation)
{
    add_area(buf, item);
    s7_strbuf_printf(buf, "%c%u", notation->letter, (unsigned)(item->address / 8));
    if (notation->type)
        s7_strbuf_printf(buf, ":%s", notation->type);
    if (item->count != 1)
        s7_strbuf_printf(buf, "*%u", (unsigned)item->count);
}

/* Timers as timers and counters as counters: the transport size has the code of the area. */
static bool own_elements(const struct s7_item *item)
{
    return s7_item_numbered(item) && item->transport_size == item->area;
}

/* Timers and counters are addressed by number, everything else by bits: only the latter has a letter. */
static bool lettered(const struct s7_item *item, const struct notation *notation)
{
    bool bytes = item->transport_size == S7_TRANSPORT_BYTE && item->count != 1;
    return notation && !bytes && item->address % 8 == 0 && item->count != 0 && !s7_item_numbered(item);
}

static void describe_any(struct s7_strbuf *buf, const struct s7_item *item)
{
    const struct notation *notation = notation_of(item->transport_size);
    if (item->area == AREA_RECORD) {
        s7_strbuf_printf(buf, "data record %u of logical address %06X, %u octets", (unsigned)item->db,
                         (unsigned)item->address, (unsigned)item->count);
        return;
    }
    if (own_elements(item))
        add_numbered(buf, item);
    else if (item->transport_size == S7_TRANSPORT_BIT && item->count == 1 && !s7_item_numbered(item))
        add_bit(buf, item);
    else if (lettered(item, notation))
        add_elements(buf, item, notation);
    else
        add_pointer(buf, item);
    if (item->db && item->area != AREA_DB && item->area != AREA_DI)
        s7_strbuf_printf(buf, " (DB number %u)", (unsigned)item->db);
}

static void describe_dbread(struct s7_strbuf *buf, const struct s7_item *item)
{
    struct s7_dbread dbread;
    if (s7_dbread_decode(item, &dbread) != S7_OK) {
        s7_strbuf_hex(buf, item->other.at, item->other.size, OCTETS_MOST);
        return;
    }
    for (size_t i = 0; i < dbread.area_count; i++) {
        const struct s7_dbread_area *area = &dbread.areas[i];
        s7_strbuf_printf(buf, "%sP#DB%u.DBX%u.0 BYTE %u", i ? " + " : "", (unsigned)area->db,
                         (unsigned)area->offset, (unsigned)area->size);
    }
}

static void describe_nck(struct s7_strbuf *buf, const struct s7_nck *nck)
{
    s7_strbuf_printf(buf, "%s %u, module ", s7_name_nck_area(nck->area), (unsigned)nck->unit);
    add_name(buf, s7_name_nck_module(nck->module), nck->module);
    s7_strbuf_printf(buf, ", column %u, line %u", (unsigned)nck->column, (unsigned)nck->line);
    if (nck->line_count != 1)
        s7_strbuf_printf(buf, ", %u lines", (unsigned)nck->line_count);
}

static void describe_symbol(struct s7_strbuf *buf, const struct s7_symbol *symbol)
{
    const char *root = s7_name_symbol_root(symbol->root);
    if (symbol->in_db)
        s7_strbuf_printf(buf, "DB%u", (unsigned)symbol->root);
    else if (root)
        s7_strbuf_add(buf, root);
    else
        s7_strbuf_printf(buf, "16#%04X", (unsigned)symbol->root);
    s7_strbuf_printf(buf, ", checksum %08lX", (unsigned long)symbol->checksum);
    for (size_t i = 0; i < symbol->part_count; i++) {
        struct s7_symbol_part part = s7_symbol_part_at(symbol, i);
        s7_strbuf_add(buf, ", ");
        add_name(buf, s7_name_symbol_part(part.kind), part.kind);
        s7_strbuf_printf(buf, " %lu", (unsigned long)part.value);
    }
}

/* False: none of those that are known, or another length than theirs. */
static bool describe_other(struct s7_strbuf *buf, const struct s7_item *item)
{
    struct s7_nck nck;
    struct s7_symbol symbol;
    struct s7_drive drive;
    if (s7_nck_decode(item, &nck) == S7_OK)
        describe_nck(buf, &nck);
    else if (s7_symbol_decode(item, &symbol) == S7_OK)
        describe_symbol(buf, &symbol);
    else if (s7_drive_decode(item, &drive) == S7_OK)
        s7_strbuf_printf(buf, "parameter %u, index %u", (unsigned)drive.parameter, (unsigned)drive.index);
    else
        return false;
    return true;
}

void s7_describe_item(struct s7_strbuf *buf, const struct s7_item *item)
{
    if (item->specification != S7_ITEM_VARIABLE)
        s7_strbuf_printf(buf, "specification 16#%02X ", item->specification);
    if (item->syntax == S7_SYNTAX_S7ANY) {
        describe_any(buf, item);
        return;
    }
    if (!s7_name_syntax(item->syntax))
        s7_strbuf_add(buf, "syntax ");
    add_name(buf, s7_name_syntax(item->syntax), item->syntax);
    s7_strbuf_char(buf, ' ');
    if (item->syntax == S7_SYNTAX_DBREAD)
        describe_dbread(buf, item);
    else if (!describe_other(buf, item))
        s7_strbuf_hex(buf, item->other.at, item->other.size, OCTETS_MOST);
}

void s7_describe_return_code(struct s7_strbuf *buf, uint8_t return_code)
{
    const char *text = s7_text_return_code(return_code);
    s7_strbuf_printf(buf, "%s (%02X)", text ? text : "return code outside the standard", return_code);
}

void s7_describe_data_item(struct s7_strbuf *buf, enum s7_data_item_place place,
                           const struct s7_data_item *item)
{
    if (place == S7_DATA_ITEM_ANSWER && item->return_code != S7_RETURN_SUCCESS)
        s7_describe_return_code(buf, item->return_code);
    else if (item->octets.size == 0)
        s7_strbuf_add(buf, "no octets");
    else
        s7_strbuf_hex(buf, item->octets.at, item->octets.size, OCTETS_MOST);
}

void s7_describe_error(struct s7_strbuf *buf, uint16_t error)
{
    const char *text = s7_text_error_code(error);
    if (!text)
        text = s7_text_error_class((uint8_t)(error >> 8));
    s7_strbuf_printf(buf, "%s (%02X %02X)", text ? text : "code outside the tables", (unsigned)(error >> 8),
                     (unsigned)(error & 0xFF));
}
