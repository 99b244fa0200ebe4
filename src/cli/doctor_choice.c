/* SPDX-License-Identifier: MIT */
#include "cli/doctor_choice.h"

#include <stdlib.h>
#include <string.h>

enum { CONNECTIONS_MOST = 2, DB_LAST = 65535 };

/* "10", "10,11": NULL, or where it stops to be a list of numbers up to `most`. */
static const char *read_numbers(const char *text, unsigned long most, uint16_t *ret_list, size_t room,
                                size_t *count)
{
    for (;;) {
        char *end = NULL;
        unsigned long number = *text >= '0' && *text <= '9' ? strtoul(text, &end, 10) : 0;
        if (number == 0 || number > most || *count == room)
            return text;
        ret_list[(*count)++] = (uint16_t)number;
        if (*end == '\0')
            return NULL;
        if (*end != ',')
            return end;
        text = end + 1;
    }
}

static int read_dbs(const struct s7_arguments *arguments, struct s7_doctor_choice *choice)
{
    for (size_t i = 0; i < arguments->given_count; i++)
        if (strcmp(arguments->given[i].option->name, "db") == 0 &&
            read_numbers(arguments->given[i].value, DB_LAST, choice->dbs, S7_DOCTOR_DBS, &choice->db_count))
            return s7_command_misuse(arguments->command, "--db is up to %d numbers from 1 to 65535, not \"%s\"",
                                     S7_DOCTOR_DBS, arguments->given[i].value);
    return S7_ARGUMENTS_GO_ON;
}

static int read_connections(const struct s7_arguments *arguments, struct s7_doctor_choice *choice)
{
    const char *text = s7_arguments_value(arguments, "max-connections");
    uint16_t number = 0;
    size_t count = 0;
    if (!text)
        return S7_ARGUMENTS_GO_ON;
    if (read_numbers(text, CONNECTIONS_MOST, &number, 1, &count))
        return s7_command_misuse(arguments->command, "--max-connections is 1 or 2, not \"%s\"", text);
    choice->max_connections = number;
    return S7_ARGUMENTS_GO_ON;
}

static int read_write_probe(const struct s7_arguments *arguments, struct s7_doctor_choice *choice)
{
    const char *text = s7_arguments_value(arguments, "write-probe");
    struct s7_tag tag;
    struct s7_text_error error;
    if (!text)
        return S7_ARGUMENTS_GO_ON;
    if (s7_tag_parse(text, &tag, &error) != S7_OK)
        return s7_command_misuse(arguments->command, "--write-probe %s: %s", text, error.message);
    bool memory = tag.range.area == S7_AREA_DB || tag.range.area == S7_AREA_MEMORY;
    if (!memory || tag.range.bit_count != 8 || tag.range.first_bit % 8 != 0)
        return s7_command_misuse(
            arguments->command,
            "--write-probe is one octet of a DB or of bit memory like DB10.DBB4 or MB4, not \"%s\"", text);
    choice->write_probe = tag.range;
    return S7_ARGUMENTS_GO_ON;
}

/* s7_route_read_options() has read the texts once: they are TSAPs. */
static void take_tsaps(struct s7_doctor_choice *choice)
{
    if (choice->route.local_tsap[0])
        s7_tsap_parse(choice->route.local_tsap, &choice->local);
    if (choice->route.remote_tsap[0])
        s7_tsap_parse(choice->route.remote_tsap, &choice->remote);
}

int s7_doctor_choice_read(const struct s7_arguments *arguments, struct s7_doctor_choice *ret_choice)
{
    static int (*const readers[])(const struct s7_arguments *arguments, struct s7_doctor_choice *choice) = {
        read_dbs, read_connections, read_write_probe};
    if (s7_arguments_flag(arguments, "deep") && s7_arguments_flag(arguments, "gentle"))
        return s7_command_misuse(arguments->command, "--gentle and --deep exclude each other");
    if (s7_arguments_flag(arguments, "exhaust") && s7_arguments_flag(arguments, "max-connections"))
        return s7_command_misuse(arguments->command, "--exhaust and --max-connections exclude each other");
    struct s7_doctor_choice choice = {.arguments = arguments};
    int exit_code = s7_route_read_options(arguments, &choice.route);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_arguments_duration(arguments, "idle", 0, &choice.idle);
    for (size_t i = 0; i < sizeof readers / sizeof readers[0] && exit_code == S7_ARGUMENTS_GO_ON; i++)
        exit_code = readers[i](arguments, &choice);
    take_tsaps(&choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        *ret_choice = choice;
    return exit_code;
}
