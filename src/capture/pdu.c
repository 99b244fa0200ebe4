/* SPDX-License-Identifier: MIT */
#include "capture/pdu.h"

#include "sieben/error.h"

/* Functions of a download: the one that is served asks (s7comm.md 7.2). */
enum { DOWNLOAD_BLOCK = 0x1B, DOWNLOAD_ENDED = 0x1C };

/* Types of Userdata; NC programming has 3, 7 and B. */
enum { TYPE_MASK = 0xC };

static bool asked_by_server(uint8_t function)
{
    return function == DOWNLOAD_BLOCK || function == DOWNLOAD_ENDED;
}

static void read_job(struct s7_pdu *pdu)
{
    pdu->key.function = pdu->parameter.size ? pdu->parameter.at[0] : 0;
    pdu->role = S7_ROLE_REQUEST;
    pdu->sender = asked_by_server(pdu->key.function) ? S7_PDU_FROM_SERVER : S7_PDU_FROM_CLIENT;
}

static void read_answer(struct s7_pdu *pdu)
{
    pdu->key.function = pdu->parameter.size ? pdu->parameter.at[0] : 0;
    pdu->role = S7_ROLE_ANSWER;
    pdu->sender = asked_by_server(pdu->key.function) ? S7_PDU_FROM_CLIENT : S7_PDU_FROM_SERVER;
    pdu->error = pdu->header.error;
}

static void read_frame(struct s7_pdu *pdu)
{
    pdu->key.group = pdu->frame.group;
    pdu->key.subfunction = pdu->frame.subfunction;
    pdu->error = pdu->frame.error;
    switch (pdu->frame.type & TYPE_MASK) {
    case S7_USERDATA_PUSH:
        pdu->role = S7_ROLE_PUSH;
        break;
    case S7_USERDATA_REQUEST:
        pdu->role = S7_ROLE_REQUEST;
        break;
    case S7_USERDATA_RESPONSE:
        pdu->role = S7_ROLE_ANSWER;
        break;
    default:
        pdu->decoded = false;
        return;
    }
    pdu->sender = pdu->role == S7_ROLE_REQUEST ? S7_PDU_FROM_CLIENT : S7_PDU_FROM_SERVER;
}

static void read_userdata(struct s7_pdu *pdu)
{
    struct s7_mode_transition mode;
    if (s7_userdata_decode_tolerant(pdu->parameter, pdu->data, &pdu->frame) == S7_OK) {
        pdu->framed = true;
        read_frame(pdu);
    } else if (s7_mode_transition_decode(pdu->parameter, &mode) == S7_OK) {
        pdu->role = S7_ROLE_PUSH;
        pdu->sender = S7_PDU_FROM_SERVER;
    } else {
        pdu->decoded = false;
    }
}

void s7_pdu_read(struct s7_octets pdu, struct s7_pdu *ret_pdu)
{
    struct s7_reader reader = s7_reader_over(pdu.at, pdu.size);
    *ret_pdu = (struct s7_pdu){.role = S7_ROLE_NONE};
    if (s7_header_decode(&reader, &ret_pdu->header) != S7_OK)
        return;
    ret_pdu->decoded = true;
    ret_pdu->parameter = s7_reader_octets(&reader, ret_pdu->header.parameter_size);
    ret_pdu->data = s7_reader_octets(&reader, ret_pdu->header.data_size);
    ret_pdu->key.rosctr = S7_ROSCTR_JOB;
    if (ret_pdu->header.rosctr == S7_ROSCTR_JOB) {
        read_job(ret_pdu);
    } else if (ret_pdu->header.rosctr == S7_ROSCTR_USERDATA) {
        ret_pdu->key.rosctr = S7_ROSCTR_USERDATA;
        read_userdata(ret_pdu);
    } else {
        read_answer(ret_pdu);
    }
}

bool s7_pdu_same_function(const struct s7_function_key *a, const struct s7_function_key *b)
{
    return a->rosctr == b->rosctr && a->function == b->function && a->group == b->group &&
           a->subfunction == b->subfunction;
}
