/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/batch.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/route.h"
#include "cli/values.h"

static void print_text(const struct s7_batch *batch, const struct s7_route *route)
{
    for (size_t i = 0; i < batch->tag_count; i++) {
        const struct s7_batch_tag *tag = &batch->tags[i];
        if (tag->fault.error != S7_OK)
            continue;
        printf("%s = ", tag->text);
        s7_values_print(stdout, &tag->tag, tag->octets);
        putchar('\n');
    }
    fflush(stdout);
    s7_batch_print_faults(stderr, batch, route->label);
}

static json_t *tag_json(const struct s7_batch_tag *tag)
{
    bool good = tag->fault.error == S7_OK;
    return json_pack("{s:s, s:s, s:o, s:o}", "tag", tag->text, "type", s7_type_name(tag->tag.type), "value",
                     good ? s7_values_json(&tag->tag, tag->octets) : json_null(), "error",
                     s7_cli_fault_json(&tag->fault, tag->text));
}

static void print_json(const struct s7_batch *batch, const struct s7_route *route)
{
    json_t *tags = json_array();
    for (size_t i = 0; i < batch->tag_count; i++)
        json_array_append_new(tags, tag_json(&batch->tags[i]));
    json_t *document = s7_cli_json_document("get");
    json_object_set_new(document, "target", s7_cli_json_text(route->label));
    json_object_set_new(document, "tags", tags);
    s7_cli_json_print(stdout, document);
}

static void read_tags(struct s7_batch *batch, const struct s7_route *route)
{
    struct s7_posix_client *client;
    struct s7_fault fault;
    if (s7_route_open(route, &client, &fault) != S7_OK) {
        s7_batch_fail(batch, &fault);
        return;
    }
    s7_batch_run(batch, client, S7_JOB_READ);
    s7_posix_close(client);
}

int s7_cmd_get(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_route route;
    struct s7_batch batch;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count < 2)
        return s7_command_misuse(command, "a target and at least one tag are expected");
    exit_code =
        s7_batch_new(command, arguments.operands + 1, (size_t)arguments.operand_count - 1, false, &batch);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    exit_code = s7_route_read(&arguments, arguments.operands[0], &route);
    if (exit_code == S7_ARGUMENTS_GO_ON) {
        read_tags(&batch, &route);
        (s7_arguments_flag(&arguments, "json") ? print_json : print_text)(&batch, &route);
        exit_code = s7_batch_exit_code(&batch);
    }
    s7_batch_free(&batch);
    return exit_code;
}
