/* SPDX-License-Identifier: MIT
 *
 * Texts of a fixed form, and lists of texts.
 */
#include <string.h>

#include "plant/kind.h"

enum { LINE_MOST = 400, FIRMWARE_PARTS = 4 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool check_line(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node)
{
    if (!s7_loader_scalar(loader, key, node))
        return false;
    if (!s7_loader_has_control(node) && node->length <= LINE_MOST)
        return true;
    s7_loader_error(loader, node->mark,
                    "%s: one line of at most %d octets without control characters is expected", key->name,
                    LINE_MOST);
    return false;
}

void s7_kind_texts(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   void *element)
{
    struct s7_plant_texts texts = {.lines = NULL};
    size_t count = 0;
    const struct s7_node *line = s7_loader_lines(loader, key, node, &count);
    texts.lines = line ? s7_storage_array(loader->model, count, sizeof *texts.lines) : NULL;
    for (size_t i = 0; texts.lines && i < count; i++, line = line->next)
        if (check_line(loader, key, line))
            texts.lines[texts.count++] = s7_storage_text(loader->model, line->text, line->length);
    memcpy((unsigned char *)element + key->offset, &texts, sizeof texts);
}

/** Six octets in hex, with ':' or '-' between all of them. */
static bool is_mac(const char *text, size_t length)
{
    if (length != 17 || (text[2] != ':' && text[2] != '-'))
        return false;
    for (size_t i = 0; i < length; i++)
        if (i % 3 == 2 ? text[i] != text[2] : !is_hex(text[i]))
            return false;
    return true;
}

void s7_kind_mac(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                 void *element)
{
    if (!node) {
        s7_kind_text(loader, key, NULL, element);
        return;
    }
    if (!s7_loader_scalar(loader, key, node))
        return;
    if (is_mac(node->text, node->length))
        s7_loader_keep(loader, key, node, element);
    else
        s7_loader_error(loader, node->mark,
                        "%s: expected a MAC address such as \"28:63:36:01:02:03\", found \"%s\"", key->name,
                        s7_loader_excerpt(node).text);
}

/** "V3.2.7" or "4.5" as up to four numbers of up to three digits; how many: 0, when it is something else. */
static size_t firmware_parts(const char *text, uint32_t parts[FIRMWARE_PARTS])
{
    size_t count = 0;
    text += *text == 'V' || *text == 'v';
    do {
        size_t digits = 0;
        uint32_t number = 0;
        for (; is_digit(text[digits]); digits++)
            number = number % 1000 * 10 + (uint32_t)(text[digits] - '0');
        if (digits == 0 || digits > 3 || count == FIRMWARE_PARTS)
            return 0;
        parts[count++] = number;
        text += digits;
    } while (*text++ == '.');
    return text[-1] == '\0' ? count : 0;
}

void s7_kind_firmware(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                      void *element)
{
    struct s7_plant_cpu *cpu = element;
    uint32_t parts[FIRMWARE_PARTS] = {0};
    if (!node) {
        s7_kind_text(loader, key, NULL, element);
        return;
    }
    if (!s7_loader_scalar(loader, key, node))
        return;
    if (firmware_parts(node->text, parts) == 0) {
        s7_loader_error(loader, node->mark, "%s: expected a version such as V2.9 or 4.5, found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
        return;
    }
    s7_loader_keep(loader, key, node, element);
    cpu->firmware_major = parts[0];
    cpu->firmware_minor = parts[1];
}

void s7_kind_check_id(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                      void *element)
{
    if (!s7_loader_scalar(loader, key, node))
        return;
    const char *text = node->text;
    if (node->length == 7 && memcmp(text, "S7R-", 4) == 0 && is_digit(text[4]) && is_digit(text[5]) &&
        is_digit(text[6]))
        s7_loader_keep(loader, key, node, element);
    else
        s7_loader_error(loader, node->mark, "%s: expected the id of a check such as S7R-014, found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
}
