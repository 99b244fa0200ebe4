/* SPDX-License-Identifier: MIT
 *
 * Texts, numbers, durations and words, each read strictly as the schema says: YAML's own ideas of types do not count.
 */
#include <inttypes.h>
#include <string.h>

#include "plant/kind.h"
#include "value/decimal.h"

bool s7_loader_has_control(const struct s7_node *scalar)
{
    for (size_t i = 0; i < scalar->length; i++) {
        unsigned char c = (unsigned char)scalar->text[i];
        unsigned char next = (unsigned char)scalar->text[i + 1];
        if (c < 0x20 || c == 0x7F || (c == 0xC2 && next < 0xA0))
            return true;
    }
    return false;
}

static void read_text(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                      void *element)
{
    const char *text = "";
    if (node && !s7_loader_scalar(loader, key, node))
        return;
    if (node && s7_loader_has_control(node)) {
        s7_loader_error(loader, node->mark, "%s: one line without control characters is expected", key->name);
        return;
    }
    if (node && (double)node->length > key->highest) {
        s7_loader_error(loader, node->mark, "%s: at most %.0f octets are possible", key->name, key->highest);
        return;
    }
    if (node)
        s7_loader_keep(loader, key, node, element);
    else
        memcpy((unsigned char *)element + key->offset, &text, sizeof text);
}

/** An owner of blanks is none, and would look like one. */
void s7_kind_text(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    bool is_line = node && node->kind == S7_NODE_SCALAR && node->length;
    if (is_line && strspn(node->text, " ") == node->length)
        s7_loader_error(loader, node->mark, "%s: there are only blanks", key->name);
    else
        read_text(loader, key, node, element);
}

static bool has_other_than_ascii(const struct s7_node *scalar)
{
    for (size_t i = 0; i < scalar->length; i++)
        if ((unsigned char)scalar->text[i] > '~')
            return true;
    return false;
}

/** As a text; the wire carries its octets, and nothing says of which code they are. */
void s7_kind_ascii(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   void *element)
{
    bool is_line = node && node->kind == S7_NODE_SCALAR && !s7_loader_has_control(node);
    if (is_line && has_other_than_ascii(node))
        s7_loader_error(loader, node->mark,
                        "%s: printable ASCII is expected, as it is sent as octets without a code; found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
    else
        read_text(loader, key, node, element);
}

bool s7_loader_digits(const char *text, size_t length, uint64_t *ret_number)
{
    uint64_t number = 0;
    if (length == 0 || length > 15 || (length > 1 && text[0] == '0'))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (uint64_t)(text[i] - '0');
    }
    *ret_number = number;
    return true;
}

void s7_kind_number(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    uint64_t number = 0;
    if (!s7_loader_scalar(loader, key, node))
        return;
    bool is_number = s7_loader_digits(node->text, node->length, &number);
    if (is_number && (double)number >= key->lowest && (double)number <= key->highest)
        s7_loader_store(key, element, number);
    else if (key->lowest < key->highest)
        s7_loader_error(loader, node->mark, "%s: expected a whole number from %.0f to %.0f, found \"%s\"",
                        key->name, key->lowest, key->highest, s7_loader_excerpt(node).text);
    else
        s7_loader_error(loader, node->mark, "%s: this program reads %.0f, found \"%s\"", key->name, key->lowest,
                        s7_loader_excerpt(node).text);
}

void s7_kind_decimal(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                     void *element)
{
    double number = 0;
    if (!s7_loader_scalar(loader, key, node))
        return;
    if (s7_decimal_parse(node->text, node->length, &number))
        memcpy((unsigned char *)element + key->offset, &number, sizeof number);
    else
        s7_loader_error(loader, node->mark, "%s: expected a number such as 20 or -0.5, found \"%s\"", key->name,
                        s7_loader_excerpt(node).text);
}

/** "100ms" as milliseconds. */
static bool parse_duration(const char *text, size_t length, double *ret_ms)
{
    static const struct {
        const char *unit;
        double ms;
    } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000}};
    size_t digits = strspn(text, "0123456789");
    uint64_t number = 0;
    if (digits > length || !s7_loader_digits(text, digits, &number))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(text + digits, units[i].unit) != 0)
            continue;
        *ret_ms = (double)number * units[i].ms;
        return true;
    }
    return false;
}

void s7_kind_duration(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                      void *element)
{
    double ms = 0;
    if (!s7_loader_scalar(loader, key, node))
        return;
    if (!parse_duration(node->text, node->length, &ms)) {
        s7_loader_error(loader, node->mark, "%s: expected a duration such as 100ms, 5s or 1m, found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
        return;
    }
    if (ms < key->lowest || ms > key->highest) {
        s7_loader_error(loader, node->mark, "%s: durations from %.0fms to %.0fs are possible, not \"%s\"",
                        key->name, key->lowest, key->highest / 1000, s7_loader_excerpt(node).text);
        return;
    }
    s7_time span = (s7_time)ms * S7_MILLISECOND;
    memcpy((unsigned char *)element + key->offset, &span, sizeof span);
}
