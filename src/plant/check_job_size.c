/* SPDX-License-Identifier: MIT
 *
 * What one call carries between two CPUs, and what the served one moves as one (consistency).
 */
#include "plant/check.h"
#include "plant/kind.h"
#include "value/range.h"

/** The PDU length that both will agree on. */
static uint32_t pdu_length_of(const struct s7_plant_connection *connection)
{
    uint32_t asked =
        connection->pdu_length ? connection->pdu_length : connection->from->profile->pdu_length.value;
    uint32_t most = connection->to->profile->pdu_length.value;
    return asked < most ? asked : most;
}

/** Octets of all areas; *ret_fill: how many more are sent, as odd lengths are filled up but for the last. */
static size_t size_of(const struct s7_plant_job *job, size_t *ret_fill)
{
    size_t size = 0;
    *ret_fill = 0;
    for (size_t i = 0; i < job->area_count; i++) {
        size += s7_range_size(&job->local[i]);
        *ret_fill += i + 1 < job->area_count ? s7_range_size(&job->local[i]) % 2 : 0;
    }
    return size;
}

/** Octets that one call of this kind carries, whatever the number of areas that its block has. */
static size_t most_of(const struct s7_profile *from, const struct s7_plant_job *job, uint32_t pdu)
{
    bool is_put = job->kind == S7_PLANT_PUT;
    uint32_t limit = is_put ? from->put_most.value : from->get_most.value;
    size_t most = is_put ? s7_profile_put_size((uint16_t)pdu, job->area_count)
                         : s7_profile_get_size((uint16_t)pdu, job->area_count);
    return limit && limit < most ? limit : most;
}

void s7_check_job_size(struct s7_loader *loader, const struct s7_plant_connection *connection,
                       const struct s7_plant_job *job)
{
    const struct s7_profile *from = connection->from->profile;
    const struct s7_profile *to = connection->to->profile;
    if (!from || !to || job->area_count == 0)
        return;
    uint32_t pdu = pdu_length_of(connection);
    const char *call = job->kind == S7_PLANT_PUT ? "PUT" : "GET";
    size_t most = most_of(from, job, pdu);
    size_t fill = 0;
    size_t size = size_of(job, &fill);
    if (job->area_count > from->block_areas.value)
        s7_loader_warn(loader, S7_PLANT_TOPIC_BLOCK_AREAS, job->mark, "%s has %u area%s per %s", from->display,
                       (unsigned)from->block_areas.value, from->block_areas.value == 1 ? "" : "s", call);
    if (size + fill > most)
        s7_loader_warn(
            loader, S7_PLANT_TOPIC_SPLIT, job->mark,
            "one %s between %s and %s carries %zu octets (PDU length %u), this has %zu%s: the block in a "
            "CPU answers STATUS 4, sieben run moves it all the same, but not as one",
            call, from->display, to->display, most, (unsigned)pdu, size + fill,
            fill ? " with fill octets" : "");
    else if (to->consistency.value && size > to->consistency.value)
        s7_loader_warn(loader, S7_PLANT_TOPIC_CONSISTENCY, job->mark,
                       "%s (%s) moves %u octets of a %s as one, this has %zu", connection->to->name,
                       to->display, (unsigned)to->consistency.value, call, size);
}
