/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "capture/capture.h"
#include "cli/capture_losses.h"
#include "cli/capture_show.h"
#include "cli/json.h"
#include "cli/load.h"
#include "sieben/error.h"

struct showing {
    struct s7_capture_choice choice;
    struct s7_capture_reading reading;
    struct s7_capture_show show;
    struct s7_capture *capture;
};

/* ---- the command line -------------------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    enum s7_capture_clock clock;
} clocks[] = {
    {"relative", S7_CAPTURE_RELATIVE}, {"absolute", S7_CAPTURE_ABSOLUTE}, {"delta", S7_CAPTURE_DELTA}};

static int choose_clock(const struct s7_arguments *arguments, enum s7_capture_clock *ret_clock)
{
    const char *word = s7_arguments_value(arguments, "time");
    for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        if (strcmp(word ? word : clocks[0].word, clocks[i].word) != 0)
            continue;
        *ret_clock = clocks[i].clock;
        return S7_ARGUMENTS_GO_ON;
    }
    return s7_command_misuse(arguments->command, "--time: relative, absolute or delta is expected, not \"%s\"",
                             word);
}

static int choose(const struct s7_arguments *arguments, struct showing *showing)
{
    struct s7_capture_show *show = &showing->show;
    int exit_code = s7_capture_choose(arguments, &showing->choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = choose_clock(arguments, &show->clock);
    show->out = stdout;
    show->reading = &showing->reading;
    show->json = s7_arguments_flag(arguments, "json");
    show->values = s7_arguments_flag(arguments, "values");
    show->empty_dts = s7_arguments_flag(arguments, "all");
    show->name_files = showing->choice.file_count > 1;
    show->only = s7_arguments_value(arguments, "only");
    show->partner = s7_arguments_value(arguments, "partner");
    show->flushed = s7_capture_choice_waits(&showing->choice) || isatty(STDOUT_FILENO);
    showing->choice.progress = !isatty(STDOUT_FILENO);
    return exit_code;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static void take_packet(void *user, const struct s7_packet *packet)
{
    struct showing *showing = user;
    s7_capture_input(showing->capture, packet);
}

static int out_of_memory(void)
{
    fprintf(stderr, "sieben capture show: %s\n", strerror(ENOMEM));
    return 10 * S7_LAYER_LOCAL;
}

static void print_end(const struct showing *showing)
{
    json_t *document = s7_cli_json_document("capture-show");
    json_object_set_new(document, "event", json_string("end"));
    json_t *reading = s7_capture_reading_json(&showing->reading);
    json_object_update(document, reading);
    json_decref(reading);
    json_object_set_new(document, "losses",
                        s7_capture_losses_json(&s7_capture_statistics(showing->capture)->losses));
    json_object_set_new(document, "empty_dts_left_out", json_integer((json_int_t)showing->show.empty_count));
    s7_cli_json_line(showing->show.out, document);
}

/* That nothing is shown must not look like nothing was done. */
static void tell_filters(const struct showing *showing, const struct s7_flow_statistics *statistics)
{
    const struct s7_capture_show *show = &showing->show;
    if (show->lines || statistics->followed_packets == 0 || (!show->partner && !show->only))
        return;
    fputs("sieben capture show: nothing in it is", stderr);
    if (show->partner)
        fprintf(stderr, " of the partner given with --partner");
    fprintf(stderr, "%s%s; capture list tells who and what there is\n",
            show->partner && show->only ? " and" : "", show->only ? " of the functions given with --only" : "");
}

static void tell_end(const struct showing *showing)
{
    const struct s7_flow_statistics *statistics = s7_capture_statistics(showing->capture);
    fflush(stdout);
    s7_capture_reading_tell(stderr, &showing->choice, &showing->reading);
    s7_capture_losses_tell(stderr, "show", &statistics->losses);
    if (showing->show.empty_count)
        fprintf(stderr, "sieben capture show: %" PRIu64 " DTs without user data are not shown (--all)\n",
                showing->show.empty_count);
    tell_filters(showing, statistics);
    if (statistics->followed_packets == 0)
        fprintf(stderr,
                "sieben capture show: %" PRIu64 " packets, and none of a connection that could be S7's\n",
                showing->reading.packets);
}

static int show_all(struct showing *showing)
{
    struct s7_capture_config config;
    s7_capture_config_default(&config);
    s7_capture_choice_flow(&showing->choice, &config.flow);
    config.seen = s7_capture_show_take;
    config.user = &showing->show;
    if (s7_capture_new(&config, &showing->capture) != S7_OK)
        return out_of_memory();
    int exit_code = s7_capture_read(&showing->choice, take_packet, showing, &showing->reading);
    if (exit_code == S7_EXIT_OK || exit_code == S7_EXIT_INTERRUPTED) {
        s7_capture_finish(showing->capture);
        if (showing->show.json)
            print_end(showing);
        tell_end(showing);
    }
    s7_capture_free(showing->capture);
    return exit_code;
}

static int show_with(struct showing *showing, const struct s7_plant *plant, bool redact)
{
    if (s7_capture_names_new(plant, redact, &showing->show.names) != S7_OK)
        return out_of_memory();
    int exit_code = s7_capture_show_open(&showing->show) == S7_OK ? show_all(showing) : out_of_memory();
    s7_capture_show_close(&showing->show);
    s7_capture_names_free(showing->show.names);
    return exit_code;
}

int s7_cmd_capture_show(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct showing showing = {.capture = NULL};
    struct s7_plant *plant = NULL;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = choose(&arguments, &showing);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    const char *path = s7_arguments_value(&arguments, "plant");
    exit_code = path ? s7_cli_load_plant(path, &plant) : S7_EXIT_OK;
    if (exit_code == S7_EXIT_OK)
        exit_code = show_with(&showing, plant, s7_arguments_flag(&arguments, "redact"));
    s7_plant_free(plant);
    return exit_code;
}
