/* SPDX-License-Identifier: MIT */
#include "wire/password.h"

#include "sieben/error.h"
#include "wire/userdata_body.h"

enum { MASK = 0x55, CHAIN = 2, DATA_HEAD_SIZE = 4 };

void s7_password_obfuscate(const uint8_t plain[S7_PASSWORD_SIZE], uint8_t ret_octets[S7_PASSWORD_SIZE])
{
    for (size_t i = 0; i < S7_PASSWORD_SIZE; i++)
        ret_octets[i] = (uint8_t)(plain[i] ^ MASK ^ (i < CHAIN ? 0 : ret_octets[i - CHAIN]));
}

void s7_password_reveal(const uint8_t octets[S7_PASSWORD_SIZE], uint8_t ret_plain[S7_PASSWORD_SIZE])
{
    for (size_t i = 0; i < S7_PASSWORD_SIZE; i++)
        ret_plain[i] = (uint8_t)(octets[i] ^ MASK ^ (i < CHAIN ? 0 : octets[i - CHAIN]));
}

int s7_password_decode(struct s7_octets payload, struct s7_password *ret_password)
{
    if (payload.size != S7_PASSWORD_SIZE)
        return S7_ERR_S7_MALFORMED;
    memcpy(ret_password->octets, payload.at, S7_PASSWORD_SIZE);
    return S7_OK;
}

void s7_password_encode(struct s7_writer *writer, const struct s7_password *password)
{
    s7_writer_octets(writer, password->octets, S7_PASSWORD_SIZE);
}

/* The header and the head of the parameter must be readable; a length that is wrong hides nothing. */
bool s7_password_find(const uint8_t *pdu, size_t size, size_t *ret_at, size_t *ret_size)
{
    struct s7_reader reader = s7_reader_over(pdu, size);
    struct s7_octets head = s7_reader_octets(&reader, S7_HEADER_SIZE_MIN);
    if (reader.bad || head.at[0] != S7_PROTOCOL_ID || head.at[1] != S7_ROSCTR_USERDATA)
        return false;
    struct s7_octets parameter = s7_reader_octets(&reader, s7_load_u16(head.at + 6));
    s7_reader_take(&reader, DATA_HEAD_SIZE);
    if (reader.bad || !s7_userdata_security(parameter) || s7_reader_left(&reader) == 0)
        return false;
    *ret_at = size - s7_reader_left(&reader);
    *ret_size = s7_reader_left(&reader);
    return true;
}

const struct s7_codec s7_set_password_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
const struct s7_codec s7_clear_password_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
