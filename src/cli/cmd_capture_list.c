/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/capture_list.h"
#include "cli/json.h"
#include "cli/load.h"
#include "sieben/error.h"

enum { WIDTH_USUAL = 110, WIDTH_LEAST = 60 };

/* What is read, and what is told of it. */
struct listing {
    struct s7_capture_choice choice;
    struct s7_capture_reading reading;
    struct s7_capture_list list;
    struct s7_capture *capture;
    bool json;
};

static int choose(const struct s7_arguments *arguments, struct listing *listing)
{
    int exit_code = s7_capture_choose(arguments, &listing->choice);
    listing->choice.progress = true;
    listing->json = s7_arguments_flag(arguments, "json");
    listing->list.all = s7_arguments_flag(arguments, "all");
    listing->list.choice = &listing->choice;
    listing->list.reading = &listing->reading;
    return exit_code;
}

static int out_of_memory(void)
{
    fprintf(stderr, "sieben capture list: %s\n", strerror(ENOMEM));
    return 10 * S7_LAYER_LOCAL;
}

static void take_packet(void *user, const struct s7_packet *packet)
{
    struct listing *listing = user;
    s7_capture_list_note(&listing->list, packet);
    s7_capture_input(listing->capture, packet);
}

static size_t width_of_output(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_USUAL;
    return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

static void print_text(const struct s7_capture_list *list)
{
    const char *refused = getenv("NO_COLOR");
    struct s7_report report;
    s7_report_begin(&report,
                    &(struct s7_report_config){.format = S7_REPORT_TEXT,
                                               .sink = s7_report_sink_stream(stdout),
                                               .width = width_of_output(),
                                               .colour = isatty(STDOUT_FILENO) && !(refused && refused[0])});
    s7_capture_list_tell(&report, list);
    s7_report_end(&report);
}

static void print(struct listing *listing)
{
    struct s7_capture_list *list = &listing->list;
    list->talks = s7_capture_talks(listing->capture, &list->talk_count);
    list->statistics = s7_capture_statistics(listing->capture);
    if (listing->json)
        s7_cli_json_print(stdout, s7_capture_list_json(list));
    else
        print_text(list);
    fflush(stdout);
    s7_capture_reading_tell(stderr, &listing->choice, &listing->reading);
}

static int list_all(struct listing *listing)
{
    struct s7_capture_config config;
    s7_capture_config_default(&config);
    s7_capture_choice_flow(&listing->choice, &config.flow);
    if (s7_capture_new(&config, &listing->capture) != S7_OK)
        return out_of_memory();
    int exit_code = s7_capture_read(&listing->choice, take_packet, listing, &listing->reading);
    if (exit_code == S7_EXIT_OK || exit_code == S7_EXIT_INTERRUPTED) {
        s7_capture_finish(listing->capture);
        print(listing);
    }
    s7_capture_free(listing->capture);
    return exit_code;
}

static int list_with(struct listing *listing, const struct s7_plant *plant, bool redact)
{
    if (s7_capture_names_new(plant, redact, &listing->list.names) != S7_OK)
        return out_of_memory();
    int exit_code = list_all(listing);
    s7_capture_names_free(listing->list.names);
    return exit_code;
}

int s7_cmd_capture_list(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct listing listing = {.capture = NULL};
    struct s7_plant *plant = NULL;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = choose(&arguments, &listing);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    const char *path = s7_arguments_value(&arguments, "plant");
    exit_code = path ? s7_cli_load_plant(path, &plant) : S7_EXIT_OK;
    if (exit_code == S7_EXIT_OK)
        exit_code = list_with(&listing, plant, s7_arguments_flag(&arguments, "redact"));
    s7_plant_free(plant);
    return exit_code;
}
