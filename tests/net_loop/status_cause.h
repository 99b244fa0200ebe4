/* SPDX-License-Identifier: MIT
 *
 * net_loop/status_cause.h — what can go wrong with a GET or PUT, each with the way to bring it about and to end it.
 */
#ifndef NET_LOOP_STATUS_CAUSE_H
#define NET_LOOP_STATUS_CAUSE_H

#include "net_loop/status_desk.h"

struct status_cause {
    unsigned status; /**< that is expected */
    bool put;
    bool scripted; /**< the partner is a script, not our virtual CPU */
    const char *cause;
    const char *recovery;
    void (*choose)(struct desk *desk); /**< before the door opens; NULL: nothing */
    void (*spoil)(struct desk *desk);  /**< when the link is connected, or failed once; NULL: nothing */
    struct desk_outputs (*ask)(struct desk *desk); /**< NULL: an edge, and scans until the end */
    void (*recover)(struct desk *desk);            /**< NULL: the cause ends by itself */
};

extern const struct status_cause status_causes[];
extern const size_t status_cause_count;

#endif
