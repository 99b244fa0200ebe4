/* SPDX-License-Identifier: MIT */
#include "cli/capture_value.h"

#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/values.h"
#include "value/memory.h"
#include "value/range.h"
#include "value/type.h"
#include "wire/describe.h"
#include "wire/names.h"

enum { ELEMENTS_MOST = 16, CHARACTERS_MOST = 64, TAGS_MOST = 6, ADDRESS_SIZE = 160, HEX_PER_OCTET = 2 };

/* ---- addresses --------------------------------------------------------------------------------------------------- */

static unsigned element_bits(uint8_t transport_size)
{
    if (transport_size == S7_TRANSPORT_BIT)
        return 1;
    size_t octets = s7_transport_octets(transport_size);
    return octets ? (unsigned)(8 * octets) : 8;
}

static bool is_numbered(const struct s7_range *range)
{
    return range->area == S7_AREA_TIMER || range->area == S7_AREA_COUNTER;
}

/* The item that asks for exactly this: as it stands in every other line of this program. */
static struct s7_item item_of(const struct s7_access *access)
{
    const struct s7_range *range = &access->range;
    struct s7_item item = {.specification = S7_ITEM_VARIABLE,
                           .syntax = S7_SYNTAX_S7ANY,
                           .transport_size =
                               access->transport_size ? access->transport_size : S7_TRANSPORT_BYTE,
                           .db = range->db,
                           .area = (uint8_t)range->area,
                           .address = range->first_bit};
    unsigned bits = element_bits(item.transport_size);
    if (is_numbered(range)) {
        item.transport_size = item.area;
        item.address = range->first_bit / 16;
        bits = 16;
    } else if (range->bit_count % bits) {
        item.transport_size = S7_TRANSPORT_BYTE;
        bits = 8;
    }
    item.count = (uint16_t)(range->bit_count / bits);
    return item;
}

void s7_capture_address_print(struct s7_strbuf *buf, const struct s7_access *access)
{
    if (access->opaque && !access->addressed) {
        s7_strbuf_char(buf, '?');
        return;
    }
    const struct s7_item item =
        access->opaque ? s7_access_raw_item(&access->raw, access->transport_size) : item_of(access);
    s7_describe_item(buf, &item);
}

void s7_capture_access_json(json_t *object, const struct s7_access *access)
{
    char text[ADDRESS_SIZE];
    struct s7_strbuf address = s7_strbuf_over(text, sizeof text);
    const char *type = s7_name_transport_size(access->transport_size);
    s7_capture_address_print(&address, access);
    json_object_set_new(
        object, "operation",
        json_string(s7_means_operation(access->means) == S7_OPERATION_WRITE ? "write" : "read"));
    json_object_set_new(object, "means", json_string(s7_means_text(access->means)));
    json_object_set_new(object, "opaque", json_boolean(access->opaque));
    json_object_set_new(object, "type", type ? json_string(type) : json_null());
    if (!access->opaque || access->addressed)
        json_object_set_new(object, "address", json_string(text));
    if (access->opaque)
        return;
    json_object_set_new(object, "area", json_string(s7_name_area((uint8_t)access->range.area)));
    json_object_set_new(object, "db", json_integer(access->range.db));
    json_object_set_new(object, "first_bit", json_integer(access->range.first_bit));
    json_object_set_new(object, "bits", json_integer(access->range.bit_count));
}

/* ---- values by the elements' type -------------------------------------------------------------------------------- */

static const struct {
    uint8_t transport_size;
    enum s7_type type;
} types[] = {{S7_TRANSPORT_BIT, S7_TYPE_BOOL},        {S7_TRANSPORT_BYTE, S7_TYPE_BYTE},
             {S7_TRANSPORT_CHAR, S7_TYPE_CHAR},       {S7_TRANSPORT_WORD, S7_TYPE_WORD},
             {S7_TRANSPORT_INT, S7_TYPE_INT},         {S7_TRANSPORT_DWORD, S7_TYPE_DWORD},
             {S7_TRANSPORT_DINT, S7_TYPE_DINT},       {S7_TRANSPORT_REAL, S7_TYPE_REAL},
             {S7_TRANSPORT_COUNTER, S7_TYPE_COUNTER}, {S7_TRANSPORT_TIMER, S7_TYPE_TIMER}};

/* Several values of one type that these octets are; type NONE: they are none. */
static struct s7_tag tag_of(const struct s7_access *access, struct s7_octets value)
{
    struct s7_tag tag = {.range = access->range, .type = S7_TYPE_NONE, .count = 1};
    for (size_t i = 0; i < sizeof types / sizeof types[0] && !access->opaque; i++)
        if (types[i].transport_size == access->transport_size)
            tag.type = types[i].type;
    unsigned bits = s7_type_bits(tag.type);
    if (bits)
        tag.count = access->range.bit_count / bits;
    if (tag.type == S7_TYPE_NONE || access->range.bit_count % bits || s7_tag_size(&tag) != value.size)
        tag.type = S7_TYPE_NONE;
    return tag;
}

static void add_elements(struct s7_strbuf *buf, const struct s7_tag *tag, struct s7_octets value, bool all)
{
    size_t size = s7_type_size(tag->type);
    for (size_t i = 0; i < tag->count; i++) {
        struct s7_value element;
        if (i == ELEMENTS_MOST && !all) {
            s7_strbuf_printf(buf, " … (%u values)", (unsigned)tag->count);
            return;
        }
        s7_strbuf_add(buf, i ? ", " : "");
        if (s7_value_decode(tag->type, value.at + i * size, &element) == S7_OK)
            s7_value_format(&element, buf);
        else
            s7_strbuf_hex(buf, value.at + i * size, size, size);
    }
}

static void add_octets(struct s7_strbuf *buf, struct s7_octets value, bool all)
{
    s7_strbuf_hex(buf, value.at, value.size, all ? value.size : ELEMENTS_MOST);
}

static void add_typed(struct s7_strbuf *buf, const struct s7_access *access, struct s7_octets value, bool all)
{
    const struct s7_tag tag = tag_of(access, value);
    const size_t most = CHARACTERS_MOST;
    if (tag.type == S7_TYPE_CHAR && tag.count > 1) {
        s7_describe_text(buf, value.at, all || value.size < most ? value.size : most);
        s7_strbuf_add(buf, all || value.size < most ? "" : " …");
    } else if (tag.type == S7_TYPE_NONE || (tag.type == S7_TYPE_BYTE && tag.count > 1)) {
        add_octets(buf, value, all);
    } else {
        add_elements(buf, &tag, value, all);
    }
}

/* ---- values by the plant's tags ---------------------------------------------------------------------------------- */

/* The octets of a tag out of those of an area that it lies within, whole; false: it does not. */
static bool fetch(const struct s7_access *access, struct s7_octets value, const struct s7_tag *tag,
                  uint8_t **ret_octets)
{
    const struct s7_range *area = &access->range;
    struct s7_range range = tag->range;
    bool within = !access->opaque && s7_range_within(&range, area);
    if (!within || tag->type == S7_TYPE_NONE || (tag->type == S7_TYPE_BOOL && tag->count > 1))
        return false;
    bool one_bit = area->bit_count == 1; /* moved as one octet, 00 or 01 */
    range.first_bit = one_bit ? 0 : range.first_bit - area->first_bit;
    uint8_t *octets = malloc(s7_tag_size(tag));
    if (!octets || !s7_memory_fetch(value.at, value.size, &range, octets)) {
        free(octets);
        return false;
    }
    *ret_octets = octets;
    return true;
}

static void add_tag(struct s7_strbuf *buf, const struct s7_plant_tag *tag, const uint8_t *octets, bool all)
{
    s7_strbuf_printf(buf, "%s ", tag->name);
    add_elements(buf, &tag->tag, (struct s7_octets){octets, s7_tag_size(&tag->tag)}, all);
    if (tag->unit && tag->unit[0])
        s7_strbuf_printf(buf, " %s", tag->unit);
}

/* @return number of tags that lie within */
static size_t add_tags(struct s7_strbuf *buf, const struct s7_capture_view *view,
                       const struct s7_access *access, struct s7_octets value)
{
    size_t count = 0;
    for (size_t i = 0; view->cpu && i < view->cpu->tag_count; i++) {
        uint8_t *octets;
        if (!fetch(access, value, &view->cpu->tags[i].tag, &octets))
            continue;
        if (count == TAGS_MOST && !view->all) {
            free(octets);
            s7_strbuf_add(buf, ", …");
            return count;
        }
        s7_strbuf_add(buf, count++ ? ", " : "");
        add_tag(buf, &view->cpu->tags[i], octets, view->all);
        free(octets);
    }
    return count;
}

void s7_capture_value_print(struct s7_strbuf *buf, const struct s7_capture_view *view,
                            const struct s7_access *access, struct s7_octets value)
{
    if (view->redact)
        s7_strbuf_printf(buf, "(%zu octet%s)", value.size, value.size == 1 ? "" : "s");
    else if (value.size == 0)
        s7_strbuf_add(buf, "no octets");
    else if (add_tags(buf, view, access, value) == 0)
        add_typed(buf, access, value, view->all);
}

/* ---- documents --------------------------------------------------------------------------------------------------- */

static json_t *hex_json(struct s7_octets value)
{
    char *text = malloc(HEX_PER_OCTET * value.size + 1);
    for (size_t i = 0; text && i < value.size; i++)
        snprintf(text + HEX_PER_OCTET * i, HEX_PER_OCTET + 1, "%02x", value.at[i]);
    json_t *json = text ? json_stringn(text, HEX_PER_OCTET * value.size) : json_null();
    free(text);
    return json;
}

static json_t *tags_json(const struct s7_capture_view *view, const struct s7_access *access,
                         struct s7_octets value)
{
    json_t *list = json_array();
    for (size_t i = 0; view->cpu && i < view->cpu->tag_count; i++) {
        const struct s7_plant_tag *tag = &view->cpu->tags[i];
        char address[S7_TAG_TEXT_SIZE] = "";
        uint8_t *octets;
        if (!fetch(access, value, &tag->tag, &octets))
            continue;
        s7_tag_format(&tag->tag, address, sizeof address);
        json_array_append_new(list,
                              json_pack("{s:o, s:s, s:o, s:o}", "name", s7_cli_json_text(tag->name), "address",
                                        address, "unit", s7_cli_json_text(tag->unit ? tag->unit : ""), "value",
                                        s7_values_json(&tag->tag, octets)));
        free(octets);
    }
    return list;
}

void s7_capture_value_json(json_t *object, const struct s7_capture_view *view, const struct s7_access *access,
                           struct s7_octets value)
{
    json_object_set_new(object, "octets", json_integer((json_int_t)value.size));
    if (view->redact)
        return;
    const struct s7_tag tag = tag_of(access, value);
    bool typed = tag.type != S7_TYPE_NONE && value.size > 0;
    json_object_set_new(object, "hex", hex_json(value));
    json_object_set_new(object, "value", typed ? s7_values_json(&tag, value.at) : json_null());
    json_object_set_new(object, "tags", tags_json(view, access, value));
}
