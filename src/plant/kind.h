/* SPDX-License-Identifier: MIT
 *
 * plant/kind.h — one reader per row of defs/kind.def, and one check per element that has one.
 */
#ifndef PLANT_KIND_H
#define PLANT_KIND_H

#include "plant/load.h"
#include "plant/schema.h"
#include "plant/tree.h"

#define S7_KIND(name, shown, absent_too, shape, pattern)                                                       \
    void s7_kind_##name(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,  \
                        void *element);
#include "plant/defs/kind.def"
#undef S7_KIND

void s7_check_nothing(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_cpu(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_resources(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_profile(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_host(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_alarm(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_szl(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_fault(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_exception(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_simulation(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_connection(struct s7_loader *loader, const struct s7_node *node, void *element);
void s7_check_job(struct s7_loader *loader, const struct s7_node *node, void *element);

#endif
