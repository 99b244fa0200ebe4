/* SPDX-License-Identifier: MIT
 *
 * doctor/examination.h — one examination under way: what the checks share.
 */
#ifndef DOCTOR_EXAMINATION_H
#define DOCTOR_EXAMINATION_H

#include "base/printf_like.h"
#include "doctor/doctor.h"
#include "doctor/packets.h"

struct s7_client; /* engine/client.h */

enum { S7_LINE_HEARD = 128, S7_ADDRESSES = 4, S7_STATE_READS = 10 };

/** A connection to the partner. */
struct s7_line {
    struct s7_doctor_stream *stream; /**< NULL: closed, or never open */
    struct s7_client *client;        /**< NULL: octets only */
    struct s7_packets sent;
    uint8_t heard[S7_LINE_HEARD]; /**< the first octets that came */
    size_t heard_size;
};

struct s7_examination {
    const struct s7_doctor_config *config;
    const struct s7_doctor_network *network;
    struct s7_diagnosis *diagnosis;
    enum s7_doctor_check check; /**< under way */
    bool over;                  /**< nothing can be learnt by the checks that follow */
    bool out_of_memory;
    struct s7_doctor_address addresses[S7_ADDRESSES]; /**< of the name, the first ones */
    size_t address_count;                             /**< 0: not asked */
    size_t address_used;                              /**< those before it have no route */
    struct s7_doctor_address source;                  /**< as the configuration has it */
    bool source_refused;                              /**< this machine does not have the source address */
    unsigned open;                                    /**< connections */
    s7_time last_request;                             /**< when the last one was sent … */
    size_t answered;                                  /**< … and how many octets have come since */
    bool heard;                                       /**< the partner has said something, whatever it was */
    bool readable;                                    /**< reads of an octet are served */
    struct s7_line line;                              /**< from TCP to layout */
    struct s7_line second;                            /**< from identity on */
};

/** The step of the check under way. */
struct s7_diagnosis_step *s7_examination_step(struct s7_examination *examination);

/** What was seen and is in order; the last one stays, unless a finding said more. */
void s7_examination_note(struct s7_examination *examination, const char *format, ...) S7_PRINTF_LIKE(2, 3);

/** What the check is about to do, though it is not what was asked for. */
void s7_examination_announce(struct s7_examination *examination, const char *format, ...) S7_PRINTF_LIKE(2, 3);

/** The check has nothing to do here, and why. */
void s7_examination_skip(struct s7_examination *examination, const char *why);

/** A sign, with its evidence; `area` may be NULL, `fault`, too. */
void s7_examination_find(struct s7_examination *examination, enum s7_sign sign,
                         const struct s7_doctor_area *area, const struct s7_fault *fault, const char *format,
                         ...) S7_PRINTF_LIKE(5, 6);

s7_time s7_examination_now(const struct s7_examination *examination);

/** Its end was asked for: what fails from now on is our own doing, and no finding. */
bool s7_examination_ended(const struct s7_examination *examination);

/* ---- the checks ------------------------------------------------------------------------------------------ */

void s7_check_name_run(struct s7_examination *examination);
void s7_check_route_run(struct s7_examination *examination);
void s7_check_tcp_run(struct s7_examination *examination);
void s7_check_listener_run(struct s7_examination *examination);
void s7_check_cotp_run(struct s7_examination *examination);
/** How many other slots and classes it tries at most. */
size_t s7_check_cotp_tries(const struct s7_doctor_config *config);
void s7_check_setup_run(struct s7_examination *examination);
void s7_check_permission_run(struct s7_examination *examination);
void s7_check_layout_run(struct s7_examination *examination);
void s7_check_identity_run(struct s7_examination *examination);
void s7_check_resources_run(struct s7_examination *examination);
void s7_check_state_run(struct s7_examination *examination);

#endif
