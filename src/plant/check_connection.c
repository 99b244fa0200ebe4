/* SPDX-License-Identifier: MIT
 *
 * Connections and their jobs.  What only the wire can decide (the served CPU) is a warning and never stops a run.
 */
#include "plant/check.h"
#include "plant/kind.h"
#include "value/range.h"

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
        s7_loader_warn(loader, S7_PLANT_TOPIC_LOCAL, node->mark, "%s: %s; the job will end with STATUS 10 here",
                       key, verdict.text);
    else if (is_optimized(cpu, range))
        s7_loader_warn(loader, S7_PLANT_TOPIC_LOCAL, node->mark,
                       "%s: DB%u of %s is optimized; a pointer needs a DB with standard access", key,
                       (unsigned)range->db, cpu->name);
}

static void check_remote(struct s7_loader *loader, const struct s7_plant_cpu *cpu, const struct s7_range *range,
                         const struct s7_node *node, const char *key)
{
    struct s7_area_verdict verdict = s7_check_area(cpu, range);
    if (verdict.text[0])
        s7_loader_warn(loader, S7_PLANT_TOPIC_ABSENT, node->mark, "%s: %s; the job will end with STATUS 8", key,
                       verdict.text);
    else if (is_optimized(cpu, range))
        s7_loader_warn(loader, S7_PLANT_TOPIC_ABSENT, node->mark,
                       "%s: DB%u of %s is optimized; the job will end with STATUS 8", key, (unsigned)range->db,
                       cpu->name);
}

static void check_areas(struct s7_loader *loader, const struct s7_plant_connection *connection,
                        const struct s7_plant_job *job, const struct s7_node *node)
{
    struct s7_job_nodes nodes = s7_job_nodes_of(node);
    for (size_t i = 0; i < job->area_count; i++) {
        const struct s7_node *local = s7_job_area_at(nodes.local, i);
        const struct s7_node *remote = s7_job_area_at(nodes.remote, i);
        if (job->local[i].bit_count && connection->from)
            check_local(loader, connection->from, &job->local[i], local, nodes.local_key);
        if (!job->remote[i].bit_count || !connection->to)
            continue;
        check_remote(loader, connection->to, &job->remote[i], remote, nodes.remote_key);
        if (job->kind == S7_PLANT_PUT && is_protected(connection->to, &job->remote[i]))
            s7_loader_warn(loader, S7_PLANT_TOPIC_PROTECTED, remote->mark,
                           "%s: this is write-protected in %s; the job will end with STATUS 8",
                           nodes.remote_key, connection->to->name);
    }
}

static void check_served(struct s7_loader *loader, const struct s7_node *to,
                         const struct s7_plant_connection *connection)
{
    const struct s7_plant_cpu *served = connection->to;
    bool has_switch = served->profile && served->profile->put_get_switch.value;
    bool level_stops = served->profile && served->profile->level_stops_put_get.value;
    if (has_switch && !served->put_get)
        s7_loader_warn(loader, S7_PLANT_TOPIC_PUT_GET, to->mark,
                       "to: %s does not permit PUT/GET (put_get: blocked); its jobs will end with STATUS 2",
                       served->name);
    else if (level_stops && served->access_level == S7_PLANT_LEVEL_NONE)
        s7_loader_warn(loader, S7_PLANT_TOPIC_LEVEL, to->mark,
                       "to: %s serves no PUT/GET at access_level none; its jobs will end with STATUS 2",
                       served->name);
}

/** Jobs are PUT and GET calls of this program or of a CPU, which needs memory for what they move. */
static void check_service(struct s7_loader *loader, const struct s7_node *node,
                          const struct s7_plant_connection *connection)
{
    const struct s7_node *jobs = s7_node_member(node, "jobs");
    const struct s7_node *service = s7_node_member(node, "service");
    const struct s7_plant_cpu *ends[] = {connection->from, connection->to};
    const struct s7_node *job = jobs->first;
    if (connection->service > S7_PLANT_SERVICE_PUT)
        s7_loader_error(loader, jobs->key->mark,
                        "jobs: jobs run with service put_get, get or put, this connection has %s",
                        s7_loader_excerpt(service).text);
    for (size_t i = 0; i < connection->job_count && job; i++, job = job->next) {
        bool is_put = connection->jobs[i].kind == S7_PLANT_PUT;
        if ((connection->service == S7_PLANT_SERVICE_GET && is_put) ||
            (connection->service == S7_PLANT_SERVICE_PUT && !is_put))
            s7_loader_error(loader, job->mark, "a %s, but the service of the connection is %s",
                            is_put ? "put" : "get", s7_loader_excerpt(service).text);
    }
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (ends[i] && ends[i]->is_host && ends[i]->db_count == 0)
            s7_loader_error(loader, jobs->key->mark,
                            "jobs: %s is a host without dbs: it has no memory that could be sent or received",
                            ends[i]->name);
}

static bool same_id(const void *one, const void *other)
{
    const struct s7_plant_connection *a = one;
    const struct s7_plant_connection *b = other;
    return a->from == b->from && a->local_id == b->local_id;
}

/** The ID of a connection is its own in the active CPU. */
static void check_local_id(struct s7_loader *loader, const struct s7_node *node,
                           const struct s7_plant_connection *connection)
{
    if (!connection->local_id || !connection->from)
        return;
    uint32_t hash = s7_index_hash_text(connection->local_id, connection->from->name);
    const struct s7_plant_connection *other =
        s7_index_add(&loader->local_ids, loader->findings->storage, hash, connection, same_id);
    if (other)
        s7_loader_error(loader, s7_node_member(node, "local_id")->mark,
                        "local_id: %s of %s has the same one (W#16#%X)", other->id, connection->from->name,
                        (unsigned)connection->local_id);
}

static void check_jobs(struct s7_loader *loader, const struct s7_node *jobs,
                       const struct s7_plant_connection *connection)
{
    const struct s7_node *member = jobs->first;
    for (size_t i = 0; i < connection->job_count && member; i++, member = member->next) {
        const struct s7_plant_job *job = &connection->jobs[i];
        check_areas(loader, connection, job, member);
        if (connection->from && connection->to)
            s7_check_job_size(loader, connection, job);
    }
}

void s7_check_connection(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_connection *connection = element;
    if (!node)
        return;
    const struct s7_node *to = s7_node_member(node, "to");
    const struct s7_node *jobs = s7_node_member(node, "jobs");
    if (connection->from && connection->from == connection->to)
        s7_loader_error(loader, to->mark, "to: a CPU does not need a connection to itself");
    check_local_id(loader, node, connection);
    if (connection->to) {
        s7_check_ranges(loader, S7_PLANT_TOPIC_ABSENT, "reads", s7_node_member(node, "reads"), connection->to,
                        connection->reads, connection->read_count);
        s7_check_ranges(loader, S7_PLANT_TOPIC_ABSENT, "writes", s7_node_member(node, "writes"), connection->to,
                        connection->writes, connection->write_count);
    }
    if (!jobs || connection->job_count == 0)
        return;
    check_service(loader, node, connection);
    check_jobs(loader, jobs, connection);
    if (connection->to)
        check_served(loader, to, connection);
}
