/* SPDX-License-Identifier: MIT
 *
 * unit/cli/capture_list_scene.h — a conversation made by hand, and what is told of it.
 */
#ifndef UNIT_CLI_CAPTURE_LIST_SCENE_H
#define UNIT_CLI_CAPTURE_LIST_SCENE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

#include "cli/capture_list.h"
#include "must.h"

enum { SCENE_TEXT = 65536 };

struct list_scene {
    struct s7_talk talk, other;
    const struct s7_talk *talks[80];
    struct s7_function_use functions[2];
    struct s7_usage usages[40];
    struct s7_error_use errors[2];
    struct s7_latency latency;
    struct s7_capture_choice choice;
    struct s7_capture_reading reading;
    struct s7_flow_statistics statistics;
    struct s7_capture_list list;
    char *files[1];
    char text[SCENE_TEXT];
};

static struct list_scene scene;

static inline void scene_fill_lists(void)
{
    const struct s7_function_key read = {.rosctr = 1, .function = 4}, stop = {.rosctr = 1, .function = 0x29};
    scene.functions[0] =
        (struct s7_function_use){.key = stop, .requests = 2, .answers = 1, .refused = 1, .unanswered = 1};
    scene.functions[1] = (struct s7_function_use){.key = read, .requests = 1500, .answers = 1500};
    scene.usages[0] = (struct s7_usage){.means = S7_MEANS_READ_VAR,
                                        .range = {S7_AREA_DB, 10, 0, 16},
                                        .transport_size = 5,
                                        .requests = 11,
                                        .served = 11,
                                        .first = S7_SECOND,
                                        .last = 6 * S7_SECOND,
                                        .shortest = 450 * S7_MILLISECOND};
    scene.usages[1] = (struct s7_usage){.means = S7_MEANS_WRITE_VAR,
                                        .range = {S7_AREA_DB, 11, 0, 160},
                                        .transport_size = 2,
                                        .requests = 3,
                                        .refused = 3,
                                        .last_refusal = 0x0A,
                                        .first = S7_SECOND,
                                        .last = S7_SECOND};
    scene.errors[0] = (struct s7_error_use){
        .code = 0x0A, .of_item = true, .key = {.rosctr = 1, .function = 5}, .count = 3, .first_packet = 40};
    scene.latency =
        (struct s7_latency){.count = 1, .shortest = 4 * S7_MILLISECOND, .longest = 4 * S7_MILLISECOND};
    scene.latency.steps[100] = 1;
}

static inline void scene_fill_talk(void)
{
    scene.talk = (struct s7_talk){.client = {.address = {10, 0, 0, 5}, .version = 4},
                                  .server = {.address = {10, 0, 0, 9}, .version = 4, .port = 102},
                                  .calling = s7_tsap_of(S7_CLASS_PG, 0, 0),
                                  .called = s7_tsap_of(S7_CLASS_BASIC, 0, 2),
                                  .tsaps_known = true,
                                  .role = S7_ROLE_BY_CR,
                                  .protocol = S7_TALK_S7,
                                  .connections = 3,
                                  .open = 1,
                                  .refused = 2,
                                  .pdu_asked = 480,
                                  .pdu_granted = 240,
                                  .amq_asked = 8,
                                  .amq_granted = 2,
                                  .most_outstanding = 2,
                                  .first = S7_SECOND,
                                  .last = 6 * S7_SECOND,
                                  .first_packet = 7,
                                  .telegrams = 1234,
                                  .pdus = 1200,
                                  .empty_dts = 5,
                                  .functions = scene.functions,
                                  .function_count = 2,
                                  .usages = scene.usages,
                                  .usage_count = 2,
                                  .errors = scene.errors,
                                  .error_count = 1,
                                  .latency = &scene.latency};
    memcpy(scene.talk.order_number, "6ES7 315-2EH14-0AB0 ", 20);
    scene.talk.anomalies[S7_ANOMALY_SPLIT] = 4;
    scene.talk.losses.counts[S7_LOSS_GAP] = 27;
    scene.talk.opaque[S7_OPERATION_READ] = 6;
}

static inline int scene_make(void **state)
{
    (void)state;
    static char file[] = "line4.pcap";
    memset(&scene, 0, sizeof scene);
    scene_fill_lists();
    scene_fill_talk();
    scene.files[0] = file;
    scene.choice = (struct s7_capture_choice){.files = scene.files, .file_count = 1};
    scene.reading = (struct s7_capture_reading){.packets = 4000, .octets = 300000, .complete = true};
    scene.statistics = (struct s7_flow_statistics){.packets = 4000, .followed_packets = 3000, .flows = 3};
    scene.statistics.losses.counts[S7_LOSS_GAP] = 27;
    scene.talks[0] = &scene.talk;
    scene.list = (struct s7_capture_list){.choice = &scene.choice,
                                          .reading = &scene.reading,
                                          .statistics = &scene.statistics,
                                          .talks = scene.talks,
                                          .talk_count = 1,
                                          .first = S7_SECOND,
                                          .last = 8 * S7_SECOND,
                                          .links = {1},
                                          .link_count = 1};
    return s7_capture_names_new(NULL, false, &scene.list.names);
}

static inline int scene_drop(void **state)
{
    (void)state;
    s7_capture_names_free(scene.list.names);
    return 0;
}

/** What is told, as text without a limit of its width. */
static inline const char *scene_told(void (*tell)(struct s7_report *report))
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    struct s7_report report;
    must(file);
    s7_report_begin(&report,
                    &(struct s7_report_config){.format = S7_REPORT_TEXT, .sink = s7_report_sink_stream(file)});
    tell(&report);
    must(s7_report_end(&report) == 0 && fclose(file) == 0 && size < SCENE_TEXT);
    memcpy(scene.text, text, size + 1);
    free(text);
    return scene.text;
}

static inline void assert_told(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in:\n%s", part, text);
}

static inline void assert_not_told(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("\"%s\" is in:\n%s", part, text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_make, scene_drop)

#endif
