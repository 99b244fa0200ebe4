/* SPDX-License-Identifier: MIT
 *
 * check_budget.c — connection resources: each connection takes one at both of its ends, and what is kept for one class
 * is not there for another.
 */
#include "register/budget.h"
#include "register/checking.h"

enum { NEARLY_PERCENT = 80 };

/** Connections of one CPU by class. */
struct usage {
    unsigned used[S7_BUDGET_CLASSES];
};

static struct usage *count_all(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    struct usage *usages =
        s7_storage_array(&checking->scratch, plant->cpu_count + plant->host_count, sizeof *usages);
    for (size_t i = 0; usages && i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        usages[s7_checking_number(plant, connection->to)].used[s7_register_class_of(connection)]++;
        usages[s7_checking_number(plant, connection->from)].used[S7_PLANT_CLASS_BASIC]++;
    }
    return usages;
}

static void check_cpu(struct s7_checking *checking, const struct s7_plant_cpu *cpu, const struct usage *usage)
{
    const struct s7_plant_class *const limits[S7_BUDGET_CLASSES] = {
        [S7_PLANT_CLASS_BASIC] = &cpu->basic, [S7_PLANT_CLASS_OP] = &cpu->op, [S7_PLANT_CLASS_PG] = &cpu->pg};
    unsigned used = 0, kept = 0;
    bool over_class = false;
    for (size_t i = 0; i < S7_BUDGET_CLASSES; i++) {
        used += usage->used[i];
        kept += limits[i]->reserved > usage->used[i] ? limits[i]->reserved - usage->used[i] : 0U;
        if (limits[i]->most == 0 || usage->used[i] <= limits[i]->most)
            continue;
        over_class = true;
        s7_checking_on_partner(checking, S7R_BUDGET, cpu, "%u connections of class %s, and %u are possible",
                               usage->used[i], s7_register_class_word((enum s7_plant_class_name)i),
                               (unsigned)limits[i]->most);
    }
    unsigned available = cpu->resources_total > kept ? cpu->resources_total - kept : 0;
    if (used > available)
        s7_checking_on_partner(checking, S7R_BUDGET, cpu,
                               "%u connections; there are %u resources, of which %u are kept for other classes",
                               used, (unsigned)cpu->resources_total, kept);
    else if (!over_class && used * 100 > available * NEARLY_PERCENT)
        s7_checking_on_partner(checking, S7R_NEARLY, cpu, "%u of %u connection resources are used", used,
                               available);
}

void s7_check_budget(struct s7_checking *checking)
{
    const struct s7_plant_cpu *cpu;
    const struct usage *usages = count_all(checking);
    for (size_t i = 0; usages && (cpu = s7_checking_partner(checking->plant, i)) != NULL; i++)
        check_cpu(checking, cpu, &usages[i]);
}
