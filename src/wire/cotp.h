/* SPDX-License-Identifier: MIT
 *
 * wire/cotp.h — COTP, the TPDUs of ISO 8073 class 0 (CR, CC, DR, DT, ER) as carried by RFC 1006.
 *
 * Struct ⇄ octets.  Decoding borrows: parameter values and user data point into the decoded octets.
 */
#ifndef WIRE_COTP_H
#define WIRE_COTP_H

#include "base/cursor.h"
#include "wire/tsap.h"

/** TPDU codes (ISO 8073 13.1); the low nibble (credit) is 0 in class 0. */
enum s7_cotp_type {
    S7_COTP_ER = 0x70,
    S7_COTP_DR = 0x80,
    S7_COTP_CC = 0xD0,
    S7_COTP_CR = 0xE0,
    S7_COTP_DT = 0xF0
};

/** Parameter codes that this library reads; names of all: wire/names.h. */
enum s7_cotp_parameter_code {
    S7_COTP_TPDU_SIZE = 0xC0,
    S7_COTP_CALLING_TSAP = 0xC1,
    S7_COTP_CALLED_TSAP = 0xC2,
    S7_COTP_PREFERRED_SIZE = 0xF0
};

enum {
    S7_COTP_PARAMETER_COUNT = 24, /**< most parameters in one TPDU that are accepted */
    S7_COTP_TPDU_DEFAULT = 65531, /**< TPDU size when C0 is absent (RFC 1006 section 5) */
    S7_COTP_DT_SIZE = 3,          /**< header of a DT */
    S7_COTP_TPDU_CODE_MIN = 0x07, /**< 128 octets */
    S7_COTP_TPDU_CODE_MAX = 0x0D, /**< 8192 octets */
    S7_COTP_TPDU_MIN = 128
};

/** Orders of TPDU size, calling and called TSAP that are seen in CRs and CCs. */
enum s7_cotp_order {
    S7_COTP_ORDER_C0_C1_C2, /**< Siemens CPUs */
    S7_COTP_ORDER_C1_C2_C0, /**< LOGO! 0BA7 wants its CR so */
    S7_COTP_ORDER_C0_C2_C1, /**< some IEC 61850 servers */
    S7_COTP_ORDER_COUNT
};

struct s7_cotp_parameter {
    uint8_t code;
    struct s7_octets value; /**< 0…252 octets */
};

struct s7_cotp_parameters {
    size_t count;
    struct s7_cotp_parameter list[S7_COTP_PARAMETER_COUNT]; /**< in the order of the wire */
};

/** CR and CC (ISO 8073 13.3, 13.4). */
struct s7_cotp_connect {
    uint16_t dst_ref; /**< 0 in a CR */
    uint16_t src_ref;
    uint8_t class_option; /**< 0: class 0, no options */
    struct s7_cotp_parameters parameters;
};

/** DR (13.5). */
struct s7_cotp_disconnect {
    uint16_t dst_ref;
    uint16_t src_ref;
    uint8_t reason;
    struct s7_cotp_parameters parameters;
};

/** DT (13.7.1). */
struct s7_cotp_data {
    bool eot;       /**< last fragment of the TSDU */
    uint8_t number; /**< TPDU-NR: sent as 0, ignored on receipt */
    struct s7_octets user_data;
};

/** ER (13.12). */
struct s7_cotp_error {
    uint16_t dst_ref;
    uint8_t cause;
    struct s7_cotp_parameters parameters;
};

struct s7_cotp {
    enum s7_cotp_type type;
    union {
        struct s7_cotp_connect connect; /**< CR, CC */
        struct s7_cotp_disconnect disconnect;
        struct s7_cotp_data data;
        struct s7_cotp_error error;
    } as;
};

/**
 * Decodes one TPDU: the octets of a TPKT after its header.
 * @return S7_OK; S7_ERR_ISO_PROTOCOL: truncated, a TPDU type that class 0 does not know, a parameter that runs
 *         over the header, more parameters than S7_COTP_PARAMETER_COUNT, a TSAP of 0 or over 32 octets, a TPDU
 *         size of another length than 1 or outside 07…0D, user data behind anything but DT.
 *         *ret_cotp is untouched on failure.
 */
int s7_cotp_decode(const uint8_t *octets, size_t size, struct s7_cotp *ret_cotp);

/** Encodes one TPDU; the writer turns bad when there is no room or LI would exceed 254. */
void s7_cotp_encode(struct s7_writer *writer, const struct s7_cotp *cotp);

/** Appends a parameter whose value stays the caller's; false when the list is full. */
bool s7_cotp_parameter_add(struct s7_cotp_parameters *parameters, uint8_t code, const uint8_t *value,
                           size_t size);

/**
 * Makes the parameters of a CR or CC: TPDU size code and TSAPs in this order; a TSAP of size 0 is left out.
 * All three stay the caller's.
 */
void s7_cotp_parameters_fill(struct s7_cotp_parameters *ret_parameters, enum s7_cotp_order order,
                             const uint8_t *tpdu_code, const struct s7_tsap *calling,
                             const struct s7_tsap *called);

/** The parameter with this code, or NULL. */
const struct s7_cotp_parameter *s7_cotp_parameter_find(const struct s7_cotp_parameters *parameters,
                                                       uint8_t code);

/** The TSAP in parameter C1 or C2; size 0 when absent. */
struct s7_tsap s7_cotp_tsap_of(const struct s7_cotp_connect *connect, enum s7_cotp_parameter_code code);

/** TPDU size in octets (COTP header + data), from C0; S7_COTP_TPDU_DEFAULT when absent. */
size_t s7_cotp_tpdu_size(const struct s7_cotp_connect *connect);

#endif
