/* SPDX-License-Identifier: MIT */
#include "telegrams.h"

static const uint8_t tsap_own[] = {0x01, 0x00}, tsap_cpu[] = {0x03, 0x22}, tpdu_size[] = {0x0A};
static const uint8_t tsap_text[] = "SIMATIC-ROOT-ES";
static const uint8_t preferred[] = {0x08};
static const uint8_t octets[] = {0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88};
static const uint8_t program[] = {'P', '_', 'P', 'R', 'O', 'G', 'R', 'A', 'M'}, cold[] = {'C', ' '};
static const uint8_t dbread[] = {2, 2, 0, 74, 0, 0x6C, 3, 0, 76, 1, 0x94};
static const uint8_t nck[] = {0x41, 0, 1, 0, 1, 0x7F, 1};

#define OF(array)                                                                                              \
    {                                                                                                          \
        array, sizeof(array)                                                                                   \
    }
#define PARTS(n)                                                                                               \
    {                                                                                                          \
        octets, n                                                                                              \
    }
#define ANY(ts, n, db_number, a, at)                                                                           \
    {                                                                                                          \
        .specification = S7_ITEM_VARIABLE, .syntax = S7_SYNTAX_S7ANY, .transport_size = (ts), .count = (n),    \
        .db = (db_number), .area = (a), .address = (at)                                                        \
    }

#define PAYLOAD(is_long, g, sub, t, size)                                                                      \
    .frame = {.long_form = (is_long),                                                                          \
              .method = (is_long) ? 0x12 : 0x11,                                                               \
              .type = (t),                                                                                     \
              .group = (g),                                                                                    \
              .subfunction = (sub),                                                                            \
              .sequence = 3,                                                                                   \
              .has_data = true,                                                                                \
              .return_code = 0xFF,                                                                             \
              .transport_size = S7_DATA_OCTET_STRING,                                                          \
              .length = (size)}
#define TIME                                                                                                   \
    {                                                                                                          \
        0x99, 0x12, 0x31, 0x23, 0x59, 0x58, 0x98, 0x76                                                         \
    }

const struct s7_cotp telegram_cotps[] = {
    {S7_COTP_CR,
     .as.connect = {0, 0x0007, 0, {3, {{0xC0, OF(tpdu_size)}, {0xC1, OF(tsap_own)}, {0xC2, OF(tsap_cpu)}}}}},
    {S7_COTP_CC, .as.connect = {0x0007,
                                0x0003,
                                0,
                                {3, {{0xC1, OF(tsap_own)}, {0xC2, OF(tsap_cpu)}, {0xC0, OF(tpdu_size)}}}}},
    {S7_COTP_CR,
     .as.connect =
         {0,
          0x1234,
          0,
          {3, {{0xC1, OF(tsap_own)}, {0xC2, {tsap_text, sizeof tsap_text - 1}}, {0xF0, OF(preferred)}}}}},
    {S7_COTP_DR, .as.disconnect = {0x0007, 0x0003, 133, {0, {{0, {NULL, 0}}}}}},
    {S7_COTP_ER, .as.error = {0x0007, 2, {1, {{0xC1, PARTS(2)}}}}},
    {S7_COTP_DT, .as.data = {false, 0, {NULL, 0}}},
};
const size_t telegram_cotp_count = sizeof telegram_cotps / sizeof telegram_cotps[0];

const struct s7_message telegram_messages[] = {
    {{.rosctr = S7_ROSCTR_JOB, .reference = 0xFFFE}, S7_BODY_SETUP, .as.setup = {0, 3, 5, 960}},
    {{.rosctr = S7_ROSCTR_ACK_DATA, .reference = 0xFFFE}, S7_BODY_SETUP, .as.setup = {0, 1, 2, 240}},
    {{.rosctr = S7_ROSCTR_JOB, .reference = 1},
     S7_BODY_READ_REQUEST,
     .as.read_request = {9,
                         {ANY(S7_TRANSPORT_BIT, 1, 10, 0x84, 17), ANY(S7_TRANSPORT_BYTE, 20, 10, 0x84, 0x7FFF8),
                          ANY(S7_TRANSPORT_REAL, 3, 11, 0x84, 64), ANY(S7_TRANSPORT_TIMER, 8, 0, 0x1D, 5),
                          ANY(S7_TRANSPORT_COUNTER, 2, 0, 0x1C, 3), ANY(S7_TRANSPORT_WORD, 1, 0, 0x81, 0),
                          ANY(S7_TRANSPORT_DINT, 1, 0, 0x82, 32), ANY(S7_TRANSPORT_CHAR, 9, 0, 0x83, 8),
                          ANY(S7_TRANSPORT_INT, 65535, 65535, 0x85, 0)}}},
    {{.rosctr = S7_ROSCTR_JOB, .reference = 2},
     S7_BODY_READ_REQUEST,
     .as.read_request = {3,
                         {{.specification = S7_ITEM_VARIABLE, .syntax = 0xB0, .other = OF(dbread)},
                          {.specification = S7_ITEM_VARIABLE, .syntax = 0x82, .other = OF(nck)},
                          ANY(S7_TRANSPORT_DWORD, 1, 7, 0x84, 8)}}},
    {{.rosctr = S7_ROSCTR_ACK_DATA, .reference = 1},
     S7_BODY_READ_ANSWER,
     .as.read_answer = {6,
                        {{0xFF, S7_DATA_BIT, 1, {(const uint8_t[]){1}, 1}},
                         {0x0A, S7_DATA_NULL, 0, {NULL, 0}},
                         {0xFF, S7_DATA_BYTE, 24, PARTS(3)},
                         {0xFF, S7_DATA_REAL, 4, PARTS(4)},
                         {0xFF, S7_DATA_INTEGER, 32, PARTS(4)},
                         {0xFF, S7_DATA_OCTET_STRING, 7, PARTS(7)}}}},
    {{.rosctr = S7_ROSCTR_JOB, .reference = 3},
     S7_BODY_WRITE_REQUEST,
     .as.write_request = {3,
                          {ANY(S7_TRANSPORT_BIT, 1, 0, 0x83, 8), ANY(S7_TRANSPORT_BYTE, 3, 10, 0x84, 0),
                           ANY(S7_TRANSPORT_REAL, 1, 10, 0x84, 64)},
                          {{0, S7_DATA_BIT, 1, {(const uint8_t[]){0}, 1}},
                           {0, S7_DATA_BYTE, 24, PARTS(3)},
                           {0, S7_DATA_REAL, 4, PARTS(4)}}}},
    {{.rosctr = S7_ROSCTR_ACK_DATA, .reference = 3},
     S7_BODY_WRITE_ANSWER,
     .as.write_answer = {3, {0xFF, 0x03, 0x05}}},
    {{.rosctr = S7_ROSCTR_ACK, .reference = 4, .error = 0x8104}, S7_BODY_EMPTY, .as.setup = {0}},
    {{.rosctr = S7_ROSCTR_ACK_DATA, .reference = 5, .error = 0xD2A9},
     S7_BODY_OTHER,
     .as.other = {{(const uint8_t[]){0x28, 0x02}, 2}, {NULL, 0}}},
    {{.rosctr = S7_ROSCTR_USERDATA, .reference = 6},
     S7_BODY_USERDATA,
     .as.userdata = {.method = 0x11,
                     .type = 4,
                     .group = 4,
                     .subfunction = 1,
                     .has_data = true,
                     .return_code = 0xFF,
                     .transport_size = 9,
                     .length = 4,
                     .payload = {(const uint8_t[]){0x00, 0x1C, 0x00, 0x01}, 4}}},
    {{.rosctr = S7_ROSCTR_USERDATA, .reference = 6},
     S7_BODY_USERDATA,
     .as.userdata = {.long_form = true,
                     .method = 0x12,
                     .type = 8,
                     .group = 4,
                     .subfunction = 1,
                     .sequence = 7,
                     .error = 0xD402,
                     .has_data = true,
                     .return_code = 0x0A}},
    {{.rosctr = S7_ROSCTR_USERDATA, .reference = 8},
     S7_BODY_USERDATA,
     .as.userdata = {.long_form = true,
                     .method = 0x12,
                     .type = 4,
                     .group = 6,
                     .subfunction = 1,
                     .sequence = 9,
                     .data_unit_reference = 3,
                     .last_data_unit = 1,
                     .has_data = true,
                     .return_code = 0xFF,
                     .transport_size = 9,
                     .length = 14,
                     .payload = {(const uint8_t[]){0x12, 6, 0x13, 0, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4}, 14}}},
    {{.rosctr = S7_ROSCTR_JOB, .reference = 9},
     S7_BODY_PI_SERVICE,
     .as.pi_service = {{0, 0, 0, 0, 0, 0, 0xFD}, OF(cold), OF(program)}},
    {{.rosctr = S7_ROSCTR_JOB, .reference = 10}, S7_BODY_PLC_STOP, .as.plc_stop = {{0}, OF(program)}},
    {{.rosctr = S7_ROSCTR_ACK_DATA, .reference = 10},
     S7_BODY_CONTROL_ANSWER,
     .as.control_answer = {0x29, false, 0}},
    {{.rosctr = S7_ROSCTR_USERDATA}, S7_BODY_MODE, .as.mode = {{0, 0}, S7_MODE_HOLD, 0}},
    {{.rosctr = S7_ROSCTR_USERDATA, .reference = 11},
     S7_BODY_SZL_REQUEST,
     .as.known = {PAYLOAD(false, 4, 1, S7_USERDATA_REQUEST, 4), .payload.szl_request = {0x0232, 0x0004}}},
    {{.rosctr = S7_ROSCTR_USERDATA, .reference = 11},
     S7_BODY_SZL_LIST,
     .as.known = {PAYLOAD(true, 4, 1, S7_USERDATA_RESPONSE, 16),
                  .payload.szl_list = {{0x0019, 0, 4, 2}, PARTS(8)}}},
    {{.rosctr = S7_ROSCTR_USERDATA, .reference = 12},
     S7_BODY_MESSAGE_REQUEST,
     .as.known = {PAYLOAD(false, 4, 2, S7_USERDATA_REQUEST, 12),
                  .payload.message_request = {0x87, 0, {'S', '7', 'C', 'H', 'N', '_', '0', '2'}, true, 5, 0}}},
    {{.rosctr = S7_ROSCTR_USERDATA},
     S7_BODY_DIAGNOSTIC,
     .as.known = {PAYLOAD(false, 4, 3, S7_USERDATA_PUSH, 20),
                  .payload.event = {0x4302, 0xFF, 0x68, 0xC700, 0x1234, 0x08147714, TIME}}},
    {{.rosctr = S7_ROSCTR_USERDATA, .reference = 13},
     S7_BODY_CLOCK,
     .as.known = {PAYLOAD(false, 7, 4, S7_USERDATA_REQUEST, 10), .payload.time = {0, 0x20, TIME}}},
};
const size_t telegram_message_count = sizeof telegram_messages / sizeof telegram_messages[0];
