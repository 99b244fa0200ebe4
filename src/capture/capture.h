/* SPDX-License-Identifier: MIT
 *
 * capture/capture.h — recorded traffic in, events and conversations out.  Sends nothing, ever.
 *
 *     s7_capture_new(&config, &capture);
 *     while (a packet)  s7_capture_input(capture, &packet);
 *     s7_capture_finish(capture);
 *     … s7_capture_talks(capture, &count) …
 *     s7_capture_free(capture);
 *
 * No file, no interface, no clock: packets come with their time.  Memory is bounded by what is open at a time, and by
 * the number of partners.  Not for several threads at once.
 */
#ifndef CAPTURE_CAPTURE_H
#define CAPTURE_CAPTURE_H

#include "capture/flow.h"
#include "capture/seen.h"
#include "capture/talk.h"

struct s7_capture_limits {
    size_t conversations; /**< default 16384 */
    size_t
        usages; /**< of one conversation that are counted one by one: so many that read, and that write; default 4096 */
    size_t areas;       /**< of one, in each set of areas (read, written; served, refused); default 65536 */
    size_t functions;   /**< of one; default 64 */
    size_t errors;      /**< of one; default 64 */
    size_t outstanding; /**< requests of one connection that an answer is waited for; default 64 */
    size_t memory;      /**< of open connections: requests, subscriptions, halves of PDUs; default 16 MiB */
    size_t talk_memory; /**< of the lists of all conversations: usages, functions, errors; default 32 MiB */
};

struct s7_capture_config {
    struct s7_flow_config flow;
    struct s7_capture_limits limits;
    s7_seen_take *seen; /**< NULL: nobody looks at single events */
    void *user;
};

void s7_capture_config_default(struct s7_capture_config *config);

struct s7_capture;

int s7_capture_new(const struct s7_capture_config *config, struct s7_capture **ret_capture);
void s7_capture_free(struct s7_capture *capture);
void s7_capture_input(struct s7_capture *capture, const struct s7_packet *packet);
void s7_capture_finish(struct s7_capture *capture);

/** Every conversation, in the order they were first seen; borrowed until the next input. */
const struct s7_talk *const *s7_capture_talks(const struct s7_capture *capture, size_t *ret_count);
const struct s7_flow_statistics *s7_capture_statistics(const struct s7_capture *capture);

#endif
