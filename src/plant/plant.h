/* SPDX-License-Identifier: MIT
 *
 * plant/plant.h — the plant file as a model: what the plant is, never what one desk plays.
 *
 * A plant is read-only after loading.  Everything in it is owned by it and lives until s7_plant_free().
 * Names are unique within their kind.  Every element knows where in the file it stands.  A text that is not given is "",
 * never NULL; hosts of places may be NULL, and say so.
 */
#ifndef PLANT_PLANT_H
#define PLANT_PLANT_H

#include "base/time.h"
#include "profile/profile.h"
#include "sieben/address.h"
#include "sieben/error.h"

/** A place in the file; line and column count from 1, 0: nowhere. */
struct s7_plant_mark {
    uint32_t line;
    uint32_t column;
};

/** A day of the calendar, checked; year 0: not given. */
struct s7_plant_date {
    uint16_t year;
    uint8_t month, day; /**< from 1 */
};

/** At most `count` times in `per`; count 0: not given. */
struct s7_plant_rate {
    uint32_t count;
    s7_time per;
};

/** A host and a port; host NULL: not given. */
struct s7_plant_place {
    const char *host; /**< numeric address or name */
    uint16_t port;    /**< default 102 */
};

/** Lines of text in the order of the file. */
struct s7_plant_texts {
    const char **lines;
    size_t count;
};

enum { S7_PLANT_TSAP_OCTETS = 32 };

/** length 0: not given. */
struct s7_plant_tsap {
    const char *text; /**< as it stands in the file: "10.01", "1001", "\"SIMATIC-ROOT-ES\"" */
    uint8_t octets[S7_PLANT_TSAP_OCTETS];
    size_t length;
};

enum s7_plant_criticality {
    S7_PLANT_CRITICALITY_NONE, /**< not given */
    S7_PLANT_SAFETY,
    S7_PLANT_PRODUCTION,
    S7_PLANT_INFORMATION
};

enum s7_plant_zone_kind {
    S7_PLANT_ZONE_NONE, /**< not given */
    S7_PLANT_ZONE_CELL,
    S7_PLANT_ZONE_CONTROL,
    S7_PLANT_ZONE_DMZ,
    S7_PLANT_ZONE_ENGINEERING,
    S7_PLANT_ZONE_OFFICE,
    S7_PLANT_ZONE_REMOTE,
    S7_PLANT_ZONE_OTHER
};

struct s7_plant_zone {
    const char *name;
    const char **nets; /**< "10.10.1.0/24", checked */
    size_t net_count;
    enum s7_plant_zone_kind kind;
    const char *owner;
    const char *purpose;
    uint8_t sl_target; /**< security level of IEC 62443, 1…4; 0: not given */
    struct s7_plant_mark mark;
};

enum { S7_PLANT_CONDUIT_ZONES = 2 };

/** What may pass a conduit: bits. */
enum s7_plant_passage { S7_PLANT_PASS_S7 = 1, S7_PLANT_PASS_S7PLUS = 2 };

/** A way between two zones. */
struct s7_plant_conduit {
    const char *name;
    const struct s7_plant_zone *between[S7_PLANT_CONDUIT_ZONES];
    const char *device;    /**< the firewall or router that it is */
    const char *guard;     /**< name of the S7 guard in it */
    unsigned allow;        /**< enum s7_plant_passage */
    bool direct_forbidden; /**< every connection through it goes by its guard */
    const char *owner;
    const char *purpose;
    struct s7_plant_mark mark;
};

/** A user profile of the plant file: figures of `like`, and its own with S7_EVIDENCE_PLANT. */
struct s7_plant_profile {
    const char *name;
    struct s7_profile profile; /**< its name is this one's */
    struct s7_plant_mark mark;
};

enum s7_plant_access_level {
    S7_PLANT_LEVEL_FULL,
    S7_PLANT_LEVEL_READ,
    S7_PLANT_LEVEL_HMI,
    S7_PLANT_LEVEL_NONE
};

/** Position of the mode switch. */
enum s7_plant_switch { S7_PLANT_SWITCH_RUN_P, S7_PLANT_SWITCH_RUN, S7_PLANT_SWITCH_STOP, S7_PLANT_SWITCH_MRES };

struct s7_plant_db {
    uint16_t number;
    const char *name;
    uint32_t size; /**< octets, 0…65535 */
    bool optimized;
    bool write_protected;
    struct s7_plant_mark mark;
};

/** What a CPU says of itself; "": as its profile and its name say. */
struct s7_plant_identity {
    const char *order_number;
    const char *station;
    const char *module;
    const char *plant_id;
    const char *copyright;
    const char *serial;
    const char *type;
    const char *memory_card;
    const char *oem;
    const char *location;
};

/** A date and a time of day. */
struct s7_plant_moment {
    struct s7_plant_date date;
    uint8_t hour, minute, second;
    uint16_t millisecond;
};

struct s7_plant_octets {
    const uint8_t *octets;
    size_t size;
};

/** Octets in records of the same size. */
struct s7_plant_records {
    const uint8_t *octets;
    size_t size; /**< of one */
    size_t count;
};

/** A system status list that the CPU has beside or instead of those of its family. */
struct s7_plant_szl {
    uint16_t id;
    uint16_t index;
    uint16_t record_size; /**< of a list without records */
    struct s7_plant_records records;
    struct s7_plant_mark mark;
};

enum { S7_PLANT_EVENT_DATA = 10 };

/** An entry of the diagnostic buffer. */
struct s7_plant_event {
    uint16_t event;
    struct s7_plant_moment at;
    struct s7_plant_octets data; /**< S7_PLANT_EVENT_DATA of them: between event and time */
    struct s7_plant_mark mark;
};

enum s7_plant_wave {
    S7_PLANT_SINE,
    S7_PLANT_RAMP,
    S7_PLANT_SQUARE,
    S7_PLANT_TRIANGLE,
    S7_PLANT_COUNT,
    S7_PLANT_CONSTANT
};

struct s7_plant_simulation {
    struct s7_tag tag;
    enum s7_plant_wave wave;
    double min, max;
    s7_time period;
    struct s7_plant_mark mark;
};

struct s7_plant_class {
    uint16_t reserved;
    uint16_t most; /**< 0: only the total limits */
};

/** A symbolic name for an address of a CPU. */
struct s7_plant_tag {
    const char *name;
    struct s7_tag tag;
    const char *unit;
    const char *comment;
    struct s7_plant_mark mark;
};

enum s7_plant_alarm_when {
    S7_PLANT_ALARM_SET, /**< the BOOL is true */
    S7_PLANT_ALARM_CLEAR,
    S7_PLANT_ALARM_ABOVE, /**< than the limit */
    S7_PLANT_ALARM_BELOW,
    S7_PLANT_ALARM_EQUAL,
    S7_PLANT_ALARM_UNEQUAL
};

enum s7_plant_severity_of_alarm { S7_PLANT_ALARM_INFORMATION, S7_PLANT_ALARM_WARNING, S7_PLANT_ALARM_CRITICAL };

struct s7_plant_alarm {
    const char *name;
    struct s7_tag tag; /**< one value */
    enum s7_plant_alarm_when when;
    double limit;
    s7_time delay; /**< the condition must hold so long */
    enum s7_plant_severity_of_alarm severity;
    const char *text;
    struct s7_plant_mark mark;
};

enum s7_plant_fault_kind {
    S7_PLANT_FAULT_PUT_GET_BLOCKED,
    S7_PLANT_FAULT_DB_OPTIMIZED,    /**< db */
    S7_PLANT_FAULT_DB_SHORT,        /**< db, size */
    S7_PLANT_FAULT_DB_MISSING,      /**< db */
    S7_PLANT_FAULT_EXHAUSTED,       /**< connection_class */
    S7_PLANT_FAULT_WRONG_SLOT,      /**< no slot is the right one */
    S7_PLANT_FAULT_DELAY,           /**< time */
    S7_PLANT_FAULT_DROP,            /**< ends the connection in order */
    S7_PLANT_FAULT_RESET,           /**< ends it with a reset */
    S7_PLANT_FAULT_TRUNCATE,        /**< size: octets of the answer that are sent */
    S7_PLANT_FAULT_WRONG_REFERENCE, /**< the answer has the PDU reference of another question */
    S7_PLANT_FAULT_SILENT,          /**< no answer */
    S7_PLANT_FAULT_STOP,            /**< the CPU is in STOP */
    S7_PLANT_FAULT_GARBAGE,         /**< octets that are no telegram */
    S7_PLANT_FAULT_TRICKLE          /**< time: between two octets of an answer */
};

enum s7_plant_class_name { S7_PLANT_CLASS_BASIC, S7_PLANT_CLASS_OP, S7_PLANT_CLASS_PG };

/** A fault that a played CPU shows on demand. */
struct s7_plant_fault {
    const char *name;
    enum s7_plant_fault_kind kind;
    uint16_t db;
    uint32_t size;
    enum s7_plant_class_name connection_class;
    s7_time time;
    const struct s7_plant_cpu *partner; /**< only towards this one; NULL: every one */
    uint32_t after;                     /**< so many requests are served well before it */
    uint32_t times;                     /**< so often; 0: from then on always */
    bool active;                        /**< from the start; else only on command */
    struct s7_plant_mark mark;
};

/** Keys that a kind of fault needs besides itself; those that it does not need it must not have. */
enum {
    S7_PLANT_FAULT_NEEDS_DB = 1,
    S7_PLANT_FAULT_NEEDS_SIZE = 2,
    S7_PLANT_FAULT_NEEDS_CLASS = 4,
    S7_PLANT_FAULT_NEEDS_TIME = 8
};
unsigned s7_plant_fault_needs(enum s7_plant_fault_kind kind);

/**
 * A CPU, or a host: a PC that is a partner.  A host with DBs takes part with its own memory; one without only
 * documents a partner, and its connections have no jobs.
 */
struct s7_plant_cpu {
    const char *name;
    const char *host;                 /**< numeric address or name */
    uint16_t port;                    /**< default 102 */
    const struct s7_plant_zone *zone; /**< NULL: none */
    const struct s7_profile *profile;
    bool is_host;
    uint8_t rack, slot;
    bool put_get;
    enum s7_plant_access_level access_level;
    const char *password_file; /**< as written; "": there is no password */
    enum s7_plant_switch mode_switch;
    bool mode_stop;               /**< it is switched on in STOP, else RUN */
    struct s7_plant_moment clock; /**< year 0: this computer's time */
    uint16_t resources_total;
    struct s7_plant_class pg, op, basic;
    struct s7_plant_db *dbs; /**< ordered by number */
    size_t db_count;
    struct s7_plant_simulation *simulations;
    size_t simulation_count;
    struct s7_plant_tag *tags;
    size_t tag_count;
    struct s7_plant_alarm *alarms;
    size_t alarm_count;
    struct s7_plant_fault *faults;
    size_t fault_count;
    struct s7_range *program_writes; /**< what its own program writes */
    size_t program_write_count;
    struct s7_plant_identity identity;
    struct s7_plant_szl *szl;
    size_t szl_count;
    struct s7_plant_event *events; /**< diagnostic buffer, newest first */
    size_t event_count;
    const char *model;    /**< order number: "6ES7 515-2AM02-0AB0"; software of a host */
    const char *firmware; /**< "V2.9", "4.5" */
    uint32_t firmware_major, firmware_minor;
    const char *mac; /**< "28:63:36:01:02:03" */
    enum s7_plant_criticality criticality;
    const char *owner;
    const char *purpose;
    struct s7_plant_texts evidence;
    bool commissioning;              /**< may be tried to its limits: nothing depends on it yet */
    struct s7_plant_place reference; /**< a service near it that answers: positive control of a path */
    enum s7_plant_class_name connection_class; /**< of a host's connections */
    struct s7_plant_mark mark;
};

enum s7_plant_job_kind { S7_PLANT_GET, S7_PLANT_PUT };

enum { S7_PLANT_JOB_AREAS = 4 };

/** One GET or PUT of the active side. */
struct s7_plant_job {
    enum s7_plant_job_kind kind;
    size_t area_count;                          /**< 1…4 */
    struct s7_range remote[S7_PLANT_JOB_AREAS]; /**< in the served CPU: `from` of a get, `to` of a put */
    struct s7_range local[S7_PLANT_JOB_AREAS];  /**< in the active CPU: `receive` of a get, `send` of a put */
    s7_time every;
    bool retry_always; /**< after an ERROR the next cycle is tried at once; else 1 s, then 5 s later */
    const char *name;
    struct s7_plant_mark mark;
};

enum s7_plant_service {
    S7_PLANT_SERVICE_PUT_GET,
    S7_PLANT_SERVICE_GET,
    S7_PLANT_SERVICE_PUT,
    S7_PLANT_SERVICE_BSEND,
    S7_PLANT_SERVICE_USEND,
    S7_PLANT_SERVICE_HMI,
    S7_PLANT_SERVICE_PG,
    S7_PLANT_SERVICE_S7PLUS,
    S7_PLANT_SERVICE_OTHER
};

/** What a connection is used for besides reading and writing variables: bits. */
enum s7_plant_function {
    S7_PLANT_FUNCTION_SZL = 1 << 0,       /**< system status lists are read */
    S7_PLANT_FUNCTION_CLOCK = 1 << 1,     /**< the clock is read */
    S7_PLANT_FUNCTION_SET_CLOCK = 1 << 2, /**< and set */
    S7_PLANT_FUNCTION_BLOCKS = 1 << 3,    /**< blocks are listed, their headers read */
    S7_PLANT_FUNCTION_UPLOAD = 1 << 4,    /**< blocks are read out */
    S7_PLANT_FUNCTION_DOWNLOAD = 1 << 5,  /**< and loaded, linked in or deleted */
    S7_PLANT_FUNCTION_CONTROL = 1 << 6,   /**< started, stopped, compressed, reset */
    S7_PLANT_FUNCTION_PASSWORD = 1 << 7,
    S7_PLANT_FUNCTION_MESSAGES = 1 << 8,   /**< diagnostic events, alarms, the operating mode are told */
    S7_PLANT_FUNCTION_CYCLIC = 1 << 9,     /**< variables are subscribed to */
    S7_PLANT_FUNCTION_VARIABLES = 1 << 10, /**< variable tables of a programming device */
    S7_PLANT_FUNCTION_FORCE = 1 << 11,
    S7_PLANT_FUNCTION_TEST = 1 << 12, /**< its other test functions */
    S7_PLANT_FUNCTION_BSEND = 1 << 13,
    S7_PLANT_FUNCTION_OTHER = 1 << 14
};

/** What a connection does at addresses that no area of a plant file can name, or that had no room: bits. */
enum s7_plant_elsewhere { S7_PLANT_ELSEWHERE_READS = 1 << 0, S7_PLANT_ELSEWHERE_WRITES = 1 << 1 };

struct s7_plant_connection {
    const char *id;
    const struct s7_plant_cpu *from; /**< active side: a CPU or a host */
    const struct s7_plant_cpu *to;   /**< served side */
    const char *owner;
    const char *purpose;
    struct s7_plant_job *jobs;
    size_t job_count;
    enum s7_plant_service service;
    bool both_sides;                      /**< `configured: both`, else one-sided */
    uint16_t local_id;                    /**< ID of the blocks in the active CPU; 0: not given */
    struct s7_plant_tsap tsap_from;       /**< of the active side; length 0: as the connection class says */
    struct s7_plant_tsap tsap_to;         /**< of the served side; length 0: as its rack and slot say */
    bool tsaps_unseen;                    /**< recorded traffic did not show them: they may be any */
    struct s7_plant_place second_address; /**< the served side has two; host NULL: one */
    const char *source_address;           /**< numeric address that is dialled from; "": any */
    uint16_t pdu_length;                  /**< asked; 0: what the profile of the active side asks */
    uint16_t amq;                         /**< asked; 0: as the profile */
    s7_time timeout;                      /**< of one call; 0: not given */
    s7_time connect_timeout;              /**< of the connection's establishment; 0: not given */
    s7_time keepalive;                    /**< idle time before TCP asks for the partner; 0: never */
    s7_time rate_cycle;                   /**< documented, of traffic without jobs here; 0: not given */
    struct s7_plant_rate rate_most;
    struct s7_range *reads; /**< what the active side reads in the served CPU without a job here */
    size_t read_count;
    struct s7_range *writes;
    size_t write_count;
    unsigned functions; /**< enum s7_plant_function */
    unsigned elsewhere; /**< enum s7_plant_elsewhere */
    enum s7_plant_criticality criticality;
    const char *on_loss;       /**< what the process does without it */
    struct s7_plant_texts via; /**< names of conduits, "guard:NAME", or "direct" alone */
    struct s7_plant_texts evidence;
    const char *change_ticket;
    const char *change_by;
    struct s7_plant_date change_since;
    struct s7_plant_date review_by;
    struct s7_plant_date expires;
    struct s7_plant_mark mark;
};

/** A finding that somebody accepts for a time. */
struct s7_plant_exception {
    const char *check; /**< "S7R-014" */
    const char *on;    /**< name of a connection, CPU, host, zone or conduit */
    const char *reason;
    const char *by;
    struct s7_plant_date until;
    struct s7_plant_mark mark;
};

struct s7_plant {
    const char *name;
    uint32_t revision;
    const char *approved_by;
    struct s7_plant_date approved_on;
    s7_time review_every;                      /**< 0: not given */
    struct s7_plant_moment seen_from, seen_to; /**< the traffic that it was made from; year 0: not given */
    struct s7_plant_profile *profiles;
    size_t profile_count;
    struct s7_plant_zone *zones;
    size_t zone_count;
    struct s7_plant_conduit *conduits;
    size_t conduit_count;
    struct s7_plant_cpu *cpus; /**< names are unique over CPUs and hosts */
    size_t cpu_count;
    struct s7_plant_cpu *hosts;
    size_t host_count;
    struct s7_plant_connection *connections;
    size_t connection_count;
    struct s7_plant_exception *exceptions;
    size_t exception_count;
    void *storage; /**< the loader's */
};

enum s7_plant_severity { S7_PLANT_ERROR, S7_PLANT_WARNING };

/** Called for every fault found, in order of the file; `message` is borrowed. */
typedef void s7_plant_report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                             const char *message);

/** What a finding is about, for those who explain it. */
enum s7_plant_topic {
    S7_PLANT_TOPIC_FORM,      /**< the file itself: every error */
    S7_PLANT_TOPIC_LOCAL,     /**< an area of the active side that its block cannot reach */
    S7_PLANT_TOPIC_ABSENT,    /**< an area that the served side does not have, or not with absolute addresses */
    S7_PLANT_TOPIC_PROTECTED, /**< an area of the served side that takes no writes */
    S7_PLANT_TOPIC_PUT_GET,   /**< the served side does not permit PUT/GET */
    S7_PLANT_TOPIC_LEVEL,     /**< its access level stops PUT/GET */
    S7_PLANT_TOPIC_BLOCK_AREAS, /**< more areas than the block has */
    S7_PLANT_TOPIC_SPLIT,       /**< more than one call carries */
    S7_PLANT_TOPIC_CONSISTENCY, /**< more than the served side moves as one */
    S7_PLANT_TOPIC_SAME_ADDRESS,
    S7_PLANT_TOPIC_NAMED,     /**< a tag, a simulated value or program_writes names what is not there */
    S7_PLANT_TOPIC_NO_SWITCH, /**< put_get of a family without that switch */
    S7_PLANT_TOPIC_PASSWORD,  /**< a password that nobody will be asked for */
    S7_PLANT_TOPIC_COUNT
};

/** The same with the topic. */
typedef void s7_plant_topic_report(void *user, enum s7_plant_severity severity, enum s7_plant_topic topic,
                                   struct s7_plant_mark mark, const char *message);

/**
 * Reads a plant file from memory: all faults in one pass.
 * @return S7_OK and *ret_plant; S7_ERR_LOCAL_FILE: at least one fault was reported; S7_ERR_LOCAL_MEMORY.
 */
int s7_plant_load(const char *text, size_t size, s7_plant_report *report, void *user,
                  struct s7_plant **ret_plant);
/** The same, told with topics, and up to S7_PLANT_TOLD_MOST of them instead of 200. */
int s7_plant_load_by_topic(const char *text, size_t size, s7_plant_topic_report *report, void *user,
                           struct s7_plant **ret_plant);
enum { S7_PLANT_TOLD_MOST = 100000 };
void s7_plant_free(struct s7_plant *plant);

/** The CPU or host with this name, or NULL. */
const struct s7_plant_cpu *s7_plant_find_cpu(const struct s7_plant *plant, const char *name);
const struct s7_plant_connection *s7_plant_find_connection(const struct s7_plant *plant, const char *id);
const struct s7_plant_db *s7_plant_find_db(const struct s7_plant_cpu *cpu, uint16_t number);

#endif
