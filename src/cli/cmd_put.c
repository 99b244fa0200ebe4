/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/ask.h"
#include "cli/batch.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/route.h"
#include "cli/values.h"
#include "value/access_set.h"

/* One put: what is there (unless not read), what shall be there, and how far it came. */
struct put {
    struct s7_route route;
    struct s7_batch old;
    struct s7_batch new;
    struct s7_fault fault; /* of the put as a whole: no connection, not confirmed */
    struct s7_posix_client *client;
    bool read, yes, json;
    bool old_known;
    bool tried;          /* the write was sent */
    uint16_t pdu_length; /* granted for the write */
};

/* What became of a value. */
enum fate { FATE_WRITTEN, FATE_NOT_WRITTEN, FATE_UNKNOWN, FATES };

enum { WRITE_OVERHEAD = 28 /* octets of a PDU besides the data of one item */ };

/* Part of it may stand in the CPU: bits that went one by one, or an area that took several telegrams. */
static bool in_parts(const struct put *put, const struct s7_batch_tag *tag)
{
    return tag->item_count > 1 || s7_tag_size(&tag->tag) + WRITE_OVERHEAD > put->pdu_length;
}

/* Without an answer nobody knows: what was sent may have arrived.  A refusal is an answer. */
static enum fate fate_of(const struct put *put, const struct s7_batch_tag *tag)
{
    if (!put->tried)
        return FATE_NOT_WRITTEN;
    if (tag->fault.error == S7_OK)
        return FATE_WRITTEN;
    bool answered = s7_error_layer(tag->fault.error) > S7_LAYER_S7 || tag->fault.peer_code != 0;
    return answered && !in_parts(put, tag) ? FATE_NOT_WRITTEN : FATE_UNKNOWN;
}

static size_t count_fate(const struct put *put, enum fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < put->new.tag_count; i++)
        count += fate_of(put, &put->new.tags[i]) == fate;
    return count;
}

static bool connect_to(struct put *put)
{
    return put->client || s7_route_open(&put->route, &put->client, &put->fault) == S7_OK;
}

static void disconnect_from(struct put *put)
{
    s7_posix_close(put->client);
    put->client = NULL;
}

/* What cannot be read is not written either. */
static bool read_old(struct put *put)
{
    if (!put->read)
        return true;
    if (!connect_to(put))
        return false;
    put->old_known = s7_batch_run(&put->old, put->client, S7_JOB_READ) == S7_OK;
    return put->old_known;
}

static void show_change(const struct put *put)
{
    FILE *out = put->json ? stderr : stdout;
    for (size_t i = 0; i < put->new.tag_count; i++) {
        const struct s7_batch_tag *tag = &put->new.tags[i];
        fprintf(out, "%s: ", tag->text);
        if (put->old_known) {
            s7_values_print(out, &tag->tag, put->old.tags[i].octets);
            fprintf(out, " -> ");
        }
        s7_values_print(out, &tag->tag, tag->octets);
        fputc('\n', out);
    }
    fflush(out);
}

/* Nobody knows how long the answer takes: the connection is not held meanwhile. */
static bool ask(struct put *put)
{
    disconnect_from(put);
    char question[S7_TARGET_LABEL_SIZE + 20];
    snprintf(question, sizeof question, "write this to %s?", put->route.label);
    return s7_ask_yes(question);
}

static bool confirm(struct put *put)
{
    if (put->yes || (s7_ask_possible() && ask(put)))
        return true;
    put->fault.error = S7_ERR_LOCAL_DENIED;
    return false;
}

static void write_new(struct put *put)
{
    if (!connect_to(put))
        return;
    put->tried = true;
    put->pdu_length = s7_posix_grant(put->client).pdu_length;
    s7_batch_run(&put->new, put->client, S7_JOB_WRITE);
}

static void run_put(struct put *put)
{
    if (!put->yes && !s7_ask_possible()) { /* before anything is sent: nobody could answer */
        put->fault.error = S7_ERR_LOCAL_DENIED;
        return;
    }
    if (read_old(put)) {
        if (!put->json || !put->yes)
            show_change(put);
        if (confirm(put))
            write_new(put);
    }
    disconnect_from(put);
}

/* The step that failed: the write, or the read before it. */
static const struct s7_batch *failed_batch(const struct put *put)
{
    return put->tried ? &put->new : &put->old;
}

static int exit_code_of(const struct put *put)
{
    return put->fault.error ? s7_cli_exit_code(&put->fault) : s7_batch_exit_code(failed_batch(put));
}

/* Only when the values fared differently, or nobody knows how. */
static void print_fates(const struct put *put)
{
    static const char *const words[FATES] = {[FATE_WRITTEN] = "written",
                                             [FATE_NOT_WRITTEN] = "not written",
                                             [FATE_UNKNOWN] = "not known whether written, read it back"};
    if (!put->tried || count_fate(put, FATE_NOT_WRITTEN) == put->new.tag_count)
        return;
    for (size_t i = 0; i < put->new.tag_count; i++)
        fprintf(stderr, "%s: %s\n", words[fate_of(put, &put->new.tags[i])], put->new.tags[i].text);
}

static void print_text(const struct put *put)
{
    bool all = count_fate(put, FATE_WRITTEN) == put->new.tag_count;
    if (all)
        printf("written to %s\n", put->route.label);
    fflush(stdout);
    if (put->fault.error)
        s7_cli_print_fault(stderr, &put->fault, put->route.label);
    else
        s7_batch_print_faults(stderr, failed_batch(put), put->route.label);
    if (!all)
        print_fates(put);
}

/* true or false; null: some were and some were not, or it is not known. */
static json_t *written_json(const struct put *put)
{
    if (count_fate(put, FATE_WRITTEN) == put->new.tag_count)
        return json_true();
    return count_fate(put, FATE_NOT_WRITTEN) == put->new.tag_count ? json_false() : json_null();
}

static json_t *fate_json(enum fate fate)
{
    return fate == FATE_UNKNOWN ? json_null() : json_boolean(fate == FATE_WRITTEN);
}

static json_t *tag_json(const struct put *put, size_t index)
{
    const struct s7_batch_tag *tag = &put->new.tags[index];
    const struct s7_batch_tag *old = &put->old.tags[index];
    const struct s7_fault *fault = put->fault.error ? &put->fault : &failed_batch(put)->tags[index].fault;
    bool known = put->read && put->old_known;
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "tag", tag->text, "type", s7_type_name(tag->tag.type),
                     "old", known ? s7_values_json(&old->tag, old->octets) : json_null(), "new",
                     s7_values_json(&tag->tag, tag->octets), "written", fate_json(fate_of(put, tag)), "error",
                     s7_cli_fault_json(fault, tag->text));
}

static void print_json(const struct put *put)
{
    json_t *tags = json_array();
    for (size_t i = 0; i < put->new.tag_count; i++)
        json_array_append_new(tags, tag_json(put, i));
    json_t *document = s7_cli_json_document("put");
    json_object_set_new(document, "target", s7_cli_json_text(put->route.label));
    json_object_set_new(document, "written", written_json(put));
    json_object_set_new(document, "tags", tags);
    s7_cli_json_print(stdout, document);
}

/* Two values for one place: which of them shall stand there, nobody said. */
static int check_apart(const struct s7_command *command, const struct s7_batch *batch)
{
    struct s7_access_set seen = s7_access_set_new();
    int error = S7_OK;
    const char *twice = NULL;
    for (size_t i = 0; i < batch->tag_count && error == S7_OK && !twice; i++) {
        if (s7_access_set_touches(&seen, &batch->tags[i].tag.range))
            twice = batch->tags[i].text;
        error = s7_access_set_add(&seen, &batch->tags[i].tag.range);
    }
    s7_access_set_free(&seen);
    if (twice)
        return s7_command_misuse(command, "%s shares octets or bits with a value given before it", twice);
    return error == S7_OK ? S7_ARGUMENTS_GO_ON : s7_cli_exit_code(&(struct s7_fault){.error = error});
}

static int carry_out(struct put *put, const struct s7_arguments *arguments)
{
    int exit_code = s7_batch_copy(&put->new, &put->old);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    put->read = !s7_arguments_flag(arguments, "no-read");
    put->yes = s7_arguments_flag(arguments, "yes");
    put->json = s7_arguments_flag(arguments, "json");
    run_put(put);
    (put->json ? print_json : print_text)(put);
    exit_code = exit_code_of(put);
    s7_batch_free(&put->old);
    return exit_code;
}

int s7_cmd_put(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct put put = {.read = true};
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count < 2)
        return s7_command_misuse(command, "a target and at least one TAG=VALUE are expected");
    exit_code =
        s7_batch_new(command, arguments.operands + 1, (size_t)arguments.operand_count - 1, true, &put.new);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    exit_code = check_apart(command, &put.new);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_route_read(&arguments, arguments.operands[0], &put.route);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = carry_out(&put, &arguments);
    s7_batch_free(&put.new);
    return exit_code;
}
