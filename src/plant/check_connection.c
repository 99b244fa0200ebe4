/* SPDX-License-Identifier: MIT
 *
 * Connections and their jobs.  What only the wire can decide (the served CPU) is a warning and never stops a run.
 */
#include "plant/check.h"
#include "plant/kind.h"
#include "value/range.h"

/** One job with the nodes that its areas stand in. */
struct job_nodes {
    const struct s7_node *local;
    const struct s7_node *remote;
    const char *local_key;
    const char *remote_key;
};

static struct job_nodes nodes_of(const struct s7_node *job)
{
    const struct s7_node *put = s7_node_member(job, "put");
    const struct s7_node *get = s7_node_member(job, "get");
    struct job_nodes nodes = {.local_key = put ? "send" : "receive", .remote_key = put ? "to" : "from"};
    nodes.local = s7_node_member(put ? put : get, nodes.local_key);
    nodes.remote = s7_node_member(put ? put : get, nodes.remote_key);
    return nodes;
}

static size_t area_count(const struct s7_node *areas)
{
    return areas->kind == S7_NODE_LIST ? areas->count : 1;
}

static const struct s7_node *area_at(const struct s7_node *areas, size_t index)
{
    const struct s7_node *area = areas->kind == S7_NODE_LIST ? areas->first : areas;
    while (index-- > 0)
        area = area->next;
    return area;
}

/** Every area has a partner of the same length. */
static void check_pairs(struct s7_loader *loader, const struct job_nodes *nodes, struct s7_plant_job *job)
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
        s7_loader_error(loader, area_at(nodes->remote, i)->mark, "%s has %zu octet%s here, %s has %zu%s",
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
    struct job_nodes nodes = nodes_of(node);
    if (nodes.local && nodes.remote)
        check_pairs(loader, &nodes, job);
}

static bool is_optimized(const struct s7_plant_cpu *cpu, const struct s7_range *range)
{
    const struct s7_plant_db *db = range->area == S7_AREA_DB ? s7_plant_find_db(cpu, range->db) : NULL;
    return db && db->optimized;
}

static bool is_protected(const struct s7_plant_cpu *cpu, const struct s7_range *range)
{
    if (range->area == S7_AREA_TIMER || range->area == S7_AREA_COUNTER)
        return cpu->profile && !cpu->profile->timer_counter_write.value;
    const struct s7_plant_db *db = range->area == S7_AREA_DB ? s7_plant_find_db(cpu, range->db) : NULL;
    return db && db->write_protected;
}

static void check_local(struct s7_loader *loader, const struct s7_plant_cpu *cpu, const struct s7_range *range,
                        const struct s7_node *node, const char *key)
{
    struct s7_area_verdict verdict = s7_check_area(cpu, range);
    if (verdict.text[0] && range->area == S7_AREA_DB)
        s7_loader_error(loader, node->mark, "%s: %s", key, verdict.text);
    else if (verdict.text[0]) /* how large the other areas are differs within a family */
        s7_loader_warn(loader, node->mark, "%s: %s; the job will end with STATUS 10 here", key, verdict.text);
    else if (is_optimized(cpu, range))
        s7_loader_warn(loader, node->mark,
                       "%s: DB%u of %s is optimized; a pointer needs a DB with standard access", key,
                       (unsigned)range->db, cpu->name);
}

static void check_remote(struct s7_loader *loader, const struct s7_plant_cpu *cpu, const struct s7_range *range,
                         const struct s7_node *node, const char *key)
{
    struct s7_area_verdict verdict = s7_check_area(cpu, range);
    if (verdict.text[0])
        s7_loader_warn(loader, node->mark, "%s: %s; the job will end with STATUS 8", key, verdict.text);
    else if (is_optimized(cpu, range))
        s7_loader_warn(loader, node->mark, "%s: DB%u of %s is optimized; the job will end with STATUS 8", key,
                       (unsigned)range->db, cpu->name);
}

/** What one call can carry between these two: areas and octets (odd lengths are filled up but for the last). */
static void check_size(struct s7_loader *loader, const struct s7_plant_connection *connection,
                       const struct s7_plant_job *job)
{
    const struct s7_profile *from = connection->from->profile;
    const struct s7_profile *to = connection->to->profile;
    if (!from || !to || job->area_count == 0)
        return;
    uint32_t pdu =
        from->pdu_length.value < to->pdu_length.value ? from->pdu_length.value : to->pdu_length.value;
    size_t most = job->kind == S7_PLANT_PUT ? s7_profile_put_size((uint16_t)pdu, job->area_count)
                                            : s7_profile_get_size((uint16_t)pdu, job->area_count);
    size_t size = 0;
    size_t fill = 0;
    for (size_t i = 0; i < job->area_count; i++) {
        size += s7_range_size(&job->local[i]);
        fill += i + 1 < job->area_count ? s7_range_size(&job->local[i]) % 2 : 0;
    }
    const char *call = job->kind == S7_PLANT_PUT ? "PUT" : "GET";
    if (job->area_count > from->block_areas.value)
        s7_loader_warn(loader, job->mark, "%s has %u area%s per %s", from->display,
                       (unsigned)from->block_areas.value, from->block_areas.value == 1 ? "" : "s", call);
    if (size + fill > most)
        s7_loader_warn(loader, job->mark,
                       "one %s between %s and %s carries %zu octets (PDU length %u), this has %zu%s", call,
                       from->display, to->display, most, (unsigned)pdu, size + fill,
                       fill ? " with fill octets" : "");
}

static void check_areas(struct s7_loader *loader, const struct s7_plant_connection *connection,
                        const struct s7_plant_job *job, const struct s7_node *node)
{
    struct job_nodes nodes = nodes_of(node);
    for (size_t i = 0; i < job->area_count; i++) {
        const struct s7_node *local = area_at(nodes.local, i);
        const struct s7_node *remote = area_at(nodes.remote, i);
        if (job->local[i].bit_count && connection->from)
            check_local(loader, connection->from, &job->local[i], local, nodes.local_key);
        if (!job->remote[i].bit_count || !connection->to)
            continue;
        check_remote(loader, connection->to, &job->remote[i], remote, nodes.remote_key);
        if (job->kind == S7_PLANT_PUT && is_protected(connection->to, &job->remote[i]))
            s7_loader_warn(loader, remote->mark,
                           "%s: this is write-protected in %s; the job will end with STATUS 8",
                           nodes.remote_key, connection->to->name);
    }
}

static void check_served(struct s7_loader *loader, const struct s7_node *to,
                         const struct s7_plant_connection *connection)
{
    const struct s7_plant_cpu *served = connection->to;
    bool has_switch = served->profile && served->profile->put_get_switch.value;
    if (has_switch && !served->put_get)
        s7_loader_warn(loader, to->mark,
                       "to: %s does not permit PUT/GET (put_get: blocked); its jobs will end with STATUS 2",
                       served->name);
    else if (has_switch && served->access_level == S7_PLANT_LEVEL_NONE)
        s7_loader_warn(loader, to->mark,
                       "to: %s serves no PUT/GET at access_level none; its jobs will end with STATUS 2",
                       served->name);
}

void s7_check_connection(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_connection *connection = element;
    if (!node)
        return;
    const struct s7_node *to = s7_node_member(node, "to");
    if (connection->from && connection->from == connection->to)
        s7_loader_error(loader, to->mark, "to: a CPU does not need a connection to itself");
    const struct s7_node *jobs = s7_node_member(node, "jobs");
    const struct s7_node *member = jobs && jobs->kind == S7_NODE_LIST ? jobs->first : NULL;
    for (size_t i = 0; i < connection->job_count && member; i++, member = member->next) {
        const struct s7_plant_job *job = &connection->jobs[i];
        check_areas(loader, connection, job, member);
        if (connection->from && connection->to)
            check_size(loader, connection, job);
    }
    if (connection->to && connection->job_count)
        check_served(loader, to, connection);
}
