/* SPDX-License-Identifier: MIT
 *
 * Zones, CPUs and hosts that were seen.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "register/merge_work.h"

/** The zone of the register with these nets. */
static const char *zone_with(const struct s7_plant *plant, const struct s7_plant_zone *seen)
{
    for (size_t i = 0; i < plant->zone_count; i++) {
        const struct s7_plant_zone *zone = &plant->zones[i];
        bool same = zone->net_count == seen->net_count && seen->net_count > 0;
        for (size_t k = 0; same && k < zone->net_count; k++)
            same = strcmp(zone->nets[k], seen->nets[k]) == 0;
        if (same)
            return zone->name;
    }
    return NULL;
}

/** One of its nets has addresses of a zone that is there: whose they are is said already. */
static bool is_known(const struct s7_merge *merge, const struct s7_plant_zone *seen)
{
    for (size_t k = 0; k < seen->net_count; k++) {
        const struct s7_net net = s7_net_of(seen->nets[k]);
        for (size_t i = 0; i < merge->net_count; i++)
            if (s7_net_holds(&net, &merge->nets[i].net) || s7_net_holds(&merge->nets[i].net, &net))
                return true;
    }
    return false;
}

/** The nets of all zones of the register, read once. */
static bool find_nets(struct s7_merge *merge)
{
    const struct s7_plant *plant = merge->into->plant;
    size_t most = 1;
    for (size_t i = 0; i < plant->zone_count; i++)
        most += plant->zones[i].net_count;
    merge->nets = s7_storage_array(&merge->storage, most, sizeof *merge->nets);
    for (size_t i = 0; merge->nets && i < plant->zone_count; i++)
        for (size_t n = 0; n < plant->zones[i].net_count; n++)
            merge->nets[merge->net_count++] =
                (struct s7_merge_net){s7_net_of(plant->zones[i].nets[n]), plant->zones[i].name};
    return merge->nets != NULL;
}

void s7_merge_zones(struct s7_merge *merge)
{
    const struct s7_plant *seen = merge->seen->plant;
    const struct s7_node *zones = s7_node_member(merge->seen->root, "zones");
    merge->zone_names = s7_storage_array(&merge->storage, seen->zone_count + 1, sizeof *merge->zone_names);
    bool ready = merge->zone_names && find_nets(merge);
    const struct s7_node *node = zones && ready ? zones->first : NULL;
    for (size_t i = 0; node; node = node->next, i++) {
        const struct s7_plant_zone *zone = &seen->zones[i];
        merge->zone_names[i] = zone_with(merge->into->plant, zone);
        if (merge->zone_names[i] || is_known(merge, zone))
            continue;
        merge->zone_names[i] = s7_name_set_fresh(&merge->zones, zone->name);
        if (!merge->zone_names[i])
            return;
        s7_merge_add(merge, S7_MERGE_ZONES, merge->zone_names[i], s7_merge_copy(merge, node, NULL),
                     s7_merge_is_draft(zone->owner, zone->purpose));
        s7_merge_tell(merge, S7_MERGE_ADDED,
                      &(struct s7_merge_note){.section = "zones",
                                              .name = merge->zone_names[i],
                                              .seen = "",
                                              .declared = "",
                                              .seen_mark = zone->mark});
    }
}

/** The zone that a new partner is in: as seen, else the one of the register that has its address. */
static const char *zone_of(const struct s7_merge *merge, const struct s7_plant_cpu *cpu)
{
    const struct s7_net own = s7_net_of(cpu->host);
    if (cpu->zone && merge->zone_names[cpu->zone - merge->seen->plant->zones])
        return merge->zone_names[cpu->zone - merge->seen->plant->zones];
    for (size_t i = 0; i < merge->net_count; i++)
        if (s7_net_holds(&merge->nets[i].net, &own))
            return merge->nets[i].zone;
    return NULL;
}

static void add_partner(struct s7_merge *merge, const struct s7_plant_cpu *cpu, const struct s7_node *node,
                        struct s7_merge_partner *partner)
{
    static const char *const except[] = {"zone", "faults", NULL};
    size_t section = cpu->is_host ? S7_MERGE_HOSTS : S7_MERGE_CPUS;
    const char *zone = zone_of(merge, cpu);
    partner->name = s7_name_set_fresh(&merge->partners, cpu->name);
    struct s7_node *value = partner->name ? s7_merge_copy(merge, node, except) : NULL;
    struct s7_node *word = zone && value ? s7_edit_word(merge->edit, zone) : NULL;
    if (!value || (zone && !word)) {
        s7_merge_fail(merge, S7_ERR_LOCAL_MEMORY);
        return;
    }
    if (zone)
        s7_edit_put(merge->edit, value, "zone", word);
    s7_merge_add(merge, section, partner->name, value, s7_merge_is_draft(cpu->owner, cpu->purpose));
    s7_merge_tell(merge, S7_MERGE_ADDED,
                  &(struct s7_merge_note){.section = merge->sections[section].key,
                                          .name = partner->name,
                                          .seen = cpu->host,
                                          .declared = "",
                                          .seen_mark = cpu->mark});
}

/** A data block that is larger than declared, or not declared. */
static bool is_larger(const struct s7_plant_cpu *declared, const struct s7_plant_db *db,
                      const struct s7_plant_db **ret_old)
{
    *ret_old = s7_plant_find_db(declared, db->number);
    return !*ret_old || (*ret_old)->size < db->size;
}

/** The entry of a partner in the register. */
static const struct s7_node *node_of(const struct s7_merge *merge, const struct s7_plant_cpu *declared)
{
    size_t section = declared->is_host ? S7_MERGE_HOSTS : S7_MERGE_CPUS;
    const struct s7_plant_cpu *first = declared->is_host ? merge->into->plant->hosts : merge->into->plant->cpus;
    return merge->sections[section].members[declared - first];
}

/** The key of a data block. */
static uint16_t number_of(const char *key)
{
    return (uint16_t)strtoul(key, NULL, 10);
}

static struct s7_node *size_node(struct s7_merge *merge, const struct s7_plant_db *db)
{
    char text[16];
    snprintf(text, sizeof text, "%u", (unsigned)db->size);
    return s7_edit_word(merge->edit, text);
}

/** A new block, into the `dbs` that are there, or into `made`. */
static void add_db(struct s7_merge *merge, const struct s7_node *dbs, struct s7_node *made,
                   const struct s7_plant_db *db)
{
    char key[8];
    struct s7_node *value = s7_edit_mapping(merge->edit, true), *size = size_node(merge, db);
    snprintf(key, sizeof key, "%u", db->number);
    s7_edit_put(merge->edit, value, "size", size);
    if (!value || !size)
        s7_merge_fail(merge, S7_ERR_LOCAL_MEMORY);
    else if (dbs)
        s7_merge_fail(merge, s7_edit_insert(merge->edit, dbs, NULL, key, value, NULL));
    else
        s7_edit_put(merge->edit, made, key, value);
}

static void widen_dbs(struct s7_merge *merge, const struct s7_plant_cpu *declared,
                      const struct s7_plant_cpu *cpu)
{
    const struct s7_node *node = node_of(merge, declared), *dbs = s7_node_member(node, "dbs");
    struct s7_node *made = dbs ? NULL : s7_edit_mapping(merge->edit, false);
    for (const struct s7_node *db = dbs ? dbs->first : NULL; db; db = db->next) {
        const struct s7_plant_db *old, *seen = s7_plant_find_db(cpu, number_of(db->key->text));
        if (seen && is_larger(declared, seen, &old))
            s7_merge_set(merge, db, S7_ELEMENT_DB, "size", size_node(merge, seen));
    }
    for (size_t i = 0; i < cpu->db_count; i++)
        if (!s7_plant_find_db(declared, cpu->dbs[i].number))
            add_db(merge, dbs, made, &cpu->dbs[i]);
    if (!dbs)
        s7_merge_set(merge, node, declared->is_host ? S7_ELEMENT_HOST : S7_ELEMENT_CPU, "dbs", made);
}

/** What the data blocks of a partner that is there say. */
static void compare_dbs(struct s7_merge *merge, const struct s7_plant_cpu *declared,
                        const struct s7_plant_cpu *cpu)
{
    struct s7_fmt_out seen = {.text = NULL}, said = {.text = NULL};
    for (size_t i = 0; i < cpu->db_count; i++) {
        char text[60];
        const struct s7_plant_db *old;
        if (!is_larger(declared, &cpu->dbs[i], &old))
            continue;
        snprintf(text, sizeof text, "%sDB%u has at least %u octets", seen.size ? ", " : "", cpu->dbs[i].number,
                 (unsigned)cpu->dbs[i].size);
        s7_fmt_out_text(&seen, text);
        snprintf(text, sizeof text, "%sDB%u ", said.size ? ", " : "", cpu->dbs[i].number);
        s7_fmt_out_text(&said, text);
        snprintf(text, sizeof text, "has %u octets", old ? (unsigned)old->size : 0);
        s7_fmt_out_text(&said, old ? text : "is not declared");
    }
    if (seen.failed || said.failed)
        s7_merge_fail(merge, S7_ERR_LOCAL_MEMORY);
    bool draft = s7_merge_is_draft(declared->owner, declared->purpose);
    bool accepted = !draft && s7_merge_accepts(merge, declared->name);
    if (seen.size && s7_name_set_has(&merge->touched, declared->name))
        seen.size = 0; /* another entry of the seen file has the same address: once is enough */
    if (seen.size && !s7_name_set_add(&merge->touched, declared->name))
        s7_merge_fail(merge, S7_ERR_LOCAL_MEMORY);
    if (seen.size && (draft || accepted))
        widen_dbs(merge, declared, cpu);
    if (seen.size)
        s7_merge_tell(merge,
                      draft      ? S7_MERGE_WIDENED
                      : accepted ? S7_MERGE_ACCEPTED
                                 : S7_MERGE_CONFLICT,
                      &(struct s7_merge_note){.section = declared->is_host ? "hosts" : "cpus",
                                              .name = declared->name,
                                              .seen = seen.text ? seen.text : "",
                                              .declared = said.text ? said.text : "",
                                              .seen_mark = cpu->mark,
                                              .mark = declared->mark});
    free(seen.text);
    free(said.text);
}

static void merge_all(struct s7_merge *merge, const struct s7_match_index *index, const char *key,
                      const struct s7_plant_cpu *cpus, size_t count, struct s7_merge_partner *partners)
{
    const struct s7_node *section = s7_node_member(merge->seen->root, key);
    const struct s7_node *node = section ? section->first : NULL;
    for (size_t i = 0; i < count && !merge->error; i++, node = node->next) {
        partners[i].declared = s7_match_seen(index, &cpus[i]);
        if (partners[i].declared) {
            partners[i].name = partners[i].declared->name;
            compare_dbs(merge, partners[i].declared, &cpus[i]);
        } else {
            add_partner(merge, &cpus[i], node, &partners[i]);
        }
    }
}

void s7_merge_partners(struct s7_merge *merge)
{
    const struct s7_plant *seen = merge->seen->plant;
    struct s7_match_index index;
    merge->hosts = s7_storage_array(&merge->storage, seen->host_count + 1, sizeof *merge->hosts);
    merge->cpus = s7_storage_array(&merge->storage, seen->cpu_count + 1, sizeof *merge->cpus);
    if (!merge->hosts || !merge->cpus || !s7_match_index_make(merge->into->plant, &merge->storage, &index)) {
        s7_merge_fail(merge, S7_ERR_LOCAL_MEMORY);
        return;
    }
    merge_all(merge, &index, "hosts", seen->hosts, seen->host_count, merge->hosts);
    merge_all(merge, &index, "cpus", seen->cpus, seen->cpu_count, merge->cpus);
}
