/* SPDX-License-Identifier: MIT */
#include "cli/trace.h"

#include "cli/fault.h"
#include "cli/json.h"
#include "cli/target.h"
#include "wire/describe.h"
#include "wire/names.h"

enum { LINE_SIZE = 2048, WORDS_SIZE = 160, USERDATA_ERROR_AT = 10 };

static const struct {
    const char *word; /* in documents */
    const char *text;
} events[S7_EVENT_COUNT] = {
    [S7_EVENT_ACCEPTED] = {"accepted", "TCP connection"},
    [S7_EVENT_TURNED_AWAY] = {"turned_away", "turned away: every connection that is held ready is in use"},
    [S7_EVENT_ADMITTED] = {"admitted", "admitted: "},
    [S7_EVENT_REFUSED] = {"refused", "refused: "},
    [S7_EVENT_CONNECTED] = {"connected", "connected"},
    [S7_EVENT_DISCONNECTED] = {"disconnected", "disconnected"},
    [S7_EVENT_WRITTEN] = {"written", "data was written"},
    [S7_EVENT_PUSH_DROPPED] = {"push_dropped", "a push was dropped: the partner does not take those that wait"},
};

/* What one line says; `kind` is "in", "out" or "event". */
struct line {
    const char *kind;
    const char *arrow;
    const char *text;
    json_t *more; /* members of the document, NULL in lines */
};

static double seconds_of(struct s7_trace *trace, s7_time now)
{
    if (!trace->running) {
        trace->running = true;
        trace->started = now;
    }
    return (double)(now - trace->started) / (double)S7_SECOND;
}

static void print_json(const struct s7_trace *trace, const struct s7_conversation *on, const struct line *line,
                       double seconds)
{
    json_t *document = s7_cli_json_document("cpu");
    json_object_set_new(document, "event", json_string(line->kind));
    json_object_set_new(document, "seconds", json_real(seconds));
    json_object_set_new(document, "connection", json_integer(on->number));
    json_object_set_new(document, "peer", s7_cli_json_text(on->peer));
    json_object_set_new(document, "port", json_integer(on->port));
    json_object_set_new(document, "text", s7_cli_json_text(line->text));
    json_object_update(document, line->more);
    json_decref(line->more);
    s7_cli_json_line(trace->out, document);
}

static void print_line(struct s7_trace *trace, const struct s7_conversation *on, struct line line, s7_time now)
{
    double seconds = seconds_of(trace, now);
    if (trace->json) {
        print_json(trace, on, &line, seconds);
        return;
    }
    char label[S7_TARGET_LABEL_SIZE];
    s7_target_label(on->peer, on->port, label, sizeof label);
    fprintf(trace->out, "%12.6f #%u %s %s %s\n", seconds, on->number, label, line.arrow, line.text);
    fflush(trace->out);
}

/* ---- telegrams ------------------------------------------------------------------------------------------- */

/* The request that this answer refuses, wholly or in part; NULL: it does not, or nobody knows. */
static const struct s7_asked *refused_of(const struct s7_trace *trace, enum s7_direction direction)
{
    if (direction == S7_DIRECTION_IN || !trace->statistics || !trace->statistics->refuses)
        return NULL;
    return trace->statistics->answered;
}

/* The code that refuses the whole request, 0: none. */
static uint16_t code_of(const struct s7_header *header, struct s7_octets parameter)
{
    if (header->rosctr != S7_ROSCTR_USERDATA || parameter.size < USERDATA_ERROR_AT + 2)
        return header->error;
    return (uint16_t)(parameter.at[USERDATA_ERROR_AT] << 8 | parameter.at[USERDATA_ERROR_AT + 1]);
}

/* {kind, reference, service, code, request}; of a malformed one nothing. */
static json_t *pdu_members(const uint8_t *pdu, size_t size, const struct s7_asked *refused)
{
    struct s7_reader reader = s7_reader_over(pdu, size);
    struct s7_header header;
    json_t *members = json_object();
    if (s7_header_decode(&reader, &header) != S7_OK)
        return members;
    struct s7_octets parameter = s7_reader_octets(&reader, header.parameter_size);
    enum s7_service service = refused ? refused->service : s7_service_of(header.rosctr, parameter);
    uint16_t code = code_of(&header, parameter);
    json_object_set_new(members, "kind", json_string(s7_name_rosctr(header.rosctr)));
    json_object_set_new(members, "reference", json_integer(header.reference));
    json_object_set_new(members, "service",
                        json_string(service < S7_SERVICE_COUNT ? s7_service_row(service)->stem : "other"));
    json_object_set_new(members, "code", code ? json_sprintf("%04X", (unsigned)code) : json_null());
    return members;
}

static void trace_pdu(void *self, const struct s7_conversation *on, enum s7_direction direction,
                      const uint8_t *pdu, size_t size, s7_time now)
{
    struct s7_trace *trace = self;
    const struct s7_asked *refused = refused_of(trace, direction);
    char text[LINE_SIZE], words[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_strbuf asked = s7_strbuf_over(words, sizeof words);
    struct line line = {.kind = "in", .arrow = "->", .text = text};
    if (direction == S7_DIRECTION_OUT)
        line = (struct line){.kind = "out", .arrow = "<-", .text = text};
    s7_describe_pdu(&buf, pdu, size);
    if (refused) {
        s7_asked_describe(&asked, refused);
        s7_strbuf_printf(&buf, "; asked: %s", words);
    }
    if (trace->json) {
        line.more = pdu_members(pdu, size, refused);
        if (refused)
            json_object_set_new(line.more, "request", s7_cli_json_text(words));
    }
    print_line(trace, on, line, now);
}

/* ---- events ---------------------------------------------------------------------------------------------- */

static void add_refusal(struct s7_strbuf *buf, const struct s7_conversation *on, const struct s7_fault *fault)
{
    s7_strbuf_add(buf, fault && fault->error == S7_ERR_RESOURCE_PARTNER ? "no connection resource is left for "
                                                                        : "nothing is here under ");
    s7_caller_describe(buf, on->called);
}

static void add_admitted(struct s7_strbuf *buf, const struct s7_conversation *on)
{
    s7_caller_describe(buf, on->called);
    s7_strbuf_add(buf, ", from TSAP ");
    s7_caller_tsap(buf, on->calling);
}

static json_t *tsap_json(struct s7_octets tsap)
{
    char text[WORDS_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_caller_tsap(&buf, tsap);
    return tsap.size ? s7_cli_json_text(text) : json_null();
}

/* {what, class, calling, called, error}, as far as the event has them. */
static json_t *event_members(const struct s7_conversation *on, enum s7_event event,
                             const struct s7_fault *fault)
{
    json_t *members = json_pack("{s:s}", "what", events[event].word);
    if (event == S7_EVENT_ADMITTED || event == S7_EVENT_REFUSED) {
        json_object_set_new(members, "class", json_string(s7_caller_class_name(s7_caller_class(on->called))));
        json_object_set_new(members, "calling", tsap_json(on->calling));
        json_object_set_new(members, "called", tsap_json(on->called));
    }
    if (fault && fault->error != S7_OK)
        json_object_set_new(members, "error", json_string(s7_error_name(fault->error)));
    return members;
}

static void trace_event(void *self, const struct s7_conversation *on, enum s7_event event,
                        const struct s7_fault *fault, s7_time now)
{
    struct s7_trace *trace = self;
    char text[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_strbuf_add(&buf, events[event].text);
    if (event == S7_EVENT_REFUSED) {
        add_refusal(&buf, on, fault);
    } else if (event == S7_EVENT_ADMITTED) {
        add_admitted(&buf, on);
    } else if (fault && fault->error != S7_OK) {
        s7_strbuf_add(&buf, ": ");
        s7_cli_fault_seen(fault, &buf);
    }
    struct line line = {.kind = "event", .arrow = "--", .text = text};
    if (trace->json)
        line.more = event_members(on, event, fault);
    print_line(trace, on, line, now);
}

void s7_trace_init(struct s7_trace *trace, FILE *out, bool json)
{
    struct s7_trace fresh = {.out = out, .json = json};
    *trace = fresh;
    trace->observer.self = trace;
    trace->observer.pdu = trace_pdu;
    trace->observer.event = trace_event;
}
