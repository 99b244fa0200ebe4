/* SPDX-License-Identifier: MIT */
#include "register/written.h"

#include "register/accesses.h"

/** One of the four: which data, and whose. */
struct view {
    bool written;     /**< else read */
    bool connections; /**< what they do */
    bool partners;    /**< what CPUs do in themselves */
    bool together;    /**< as one hand */
};

static size_t most_of(const struct s7_plant *plant)
{
    size_t count = 0;
    const struct s7_plant_cpu *cpu;
    for (size_t i = 0; (cpu = s7_checking_partner(plant, i)) != NULL; i++)
        count += cpu->program_write_count + cpu->simulation_count;
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        count += connection->write_count + connection->read_count;
        for (size_t k = 0; k < connection->job_count; k++)
            count += connection->jobs[k].area_count;
    }
    return count;
}

static void add_partner(struct s7_spans *to, const struct s7_plant_cpu *cpu, size_t number)
{
    for (size_t i = 0; i < cpu->program_write_count; i++)
        s7_spans_add(to, number, &cpu->program_writes[i], 0);
    for (size_t i = 0; i < cpu->simulation_count; i++)
        s7_spans_add(to, number, &cpu->simulations[i].tag.range, 0);
}

typedef int access_of(const struct s7_plant_connection *connection, struct s7_access_set *set);

static bool add_set(struct s7_spans *to, size_t partner, size_t hand, access_of *access,
                    const struct s7_plant_connection *connection, struct s7_access_set *set)
{
    s7_access_set_clear(set);
    if (access(connection, set) != S7_OK)
        return false;
    for (size_t i = 0; i < set->range_count; i++)
        s7_spans_add(to, partner, &set->ranges[i], hand);
    return true;
}

static bool add_connections(struct s7_spans *to, const struct s7_plant *plant, const struct view *view)
{
    struct s7_access_set set = s7_access_set_new();
    bool good = true;
    for (size_t i = 0; good && view->connections && i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        size_t hand = view->together ? 0 : i;
        good = add_set(to, s7_checking_number(plant, connection->to), hand,
                       view->written ? s7_register_writes : s7_register_reads, connection, &set) &&
               add_set(to, s7_checking_number(plant, connection->from), hand,
                       view->written ? s7_register_local_writes : s7_register_local_reads, connection, &set);
    }
    s7_access_set_free(&set);
    return good;
}

static bool collect(struct s7_checking *checking, const struct view *view, struct s7_spans *ret_spans)
{
    const struct s7_plant *plant = checking->plant;
    const struct s7_plant_cpu *cpu;
    if (!s7_spans_begin(ret_spans, &checking->scratch, most_of(plant)))
        return false;
    for (size_t i = 0; view->partners && (cpu = s7_checking_partner(plant, i)) != NULL; i++)
        add_partner(ret_spans, cpu, i);
    if (!add_connections(ret_spans, plant, view)) {
        checking->scratch.failed = true;
        return false;
    }
    s7_spans_end(ret_spans);
    return true;
}

bool s7_written_by_connections(struct s7_checking *checking, struct s7_spans *ret_spans)
{
    return collect(checking, &(const struct view){.written = true, .connections = true}, ret_spans);
}

bool s7_written_by_partners(struct s7_checking *checking, struct s7_spans *ret_spans)
{
    return collect(checking, &(const struct view){.written = true, .partners = true, .together = true},
                   ret_spans);
}

bool s7_written_by_all(struct s7_checking *checking, struct s7_spans *ret_spans)
{
    return collect(
        checking,
        &(const struct view){.written = true, .connections = true, .partners = true, .together = true},
        ret_spans);
}

bool s7_read_by_connections(struct s7_checking *checking, struct s7_spans *ret_spans)
{
    return collect(checking, &(const struct view){.connections = true}, ret_spans);
}
