/* SPDX-License-Identifier: MIT */
#include "cli/cpu_statistics.h"
#include "wire/describe.h"
#include "wire/names.h"

enum { USERDATA_PARAMETER_MIN = 8, TYPE_AT = 5, CONTROL_REFUSED_SIZE = 2 };

/* One PDU of a connection. */
struct telegram {
    struct s7_cpu_connection *connection;
    struct s7_octets pdu;
    struct s7_header header;
    struct s7_octets parameter, data;
    const struct s7_asked *asked; /* of an answer; NULL: not known */
};

static bool read_telegram(struct telegram *telegram)
{
    struct s7_reader reader = s7_reader_over(telegram->pdu.at, telegram->pdu.size);
    if (s7_header_decode(&reader, &telegram->header) != S7_OK)
        return false;
    telegram->parameter = s7_reader_octets(&reader, telegram->header.parameter_size);
    telegram->data = s7_reader_octets(&reader, telegram->header.data_size);
    return true;
}

static unsigned userdata_type(const struct telegram *telegram)
{
    return telegram->parameter.at[TYPE_AT] >> 4;
}

static bool has_userdata_type(const struct telegram *telegram)
{
    return telegram->header.rosctr == S7_ROSCTR_USERDATA && telegram->parameter.size >= USERDATA_PARAMETER_MIN;
}

/* ---- requests -------------------------------------------------------------------------------------------- */

static bool is_request(const struct telegram *telegram)
{
    if (telegram->header.rosctr == S7_ROSCTR_JOB)
        return telegram->parameter.size > 0;
    return has_userdata_type(telegram) && (userdata_type(telegram) & S7_USERDATA_REQUEST) != 0;
}

static void count_request(const struct telegram *telegram, struct s7_asked_ring *ring)
{
    enum s7_service service = s7_service_of(telegram->header.rosctr, telegram->parameter);
    if (telegram->connection->state != S7_CPU_CONNECTION_OPEN && service != S7_SERVICE_SETUP)
        return; /* ends the connection: setup comes first */
    telegram->connection->counts.requests++;
    telegram->connection->counts.services[service]++;
    s7_asked_keep(ring, telegram->pdu.at, telegram->pdu.size);
}

/* ---- refusals -------------------------------------------------------------------------------------------- */

/* A text that was cut says so. */
static void finish_text(struct s7_strbuf *buf)
{
    static const char cut[] = "…";
    if (!buf->truncated || buf->size < sizeof cut)
        return;
    size_t at = buf->size - sizeof cut;
    while (at > 0 && ((uint8_t)buf->text[at] & 0xC0) == 0x80)
        at--; /* not within a character */
    memcpy(buf->text + at, cut, sizeof cut);
}

/* What was refused; `item` counts from 0, -1: all of it. */
static void name_refused(const struct telegram *telegram, int item)
{
    struct s7_cpu_last_refusal *last = &telegram->connection->last_refusal;
    struct s7_strbuf buf = s7_strbuf_over(last->request, sizeof last->request);
    if (telegram->asked && (item < 0 || !s7_asked_describe_item(&buf, telegram->asked, (size_t)item)))
        s7_asked_describe(&buf, telegram->asked);
    finish_text(&buf);
}

static struct s7_strbuf code_refused(const struct telegram *telegram, uint16_t code)
{
    struct s7_cpu_last_refusal *last = &telegram->connection->last_refusal;
    last->any = true;
    last->code = code;
    return s7_strbuf_over(last->text, sizeof last->text);
}

static void refuse_request(const struct telegram *telegram, uint16_t error)
{
    struct s7_strbuf buf = code_refused(telegram, error);
    telegram->connection->counts.refusals++;
    s7_describe_error(&buf, error);
    finish_text(&buf);
    name_refused(telegram, -1);
}

/* Start and stop, refused with an octet of their own. */
static void refuse_control(const struct telegram *telegram, uint8_t status)
{
    const char *text = s7_text_control_status(status);
    struct s7_strbuf buf = code_refused(telegram, status);
    telegram->connection->counts.refusals++;
    s7_strbuf_printf(&buf, "%s (status %02X)", text ? text : "refused", (unsigned)status);
    name_refused(telegram, -1);
}

static void refuse_item(const struct telegram *telegram, size_t item, uint8_t code)
{
    struct s7_strbuf buf = code_refused(telegram, code);
    telegram->connection->counts.items_refused++;
    s7_describe_return_code(&buf, code);
    finish_text(&buf);
    name_refused(telegram, (int)item);
}

/* ---- answers --------------------------------------------------------------------------------------------- */

static void take_read_items(const struct telegram *telegram, size_t item_count)
{
    struct s7_reader reader = s7_reader_over(telegram->data.at, telegram->data.size);
    struct s7_data_item item;
    for (size_t i = 0; i < item_count; i++) {
        if (s7_data_item_decode(&reader, S7_DATA_ITEM_ANSWER, i + 1 == item_count, &item) != S7_OK)
            return;
        if (item.return_code != S7_RETURN_SUCCESS)
            refuse_item(telegram, i, item.return_code);
    }
}

static void take_write_items(const struct telegram *telegram, size_t item_count)
{
    for (size_t i = 0; i < item_count && i < telegram->data.size; i++)
        if (telegram->data.at[i] != S7_RETURN_SUCCESS)
            refuse_item(telegram, i, telegram->data.at[i]);
}

static void take_setup(const struct telegram *telegram)
{
    struct s7_setup setup;
    if (s7_setup_decode(telegram->parameter, &setup) == S7_OK)
        telegram->connection->pdu_length = setup.pdu_length;
}

static void take_job_answer(const struct telegram *telegram)
{
    struct s7_octets parameter = telegram->parameter;
    enum s7_service service = s7_service_of(S7_ROSCTR_ACK_DATA, parameter);
    size_t item_count = parameter.size == S7_VAR_PARAMETER_SIZE ? parameter.at[1] : 0;
    if (service == S7_SERVICE_READ_VAR)
        take_read_items(telegram, item_count);
    else if (service == S7_SERVICE_WRITE_VAR)
        take_write_items(telegram, item_count);
    else if (service == S7_SERVICE_SETUP)
        take_setup(telegram);
    else if ((service == S7_SERVICE_PI_SERVICE || service == S7_SERVICE_PLC_STOP) &&
             parameter.size == CONTROL_REFUSED_SIZE)
        refuse_control(telegram, parameter.at[1]);
}

/* What a request that was accepted subscribes to, as s7comm.md 8.4 has it: a request with an alarm type concerns the
   alarms, and the other events only where it names some. */
static void take_subscription(const struct telegram *telegram)
{
    struct s7_cpu_connection *connection = telegram->connection;
    struct s7_message message;
    if (telegram->asked->size > S7_ASKED_OCTETS ||
        s7_message_decode(telegram->asked->pdu, telegram->asked->size, &message) != S7_OK ||
        message.body != S7_BODY_MESSAGE_REQUEST)
        return;
    const struct s7_message_request *request = &message.as.known.payload.message_request;
    uint8_t events = request->events & (uint8_t)~S7_MESSAGE_ALARMS;
    if (!request->has_alarm_type || events)
        connection->events = events;
    if (request->has_alarm_type)
        connection->alarms = request->alarm_type % 2 != 0; /* even types abort */
}

static void take_userdata_success(const struct telegram *telegram)
{
    switch ((int)telegram->asked->service) {
    case S7_SERVICE_SET_PASSWORD:
        telegram->connection->legitimised = true;
        break;
    case S7_SERVICE_CLEAR_PASSWORD:
        telegram->connection->legitimised = false;
        break;
    case S7_SERVICE_MESSAGE_SERVICE:
        take_subscription(telegram);
        break;
    default:
        break;
    }
}

static void take_userdata_answer(const struct telegram *telegram)
{
    struct s7_userdata userdata;
    if (s7_userdata_decode(telegram->parameter, telegram->data, &userdata) != S7_OK)
        return;
    if (userdata.error)
        refuse_request(telegram, userdata.error);
    else if (telegram->asked)
        take_userdata_success(telegram);
}

static void take_answer(const struct telegram *telegram)
{
    if (telegram->header.error)
        refuse_request(telegram, telegram->header.error);
    else if (telegram->header.rosctr == S7_ROSCTR_USERDATA)
        take_userdata_answer(telegram);
    else
        take_job_answer(telegram);
}

static void count_sent(struct telegram *telegram, struct s7_asked_ring *ring)
{
    if (has_userdata_type(telegram) && userdata_type(telegram) == S7_USERDATA_PUSH) {
        telegram->connection->counts.pushes++;
        return;
    }
    telegram->asked = s7_asked_take(ring, telegram->header.reference);
    take_answer(telegram);
}

const struct s7_asked *s7_cpu_statistics_count(struct s7_cpu_connection *connection, struct s7_asked_ring *ring,
                                               enum s7_direction direction, struct s7_octets pdu)
{
    struct telegram telegram = {.connection = connection, .pdu = pdu};
    if (direction == S7_DIRECTION_IN)
        connection->counts.octets_in += pdu.size;
    else
        connection->counts.octets_out += pdu.size;
    if (!read_telegram(&telegram))
        return NULL;
    if (direction == S7_DIRECTION_OUT)
        count_sent(&telegram, ring);
    else if (is_request(&telegram))
        count_request(&telegram, ring);
    return telegram.asked;
}

const char *s7_cpu_statistics_service(size_t service)
{
    return service < S7_SERVICE_COUNT ? s7_service_row((enum s7_service)service)->display : "other services";
}
