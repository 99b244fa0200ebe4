/* SPDX-License-Identifier: MIT
 *
 * sieben/block.h — GET and PUT as the program of a CPU calls them, in every scan, with `now`.
 *
 *   s7_block_link     the ID: one connection to a partner, and the program's own data
 *   s7_get, s7_put    instances; any number of them may share one link
 *
 *     for (;;) {                                    a scan
 *         s7_loop_run(loop, next_scan);             the transport moves octets (sieben/posix_loop.h, or any other)
 *         s7_block_link_call(link, now);            keeps the connection
 *         s7_get_call(get, &inputs, now, &outputs); never blocks
 *     }
 *
 * REQ rising starts a job: ID and areas are latched there, and a PUT copies its data there.  NDR, DONE and ERROR are
 * valid for exactly one call; STATUS stays until the next job overwrites it.  An edge while the job runs has no
 * effect (STATUS 11, ERROR=0); an edge in the very call that reports the end of a job counts in the next call, if REQ
 * is still set.  A GET's data reach the program's memory in the call that sets NDR, all areas under one lock, or not
 * at all.  A write is never repeated.
 *
 * Link, instances and transport belong to one thread.  No allocation but in the _new functions.
 */
#ifndef SIEBEN_BLOCK_H
#define SIEBEN_BLOCK_H

#include "sieben/address.h"
#include "sieben/error.h"
#include "sieben/session.h"

S7_BEGIN_DECLS

struct s7_observer;
struct s7_block_link;
struct s7_get;
struct s7_put;

enum { S7_BLOCK_AREAS = 4 };

/** STATUS of GET and PUT.  Texts: s7_block_status_text(). */
enum s7_block_status {
#define S7_BLOCK_STATUS(number, name, error, text) S7_BLOCK_##name = (number),
#include "sieben/block_status.def"
#undef S7_BLOCK_STATUS
};

/** STATUS in words; static storage, never NULL.  Any thread. */
S7_API const char *s7_block_status_text(uint16_t status);

/* ---- the ID ------------------------------------------------------------------------------------------------- */

/**
 * The program's own data, where RD_i and SD_i lie.  Ranges are transferable (sieben/address.h); s7_memory_fetch() and
 * s7_memory_store() lay one over an octet array.
 */
struct s7_block_memory {
    /** Copies a range into `ret_octets`; a bit as 00 or 01.  @return S7_OK; anything else: not there, STATUS 10. */
    int (*read)(void *user, const struct s7_range *range, uint8_t *ret_octets);
    /** The reverse.  All or nothing. */
    int (*write)(void *user, const struct s7_range *range, const uint8_t *octets);
    void (*lock)(void *user); /**< brackets all areas of one call; both NULL: not needed */
    void (*unlock)(void *user);
    void *user;
};

struct s7_block_link_config {
    const char *host;         /**< name or numeric address of the partner; required; copied */
    uint16_t port;            /**< default 102 */
    uint8_t connection_class; /**< 1 PG, 2 OP, 3 basic (default) */
    uint8_t rack, slot;       /**< default 0, 1 */
    const char *local_tsap;   /**< overrides the default 01.00; "01.00" or "\"TEXT\""; NULL: default; copied */
    const char *remote_tsap;  /**< overrides class, rack and slot; NULL: from those; copied */
    uint16_t pdu_length;      /**< asked; default 960 */
    uint16_t amq;             /**< asked parallel jobs; default 8.  More jobs than were granted: STATUS 20 */
    s7_time connect_timeout;  /**< of TCP, and again of ISO and setup together; default 4 s */
    s7_time timeout;          /**< of one job; expiry ends the connection; default 2 s */
    s7_time backoff_first;    /**< pause before the first further attempt; default 250 ms */
    s7_time backoff_most;     /**< the pause doubles up to this; default 10 s; each ± 25 % */
    uint64_t seed;            /**< of that jitter: give every station another one */
    uint8_t area_most;        /**< areas of one call: 4 (default), 1 (S7-300); 0: no such blocks, STATUS 27 */
    uint16_t get_most;        /**< octets of one GET, whatever the PDU length; 0 (default): only that decides */
    uint16_t put_most;        /**< octets of one PUT, likewise */
    /**
     * An extension, no block of a CPU does it: areas too long for one PDU travel in several and are not consistent.
     * Default false: as in the CPU, STATUS 4.
     */
    bool split_long;
    struct s7_block_memory memory;      /**< read and write required */
    struct s7_dialer *dialer;           /**< of the transport; required; must outlive the link */
    const struct s7_observer *observer; /**< NULL (not part of the public API yet) */
};

/** How the connection stands. */
struct s7_block_link_report {
    bool connected;
    bool dialling;         /**< an attempt is under way */
    uint16_t pdu_length;   /**< granted; 0 unless connected */
    uint16_t amq;          /**< granted parallel jobs */
    unsigned job_count;    /**< running */
    uint64_t opened;       /**< times it was established */
    uint64_t failed;       /**< attempts that failed, and connections that were lost */
    s7_time redial_at;     /**< next attempt; S7_TIME_NEVER: connected, dialling or closed */
    struct s7_fault fault; /**< why it last failed; S7_OK: it never did, or it was closed here */
};

/** Fills every field with the default named beside it; the others are 0. */
S7_API void s7_block_link_config_default(struct s7_block_link_config *config);

/** Octets that s7_block_link_init() needs, aligned for max_align_t; 0: the configuration is out of range. */
S7_API size_t s7_block_link_size(const struct s7_block_link_config *config);
/**
 * Makes a link in the caller's memory, no heap.  Nothing is dialled yet.
 * @return S7_OK, S7_ERR_LOCAL_ARGUMENT (also: too small or not aligned).
 */
S7_API int s7_block_link_init(void *memory, size_t size, const struct s7_block_link_config *config,
                              struct s7_block_link **ret_link);
/** The same on the heap.  @return S7_OK, S7_ERR_LOCAL_ARGUMENT, S7_ERR_LOCAL_MEMORY. */
S7_API int s7_block_link_new(const struct s7_block_link_config *config, struct s7_block_link **ret_link);
/** What s7_block_link_new() made; only when s7_block_link_idle(); NULL is allowed. */
S7_API void s7_block_link_free(struct s7_block_link *link);

/** Once per scan: dials when it is time.  Never blocks. */
S7_API void s7_block_link_call(struct s7_block_link *link, s7_time now);

S7_API struct s7_block_link_report s7_block_link_report(const struct s7_block_link *link);

/**
 * Ends the connection in order, for good.  Jobs that run end with STATUS 1 in their next call.  Serve the transport
 * until s7_block_link_idle().
 */
S7_API void s7_block_link_close(struct s7_block_link *link, s7_time now);
/** The transport has nothing of this link any more. */
S7_API bool s7_block_link_idle(const struct s7_block_link *link);

/* ---- the blocks ---------------------------------------------------------------------------------------------- */

/** One pair: ADDR_i with RD_i (GET) or SD_i (PUT).  Both of the same length: octets with octets, a bit with a bit. */
struct s7_block_area {
    struct s7_range remote; /**< ADDR_i */
    struct s7_range local;  /**< RD_i, SD_i */
};

/** Inputs of one call. */
struct s7_block_inputs {
    bool req;
    struct s7_block_link *id; /**< NULL: no such connection, STATUS 1; must outlive the job */
    size_t area_count;        /**< 1…S7_BLOCK_AREAS */
    struct s7_block_area areas[S7_BLOCK_AREAS];
};

/** Outputs of one call of a GET. */
struct s7_get_outputs {
    bool ndr; /**< new data arrived and stand in the local areas; for one call */
    bool error;
    bool busy;             /**< a job runs */
    uint16_t status;       /**< enum s7_block_status */
    struct s7_fault fault; /**< what STATUS was derived from: partner's codes, failing area; S7_OK: nothing */
};

/** Outputs of one call of a PUT. */
struct s7_put_outputs {
    bool done; /**< the partner has acknowledged the write; for one call */
    bool error;
    bool busy;
    uint16_t status;
    struct s7_fault fault;
};

/**
 * Octets that an instance needs which moves at most `octets_most` per call, aligned for max_align_t; 0: no call moves
 * so many, or none.
 */
S7_API size_t s7_get_size(size_t octets_most);
/**
 * Makes an instance in the caller's memory, no heap.
 * @return S7_OK, S7_ERR_LOCAL_ARGUMENT (also: too small or not aligned).
 */
S7_API int s7_get_init(void *memory, size_t size, size_t octets_most, struct s7_get **ret_get);
/** The same on the heap.  @return S7_OK, S7_ERR_LOCAL_ARGUMENT, S7_ERR_LOCAL_MEMORY. */
S7_API int s7_get_new(size_t octets_most, struct s7_get **ret_get);
/** What s7_get_new() made; not while a job runs; NULL is allowed. */
S7_API void s7_get_free(struct s7_get *get);
/**
 * One call of the block.  An instance that was never made, is of the other block, or NULL: STATUS 12.  (It is told by
 * a mark in its first octets, which are read in any case.)
 */
S7_API void s7_get_call(struct s7_get *get, const struct s7_block_inputs *inputs, s7_time now,
                        struct s7_get_outputs *ret_outputs);

/** As for a GET. */
S7_API size_t s7_put_size(size_t octets_most);
S7_API int s7_put_init(void *memory, size_t size, size_t octets_most, struct s7_put **ret_put);
S7_API int s7_put_new(size_t octets_most, struct s7_put **ret_put);
S7_API void s7_put_free(struct s7_put *put);
S7_API void s7_put_call(struct s7_put *put, const struct s7_block_inputs *inputs, s7_time now,
                        struct s7_put_outputs *ret_outputs);

S7_END_DECLS

#endif
