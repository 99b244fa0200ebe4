/* SPDX-License-Identifier: MIT */
#include "cpu/szl.h"

#include "cpu/state.h"
#include "cpu/szl_source.h"

enum {
    EXTRACT_SHIFT = 8,
    EXTRACT_COUNT = 16,
    LIST_COUNT = 256,
    INDEX_SIZE = 2,
    ID_MOST = 0x0FFF /* above: lists of modules of other classes */
};

enum { LIST_CHARACTERISTICS = 0x12, LIST_DIAGNOSTICS = 0xA0, ID_STATUS = 0x0132, ID_STATUS_ALL = 0x0232 };

enum { BY_INDEX = 1, HEAD = 2 };

/*
 * Extracts that follow from a whole list, where they are not all: as the list of lists of an IM 151-8 PN/DP CPU has
 * them (captured).  24: its extracts are lists of their own.
 */
static const struct {
    uint8_t list;
    uint8_t extracts;
} fewer[] = {{0x00, HEAD}, {0x02, 0},    {0x13, BY_INDEX}, {0x14, HEAD}, {0x15, BY_INDEX}, {0x19, HEAD},
             {0x1A, HEAD}, {0x1B, HEAD}, {0x21, HEAD},     {0x23, HEAD}, {0x24, 0},        {0x3A, HEAD},
             {0x92, HEAD}, {0xB1, 0},    {0xB2, 0},        {0xB3, 0},    {0xB4, 0}};

static unsigned extracts_of(uint8_t list)
{
    for (size_t i = 0; i < sizeof fewer / sizeof fewer[0]; i++)
        if (fewer[i].list == list)
            return fewer[i].extracts;
    return BY_INDEX | HEAD;
}

/* The first row with this id, in order of their index; NULL: none. */
static const struct s7_cpu_szl *first_row(const struct s7_cpu *cpu, uint16_t id)
{
    for (size_t i = 0; i < cpu->szl.row_count; i++)
        if (cpu->szl.rows[i].id == id)
            return &cpu->szl.rows[i];
    return NULL;
}

static const struct s7_cpu_szl *row_of(const struct s7_cpu *cpu, uint16_t id, uint16_t index)
{
    for (size_t i = 0; i < cpu->szl.row_count; i++)
        if (cpu->szl.rows[i].id == id && cpu->szl.rows[i].index == index)
            return &cpu->szl.rows[i];
    return NULL;
}

/* ---- which there are ----------------------------------------------------------------------------------------- */

static void add_id(uint8_t *bits, uint8_t list, unsigned extract)
{
    size_t place = (size_t)list * EXTRACT_COUNT + extract;
    bits[place / 8] |= (uint8_t)(1u << place % 8);
}

static void add_row(uint8_t *bits, const struct s7_cpu_szl *row)
{
    uint8_t list = s7_szl_number(row->id);
    bool whole = s7_szl_extract(row->id) == S7_SZL_EXTRACT_ALL;
    add_id(bits, list, s7_szl_extract(row->id));
    if (whole && extracts_of(list) & BY_INDEX)
        add_id(bits, list, S7_SZL_EXTRACT_INDEX);
    if (whole && extracts_of(list) & HEAD)
        add_id(bits, list, S7_SZL_EXTRACT_HEAD);
    if (row->id == ID_STATUS)
        add_id(bits, list, s7_szl_extract(ID_STATUS_ALL));
}

uint16_t s7_cpu_szl_ids(const struct s7_cpu *cpu, s7_time now, struct s7_writer *writer)
{
    (void)now;
    uint8_t bits[LIST_COUNT * EXTRACT_COUNT / 8] = {0};
    uint16_t count = 0;
    for (size_t i = 0; i < cpu->szl.row_count; i++)
        add_row(bits, &cpu->szl.rows[i]);
    for (unsigned place = 0; place < LIST_COUNT * EXTRACT_COUNT; place++) {
        if (!(bits[place / 8] >> place % 8 & 1))
            continue;
        s7_writer_u16(writer, (uint16_t)(place % EXTRACT_COUNT << EXTRACT_SHIFT | place / EXTRACT_COUNT));
        count++;
    }
    return count;
}

/* ---- extracts -------------------------------------------------------------------------------------------------- */

/* What an index asks for, of the records of a list. */
struct choice {
    uint8_t list;
    uint16_t index;
};

static bool chosen(const struct choice *choice, size_t number, const uint8_t *record)
{
    uint16_t first = s7_load_u16(record);
    if (choice->list == LIST_DIAGNOSTICS)
        return number < choice->index;
    if (choice->list == LIST_CHARACTERISTICS)
        return first >> 8 == choice->index >> 8;
    return first == choice->index;
}

/* Keeps the chosen ones of the records at `octets`; none: an empty list with record size 0. */
static struct s7_cpu_szl_records choose(const struct choice *choice, uint8_t *octets,
                                        struct s7_cpu_szl_records all)
{
    uint16_t count = 0;
    for (size_t i = 0; all.size >= INDEX_SIZE && i < all.count; i++) {
        const uint8_t *record = octets + i * all.size;
        if (!chosen(choice, i, record))
            continue;
        memmove(octets + (size_t)count * all.size, record, all.size);
        count++;
    }
    return (struct s7_cpu_szl_records){count ? all.size : 0, count};
}

/* How a request is met by one of the CPU's rows. */
struct match {
    const struct s7_cpu_szl *row;
    bool by_index;
    bool head;
};

static struct match match_extract(const struct s7_cpu *cpu, const struct s7_szl_request *request)
{
    uint8_t list = s7_szl_number(request->id);
    unsigned extract = s7_szl_extract(request->id);
    const struct s7_cpu_szl *whole = request->id <= ID_MOST ? first_row(cpu, list) : NULL;
    if (whole && extract == S7_SZL_EXTRACT_INDEX && extracts_of(list) & BY_INDEX)
        return (struct match){.row = whole, .by_index = true};
    if (whole && extract == S7_SZL_EXTRACT_HEAD && extracts_of(list) & HEAD)
        return (struct match){.row = whole, .head = true};
    if (request->id == ID_STATUS_ALL)
        return (struct match){.row = row_of(cpu, ID_STATUS, request->index)};
    return (struct match){.row = NULL};
}

static struct match match_request(const struct s7_cpu *cpu, const struct s7_szl_request *request)
{
    unsigned extract = s7_szl_extract(request->id);
    bool any = s7_cpu_szl_source_any_index(request->id) || extract == S7_SZL_EXTRACT_HEAD;
    if (extract == S7_SZL_EXTRACT_ALL)
        return (struct match){.row = first_row(cpu, request->id),
                              .by_index = request->index && !cpu->config.szl_index_all};
    const struct s7_cpu_szl *own = row_of(cpu, request->id, request->index);
    if (!own && any)
        own = first_row(cpu, request->id);
    return own ? (struct match){.row = own, .head = extract == S7_SZL_EXTRACT_HEAD}
               : match_extract(cpu, request);
}

static bool has_id(const struct s7_cpu *cpu, uint16_t id)
{
    return first_row(cpu, id) || (id == ID_STATUS_ALL && first_row(cpu, ID_STATUS));
}

/* Puts the head in front of the records that stand in cpu->szl.answer. */
static struct s7_octets finish(struct s7_cpu *cpu, const struct s7_szl_head *head, bool bare)
{
    struct s7_writer front = s7_writer_over(cpu->szl.answer, S7_SZL_HEAD_SIZE);
    s7_szl_head_encode(&front, head);
    size_t size = bare ? 0 : (size_t)head->record_size * head->record_count;
    return (struct s7_octets){cpu->szl.answer, S7_SZL_HEAD_SIZE + size};
}

uint16_t s7_cpu_szl_read(struct s7_cpu *cpu, const struct s7_szl_request *request, s7_time now,
                         struct s7_octets *ret_list)
{
    struct match match = match_request(cpu, request);
    if (!match.row)
        return has_id(cpu, request->id) ? cpu->config.szl_unknown_index : cpu->config.szl_unknown_id;
    uint8_t *octets = cpu->szl.answer + S7_SZL_HEAD_SIZE;
    struct s7_writer writer = s7_writer_over(octets, cpu->szl.answer_size - S7_SZL_HEAD_SIZE);
    struct s7_cpu_szl_records records = s7_cpu_szl_source_write(cpu, match.row, now, &writer);
    if (match.by_index) {
        struct choice choice = {s7_szl_number(request->id), request->index};
        records = choose(&choice, octets, records);
    }
    struct s7_szl_head head = {request->id, request->index, records.size, records.count};
    *ret_list = finish(cpu, &head, match.head);
    return 0;
}
