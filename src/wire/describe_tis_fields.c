/* SPDX-License-Identifier: MIT */
#include "sieben/error.h"
#include "wire/describe.h"
#include "wire/describe_item_fields.h"
#include "wire/describe_tis.h"
#include "wire/describe_userdata.h"
#include "wire/names.h"

enum { OCTETS_MOST = 16 };

static const char *name_or(const char *name)
{
    return name ? name : "not in the tables";
}

static unsigned long field_number(struct s7_octets octets)
{
    unsigned long number = 0;
    for (size_t i = 0; i < octets.size; i++)
        number = number << 8 | octets.at[i];
    return number;
}

void s7_describe_tis_field(struct s7_strbuf *buf, const struct s7_tis_field *field)
{
    unsigned long number = field_number(field->octets);
    const char *block = field->kind == S7_TIS_FIELD_BLOCK ? s7_name_block_type((uint16_t)number) : NULL;
    if (block)
        s7_strbuf_add(buf, block);
    else if (field->kind == S7_TIS_FIELD_NUMBER)
        s7_strbuf_printf(buf, "%lu", number);
    else if (field->kind == S7_TIS_FIELD_TIME)
        s7_describe_time(buf, field->octets.at);
    else
        s7_strbuf_hex(buf, field->octets.at, field->octets.size, OCTETS_MOST);
}

static void setup_place(struct s7_field_list *list, const struct s7_tis_setup *setup)
{
    if (setup->has_block) {
        s7_field_list_add(list, 2, "block type", "%s", name_or(s7_name_block_type(setup->block_type)));
        s7_field_list_add(list, 2, "block number", "%u", (unsigned)setup->block_number);
        s7_field_list_add(list, 2, "start address", "%04X", (unsigned)setup->start);
    }
    if (setup->has_step)
        s7_field_list_add(list, 2, "step address counter", "%u", (unsigned)setup->step);
    if (!setup->has_environment)
        return;
    s7_field_list_add(list, 2, "call environment", "%u", (unsigned)setup->environment);
    s7_field_list_add(list, 2, "call condition", "%04X", (unsigned)setup->condition);
    for (size_t i = 0; i < setup->condition_count; i++)
        s7_field_list_add(list, 2, "of the condition", "%04X", (unsigned)setup->conditions[i]);
}

static bool setup_fields(struct s7_field_list *list, const struct s7_tis *tis)
{
    struct s7_tis_setup setup;
    if (s7_tis_setup_decode(tis->parameter, &setup) != S7_OK)
        return false;
    s7_field_list_add(list, 2, "unknown", "%u", (unsigned)setup.zero);
    s7_field_list_add(list, 2, "trigger type", "%s", name_or(s7_name_tis_trigger(setup.trigger)));
    s7_field_list_add(list, 2, "frequency", "%s", name_or(s7_name_tis_frequency(setup.frequency)));
    s7_field_list_add(list, 2, "size of answer", "%u", (unsigned)setup.answer_size);
    s7_field_list_add(list, sizeof setup.words, "unknown", "five words");
    s7_field_list_add(list, 2, "trigger event", "%s", name_or(s7_name_tis_event(setup.event)));
    setup_place(list, &setup);
    return true;
}

static void value_fields(struct s7_field_list *list, size_t number, const struct s7_data_item *value)
{
    size_t size = value->octets.size;
    s7_field_list_title(list, "  value %zu", number);
    s7_field_list_return_code(list, value->return_code);
    s7_field_list_add(list, 1, "transport size", "%s", name_or(s7_name_data_transport(value->transport_size)));
    s7_field_list_add(list, 2, "length", "%u, %zu octet%s", (unsigned)value->length, size,
                      size == 1 ? "" : "s");
    s7_field_list_dump(list, size);
    if (size % 2)
        s7_field_list_add(list, 1, "fill", "carries nothing");
}

static void list_fields(struct s7_field_list *list, const struct s7_tis_list *variables)
{
    struct s7_reader values = s7_reader_over(variables->values.at, variables->values.size);
    struct s7_data_item value;
    s7_field_list_add(list, 2, "item count", "%u", (unsigned)variables->count);
    for (size_t i = 0; variables->addresses.size && i < variables->count; i++) {
        struct s7_tis_address address = s7_tis_address_at(variables, i);
        s7_strbuf_printf(list->buf, "  item %zu: ", i + 1);
        s7_describe_tis_address(list->buf, &address);
        s7_field_list_close(list);
        s7_field_list_add(list, 1, "area", "%s", name_or(s7_name_tis_area(address.area)));
        s7_field_list_add(list, 1, "elements, or bit", "%u", (unsigned)address.repeat);
        s7_field_list_add(list, 2, "DB number", "%u", (unsigned)address.db);
        s7_field_list_add(list, 2, "octet or number", "%u", (unsigned)address.offset);
    }
    for (size_t i = 0; s7_reader_left(&values) && s7_tis_value_next(&values, &value); i++)
        value_fields(list, i + 1, &value);
}

static bool read_fields(struct s7_field_list *list, const struct s7_tis *tis)
{
    struct s7_tis_list variables;
    if (s7_tis_read_decode(tis->data, &variables) != S7_OK)
        return false;
    list_fields(list, &variables);
    return true;
}

static bool write_fields(struct s7_field_list *list, const struct s7_tis *tis)
{
    struct s7_tis_list variables;
    if (s7_tis_write_decode(tis->data, &variables) != S7_OK)
        return false;
    list_fields(list, &variables);
    return true;
}

static bool values_fields(struct s7_field_list *list, const struct s7_tis *tis)
{
    struct s7_tis_list variables;
    if (s7_tis_values_decode(tis->data, &variables) != S7_OK)
        return false;
    list_fields(list, &variables);
    return true;
}

static bool codes_fields(struct s7_field_list *list, const struct s7_tis *tis)
{
    struct s7_tis_codes codes;
    if (s7_tis_codes_decode(tis->data, &codes) != S7_OK)
        return false;
    s7_field_list_add(list, 2, "item count", "%u", (unsigned)codes.count);
    for (size_t i = 0; i < codes.count; i++)
        s7_field_list_return_code(list, codes.codes.at[i]);
    if (codes.count % 2)
        s7_field_list_add(list, 1, "fill", "carries nothing");
    return true;
}

static bool take_field(void *user, const struct s7_tis_field *field)
{
    struct s7_field_list *list = user;
    s7_field_list_open(list, field->octets.size, field->name);
    s7_describe_tis_field(list->buf, field);
    s7_field_list_close(list);
    return true;
}

/* Stacks and breakpoints; whatever they do not fill is dumped. */
static bool stack_fields(struct s7_field_list *list, uint8_t subfunction, const struct s7_tis *tis)
{
    const uint8_t *end = list->reader.at + tis->data.size;
    s7_tis_fields(subfunction, tis->data, take_field, list);
    s7_field_list_dump(list, (size_t)(end - list->reader.at));
    return true;
}

static bool data_fields(struct s7_field_list *list, const struct s7_userdata *userdata,
                        const struct s7_tis *tis)
{
    bool request = userdata->type == S7_USERDATA_REQUEST;
    uint8_t subfunction = userdata->subfunction;
    if (subfunction == S7_TIS_VARIABLE_STATUS)
        return request ? read_fields(list, tis) : values_fields(list, tis);
    if (subfunction == S7_TIS_MODIFY_VARIABLE || subfunction == S7_TIS_FORCE)
        return request ? write_fields(list, tis) : codes_fields(list, tis);
    bool stack =
        (subfunction >= S7_TIS_I_STACK && subfunction <= S7_TIS_L_STACK) || subfunction == S7_TIS_BREAKPOINT;
    return !request && stack && stack_fields(list, subfunction, tis);
}

bool s7_field_list_tis(struct s7_field_list *list, const struct s7_userdata *userdata)
{
    struct s7_tis tis;
    if (s7_tis_decode(userdata->payload, &tis) != S7_OK)
        return false;
    s7_field_list_add(list, 2, "size of TIS parameter", "%zu", tis.parameter.size);
    s7_field_list_add(list, 2, "size of TIS data", "%zu", tis.data.size);
    if (userdata->type != S7_USERDATA_REQUEST || !setup_fields(list, &tis)) {
        s7_field_list_title(list, "  TIS parameter");
        s7_field_list_dump(list, tis.parameter.size);
    }
    if (!data_fields(list, userdata, &tis)) {
        s7_field_list_title(list, "  TIS data");
        s7_field_list_dump(list, tis.data.size);
    }
    return true;
}
