/* SPDX-License-Identifier: MIT */
#include "doctor/doctor.h"

#include "doctor/examination.h"
#include "doctor/line.h"
#include "doctor/verdict.h"

enum { PORT = 102, TRIES = 6, CONNECTIONS = 2 };

void s7_doctor_config_default(struct s7_doctor_config *config)
{
    *config = (struct s7_doctor_config){.port = PORT,
                                        .connection_class = S7_CLASS_BASIC,
                                        .slot = 1,
                                        .max_connections = CONNECTIONS,
                                        .tries = TRIES,
                                        .connect_timeout = 4 * S7_SECOND,
                                        .answer_timeout = 3 * S7_SECOND,
                                        .pace = 100 * S7_MILLISECOND,
                                        .last = (enum s7_doctor_check)(S7_CHECK_COUNT - 1)};
}

static void (*const runs[])(struct s7_examination *examination) = {
    [S7_CHECK_NAME] = s7_check_name_run,
    [S7_CHECK_ROUTE] = s7_check_route_run,
    [S7_CHECK_TCP] = s7_check_tcp_run,
    [S7_CHECK_LISTENER] = s7_check_listener_run,
    [S7_CHECK_COTP] = s7_check_cotp_run,
    [S7_CHECK_SETUP] = s7_check_setup_run,
    [S7_CHECK_PERMISSION] = s7_check_permission_run,
    [S7_CHECK_LAYOUT] = s7_check_layout_run,
    [S7_CHECK_IDENTITY] = s7_check_identity_run,
    [S7_CHECK_RESOURCES] = s7_check_resources_run,
    [S7_CHECK_STATE] = s7_check_state_run,
};

_Static_assert(sizeof runs / sizeof runs[0] == S7_CHECK_COUNT, "a check has no function");

static bool config_valid(const struct s7_doctor_config *config)
{
    struct s7_client_config client;
    s7_client_config_default(&client);
    client.connection_class = config->connection_class;
    client.rack = config->rack;
    client.slot = config->slot;
    client.local_tsap = config->local_tsap;
    client.remote_tsap = config->remote_tsap;
    client.pdu_length = config->pdu_length > 0 ? config->pdu_length : client.pdu_length;
    client.amq = config->amq > 0 ? config->amq : 1;
    for (size_t i = 0; i < config->area_count; i++)
        if (!s7_range_transferable(&config->areas[i].range))
            return false;
    return config->host && config->host[0] && config->port > 0 && config->connect_timeout > 0 &&
           config->answer_timeout > 0 && config->pace >= 0 && config->idle >= 0 &&
           (!config->write_probe || config->write_probe->bit_count == 8) && s7_client_size(&client) > 0;
}

static void tell(const struct s7_examination *examination, const struct s7_diagnosis_step *step, bool ended)
{
    const struct s7_doctor_config *config = examination->config;
    if (config->progress)
        config->progress(config->user, step, ended);
}

/* A check that was cut off says nothing, unless it had found something before. */
static void give_up(struct s7_examination *examination, struct s7_diagnosis_step *step)
{
    if (!s7_examination_ended(examination))
        return;
    examination->diagnosis->interrupted = true;
    if (step->verdict <= S7_VERDICT_SKIPPED)
        s7_examination_skip(examination, "interrupted");
}

static void run_check(struct s7_examination *examination, enum s7_doctor_check check)
{
    struct s7_diagnosis_step *step = &examination->diagnosis->steps[check];
    *step = (struct s7_diagnosis_step){.check = check, .verdict = S7_VERDICT_SKIPPED};
    examination->check = check;
    step->began = s7_examination_now(examination);
    if (check > examination->config->last) {
        s7_examination_note(examination, "not asked for");
        return;
    }
    bool cut_off = !examination->over && s7_examination_ended(examination);
    examination->diagnosis->interrupted |= cut_off;
    if (examination->over || cut_off) {
        s7_examination_note(examination, "not reached");
        return;
    }
    tell(examination, step, false);
    step->verdict = S7_VERDICT_OK;
    runs[check](examination);
    give_up(examination, step);
    step->elapsed = s7_examination_now(examination) - step->began;
    tell(examination, step, true);
}

int s7_doctor_run(const struct s7_doctor_config *config, const struct s7_doctor_network *network,
                  struct s7_diagnosis *ret_diagnosis)
{
    struct s7_examination examination = {.config = config, .network = network, .diagnosis = ret_diagnosis};
    if (!config_valid(config))
        return S7_ERR_LOCAL_ARGUMENT;
    *ret_diagnosis = (struct s7_diagnosis){.failed = S7_CHECK_COUNT, .rules_out = ""};
    s7_time began = s7_examination_now(&examination);
    for (int check = 0; check < S7_CHECK_COUNT; check++)
        run_check(&examination, (enum s7_doctor_check)check);
    s7_line_close(&examination, &examination.line);
    s7_line_close(&examination, &examination.second);
    s7_verdict_reach(config, ret_diagnosis);
    ret_diagnosis->elapsed = s7_examination_now(&examination) - began;
    return examination.out_of_memory ? S7_ERR_LOCAL_MEMORY : S7_OK;
}
