/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "plant/check.h"
#include "plant/kind.h"
#include "value/range.h"

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
    uint32_t end = (s7_range_end(range) + 7) / 8;
    if (range->area == S7_AREA_DB)
        return db_verdict(cpu, range->db, end);
    uint32_t size = cpu->profile ? area_size(cpu->profile, range->area) : UINT32_MAX;
    if (end > size)
        snprintf(verdict.text, sizeof verdict.text, "this area of %s (%s) has %u octets, this ends at octet %u",
                 cpu->name, cpu->profile->display, (unsigned)size, (unsigned)end);
    return verdict;
}

static void check_family(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu)
{
    const struct s7_node *put_get = s7_node_member(node, "put_get");
    bool is_early = cpu->firmware_major && cpu->firmware_major < cpu->profile->put_get_firmware.value;
    if (put_get && !cpu->put_get && (is_early || !cpu->profile->put_get_switch.value))
        s7_loader_warn(loader, S7_PLANT_TOPIC_NO_SWITCH, put_get->mark,
                       "put_get: a real %s%s%s has no such switch and always permits PUT/GET; the one played "
                       "here refuses it as written",
                       cpu->profile->display, is_early ? " with firmware " : "", is_early ? cpu->firmware : "");
    const struct s7_node *dbs = s7_node_member(node, "dbs");
    const struct s7_node *db = dbs && dbs->kind == S7_NODE_MAPPING ? dbs->first : NULL;
    for (; db && !cpu->profile->optimized_exists.value; db = db->next) {
        const struct s7_node *access = s7_node_member(db, "access");
        if (access && access->kind == S7_NODE_SCALAR && strcmp(access->text, "optimized") == 0)
            s7_loader_error(loader, access->mark, "access: %s has no optimized block access",
                            cpu->profile->display);
    }
}

/** A CPU whose switch forbids RUN is switched on in STOP; and what it has no service for is of no use to partners. */
static void check_mode(struct s7_loader *loader, const struct s7_node *node, struct s7_plant_cpu *cpu)
{
    const struct s7_node *mode = s7_node_member(node, "mode");
    bool stops = cpu->mode_switch == S7_PLANT_SWITCH_STOP || cpu->mode_switch == S7_PLANT_SWITCH_MRES;
    if (mode && stops && !cpu->mode_stop)
        s7_loader_error(loader, mode->mark, "mode: the mode switch (mode_switch) is at a position without RUN");
    cpu->mode_stop = cpu->mode_stop || stops;
    const struct s7_node *password = s7_node_member(node, "password_file");
    if (password && cpu->profile && !cpu->profile->password_service.value)
        s7_loader_warn(loader, S7_PLANT_TOPIC_PASSWORD, password->mark,
                       "password_file: %s has no session password of this kind; nobody will be asked for it",
                       cpu->profile->display);
}

/** Names are unique over CPUs and hosts, which were read before. */
static void check_name(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu)
{
    if (node->key && s7_names_find(loader, S7_NAMES_HOSTS, cpu->name))
        s7_loader_error(loader, node->key->mark, "a host has the name \"%s\", too",
                        s7_loader_excerpt(node->key).text);
}

void s7_check_ranges(struct s7_loader *loader, enum s7_plant_topic topic, const char *key,
                     const struct s7_node *list, const struct s7_plant_cpu *cpu, const struct s7_range *ranges,
                     size_t count)
{
    const struct s7_node *area = list && list->kind == S7_NODE_LIST ? list->first : list;
    bool all_read = list && (list->kind == S7_NODE_LIST ? list->count == count : count == 1);
    for (size_t i = 0; all_read && i < count; i++, area = area->next) {
        struct s7_area_verdict verdict = s7_check_area(cpu, &ranges[i]);
        if (verdict.text[0])
            s7_loader_warn(loader, topic, area->mark, "%s: %s", key, verdict.text);
    }
}

void s7_check_cpu(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    struct s7_plant_cpu *cpu = element;
    if (!node)
        return;
    check_name(loader, node, cpu);
    s7_check_member(loader, node, cpu);
    s7_check_ranges(loader, S7_PLANT_TOPIC_NAMED, "program_writes", s7_node_member(node, "program_writes"), cpu,
                    cpu->program_writes, cpu->program_write_count);
    s7_check_fault_dbs(loader, node, cpu);
    check_mode(loader, node, cpu);
    s7_check_szl_lists(loader, node, cpu);
    if (!cpu->profile)
        return;
    if (!s7_node_member(node, "put_get"))
        cpu->put_get = s7_profile_put_get_shipped(cpu->profile, cpu->firmware_major);
    check_family(loader, node, cpu);
}
