/* SPDX-License-Identifier: MIT
 *
 * telegrams.h — what we mean to say: telegrams as structs, written by hand.
 */
#ifndef TSHARK_TELEGRAMS_H
#define TSHARK_TELEGRAMS_H

#include "wire/cotp.h"
#include "wire/message.h"

extern const struct s7_cotp telegram_cotps[];
extern const size_t telegram_cotp_count;
extern const struct s7_message telegram_messages[];
extern const size_t telegram_message_count;

#endif
