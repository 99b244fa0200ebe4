/* SPDX-License-Identifier: MIT */
#include <jansson.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <uv.h>
#include <yaml.h>

#include "cli/command.h"
#include "cli/json.h"
#include "sieben/version.h"

static const char *crypto_version(void)
{
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}

/* What is linked, by its own word where the library tells. */
static const struct library_row {
    const char *name;
    const char *(*version)(void);
} library_rows[] = {
    {"libsieben", s7_version_text},   {"libuv", uv_version_string},  {"libyaml", yaml_get_version_string},
    {"jansson", jansson_version_str}, {"libcrypto", crypto_version},
};

enum { LIBRARY_COUNT = sizeof library_rows / sizeof library_rows[0] };

static void print_json(void)
{
    json_t *libraries = json_object();
    for (size_t i = 0; i < LIBRARY_COUNT; i++)
        json_object_set_new(libraries, library_rows[i].name, json_string(library_rows[i].version()));
    json_t *document = s7_cli_json_document("version");
    json_object_set_new(document, "version", json_string(S7_VERSION_TEXT));
    json_object_set_new(document, "libraries", libraries);
    s7_cli_json_print(stdout, document);
}

int s7_cmd_version(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count)
        return s7_command_misuse(command, "no operand is expected: %s", arguments.operands[0]);
    if (s7_arguments_flag(&arguments, "json")) {
        print_json();
        return S7_EXIT_OK;
    }
    printf("sieben %s\n", S7_VERSION_TEXT);
    for (size_t i = 0; i < LIBRARY_COUNT; i++)
        printf("%s %s\n", library_rows[i].name, library_rows[i].version());
    return S7_EXIT_OK;
}
