/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "cli/json.h"
#include "cli/profile_markdown.h"
#include "cli/profile_text.h"

enum { COLUMN_COUNT = 7, CELL_SIZE = 80 };

struct line {
    char cells[COLUMN_COUNT][CELL_SIZE];
};

static void take_line(const struct s7_profile *profile, struct line *ret_line)
{
    struct s7_strbuf cells[COLUMN_COUNT];
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        cells[i] = s7_strbuf_over(ret_line->cells[i], CELL_SIZE);
    s7_strbuf_add(&cells[0], profile->name);
    s7_profile_write_device(&cells[1], profile);
    if (profile->experimental.value)
        s7_strbuf_add(&cells[1], " (experimental)");
    s7_strbuf_printf(&cells[2], "%u", (unsigned)profile->pdu_length.value);
    s7_profile_write_amq(&cells[3], profile);
    s7_strbuf_printf(&cells[4], "%u", (unsigned)profile->block_areas.value);
    s7_profile_write_put_get(&cells[5], profile);
    s7_profile_write_resources(&cells[6], profile);
}

static void print_line(const struct line *line)
{
    printf("%-13s  %-26s  %4s  %-3s  %5s  %-19s  %s\n", line->cells[0], line->cells[1], line->cells[2],
           line->cells[3], line->cells[4], line->cells[5], line->cells[6]);
}

static void print_text(void)
{
    static const struct line head = {
        {"NAME", "DEVICE", "PDU", "AMQ", "AREAS", "PUT/GET AS SHIPPED", "CONNECTIONS"}};
    const struct s7_profile *profile;
    print_line(&head);
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        struct line line;
        take_line(profile, &line);
        print_line(&line);
    }
}

static json_t *class_json(const struct s7_figure *reserved, const struct s7_figure *most)
{
    return json_pack("{s:i, s:o}", "reserved", (int)reserved->value, "most",
                     most->value ? json_integer((json_int_t)most->value) : json_null());
}

static json_t *profile_json(const struct s7_profile *profile)
{
    char put_get[CELL_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(put_get, sizeof put_get);
    s7_profile_write_put_get(&buf, profile);
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:b, s:i, s:i, s:i, s:i, s:s, s:{s:i, s:o, s:o, s:o}}", "name", profile->name,
        "display", profile->display, "device", profile->module_name.value, "firmware", profile->firmware.value,
        "experimental", profile->experimental.value != 0, "pdu_length", (int)profile->pdu_length.value,
        "amq_calling", (int)profile->amq_calling.value, "amq_called", (int)profile->amq_called.value,
        "block_areas", (int)profile->block_areas.value, "put_get", put_get, "connections", "total",
        (int)profile->resources_total.value, "pg", class_json(&profile->reserved_pg, &profile->most_pg), "op",
        class_json(&profile->reserved_op, &profile->most_op), "basic",
        class_json(&profile->reserved_basic, &profile->most_basic));
}

static void print_json(void)
{
    json_t *profiles = json_array();
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        json_array_append_new(profiles, profile_json(profile));
    json_t *document = s7_cli_json_document("profile-list");
    json_object_set_new(document, "profiles", profiles);
    s7_cli_json_print(stdout, document);
}

int s7_cmd_profile_list(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    bool json = s7_arguments_flag(&arguments, "json");
    bool markdown = s7_arguments_flag(&arguments, "markdown");
    if (arguments.operand_count != 0)
        return s7_command_misuse(command, "nothing but options is expected");
    if (json && markdown)
        return s7_command_misuse(command, "--json and --markdown exclude each other");
    if (json)
        print_json();
    else if (markdown)
        s7_profile_markdown(stdout);
    else
        print_text();
    return S7_EXIT_OK;
}
