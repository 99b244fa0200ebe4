/* SPDX-License-Identifier: MIT */
#include "register/budget.h"

/* The first octet of a TSAP of two says the kind of connection: 01 PG, 02 OP, 03 S7 basic. */
static bool class_of_tsap(const struct s7_plant_tsap *tsap, enum s7_plant_class_name *ret_class)
{
    static const enum s7_plant_class_name classes[] = {
        [1] = S7_PLANT_CLASS_PG, [2] = S7_PLANT_CLASS_OP, [3] = S7_PLANT_CLASS_BASIC};
    if (tsap->length != 2 || tsap->octets[0] == 0 || tsap->octets[0] >= sizeof classes / sizeof classes[0])
        return false;
    *ret_class = classes[tsap->octets[0]];
    return true;
}

enum s7_plant_class_name s7_register_class_of(const struct s7_plant_connection *connection)
{
    enum s7_plant_class_name name = S7_PLANT_CLASS_BASIC;
    if (connection->service == S7_PLANT_SERVICE_HMI)
        return S7_PLANT_CLASS_OP;
    if (connection->service == S7_PLANT_SERVICE_PG)
        return S7_PLANT_CLASS_PG;
    if (!class_of_tsap(&connection->tsap_to, &name) && connection->from->is_host)
        name = connection->from->connection_class;
    return name;
}

const char *s7_register_class_word(enum s7_plant_class_name name)
{
    static const char *const words[S7_BUDGET_CLASSES] = {
        [S7_PLANT_CLASS_BASIC] = "basic", [S7_PLANT_CLASS_OP] = "op", [S7_PLANT_CLASS_PG] = "pg"};
    return words[name];
}

static unsigned used_of(const struct s7_budget_class *class_)
{
    return class_->served + class_->active;
}

static unsigned less(unsigned from, unsigned what)
{
    return from > what ? from - what : 0;
}

/* Free resources that are kept for another class are not there for this one. */
static unsigned spare_of(const struct s7_budget *budget, size_t own)
{
    unsigned spare = less(budget->total, budget->used);
    for (size_t i = 0; i < S7_BUDGET_CLASSES; i++)
        if (i != own)
            spare = less(spare, less(budget->classes[i].reserved, used_of(&budget->classes[i])));
    unsigned allowed = less(budget->classes[own].most, used_of(&budget->classes[own]));
    return budget->classes[own].most && allowed < spare ? allowed : spare;
}

struct s7_budget s7_register_budget(const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    const struct s7_plant_class *const limits[S7_BUDGET_CLASSES] = {
        [S7_PLANT_CLASS_BASIC] = &cpu->basic, [S7_PLANT_CLASS_OP] = &cpu->op, [S7_PLANT_CLASS_PG] = &cpu->pg};
    struct s7_budget budget = {.total = cpu->resources_total};
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        if (connection->to == cpu)
            budget.classes[s7_register_class_of(connection)].served++;
        if (connection->from == cpu)
            budget.classes[S7_PLANT_CLASS_BASIC].active++;
        budget.used += (unsigned)(connection->to == cpu) + (unsigned)(connection->from == cpu);
    }
    for (size_t i = 0; i < S7_BUDGET_CLASSES; i++) {
        budget.classes[i].reserved = limits[i]->reserved;
        budget.classes[i].most = limits[i]->most;
    }
    for (size_t i = 0; i < S7_BUDGET_CLASSES; i++)
        budget.classes[i].spare = spare_of(&budget, i);
    return budget;
}
