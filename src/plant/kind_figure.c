/* SPDX-License-Identifier: MIT
 *
 * Figures and texts of a user profile: what the plant file states has S7_EVIDENCE_PLANT.
 */
#include <string.h>

#include "plant/kind.h"

static void store(const struct s7_plant_key *key, void *element, uint64_t number)
{
    const struct s7_figure figure = {.value = (uint32_t)number, .evidence = S7_EVIDENCE_PLANT};
    memcpy((unsigned char *)element + key->offset, &figure, sizeof figure);
}

/** "0x05", so many digits; false: something else. */
static bool parse_hex(const char *text, size_t length, size_t digit_count, uint64_t *ret_number)
{
    static const char digits[] = "0123456789ABCDEF0123456789abcdef";
    uint64_t number = 0;
    if (length != 2 + digit_count || text[0] != '0' || text[1] != 'x')
        return false;
    for (size_t i = 2; i < length; i++) {
        const char *digit = strchr(digits, text[i]);
        if (!digit)
            return false;
        number = number << 4 | ((uint64_t)(digit - digits) & 15);
    }
    *ret_number = number;
    return true;
}

/** Of a figure that may be written in hex; 0: it may not. */
static size_t hex_digits_of(enum s7_figure_form form)
{
    enum { DIGITS_OF_OCTET = 2, DIGITS_OF_CODE = 4 };
    if (form == S7_FIGURE_HEX)
        return DIGITS_OF_OCTET;
    return form == S7_FIGURE_CODE ? DIGITS_OF_CODE : 0;
}

static void refuse(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node)
{
    char allowed[160];
    struct s7_strbuf buf = s7_strbuf_over(allowed, sizeof allowed);
    if (key->words)
        s7_loader_words(key, &buf);
    else if (key->form == S7_FIGURE_HEX)
        s7_strbuf_printf(&buf, "an octet from 0x%02X to 0x%02X", (unsigned)key->lowest, (unsigned)key->highest);
    else if (key->form == S7_FIGURE_CODE)
        s7_strbuf_printf(&buf, "two octets from 0x%04X to 0x%04X", (unsigned)key->lowest,
                         (unsigned)key->highest);
    else
        s7_strbuf_printf(&buf, "a whole number from %.0f to %.0f", key->lowest, key->highest);
    s7_loader_error(loader, node->mark, "%s: expected %s, found \"%s\"", key->name, allowed,
                    s7_loader_excerpt(node).text);
}

void s7_kind_figure(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    uint64_t number = 0;
    if (!s7_loader_scalar(loader, key, node))
        return;
    const struct s7_plant_word *word = key->words ? s7_loader_word(key, node->text) : NULL;
    size_t digits = hex_digits_of(key->form);
    bool is_number = !key->words && (s7_loader_digits(node->text, node->length, &number) ||
                                     (digits && parse_hex(node->text, node->length, digits, &number)));
    if (word)
        store(key, element, word->value);
    else if (is_number && (double)number >= key->lowest && (double)number <= key->highest)
        store(key, element, number);
    else
        refuse(loader, key, node);
}

void s7_kind_figure_text(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                         void *element)
{
    struct s7_figure_text text = {.value = NULL, .evidence = S7_EVIDENCE_PLANT};
    const struct s7_plant_key plain = {
        .name = key->name, .kind = key->kind, .lowest = key->lowest, .highest = key->highest};
    s7_kind_text(loader, &plain, node, &text.value);
    if (text.value)
        memcpy((unsigned char *)element + key->offset, &text, sizeof text);
}
