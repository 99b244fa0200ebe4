/* SPDX-License-Identifier: MIT */
#include "capture/tsdu.h"

static enum s7_tsdu_end give_up(struct s7_tsdu *tsdu, bool eot)
{
    s7_tsdu_break(tsdu);
    tsdu->skipping = !eot;
    return S7_TSDU_GIVEN_UP;
}

static enum s7_tsdu_end skip(struct s7_tsdu *tsdu, bool eot)
{
    tsdu->skipping = !eot;
    return S7_TSDU_MORE;
}

enum s7_tsdu_end s7_tsdu_take(struct s7_tsdu *tsdu, struct s7_budget *budget, struct s7_octets user_data,
                              bool eot, struct s7_octets *ret_pdu)
{
    if (tsdu->skipping)
        return skip(tsdu, eot);
    if (!tsdu->begun && (eot || user_data.size == 0)) {
        *ret_pdu = user_data;
        return user_data.size ? S7_TSDU_WHOLE : S7_TSDU_EMPTY;
    }
    size_t size = tsdu->fill + user_data.size;
    if (size > S7_TSDU_MAX || !s7_budget_grow(budget, &tsdu->room, size, 1))
        return give_up(tsdu, eot);
    if (user_data.size)
        memcpy((uint8_t *)tsdu->room.at + tsdu->fill, user_data.at, user_data.size);
    tsdu->fill = eot ? 0 : size;
    tsdu->begun = !eot;
    if (!eot)
        return S7_TSDU_MORE;
    *ret_pdu = (struct s7_octets){tsdu->room.at, size};
    return S7_TSDU_PARTS;
}

void s7_tsdu_break(struct s7_tsdu *tsdu)
{
    tsdu->begun = false;
    tsdu->fill = 0;
    tsdu->framing = 0;
}

void s7_tsdu_free(struct s7_tsdu *tsdu, struct s7_budget *budget)
{
    s7_budget_free(budget, &tsdu->room, 1);
    *tsdu = (struct s7_tsdu){.begun = false};
}
