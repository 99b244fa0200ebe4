/* SPDX-License-Identifier: MIT */
#include "wire/tis_field.h"

#include "sieben/error.h"

enum { BLOCK_OB = 0x08 };

enum record { I_STACK, B_STACK, B_STACK_OB, L_STACK, BREAKPOINT };

static const struct row {
    enum record record;
    uint8_t size;
    enum s7_tis_field_kind kind;
    const char *name;
} rows[] = {
#define S7_TIS_FIELD(record, size, KIND, name) {record, size, S7_TIS_FIELD_##KIND, name},
#include "wire/defs/tis_field.def"
#undef S7_TIS_FIELD
};

struct walk {
    struct s7_reader reader;
    s7_tis_field_take *take;
    void *user;
    uint16_t last; /* value of the last field of two octets */
};

static bool give(struct walk *walk, const struct row *row)
{
    size_t size = row->kind == S7_TIS_FIELD_OCTETS ? walk->last : row->size;
    struct s7_tis_field field = {row->name, row->kind, s7_reader_octets(&walk->reader, size)};
    if (walk->reader.bad)
        return false;
    if (size == 2)
        walk->last = s7_load_u16(field.octets.at);
    return walk->take(walk->user, &field);
}

static bool give_record(struct walk *walk, enum record record)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].record == record && !give(walk, &rows[i]))
            return false;
    }
    return true;
}

/* As many entries as there are; behind that of an OB stands when it was interrupted. */
static bool give_b_stack(struct walk *walk)
{
    while (s7_reader_left(&walk->reader)) {
        bool ob = s7_reader_left(&walk->reader) >= 2 && s7_load_u16(walk->reader.at) == BLOCK_OB;
        if (!give_record(walk, B_STACK) || (ob && !give_record(walk, B_STACK_OB)))
            return false;
    }
    return true;
}

static bool give_i_stack(struct walk *walk)
{
    return give_record(walk, I_STACK);
}

static bool give_l_stack(struct walk *walk)
{
    return give_record(walk, L_STACK);
}

static bool give_breakpoint(struct walk *walk)
{
    return give_record(walk, BREAKPOINT);
}

int s7_tis_fields(uint8_t subfunction, struct s7_octets data, s7_tis_field_take *take, void *user)
{
    static bool (*const walks[])(struct walk * walk) = {[S7_TIS_I_STACK] = give_i_stack,
                                                        [S7_TIS_B_STACK] = give_b_stack,
                                                        [S7_TIS_L_STACK] = give_l_stack,
                                                        [S7_TIS_BREAKPOINT] = give_breakpoint};
    struct walk walk = {s7_reader_over(data.at, data.size), take, user, 0};
    bool known = subfunction < sizeof walks / sizeof walks[0] && walks[subfunction];
    return known && walks[subfunction](&walk) && s7_reader_done(&walk.reader) ? S7_OK : S7_ERR_S7_MALFORMED;
}
