/* SPDX-License-Identifier: MIT */
#include "expect_service.h"

#include "expect_field.h"

static unsigned bcd(uint8_t octet)
{
    return (octet >> 4) * 10U + (octet & 0x0F);
}

static void expect_time(FILE *stream, unsigned frame, const uint8_t time[S7_TIME8_SIZE])
{
    one(stream, frame, "s7comm.data.ts_year2", bcd(time[0]));
    one(stream, frame, "s7comm.data.ts_month", bcd(time[1]));
    one(stream, frame, "s7comm.data.ts_day", bcd(time[2]));
    one(stream, frame, "s7comm.data.ts_hour", bcd(time[3]));
    one(stream, frame, "s7comm.data.ts_minute", bcd(time[4]));
    one(stream, frame, "s7comm.data.ts_second", bcd(time[5]));
    one(stream, frame, "s7comm.data.ts_millisecond", bcd(time[6]) * 10UL + (time[7] >> 4));
    one(stream, frame, "s7comm.data.ts_weekday", time[7] & 0x0F);
}

static void expect_pi_service(FILE *stream, unsigned frame, const struct s7_message *message)
{
    const struct s7_pi_service *service = &message->as.pi_service;
    one(stream, frame, "s7comm.param.func", S7_FUNCTION_PI_SERVICE);
    one(stream, frame, "s7comm.param.pistart.parameterblock_len", service->argument.size);
    text(stream, frame, "s7comm.param.pistart.servicename", service->name);
}

static void expect_plc_stop(FILE *stream, unsigned frame, const struct s7_message *message)
{
    one(stream, frame, "s7comm.param.func", S7_FUNCTION_PLC_STOP);
    text(stream, frame, "s7comm.param.pistart.servicename", message->as.plc_stop.name);
}

static void expect_control_answer(FILE *stream, unsigned frame, const struct s7_message *message)
{
    one(stream, frame, "s7comm.param.func", message->as.control_answer.function);
    if (message->as.control_answer.has_status)
        one(stream, frame, "s7comm.param.blockcontrol.functionstatus", message->as.control_answer.status);
}

static void expect_mode(FILE *stream, unsigned frame, const struct s7_message *message)
{
    one(stream, frame, "s7comm.param.modetrans.subfunc", message->as.mode.mode);
}

static void expect_szl(FILE *stream, unsigned frame, uint16_t id, uint16_t index)
{
    one(stream, frame, "s7comm.data.userdata.szl_id", id);
    one(stream, frame, "s7comm.data.userdata.szl_index", index);
}

static void expect_szl_request(FILE *stream, unsigned frame, const struct s7_message *message)
{
    const struct s7_szl_request *request = &message->as.known.payload.szl_request;
    expect_szl(stream, frame, request->id, request->index);
}

static void expect_szl_list(FILE *stream, unsigned frame, const struct s7_message *message)
{
    const struct s7_szl_head *head = &message->as.known.payload.szl_list.head;
    expect_szl(stream, frame, head->id, head->index);
    one(stream, frame, "s7comm.data.userdata.szl_id.partlist_len", head->record_size);
    one(stream, frame, "s7comm.data.userdata.szl_id.partlist_cnt", head->record_count);
}

static void expect_message_request(FILE *stream, unsigned frame, const struct s7_message *message)
{
    const struct s7_message_request *request = &message->as.known.payload.message_request;
    one(stream, frame, "s7comm.cpu.msg.events", request->events);
    text(stream, frame, "s7comm.cpu.msg.username", (struct s7_octets){request->name, S7_MESSAGE_NAME_SIZE});
    if (request->has_alarm_type)
        one(stream, frame, "s7comm.cpu.msg.almtype", request->alarm_type);
}

static void expect_message_answer(FILE *stream, unsigned frame, const struct s7_message *message)
{
    const struct s7_message_answer *answer = &message->as.known.payload.message_answer;
    one(stream, frame, "s7comm.cpu.msg.res_result", answer->result);
    if (!answer->has_alarm_type)
        return;
    one(stream, frame, "s7comm.cpu.msg.almtype", answer->alarm_type);
    one(stream, frame, "s7comm.cpu.msg.res_reserved2", answer->alarm_state);
}

static void expect_diagnostic(FILE *stream, unsigned frame, const struct s7_message *message)
{
    const struct s7_diagnostic_event *event = &message->as.known.payload.event;
    one(stream, frame, "s7comm.cpu.diag_msg.eventid", event->event);
    one(stream, frame, "s7comm.cpu.diag_msg.prioclass", event->priority);
    one(stream, frame, "s7comm.cpu.diag_msg.obnumber", event->ob);
    one(stream, frame, "s7comm.cpu.diag_msg.datid", event->dat_id);
    one(stream, frame, "s7comm.cpu.diag_msg.info1", event->info1);
    one(stream, frame, "s7comm.cpu.diag_msg.info2", event->info2);
    expect_time(stream, frame, event->time);
}

static void expect_password(FILE *stream, unsigned frame, const struct s7_message *message)
{
    field(stream, frame, "s7comm.data.userdata");
    octets(stream, (struct s7_octets){message->as.known.payload.password.octets, S7_PASSWORD_SIZE});
    end(stream);
}

static void expect_clock(FILE *stream, unsigned frame, const struct s7_message *message)
{
    const struct s7_time10 *time = &message->as.known.payload.time;
    one(stream, frame, "s7comm.data.ts_reserved", time->reserved);
    one(stream, frame, "s7comm.data.ts_year1", bcd(time->century));
    expect_time(stream, frame, time->time);
}

typedef void expect_function(FILE *stream, unsigned frame, const struct s7_message *message);

static expect_function *const expectations[S7_BODY_OTHER + 1] = {
    [S7_BODY_PI_SERVICE] = expect_pi_service,
    [S7_BODY_PLC_STOP] = expect_plc_stop,
    [S7_BODY_CONTROL_ANSWER] = expect_control_answer,
    [S7_BODY_MODE] = expect_mode,
    [S7_BODY_SZL_REQUEST] = expect_szl_request,
    [S7_BODY_SZL_LIST] = expect_szl_list,
    [S7_BODY_MESSAGE_REQUEST] = expect_message_request,
    [S7_BODY_MESSAGE_ANSWER] = expect_message_answer,
    [S7_BODY_DIAGNOSTIC] = expect_diagnostic,
    [S7_BODY_PASSWORD] = expect_password,
    [S7_BODY_CLOCK] = expect_clock,
};

void expect_service(FILE *stream, unsigned frame, const struct s7_message *message)
{
    if (expectations[message->body])
        expectations[message->body](stream, frame, message);
}
