/* SPDX-License-Identifier: MIT */
#include "wire/describe_item_fields.h"

#include "wire/describe.h"
#include "wire/names.h"

static const char *name_or(const char *name)
{
    return name ? name : "not in the tables";
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void show_any(struct s7_field_list *list, const struct s7_item *item)
{
    s7_field_list_add(list, 1, "transport size", "%s", name_or(s7_name_transport_size(item->transport_size)));
    s7_field_list_add(list, 2, "count", "%u element%s", (unsigned)item->count, plural(item->count));
    s7_field_list_add(list, 2, "DB number", "%u", (unsigned)item->db);
    s7_field_list_add(list, 1, "area", "%s", name_or(s7_name_area(item->area)));
    if (s7_item_numbered(item))
        s7_field_list_add(list, 3, "address", "number %u", (unsigned)item->address);
    else
        s7_field_list_add(list, 3, "address", "octet %u, bit %u (as a number: %u)",
                          (unsigned)(item->address / 8), (unsigned)(item->address % 8),
                          (unsigned)item->address);
}

void s7_field_list_item(struct s7_field_list *list, size_t number, bool last, const struct s7_item *item)
{
    s7_strbuf_printf(list->buf, "  item %zu: ", number);
    s7_describe_item(list->buf, item);
    s7_field_list_close(list);
    bool any = item->syntax == S7_SYNTAX_S7ANY;
    size_t length = any ? S7_ITEM_ANY_SIZE - 2 : item->other.size + 1;
    s7_field_list_add(list, 1, "specification", "%s",
                      item->specification == S7_ITEM_VARIABLE ? "variable" : "not in the tables");
    s7_field_list_add(list, 1, "length", "%zu octet%s follow%s", length, plural(length),
                      length == 1 ? "s" : "");
    s7_field_list_add(list, 1, "syntax", "%s", name_or(s7_name_syntax(item->syntax)));
    if (any)
        show_any(list, item);
    else
        s7_field_list_dump(list, item->other.size);
    if (length % 2 && !last)
        s7_field_list_add(list, 1, "fill", "carries nothing");
}

void s7_field_list_return_code(struct s7_field_list *list, uint8_t return_code)
{
    s7_field_list_open(list, 1, "return code");
    s7_describe_return_code(list->buf, return_code);
    s7_field_list_close(list);
}

/* Bits or octets, and what really follows: a failed item announces octets at times, but carries none. */
static void show_data_length(struct s7_field_list *list, const struct s7_data_item *item)
{
    bool bits = s7_data_length_in_bits(item->transport_size);
    size_t size = item->octets.size;
    s7_field_list_open(list, 2, "length");
    if (bits || size != item->length)
        s7_strbuf_printf(list->buf, "%u %s%s, ", (unsigned)item->length, bits ? "bit" : "octet",
                         plural(item->length));
    s7_strbuf_printf(list->buf, "%zu octet%s follow%s", size, plural(size), size == 1 ? "s" : "");
    s7_field_list_close(list);
}

void s7_field_list_data_items(struct s7_field_list *list, size_t count, const struct s7_data_item *items)
{
    for (size_t i = 0; i < count; i++) {
        const struct s7_data_item *item = &items[i];
        s7_field_list_title(list, "  data item %zu", i + 1);
        s7_field_list_return_code(list, item->return_code);
        s7_field_list_add(list, 1, "transport size", "%s",
                          name_or(s7_name_data_transport(item->transport_size)));
        show_data_length(list, item);
        s7_field_list_dump(list, item->octets.size);
        if (item->octets.size % 2 && s7_reader_left(&list->reader))
            s7_field_list_add(list, 1, "fill", "carries nothing");
    }
}
