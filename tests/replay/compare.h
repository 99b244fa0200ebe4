/* SPDX-License-Identifier: MIT
 *
 * compare.h — a recorded packet of a CPU and the one of the virtual CPU: the same, the same but for what mask.def
 * excuses, refused alike, or different.
 */
#ifndef REPLAY_COMPARE_H
#define REPLAY_COMPARE_H

#include "telegram.h"

enum mask_name {
#define MASK(name, form, service, list, index, at, size, kind, what, reason) MASK_##name,
#include "mask.def"
#undef MASK
    MASK_COUNT
};

enum compare_form { COMPARE_ANSWER, COMPARE_PUSH, COMPARE_CONNECT };

/** What is compared, as far as masks ask for it. */
struct compare_subject {
    enum compare_form form;
    enum captured_service service; /**< CAPTURED_COUNT: none */
    uint16_t list, index;          /**< of Read SZL */
    bool continued;                /**< a later fragment: masks of a list do not count */
};

struct comparison {
    bool same;
    size_t octet_count;                /**< compared */
    size_t excused_counts[MASK_COUNT]; /**< of these: different, and excused */
};

struct comparison compare_octets(const struct compare_subject *subject, struct s7_octets real,
                                 struct s7_octets ours);

const char *mask_what(enum mask_name mask);
const char *mask_reason(enum mask_name mask);

#endif
