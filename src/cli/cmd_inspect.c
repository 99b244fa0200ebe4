/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/hex_text.h"
#include "cli/json.h"
#include "cli/load.h"
#include "wire/describe.h"
#include "wire/header.h"
#include "wire/tpkt.h"

enum { TEXT_SIZE_MIN = 65536, TEXT_PER_OCTET = 96 };

struct inspection {
    json_t *packets; /* NULL: plain text */
    char *text;
    size_t text_size;
    size_t packet_count;
    bool malformed;
};

/* Octets of the telegram at `octets`: what its own length says, all that is left when that does not help. */
static size_t telegram_size(const uint8_t *octets, size_t left)
{
    size_t size = left;
    if (octets[0] == S7_PROTOCOL_ID && left >= S7_HEADER_SIZE_MIN)
        size = s7_header_size(octets[1]) + (size_t)(octets[6] << 8 | octets[7]) +
               (size_t)(octets[8] << 8 | octets[9]);
    else if (left >= S7_TPKT_SIZE && s7_tpkt_decode(octets, &size) != S7_OK)
        return left;
    return size < left ? size : left;
}

static void add_json(struct inspection *inspection, const uint8_t *octets, size_t size, size_t at, int error)
{
    json_t *lines = json_array();
    char *rest = NULL;
    for (char *line = strtok_r(inspection->text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        json_array_append_new(lines, s7_cli_json_text(line));
    char *hex = malloc(2 * size + 1);
    for (size_t i = 0; hex && i < size; i++)
        snprintf(hex + 2 * i, 3, "%02x", octets[i]);
    json_array_append_new(inspection->packets,
                          json_pack("{s:i, s:i, s:s, s:o, s:o}", "octet", (int)at, "size", (int)size, "hex",
                                    hex ? hex : "", "error",
                                    error ? json_string(s7_error_name(error)) : json_null(), "lines", lines));
    free(hex);
}

/* A packet from its TPKT header on begins with 03. */
static bool is_bare_pdu(uint8_t first)
{
    return first == S7_PROTOCOL_ID || first == S7_PROTOCOL_ID_PLUS;
}

/* A packet from its TPKT header on, or a bare PDU. */
static void inspect_one(struct inspection *inspection, const uint8_t *octets, size_t size, size_t at)
{
    struct s7_strbuf buf = s7_strbuf_over(inspection->text, inspection->text_size);
    int error = is_bare_pdu(octets[0]) ? s7_describe_fields(&buf, octets, size)
                                       : s7_describe_packet(&buf, octets, size);
    inspection->packet_count++;
    inspection->malformed = inspection->malformed || error;
    if (inspection->packets) {
        add_json(inspection, octets, size, at, error);
        return;
    }
    printf("%spacket %zu: octets %zu to %zu\n", inspection->packet_count > 1 ? "\n" : "",
           inspection->packet_count, at, at + size - 1);
    fputs(inspection->text, stdout);
    if (error)
        printf("%s: the packet from octet %zu on: %s\n",
               error == S7_ERR_S7_FOREIGN ? "not decoded" : "malformed", at, s7_error_text(error));
}

static void inspect_dump(struct inspection *inspection, const struct s7_hex_text *hex, size_t start, size_t end)
{
    while (start < end) {
        size_t size = telegram_size(hex->octets + start, end - start);
        inspect_one(inspection, hex->octets + start, size, start);
        start += size;
    }
}

static void inspect_all(struct inspection *inspection, const struct s7_hex_text *hex)
{
    size_t start = 0;
    for (size_t i = 0; i < hex->start_count; i++) {
        inspect_dump(inspection, hex, start, hex->starts[i]);
        start = hex->starts[i];
    }
    inspect_dump(inspection, hex, start, hex->size);
}

static int out_of_memory(void)
{
    fprintf(stderr, "sieben inspect: %s\n", strerror(ENOMEM));
    return 10 * S7_LAYER_LOCAL;
}

static int inspect_hex(const struct s7_hex_text *hex, bool json)
{
    struct inspection inspection = {.text_size = TEXT_SIZE_MIN + TEXT_PER_OCTET * hex->size};
    inspection.text = malloc(inspection.text_size);
    if (!inspection.text)
        return out_of_memory();
    inspection.packets = json ? json_array() : NULL;
    inspect_all(&inspection, hex);
    if (json) {
        json_t *document = s7_cli_json_document("inspect");
        json_object_set_new(document, "malformed", json_boolean(inspection.malformed));
        json_object_set_new(document, "packets", inspection.packets);
        s7_cli_json_print(stdout, document);
    }
    free(inspection.text);
    return inspection.malformed ? S7_EXIT_FINDINGS : S7_EXIT_OK;
}

static int inspect_text(const struct s7_command *command, const char *text, size_t length, bool json)
{
    struct s7_hex_text hex;
    struct s7_hex_error error;
    int result = s7_hex_text_parse(text, length, &hex, &error);
    if (result == S7_ERR_LOCAL_MEMORY)
        return out_of_memory();
    if (result) {
        fprintf(stderr, "sieben inspect: line %zu, column %zu, after %zu octets: %s\n", error.line,
                error.column, error.octet, error.message);
        return S7_EXIT_USAGE;
    }
    int exit_code =
        hex.size ? inspect_hex(&hex, json) : s7_command_misuse(command, "there is no octet to inspect");
    s7_hex_text_free(&hex);
    return exit_code;
}

/* Several operands are one text: nobody has to quote blanks. */
static char *join_operands(const struct s7_arguments *arguments)
{
    size_t size = 1;
    for (int i = 0; i < arguments->operand_count; i++)
        size += strlen(arguments->operands[i]) + 1;
    char *text = malloc(size);
    if (!text)
        return NULL;
    size_t length = 0;
    for (int i = 0; i < arguments->operand_count; i++) {
        size_t operand = strlen(arguments->operands[i]);
        memcpy(text + length, arguments->operands[i], operand);
        text[length + operand] = ' ';
        length += operand + 1;
    }
    text[length] = '\0';
    return text;
}

int s7_cmd_inspect(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count == 0)
        return s7_command_misuse(command, "hex digits, or - for standard input, are expected");
    char *text;
    size_t size;
    if (arguments.operand_count == 1 && strcmp(arguments.operands[0], "-") == 0) {
        exit_code = s7_cli_read_file("-", &text, &size);
        if (exit_code)
            return exit_code;
    } else {
        text = join_operands(&arguments);
        if (!text)
            return out_of_memory();
        size = strlen(text);
    }
    exit_code = inspect_text(command, text, size, s7_arguments_flag(&arguments, "json"));
    free(text);
    return exit_code;
}
