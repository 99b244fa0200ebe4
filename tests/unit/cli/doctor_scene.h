/* SPDX-License-Identifier: MIT
 *
 * unit/cli/doctor_scene.h — a partner and what was found of it, said by the test.
 */
#ifndef UNIT_CLI_DOCTOR_SCENE_H
#define UNIT_CLI_DOCTOR_SCENE_H

#include <stdio.h>

#include "cli/doctor_show.h"

static struct s7_subject scene_subject;
static struct s7_diagnosis scene;

static inline void scene_healthy(void)
{
    scene_subject = (struct s7_subject){.title = "OVEN (10.1.1.11:102)", .name = "OVEN", .connection = "C-001"};
    s7_doctor_config_default(&scene_subject.config);
    snprintf(scene_subject.host, sizeof scene_subject.host, "10.1.1.11");
    scene_subject.config.host = scene_subject.host;
    scene = (struct s7_diagnosis){.failed = S7_CHECK_COUNT, .rules_out = "", .elapsed = 1900 * S7_MILLISECOND};
    scene.budget = (struct s7_doctor_budget){.connections = 3, .most_open = 2, .telegrams = 20};
    for (size_t i = 0; i < S7_CHECK_COUNT; i++)
        scene.steps[i] = (struct s7_diagnosis_step){.check = (enum s7_doctor_check)i,
                                                    .verdict = S7_VERDICT_OK,
                                                    .elapsed = 12 * S7_MILLISECOND,
                                                    .confidence = S7_CERTAIN,
                                                    .evidence = "as expected"};
}

/* PUT/GET is refused; two causes. */
static inline void scene_refused(void)
{
    scene_healthy();
    scene.steps[S7_CHECK_PERMISSION].verdict = S7_VERDICT_FAIL;
    scene.steps[S7_CHECK_PERMISSION].confidence = S7_LIKELY;
    scene.findings[0] = (struct s7_finding){.check = S7_CHECK_PERMISSION,
                                            .sign = S7_SIGN_ACCESS_REFUSED,
                                            .name = "",
                                            .evidence = "reading MB0 is refused"};
    scene.finding_count = 1;
    scene.leading = &scene.findings[0];
    scene.failed = S7_CHECK_PERMISSION;
    scene.rules_out = "the network";
    scene.hypotheses[0] = (struct s7_hypothesis){
        .cause = S7_CAUSE_PUT_GET_OFF, .confidence = S7_LIKELY, .remedy = "tick it|load it"};
    scene.hypotheses[1] = (struct s7_hypothesis){
        .cause = S7_CAUSE_COMPLETE_PROTECTION, .confidence = S7_POSSIBLE, .remedy = "lower the level"};
    scene.hypothesis_count = 2;
}

#endif
