/* SPDX-License-Identifier: MIT
 *
 * Passwords are covered before anybody sees the telegram that they are in.
 */
#include "base/wipe.h"
#include "capture/follower.h"
#include "wire/password.h"

enum { FUNCTION_AT = 10, PI_SERVICE = 0x28, ROSCTR_AT = 1 };

/* Nearly every PDU is told apart by two octets. */
static bool may_have_one(struct s7_octets pdu)
{
    if (pdu.size <= FUNCTION_AT || pdu.at[0] != S7_PROTOCOL_ID)
        return false;
    return pdu.at[ROSCTR_AT] == S7_ROSCTR_USERDATA ||
           (pdu.at[ROSCTR_AT] == S7_ROSCTR_JOB && pdu.at[FUNCTION_AT] == PI_SERVICE);
}

/* A copy of the telegram, all user data of which are 0. */
static uint8_t *copy_telegram(struct s7_hearing *hearing, struct s7_octets user_data)
{
    struct s7_octets packet = hearing->event.packet_octets;
    struct s7_room *room = &hearing->follower->scratch;
    size_t at = (size_t)(user_data.at - packet.at);
    if (!s7_budget_grow(&hearing->follower->open, room, packet.size, 1)) {
        hearing->event.packet_octets.size = at; /* nothing of the user data is shown */
        return NULL;
    }
    uint8_t *copy = room->at;
    memcpy(copy, packet.at, packet.size);
    s7_wipe_octets(copy + at, user_data.size);
    hearing->event.packet_octets = (struct s7_octets){copy, packet.size};
    return copy + at;
}

/* Of a PDU that came in one DT the copy is shown, but for the password. */
static void cover_whole(struct s7_hearing *hearing, struct s7_octets user_data, size_t at, size_t size)
{
    uint8_t *copy = copy_telegram(hearing, user_data);
    hearing->event.pdu = (struct s7_octets){copy, copy ? user_data.size : 0};
    if (!copy)
        return;
    memcpy(copy, user_data.at, at);
    memcpy(copy + at + size, user_data.at + at + size, user_data.size - at - size);
}

static void cover_parts(struct s7_hearing *hearing, struct s7_octets user_data, size_t at, size_t size)
{
    uint8_t *own = hearing->connection->tsdus[hearing->side].room.at;
    s7_wipe_octets(own + at, size);
    if (user_data.size)
        copy_telegram(hearing, user_data);
}

void s7_hearing_blank(struct s7_hearing *hearing, struct s7_octets user_data)
{
    const struct s7_octets pdu = hearing->event.pdu;
    size_t at = 0, size = 0;
    if (!may_have_one(pdu) || !s7_password_find(pdu.at, pdu.size, &at, &size))
        return;
    if (pdu.at == user_data.at)
        cover_whole(hearing, user_data, at, size);
    else
        cover_parts(hearing, user_data, at, size);
}
