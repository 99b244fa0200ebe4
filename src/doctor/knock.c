/* SPDX-License-Identifier: MIT */
#include "doctor/knock.h"

#include "base/system_error.h"
#include "doctor/ask.h"
#include "engine/iso.h"

enum { PACKET = 1024, TPDU_CODE = 0x0A, SOURCE_REFERENCE = 1 };

/* A line and what is put together of its octets. */
struct knock {
    struct s7_line line;
    struct s7_iso iso;
    uint8_t packet[PACKET], tsdu[PACKET];
    uint8_t octets[PACKET];
    size_t size, taken;
};

static bool open_knock(struct s7_examination *examination, struct knock *knock, struct s7_fault *ret_fault)
{
    struct s7_probe probe;
    s7_ask_pace(examination);
    *knock = (struct knock){0};
    s7_iso_init(&knock->iso, knock->packet, sizeof knock->packet, knock->tsdu, sizeof knock->tsdu);
    if (s7_line_open(examination, &knock->line, &probe))
        return true;
    *ret_fault = (struct s7_fault){.error = s7_system_error(probe.sys_errno), .sys_errno = probe.sys_errno};
    return false;
}

static struct s7_fault fault_of(enum s7_heard heard)
{
    static const int errors[] = {[S7_HEARD_OCTETS] = S7_OK,
                                 [S7_HEARD_CLOSED] = S7_ERR_ISO_CLOSED,
                                 [S7_HEARD_RESET] = S7_ERR_ISO_RESET,
                                 [S7_HEARD_SILENCE] = S7_ERR_ISO_TIMEOUT,
                                 [S7_HEARD_BROKEN] = S7_ERR_TCP_SYSTEM};
    return (struct s7_fault){.error = errors[heard], .phase = S7_PHASE_ISO};
}

/* The next thing that came complete, within the time for an answer. */
static struct s7_fault next_event(struct s7_examination *examination, struct knock *knock,
                                  enum s7_iso_event *ret_event)
{
    s7_time limit = s7_time_after(s7_examination_now(examination), examination->config->answer_timeout);
    *ret_event = S7_ISO_NOTHING;
    while (*ret_event == S7_ISO_NOTHING) {
        s7_time now = s7_examination_now(examination);
        enum s7_heard heard = S7_HEARD_SILENCE;
        size_t used = 0;
        if (knock->taken == knock->size) {
            knock->taken = knock->size = 0;
            if (now < limit)
                heard = s7_line_receive(examination, &knock->line, limit - now, knock->octets,
                                        sizeof knock->octets, &knock->size);
            if (heard != S7_HEARD_OCTETS)
                return fault_of(heard);
        }
        *ret_event = s7_iso_input(&knock->iso, knock->octets + knock->taken, knock->size - knock->taken, &used);
        knock->taken += used;
    }
    return (struct s7_fault){0};
}

static struct s7_fault send_request(struct s7_examination *examination, struct knock *knock,
                                    const struct s7_tsap *calling, const struct s7_tsap *called)
{
    static const uint8_t code = TPDU_CODE;
    uint8_t octets[PACKET];
    struct s7_cotp cr = {.type = S7_COTP_CR, .as.connect = {.src_ref = SOURCE_REFERENCE}};
    s7_cotp_parameters_fill(&cr.as.connect.parameters, S7_COTP_ORDER_C1_C2_C0, &code, calling, called);
    size_t size = s7_iso_encode(octets, sizeof octets, &cr);
    return fault_of(s7_line_send(examination, &knock->line, octets, size));
}

static struct s7_fault judge_answer(const struct knock *knock, enum s7_iso_event event)
{
    struct s7_fault fault = {.phase = S7_PHASE_ISO};
    if (event == S7_ISO_CONNECT && knock->iso.tpdu.type == S7_COTP_CC)
        return (struct s7_fault){0};
    if (event == S7_ISO_DISCONNECT) {
        fault.error = S7_ERR_ISO_REJECTED;
        fault.iso_reason = knock->iso.tpdu.as.disconnect.reason;
    } else if (event == S7_ISO_ERROR) {
        fault.error = S7_ERR_ISO_ERROR_TPDU;
        fault.iso_reason = knock->iso.tpdu.as.error.cause;
    } else {
        fault.error = event == S7_ISO_BROKEN ? knock->iso.error : S7_ERR_ISO_PROTOCOL;
    }
    return fault;
}

static struct s7_fault request(struct s7_examination *examination, struct knock *knock,
                               const struct s7_tsap *calling, const struct s7_tsap *called)
{
    enum s7_iso_event event = S7_ISO_NOTHING;
    struct s7_fault fault = send_request(examination, knock, calling, called);
    if (fault.error == S7_OK)
        fault = next_event(examination, knock, &event);
    return fault.error == S7_OK ? judge_answer(knock, event) : fault;
}

const struct s7_tsap *s7_knock_called(const struct s7_doctor_config *config, struct s7_tsap *room)
{
    *room = s7_tsap_of((enum s7_connection_class)config->connection_class, config->rack, config->slot);
    return config->remote_tsap ? config->remote_tsap : room;
}

struct s7_fault s7_knock_hold(struct s7_examination *examination, const struct s7_tsap *called,
                              struct s7_line *ret_line)
{
    const struct s7_tsap usual = s7_tsap_of(S7_CLASS_PG, 0, 0);
    const struct s7_tsap *calling = examination->config->local_tsap;
    struct knock knock;
    struct s7_fault fault;
    if (!open_knock(examination, &knock, &fault))
        return fault;
    s7_time began = s7_examination_now(examination);
    fault = request(examination, &knock, calling ? calling : &usual, called);
    fault.elapsed_ms = (uint32_t)((s7_examination_now(examination) - began) / S7_MILLISECOND);
    if (fault.error == S7_OK)
        *ret_line = knock.line;
    else
        s7_line_close(examination, &knock.line);
    return fault;
}

struct s7_fault s7_knock(struct s7_examination *examination, const struct s7_tsap *called)
{
    struct s7_line line = {0};
    struct s7_fault fault = s7_knock_hold(examination, called, &line);
    s7_line_close(examination, &line);
    return fault;
}

/* ---- MMS ------------------------------------------------------------------------------------------------- */

/*
 * Session CONNECT (ISO 8327-1) with presentation CP (ISO 8823-1), ACSE AARQ (ISO 8650-1) and MMS initiate request
 * (ISO 9506-2), in one DT, octet for octet as an IEC 61850 client sends it to the server of libiec61850.
 */
static const uint8_t mms_connect[] = {
    0x0d, 0xb2, 0x05, 0x06, 0x13, 0x01, 0x00, 0x16, 0x01, 0x02, 0x14, 0x02, 0x00, 0x02, 0x33, 0x02, 0x00, 0x01,
    0x34, 0x02, 0x00, 0x01, 0xc1, 0x9c, 0x31, 0x81, 0x99, 0xa0, 0x03, 0x80, 0x01, 0x01, 0xa2, 0x81, 0x91, 0x81,
    0x04, 0x00, 0x00, 0x00, 0x01, 0x82, 0x04, 0x00, 0x00, 0x00, 0x01, 0xa4, 0x23, 0x30, 0x0f, 0x02, 0x01, 0x01,
    0x06, 0x04, 0x52, 0x01, 0x00, 0x01, 0x30, 0x04, 0x06, 0x02, 0x51, 0x01, 0x30, 0x10, 0x02, 0x01, 0x03, 0x06,
    0x05, 0x28, 0xca, 0x22, 0x02, 0x01, 0x30, 0x04, 0x06, 0x02, 0x51, 0x01, 0x61, 0x5e, 0x30, 0x5c, 0x02, 0x01,
    0x01, 0xa0, 0x57, 0x60, 0x55, 0xa1, 0x07, 0x06, 0x05, 0x28, 0xca, 0x22, 0x02, 0x03, 0xa2, 0x07, 0x06, 0x05,
    0x29, 0x01, 0x87, 0x67, 0x01, 0xa3, 0x03, 0x02, 0x01, 0x0c, 0xa6, 0x06, 0x06, 0x04, 0x29, 0x01, 0x87, 0x67,
    0xa7, 0x03, 0x02, 0x01, 0x0c, 0xbe, 0x2f, 0x28, 0x2d, 0x02, 0x01, 0x03, 0xa0, 0x28, 0xa8, 0x26, 0x80, 0x03,
    0x00, 0xfd, 0xe8, 0x81, 0x01, 0x05, 0x82, 0x01, 0x05, 0x83, 0x01, 0x0a, 0xa4, 0x16, 0x80, 0x01, 0x01, 0x81,
    0x03, 0x05, 0xf1, 0x00, 0x82, 0x0c, 0x03, 0xee, 0x1c, 0x00, 0x00, 0x04, 0x08, 0x00, 0x00, 0x79, 0xef, 0x18};

enum {
    SESSION_ACCEPT = 0x0E,    /* ISO 8327-1 8.3.4 */
    INITIATE_RESPONSE = 0xA9, /* ISO 9506-2 7.4: [9] Initiate-ResponsePDU … */
    LOCAL_DETAIL = 0x80       /* … whose first field is [0] */
};

/* Any user of ISO sessions accepts; an MMS server does it with its initiate response inside. */
static enum s7_mms_answer judge_mms(const struct s7_octets *tsdu)
{
    if (tsdu->at[0] != SESSION_ACCEPT)
        return S7_MMS_OTHER;
    for (size_t i = 1; i + 2 < tsdu->size; i++)
        if (tsdu->at[i] == INITIATE_RESPONSE && tsdu->at[i + 2] == LOCAL_DETAIL)
            return S7_MMS_ACCEPTED;
    return S7_MMS_OTHER;
}

static bool send_mms(struct s7_examination *examination, struct knock *knock)
{
    uint8_t octets[S7_ISO_HEADROOM + sizeof mms_connect];
    for (size_t i = 0; i < sizeof mms_connect; i++)
        octets[S7_ISO_HEADROOM + i] = mms_connect[i];
    size_t size = s7_iso_pack(octets, sizeof mms_connect, knock->iso.tpdu_limit);
    return s7_line_send(examination, &knock->line, octets, size) == S7_HEARD_OCTETS;
}

static enum s7_mms_answer ask_mms(struct s7_examination *examination, struct knock *knock)
{
    static const struct s7_tsap selector = {.size = 2, .octets = {0x00, 0x01}};
    enum s7_iso_event event = S7_ISO_NOTHING;
    if (request(examination, knock, &selector, &selector).error != S7_OK)
        return S7_MMS_NONE;
    s7_ask_pace(examination);
    if (!send_mms(examination, knock) || next_event(examination, knock, &event).error != S7_OK ||
        event != S7_ISO_TSDU || knock->iso.complete.size == 0)
        return S7_MMS_NONE;
    return judge_mms(&knock->iso.complete);
}

enum s7_mms_answer s7_knock_mms(struct s7_examination *examination)
{
    struct knock knock;
    struct s7_fault fault;
    if (!open_knock(examination, &knock, &fault))
        return S7_MMS_NONE;
    enum s7_mms_answer answer = ask_mms(examination, &knock);
    s7_line_close(examination, &knock.line);
    return answer;
}
