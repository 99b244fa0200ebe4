/* SPDX-License-Identifier: MIT
 *
 * A job by itself: one put or one get, whose areas have partners of the same length.
 */
#include "plant/check.h"
#include "plant/kind.h"
#include "value/range.h"

struct s7_job_nodes s7_job_nodes_of(const struct s7_node *job)
{
    const struct s7_node *put = s7_node_member(job, "put");
    const struct s7_node *get = s7_node_member(job, "get");
    struct s7_job_nodes nodes = {.local_key = put ? "send" : "receive", .remote_key = put ? "to" : "from"};
    nodes.local = s7_node_member(put ? put : get, nodes.local_key);
    nodes.remote = s7_node_member(put ? put : get, nodes.remote_key);
    return nodes;
}

static size_t area_count(const struct s7_node *areas)
{
    return areas->kind == S7_NODE_LIST ? areas->count : 1;
}

const struct s7_node *s7_job_area_at(const struct s7_node *areas, size_t index)
{
    const struct s7_node *area = areas->kind == S7_NODE_LIST ? areas->first : areas;
    while (index-- > 0)
        area = area->next;
    return area;
}

/** Every area has a partner of the same length. */
static void check_pairs(struct s7_loader *loader, const struct s7_job_nodes *nodes, struct s7_plant_job *job)
{
    size_t count = area_count(nodes->remote);
    if (count != area_count(nodes->local)) {
        s7_loader_error(loader, nodes->remote->mark, "%s has %zu area%s, %s has %zu", nodes->remote_key, count,
                        count == 1 ? "" : "s", nodes->local_key, area_count(nodes->local));
        return;
    }
    if (count == 0 || count > S7_PLANT_JOB_AREAS)
        return;
    job->area_count = count;
    for (size_t i = 0; i < count; i++) {
        const struct s7_range *local = &job->local[i];
        const struct s7_range *remote = &job->remote[i];
        if (local->bit_count == 0 || remote->bit_count == 0 || local->bit_count == remote->bit_count)
            continue;
        s7_loader_error(loader, s7_job_area_at(nodes->remote, i)->mark, "%s has %zu octet%s here, %s has %zu%s",
                        nodes->remote_key, s7_range_size(remote), s7_range_size(remote) == 1 ? "" : "s",
                        nodes->local_key, s7_range_size(local),
                        s7_range_is_bit(local) != s7_range_is_bit(remote) ? "; one of them is a bit" : "");
    }
}

void s7_check_job(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    struct s7_plant_job *job = element;
    if (!node)
        return;
    const struct s7_node *put = s7_node_member(node, "put");
    const struct s7_node *get = s7_node_member(node, "get");
    if (!put == !get) {
        s7_loader_error(loader, node->mark, "a job is one put or one get");
        return;
    }
    job->kind = put ? S7_PLANT_PUT : S7_PLANT_GET;
    struct s7_job_nodes nodes = s7_job_nodes_of(node);
    if (nodes.local && nodes.remote)
        check_pairs(loader, &nodes, job);
}
