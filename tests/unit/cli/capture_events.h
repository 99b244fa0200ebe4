/* SPDX-License-Identifier: MIT
 *
 * unit/cli/capture_events.h — events of a capture, made by hand.
 */
#ifndef UNIT_CLI_CAPTURE_EVENTS_H
#define UNIT_CLI_CAPTURE_EVENTS_H

#include <stdio.h>
#include <string.h>

#include "cli/capture_show_words.h"
#include "must.h"

#define PDU_READ       "320100000005000e00000401120a10050001000a84000000"
#define PDU_GIVEN      "3203000000050002000600000401ff050010002a"
#define PDU_MISSING    "32030000000500020004000004010a000000"
#define PDU_REFUSED    "320200000005000000008104"
#define PDU_WRITE      "320100000006000e00060501120a10050001000a840000000004001000fe"
#define PDU_WRITTEN    "3203000000060002000100000501ff"
#define PDU_SETUP      "32010000000000080000f0000008000803c0"
#define PDU_SZL        "320700000007000800080001120411440100ff09000400110000"
#define PDU_PASSWORD   "3207000006000008000c0001120411450100ff090008213a1b1d6e681b1d"
#define PDU_PI         "3201000000080010000028000000000000fd0000095f494e5345" /* the argument runs over: malformed */
#define PACKET_CR      "0300001611e00000000100c0010ac1021001c2020302"
#define PACKET_CR_TEXT "0300001d18e00000000100c0010ac1094c494e4534315f5043c2020302"
#define PACKET_EMPTY   "0300000702f000"
#define PACKET_DR      "0300000b06800001000280"

enum { EVENT_OCTETS = 4096 };

/* A connection of 10.10.1.11:49152 to 10.20.1.21:102, and one event in it at a time. */
struct scene_events {
    struct s7_flow flow;
    struct s7_seen event;
    struct s7_capture_show show;
    struct s7_capture_reading reading;
    uint8_t pdu[EVENT_OCTETS], question[EVENT_OCTETS], packet[EVENT_OCTETS];
    char text[65536];
};

static inline struct s7_octets scene_octets(const char *hex, uint8_t *octets)
{
    size_t size = strlen(hex) / 2;
    must(size <= EVENT_OCTETS);
    for (size_t i = 0; i < size; i++) {
        unsigned octet;
        must(sscanf(hex + 2 * i, "%2x", &octet) == 1);
        octets[i] = (uint8_t)octet;
    }
    return (struct s7_octets){octets, size};
}

static inline void scene_open(struct scene_events *scene, const struct s7_plant *plant, bool redact)
{
    memset(scene, 0, sizeof *scene);
    scene->flow.ends[0] = (struct s7_station){.address = {10, 10, 1, 11}, .port = 49152, .version = 4};
    scene->flow.ends[1] = (struct s7_station){.address = {10, 20, 1, 21}, .port = 102, .version = 4};
    scene->flow.seen = S7_FLOW_SEEN_SYN;
    scene->reading.file = "line4.pcap";
    scene->reading.file_number = 1;
    scene->show.reading = &scene->reading;
    must(s7_capture_names_new(plant, redact, &scene->show.names) == S7_OK);
    must(s7_capture_show_open(&scene->show) == S7_OK);
}

static inline void scene_close(struct scene_events *scene)
{
    s7_capture_show_close(&scene->show);
    s7_capture_names_free(scene->show.names);
}

static inline struct s7_seen *scene_event(struct scene_events *scene, enum s7_seen_kind kind)
{
    scene->event = (struct s7_seen){.kind = kind,
                                    .flow = &scene->flow,
                                    .packet = 12,
                                    .time = INT64_C(1763632800) * S7_SECOND + 1500 * INT64_C(1000),
                                    .from_client = true,
                                    .latency = -1};
    return &scene->event;
}

/* A request, or with `question` an answer to it after 2.114 ms. */
static inline struct s7_seen *scene_pdu(struct scene_events *scene, const char *hex, const char *question)
{
    struct s7_seen *event = scene_event(scene, S7_SEEN_S7);
    event->pdu = scene_octets(hex, scene->pdu);
    struct s7_reader reader = s7_reader_over(event->pdu.at, event->pdu.size);
    event->decoded = s7_header_decode(&reader, &event->header) == S7_OK;
    event->role = S7_ROLE_REQUEST;
    if (question) {
        event->question = scene_octets(question, scene->question);
        event->question_packet = 11;
        event->latency = 2114 * INT64_C(1000);
        event->from_client = false;
        event->role = S7_ROLE_ANSWER;
    }
    return event;
}

static inline struct s7_seen *scene_packet(struct scene_events *scene, const char *hex)
{
    struct s7_seen *event = scene_event(scene, S7_SEEN_COTP);
    event->packet_octets = scene_octets(hex, scene->packet);
    return event;
}

static inline const char *scene_words(struct scene_events *scene, const struct s7_seen *event)
{
    struct s7_strbuf buf = s7_strbuf_over(scene->text, sizeof scene->text);
    s7_capture_show_words(&buf, &scene->show, event);
    return scene->text;
}

#endif
