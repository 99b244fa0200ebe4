/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/cpu_name.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/szl_document.h"
#include "cli/szl_print.h"

enum { MODE = 0x0424, STATE = 0x0132, PROTECTION = 0x0004, TEXT_SIZE = 80 };

enum action { ACTION_STATUS, ACTION_START, ACTION_STOP, ACTIONS };

static const char *const action_words[ACTIONS] = {"status", "start", "stop"};
static const char *const action_done[ACTIONS] = {NULL, "started", "stopped"};

/* What is known of the CPU's state; "": not told. */
struct state {
    char mode[TEXT_SIZE], mode_switch[TEXT_SIZE], level[TEXT_SIZE];
};

/* What became of start and stop. */
enum fate { FATE_NOT_DONE, FATE_DONE, FATE_UNKNOWN };

struct job {
    struct s7_online *online;
    enum action action;
    bool cold;
    const char *confirm; /* NULL: to be asked for */
    struct s7_cpu_name name;
    struct state state;
    enum fate fate;
    struct s7_fault fault;
    const char *note;
};

/* ---- state --------------------------------------------------------------------------------------------------- */

static bool read_mode(struct job *job)
{
    struct s7_szl_answer answer;
    s7_szl_answer_read(job->online->client, MODE, 0, &answer);
    s7_szl_answer_find(&answer, -1, "mode", job->state.mode, sizeof job->state.mode);
    job->fault = answer.fault;
    job->note = s7_szl_answer_note(&answer);
    s7_szl_answer_free(&answer);
    return job->fault.error == S7_OK;
}

/* A CPU without it has told its mode; only a connection that is lost meanwhile is a fault. */
static void read_protection(struct job *job)
{
    struct s7_szl_answer answer;
    s7_szl_answer_read(job->online->client, STATE, PROTECTION, &answer);
    s7_szl_answer_find(&answer, -1, "mode_switch", job->state.mode_switch, sizeof job->state.mode_switch);
    s7_szl_answer_find(&answer, -1, "level", job->state.level, sizeof job->state.level);
    if (answer.fault.error != S7_OK && !s7_szl_answer_lacking(&answer))
        job->fault = answer.fault;
    s7_szl_answer_free(&answer);
}

static void ask_status(struct job *job)
{
    if (s7_online_open(job->online, &job->fault) == S7_OK && read_mode(job))
        read_protection(job);
}

/* ---- start and stop ------------------------------------------------------------------------------------------ */

static bool confirmed(const struct job *job)
{
    char question[S7_TARGET_LABEL_SIZE + 120], typed[S7_TARGET_LABEL_SIZE];
    const char *given = job->confirm;
    snprintf(question, sizeof question,
             "type the name of the CPU to %s it (%s, %s):", action_words[job->action], job->name.text,
             s7_cpu_name_source(&job->name));
    if (!given && s7_ask_line(question, typed, sizeof typed))
        given = typed;
    if (given && strcmp(given, job->name.text) == 0)
        return true;
    if (given && given[0])
        fprintf(stderr, "the CPU at %s is called \"%s\" (%s), not \"%s\"\n", job->online->route.label,
                job->name.text, s7_cpu_name_source(&job->name), given);
    return false;
}

/* Refused, or not even sent: nothing has changed.  Without an answer nobody knows. */
static enum fate fate_of(const struct s7_fault *fault)
{
    bool sent = s7_error_layer(fault->error) != S7_LAYER_LOCAL;
    bool answered = fault->peer_code != 0 || fault->item_code != 0;
    return sent && !answered ? FATE_UNKNOWN : FATE_NOT_DONE;
}

static void send_action(struct job *job)
{
    struct s7_posix_client *client = job->online->client;
    int error = job->action == ACTION_STOP ? s7_posix_stop(client, &job->fault)
                                           : s7_posix_start(client, job->cold, &job->fault);
    if (error != S7_OK) {
        job->fate = fate_of(&job->fault);
        return;
    }
    job->fate = FATE_DONE;
    read_mode(job); /* what it is in now; that it was done does not depend on it */
    job->fault = (struct s7_fault){.error = S7_OK};
    job->note = NULL;
}

static void change_mode(struct job *job)
{
    if (!job->confirm && !s7_ask_possible()) { /* before anything is sent: nobody could answer */
        job->fault.error = S7_ERR_LOCAL_DENIED;
        return;
    }
    if (s7_cpu_name_find(job->online, &job->name, &job->fault, &job->note) != S7_OK)
        return;
    if (!confirmed(job)) {
        job->fault.error = S7_ERR_LOCAL_DENIED;
        return;
    }
    if (s7_online_open(job->online, &job->fault) == S7_OK)
        send_action(job);
}

/* ---- what is said -------------------------------------------------------------------------------------------- */

static void print_row(const char *title, const char *text)
{
    if (text[0])
        printf("%-12s  %s\n", title, text);
}

static void print_text(const struct job *job)
{
    if (job->fate == FATE_DONE && job->action != ACTION_STATUS)
        printf("%s: %s at %s\n", action_done[job->action], job->name.text, job->online->route.label);
    print_row("mode", job->state.mode);
    print_row("mode switch", job->state.mode_switch);
    print_row("protection", job->state.level);
    fflush(stdout);
    if (job->fault.error != S7_OK)
        s7_online_print_fault(job->online, &job->fault, action_words[job->action]);
    if (job->fault.error != S7_OK && job->note)
        fprintf(stderr, "%-10s %s\n", "note", job->note);
    if (job->fate == FATE_UNKNOWN)
        fprintf(stderr, "not known whether the CPU was %s: sieben control %s status\n",
                action_done[job->action], job->online->arguments->operands[0]);
}

static json_t *or_null(const char *text)
{
    return text && text[0] ? s7_cli_json_text(text) : json_null();
}

static void print_json(const struct job *job)
{
    json_t *document = s7_online_document(job->online);
    json_t *done = job->fate == FATE_UNKNOWN ? json_null() : json_boolean(job->fate == FATE_DONE);
    json_object_set_new(document, "schema", json_string("sieben/cpu-control/1")); /* control: of the socket */
    json_object_set_new(document, "action", json_string(action_words[job->action]));
    json_object_set_new(document, "name", or_null(job->name.text));
    json_object_set_new(document, "name_source", or_null(job->name.source));
    json_object_set_new(document, "done", done);
    json_object_set_new(document, "mode", or_null(job->state.mode));
    json_object_set_new(document, "mode_switch", or_null(job->state.mode_switch));
    json_object_set_new(document, "protection", or_null(job->state.level));
    json_object_set_new(document, "error", s7_cli_fault_json(&job->fault, action_words[job->action]));
    json_object_set_new(document, "note", or_null(job->note));
    s7_cli_json_print(stdout, document);
}

/* ---- the command --------------------------------------------------------------------------------------------- */

static int carry_out(struct job *job)
{
    (job->action == ACTION_STATUS ? ask_status : change_mode)(job);
    s7_online_end(job->online);
    if (job->action == ACTION_STATUS && job->fault.error == S7_OK)
        job->fate = FATE_DONE;
    (job->online->json ? print_json : print_text)(job);
    return s7_cli_exit_code(&job->fault);
}

static int read_action(const struct s7_arguments *arguments, struct job *job)
{
    const char *word = arguments->operands[1];
    size_t action = 0;
    while (action < ACTIONS && strcmp(word, action_words[action]) != 0)
        action++;
    if (action == ACTIONS)
        return s7_command_misuse(arguments->command, "status, start or stop is expected, not \"%s\"", word);
    job->action = (enum action)action;
    job->cold = s7_arguments_flag(arguments, "cold");
    job->confirm = s7_arguments_value(arguments, "confirm");
    if (job->cold && job->action != ACTION_START)
        return s7_command_misuse(arguments->command, "--cold belongs to start");
    if (job->confirm && job->action == ACTION_STATUS)
        return s7_command_misuse(arguments->command, "--confirm belongs to start and stop");
    return S7_ARGUMENTS_GO_ON;
}

int s7_cmd_control(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_online online;
    struct job job = {.online = &online};
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 2)
        return s7_command_misuse(command, "a target and status, start or stop are expected");
    exit_code = read_action(&arguments, &job);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_online_begin(&arguments, arguments.operands[0], &online);
    return exit_code == S7_ARGUMENTS_GO_ON ? carry_out(&job) : exit_code;
}
