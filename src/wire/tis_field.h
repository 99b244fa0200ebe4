/* SPDX-License-Identifier: MIT
 *
 * wire/tis_field.h — records of stacks and breakpoints (Userdata group 1, 03, 04, 05, 0A), field by field.
 *
 * What they look like is known from Wireshark alone, no capture shows them (s7comm.md 8.5): told, never acted upon.
 */
#ifndef WIRE_TIS_FIELD_H
#define WIRE_TIS_FIELD_H

#include "wire/tis.h"

enum s7_tis_field_kind {
    S7_TIS_FIELD_RESERVED,
    S7_TIS_FIELD_NUMBER,
    S7_TIS_FIELD_HEX,
    S7_TIS_FIELD_BLOCK, /**< type of a block */
    S7_TIS_FIELD_TIME,
    S7_TIS_FIELD_OCTETS /**< as many as the number before it says */
};

struct s7_tis_field {
    const char *name;
    enum s7_tis_field_kind kind;
    struct s7_octets octets;
};

/** Called for each field in order; false ends the walk. */
typedef bool s7_tis_field_take(void *user, const struct s7_tis_field *field);

/**
 * Walks over the data of an answer or a push.
 * @return S7_OK; S7_ERR_S7_MALFORMED: another subfunction, or octets do not fill its fields; fields before that were
 *         given
 */
int s7_tis_fields(uint8_t subfunction, struct s7_octets data, s7_tis_field_take *take, void *user);

#endif
