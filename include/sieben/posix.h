/* SPDX-License-Identifier: MIT
 *
 * sieben/posix.h — a blocking client: connect, read, write, close.
 *
 * Two system calls per request (send, recv), no allocation after s7_posix_open().  Every failure fills a
 * struct s7_fault.  One client, one thread at a time; different clients are independent.
 */
#ifndef SIEBEN_POSIX_H
#define SIEBEN_POSIX_H

#include "sieben/address.h"
#include "sieben/error.h"

S7_BEGIN_DECLS

struct s7_posix_client;

struct s7_posix_config {
    const char *host;         /**< name or numeric address; required; borrowed for the call */
    uint16_t port;            /**< default 102 */
    uint8_t connection_class; /**< 1 PG, 2 OP, 3 basic (default) */
    uint8_t rack, slot;       /**< default 0, 1 */
    const char *local_tsap;   /**< overrides the default 01.00; "01.00" or "\"TEXT\""; NULL: default */
    const char *remote_tsap;  /**< overrides class, rack and slot; NULL: from those */
    uint16_t pdu_length;      /**< asked; default 960 */
    uint16_t amq;             /**< asked parallel jobs; default 8 */
    uint32_t
        connect_timeout_ms; /**< TCP, ISO and setup together; default 4000 (an ARP failure takes 3.1 s).  How
                                      long the system resolves a name is not bounded by it: give a numeric address
                                      where that matters. */
    uint32_t timeout_ms;    /**< per call; default 2000 */
    const struct s7_observer *observer; /**< NULL (not part of the public API yet) */
};

/** What the partner granted. */
struct s7_posix_grant {
    uint16_t pdu_length;
    uint16_t amq_calling;
    uint16_t amq_called;
};

S7_API void s7_posix_config_default(struct s7_posix_config *config);

/**
 * Connects.  @return S7_OK and *ret_client, or the error, also in *ret_fault (never NULL).
 */
S7_API int s7_posix_open(const struct s7_posix_config *config, struct s7_posix_client **ret_client,
                         struct s7_fault *ret_fault);

/** Ends the connection in order and frees the client; NULL is allowed. */
S7_API void s7_posix_close(struct s7_posix_client *client);

S7_API struct s7_posix_grant s7_posix_grant(const struct s7_posix_client *client);

/**
 * Reads a range of any size into `octets` (`size` must be the octets of the range: 1 for a bit, else bits / 8).
 * An error of layer 1 to 3 ends the connection (every later call returns S7_ERR_LOCAL_CLOSED), unless the partner
 * answered: a refusal, with a code in ret_fault->peer_code or ->item_code, leaves it open.
 */
S7_API int s7_posix_read(struct s7_posix_client *client, const struct s7_range *range, uint8_t *ret_octets,
                         size_t size, struct s7_fault *ret_fault);

/** Writes; as s7_posix_read().  Never repeated, never more octets than given; a bit is written as a bit. */
S7_API int s7_posix_write(struct s7_posix_client *client, const struct s7_range *range, const uint8_t *octets,
                          size_t size, struct s7_fault *ret_fault);

S7_END_DECLS

#endif
