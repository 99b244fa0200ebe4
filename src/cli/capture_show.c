/* SPDX-License-Identifier: MIT */
#include "cli/capture_show.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/capture_show_words.h"
#include "cli/json.h"
#include "cli/wall_clock.h"
#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/describe.h"

enum {
    TEXT_SIZE = 512 << 10, /* the longest PDU, each octet as hex */
    PLACE_SIZE = 256,
    HEAD_SIZE = 512,
    STAMP_SIZE = 64,
    TPDU_DT_SIZE = 7 /* a TPKT with a DT without user data */
};

int s7_capture_show_open(struct s7_capture_show *show)
{
    show->text = malloc(TEXT_SIZE);
    show->text_size = TEXT_SIZE;
    return show->text ? S7_OK : S7_ERR_LOCAL_MEMORY;
}

void s7_capture_show_close(struct s7_capture_show *show)
{
    free(show->text);
    show->text = NULL;
}

/* ---- what is shown ----------------------------------------------------------------------------------------------- */

/* Does the text begin with the word, in any case of its letters? */
static bool begins(const char *text, const char *word)
{
    size_t i = 0;
    while (word[i] && tolower((unsigned char)text[i]) == tolower((unsigned char)word[i]))
        i++;
    return word[i] == '\0';
}

static bool contains(const char *text, const char *word)
{
    while (*text && !begins(text, word))
        text++;
    return *text != '\0';
}

static bool head_contains(struct s7_octets pdu, const char *word)
{
    char text[HEAD_SIZE];
    struct s7_strbuf head = s7_strbuf_over(text, sizeof text);
    if (!pdu.at)
        return false;
    s7_describe_pdu_head(&head, pdu.at, pdu.size);
    return contains(text, word);
}

/* A refusal may say nothing of its function: then it is that of the question. */
static bool has_function(const struct s7_capture_show *show, const struct s7_seen *event)
{
    if (!show->only)
        return true;
    return (event->kind == S7_SEEN_S7 || event->kind == S7_SEEN_NO_ANSWER) &&
           (head_contains(event->pdu, show->only) || head_contains(event->question, show->only));
}

static bool is_end(const struct s7_capture_show *show, const struct s7_station *station)
{
    char name[PLACE_SIZE], address[PLACE_SIZE];
    struct s7_strbuf names = s7_strbuf_over(name, sizeof name),
                     addresses = s7_strbuf_over(address, sizeof address);
    s7_capture_names_host(show->names, station, &names);
    s7_station_print_host(&addresses, station);
    return strcmp(show->partner, name) == 0 || strcmp(show->partner, address) == 0;
}

static bool has_partner(const struct s7_capture_show *show, const struct s7_seen *event)
{
    return !show->partner || is_end(show, &event->flow->ends[0]) || is_end(show, &event->flow->ends[1]);
}

/* STEP 7 and TIA send one after nearly every answer. */
static bool is_empty_dt(const struct s7_seen *event)
{
    return event->kind == S7_SEEN_COTP && event->packet_octets.size == TPDU_DT_SIZE &&
           event->packet_octets.at[TPDU_DT_SIZE - 2] == S7_COTP_DT;
}

static bool is_shown(struct s7_capture_show *show, const struct s7_seen *event)
{
    if (!has_partner(show, event) || !has_function(show, event))
        return false;
    if (show->empty_dts || !is_empty_dt(event))
        return true;
    show->empty_count++;
    return false;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static void add_stamp(const struct s7_capture_show *show, struct s7_strbuf *buf, s7_time time)
{
    char text[S7_WALL_CLOCK_SIZE];
    if (show->clock == S7_CAPTURE_ABSOLUTE) {
        const struct s7_clock clock = s7_wall_clock_at(time / S7_MILLISECOND, true);
        s7_wall_clock_format(&clock, ' ', text);
        s7_strbuf_printf(buf, "%s%03u", text, (unsigned)(time % S7_MILLISECOND / 1000));
    } else {
        s7_time from = show->clock == S7_CAPTURE_DELTA ? show->before : show->first;
        s7_strbuf_printf(buf, "%12.6f", (double)(time - from) / (double)S7_SECOND);
    }
}

static const char *arrow_of(const struct s7_seen *event)
{
    if (event->kind == S7_SEEN_OPENED || event->kind == S7_SEEN_CLOSED)
        return "--";
    return event->from_client ? "->" : "<-";
}

static void print_line(struct s7_capture_show *show, const struct s7_seen *event)
{
    char stamp[STAMP_SIZE], number[STAMP_SIZE] = "-", client[PLACE_SIZE], server[PLACE_SIZE];
    struct s7_strbuf stamps = s7_strbuf_over(stamp, sizeof stamp);
    struct s7_strbuf clients = s7_strbuf_over(client, sizeof client);
    struct s7_strbuf servers = s7_strbuf_over(server, sizeof server);
    struct s7_strbuf words = s7_strbuf_over(show->text, show->text_size);
    add_stamp(show, &stamps, event->time);
    s7_capture_names_place(show->names, &event->flow->ends[event->client], false, &clients);
    s7_capture_names_place(show->names, &event->flow->ends[1 - event->client], true, &servers);
    s7_capture_show_words(&words, show, event);
    if (event->packet)
        snprintf(number, sizeof number, "%" PRIu64, event->packet);
    fprintf(show->out, "%s %5s %s %s %s  %s%s\n", stamp, number, client, arrow_of(event), server, show->text,
            words.truncated ? " …" : "");
}

static void name_file(struct s7_capture_show *show)
{
    if (!show->name_files || show->json || show->reading->file_number == show->file_number)
        return;
    show->file_number = show->reading->file_number;
    if (s7_capture_names_redact(show->names))
        fprintf(show->out, "file %zu\n", show->file_number);
    else
        fprintf(show->out, "file %s\n", show->reading->file);
}

void s7_capture_show_take(void *user, const struct s7_seen *event)
{
    struct s7_capture_show *show = user;
    if (!show->started) {
        show->started = true;
        show->first = show->before = event->time;
    }
    if (!is_shown(show, event))
        return;
    name_file(show);
    show->lines++;
    if (show->json)
        s7_cli_json_line(show->out, s7_capture_show_json(show, event));
    else
        print_line(show, event);
    show->before = event->time;
    if (show->flushed)
        fflush(show->out);
    show->reading->stop = show->reading->stop || ferror(show->out) != 0;
}
