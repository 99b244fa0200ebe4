/* SPDX-License-Identifier: MIT */
#include "replay_detail.h"

#include <stdio.h>

enum { ITEM_COUNT_AT = 1, PI_ARGUMENT_SIZE_AT = 8, PI_ARGUMENT_AT = 10, DIAGNOSTIC_MESSAGE = 3 };

static void detail_list(const struct telegram *opener, bool continued, struct compare_subject *subject,
                        struct result *result)
{
    struct s7_octets payload = opener->userdata.payload;
    if (payload.size != 4)
        return;
    subject->list = s7_load_u16(payload.at);
    subject->index = s7_load_u16(payload.at + 2);
    subject->continued = continued;
    snprintf(result->detail, sizeof result->detail, "%04X/%04X%s", subject->list, subject->index,
             continued ? ", next fragment" : "");
}

static void detail_pi(const struct telegram *telegram, struct result *result)
{
    struct s7_octets name = telegram_pi_name(telegram), parameter = telegram->parameter;
    size_t size = parameter.size >= PI_ARGUMENT_AT ? s7_load_u16(parameter.at + PI_ARGUMENT_SIZE_AT) : 0;
    if (size > parameter.size - PI_ARGUMENT_AT)
        size = 0;
    snprintf(result->detail, sizeof result->detail, "%.*s%s%.*s", (int)name.size, (const char *)name.at,
             size ? " " : "", (int)size, (const char *)parameter.at + PI_ARGUMENT_AT);
}

static void detail_events(const struct telegram *telegram, struct result *result)
{
    struct s7_octets payload = telegram->userdata.payload;
    if (payload.size)
        snprintf(result->detail, sizeof result->detail, "events %02X%s", payload.at[0],
                 payload.at[0] & 0x7F ? "" : ", log off");
}

void replay_detail(const struct pairing *pairing, size_t request, struct compare_subject *subject,
                   struct result *result)
{
    const struct telegram *telegram = &pairing->telegrams[request];
    snprintf(result->service, sizeof result->service, "%s", captured_service_name(subject->service));
    if (subject->service == CAPTURED_READ_SZL) {
        size_t opener = pairing->opened_by[request];
        bool continued = opener != PAIRING_NONE;
        detail_list(continued ? &pairing->telegrams[opener] : telegram, continued, subject, result);
    } else if (subject->service == CAPTURED_PI_SERVICE) {
        detail_pi(telegram, result);
    } else if (subject->service == CAPTURED_MESSAGE_SERVICE) {
        detail_events(telegram, result);
    } else if (subject->service == CAPTURED_READ_VAR || subject->service == CAPTURED_WRITE_VAR) {
        unsigned count = telegram->parameter.size > ITEM_COUNT_AT ? telegram->parameter.at[ITEM_COUNT_AT] : 0;
        snprintf(result->detail, sizeof result->detail, "%u item%s", count, count == 1 ? "" : "s");
    }
}

void replay_detail_push(const struct telegram *push, struct compare_subject *subject, struct result *result)
{
    subject->service = CAPTURED_MESSAGE_SERVICE;
    snprintf(result->service, sizeof result->service, "Pushes");
    if (!push->is_userdata)
        snprintf(result->detail, sizeof result->detail, "mode transition %02X", push->parameter.at[6]);
    else if (push->userdata.subfunction == DIAGNOSTIC_MESSAGE && push->userdata.payload.size >= 2)
        snprintf(result->detail, sizeof result->detail, "diagnostic message %04X",
                 s7_load_u16(push->userdata.payload.at));
    else
        snprintf(result->detail, sizeof result->detail, "group 4, subfunction %02X",
                 push->userdata.subfunction);
}
