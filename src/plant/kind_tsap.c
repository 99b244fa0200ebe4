/* SPDX-License-Identifier: MIT
 *
 * What a connection is configured with: TSAPs and the ID of the blocks.  A TSAP is written as on the command line: pairs
 * of hex digits with or without points between them, or printable text in double quotes.
 */
#include <string.h>

#include "plant/kind.h"

/** Value of a hex digit, -1: something else. */
static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static bool parse_quoted(const char *text, size_t length, struct s7_plant_tsap *ret_tsap)
{
    if (length < 3 || length - 2 > S7_PLANT_TSAP_OCTETS || text[length - 1] != '"')
        return false;
    for (size_t i = 1; i + 1 < length; i++)
        if (text[i] < 0x20 || text[i] > 0x7E || text[i] == '"')
            return false;
    ret_tsap->length = length - 2;
    memcpy(ret_tsap->octets, text + 1, ret_tsap->length);
    return true;
}

static bool parse_hex(const char *text, struct s7_plant_tsap *ret_tsap)
{
    while (ret_tsap->length < S7_PLANT_TSAP_OCTETS) {
        int high = hex_digit(text[0]);
        int low = high < 0 ? -1 : hex_digit(text[1]);
        if (low < 0)
            return false;
        ret_tsap->octets[ret_tsap->length++] = (uint8_t)(high << 4 | low);
        if (text[2] == '\0')
            return true;
        text += text[2] == '.' ? 3 : 2;
    }
    return false;
}

void s7_kind_tsap(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    struct s7_plant_tsap tsap = {.text = ""};
    if (!node) {
        memcpy((unsigned char *)element + key->offset, &tsap, sizeof tsap);
        return;
    }
    if (!s7_loader_scalar(loader, key, node))
        return;
    bool is_tsap =
        node->text[0] == '"' ? parse_quoted(node->text, node->length, &tsap) : parse_hex(node->text, &tsap);
    if (!is_tsap) {
        s7_loader_error(loader, node->mark,
                        "%s: expected 1 to %d octets such as 03.02 or \"0302\", or text in quotes of its own "
                        "such as '\"SIMATIC\"', found \"%s\"",
                        key->name, S7_PLANT_TSAP_OCTETS, s7_loader_excerpt(node).text);
        return;
    }
    tsap.text = s7_storage_text(loader->model, node->text, node->length);
    memcpy((unsigned char *)element + key->offset, &tsap, sizeof tsap);
}

/** "W#16#100", "16#100" or 256; 0: something else. */
static uint64_t block_id_of(const char *text, size_t length)
{
    uint64_t number = 0;
    const char *hex = strncmp(text, "W#", 2) == 0 ? text + 2 : text;
    if (strncmp(hex, "16#", 3) != 0)
        return s7_loader_digits(text, length, &number) ? number : 0;
    hex += 3;
    if (strlen(hex) > 4)
        return 0;
    for (; *hex; hex++) {
        if (hex_digit(*hex) < 0)
            return 0;
        number = number << 4 | (uint64_t)hex_digit(*hex);
    }
    return number;
}

void s7_kind_block_id(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                      void *element)
{
    if (!s7_loader_scalar(loader, key, node))
        return;
    uint64_t number = block_id_of(node->text, node->length);
    if ((double)number >= key->lowest && (double)number <= key->highest)
        s7_loader_store(key, element, number);
    else
        s7_loader_error(loader, node->mark, "%s: expected W#16#1 to W#16#FFFF or 1 to 65535, found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
}
