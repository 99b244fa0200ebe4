/* SPDX-License-Identifier: MIT
 *
 * replay_detail.h — what exactly a request asks for, in words of the report; lists for the masks.
 */
#ifndef REPLAY_REPLAY_DETAIL_H
#define REPLAY_REPLAY_DETAIL_H

#include "pairing.h"
#include "result.h"

void replay_detail(const struct pairing *pairing, size_t request, struct compare_subject *subject,
                   struct result *result);

void replay_detail_push(const struct telegram *push, struct compare_subject *subject, struct result *result);

#endif
