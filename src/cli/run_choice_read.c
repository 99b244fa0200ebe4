/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/run_choice.h"

static int misread_listen(const struct s7_arguments *arguments, const char *text)
{
    return s7_command_misuse(arguments->command, "--listen %s: NAME=HOST:PORT is expected", text);
}

/** 127.0.0.0/8 or ::1, as an address: a name could stand for anything. */
static bool is_loopback(const char *host)
{
    return strcmp(host, "::1") == 0 ||
           (strncmp(host, "127.", 4) == 0 && host[strspn(host, "0123456789.")] == '\0');
}

static int read_listen(const struct s7_arguments *arguments, const char *text, struct s7_run_choice *choice)
{
    struct s7_text_error error;
    size_t length = strcspn(text, "=");
    struct s7_run_listen *listen = &choice->listens[choice->listen_count];
    if (length == 0 || text[length] == '\0')
        return misread_listen(arguments, text);
    *listen = (struct s7_run_listen){.name = text, .name_length = length};
    if (s7_target_parse_listen(text + length + 1, &listen->at, &error) != S7_OK)
        return s7_command_misuse(arguments->command, "--listen %s: column %zu: %s", text,
                                 length + 1 + error.column, error.message);
    choice->listen_count++;
    return S7_ARGUMENTS_GO_ON;
}

static int read_names(const struct s7_arguments *arguments, const char *option, const char *list,
                      struct s7_run_choice *choice)
{
    const char *rest = list, *name;
    size_t length;
    while (s7_run_choice_next(&rest, &name, &length))
        if (length == 0)
            return s7_command_misuse(arguments->command, "--%s: a name is missing in \"%s\"", option, list);
    choice->lists[choice->list_count++] = list;
    return S7_ARGUMENTS_GO_ON;
}

static int read_option(const struct s7_arguments *arguments, const char *option, const char *value,
                       struct s7_run_choice *choice)
{
    if (strcmp(option, "listen") == 0)
        return read_listen(arguments, value, choice);
    if (strcmp(option, "play") == 0 || (strcmp(option, "desk") == 0 && value[0]))
        return read_names(arguments, option, value, choice);
    return S7_ARGUMENTS_GO_ON;
}

/** What does not go together. */
static int check_options(const struct s7_arguments *arguments, const struct s7_run_choice *choice)
{
    const struct s7_command *command = arguments->command;
    bool play = s7_arguments_flag(arguments, "play");
    if (!choice->desk && !play)
        return s7_command_misuse(command,
                                 "say which CPUs are played: --desk plays all of them on this machine, "
                                 "--desk=NAME,... these, --play NAME one at its own address");
    if (choice->desk && play)
        return s7_command_misuse(command,
                                 "--desk and --play exclude each other: on a desk nothing outside loopback "
                                 "is listened on or dialled");
    if (choice->desk && choice->write_live)
        return s7_command_misuse(command,
                                 "--write-live is for --play: on a desk nothing outside loopback is dialled");
    for (size_t i = 0; i < choice->listen_count && choice->desk; i++)
        if (!is_loopback(choice->listens[i].at.host))
            return s7_command_misuse(
                command, "--listen %s: on a desk only loopback addresses (127.0.0.1, ::1) are listened on",
                choice->listens[i].name);
    return S7_ARGUMENTS_GO_ON;
}

int s7_run_choice_read(const struct s7_arguments *arguments, struct s7_run_choice *ret_choice)
{
    struct s7_run_choice choice = {.desk = s7_arguments_flag(arguments, "desk"),
                                   .write_live = s7_arguments_flag(arguments, "write-live")};
    for (size_t i = 0; i < arguments->given_count; i++) {
        int exit_code =
            read_option(arguments, arguments->given[i].option->name, arguments->given[i].value, &choice);
        if (exit_code != S7_ARGUMENTS_GO_ON)
            return exit_code;
    }
    int exit_code = check_options(arguments, &choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        *ret_choice = choice;
    return exit_code;
}
