/* SPDX-License-Identifier: MIT
 *
 * wire/userdata.h — the frame of Userdata (ROSCTR 7): parameter head, function group, sequence, fragments, error.
 *
 * Which service it is and what the payload means is the matter of the services; this codec carries them all.
 */
#ifndef WIRE_USERDATA_H
#define WIRE_USERDATA_H

#include "base/cursor.h"

/** High nibble of the type/group octet. */
enum s7_userdata_type { S7_USERDATA_PUSH = 0, S7_USERDATA_REQUEST = 4, S7_USERDATA_RESPONSE = 8 };

enum { S7_USERDATA_METHOD_REQUEST = 0x11, S7_USERDATA_METHOD_RESPONSE = 0x12 };

struct s7_userdata {
    bool long_form; /**< 12-octet parameter with the three fields marked (long) */
    uint8_t method; /**< 11 request, 12 response or continuation */
    uint8_t type;   /**< high nibble: enum s7_userdata_type; NC: 3, 7, B */
    uint8_t group;  /**< low nibble: function group */
    uint8_t subfunction;
    uint8_t sequence;
    uint8_t data_unit_reference; /**< (long) non-zero: one chain of fragments */
    uint8_t last_data_unit;      /**< (long) 00 last, 01 more follow */
    uint16_t error;              /**< (long) same code space as the header error */
    bool has_data;               /**< false: the data part is empty altogether */
    uint8_t return_code;
    uint8_t transport_size;
    uint16_t length; /**< as on the wire; octets for 09 and 00 */
    struct s7_octets payload;
};

/**
 * Decodes parameter and data part.
 * @return S7_OK; S7_ERR_S7_MALFORMED: head is not 00 01 12 with 4 or 8 octets following, or the data part is
 *         truncated or longer than its length says.  (The mode transition push has another head: it is refused
 *         here and carried as octets by wire/message.h.)
 */
int s7_userdata_decode(struct s7_octets parameter, struct s7_octets data, struct s7_userdata *ret_userdata);

/**
 * The same for a server that serves a request whose data say that they are longer than they are: the payload is then
 * what is there.  Apache PLC4X 0.13.1 asks so for SZL 0011 whenever it connects (length 12, and 4 octets), and is
 * used with real CPUs: that they answer it is inferred from that, no capture shows it.
 */
int s7_userdata_decode_tolerant(struct s7_octets parameter, struct s7_octets data,
                                struct s7_userdata *ret_userdata);

/** True when the parameter part names the security group. */
bool s7_userdata_security(struct s7_octets parameter);

/** True when the payload may be a session password, which no report may show: any of the security group. */
bool s7_userdata_secret(const struct s7_userdata *userdata);

/** Writes parameter and data part; *ret_parameter_size is set to the size of the former. */
void s7_userdata_encode(struct s7_writer *writer, const struct s7_userdata *userdata,
                        size_t *ret_parameter_size);

#endif
