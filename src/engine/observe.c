/* SPDX-License-Identifier: MIT */
#include "engine/observe.h"

#include <string.h>

#include "wire/header.h"
#include "wire/password.h"
#include "wire/pi_service.h"

enum { PDU_MAX = 8192 };

/* Most PDUs are neither; they are not looked at any closer. */
static bool may_hold_password(const uint8_t *pdu, size_t size)
{
    return size > S7_HEADER_SIZE_MIN &&
           (pdu[1] == S7_ROSCTR_USERDATA || pdu[S7_HEADER_SIZE_MIN] == S7_FUNCTION_PI_SERVICE);
}

struct s7_octets s7_observe_secret(const uint8_t *pdu, size_t size)
{
    size_t at = 0, count = 0;
    if (!may_hold_password(pdu, size) || !s7_password_find(pdu, size, &at, &count))
        return (struct s7_octets){NULL, 0};
    return (struct s7_octets){pdu + at, count};
}

static void show_masked(const struct s7_observer *observer, const struct s7_conversation *on,
                        enum s7_direction direction, struct s7_octets pdu, struct s7_octets secret, s7_time now)
{
    uint8_t shown[PDU_MAX] = {0};
    const uint8_t *rest = secret.at + secret.size;
    if (pdu.size > sizeof shown)
        return;                                          /* no PDU is longer */
    memcpy(shown, pdu.at, (size_t)(secret.at - pdu.at)); /* the password itself is never copied */
    memcpy(shown + (rest - pdu.at), rest, pdu.size - (size_t)(rest - pdu.at));
    observer->pdu(observer->self, on, direction, shown, pdu.size, now);
}

void s7_observe_pdu(const struct s7_observer *observer, const struct s7_conversation *on,
                    enum s7_direction direction, const uint8_t *pdu, size_t size, s7_time now)
{
    struct s7_octets secret = s7_observe_secret(pdu, size);
    if (secret.size == 0)
        observer->pdu(observer->self, on, direction, pdu, size, now);
    else
        show_masked(observer, on, direction, (struct s7_octets){pdu, size}, secret, now);
}
