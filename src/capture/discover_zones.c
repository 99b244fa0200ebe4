/* SPDX-License-Identifier: MIT
 *
 * discover_zones.c — a zone for every net: the one that the known plant has for a partner in it, else a proposed one.
 *
 * Members are ordered by address, so those of a net stand together.
 */
#include <stdlib.h>

#include "capture/discover_model.h"

static bool same_net(const struct s7_discover_member *a, const struct s7_discover_member *b)
{
    struct s7_station net_a = s7_discover_net(&a->shown);
    struct s7_station net_b = s7_discover_net(&b->shown);
    return s7_station_same_host(&net_a, &net_b);
}

static size_t zone_of_known(struct s7_discover_model *model, const struct s7_plant_zone *known)
{
    size_t i = 0;
    while (i < model->zone_count && model->zones[i].known != known)
        i++;
    if (i == model->zone_count)
        model->zones[model->zone_count++] = (struct s7_discover_zone){.known = known};
    return i;
}

/** The zone of those in a net that the known plant does not place. */
static size_t zone_of_net(struct s7_discover_model *model, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (model->members[i].known && model->members[i].known->zone)
            return zone_of_known(model, model->members[i].known->zone);
    model->zones[model->zone_count++] =
        (struct s7_discover_zone){.net = s7_discover_net(&model->members[first].shown)};
    return model->zone_count - 1;
}

int s7_discover_place(struct s7_discover_model *model)
{
    if (!model->config->zones)
        return S7_OK;
    model->zones = calloc(model->member_count + 1, sizeof *model->zones);
    if (!model->zones)
        return S7_ERR_LOCAL_MEMORY;
    for (size_t first = 0, end; first < model->member_count; first = end) {
        for (end = first + 1; end < model->member_count; end++)
            if (!same_net(&model->members[first], &model->members[end]))
                break;
        size_t usual = zone_of_net(model, first, end);
        for (size_t i = first; i < end; i++) {
            const struct s7_plant_cpu *known = model->members[i].known;
            model->members[i].zone = known && known->zone ? zone_of_known(model, known->zone) : usual;
        }
    }
    return S7_OK;
}
