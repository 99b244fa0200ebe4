/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/capture_show_words.h"
#include "cli/json.h"
#include "cli/wall_clock.h"
#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/describe.h"
#include "wire/message.h"
#include "wire/names.h"
#include "wire/tpkt.h"

enum { NAME_SIZE = 256, STAMP_SIZE = 64, SUBFUNCTION_AT = 6 };

/* ---- who and when ------------------------------------------------------------------------------------------------ */

static void add_time(json_t *document, const struct s7_capture_show *show, s7_time time)
{
    char text[S7_WALL_CLOCK_SIZE], stamp[STAMP_SIZE];
    const struct s7_clock clock = s7_wall_clock_at(time / S7_MILLISECOND, true);
    struct s7_strbuf buf = s7_strbuf_over(stamp, sizeof stamp);
    s7_wall_clock_format(&clock, 'T', text);
    s7_strbuf_printf(&buf, "%s%06uZ", text, (unsigned)(time % S7_MILLISECOND));
    json_object_set_new(document, "time", json_string(stamp));
    json_object_set_new(document, "seconds", json_real((double)(time - show->first) / (double)S7_SECOND));
}

/* {address, port, name}: without the address when it is not to be told; name is the plant's, or a pseudonym. */
static json_t *partner_json(const struct s7_capture_show *show, const struct s7_station *station)
{
    char address[NAME_SIZE], name[NAME_SIZE];
    struct s7_strbuf addresses = s7_strbuf_over(address, sizeof address);
    struct s7_strbuf names = s7_strbuf_over(name, sizeof name);
    bool redact = s7_capture_names_redact(show->names);
    bool named = redact || s7_capture_names_cpu(show->names, station);
    s7_station_print_host(&addresses, station);
    s7_capture_names_host(show->names, station, &names);
    return json_pack("{s:o, s:i, s:o}", "address", redact ? json_null() : json_string(address), "port",
                     (int)station->port, "name", named ? s7_cli_json_text(name) : json_null());
}

static void add_file(json_t *document, const struct s7_capture_show *show)
{
    if (s7_capture_names_redact(show->names))
        json_object_set_new(document, "file", json_sprintf("file-%zu", show->reading->file_number));
    else
        json_object_set_new(document, "file", s7_cli_json_text(show->reading->file));
}

static json_t *framing_json(unsigned framing)
{
    return json_pack("{s:b, s:b, s:b}", "split", (framing & S7_FRAMING_SPLIT) != 0, "shared",
                     (framing & S7_FRAMING_SHARED) != 0, "after_gap", (framing & S7_FRAMING_AFTER_GAP) != 0);
}

/* ---- items ------------------------------------------------------------------------------------------------------- */

struct items {
    struct s7_capture_view view;
    json_t *list;
};

static json_t *item_json(const struct s7_access *access)
{
    json_t *item = json_pack("{s:i, s:i}", "item", (int)access->item, "part", (int)access->part);
    s7_capture_access_json(item, access);
    return item;
}

static void take_access(void *user, const struct s7_access *access)
{
    struct items *items = user;
    json_t *item = item_json(access);
    if (access->value.size)
        s7_capture_value_json(item, &items->view, access, access->value);
    json_array_append_new(items->list, item);
}

static void take_result(void *user, const struct s7_access_result *result)
{
    struct items *items = user;
    json_t *item = item_json(&result->access);
    const char *text = s7_text_return_code(result->return_code);
    json_object_set_new(item, "return_code",
                        result->return_code ? json_sprintf("%02X", (unsigned)result->return_code)
                                            : json_null());
    json_object_set_new(item, "result", text && result->return_code ? json_string(text) : json_null());
    if (result->value.size)
        s7_capture_value_json(item, &items->view, &result->access, result->value);
    json_array_append_new(items->list, item);
}

/* An answer whose question was not seen has results all the same. */
static void add_result(struct items *items, const struct s7_data_item *data, uint8_t return_code, size_t index)
{
    struct s7_access_result result = {
        .access = {.means = S7_MEANS_READ_VAR, .opaque = true, .item = (unsigned)index},
        .return_code = return_code};
    if (data)
        result.value = data->octets;
    else
        result.access.means = S7_MEANS_WRITE_VAR;
    take_result(items, &result);
}

static void take_unasked(struct items *items, struct s7_octets pdu)
{
    struct s7_message message;
    if (s7_message_decode(pdu.at, pdu.size, &message) != S7_OK)
        return;
    for (size_t i = 0; message.body == S7_BODY_READ_ANSWER && i < message.as.read_answer.item_count; i++)
        add_result(items, &message.as.read_answer.items[i], message.as.read_answer.items[i].return_code, i);
    for (size_t i = 0; message.body == S7_BODY_WRITE_ANSWER && i < message.as.write_answer.item_count; i++)
        add_result(items, NULL, message.as.write_answer.return_codes[i], i);
}

static json_t *items_json(const struct s7_capture_show *show, const struct s7_seen *event)
{
    struct items items = {.view = s7_capture_show_view(show, event), .list = json_array()};
    if (event->role == S7_ROLE_REQUEST)
        s7_access_find(event->pdu.at, event->pdu.size, take_access, &items);
    else if (event->question.at && (event->role == S7_ROLE_ANSWER || event->role == S7_ROLE_PUSH))
        s7_access_results(event->question, event->pdu, take_result, &items);
    else
        take_unasked(&items, event->pdu);
    return items.list;
}

/* ---- PDUs -------------------------------------------------------------------------------------------------------- */

static const char *const roles[] = {[S7_ROLE_NONE] = "none",
                                    [S7_ROLE_REQUEST] = "request",
                                    [S7_ROLE_CONTINUATION] = "continuation",
                                    [S7_ROLE_ANSWER] = "answer",
                                    [S7_ROLE_PUSH] = "push"};

/* Mode transitions have another one, without a subfunction. */
static bool has_usual_head(struct s7_octets parameter)
{
    return parameter.size > SUBFUNCTION_AT && parameter.at[0] == 0x00 && parameter.at[1] == 0x01 &&
           parameter.at[2] == 0x12;
}

/* Function of a Job and its answer; group and subfunction of Userdata. */
static void add_function(json_t *document, const struct s7_seen *event)
{
    const struct s7_octets parameter = s7_capture_show_parameter(event);
    enum s7_service service = s7_service_of(event->header.rosctr, parameter);
    bool userdata = event->header.rosctr == S7_ROSCTR_USERDATA;
    json_object_set_new(document, "service",
                        json_string(service < S7_SERVICE_COUNT ? s7_service_row(service)->stem : "other"));
    json_object_set_new(document, "function",
                        !userdata && parameter.size ? json_integer(parameter.at[0]) : json_null());
    json_object_set_new(document, "group",
                        userdata && parameter.size > SUBFUNCTION_AT
                            ? json_integer(parameter.at[SUBFUNCTION_AT - 1] & 0x0F)
                            : json_null());
    json_object_set_new(document, "subfunction",
                        userdata && has_usual_head(parameter) ? json_integer(parameter.at[SUBFUNCTION_AT])
                                                              : json_null());
}

/* The data part of Userdata has one of its own; that of Jobs has one for each item. */
static void add_return_code(json_t *document, const struct s7_seen *event)
{
    const size_t at = s7_header_size(event->header.rosctr) + event->header.parameter_size;
    bool has_one =
        event->header.rosctr == S7_ROSCTR_USERDATA && event->header.data_size > 0 && at < event->pdu.size;
    json_object_set_new(document, "return_code",
                        has_one ? json_sprintf("%02X", (unsigned)event->pdu.at[at]) : json_null());
}

static void add_flaw(json_t *document, const struct s7_seen *event)
{
    char text[NAME_SIZE] = "";
    struct s7_strbuf flaw = s7_strbuf_over(text, sizeof text);
    s7_describe_flaw(&flaw, event->pdu.at, event->pdu.size);
    json_object_set_new(document, "malformed", text[0] ? json_string(text) : json_null());
}

static void add_pdu(json_t *document, const struct s7_capture_show *show, const struct s7_seen *event)
{
    json_object_set_new(document, "role", json_string(roles[event->role]));
    json_object_set_new(document, "size", json_integer((json_int_t)event->pdu.size));
    add_flaw(document, event);
    if (!event->decoded)
        return;
    uint16_t code = s7_capture_show_code(event);
    json_object_set_new(document, "kind", json_string(s7_name_rosctr(event->header.rosctr)));
    json_object_set_new(document, "reference", json_integer(event->header.reference));
    add_function(document, event);
    json_object_set_new(document, "code", code ? json_sprintf("%04X", (unsigned)code) : json_null());
    add_return_code(document, event);
    json_object_set_new(document, "items", items_json(show, event));
    json_object_set_new(document, "request_packet",
                        event->question_packet ? json_integer((json_int_t)event->question_packet)
                                               : json_null());
    json_object_set_new(document, "latency_ms",
                        event->latency >= 0 ? json_real((double)event->latency / S7_MILLISECOND) : json_null());
}

/* ---- the rest ---------------------------------------------------------------------------------------------------- */

static json_t *tsap_json(const struct s7_capture_show *show, const struct s7_cotp_connect *connect,
                         enum s7_cotp_parameter_code code)
{
    char text[NAME_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    const struct s7_tsap tsap = s7_cotp_tsap_of(connect, code);
    s7_capture_names_tsap(show->names, &tsap, &buf);
    return tsap.size ? s7_cli_json_text(text) : json_null();
}

static void add_cotp(json_t *document, const struct s7_capture_show *show, const struct s7_seen *event)
{
    struct s7_cotp cotp;
    bool decoded = event->packet_octets.size > S7_TPKT_SIZE &&
                   s7_cotp_decode(event->packet_octets.at + S7_TPKT_SIZE,
                                  event->packet_octets.size - S7_TPKT_SIZE, &cotp) == S7_OK;
    json_object_set_new(document, "tpdu",
                        decoded ? json_string(s7_name_tpdu((uint8_t)cotp.type)) : json_null());
    if (!decoded || (cotp.type != S7_COTP_CR && cotp.type != S7_COTP_CC))
        return;
    json_object_set_new(document, "calling", tsap_json(show, &cotp.as.connect, S7_COTP_CALLING_TSAP));
    json_object_set_new(document, "called", tsap_json(show, &cotp.as.connect, S7_COTP_CALLED_TSAP));
}

static void add_kind(json_t *document, const struct s7_capture_show *show, const struct s7_seen *event)
{
    switch (event->kind) {
    case S7_SEEN_S7:
    case S7_SEEN_NO_ANSWER:
        add_pdu(document, show, event);
        break;
    case S7_SEEN_COTP:
        add_cotp(document, show, event);
        break;
    case S7_SEEN_S7PLUS:
    case S7_SEEN_MMS:
    case S7_SEEN_OTHER:
        json_object_set_new(document, "size", json_integer((json_int_t)event->pdu.size));
        break;
    case S7_SEEN_LOST:
        json_object_set_new(document, "loss", json_string(s7_loss_name(event->loss)));
        json_object_set_new(document, "lost", json_integer((json_int_t)event->lost_octets));
        break;
    case S7_SEEN_OPENED:
        json_object_set_new(document, "start_seen", json_boolean(event->flow->seen & S7_FLOW_SEEN_SYN));
        break;
    case S7_SEEN_CLOSED:
        json_object_set_new(document, "end", json_string(s7_capture_show_end(event->end)));
        break;
    }
}

static bool is_sent(const struct s7_seen *event)
{
    return event->kind != S7_SEEN_OPENED && event->kind != S7_SEEN_CLOSED;
}

json_t *s7_capture_show_json(const struct s7_capture_show *show, const struct s7_seen *event)
{
    json_t *document = s7_cli_json_document("capture-show");
    struct s7_strbuf words = s7_strbuf_over(show->text, show->text_size);
    json_object_set_new(document, "event", json_string(s7_capture_show_kind(event)));
    add_file(document, show);
    json_object_set_new(document, "packet",
                        event->packet ? json_integer((json_int_t)event->packet) : json_null());
    add_time(document, show, event->time);
    json_object_set_new(document, "client", partner_json(show, &event->flow->ends[event->client]));
    json_object_set_new(document, "server", partner_json(show, &event->flow->ends[1 - event->client]));
    json_object_set_new(document, "from",
                        !is_sent(event)      ? json_null()
                        : event->from_client ? json_string("client")
                                             : json_string("server"));
    json_object_set_new(document, "framing", framing_json(event->framing));
    add_kind(document, show, event);
    s7_capture_show_words(&words, show, event);
    json_object_set_new(document, "text", s7_cli_json_text(show->text));
    return document;
}
