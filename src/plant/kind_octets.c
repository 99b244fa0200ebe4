/* SPDX-License-Identifier: MIT
 *
 * Codes and octets in hex.
 */
#include <string.h>

#include "plant/kind.h"

enum { CODE_DIGITS = 4, RECORD_MOST = 65527 };

static bool hex_digit(char c, uint8_t *ret_value)
{
    static const char digits[] = "0123456789ABCDEF0123456789abcdef";
    const char *digit = c ? strchr(digits, c) : NULL;
    if (!digit)
        return false;
    *ret_value = (uint8_t)((size_t)(digit - digits) % 16);
    return true;
}

/** One to four digits without anything in front. */
static bool parse_hex(const char *text, size_t length, uint64_t *ret_number)
{
    uint64_t number = 0;
    if (length == 0 || length > CODE_DIGITS)
        return false;
    for (size_t i = 0; i < length; i++) {
        uint8_t digit;
        if (!hex_digit(text[i], &digit))
            return false;
        number = number << 4 | digit;
    }
    *ret_number = number;
    return true;
}

bool s7_loader_code(const char *text, size_t length, uint64_t *ret_number)
{
    return length > 2 && text[0] == '0' && text[1] == 'x' && parse_hex(text + 2, length - 2, ret_number);
}

static bool in_range(const struct s7_plant_key *key, uint64_t number)
{
    return (double)number >= key->lowest && (double)number <= key->highest;
}

/** What somebody may have meant who left 0x out; from 10 on it may be decimal as well, so nothing is assumed. */
static void suggest_code(const struct s7_plant_key *key, const struct s7_node *node, struct s7_strbuf *buf)
{
    uint64_t hex = 0, decimal = 0;
    if (!parse_hex(node->text, node->length, &hex) || !in_range(key, hex))
        return;
    s7_strbuf_printf(buf, "; it is written in hex: 0x%04X", (unsigned)hex);
    if (s7_loader_digits(node->text, node->length, &decimal) && decimal != hex && in_range(key, decimal))
        s7_strbuf_printf(buf, ", or 0x%04X if %u is meant", (unsigned)decimal, (unsigned)decimal);
}

void s7_kind_code(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    uint64_t number = 0;
    char suggestion[80];
    struct s7_strbuf buf = s7_strbuf_over(suggestion, sizeof suggestion);
    if (!s7_loader_scalar(loader, key, node))
        return;
    if (s7_loader_code(node->text, node->length, &number) && in_range(key, number)) {
        s7_loader_store(key, element, number);
        return;
    }
    suggest_code(key, node, &buf);
    s7_loader_error(loader, node->mark, "%s: expected a code from 0x%04X to 0x%04X, found \"%s\"%s", key->name,
                    (unsigned)key->lowest, (unsigned)key->highest, s7_loader_excerpt(node).text, suggestion);
}

/** Pairs of hex digits with single blanks between pairs; octets is room for half the length.  False: something else. */
static bool parse_octets(const char *text, size_t length, uint8_t *octets, size_t *ret_size)
{
    size_t size = 0;
    for (size_t i = 0; i < length; i += 2) {
        uint8_t high, low;
        if (size && text[i] == ' ')
            i++;
        if (i + 1 >= length || !hex_digit(text[i], &high) || !hex_digit(text[i + 1], &low))
            return false;
        octets[size++] = (uint8_t)(high << 4 | low);
    }
    *ret_size = size;
    return size > 0;
}

/** The octets of a line in the plant's memory; NULL: told, or no memory. */
static uint8_t *read_octets(struct s7_loader *loader, const struct s7_plant_key *key,
                            const struct s7_node *node, size_t *ret_size)
{
    if (!s7_loader_scalar(loader, key, node))
        return NULL;
    uint8_t *octets = s7_storage_take(loader->model, node->length / 2 + 1);
    if (!octets || parse_octets(node->text, node->length, octets, ret_size))
        return octets;
    s7_loader_error(loader, node->mark, "%s: expected octets in hex such as \"0003 7FFC\", found \"%s\"",
                    key->name, s7_loader_excerpt(node).text);
    return NULL;
}

void s7_kind_octets(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    struct s7_plant_octets octets = {.octets = NULL};
    octets.octets = read_octets(loader, key, node, &octets.size);
    if (!octets.octets)
        return;
    if ((double)octets.size >= key->lowest && (double)octets.size <= key->highest)
        memcpy((unsigned char *)element + key->offset, &octets, sizeof octets);
    else
        s7_loader_error(loader, node->mark, "%s: %.0f octets are expected, this has %zu", key->name,
                        key->highest, octets.size);
}

/** Puts one record behind those before it, which have the size of the first. */
static bool take_record(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *line,
                        struct s7_plant_records *records, uint8_t **octets)
{
    size_t size = 0;
    const uint8_t *record = read_octets(loader, key, line, &size);
    if (!record)
        return false;
    if (records->count && size != records->size) {
        s7_loader_error(loader, line->mark, "%s: the records before have %zu octets, this one has %zu",
                        key->name, records->size, size);
        return false;
    }
    memcpy(*octets, record, size);
    *octets += size;
    records->size = size;
    records->count++;
    return true;
}

/** Room for every line, whatever its length turns out to be. */
static size_t octets_of(const struct s7_node *line, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++, line = line->next)
        size += line->length / 2 + 1;
    return size;
}

void s7_kind_records(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                     void *element)
{
    struct s7_plant_records records = {.octets = NULL};
    size_t count = 0;
    const struct s7_node *line = s7_loader_lines(loader, key, node, &count);
    uint8_t *octets = line ? s7_storage_take(loader->model, octets_of(line, count)) : NULL;
    records.octets = octets;
    for (size_t i = 0; octets && i < count; i++, line = line->next)
        if (!take_record(loader, key, line, &records, &octets))
            return;
    if (records.size * records.count > RECORD_MOST)
        s7_loader_error(loader, node->mark, "%s: a list has at most %d octets, these have %zu", key->name,
                        RECORD_MOST, records.size * records.count);
    else if (octets)
        memcpy((unsigned char *)element + key->offset, &records, sizeof records);
}
