/* SPDX-License-Identifier: MIT */
#include "cli/capture_show_words.h"
#include "wire/dbread.h"
#include "wire/describe.h"
#include "wire/message.h"

/* A list of accesses while it is written. */
struct list {
    struct s7_strbuf *buf;
    struct s7_capture_view view;
    const struct s7_message *message; /* the request that the accesses are in; NULL: it does not decode */
    const char *before;               /* what comes before the first one */
    size_t count;
};

/* ---- addresses --------------------------------------------------------------------------------------------------- */

/* What is opaque is said as it stands in its item. */
static const struct s7_item *item_at(const struct s7_message *message, unsigned index)
{
    if (message && message->body == S7_BODY_READ_REQUEST && index < message->as.read_request.item_count)
        return &message->as.read_request.items[index];
    if (message && message->body == S7_BODY_WRITE_REQUEST && index < message->as.write_request.item_count)
        return &message->as.write_request.items[index];
    return NULL;
}

static void add_address(struct list *list, const struct s7_access *access)
{
    const struct s7_item *item = access->opaque ? item_at(list->message, access->item) : NULL;
    s7_strbuf_add(list->buf, list->count++ ? ", " : list->before);
    if (item && !list->view.redact)
        s7_describe_item(list->buf, item);
    else if (access->opaque)
        s7_strbuf_add(list->buf, "an address of another kind");
    else
        s7_capture_address_print(list->buf, access);
}

static struct list list_of(struct s7_strbuf *buf, const struct s7_capture_view *view, struct s7_octets request,
                           struct s7_message *room, const char *before)
{
    bool decoded = room && request.at && s7_message_decode(request.at, request.size, room) == S7_OK;
    return (struct list){.buf = buf, .view = *view, .message = decoded ? room : NULL, .before = before};
}

/* ---- what has no accesses ---------------------------------------------------------------------------------------- */

/* Bodies whose words tell nothing but what kind of traffic it is. */
static const enum s7_body plain_bodies[] = {S7_BODY_EMPTY,         S7_BODY_SETUP,       S7_BODY_PLC_STOP,
                                            S7_BODY_MODE,          S7_BODY_SZL_REQUEST, S7_BODY_SZL_LIST,
                                            S7_BODY_MESSAGE_ANSWER};

static bool is_plain(struct s7_octets pdu, struct s7_message *room)
{
    if (s7_message_decode(pdu.at, pdu.size, room) != S7_OK)
        return true; /* the flaw is told, and no content */
    for (size_t i = 0; i < sizeof plain_bodies / sizeof plain_bodies[0]; i++)
        if (room->body == plain_bodies[i])
            return true;
    return false;
}

static void add_whole(struct s7_strbuf *buf, const struct s7_capture_view *view, struct s7_octets pdu,
                      struct s7_message *room)
{
    if (view->redact && !is_plain(pdu, room))
        s7_describe_pdu_head(buf, pdu.at, pdu.size);
    else
        s7_describe_pdu(buf, pdu.at, pdu.size);
}

/* ---- requests ---------------------------------------------------------------------------------------------------- */

static void take_access(void *user, const struct s7_access *access)
{
    struct list *list = user;
    add_address(list, access);
    if (!access->value.size)
        return;
    s7_strbuf_add(list->buf, " := ");
    s7_capture_value_print(list->buf, &list->view, access, access->value);
}

static void look_for_values(void *user, const struct s7_access *access)
{
    bool *found = user;
    *found = *found || access->value.size;
}

/* A request that writes has its values typed; any other one is said as everywhere else. */
static void add_request(struct s7_strbuf *buf, const struct s7_capture_view *view, struct s7_octets pdu,
                        struct s7_message *room)
{
    bool writes = false;
    size_t count = s7_access_find(pdu.at, pdu.size, look_for_values, &writes);
    if (count == 0 || (!writes && !view->redact)) {
        add_whole(buf, view, pdu, room);
        return;
    }
    struct list list = list_of(buf, view, pdu, room, ": ");
    s7_describe_pdu_head(buf, pdu.at, pdu.size);
    s7_access_find(pdu.at, pdu.size, take_access, &list);
}

/* ---- answers and pushes ------------------------------------------------------------------------------------------ */

static void take_result(void *user, const struct s7_access_result *result)
{
    struct list *list = user;
    add_address(list, &result->access);
    if (result->value.size) {
        s7_strbuf_add(list->buf, " = ");
        s7_capture_value_print(list->buf, &list->view, &result->access, result->value);
    } else if (result->return_code == S7_RETURN_SUCCESS) {
        s7_strbuf_add(list->buf, s7_means_operation(result->access.means) == S7_OPERATION_WRITE
                                     ? ": written"
                                     : ": no octets");
    } else if (result->return_code == S7_DBREAD_UNCHANGED) {
        s7_strbuf_add(list->buf, ": unchanged");
    } else {
        s7_strbuf_add(list->buf, ": ");
        s7_describe_return_code(list->buf, result->return_code);
    }
}

/* Behind the refusal of a request as a whole: what it was that is refused. */
static void add_asked(struct s7_strbuf *buf, const struct s7_capture_view *view, struct s7_octets question,
                      struct s7_message *room)
{
    struct list list = list_of(buf, view, question, room, "; asked: ");
    if (s7_access_find(question.at, question.size, take_access, &list))
        return;
    s7_strbuf_add(buf, "; asked: ");
    add_whole(buf, view, question, room);
}

static void look_for_refusal(void *user, const struct s7_access_result *result)
{
    bool *as_a_whole = user;
    *as_a_whole = *as_a_whole || result->return_code == 0;
}

static void add_answer(struct s7_strbuf *buf, const struct s7_capture_view *view, const struct s7_seen *event,
                       struct s7_message *room)
{
    bool refused = s7_capture_show_code(event) != 0, known = false;
    if (!refused && event->question.at)
        known = s7_access_results(event->question, event->pdu, look_for_refusal, &refused) > 0 && !refused;
    if (known || refused)
        s7_describe_pdu_head(buf, event->pdu.at, event->pdu.size);
    else
        add_whole(buf, view, event->pdu, room);
    struct list list = list_of(buf, view, event->question, room, ": ");
    if (known)
        s7_access_results(event->question, event->pdu, take_result, &list);
    else if (refused && event->question.at)
        add_asked(buf, view, event->question, room);
}

void s7_capture_show_pdu(struct s7_strbuf *buf, const struct s7_capture_show *show, const struct s7_seen *event)
{
    const struct s7_capture_view view = s7_capture_show_view(show, event);
    struct s7_message room;
    if (!event->decoded)
        s7_describe_pdu(buf, event->pdu.at, event->pdu.size);
    else if (event->role == S7_ROLE_ANSWER || event->role == S7_ROLE_PUSH)
        add_answer(buf, &view, event, &room);
    else
        add_request(buf, &view, event->pdu, &room);
}
