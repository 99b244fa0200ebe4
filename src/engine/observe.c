/* SPDX-License-Identifier: MIT */
#include "engine/observe.h"

#include <string.h>

#include "base/cursor.h"
#include "sieben/error.h"
#include "wire/header.h"
#include "wire/password.h"

enum {
    TYPE_GROUP = S7_HEADER_SIZE_MIN + 5,
    PARAMETER_END = S7_HEADER_SIZE_MIN + 8, /* of the shortest parameter */
    GROUP_SECURITY = 5,
    PDU_MAX = 8192
};

/* Whose sizes do not add up, nothing behind the shortest parameter is taken for harmless. */
static bool is_malformed_security(const uint8_t *pdu, size_t size)
{
    struct s7_reader reader = s7_reader_over(pdu, size);
    struct s7_header header;
    return size > PARAMETER_END && pdu[1] == S7_ROSCTR_USERDATA && (pdu[TYPE_GROUP] & 0x0F) == GROUP_SECURITY &&
           s7_header_decode(&reader, &header) != S7_OK;
}

size_t s7_observe_secret(const uint8_t *pdu, size_t size)
{
    size_t at = size, count = 0;
    if (is_malformed_security(pdu, size))
        return PARAMETER_END;
    return s7_password_find(pdu, size, &at, &count) ? at : size;
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
