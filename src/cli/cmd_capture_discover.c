/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "capture/capture.h"
#include "capture/discover.h"
#include "cli/capture_losses.h"
#include "cli/capture_source.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/replace_file.h"

enum { NOTES_MOST = 64, NOTE_SIZE = 200 };

struct discovering {
    struct s7_capture_choice choice;
    struct s7_capture_reading reading;
    struct s7_capture *capture;
    struct s7_discover_config config;
    struct s7_plant *known;
    const char *output; /**< NULL: stdout */
    bool json;
    char notes[NOTES_MOST][NOTE_SIZE];
    const char *lines[NOTES_MOST];
};

static void take_packet(void *user, const struct s7_packet *packet)
{
    struct discovering *d = user;
    if (d->reading.packets <= 1 || packet->time < d->config.begin)
        d->config.begin = packet->time;
    if (d->reading.packets <= 1 || packet->time > d->config.end)
        d->config.end = packet->time;
    s7_capture_input(d->capture, packet);
}

static int out_of_memory(void)
{
    fprintf(stderr, "sieben capture discover: %s\n", strerror(ENOMEM));
    return 10 * S7_LAYER_LOCAL;
}

static void note(struct discovering *d, const char *format, ...) S7_PRINTF_LIKE(2, 3);
static void note(struct discovering *d, const char *format, ...)
{
    if (d->config.note_count == NOTES_MOST)
        return;
    struct s7_strbuf buf = s7_strbuf_over(d->notes[d->config.note_count], NOTE_SIZE);
    va_list args;
    va_start(args, format);
    s7_strbuf_vprintf(&buf, format, args);
    va_end(args);
    d->lines[d->config.note_count] = d->notes[d->config.note_count];
    d->config.note_count++;
}

/** Where it comes from, and what is missing of it. */
static void note_source(struct discovering *d)
{
    const struct s7_flow_statistics *statistics = s7_capture_statistics(d->capture);
    if (d->choice.interface)
        note(d, "From interface %s.", d->choice.interface);
    for (size_t i = 0; !d->choice.interface && i < d->choice.file_count && i < NOTES_MOST / 2; i++)
        note(d, "From %s.", strcmp(d->choice.files[i], "-") == 0 ? "standard input" : d->choice.files[i]);
    note(d, "%" PRIu64 " packets, %" PRIu64 " of connections that were followed.", d->reading.packets,
         statistics->followed_packets);
    if (!d->reading.complete)
        note(d, "Not complete: %s", d->reading.why[0] ? d->reading.why : "it was interrupted");
    for (unsigned i = 0; i < S7_LOSS_COUNT; i++) {
        const char *unit = s7_loss_unit_name(s7_loss_unit_of((enum s7_loss)i));
        if (statistics->losses.counts[i] && i != S7_LOSS_REPEATED)
            note(d, "Lost: %" PRIu64 "%s%s %s.", statistics->losses.counts[i], *unit ? " " : "", unit,
                 s7_loss_text((enum s7_loss)i));
    }
    d->config.notes = d->lines;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void tell(const struct discovering *d, const struct s7_discover_count *count)
{
    size_t others = count->others + count->without;
    fflush(stdout);
    fprintf(stderr, "%s: %zu CPU%s, %zu host%s, %zu connection%s from %" PRIu64 " packets",
            d->output ? d->output : "sieben capture discover", count->cpus, plural(count->cpus), count->hosts,
            plural(count->hosts), count->connections, plural(count->connections), d->reading.packets);
    if (others)
        fprintf(stderr, "; %zu more conversation%s told at its end", others, others == 1 ? " is" : "s are");
    fputc('\n', stderr);
    if (count->unnamed)
        fprintf(
            stderr,
            "sieben capture discover: not the whole: %" PRIu64
            " accesses at addresses that a plant file cannot name: see its comments, and sieben capture show\n",
            count->unnamed);
    if (count->one_way)
        fprintf(stderr,
                "sieben capture discover: of %zu conversation%s only one direction was captured: check the "
                "mirror port\n",
                count->one_way, plural(count->one_way));
    s7_capture_reading_tell(stderr, &d->choice, &d->reading);
    s7_capture_losses_tell(stderr, "discover", &s7_capture_statistics(d->capture)->losses);
}

static void print_json(const struct discovering *d, const struct s7_discover_count *count)
{
    json_t *document = s7_cli_json_document("capture-discover");
    size_t others = count->others + count->without;
    json_object_set_new(document, "file", s7_cli_json_text(d->output));
    json_object_set_new(document, "cpus", json_integer((json_int_t)count->cpus));
    json_object_set_new(document, "hosts", json_integer((json_int_t)count->hosts));
    json_object_set_new(document, "connections", json_integer((json_int_t)count->connections));
    json_object_set_new(document, "others", json_integer((json_int_t)others));
    json_object_set_new(document, "one_way", json_integer((json_int_t)count->one_way));
    json_object_set_new(document, "unnamed_accesses", json_integer((json_int_t)count->unnamed));
    json_object_set_new(document, "reading", s7_capture_reading_json(&d->reading));
    json_object_set_new(document, "losses", s7_capture_losses_json(&s7_capture_statistics(d->capture)->losses));
    s7_cli_json_print(stdout, document);
}

static int write_text(const struct discovering *d, const char *text, size_t size)
{
    if (d->output)
        return s7_cli_write_file(d->output, text, size);
    fwrite(text, 1, size, stdout);
    return S7_EXIT_OK;
}

static int discover(struct discovering *d)
{
    size_t talk_count = 0;
    char *text = NULL;
    size_t size = 0;
    struct s7_discover_count count;
    const struct s7_talk *const *talks = s7_capture_talks(d->capture, &talk_count);
    note_source(d);
    int error = s7_discover(talks, talk_count, &d->config, &text, &size, &count);
    if (error == S7_ERR_LOCAL_MEMORY)
        return out_of_memory();
    if (error) {
        fprintf(stderr,
                "sieben capture discover: the plant file that was made does not load; please report it\n");
        return 10 * S7_LAYER_LOCAL;
    }
    int exit_code = write_text(d, text, size);
    free(text);
    if (exit_code == S7_EXIT_OK && d->json)
        print_json(d, &count);
    else if (exit_code == S7_EXIT_OK)
        tell(d, &count);
    return exit_code;
}

/** What was read until an interrupt is worth as much as before it. */
static int read_and_discover(struct discovering *d)
{
    struct s7_capture_config config;
    s7_capture_config_default(&config);
    s7_capture_choice_flow(&d->choice, &config.flow);
    if (s7_capture_new(&config, &d->capture) != S7_OK)
        return out_of_memory();
    int exit_code = s7_capture_read(&d->choice, take_packet, d, &d->reading);
    if (exit_code == S7_EXIT_OK || exit_code == S7_EXIT_INTERRUPTED) {
        s7_capture_finish(d->capture);
        int failed = discover(d);
        exit_code = failed ? failed : exit_code;
    }
    s7_capture_free(d->capture);
    return exit_code;
}

static int choose_output(const struct s7_arguments *arguments, struct discovering *d)
{
    struct stat status;
    const char *output = s7_arguments_value(arguments, "output");
    if (!output || strcmp(output, "-") == 0)
        return S7_ARGUMENTS_GO_ON;
    d->output = output;
    bool force = s7_arguments_flag(arguments, "force");
    if (!force && stat(output, &status) == 0 && S_ISREG(status.st_mode)) {
        fprintf(stderr, "sieben capture discover: %s is there already; --force replaces it\n", output);
        return S7_EXIT_USAGE;
    }
    int exit_code = s7_cli_may_write_file(output);
    return exit_code ? exit_code : S7_ARGUMENTS_GO_ON;
}

static int choose(const struct s7_arguments *arguments, struct discovering *d)
{
    int exit_code = s7_capture_choose(arguments, &d->choice);
    d->choice.progress = true;
    d->config.zones = s7_arguments_flag(arguments, "zones");
    d->config.redact = s7_arguments_flag(arguments, "redact");
    return exit_code == S7_ARGUMENTS_GO_ON ? choose_output(arguments, d) : exit_code;
}

int s7_cmd_capture_discover(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct discovering d = {.capture = NULL};
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = choose(&arguments, &d);
    d.json = exit_code == S7_ARGUMENTS_GO_ON && s7_arguments_flag(&arguments, "json");
    if (d.json && !d.output)
        return s7_command_misuse(command, "--json needs a file for what was seen: --output FILE");
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    const char *path = s7_arguments_value(&arguments, "plant");
    exit_code = path ? s7_cli_load_plant(path, &d.known) : S7_EXIT_OK;
    d.config.known = d.known;
    if (exit_code == S7_EXIT_OK)
        exit_code = read_and_discover(&d);
    s7_plant_free(d.known);
    return exit_code;
}
