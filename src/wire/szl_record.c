/* SPDX-License-Identifier: MIT */
#include "wire/szl_record.h"

#include "sieben/error.h"

#define ANY UINT32_MAX

static const struct row {
    uint8_t list;
    uint32_t extract;
    uint32_t index;
    uint8_t offset;
    uint8_t size;
    enum s7_szl_form form;
    const char *name;
} rows[] = {
#define S7_SZL_FIELD(list, extract, index, offset, size, form, name)                                           \
    {list, extract, index, offset, size, S7_SZL_##form, name},
#include "wire/defs/szl_field.def"
#undef S7_SZL_FIELD
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0], INDEX_SIZE = 2 };

/* A walk over the records of one list; `running` until somebody has heard enough. */
struct walk {
    uint16_t id;
    size_t record;
    s7_szl_tell *tell;
    void *user;
    bool running;
};

static bool row_fits(const struct row *row, uint16_t id, uint32_t index)
{
    return row->list == s7_szl_number(id) && (row->extract == ANY || row->extract == s7_szl_extract(id)) &&
           (row->index == ANY || row->index == index);
}

/* The row of this record that begins first at or behind `offset` and is in it as a whole. */
static const struct row *row_next(uint16_t id, struct s7_octets record, size_t offset)
{
    uint32_t index = record.size < INDEX_SIZE ? ANY : s7_load_u16(record.at);
    const struct row *next = NULL;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const struct row *row = &rows[i];
        bool here = row->offset >= offset && (size_t)row->offset + row->size <= record.size;
        if (here && row_fits(row, id, index) && (!next || row->offset < next->offset))
            next = row;
    }
    return next;
}

static void tell_field(struct walk *walk, struct s7_octets record, size_t offset, size_t size,
                       enum s7_szl_form form, const char *name)
{
    const struct s7_szl_field field = {name, offset, form, {record.at + offset, size}};
    if (walk->running)
        walk->running = walk->tell(walk->user, walk->record, &field);
}

static void tell_unnamed(struct walk *walk, struct s7_octets record, size_t offset, size_t end)
{
    for (size_t i = offset; i < end; i++) {
        if (record.at[i] == 0)
            continue;
        tell_field(walk, record, offset, end - offset, S7_SZL_HEX, S7_SZL_UNNAMED);
        return;
    }
}

static void tell_record(struct walk *walk, struct s7_octets record)
{
    size_t offset = 0;
    for (const struct row *row = row_next(walk->id, record, offset); row;
         row = row_next(walk->id, record, offset)) {
        tell_unnamed(walk, record, offset, row->offset);
        tell_field(walk, record, row->offset, row->size, row->form, row->name);
        offset = (size_t)row->offset + row->size;
    }
    tell_unnamed(walk, record, offset, record.size);
}

int s7_szl_describe(struct s7_octets list, s7_szl_tell *tell, void *user)
{
    struct s7_szl_head head;
    struct s7_octets records;
    int error = s7_szl_head_decode(list, &head, &records);
    if (error)
        return error;
    struct walk walk = {head.id, 0, tell, user, true};
    struct s7_reader reader = s7_reader_over(records.at, records.size);
    for (size_t count = s7_szl_records_whole(&head, records); walk.record < count && walk.running;
         walk.record++)
        tell_record(&walk, s7_reader_octets(&reader, head.record_size));
    struct s7_octets rest = s7_reader_octets(&reader, s7_reader_left(&reader));
    if (rest.size)
        tell_field(&walk, rest, 0, rest.size, S7_SZL_HEX, S7_SZL_UNNAMED);
    return S7_OK;
}

bool s7_szl_known(uint16_t id, uint16_t index)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (row_fits(&rows[i], id, index) && strcmp(rows[i].name, "index") != 0)
            return true;
    }
    return false;
}

uint32_t s7_szl_field_number(const struct s7_szl_field *field)
{
    uint32_t number = 0;
    for (size_t i = 0; i < field->octets.size; i++)
        number = number << 8 | field->octets.at[i];
    return number;
}
