/* SPDX-License-Identifier: MIT
 *
 * Faults on demand: each kind with the keys that it needs, and no others.
 */
#include <string.h>

#include "plant/check.h"
#include "plant/kind.h"

enum {
    NEEDS_DB = S7_PLANT_FAULT_NEEDS_DB,
    NEEDS_SIZE = S7_PLANT_FAULT_NEEDS_SIZE,
    NEEDS_CLASS = S7_PLANT_FAULT_NEEDS_CLASS,
    NEEDS_TIME = S7_PLANT_FAULT_NEEDS_TIME
};

unsigned s7_plant_fault_needs(enum s7_plant_fault_kind kind)
{
    static const struct {
        enum s7_plant_fault_kind kind;
        unsigned needs;
    } rows[] = {
        {S7_PLANT_FAULT_DB_OPTIMIZED, NEEDS_DB}, {S7_PLANT_FAULT_DB_SHORT, NEEDS_DB | NEEDS_SIZE},
        {S7_PLANT_FAULT_DB_MISSING, NEEDS_DB},   {S7_PLANT_FAULT_EXHAUSTED, NEEDS_CLASS},
        {S7_PLANT_FAULT_DELAY, NEEDS_TIME},      {S7_PLANT_FAULT_TRUNCATE, NEEDS_SIZE},
        {S7_PLANT_FAULT_TRICKLE, NEEDS_TIME},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].kind == kind)
            return rows[i].needs;
    return 0;
}

void s7_check_fault(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    static const struct {
        const char *key;
        unsigned bit;
    } rows[] = {{"db", NEEDS_DB}, {"size", NEEDS_SIZE}, {"class", NEEDS_CLASS}, {"time", NEEDS_TIME}};
    const struct s7_plant_fault *fault = element;
    const struct s7_node *kind = s7_node_member(node, "kind");
    bool is_first = kind && kind->kind == S7_NODE_SCALAR && strcmp(kind->text, "put_get_blocked") == 0;
    if (!kind || (fault->kind == S7_PLANT_FAULT_PUT_GET_BLOCKED && !is_first)) /* the kind was refused */
        return;
    unsigned needs = s7_plant_fault_needs(fault->kind);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct s7_node *key = s7_node_member(node, rows[i].key);
        if (!key && (needs & rows[i].bit))
            s7_loader_error(loader, kind->mark, "kind: \"%s\" is missing", rows[i].key);
        else if (key && !(needs & rows[i].bit))
            s7_loader_error(loader, key->key->mark, "%s: this kind of fault has none", rows[i].key);
    }
}

void s7_check_fault_dbs(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu)
{
    const struct s7_node *faults = s7_node_member(node, "faults");
    const struct s7_node *member = faults && faults->kind == S7_NODE_MAPPING ? faults->first : NULL;
    for (size_t i = 0; i < cpu->fault_count && member; i++, member = member->next) {
        const struct s7_plant_fault *fault = &cpu->faults[i];
        const struct s7_node *number = s7_node_member(member, "db");
        const struct s7_node *size = s7_node_member(member, "size");
        const struct s7_plant_db *db = s7_plant_find_db(cpu, fault->db);
        if (!number || fault->db == 0)
            continue;
        if (!db)
            s7_loader_error(loader, number->mark, "db: %s has no DB%u", cpu->name, (unsigned)fault->db);
        else if (size && fault->kind == S7_PLANT_FAULT_DB_SHORT && fault->size >= db->size)
            s7_loader_error(loader, size->mark, "size: DB%u of %s has %u octets, fewer are expected here",
                            (unsigned)fault->db, cpu->name, (unsigned)db->size);
    }
}
