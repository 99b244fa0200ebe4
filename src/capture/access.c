/* SPDX-License-Identifier: MIT */
#include "capture/access.h"

#include "capture/access_walk.h"
#include "engine/item_range.h"
#include "sieben/error.h"
#include "wire/cyclic.h"
#include "wire/dbread.h"
#include "wire/header.h"
#include "wire/tis_job.h"
#include "wire/userdata.h"
#include "wire/var.h"

struct walk {
    struct s7_access_step step;
    s7_access_take_step *take;
    void *user;
};

static const struct {
    enum s7_operation operation;
    const char *text;
} meanings[] = {
#define S7_MEANS(NAME, operation, text) [S7_MEANS_##NAME] = {S7_OPERATION_##operation, text},
#include "capture/defs/means.def"
#undef S7_MEANS
};

enum s7_operation s7_means_operation(enum s7_means means)
{
    return meanings[means].operation;
}

const char *s7_means_text(enum s7_means means)
{
    return meanings[means].text;
}

struct s7_item s7_access_raw_item(const struct s7_range *raw, uint8_t transport_size)
{
    return (struct s7_item){.specification = S7_ITEM_VARIABLE,
                            .syntax = S7_SYNTAX_S7ANY,
                            .transport_size = transport_size,
                            .count = (uint16_t)raw->bit_count,
                            .db = raw->db,
                            .area = (uint8_t)raw->area,
                            .address = raw->first_bit};
}

/* It has no range that any CPU's data have, but it says where it goes. */
static void keep_raw(struct s7_access *access, const struct s7_item *item)
{
    access->addressed = item && item->specification == S7_ITEM_VARIABLE && item->syntax == S7_SYNTAX_S7ANY;
    access->raw = access->addressed
                      ? (struct s7_range){(enum s7_area)item->area, item->db, item->address, item->count}
                      : (struct s7_range){.bit_count = 0};
}

/* What the item means; NULL: no item that could be known. */
static bool give(struct walk *walk, const struct s7_item *item)
{
    struct s7_access *access = &walk->step.access;
    bool known = item && s7_item_range(item, &access->range) == S7_ITEM_FLAW_NONE;
    access->opaque = !known;
    access->addressed = false;
    if (!known) {
        access->range = (struct s7_range){.bit_count = 0};
        keep_raw(access, item);
    }
    access->transport_size =
        item && item->syntax == S7_SYNTAX_S7ANY && !walk->step.dbread ? item->transport_size : 0;
    return walk->take(walk->user, &walk->step);
}

static bool give_dbread(struct walk *walk, const struct s7_dbread *dbread)
{
    bool goes_on = true;
    walk->step.dbread = true;
    for (unsigned i = 0; goes_on && i < dbread->area_count; i++) {
        struct s7_item item = s7_dbread_item(&dbread->areas[i]);
        walk->step.access.part = i;
        walk->step.size = dbread->areas[i].size;
        goes_on = give(walk, &item);
    }
    walk->step.dbread = false;
    walk->step.access.part = 0;
    return goes_on;
}

static bool give_item(struct walk *walk, const struct s7_item *item)
{
    struct s7_dbread dbread;
    bool parts =
        item->syntax == S7_SYNTAX_DBREAD && s7_dbread_decode(item, &dbread) == S7_OK && dbread.area_count;
    return parts ? give_dbread(walk, &dbread) : give(walk, item);
}

/* `values`: what a write sends, in the same order. */
static void walk_items(struct walk *walk, struct s7_reader *items, struct s7_reader *values)
{
    size_t count = walk->step.item_count;
    struct s7_access *access = &walk->step.access;
    bool goes_on = true;
    for (size_t i = 0; goes_on && i < count; i++) {
        struct s7_item item;
        struct s7_data_item value = {0};
        if (s7_item_decode(items, i + 1 == count, &item) != S7_OK)
            return;
        if (values && s7_data_item_decode(values, S7_DATA_ITEM_REQUEST, i + 1 == count, &value) != S7_OK)
            values = NULL;
        access->item = (unsigned)i;
        access->data_transport = value.transport_size;
        access->value = value.octets;
        goes_on = give_item(walk, &item);
    }
}

static void walk_job(struct walk *walk, struct s7_octets parameter, struct s7_octets data)
{
    struct s7_reader items = s7_reader_over(parameter.at, parameter.size);
    struct s7_reader values = s7_reader_over(data.at, data.size);
    uint8_t function = s7_reader_u8(&items);
    bool writes = function == S7_FUNCTION_WRITE_VAR;
    if (function != S7_FUNCTION_READ_VAR && !writes)
        return;
    walk->step.item_count = s7_reader_u8(&items);
    walk->step.access.means = writes ? S7_MEANS_WRITE_VAR : S7_MEANS_READ_VAR;
    walk_items(walk, &items, writes ? &values : NULL);
}

static void walk_cyclic(struct walk *walk, struct s7_octets payload)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    s7_reader_u8(&reader); /* reserved */
    walk->step.item_count = s7_reader_u8(&reader);
    s7_reader_u16(&reader); /* the period */
    if (!reader.bad)
        walk_items(walk, &reader, NULL);
}

static void walk_list(struct walk *walk, const struct s7_tis_list *list)
{
    struct s7_access *access = &walk->step.access;
    struct s7_reader values = s7_reader_over(list->values.at, list->values.size);
    bool goes_on = true;
    walk->step.item_count = list->count;
    for (size_t i = 0; goes_on && i < list->count; i++) {
        struct s7_tis_address address = s7_tis_address_at(list, i);
        struct s7_data_item value = {0};
        struct s7_item item;
        if (list->values.size)
            s7_tis_value_next(&values, &value);
        access->item = (unsigned)i;
        access->data_transport = value.transport_size;
        access->value = value.octets;
        goes_on = give(walk, s7_tis_item(&address, &item) ? &item : NULL);
    }
}

static void walk_tis_list(struct walk *walk, uint8_t subfunction, const struct s7_tis *tis)
{
    struct s7_tis_list list;
    bool reads = subfunction == S7_TIS_VARIABLE_STATUS;
    int error = reads ? s7_tis_read_decode(tis->data, &list) : s7_tis_write_decode(tis->data, &list);
    walk->step.access.means = reads                                   ? S7_MEANS_VARIABLE_STATUS
                              : subfunction == S7_TIS_MODIFY_VARIABLE ? S7_MEANS_MODIFY_VARIABLE
                                                                      : S7_MEANS_FORCE;
    if (!error)
        walk_list(walk, &list);
}

static bool has_list(uint8_t subfunction)
{
    return subfunction == S7_TIS_VARIABLE_STATUS || subfunction == S7_TIS_MODIFY_VARIABLE ||
           subfunction == S7_TIS_FORCE;
}

static void walk_tis(struct walk *walk, uint8_t subfunction, struct s7_octets payload)
{
    struct s7_tis tis;
    struct s7_tis_replacement replacement;
    if (s7_tis_decode(payload, &tis) != S7_OK)
        return;
    if (subfunction == S7_TIS_REPLACE_JOB && s7_tis_replacement_decode(tis.data, &replacement) == S7_OK) {
        subfunction = replacement.job.subfunction;
        tis = replacement.tis;
    }
    if (has_list(subfunction))
        walk_tis_list(walk, subfunction, &tis);
}

static void walk_userdata(struct walk *walk, struct s7_octets parameter, struct s7_octets data)
{
    struct s7_userdata userdata;
    if (s7_userdata_decode(parameter, data, &userdata) != S7_OK || userdata.type != S7_USERDATA_REQUEST)
        return;
    uint8_t subfunction = userdata.subfunction;
    if (userdata.group == S7_GROUP_TIS) {
        walk_tis(walk, subfunction, userdata.payload);
    } else if (userdata.group == S7_GROUP_CYCLIC && s7_cyclic_lists(subfunction)) {
        walk->step.access.means = subfunction == S7_CYCLIC_TRANSFER ? S7_MEANS_CYCLIC : S7_MEANS_CHANGE_DRIVEN;
        walk_cyclic(walk, userdata.payload);
    }
}

void s7_access_walk(const uint8_t *pdu, size_t size, s7_access_take_step *take, void *user)
{
    struct s7_reader reader = s7_reader_over(pdu, size);
    struct walk walk = {.take = take, .user = user};
    struct s7_header header;
    if (s7_header_decode(&reader, &header) != S7_OK)
        return;
    struct s7_octets parameter = s7_reader_octets(&reader, header.parameter_size);
    struct s7_octets data = s7_reader_octets(&reader, header.data_size);
    if (header.rosctr == S7_ROSCTR_JOB)
        walk_job(&walk, parameter, data);
    else if (header.rosctr == S7_ROSCTR_USERDATA)
        walk_userdata(&walk, parameter, data);
}

struct finding {
    s7_access_take *take;
    void *user;
    size_t count;
};

static bool found(void *user, const struct s7_access_step *step)
{
    struct finding *finding = user;
    finding->count++;
    finding->take(finding->user, &step->access);
    return true;
}

size_t s7_access_find(const uint8_t *pdu, size_t size, s7_access_take *take, void *user)
{
    struct finding finding = {take, user, 0};
    s7_access_walk(pdu, size, found, &finding);
    return finding.count;
}
