/* SPDX-License-Identifier: MIT
 *
 * bound.c — the dearest of the ways that an examination can take: it ends at TCP, at the transport connection, at the
 * setup, or goes on to the last check.
 */
#include "doctor/bound.h"

#include <string.h>

#include "doctor/examination.h"
#include "doctor/extent.h"

enum { REQUEST_AND_SETUP = 2, LANGUAGES = 2, MMS_TELEGRAMS = 2 };

static struct s7_doctor_bound sum(struct s7_doctor_bound a, struct s7_doctor_bound b)
{
    return (struct s7_doctor_bound){a.connections + b.connections, a.telegrams + b.telegrams};
}

static struct s7_doctor_bound dearest(struct s7_doctor_bound a, struct s7_doctor_bound b)
{
    return (struct s7_doctor_bound){a.connections > b.connections ? a.connections : b.connections,
                                    a.telegrams > b.telegrams ? a.telegrams : b.telegrams};
}

static bool asks_lists(const struct s7_doctor_config *config)
{
    return !config->szl_at_risk || config->deep;
}

/* A numeric address is the only one. */
static bool is_numeric(const char *host)
{
    return strchr(host, ':') || host[strspn(host, "0123456789.")] == '\0';
}

static struct s7_doctor_bound of_tcp(const struct s7_doctor_config *config)
{
    return (struct s7_doctor_bound){is_numeric(config->host) ? 1 : S7_ADDRESSES, 0};
}

static struct s7_doctor_bound of_no_tcp(const struct s7_doctor_config *config)
{
    return (struct s7_doctor_bound){(config->control_port > 0 ? 1u : 0u) + (config->second_host ? 1u : 0u), 0};
}

/* Each of the others a connection and a telegram; then once the same again, or in other languages. */
static struct s7_doctor_bound of_refusal(const struct s7_doctor_config *config)
{
    unsigned others = (unsigned)s7_check_cotp_tries(config) + (config->deep ? LANGUAGES : 1u);
    return (struct s7_doctor_bound){others, others};
}

static struct s7_doctor_bound of_permission(const struct s7_doctor_config *config)
{
    return (struct s7_doctor_bound){0, config->write_probe ? 3 : 1};
}

static bool was_there(const struct s7_doctor_config *config, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (s7_range_same_area(&config->areas[i].range, &config->areas[index].range))
            return true;
    return false;
}

/*
 * The reads of a data block beside the one of each area: its first octet, and those that halve the way to its end, which
 * go on with each of its areas where they were when an answer was of no use.
 */
static unsigned reads_of_block(const struct s7_doctor_config *config, size_t first)
{
    unsigned reads = 1;
    uint32_t longest = 0;
    for (size_t i = first; config->deep && i < config->area_count; i++) {
        const struct s7_range *range = &config->areas[i].range;
        if (!s7_range_same_area(range, &config->areas[first].range))
            continue;
        longest = s7_extent_of(range) > longest ? s7_extent_of(range) : longest;
        reads++;
    }
    for (; longest > 0; longest /= 2)
        reads++;
    return reads;
}

static struct s7_doctor_bound of_layout(const struct s7_doctor_config *config)
{
    struct s7_doctor_bound bound = {0, (unsigned)config->area_count};
    for (size_t i = 0; i < config->area_count; i++)
        if (config->areas[i].range.area == S7_AREA_DB && !was_there(config, i))
            bound.telegrams += reads_of_block(config, i);
    return bound;
}

static struct s7_doctor_bound of_identity(const struct s7_doctor_config *config)
{
    return asks_lists(config) ? (struct s7_doctor_bound){1, REQUEST_AND_SETUP + 1}
                              : (struct s7_doctor_bound){0, 0};
}

static struct s7_doctor_bound of_resources(const struct s7_doctor_config *config)
{
    struct s7_doctor_bound bound =
        asks_lists(config) ? (struct s7_doctor_bound){0, 2} : (struct s7_doctor_bound){1, REQUEST_AND_SETUP};
    unsigned more = config->max_connections < 2 ? 0 : 1;
    if (config->exhaust > 0)
        more = config->may_exhaust ? config->exhaust - 1 : 0;
    return sum(bound, (struct s7_doctor_bound){more, more});
}

/* The second connection may have been ended by then. */
static struct s7_doctor_bound of_state(const struct s7_doctor_config *config)
{
    unsigned reads = S7_STATE_READS + (config->idle > 0 ? 1u : 0u);
    return (struct s7_doctor_bound){1, REQUEST_AND_SETUP + (asks_lists(config) ? 1u : 0u) + reads};
}

struct s7_doctor_bound s7_bound_reckon(const struct s7_doctor_config *config)
{
    static const struct {
        enum s7_doctor_check check;
        struct s7_doctor_bound (*of)(const struct s7_doctor_config *config);
    } well[] = {{S7_CHECK_PERMISSION, of_permission},
                {S7_CHECK_LAYOUT, of_layout},
                {S7_CHECK_IDENTITY, of_identity},
                {S7_CHECK_RESOURCES, of_resources},
                {S7_CHECK_STATE, of_state}};
    if (config->last < S7_CHECK_TCP)
        return (struct s7_doctor_bound){0, 0};
    struct s7_doctor_bound bound = sum(of_tcp(config), of_no_tcp(config));
    struct s7_doctor_bound way = of_tcp(config);
    if (config->last >= S7_CHECK_LISTENER)
        way.telegrams += REQUEST_AND_SETUP;
    bound = dearest(bound, way);
    if (config->last >= S7_CHECK_COTP)
        bound = dearest(bound, sum(way, of_refusal(config)));
    if (config->last >= S7_CHECK_SETUP)
        bound = dearest(bound, sum(way, (struct s7_doctor_bound){1, MMS_TELEGRAMS}));
    for (size_t i = 0; i < sizeof well / sizeof well[0]; i++)
        if (config->last >= well[i].check)
            way = sum(way, well[i].of(config));
    return dearest(bound, way);
}
