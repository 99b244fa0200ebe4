/* SPDX-License-Identifier: MIT */
#include "cli/trace.h"

#include "base/strbuf.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/target.h"
#include "wire/describe.h"

enum { LINE_SIZE = 2048 };

static const char *const event_text[S7_EVENT_COUNT] = {
    [S7_EVENT_ACCEPTED] = "TCP connection",
    [S7_EVENT_TURNED_AWAY] = "turned away: every connection that this program holds ready is in use",
    [S7_EVENT_ADMITTED] = "admitted",
    [S7_EVENT_PUSH_DROPPED] = "a push was dropped: the partner does not take what waits for it",
    [S7_EVENT_CONNECTED] = "connected",
    [S7_EVENT_REFUSED] = "refused",
    [S7_EVENT_DISCONNECTED] = "disconnected",
    [S7_EVENT_WRITTEN] = "data was written",
};

/* What one line says; `kind` is "in", "out" or "event". */
struct line {
    const char *kind;
    const char *arrow;
    const char *text;
    double seconds;
};

static void print_json(struct s7_trace *trace, const struct s7_conversation *on, const struct line *line)
{
    json_t *document = s7_cli_json_document("cpu");
    json_object_set_new(document, "event", json_string(line->kind));
    json_object_set_new(document, "seconds", json_real(line->seconds));
    json_object_set_new(document, "connection", json_integer(on->number));
    json_object_set_new(document, "peer", s7_cli_json_text(on->peer));
    json_object_set_new(document, "port", json_integer(on->port));
    json_object_set_new(document, "text", s7_cli_json_text(line->text));
    s7_cli_json_line(trace->out, document);
}

static void print_line(struct s7_trace *trace, const struct s7_conversation *on, struct line line, s7_time now)
{
    if (!trace->running) {
        trace->running = true;
        trace->started = now;
    }
    line.seconds = (double)(now - trace->started) / (double)S7_SECOND;
    if (trace->json) {
        print_json(trace, on, &line);
        return;
    }
    char label[S7_TARGET_LABEL_SIZE];
    s7_target_label(on->peer, on->port, label, sizeof label);
    fprintf(trace->out, "%12.6f #%u %s %s %s\n", line.seconds, on->number, label, line.arrow, line.text);
    fflush(trace->out);
}

static void trace_pdu(void *self, const struct s7_conversation *on, enum s7_direction direction,
                      const uint8_t *pdu, size_t size, s7_time now)
{
    char text[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_describe_pdu(&buf, pdu, size);
    struct line line = {"in", "->", text, 0};
    if (direction == S7_DIRECTION_OUT)
        line = (struct line){"out", "<-", text, 0};
    print_line(self, on, line, now);
}

static void trace_event(void *self, const struct s7_conversation *on, enum s7_event event,
                        const struct s7_fault *fault, s7_time now)
{
    char text[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_strbuf_add(&buf, event_text[event]);
    if (fault && fault->error != S7_OK && event == S7_EVENT_REFUSED) {
        s7_strbuf_printf(&buf, " (%s)",
                         s7_error_name(fault->error)); /* by this side: its text tells the other's view */
    } else if (fault && fault->error != S7_OK) {
        s7_strbuf_add(&buf, ": ");
        s7_cli_fault_seen(fault, &buf);
    }
    print_line(self, on, (struct line){"event", "--", text, 0}, now);
}

void s7_trace_init(struct s7_trace *trace, FILE *out, bool json)
{
    struct s7_trace fresh = {.out = out, .json = json};
    *trace = fresh;
    trace->observer.self = trace;
    trace->observer.pdu = trace_pdu;
    trace->observer.event = trace_event;
}
