/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/replace_file.h"
#include "cli/shown_path.h"
#include "register/init.h"

static int complain(const char *path, int error)
{
    fprintf(stderr, "sieben: %s: %s%s\n", s7_shown_path(path).text, strerror(error),
            error == EEXIST ? "; a first plant file takes the place of none" : "");
    return S7_EXIT_USAGE;
}

/** A file that must not be there yet: O_EXCL leaves no moment between looking and writing. */
static int create_file(const char *path, const char *text, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return complain(path, errno);
    int error = s7_cli_write_all(fd, text, size);
    if (close(fd) != 0 && error == 0)
        error = errno;
    if (error == 0)
        return S7_EXIT_OK;
    unlink(path);
    return complain(path, error);
}

static void print_json(const char *path, size_t size)
{
    json_t *document = s7_cli_json_document("plant-init");
    json_object_set_new(document, "file", s7_cli_json_text(path));
    json_object_set_new(document, "octets", json_integer((json_int_t)size));
    s7_cli_json_print(stdout, document);
}

int s7_cmd_plant_init(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    char text[S7_INIT_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    const char *name = s7_arguments_value(&arguments, "name");
    const char *path = s7_arguments_value(&arguments, "output");
    if (arguments.operand_count != 0)
        return s7_command_misuse(command, "no operand is expected; the file is named with --output");
    if (name && !s7_init_is_name(name))
        return s7_command_misuse(command, "a name is one line of at most %d octets", S7_INIT_NAME_MOST);
    bool to_file = path && strcmp(path, "-") != 0, json = s7_arguments_flag(&arguments, "json");
    if (json && !to_file)
        return s7_command_misuse(command, "--json needs a file for the plant: --output FILE");
    s7_init_write(name ? name : "My plant", &buf);
    exit_code = to_file ? create_file(path, text, buf.length) : S7_EXIT_OK;
    if (!to_file)
        fwrite(text, 1, buf.length, stdout);
    if (json && exit_code == S7_EXIT_OK)
        print_json(path, buf.length);
    return exit_code;
}
