/* SPDX-License-Identifier: MIT
 *
 * sieben/cpu.h — a virtual CPU: data blocks and areas served by PUT/GET as a real S7 CPU would, refusals included.
 *
 * Made from a plain configuration, without files.  It does no I/O: hand s7_cpu_acceptor() to a transport
 * (sieben/posix_loop.h, sieben/uv.h, or one of your own: sieben/session.h).  One CPU and all its connections belong to
 * one thread; with a lock in its configuration other threads may share its data (struct s7_cpu_memory_lock).
 */
#ifndef SIEBEN_CPU_H
#define SIEBEN_CPU_H

#include "sieben/address.h"
#include "sieben/error.h"

S7_BEGIN_DECLS

struct s7_cpu;
struct s7_acceptor;
struct s7_observer;

/** How a COTP connection request is refused; FIN is what the field sees. */
enum s7_cpu_refusal {
    S7_CPU_REFUSE_FIN,   /**< no answer, the TCP connection is ended in order */
    S7_CPU_REFUSE_RST,   /**< no answer, the TCP connection is reset */
    S7_CPU_REFUSE_DR,    /**< a disconnect request with a reason, then as FIN */
    S7_CPU_REFUSE_SILENT /**< no answer; a caller that waits is ended in order after 3 s */
};

struct s7_cpu_refusal_style {
    enum s7_cpu_refusal how;
    uint8_t reason; /**< of the DR (ISO 8073 13.5.3) */
};

/** Order of the parameters of the connection confirm: TPDU size C0, calling TSAP C1, called TSAP C2. */
enum s7_cpu_cc_order { S7_CPU_CC_C0_C1_C2, S7_CPU_CC_C1_C2_C0, S7_CPU_CC_C0_C2_C1 };

enum s7_cpu_access_level { S7_CPU_LEVEL_FULL, S7_CPU_LEVEL_READ, S7_CPU_LEVEL_HMI, S7_CPU_LEVEL_NONE };

struct s7_cpu_db {
    uint16_t number;      /**< 1…65535, unique */
    bool optimized;       /**< optimized block access: absolute addresses are refused */
    bool write_protected; /**< write-protected in the device */
    uint32_t size;        /**< octets, 0…65535 */
};

/** Connection resources of one class: PG, OP, basic and the rest. */
struct s7_cpu_class_limit {
    uint16_t reserved; /**< kept free for this class */
    uint16_t most;     /**< at most this many; 0: no limit but the total */
};

/** Bounds on everything a peer can make the CPU remember. */
struct s7_cpu_limits {
    uint16_t half_open;  /**< connections that have not completed setup, on top of the resources; default 16 */
    uint16_t kept;       /**< requests answered later, over all connections; default 64 */
    uint16_t push_count; /**< pushes waiting per connection; default 2 */
};

/**
 * Brackets every access to the CPU's data, so that another thread can share it.  Called once per telegram that reads or
 * writes (all its items see one state and a Write Var is never seen half done), and once per s7_cpu_read() or
 * s7_cpu_write(), which are then allowed in any thread.  Never nested: a plain mutex will do, and s7_cpu_read() and
 * s7_cpu_write() must not be called by who holds it.  Held for the copying of the octets only; no callback of yours
 * and no system call of the library happens within it.
 */
struct s7_cpu_memory_lock {
    void (*lock)(void *user); /**< both NULL (default): everything happens in one thread */
    void (*unlock)(void *user);
    void *user;
};

struct s7_cpu_config {
    uint8_t rack;        /**< 0…7 */
    uint8_t slot;        /**< 0…31; default 2 */
    bool any_slot;       /**< accept every called TSAP; default false */
    bool slot_zero;      /**< slot 0 of the rack is accepted as well (S7-1200/1500); default true */
    uint16_t pdu_length; /**< largest granted, 64…8189; default 240 */
    /**
     * How the PDU length granted depends on the TPDU size agreed with the CC (2^C0 octets).  A PDU needs 3 octets
     * more than its own length there.
     *   true (default)  the least of asked and pdu_length when that fits; else the largest of 960, 480 and 240 that
     *                   does (S7-1500: C0 = 09 gives 480), else what fits
     *   false           the least of asked and pdu_length; a PDU of ours that then does not fit into one TPDU ends the
     *                   connection, as older S7-1500 do
     */
    bool tpdu_limits_pdu;
    uint16_t amq_calling; /**< parallel jobs, granted: the lesser of this and what is asked; 1…64; default 1 */
    uint16_t amq_called;  /**< the same towards the caller; at least 1; default 1 */
    enum s7_cpu_cc_order cc_order; /**< default C0, C1, C2: what Siemens CPUs send */
    bool put_get;                  /**< PUT/GET permitted; default true */
    enum s7_cpu_access_level access_level;
    uint16_t resources_total; /**< connections at most; default 16, none reserved */
    struct s7_cpu_class_limit pg, op, basic;
    struct s7_cpu_refusal_style refusal_tsap;      /**< rack, slot or TSAP are not ours */
    struct s7_cpu_refusal_style refusal_resources; /**< no connection resource is left */
    uint8_t optimized_code;                        /**< item code for an optimized DB; default 05 */
    bool timer_counter_write; /**< T and C may be written from outside; default false: item code 03 */
    uint32_t input_size, output_size, memory_size; /**< octets, at most 2^21; default 1024, 1024, 4096 */
    uint16_t timer_count, counter_count;           /**< default 256 each */
    const struct s7_cpu_db *dbs;                   /**< borrowed until the CPU is made */
    size_t db_count;
    struct s7_cpu_limits limits;
    struct s7_cpu_memory_lock memory;   /**< default: none */
    const struct s7_observer *observer; /**< NULL, or must outlive the CPU (not part of the public API yet) */
};

/** How connection resources stand. */
struct s7_cpu_usage {
    uint16_t total, used, pg, op, basic, other;
    uint64_t refused_resources; /**< connection requests refused because no resource was left */
    uint64_t refused_tsap;      /**< … because rack, slot or TSAP is not ours */
};

/** Fills every field with the default named beside it; the others are 0. */
S7_API void s7_cpu_config_default(struct s7_cpu_config *config);

/** Octets that s7_cpu_init() needs, aligned for max_align_t; 0: the configuration is out of range. */
S7_API size_t s7_cpu_size(const struct s7_cpu_config *config);

/**
 * Makes a CPU in the caller's memory, no heap now or later.  Nothing has to be given back: when every connection ended
 * the memory is the caller's again.  @return S7_OK or S7_ERR_LOCAL_ARGUMENT (also: too small or not aligned).
 */
S7_API int s7_cpu_init(void *memory, size_t size, const struct s7_cpu_config *config, struct s7_cpu **ret_cpu);

/** The same on the heap.  @return S7_OK, S7_ERR_LOCAL_ARGUMENT, S7_ERR_LOCAL_MEMORY. */
S7_API int s7_cpu_new(const struct s7_cpu_config *config, struct s7_cpu **ret_cpu);

/** Only after every connection ended; NULL is allowed. */
S7_API void s7_cpu_free(struct s7_cpu *cpu);

/** For a transport that listens; owned by the CPU. */
S7_API struct s7_acceptor *s7_cpu_acceptor(struct s7_cpu *cpu);

/**
 * Reads or writes own data, whatever the access attributes say (the CPU's own program sees everything).  The range
 * moves as one.  The CPU's thread; any thread when the configuration has a lock.
 * @param ret_octets  one octet for a single bit, else range->bit_count / 8
 * @return S7_OK, S7_ERR_DATA_MISSING, S7_ERR_DATA_ADDRESS, S7_ERR_LOCAL_ARGUMENT (range is not transferable)
 */
S7_API int s7_cpu_read(struct s7_cpu *cpu, const struct s7_range *range, uint8_t *ret_octets);
S7_API int s7_cpu_write(struct s7_cpu *cpu, const struct s7_range *range, const uint8_t *octets);

/** Changes at run time, as downloading another hardware configuration would. */
S7_API void s7_cpu_permit_put_get(struct s7_cpu *cpu, bool permitted);

/**
 * What a download changes while connections stay: data blocks come, go and change size (contents are kept as far as
 * the new size goes, the rest is 0) and attributes; put_get and access_level.  Partners see it between two telegrams,
 * never within one.  For a CPU made by s7_cpu_new(), from its own thread.
 * @return S7_OK; S7_ERR_LOCAL_ARGUMENT (out of range, something else differs from the configuration that the CPU was
 *         made with, or it was made by s7_cpu_init()), S7_ERR_LOCAL_MEMORY: nothing has changed then
 */
S7_API int s7_cpu_reload(struct s7_cpu *cpu, const struct s7_cpu_config *config);

S7_API struct s7_cpu_usage s7_cpu_usage(const struct s7_cpu *cpu);

S7_END_DECLS

#endif
