/* SPDX-License-Identifier: MIT
 *
 * check_readers.c — readers of bits that nobody writes.
 */
#include "register/checking.h"
#include "register/written.h"

enum { PLACES_MOST = 3 /**< findings of one connection */ };

/** What one connection reads, bit by bit from the left: how far it is known to be written. */
struct reading {
    struct s7_checking *checking;
    const struct s7_plant_connection *connection;
    const struct s7_plant_cpu *cpu;
    uint32_t reach;
    struct s7_range wanted;
    size_t gaps;
};

static void tell_gap(struct reading *reading, uint32_t end)
{
    struct s7_range gap = reading->wanted;
    gap.first_bit = reading->reach;
    gap.bit_count = end - reading->reach;
    if (reading->gaps++ < PLACES_MOST)
        s7_checking_on_connection(reading->checking, S7R_UNWRITTEN, reading->connection,
                                  "%s of %s is %s, and nothing writes it", s7_checking_range(&gap).text,
                                  reading->cpu->name,
                                  reading->cpu == reading->connection->to ? "read" : "sent");
}

static bool pass(void *user, const struct s7_span *written)
{
    struct reading *reading = user;
    if (written->range.first_bit > reading->reach)
        tell_gap(reading, written->range.first_bit);
    reading->reach = s7_range_end(&written->range);
    return true;
}

/** A CPU whose program_writes are given claims to know; inputs, timers and counters move by themselves. */
static bool is_known(const struct s7_plant_cpu *cpu, enum s7_area area)
{
    return cpu->program_write_count && (area == S7_AREA_DB || area == S7_AREA_MEMORY || area == S7_AREA_OUTPUT);
}

static void check_read(struct reading *reading, const struct s7_spans *written, const struct s7_span *read)
{
    reading->cpu = s7_checking_partner(reading->checking->plant, read->partner);
    reading->wanted = read->range;
    reading->reach = read->range.first_bit;
    if (!is_known(reading->cpu, read->range.area))
        return;
    s7_spans_meet(written, read->partner, &read->range, SIZE_MAX, pass, reading);
    if (reading->reach < s7_range_end(&read->range))
        tell_gap(reading, s7_range_end(&read->range));
}

static void check_connection(struct s7_checking *checking, const struct s7_spans *written,
                             const struct s7_spans *read, size_t number)
{
    const struct s7_span_row row = s7_spans_of(read, number);
    struct reading reading = {.checking = checking, .connection = &checking->plant->connections[number]};
    for (size_t i = 0; i < row.count; i++)
        check_read(&reading, written, &row.first[i]);
    if (reading.gaps > PLACES_MOST)
        s7_checking_on_connection(checking, S7R_UNWRITTEN, reading.connection,
                                  "%zu more areas are read or sent that nothing writes",
                                  reading.gaps - PLACES_MOST);
}

static bool is_any_known(const struct s7_plant *plant)
{
    const struct s7_plant_cpu *cpu;
    for (size_t i = 0; (cpu = s7_checking_partner(plant, i)) != NULL; i++)
        if (cpu->program_write_count)
            return true;
    return false;
}

void s7_check_readers(struct s7_checking *checking)
{
    struct s7_spans written, read;
    if (!is_any_known(checking->plant) || !s7_written_by_all(checking, &written) ||
        !s7_read_by_connections(checking, &read))
        return;
    for (size_t i = 0; i < checking->plant->connection_count; i++)
        check_connection(checking, &written, &read, i);
}
