/* SPDX-License-Identifier: MIT
 *
 * net_loop/status_cause.h — what can go wrong with a GET or PUT, each with the way to bring it about and to end it.
 */
#ifndef NET_LOOP_STATUS_CAUSE_H
#define NET_LOOP_STATUS_CAUSE_H

#include "net_loop/status_desk.h"

enum status_partner {
    STATUS_CPU,    /**< our virtual CPU */
    STATUS_SCRIPT, /**< status_script.h */
    STATUS_NETNS   /**< our CPU, in a network namespace of our own (status_netns_test.c) */
};

struct status_cause {
    unsigned status; /**< that is expected */
    int error;       /**< likewise, of the fault; S7_OK: none */
    bool put;
    enum status_partner partner;
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
