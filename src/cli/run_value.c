/* SPDX-License-Identifier: MIT */
#include "cli/run_value.h"

#include "cli/values.h"
#include "value/memory.h"
#include "value/range.h"

enum { SHORT_OCTETS = 8 };

/** One side of a job's first area: the CPU, and the range that the value has there. */
struct side {
    const struct s7_plant_cpu *cpu;
    const struct s7_range *range;
};

/** Takes the octets of a tag out of what was moved; false: it does not lie within, whole. */
static bool fetch(const struct s7_run_row *row, const struct s7_range *area, const struct s7_tag *tag,
                  uint8_t *ret_octets)
{
    struct s7_range range = tag->range;
    bool within = s7_range_within(&range, area);
    if (!within || s7_tag_size(tag) > S7_EXCHANGE_VALUE_SIZE || (tag->type == S7_TYPE_BOOL && tag->count > 1))
        return false;
    range.first_bit -= area->first_bit;
    if (area->bit_count == 1) { /* moved as one octet, 00 or 01 */
        ret_octets[0] = row->report.value[0];
        return true;
    }
    return s7_memory_fetch(row->report.value, row->report.value_size, &range, ret_octets);
}

static struct side side_of(const struct s7_run_row *row, bool local)
{
    const struct s7_plant_connection *connection = row->job.connection;
    const struct s7_plant_job *job = row->job.job;
    return local ? (struct side){connection->from, &job->local[0]}
                 : (struct side){connection->to, &job->remote[0]};
}

static void add_value(const struct s7_tag *tag, const uint8_t *octets, const char *unit, struct s7_strbuf *buf)
{
    size_t size = s7_type_size(tag->type == S7_TYPE_NONE ? S7_TYPE_BYTE : tag->type);
    for (uint32_t i = 0; i < tag->count; i++) {
        struct s7_value value;
        if (i > 0)
            s7_strbuf_add(buf, ", ");
        if (s7_value_decode(tag->type, octets + i * size, &value) == S7_OK)
            s7_value_format(&value, buf);
        else
            s7_strbuf_add(buf, "?");
    }
    if (unit[0])
        s7_strbuf_printf(buf, " %s", unit);
}

static bool add_first_tag(const struct s7_run_row *row, struct side side, struct s7_strbuf *buf)
{
    uint8_t octets[S7_EXCHANGE_VALUE_SIZE];
    for (size_t i = 0; i < side.cpu->tag_count; i++) {
        const struct s7_plant_tag *tag = &side.cpu->tags[i];
        if (tag->tag.type == S7_TYPE_NONE || !fetch(row, side.range, &tag->tag, octets))
            continue;
        add_value(&tag->tag, octets, tag->unit ? tag->unit : "", buf);
        return true;
    }
    return false;
}

void s7_run_value_short(const struct s7_run_row *row, struct s7_strbuf *buf)
{
    if (row->report.value_size == 0)
        s7_strbuf_add(buf, "-");
    else if (!add_first_tag(row, side_of(row, false), buf) && !add_first_tag(row, side_of(row, true), buf))
        s7_strbuf_hex(buf, row->report.value, row->report.value_size, SHORT_OCTETS);
}

static void print_tag(FILE *out, const struct s7_plant_cpu *cpu, const char *name, const struct s7_tag *tag,
                      const uint8_t *octets, const char *unit)
{
    char address[S7_TAG_TEXT_SIZE];
    s7_tag_format(tag, address, sizeof address);
    fprintf(out, "  %s %s%s%s = ", cpu->name, name, name[0] ? " " : "", address);
    s7_values_print(out, tag, octets);
    fprintf(out, "%s%s\n", unit[0] ? " " : "", unit);
}

static void print_side(FILE *out, const struct s7_run_row *row, struct side side)
{
    uint8_t octets[S7_EXCHANGE_VALUE_SIZE];
    for (size_t i = 0; i < side.cpu->tag_count; i++) {
        const struct s7_plant_tag *tag = &side.cpu->tags[i];
        if (fetch(row, side.range, &tag->tag, octets))
            print_tag(out, side.cpu, tag->name, &tag->tag, octets, tag->unit ? tag->unit : "");
    }
    for (size_t i = 0; i < side.cpu->simulation_count; i++) {
        const struct s7_tag *tag = &side.cpu->simulations[i].tag;
        if (fetch(row, side.range, tag, octets))
            print_tag(out, side.cpu, "", tag, octets, "");
    }
}

void s7_run_value_print(FILE *out, const struct s7_run_row *row)
{
    if (row->report.value_size == 0)
        return;
    print_side(out, row, side_of(row, true));
    print_side(out, row, side_of(row, false));
}
