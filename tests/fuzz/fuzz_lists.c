/* SPDX-License-Identifier: MIT
 *
 * Codecs that are decoded only: DBREAD, cyclic services, test and installation functions.  What they lend lies in the
 * octets; of what they accept, everything can be walked to its end.
 */
#include "fuzz.h"
#include "sieben/error.h"
#include "wire/cyclic.h"
#include "wire/dbread.h"
#include "wire/item_symbol.h"
#include "wire/tis_field.h"
#include "wire/tis_job.h"

enum { DATA_HEAD_SIZE = 4 };

static struct s7_octets all;

static void check_inside(struct s7_octets part)
{
    if (part.size)
        FUZZ_CHECK(part.at >= all.at && part.at + part.size <= all.at + all.size);
}

/* The first octets as an item, the rest as its answer. */
static void try_dbread(struct s7_octets octets)
{
    struct s7_dbread_part parts[S7_DBREAD_AREAS_MAX];
    struct s7_dbread dbread;
    size_t size = octets.size ? 1 + (size_t)octets.at[0] * S7_DBREAD_AREA_SIZE : 0;
    if (size > octets.size)
        return;
    struct s7_item item = {.syntax = S7_SYNTAX_DBREAD, .other = {octets.at, size}};
    if (s7_dbread_decode(&item, &dbread) != S7_OK)
        return;
    FUZZ_CHECK(dbread.area_count <= S7_DBREAD_AREAS_MAX);
    for (size_t i = 0; i < dbread.area_count; i++)
        FUZZ_CHECK(s7_dbread_item(&dbread.areas[i]).count == dbread.areas[i].size);
    if (s7_dbread_parts_decode(&dbread, (struct s7_octets){octets.at + size, octets.size - size}, parts) !=
        S7_OK)
        return;
    for (size_t i = 0; i < dbread.area_count; i++)
        check_inside(parts[i].octets);
}

static void try_symbols(struct s7_octets octets)
{
    struct s7_item item = {.syntax = S7_SYNTAX_SYMBOL, .other = octets};
    struct s7_symbol symbol;
    struct s7_nck nck;
    struct s7_drive drive;
    if (s7_symbol_decode(&item, &symbol) == S7_OK) {
        check_inside(symbol.parts);
        for (size_t i = 0; i < symbol.part_count; i++)
            FUZZ_CHECK(s7_symbol_part_at(&symbol, i).kind < 16);
    }
    item.syntax = S7_SYNTAX_NCK;
    if (s7_nck_decode(&item, &nck) == S7_OK)
        FUZZ_CHECK(nck.area < 8 && nck.unit < 32);
    item.syntax = S7_SYNTAX_DRIVE;
    s7_drive_decode(&item, &drive);
}

static void try_cyclic(struct s7_octets octets)
{
    static struct s7_cyclic_request request;
    static struct s7_cyclic_values values;
    struct s7_unsubscribe unsubscribe;
    struct s7_record_request record_request;
    struct s7_record_answer record;
    if (s7_cyclic_request_decode(octets, &request) == S7_OK)
        FUZZ_CHECK(s7_cyclic_period(&request) <= 2550000);
    if (s7_cyclic_values_decode(octets, &values) == S7_OK) {
        for (size_t i = 0; i < values.item_count; i++)
            check_inside(values.items[i].octets);
    }
    FUZZ_CHECK((s7_unsubscribe_decode(octets, &unsubscribe) == S7_OK) == (octets.size == 2));
    if (s7_record_request_decode(octets, &record_request) == S7_OK)
        check_inside(record_request.item.other);
    if (s7_record_answer_decode(octets, &record) == S7_OK) {
        check_inside(record.status);
        check_inside(record.record);
    }
}

static void walk_list(const struct s7_tis_list *list)
{
    struct s7_reader reader = s7_reader_over(list->values.at, list->values.size);
    check_inside(list->addresses);
    for (size_t i = 0; list->addresses.size && i < list->count; i++) {
        struct s7_tis_address address = s7_tis_address_at(list, i);
        struct s7_item item;
        if (s7_tis_item(&address, &item))
            FUZZ_CHECK(item.address < 1U << 24);
    }
    for (size_t i = 0; list->values.size && i < list->count; i++) {
        struct s7_data_item value;
        FUZZ_CHECK(s7_tis_value_next(&reader, &value));
        check_inside(value.octets);
    }
    FUZZ_CHECK(s7_reader_done(&reader));
}

static void try_block_status(uint8_t subfunction, struct s7_octets octets)
{
    static struct s7_tis_line_values lines[256];
    struct s7_tis_block_status status;
    if (s7_tis_block_status_decode(subfunction, octets, &status) != S7_OK)
        return;
    for (size_t i = 0; i < status.line_count; i++)
        s7_tis_line_at(&status, i);
    if (s7_tis_block_values_decode(&status, all, lines) == S7_OK)
        check_inside(lines[status.line_count].registers[0]);
}

static bool take_field(void *user, const struct s7_tis_field *field)
{
    size_t *size = user;
    check_inside(field->octets);
    *size += field->octets.size;
    return true;
}

static void try_tis_data(struct s7_octets octets)
{
    struct s7_tis_list list;
    struct s7_tis_codes codes;
    struct s7_tis_job job;
    struct s7_tis_replacement replacement;
    size_t count;
    if (s7_tis_read_decode(octets, &list) == S7_OK)
        walk_list(&list);
    if (s7_tis_write_decode(octets, &list) == S7_OK)
        walk_list(&list);
    if (s7_tis_values_decode(octets, &list) == S7_OK)
        walk_list(&list);
    if (s7_tis_codes_decode(octets, &codes) == S7_OK)
        check_inside(codes.codes);
    if (s7_tis_job_list_decode(octets, &count) == S7_OK && count)
        s7_tis_job_entry_at(octets, count - 1);
    if (s7_tis_replacement_decode(octets, &replacement) == S7_OK)
        check_inside(replacement.tis.data);
    for (unsigned subfunction = 0; subfunction < 0x18; subfunction++) {
        size_t size = 0;
        s7_tis_job_decode((uint8_t)subfunction, octets, &job);
        if (s7_tis_fields((uint8_t)subfunction, octets, take_field, &size) == S7_OK)
            FUZZ_CHECK(size == octets.size);
    }
    try_block_status(S7_TIS_BLOCK_STATUS, octets);
    try_block_status(S7_TIS_BLOCK_STATUS_OLD, octets);
}

static void try_all(struct s7_octets octets)
{
    struct s7_tis tis;
    struct s7_tis_setup setup;
    struct s7_tis_result result;
    try_dbread(octets);
    try_symbols(octets);
    try_cyclic(octets);
    if (s7_tis_decode(octets, &tis) != S7_OK)
        return;
    s7_tis_setup_decode(tis.parameter, &setup);
    s7_tis_result_decode(tis.parameter, &result);
    try_tis_data(tis.data);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    all = (struct s7_octets){octets, size};
    try_all(all);
    try_tis_data(all);
    if (size > DATA_HEAD_SIZE) /* the payload behind the head of a data part */
        try_all((struct s7_octets){octets + DATA_HEAD_SIZE, size - DATA_HEAD_SIZE});
}
