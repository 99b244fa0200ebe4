/* SPDX-License-Identifier: MIT */
#include "wire/password.h"

#include "sieben/error.h"
#include "wire/userdata_body.h"

enum { MASK = 0x55, CHAIN = 2, SHORTEST_PARAMETER = 8, DATA_HEAD_SIZE = 4 };

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

/*
 * What a Userdata of the security group carries.  Sizes that are wrong hide nothing: then all counts that is behind
 * the shortest parameter.
 */
static struct s7_octets in_userdata(const uint8_t *pdu, size_t size)
{
    const struct s7_octets whole = {pdu + S7_HEADER_SIZE_MIN, size - S7_HEADER_SIZE_MIN};
    struct s7_reader reader = s7_reader_over(pdu, size);
    struct s7_header header;
    size_t at = S7_HEADER_SIZE_MIN + SHORTEST_PARAMETER;
    if (s7_header_decode(&reader, &header) == S7_OK)
        at = S7_HEADER_SIZE_MIN + (size_t)header.parameter_size + DATA_HEAD_SIZE;
    bool found = s7_userdata_security(whole) && at < size;
    return found ? (struct s7_octets){pdu + at, size - at} : (struct s7_octets){NULL, 0};
}

/* The argument of a PI service that takes a password. */
static struct s7_octets in_job(const uint8_t *pdu, size_t size)
{
    const struct s7_octets none = {NULL, 0};
    struct s7_reader reader = s7_reader_over(pdu, size);
    struct s7_header header;
    struct s7_pi_service service;
    if (s7_header_decode(&reader, &header) != S7_OK)
        return none;
    struct s7_octets parameter = s7_reader_octets(&reader, header.parameter_size);
    bool secret = s7_pi_service_decode(parameter, &service) == S7_OK && s7_pi_service_secret(service.name);
    return secret ? service.argument : none;
}

bool s7_password_find(const uint8_t *pdu, size_t size, size_t *ret_at, size_t *ret_size)
{
    struct s7_octets found = {NULL, 0};
    if (size <= S7_HEADER_SIZE_MIN || pdu[0] != S7_PROTOCOL_ID)
        return false;
    if (pdu[1] == S7_ROSCTR_USERDATA)
        found = in_userdata(pdu, size);
    else if (pdu[1] == S7_ROSCTR_JOB)
        found = in_job(pdu, size);
    if (found.size == 0)
        return false;
    *ret_at = (size_t)(found.at - pdu);
    *ret_size = found.size;
    return true;
}

const struct s7_codec s7_set_password_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
const struct s7_codec s7_clear_password_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
