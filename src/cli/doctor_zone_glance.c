/* SPDX-License-Identifier: MIT */
#include "cli/doctor_zone_glance.h"

#include <stdlib.h>

#include "cli/doctor_zone_show.h"
#include "firewall/zone.h"

static const struct s7_plant_connection *first_that_leads(const struct s7_plant *plant,
                                                          const struct s7_path *path)
{
    for (size_t i = 0; i < plant->connection_count; i++)
        if (s7_path_carries(plant, path, &plant->connections[i]))
            return &plant->connections[i];
    return NULL;
}

bool s7_zone_glance(const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                    const struct s7_diagnosis *diagnosis, struct s7_zone_trial *ret_trial)
{
    const char *local = diagnosis->seen.probe.local;
    const struct s7_plant_zone *zone = s7_zone_of_address(plant, local);
    if (!zone || !s7_path_has_target(plant, cpu))
        return false;
    struct s7_zone_trial trial = {.path = s7_path_expect(plant, zone, cpu)};
    if (!s7_zone_is_tried(&trial.path))
        return false;
    /* What fails above TCP was let through. */
    bool forbidden = trial.path.expectation == S7_PATH_FORBIDDEN;
    trial.connection = first_that_leads(plant, &trial.path);
    const struct s7_zone_case seen = {.path = &trial.path,
                                      .leading = diagnosis->leading,
                                      .failed = forbidden ? diagnosis->failed <= S7_CHECK_TCP
                                                          : diagnosis->failed != S7_CHECK_COUNT,
                                      .interrupted = diagnosis->interrupted,
                                      .control = S7_ZONE_CONTROL_NONE,
                                      .local = local,
                                      .partner = trial.connection ? trial.connection->from : NULL,
                                      .partner_address = s7_zone_partner_address(trial.connection)};
    trial.verdict = s7_zone_judge(&seen, trial.why, sizeof trial.why);
    *ret_trial = trial;
    return true;
}

void s7_zone_tell_glances(struct s7_report *report, const struct s7_plant *plant,
                          const struct s7_patient *patients, size_t count)
{
    struct s7_zone_trial *trials = calloc(count ? count : 1, sizeof *trials);
    size_t seen = 0;
    for (size_t i = 0; trials && i < count; i++) {
        const struct s7_plant_cpu *cpu = s7_plant_find_cpu(plant, patients[i].subject->name);
        seen += cpu && s7_zone_glance(plant, cpu, &patients[i].diagnosis, &trials[seen]);
    }
    if (trials)
        s7_zone_tell_matrix(report, plant, trials, seen);
    free(trials);
}
