/* SPDX-License-Identifier: MIT */
#include "engine/observe.h"

#include <string.h>

#include "base/cursor.h"
#include "sieben/error.h"
#include "wire/header.h"

enum {
    TYPE_GROUP = S7_HEADER_SIZE_MIN + 5,
    SUBFUNCTION = S7_HEADER_SIZE_MIN + 6,
    PARAMETER_MIN = 8,
    DATA_HEAD = 4,
    GROUP_SECURITY = 5,
    SET_PASSWORD = 1,
    PDU_MAX = 8192
};

/* The head of the data part of a PDU whose sizes add up is no secret; in any other nothing behind the parameters is
   taken for harmless. */
size_t s7_observe_secret(const uint8_t *pdu, size_t size)
{
    if (size <= SUBFUNCTION || pdu[1] != S7_ROSCTR_USERDATA || (pdu[TYPE_GROUP] & 0x0F) != GROUP_SECURITY ||
        pdu[SUBFUNCTION] != SET_PASSWORD)
        return size;
    struct s7_reader reader = s7_reader_over(pdu, size);
    struct s7_header header;
    size_t secret = S7_HEADER_SIZE_MIN + PARAMETER_MIN;
    if (s7_header_decode(&reader, &header) == S7_OK && header.parameter_size >= PARAMETER_MIN)
        secret = (size_t)S7_HEADER_SIZE_MIN + header.parameter_size + DATA_HEAD;
    return secret < size ? secret : size;
}

static void show_masked(const struct s7_observer *observer, const struct s7_conversation *on,
                        enum s7_direction direction, const uint8_t *pdu, size_t size, size_t secret,
                        s7_time now)
{
    uint8_t shown[PDU_MAX] = {0};
    memcpy(shown, pdu, secret);
    observer->pdu(observer->self, on, direction, shown, size, now);
}

void s7_observe_pdu(const struct s7_observer *observer, const struct s7_conversation *on,
                    enum s7_direction direction, const uint8_t *pdu, size_t size, s7_time now)
{
    size_t secret = s7_observe_secret(pdu, size);
    if (secret == size)
        observer->pdu(observer->self, on, direction, pdu, size, now);
    else
        show_masked(observer, on, direction, pdu, size < PDU_MAX ? size : PDU_MAX,
                    secret < PDU_MAX ? secret : PDU_MAX, now);
}
