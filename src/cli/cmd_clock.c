/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/online.h"
#include "cli/wall_clock.h"

/* One reading of the CPU's clock, beside this machine's at the middle of question and answer. */
struct reading {
    bool there;
    struct s7_clock cpu, here;
    int64_t round_trip_ms;
};

/* What becomes of setting it. */
enum fate { FATE_NOT_SET, FATE_SET, FATE_UNKNOWN };

struct job {
    struct s7_online *online;
    bool utc, yes;
    bool setting, to_now;
    struct s7_clock to; /* to_now: filled when it is sent */
    struct reading before, after;
    enum fate fate;
    struct s7_fault fault;
};

static int read_clock(const struct job *job, struct reading *ret_reading, struct s7_fault *ret_fault)
{
    struct s7_clock cpu;
    int64_t asked = s7_wall_clock_ms();
    int error = s7_posix_clock_read(job->online->client, &cpu, ret_fault);
    if (error != S7_OK)
        return error;
    int64_t round_trip = s7_wall_clock_ms() - asked;
    *ret_reading = (struct reading){true, cpu, s7_wall_clock_at(asked + round_trip / 2, job->utc),
                                    round_trip > 0 ? round_trip : 0};
    return S7_OK;
}

/* What a clock shows that is no time does not keep it from being set. */
static bool read_before(struct job *job)
{
    if (s7_online_open(job->online, &job->fault) != S7_OK)
        return false;
    int error = read_clock(job, &job->before, &job->fault);
    if (job->setting && error == S7_ERR_S7_MALFORMED)
        job->fault = (struct s7_fault){.error = S7_OK};
    return job->fault.error == S7_OK;
}

/* Nobody knows how long the answer takes: the connection is not held meanwhile. */
static bool ask(struct job *job)
{
    char question[S7_TARGET_LABEL_SIZE + 80], to[S7_WALL_CLOCK_SIZE];
    s7_online_close(job->online);
    s7_wall_clock_format(&job->to, ' ', to);
    snprintf(question, sizeof question, "set the clock of %s to %s?", job->online->route.label,
             job->to_now ? "the time of this machine" : to);
    if (s7_ask_yes(question))
        return s7_online_open(job->online, &job->fault) == S7_OK;
    job->fault.error = S7_ERR_LOCAL_DENIED;
    return false;
}

/* Refused, or not even sent: the clock is as it was.  Without an answer nobody knows. */
static enum fate fate_of(const struct s7_fault *fault)
{
    bool sent = s7_error_layer(fault->error) != S7_LAYER_LOCAL;
    bool answered = fault->peer_code != 0 || fault->item_code != 0;
    return sent && !answered ? FATE_UNKNOWN : FATE_NOT_SET;
}

static void set_clock(struct job *job)
{
    struct s7_fault fault;
    if (job->to_now)
        job->to = s7_wall_clock_at(s7_wall_clock_ms(), job->utc);
    if (s7_posix_clock_set(job->online->client, &job->to, &job->fault) != S7_OK) {
        job->fate = fate_of(&job->fault);
        return;
    }
    job->fate = FATE_SET;
    read_clock(job, &job->after, &fault); /* what it shows now; that it was set does not depend on it */
}

/* ---- text ---------------------------------------------------------------------------------------------------- */

static void print_difference(FILE *out, int64_t ms)
{
    int64_t size = ms < 0 ? -ms : ms, seconds = size / 1000;
    if (ms == 0) {
        fputs("no difference", out);
        return;
    }
    fprintf(out, "the CPU is %" PRId64 " ms", size);
    if (seconds >= 60)
        fprintf(out, " (%" PRId64 " d %02d:%02d:%02d)", seconds / 86400, (int)(seconds / 3600 % 24),
                (int)(seconds / 60 % 60), (int)(seconds % 60));
    fputs(ms < 0 ? " behind" : " ahead", out);
}

static void print_reading(FILE *out, const struct job *job, const struct reading *reading)
{
    char cpu[S7_WALL_CLOCK_SIZE], here[S7_WALL_CLOCK_SIZE];
    if (!reading->there) {
        fputs("CPU   shows what is no time of day\n", out);
        return;
    }
    s7_wall_clock_format(&reading->cpu, ' ', cpu);
    s7_wall_clock_format(&reading->here, ' ', here);
    fprintf(out, "CPU   %s\nhere  %s (%s)\n", cpu, here, job->utc ? "UTC" : "local time");
    print_difference(out, s7_wall_clock_difference(&reading->here, &reading->cpu));
    fprintf(out, "; asked and answered in %" PRId64 " ms\n", reading->round_trip_ms);
}

static void print_end(const struct job *job)
{
    if (job->fate == FATE_SET) {
        printf("set on %s\n", job->online->route.label);
        if (job->after.there)
            print_reading(stdout, job, &job->after);
    }
    fflush(stdout);
    if (job->fault.error != S7_OK)
        s7_online_print_fault(job->online, &job->fault, "the clock");
    if (job->fate == FATE_UNKNOWN)
        fputs("not known whether the clock was set: read it\n", stderr);
}

/* ---- JSON ---------------------------------------------------------------------------------------------------- */

static json_t *clock_json(const struct s7_clock *clock)
{
    char text[S7_WALL_CLOCK_SIZE];
    s7_wall_clock_format(clock, 'T', text);
    return json_string(text);
}

static json_t *reading_json(const struct reading *reading)
{
    if (!reading->there)
        return json_null();
    return json_pack("{s:o, s:o, s:I, s:I}", "clock", clock_json(&reading->cpu), "here",
                     clock_json(&reading->here), "difference_ms",
                     (json_int_t)s7_wall_clock_difference(&reading->here, &reading->cpu), "round_trip_ms",
                     (json_int_t)reading->round_trip_ms);
}

static json_t *set_json(const struct job *job)
{
    if (!job->setting)
        return json_null();
    json_t *done = job->fate == FATE_UNKNOWN ? json_null() : json_boolean(job->fate == FATE_SET);
    bool known = !job->to_now || job->fate != FATE_NOT_SET;
    return json_pack("{s:o, s:o, s:o}", "to", known ? clock_json(&job->to) : json_null(), "done", done,
                     "reading", reading_json(&job->after));
}

static void print_json(const struct job *job)
{
    json_t *document = s7_online_document(job->online);
    json_object_set_new(document, "utc", json_boolean(job->utc));
    json_object_set_new(document, "reading", reading_json(&job->before));
    json_object_set_new(document, "set", set_json(job));
    json_object_set_new(document, "error", s7_cli_fault_json(&job->fault, "the clock"));
    s7_cli_json_print(stdout, document);
}

/* ---- the command --------------------------------------------------------------------------------------------- */

static void run_job(struct job *job)
{
    if (job->setting && !job->yes && !s7_ask_possible()) { /* before anything is sent: nobody could answer */
        job->fault.error = S7_ERR_LOCAL_DENIED;
        return;
    }
    if (!read_before(job))
        return;
    if (!job->online->json || (job->setting && !job->yes))
        print_reading(job->online->json ? stderr : stdout, job, &job->before);
    fflush(stdout);
    if (job->setting && (job->yes || ask(job)))
        set_clock(job);
}

static int carry_out(struct job *job)
{
    run_job(job);
    s7_online_end(job->online);
    (job->online->json ? print_json : print_end)(job);
    return s7_cli_exit_code(&job->fault);
}

static int read_set(const struct s7_arguments *arguments, struct job *job)
{
    const char *text = s7_arguments_value(arguments, "set");
    job->setting = text != NULL;
    job->to_now = text && strcmp(text, "now") == 0;
    if (!text || job->to_now || s7_wall_clock_parse(text, &job->to) == S7_OK)
        return S7_ARGUMENTS_GO_ON;
    return s7_command_misuse(
        arguments->command,
        "--set: \"%s\" is neither now nor a time like \"2026-11-20 12:00:00\" from 1990 to 2089", text);
}

int s7_cmd_clock(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_online online;
    struct job job = {.online = &online};
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 1)
        return s7_command_misuse(command, "a target is expected");
    exit_code = read_set(&arguments, &job);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_online_begin(&arguments, arguments.operands[0], &online);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    job.utc = s7_arguments_flag(&arguments, "utc");
    job.yes = s7_arguments_flag(&arguments, "yes");
    return carry_out(&job);
}
