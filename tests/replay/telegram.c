/* SPDX-License-Identifier: MIT */
#include "telegram.h"

#include "sieben/error.h"

enum { SERVED = 1, LATER = 0, PI_FUNCTION = 0x28, PI_ARGUMENT_AT = 8, MODE_TRANSITION_HEAD = 0x0100 };

static const struct {
    uint8_t rosctr, function, group, subfunction;
    const char *display;
    bool served;
} rows[] = {
#define SERVICE(name, rosctr, function, group, subfunction, display, scope)                                    \
    {rosctr, function, group, subfunction, display, scope},
#include "service.def"
#undef SERVICE
};

static enum telegram_role role_of_userdata(const struct s7_userdata *userdata)
{
    if (userdata->type == S7_USERDATA_RESPONSE)
        return TELEGRAM_ANSWER;
    if (userdata->type != S7_USERDATA_REQUEST)
        return TELEGRAM_PUSH;
    /* Long requests of group 1 are no continuations: those carry a sequence number and no payload. */
    bool next = userdata->long_form && userdata->sequence != 0 && userdata->payload.size == 0;
    return next ? TELEGRAM_CONTINUATION : TELEGRAM_REQUEST;
}

bool telegram_decode(struct s7_octets pdu, struct telegram *ret_telegram)
{
    struct telegram telegram;
    struct s7_reader reader = s7_reader_over(pdu.at, pdu.size);
    memset(&telegram, 0, sizeof telegram);
    if (s7_header_decode(&reader, &telegram.header) != S7_OK)
        return false;
    telegram.parameter = s7_reader_octets(&reader, telegram.header.parameter_size);
    telegram.data = s7_reader_octets(&reader, telegram.header.data_size);
    if (telegram.header.rosctr != S7_ROSCTR_USERDATA) {
        telegram.role = telegram.header.rosctr == S7_ROSCTR_JOB ? TELEGRAM_REQUEST : TELEGRAM_ANSWER;
    } else if (telegram.parameter.size == 8 && telegram.parameter.at[0] == MODE_TRANSITION_HEAD >> 8) {
        telegram.role = TELEGRAM_PUSH;
    } else {
        if (s7_userdata_decode(telegram.parameter, telegram.data, &telegram.userdata) != S7_OK)
            return false;
        telegram.is_userdata = true;
        telegram.role = role_of_userdata(&telegram.userdata);
    }
    *ret_telegram = telegram;
    return true;
}

struct s7_octets telegram_pi_name(const struct telegram *telegram)
{
    struct s7_reader reader = s7_reader_over(telegram->parameter.at, telegram->parameter.size);
    s7_reader_take(&reader, PI_ARGUMENT_AT);
    s7_reader_take(&reader, s7_reader_u16(&reader));
    size_t size = s7_reader_u8(&reader);
    struct s7_octets name = s7_reader_octets(&reader, size);
    return reader.bad ? (struct s7_octets){NULL, 0} : name;
}

static bool names_blocks(const struct telegram *telegram)
{
    struct s7_octets name = telegram_pi_name(telegram);
    return name.size == 5 && (memcmp(name.at, "_INSE", 5) == 0 || memcmp(name.at, "_DELE", 5) == 0);
}

enum captured_service telegram_service(const struct telegram *telegram)
{
    if (telegram->header.rosctr == S7_ROSCTR_JOB && telegram->parameter.size == 0)
        return CAPTURED_COUNT;
    for (size_t i = 0; i < CAPTURED_COUNT; i++) {
        if (rows[i].rosctr != telegram->header.rosctr)
            continue;
        bool same = telegram->is_userdata ? rows[i].group == telegram->userdata.group &&
                                                rows[i].subfunction == telegram->userdata.subfunction
                                          : rows[i].function == telegram->parameter.at[0];
        if (same && rows[i].function == PI_FUNCTION && names_blocks(telegram))
            return CAPTURED_PI_BLOCK;
        if (same)
            return (enum captured_service)i;
    }
    return CAPTURED_COUNT;
}

uint16_t telegram_refusal(const struct telegram *telegram)
{
    return telegram->is_userdata ? telegram->userdata.error : telegram->header.error;
}

const char *captured_service_name(enum captured_service service)
{
    return service < CAPTURED_COUNT ? rows[service].display : "?";
}

bool captured_service_served(enum captured_service service)
{
    return service < CAPTURED_COUNT && rows[service].served;
}
