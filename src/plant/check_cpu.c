/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "plant/check.h"
#include "plant/kind.h"
#include "value/type.h"

void s7_check_nothing(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    (void)loader;
    (void)node;
    (void)element;
}

/** Octets that a CPU has of an area other than DB. */
static uint32_t area_size(const struct s7_profile *profile, enum s7_area area)
{
    const struct {
        enum s7_area area;
        uint32_t size;
    } sizes[] = {
        {S7_AREA_INPUT, profile->input_size.value},          {S7_AREA_OUTPUT, profile->output_size.value},
        {S7_AREA_MEMORY, profile->memory_size.value},        {S7_AREA_TIMER, 2 * profile->timer_count.value},
        {S7_AREA_COUNTER, 2 * profile->counter_count.value},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (sizes[i].area == area)
            return sizes[i].size;
    return 0;
}

static struct s7_area_verdict db_verdict(const struct s7_plant_cpu *cpu, uint16_t number, uint32_t end)
{
    struct s7_area_verdict verdict = {.text = ""};
    const struct s7_plant_db *db = s7_plant_find_db(cpu, number);
    if (!db)
        snprintf(verdict.text, sizeof verdict.text, "%s has no DB%u", cpu->name, (unsigned)number);
    else if (end > db->size)
        snprintf(verdict.text, sizeof verdict.text, "DB%u of %s has %u octets, this ends at octet %u",
                 (unsigned)number, cpu->name, (unsigned)db->size, (unsigned)end);
    return verdict;
}

struct s7_area_verdict s7_check_area(const struct s7_plant_cpu *cpu, const struct s7_range *range)
{
    struct s7_area_verdict verdict = {.text = ""};
    uint32_t end = (range->first_bit + range->bit_count + 7) / 8;
    if (range->area == S7_AREA_DB)
        return db_verdict(cpu, range->db, end);
    uint32_t size = cpu->profile ? area_size(cpu->profile, range->area) : UINT32_MAX;
    if (end > size)
        snprintf(verdict.text, sizeof verdict.text, "this area of %s (%s) has %u octets, this ends at octet %u",
                 cpu->name, cpu->profile->display, (unsigned)size, (unsigned)end);
    return verdict;
}

static void check_simulations(struct s7_loader *loader, const struct s7_node *list,
                              const struct s7_plant_cpu *cpu)
{
    const struct s7_node *member = list && list->kind == S7_NODE_LIST ? list->first : NULL;
    for (size_t i = 0; i < cpu->simulation_count && member; i++, member = member->next) {
        const struct s7_node *tag = s7_node_member(member, "tag");
        const struct s7_range *range = &cpu->simulations[i].tag.range;
        if (!tag || range->bit_count == 0)
            continue;
        struct s7_area_verdict verdict = s7_check_area(cpu, range);
        if (verdict.text[0] && range->area == S7_AREA_DB)
            s7_loader_error(loader, tag->mark, "tag: %s", verdict.text);
        else if (verdict.text[0])
            s7_loader_warn(loader, tag->mark, "tag: %s; it will not move here", verdict.text);
    }
}

static void check_family(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu)
{
    const struct s7_node *put_get = s7_node_member(node, "put_get");
    if (put_get && !cpu->put_get && !cpu->profile->put_get_switch.value)
        s7_loader_warn(loader, put_get->mark,
                       "put_get: a real %s has no such switch and always permits PUT/GET; the one played here "
                       "refuses it as written",
                       cpu->profile->display);
    const struct s7_node *level = s7_node_member(node, "access_level");
    if (level && cpu->access_level == S7_PLANT_LEVEL_NONE && !cpu->profile->put_get_switch.value)
        s7_loader_warn(
            loader, level->mark,
            "access_level: on a real %s no level stops PUT/GET; the one played here refuses it as written",
            cpu->profile->display);
    const struct s7_node *dbs = s7_node_member(node, "dbs");
    const struct s7_node *db = dbs && dbs->kind == S7_NODE_MAPPING ? dbs->first : NULL;
    for (; db && !cpu->profile->optimized_exists.value; db = db->next) {
        const struct s7_node *access = s7_node_member(db, "access");
        if (access && access->kind == S7_NODE_SCALAR && strcmp(access->text, "optimized") == 0)
            s7_loader_error(loader, access->mark, "access: %s has no optimized block access",
                            cpu->profile->display);
    }
}

/** Another CPU before this one has the same address. */
static void check_address(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu)
{
    const struct s7_node *address = s7_node_member(node, "address");
    for (const struct s7_plant_cpu *other = loader->plant->cpus; cpu->host && address && other < cpu; other++) {
        if (!other->host || other->port != cpu->port || strcmp(other->host, cpu->host) != 0)
            continue;
        s7_loader_warn(loader, address->mark, "address: %s has the same one", other->name);
        return;
    }
}

void s7_check_cpu(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_cpu *cpu = element;
    if (!node)
        return;
    check_simulations(loader, s7_node_member(node, "simulate"), cpu);
    check_address(loader, node, cpu);
    if (cpu->profile)
        check_family(loader, node, cpu);
}

void s7_check_resources(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_cpu *cpu = element;
    const struct s7_plant_class *classes[] = {&cpu->pg, &cpu->op, &cpu->basic};
    unsigned reserved = 0;
    if (!node)
        return;
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        reserved += classes[i]->reserved;
        if (classes[i]->most && classes[i]->most < classes[i]->reserved)
            s7_loader_error(loader, s7_node_member(node, "cap")->mark, "cap: %u at most, but %u are reserved",
                            classes[i]->most, classes[i]->reserved);
    }
    if (cpu->resources_total && reserved > cpu->resources_total)
        s7_loader_error(loader, node->key->mark, "resources: %u are reserved, but there are only %u", reserved,
                        cpu->resources_total);
}

void s7_check_simulation(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_simulation *simulation = element;
    static const char *const keys[] = {"min", "max"};
    const double limits[] = {simulation->min, simulation->max};
    if (!node)
        return;
    if (simulation->min > simulation->max) {
        const struct s7_node *min = s7_node_member(node, "min");
        const struct s7_node *max = s7_node_member(node, "max");
        s7_loader_error(loader, min ? min->mark : max->mark, "min is greater than max");
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct s7_value value;
        const struct s7_node *limit = s7_node_member(node, keys[i]);
        if (limit && simulation->tag.count &&
            s7_value_from_number(simulation->tag.type, limits[i], &value) != S7_OK)
            s7_loader_error(loader, limit->mark, "%s: %s does not hold this", keys[i],
                            s7_type_name(simulation->tag.type));
    }
}
