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
#include "sieben/clock.h"
#include "sieben/error.h"
#include "sieben/session.h"

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

/**
 * What a partner may do without the password.  Reading and writing data by PUT/GET is not concerned, unless
 * level_stops_put_get says so for NONE.
 */
enum s7_cpu_access_level {
    S7_CPU_LEVEL_FULL, /**< everything: protection level 1 */
    S7_CPU_LEVEL_READ, /**< no start and stop, no change of blocks: 2 */
    S7_CPU_LEVEL_HMI,  /**< nor reading of blocks: 3 */
    S7_CPU_LEVEL_NONE  /**< the same: 3 */
};

enum s7_cpu_mode {
    S7_CPU_MODE_STOP,
    S7_CPU_MODE_STARTUP, /**< passed on the way to RUN; nothing stays in it */
    S7_CPU_MODE_RUN,
    S7_CPU_MODE_HOLD,
    S7_CPU_MODE_DEFECT
};

/** Positions of the mode switch at the device. */
enum s7_cpu_switch {
    S7_CPU_SWITCH_RUN_P, /**< also RUN of a CPU whose switch has no RUN-P */
    S7_CPU_SWITCH_RUN,   /**< a key's: blocks are not changed */
    S7_CPU_SWITCH_STOP,  /**< not started by anyone */
    S7_CPU_SWITCH_MRES   /**< the same */
};

/** What changes the mode; told by the entries of the diagnostic buffer. */
enum s7_cpu_cause {
    S7_CPU_CAUSE_SWITCH,  /**< the mode switch */
    S7_CPU_CAUSE_PARTNER, /**< a command over a connection, or of the CPU's own program */
    S7_CPU_CAUSE_COLD     /**< the same; a start is a cold restart: all data are 0 again */
};

/** Services that a family may lack; refused with codes.userdata or codes.function then. */
struct s7_cpu_services {
    bool clock;    /**< read and set the clock */
    bool control;  /**< start, stop and the other PI services */
    bool password; /**< legitimation with the session password */
    bool messages; /**< subscription of events, and their pushes */
};

enum { S7_CPU_PASSWORD_SIZE = 8 };

/** Codes of refusals.  Those that no capture shows are the CPU's maker's choice here: docs/refusals.md. */
struct s7_cpu_codes {
    uint16_t function;     /**< a Job function that this CPU has not; 0: no answer; default 8104 */
    uint16_t userdata;     /**< a Userdata group or subfunction that it has not; 0: no answer; default 8104 */
    uint16_t malformed;    /**< parts of a request that do not fit together, or no items at all; default 8500 */
    uint16_t over_amq;     /**< more requests than jobs were granted; default 0: they wait in the stream */
    uint16_t second_setup; /**< another setup communication; default 0: granted like the first */
    uint16_t level;        /**< the protection level forbids it; default D241 */
    uint16_t already;      /**< stop in STOP, start in RUN; default 8402 */
    uint16_t mode_switch;  /**< the switch forbids a start; default 8404 */
    uint16_t subscribed;   /**< a subscription that changes nothing (D403); default 0: granted */
    uint16_t subscriptions; /**< none is left; default D404 */
    uint16_t chains;        /**< an answer in fragments, and no room to keep its rest; default 8304 */
    uint16_t chain_lost;    /**< a fragment is asked for that nobody keeps; default D405 */
};

/** What a CPU says of itself (SZL 0011 and 001C).  Texts end with a 0 octet; "" is a record without text. */
struct s7_cpu_identity {
    char order_number[21];    /**< "6ES7 315-2EH14-0AB0" */
    uint16_t module_type;     /**< BGTyp */
    uint16_t hardware[2];     /**< release of the module and of the hardware: Ausbg, Ausbe */
    uint8_t firmware[3];      /**< V3.2.7 is 3, 2, 7 */
    bool firmware_named;      /**< its record repeats the order number (S7-1200); false: blanks (S7-300) */
    char boot_loader[21];     /**< "Boot Loader"; "": there is no such record */
    uint8_t boot_version[4];  /**< a letter and three numbers: 'A', 32, 9, 9 */
    char station_name[25];    /**< of the whole station */
    char module_name[25];     /**< of this CPU in it */
    char plant_id[33];        /**< higher level designation */
    char copyright[27];       /**< "Original Siemens Equipment" */
    char serial_number[25];   /**< of the module */
    char type_name[33];       /**< "CPU 315-2 PN/DP" */
    char memory_card[33];     /**< serial number of the memory card */
    uint16_t manufacturer[3]; /**< manufacturer, profile, details of the profile */
    char oem[33];             /**< copyright of another maker */
    char location[33];        /**< location designation */
};

/**
 * A system status list that the CPU has, with the records that it is told to have.
 *
 * `id` is either a whole list (0013): extracts by index (0113) and of the head alone (0F13) follow from it, as a list
 * has them; or an extract with records of its own (0131, 0222).  What a list tells of the CPU's live state (LEDs,
 * mode, protection, connections, clock) is put into the records when they are read, whatever stands there.  Lists
 * that consist of nothing else (0000, 00A0, 0124) have no records here; 0011 and 001C come from the identity, and
 * 0014, 0019, 0074 and 0131, 0132 (index 1, 4 and 8) and 0424 are made up, where none are given.
 */
struct s7_cpu_szl {
    uint16_t id;
    uint16_t index;         /**< of an extract with records of its own; a whole list has 0 */
    uint16_t record_size;   /**< octets of a record; may be 0 without records */
    uint16_t record_count;  /**< 0: the CPU has the list, and makes it up or it is empty */
    const uint8_t *records; /**< record_size * record_count octets, borrowed until the CPU is made */
};

/** What becomes of a request for a system status list. */
enum s7_cpu_szl_style {
    S7_CPU_SZL_ANSWER,
    S7_CPU_SZL_REFUSE, /**< service not offered: 81 04 */
    S7_CPU_SZL_CLOSE,  /**< the connection is ended in order */
    S7_CPU_SZL_SILENT  /**< no answer */
};

/** An entry of the diagnostic buffer. */
struct s7_cpu_event {
    uint16_t event; /**< 0x4302 */
    uint8_t priority;
    uint8_t ob;
    uint16_t dat_id;
    uint16_t info1;
    uint32_t info2;
    struct s7_clock at; /**< when; of events that the CPU is told while it runs, its own clock counts */
};

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
    uint16_t half_open;   /**< connections that have not completed setup, on top of the resources; default 16 */
    uint16_t kept;        /**< requests answered later, over all connections; default 64 */
    uint16_t push_count;  /**< pushes waiting per connection; default 2 */
    uint16_t diagnostics; /**< entries of the diagnostic buffer, 1…3200; default 100 */
    uint16_t faults;      /**< faults on demand set at the same time, at most 1024; default 16 */
    uint16_t subscriptions; /**< connections with a subscription of events, at most 200; default 8 */
    uint16_t chains;        /**< answers whose fragments are being fetched, at most 200; default 8 */
    uint16_t chain_size;    /**< octets that such an answer has at most; 256…65535; default 4096 */
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
    bool level_stops_put_get; /**< NONE stops PUT/GET (S7-1200/1500, not S7-300/400); default true */
    bool level_guards_clock;  /**< READ and above: nobody sets the clock without the password; default false */
    bool has_password;        /**< default false: nobody can legitimate */
    uint8_t password[S7_CPU_PASSWORD_SIZE]; /**< padded with blanks; wiped when the CPU is freed */
    enum s7_cpu_mode mode;                  /**< STOP or RUN (default), HOLD, DEFECT: how it starts */
    enum s7_cpu_switch mode_switch;         /**< default RUN_P; with STOP and MRES the mode cannot be RUN */
    struct s7_clock clock;                  /**< what its clock shows … default 1994-01-01 00:00:00 */
    s7_time clock_at;                       /**< … at this point in time; default 0 */
    uint8_t clock_century; /**< that the clock tells, whatever the year; 0…99; default 19 (S7-300) */
    struct s7_cpu_services services; /**< default: all */
    struct s7_cpu_codes codes;
    /** Start and stop are refused with the cause in an octet of its own (as snap7 reads them); default true. */
    bool control_in_words;
    bool sequence_counts; /**< answers are numbered 1…15 in turn (S7-400); default false: lowest free number */
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
    struct s7_cpu_identity identity; /**< default: names this library, nothing of another maker's */
    enum s7_cpu_szl_style szl_style; /**< default ANSWER */
    uint16_t szl_unknown_id;         /**< code for a list that it has not; default D401 */
    uint16_t szl_unknown_index;      /**< code for an index that an extract has not; default D402 */
    bool szl_index_all;              /**< a whole list is given whatever the index (0011/0001); default true */
    const struct s7_cpu_szl
        *szl;         /**< the lists that it has, borrowed; default: those that it makes up itself */
    size_t szl_count; /**< at most 4096 */
    const struct s7_cpu_event
        *events;              /**< diagnostic buffer at power-on, newest first, borrowed; default: power-on */
    size_t event_count;       /**< at most limits.diagnostics */
    uint16_t diagnostics_run; /**< newest entries that 00A0 shows outside STOP; 0: all; default 10 (S7-300) */
    struct s7_cpu_limits limits;
    /** Faults of the octet stream can be set, too (S7_CPU_FAULT_GARBAGE, _TRICKLE); costs some memory; default false. */
    bool octet_faults;
    struct s7_cpu_memory_lock memory;   /**< default: none */
    const struct s7_observer *observer; /**< NULL, or must outlive the CPU (not part of the public API yet) */
};

/** What a connection is for, by the first octet of its called TSAP: 01, 02, 03; OTHER are configured connections. */
enum s7_cpu_class { S7_CPU_CLASS_PG, S7_CPU_CLASS_OP, S7_CPU_CLASS_BASIC, S7_CPU_CLASS_OTHER };

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

/** Changes of the mode, as they appear to partners: pushes, diagnostic buffer, LEDs, SZL. */
S7_API enum s7_cpu_mode s7_cpu_mode(const struct s7_cpu *cpu);

/**
 * STOP, HOLD and DEFECT are taken at once, RUN by way of STARTUP.  Data stay reachable in every mode.  The CPU's thread.
 * @return S7_OK (also when nothing changes); S7_ERR_LOCAL_ARGUMENT: STARTUP, RUN while the mode switch forbids it, or
 *         anything else while the CPU is DEFECT
 */
S7_API int s7_cpu_set_mode(struct s7_cpu *cpu, enum s7_cpu_mode mode, enum s7_cpu_cause cause, s7_time now);

/**
 * Turns the mode switch: STOP and MRES stop the CPU, back in RUN or RUN_P it starts.  DEFECT stays what it is.
 * A position that does not exist changes nothing.
 */
S7_API void s7_cpu_set_switch(struct s7_cpu *cpu, enum s7_cpu_switch position, s7_time now);

/** What the CPU's clock shows. */
S7_API struct s7_clock s7_cpu_clock(const struct s7_cpu *cpu, s7_time now);

/** Sets it.  @return S7_OK or S7_ERR_LOCAL_ARGUMENT: no day of the calendar, no time of day, weekday above 7 */
S7_API int s7_cpu_set_clock(struct s7_cpu *cpu, const struct s7_clock *clock, s7_time now);

/**
 * What a download changes while connections stay: data blocks come, go and change size (contents are kept as far as
 * the new size goes, the rest is 0) and attributes; put_get, access_level and the password (who legitimated with
 * another one has lost it).  Mode, mode switch, clock and diagnostic buffer stay as they are, whatever the
 * configuration starts with.  Partners see it between two telegrams, never within one.  For a CPU made by s7_cpu_new(), from its own thread.
 * @return S7_OK; S7_ERR_LOCAL_ARGUMENT (out of range, something else differs from the configuration that the CPU was
 *         made with, or it was made by s7_cpu_init()), S7_ERR_LOCAL_MEMORY: nothing has changed then
 */
S7_API int s7_cpu_reload(struct s7_cpu *cpu, const struct s7_cpu_config *config);

/**
 * Puts an event into the diagnostic buffer, with the time of the CPU's clock (event->at is ignored), and tells it to
 * the partners that subscribed its class.  The CPU's thread.
 */
S7_API void s7_cpu_add_event(struct s7_cpu *cpu, const struct s7_cpu_event *event, s7_time now);

/** Entry number `index` of the diagnostic buffer, 0 the newest; false: behind the oldest. */
S7_API bool s7_cpu_event_at(const struct s7_cpu *cpu, size_t index, struct s7_cpu_event *ret_event);

/** Switches an LED that SZL 0019 and 0074 show (1 SF, 0x15 MAINT …); RUN and STOP follow the mode.  False: it has none. */
S7_API bool s7_cpu_set_led(struct s7_cpu *cpu, uint16_t led, bool on, bool flashing);

S7_API struct s7_cpu_usage s7_cpu_usage(const struct s7_cpu *cpu);

/* ---- faults on demand --------------------------------------------------------------------------------------- */

enum s7_cpu_fault_kind {
    S7_CPU_FAULT_PUT_GET_BLOCKED, /**< Read and Write Var are refused with 81 04 */
    S7_CPU_FAULT_DB_OPTIMIZED,    /**< db: it seems to have optimized access */
    S7_CPU_FAULT_DB_SHORT,        /**< db, size: it seems to have so many octets, fewer than it has */
    S7_CPU_FAULT_DB_MISSING,      /**< db: it does not seem to be there */
    S7_CPU_FAULT_EXHAUSTED,       /**< connection_class: callers of it find no resource left */
    S7_CPU_FAULT_WRONG_SLOT,      /**< no called TSAP leads here */
    S7_CPU_FAULT_DELAY,           /**< time: a request waits so long before it is served */
    S7_CPU_FAULT_DROP,            /**< instead of serving a request its connection is ended in order */
    S7_CPU_FAULT_RESET,           /**< … is reset */
    S7_CPU_FAULT_TRUNCATE,        /**< size: only so many octets of the answer's PDU are sent, well framed */
    S7_CPU_FAULT_WRONG_REFERENCE, /**< the answer has the PDU reference of the question before */
    S7_CPU_FAULT_SILENT,          /**< a request is neither served nor answered */
    S7_CPU_FAULT_STOP,            /**< the CPU is in STOP */
    S7_CPU_FAULT_GARBAGE,         /**< octets that are no telegram instead of the answer; octet_faults */
    S7_CPU_FAULT_TRICKLE,         /**< time: between two octets of an answer; octet_faults */
    S7_CPU_FAULT_KIND_COUNT
};

enum { S7_CPU_FAULT_NAME_SIZE = 64, S7_CPU_FAULT_PARTNER_SIZE = 46 };

/**
 * What a CPU is to show.  What counts for `after` and `times` are the requests that the fault concerns: connection
 * requests (of the class) for EXHAUSTED and WRONG_SLOT; Read and Write Var for PUT_GET_BLOCKED, those that touch the
 * DB for DB_*; every request but setup communication for the others.  Only requests of the partner count.
 */
struct s7_cpu_fault {
    enum s7_cpu_fault_kind kind;
    uint16_t db;
    uint32_t size;
    enum s7_cpu_class connection_class;
    s7_time time;                            /**< above 0 where the kind needs it */
    char partner[S7_CPU_FAULT_PARTNER_SIZE]; /**< address as the transport tells it (struct s7_peer); "": all */
    uint32_t after;                          /**< so many are served well before it */
    uint32_t times;                          /**< so often; 0: from then on always */
};

struct s7_cpu_fault_state {
    const char *name; /**< borrowed until faults are set or cleared */
    struct s7_cpu_fault fault;
    uint64_t seen;  /**< requests that it concerned */
    uint64_t shown; /**< … and that it hit */
    bool spent;     /**< shown as often as it was to be */
};

/**
 * Sets a fault; one of the same name is replaced and counts anew.  Requests that come from now on see it, on
 * connections that are there as on new ones.  The CPU's thread.
 * @return S7_OK; S7_ERR_LOCAL_LIMIT: limits.faults of them are set; S7_ERR_DATA_MISSING: no such DB;
 *         S7_ERR_DATA_ADDRESS: the DB is no larger than `size`; S7_ERR_LOCAL_ARGUMENT: no name or too long a one,
 *         a field out of range, or octet_faults is needed
 */
S7_API int s7_cpu_fault_set(struct s7_cpu *cpu, const char *name, const struct s7_cpu_fault *fault,
                            s7_time now);

/** Removes a fault; requests that wait because of it are served when their time comes.  False: there is none. */
S7_API bool s7_cpu_fault_clear(struct s7_cpu *cpu, const char *name, s7_time now);

/** Fault number `index` in the order in which they were set; false: behind the last one. */
S7_API bool s7_cpu_fault_at(const struct s7_cpu *cpu, size_t index, struct s7_cpu_fault_state *ret_state);

S7_END_DECLS

#endif
