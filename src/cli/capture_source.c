/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* pcap.h has types of BSD */
#include "cli/capture_source.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/capture_file.h"
#include "cli/capture_live.h"
#include "cli/json.h"
#include "cli/progress.h"
#include "net_posix/clock.h"

enum { DECIMAL = 10, PORT_MAX = 65535, WORDS_SIZE = 160 };

/* ---- the command line -------------------------------------------------------------------------------------------- */

static bool read_port(const char **text, uint16_t *ret_port)
{
    char *end;
    if (**text < '0' || **text > '9')
        return false;
    unsigned long port = strtoul(*text, &end, DECIMAL);
    if (port == 0 || port > PORT_MAX || (*end != ',' && *end != '\0'))
        return false;
    *text = *end == ',' ? end + 1 : end;
    *ret_port = (uint16_t)port;
    return *end == '\0' || end[1] != '\0';
}

static int choose_ports(const struct s7_arguments *arguments, struct s7_capture_choice *choice)
{
    const char *given = s7_arguments_value(arguments, "port");
    for (const char *text = given ? given : ""; *text; choice->port_count++)
        if (choice->port_count == S7_FLOW_PORTS || !read_port(&text, &choice->ports[choice->port_count]))
            return s7_command_misuse(arguments->command,
                                     "--port: \"%s\" is not a list of up to %d ports like 102,1102", given,
                                     S7_FLOW_PORTS);
    if (given && choice->port_count == 0)
        return s7_command_misuse(arguments->command, "--port: a port is expected");
    return S7_ARGUMENTS_GO_ON;
}

static int choose_place(const struct s7_arguments *arguments, const struct s7_capture_choice *choice)
{
    size_t standard = 0;
    for (size_t i = 0; i < choice->file_count; i++)
        standard += strcmp(choice->files[i], "-") == 0;
    if (choice->interface && choice->file_count)
        return s7_command_misuse(arguments->command, "files and --interface do not go together");
    if (!choice->interface && !choice->file_count)
        return s7_command_misuse(arguments->command,
                                 "a capture file, - for standard input, or -i with an interface "
                                 "is expected");
    if (standard > 1)
        return s7_command_misuse(arguments->command, "standard input can be read once only");
    if (!choice->interface && s7_arguments_flag(arguments, "for"))
        return s7_command_misuse(arguments->command, "--for belongs to --interface: a file ends by itself");
    return S7_ARGUMENTS_GO_ON;
}

int s7_capture_choose(const struct s7_arguments *arguments, struct s7_capture_choice *ret_choice)
{
    struct s7_capture_choice choice = {.command = arguments->command,
                                       .files = arguments->operands,
                                       .file_count = (size_t)arguments->operand_count,
                                       .interface = s7_arguments_value(arguments, "interface")};
    int exit_code = choose_ports(arguments, &choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = choose_place(arguments, &choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_arguments_duration(arguments, "for", 0, &choice.duration);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        *ret_choice = choice;
    return exit_code;
}

bool s7_capture_choice_waits(const struct s7_capture_choice *choice)
{
    bool waits = choice->interface != NULL;
    for (size_t i = 0; i < choice->file_count; i++)
        waits = waits || strcmp(choice->files[i], "-") == 0;
    return waits;
}

/* What nobody who sends the packets can know; without a source of it the time has to do. */
static uint64_t draw_seed(void)
{
    uint64_t seed = (uint64_t)s7_posix_now();
    FILE *source = fopen("/dev/urandom", "rb");
    if (!source)
        return seed;
    setvbuf(source, NULL, _IONBF, 0);
    if (fread(&seed, sizeof seed, 1, source) != 1)
        seed = (uint64_t)s7_posix_now();
    fclose(source);
    return seed;
}

void s7_capture_choice_flow(const struct s7_capture_choice *choice, struct s7_flow_config *flow)
{
    flow->seed = draw_seed();
    if (choice->port_count == 0)
        return;
    memcpy(flow->ports, choice->ports, sizeof flow->ports);
    flow->port_count = choice->port_count;
    flow->only_ports = true;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static void start_progress(const struct s7_capture_choice *choice, const char *file)
{
    char words[WORDS_SIZE];
    struct s7_strbuf what = s7_strbuf_over(words, sizeof words);
    s7_strbuf_printf(&what, "reading %s", strcmp(file, "-") == 0 ? "standard input" : file);
    if (choice->progress)
        s7_progress_start(words);
}

static bool goes_on(const struct s7_capture_pump *pump)
{
    return !s7_capture_signal() && !pump->reading->stop;
}

static int read_files(const struct s7_capture_choice *choice, struct s7_capture_pump *pump)
{
    int exit_code = S7_EXIT_OK;
    for (size_t i = 0; i < choice->file_count && exit_code == S7_EXIT_OK; i++)
        exit_code = s7_capture_file_look(choice->files[i]);
    for (size_t i = 0; i < choice->file_count && exit_code == S7_EXIT_OK && goes_on(pump); i++) {
        pump->reading->file = choice->files[i];
        pump->reading->file_number = i + 1;
        start_progress(choice, choice->files[i]);
        exit_code = s7_capture_file_read(choice->files[i], pump);
        s7_progress_stop();
    }
    return exit_code;
}

int s7_capture_read(const struct s7_capture_choice *choice, s7_capture_take *take, void *user,
                    struct s7_capture_reading *reading)
{
    struct s7_capture_pump pump = {.take = take, .user = user, .reading = reading};
    memset(reading, 0, sizeof *reading);
    reading->complete = true;
    s7_capture_signals_take();
    int exit_code;
    if (choice->interface) {
        reading->file = choice->interface;
        reading->file_number = 1;
        exit_code = s7_capture_live_read(choice, &pump);
    } else {
        exit_code = read_files(choice, &pump);
        if (s7_capture_signal())
            s7_capture_pump_flaw(reading, "interrupted");
    }
    reading->interrupted = s7_capture_signal() == SIGINT;
    s7_capture_signals_return();
    return exit_code == S7_EXIT_OK && reading->interrupted ? S7_EXIT_INTERRUPTED : exit_code;
}

/* ---- how it went ------------------------------------------------------------------------------------------------- */

static const char *name_of(const char *file)
{
    if (!file)
        return "";
    return strcmp(file, "-") == 0 ? "stdin" : file;
}

void s7_capture_reading_tell(FILE *err, const struct s7_capture_choice *choice,
                             const struct s7_capture_reading *reading)
{
    const char *of = choice->command->name;
    if (!reading->complete)
        fprintf(err, "sieben capture %s: not complete: %s%s%s; %" PRIu64 " packets were read before\n", of,
                name_of(reading->why_file), reading->why_file ? ": " : "", reading->why, reading->packets);
    if (reading->counted && (reading->kernel_drops || reading->interface_drops))
        fprintf(err,
                "sieben capture %s: lost before they could be read: %" PRIu64
                " packets by this program being too slow, "
                "%" PRIu64 " by the interface\n",
                of, reading->kernel_drops, reading->interface_drops);
}

json_t *s7_capture_reading_json(const struct s7_capture_reading *reading)
{
    json_t *drops =
        reading->counted
            ? json_pack("{s:I, s:I, s:I}", "received", (json_int_t)reading->kernel_packets, "kernel",
                        (json_int_t)reading->kernel_drops, "interface", (json_int_t)reading->interface_drops)
            : json_null();
    return json_pack("{s:I, s:I, s:b, s:o, s:o}", "packets", (json_int_t)reading->packets, "octets",
                     (json_int_t)reading->octets, "complete", (int)reading->complete, "why",
                     reading->complete ? json_null() : s7_cli_json_text(reading->why), "drops", drops);
}
