/* SPDX-License-Identifier: MIT */
#include "cli/doctor_zone.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/doctor_evidence.h"
#include "cli/doctor_network.h"
#include "cli/doctor_show.h"
#include "cli/doctor_zone_show.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/wall_clock.h"
#include "firewall/zone.h"
#include "plant/nearest.h"

/* A run from its command line to its exit code. */
struct session {
    const struct s7_arguments *arguments;
    volatile sig_atomic_t *ended;
    FILE *out; /* for people */
    struct s7_doctor_choice choice;
    struct s7_plant *plant;
    struct s7_zone_run run;
    struct s7_evidence_run evidence;
    struct s7_evidence_file file;
};

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static int read_options(struct session *session)
{
    static const char *const foreign[] = {"all",  "connection",  "db",   "idle",
                                          "json", "write-probe", "tsap", "exhaust"};
    const struct s7_arguments *arguments = session->arguments;
    const char *output = s7_arguments_value(arguments, "output");
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        if (s7_arguments_flag(arguments, foreign[i]))
            return s7_command_misuse(arguments->command, "--from excludes --%s", foreign[i]);
    if (arguments->operand_count != 1 || arguments->operands[0][0] == '\0')
        return s7_command_misuse(arguments->command, "--from needs one plant file");
    if (output && s7_arguments_flag(arguments, "dry-run"))
        return s7_command_misuse(arguments->command, "--dry-run excludes --output");
    if (!output && s7_arguments_flag(arguments, "operator"))
        return s7_command_misuse(arguments->command, "--operator is for the evidence: it needs --output");
    session->file.path = output;
    session->out = output && strcmp(output, "-") == 0 ? stderr : stdout;
    session->evidence.operator_name = s7_arguments_value(arguments, "operator");
    return s7_doctor_choice_read(arguments, &session->choice);
}

/* The octets that are hashed are those that are read as a plant. */
static int read_plant(struct session *session)
{
    const char *path = session->arguments->operands[0];
    char *text;
    size_t size;
    int exit_code = s7_cli_read_file(path, &text, &size);
    if (exit_code)
        return exit_code;
    session->evidence.plant_file = path;
    if (!s7_evidence_hash(text, size, session->evidence.plant_hash))
        exit_code = s7_zone_out_of_memory();
    else
        exit_code = s7_cli_load_plant_text(path, text, size, &session->plant);
    free(text);
    return exit_code;
}

static int find_zone(struct session *session)
{
    const char *name = s7_arguments_value(session->arguments, "from");
    const struct s7_plant *plant = session->plant;
    session->run.zone = s7_zone_find(plant, name);
    if (session->run.zone)
        return S7_EXIT_OK;
    struct s7_nearest nearest = s7_nearest_to(name, strlen(name));
    for (size_t i = 0; i < plant->zone_count; i++)
        s7_nearest_try(&nearest, plant->zones[i].name);
    fprintf(stderr, "sieben: %s has no zone called \"%s\"", session->evidence.plant_file, name);
    if (nearest.best)
        fprintf(stderr, "; did you mean \"%s\"?", nearest.best);
    else
        for (size_t i = 0; i < plant->zone_count; i++)
            fprintf(stderr, "%s %s", i ? "," : "; there are", plant->zones[i].name);
    fputs(plant->zone_count ? "\n" : "; it has no zones\n", stderr);
    return S7_EXIT_USAGE;
}

static int permit_type(const struct s7_subject *subject, const struct s7_doctor_choice *choice)
{
    int exit_code = s7_subject_permit_type(subject, choice);
    return exit_code == S7_ARGUMENTS_GO_ON ? S7_EXIT_OK : exit_code;
}

static int read_all(struct session *session)
{
    int exit_code = read_plant(session);
    if (!exit_code)
        exit_code = find_zone(session);
    if (!exit_code && !s7_zone_run_plan(session->plant, session->run.zone, &session->choice, &session->run))
        exit_code = s7_zone_out_of_memory();
    for (size_t i = 0; i < session->run.count && !exit_code; i++)
        if (session->run.trials[i].connection)
            exit_code = permit_type(&session->run.trials[i].subject, &session->choice);
    return exit_code;
}

/* ---- where this machine is --------------------------------------------------------------------------------------- */

static bool is_numeric(const char *host)
{
    unsigned char octets[16];
    return inet_pton(AF_INET, host, octets) == 1 || inet_pton(AF_INET6, host, octets) == 1;
}

/* Before anything is sent; names of hosts would have to be asked for. */
static void say_where(const struct s7_zone_run *run, const struct s7_doctor_network *network)
{
    char before[S7_PROBE_ADDRESS_SIZE] = "";
    for (size_t i = 0; i < run->count; i++) {
        struct s7_probe probe = s7_probe_unknown();
        struct s7_doctor_address address;
        if (!s7_zone_is_tried(&run->trials[i].path) || !is_numeric(run->trials[i].path.to->host))
            continue;
        snprintf(address.text, sizeof address.text, "%s", run->trials[i].path.to->host);
        network->route(network->self, &address, &probe);
        if (probe.local[0] == '\0' || strcmp(probe.local, before) == 0)
            continue;
        memcpy(before, probe.local, sizeof before);
        s7_zone_say_where(stderr, run->zone, probe.local);
    }
}

/* ---- trying ------------------------------------------------------------------------------------------------------ */

static void ask_control(struct s7_zone_trial *trial, const struct s7_doctor_network *network)
{
    struct s7_doctor_address address = {""};
    struct s7_doctor_stream *stream = NULL;
    struct s7_zone_proof *proof = &trial->proof;
    const s7_time timeout = s7_time_earlier(trial->subject.config.connect_timeout, 2 * S7_SECOND);
    proof->result = S7_ZONE_CONTROL_SILENT;
    proof->probe = s7_probe_unknown();
    if (network->resolve(network->self, proof->host, timeout, 1, &address, &proof->probe.sys_errno) == 0)
        return;
    trial->diagnosis->budget.connections++;
    if (network->open(network->self, &address, proof->port, NULL, timeout, &stream, &proof->probe)) {
        network->close(network->self, stream, false, timeout);
        trial->diagnosis->budget.most_open = 1; /* the path itself was not */
        bool same = strcmp(address.text, trial->diagnosis->seen.address.text) == 0;
        proof->result = same ? S7_ZONE_CONTROL_SAME : S7_ZONE_CONTROL_NEAR;
    } else if (proof->probe.sys_errno == ECONNREFUSED && proof->probe.icmp_type < 0) {
        proof->result = S7_ZONE_CONTROL_RESET;
    }
}

static void judge(const struct s7_zone_run *run, size_t number, bool interrupted)
{
    struct s7_zone_trial *trial = &run->trials[number];
    static const struct s7_diagnosis nothing;
    const struct s7_diagnosis *diagnosis = trial->diagnosis ? trial->diagnosis : &nothing;
    const struct s7_zone_case seen = {.path = &trial->path,
                                      .leading = diagnosis->leading,
                                      .failed = diagnosis->leading && diagnosis->failed != S7_CHECK_COUNT,
                                      .interrupted = interrupted,
                                      .control = trial->proof.result,
                                      .port_connected = s7_zone_port_connected(run, number),
                                      .local = diagnosis->seen.probe.local,
                                      .partner = trial->connection ? trial->connection->from : NULL,
                                      .partner_address = s7_zone_partner_address(trial->connection)};
    trial->verdict = s7_zone_judge(&seen, trial->why, sizeof trial->why);
}

/* @return 0, or S7_EXIT_USAGE after saying what this machine lacks */
static int examine(struct session *session, struct s7_zone_trial *trial)
{
    const struct s7_doctor_network network = s7_cli_doctor_network(session->ended);
    struct s7_doctor_config *config = &trial->subject.config;
    trial->diagnosis = malloc(sizeof *trial->diagnosis);
    if (!trial->diagnosis)
        return s7_zone_out_of_memory();
    config->progress = trial->connection ? s7_doctor_live : s7_zone_live;
    int error = s7_doctor_run(config, &network, trial->diagnosis);
    s7_progress_stop();
    if (error != S7_OK) {
        fprintf(stderr, "sieben doctor: %s: %s\n", trial->subject.title, s7_error_text(error));
        return S7_EXIT_USAGE;
    }
    const struct s7_finding *leading = trial->diagnosis->leading;
    if (trial->proof.host && leading && s7_zone_wants_control(leading->sign) && !*session->ended)
        ask_control(trial, &network);
    return S7_EXIT_OK;
}

static int try_one(struct session *session, size_t number)
{
    struct s7_zone_trial *trial = &session->run.trials[number];
    int exit_code = S7_EXIT_OK;
    trial->at = s7_wall_clock_ms();
    s7_zone_announce(stderr, &session->run, number);
    if (s7_zone_is_tried(&trial->path))
        exit_code = examine(session, trial);
    if (exit_code)
        return exit_code;
    bool cut_off = trial->diagnosis && *session->ended;
    judge(&session->run, number, cut_off);
    session->run.done++;
    session->run.interrupted |= cut_off;
    s7_zone_say_verdict(session->out, trial);
    return s7_evidence_write(&session->file, s7_evidence_path(&session->evidence, &session->run, number));
}

static int try_all(struct session *session)
{
    const struct s7_doctor_network network = s7_cli_doctor_network(session->ended);
    int exit_code = s7_evidence_write(&session->file, s7_evidence_begin(&session->evidence, &session->run));
    if (exit_code)
        return exit_code;
    say_where(&session->run, &network);
    for (size_t i = 0; i < session->run.count && !*session->ended && !exit_code; i++)
        exit_code = try_one(session, i);
    if (exit_code)
        return exit_code;
    session->run.interrupted |= session->run.done < session->run.count;
    return s7_evidence_write(&session->file,
                             s7_evidence_summary(&session->evidence, &session->run, s7_wall_clock_ms()));
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static void begin_evidence(struct s7_evidence_run *evidence)
{
    evidence->started = s7_wall_clock_ms();
    if (gethostname(evidence->host, sizeof evidence->host) != 0)
        evidence->host[0] = '\0';
    evidence->host[sizeof evidence->host - 1] = '\0';
    snprintf(evidence->id, sizeof evidence->id, "%lld-%ld-%.64s", (long long)evidence->started, (long)getpid(),
             evidence->host);
}

static int exit_code_of(const struct session *session)
{
    if (session->run.interrupted)
        return S7_EXIT_INTERRUPTED;
    size_t bad =
        s7_zone_count(&session->run, S7_ZONE_FAIL) + s7_zone_count(&session->run, S7_ZONE_INCONCLUSIVE);
    return bad ? S7_EXIT_FINDINGS : S7_EXIT_OK;
}

static int run_zone(struct session *session)
{
    const char *report = s7_arguments_value(session->arguments, "report");
    int exit_code = s7_evidence_open(session->file.path, &session->file);
    if (exit_code)
        return exit_code;
    begin_evidence(&session->evidence);
    exit_code = try_all(session);
    s7_evidence_close(&session->file);
    if (session->run.done)
        s7_zone_print(session->out, &session->run);
    if (report && s7_zone_write_report(report, &session->run))
        exit_code = S7_EXIT_USAGE;
    return exit_code ? exit_code : exit_code_of(session);
}

int s7_doctor_zone(const struct s7_arguments *arguments, volatile sig_atomic_t *ended)
{
    struct session session = {.arguments = arguments, .ended = ended};
    int exit_code = read_options(&session);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    exit_code = read_all(&session);
    if (!exit_code && s7_arguments_flag(arguments, "dry-run"))
        s7_zone_print_plan(session.out, &session.run);
    else if (!exit_code)
        exit_code = run_zone(&session);
    s7_zone_run_free(&session.run);
    if (session.plant)
        s7_plant_free(session.plant);
    return exit_code;
}
