/* SPDX-License-Identifier: MIT
 *
 * doctor/doctor.h — why a partner cannot be reached: checks from the name of the host up to the operating mode, judged
 * from the wire alone.
 *
 * Each check writes a step and what it found (defs/sign.def); what that may come from, and how sure that is, stands in
 * tables (defs/cause.def, defs/hypothesis.def).  Nothing is asked that a later answer does not need, requests keep a
 * distance, and everything that was opened or sent is counted.
 */
#ifndef DOCTOR_DOCTOR_H
#define DOCTOR_DOCTOR_H

#include <stdbool.h>

#include "doctor/network.h"
#include "sieben/error.h"
#include "value/range.h"
#include "wire/tsap.h"

enum s7_doctor_check {
#define S7_DOCTOR_CHECK(NAME, layer, name, text) S7_CHECK_##NAME,
#include "doctor/defs/check.def"
#undef S7_DOCTOR_CHECK
    S7_CHECK_COUNT
};

/** What a check saw. */
enum s7_sign {
#define S7_SIGN(NAME, verdict, text) S7_SIGN_##NAME,
#include "doctor/defs/sign.def"
#undef S7_SIGN
    S7_SIGN_COUNT
};

/** What may be the matter. */
enum s7_cause {
#define S7_CAUSE(NAME, layer, evidence, text, remedy) S7_CAUSE_##NAME,
#include "doctor/defs/cause.def"
#undef S7_CAUSE
    S7_CAUSE_COUNT
};

enum s7_verdict { S7_VERDICT_OK, S7_VERDICT_SKIPPED, S7_VERDICT_WARN, S7_VERDICT_FAIL, S7_VERDICT_COUNT };

/** CERTAIN only where the wire allows no other reading. */
enum s7_confidence { S7_POSSIBLE, S7_LIKELY, S7_CERTAIN, S7_CONFIDENCE_COUNT };

/* ---- what is asked --------------------------------------------------------------------------------------- */

/** An area that a job of the plant reads or writes at the partner. */
struct s7_doctor_area {
    struct s7_range range;
    const char *name; /**< as the report calls it; NULL: the address.  Borrowed for the run */
};

struct s7_diagnosis_step;

struct s7_doctor_config {
    const char *host; /**< name or numeric address; borrowed for the run, as everything here */
    uint16_t port;    /**< default 102 */
    uint8_t connection_class, rack, slot; /**< default 3, 0, 1 */
    const struct s7_tsap *local_tsap;     /**< NULL: 01.00 */
    const struct s7_tsap *remote_tsap;    /**< NULL: from class, rack and slot */
    uint16_t pdu_length;                  /**< asked and needed; default 0: 960 is asked, any is enough */
    uint16_t amq;                         /**< parallel jobs asked and needed; default 0: 1, any is enough */
    const struct s7_doctor_area *areas;   /**< what the plant's jobs touch */
    size_t area_count;
    const char *order_number; /**< as the plant says; NULL: not known */
    s7_time cycle;            /**< shortest cycle of the jobs; 0: not known */
    const char *control_host; /**< positive control: what must answer from here; NULL: the host itself … */
    uint16_t control_port;    /**< … at this port, open or closed; 0 (default): no positive control */
    const char *source;       /**< own numeric address to connect from; NULL: as the routes say */
    const char
        *second_host; /**< the partner's second address, tried when it cannot be reached; NULL: it has none */
    uint16_t second_port; /**< 0 (default): as `port` */
    const struct s7_range
        *write_probe; /**< one octet that may be read and written back; NULL: nothing is written */
    bool deep;        /**< ask what a gentle run leaves alone; default false */
    bool szl_at_risk; /**< the family is harmed by, or hangs up on, system status lists; default false */
    unsigned max_connections; /**< at the same time; default 2 */
    unsigned
        exhaust; /**< connections are opened until one is refused, so many at most, and closed; default 0: not */
    bool
        may_exhaust; /**< nothing depends on the partner: it is being commissioned, or played by us; default false */
    unsigned planned;        /**< connections that the plant opens to it; default 0: not known */
    unsigned tries;          /**< other slots and classes tried when a connection request fails; default 6 */
    s7_time connect_timeout; /**< default 4 s: an ARP that fails takes 3.1 s */
    s7_time answer_timeout;  /**< of each step above TCP; default 3 s */
    s7_time pace;            /**< between two requests; default 100 ms */
    s7_time idle; /**< silence after which the connection must still be there; default 0: not tested */
    enum s7_doctor_check last; /**< nothing behind this check is examined; default: the last one */
    /**
     * A check begins (verdict SKIPPED, no evidence) or has ended; in between it may tell, in its evidence, what it does
     * that was not to be expected, before it does it.  May be NULL.
     */
    void (*progress)(void *user, const struct s7_diagnosis_step *step, bool ended);
    void *user;
};

void s7_doctor_config_default(struct s7_doctor_config *config);

/* ---- what is found --------------------------------------------------------------------------------------- */

enum {
    S7_DIAGNOSIS_FINDINGS = 48,
    S7_DIAGNOSIS_OF_CHECK =
        4, /**< so many findings of each check have room, however many the checks before it had */
    S7_DIAGNOSIS_HYPOTHESES = 6,
    S7_DIAGNOSIS_TEXT = 256
};

struct s7_finding {
    enum s7_doctor_check check;
    enum s7_sign sign;
    const char *name;                 /**< of the area concerned; "": none */
    char subject[S7_TAG_TEXT_SIZE];   /**< address concerned; "": none */
    char evidence[S7_DIAGNOSIS_TEXT]; /**< what was on the wire */
    struct s7_fault fault;            /**< error S7_OK: none */
};

struct s7_diagnosis_step {
    enum s7_doctor_check check;
    enum s7_verdict verdict;
    s7_time began, elapsed;
    char evidence[S7_DIAGNOSIS_TEXT]; /**< what was seen, or why it was skipped */
    /** Of the worst finding's first hypothesis; CERTAIN when there is none. */
    enum s7_confidence confidence;
};

struct s7_hypothesis {
    enum s7_cause cause;
    enum s7_confidence confidence;
    char remedy[2 * S7_DIAGNOSIS_TEXT]; /**< with the addresses of this case in it */
};

/** What a run cost the partner. */
struct s7_doctor_budget {
    unsigned connections; /**< TCP connections attempted, to the host or its positive control */
    unsigned most_open;   /**< at the same time */
    unsigned telegrams;   /**< packets sent above TCP */
    unsigned pings;
};

/** What was learnt on the way; empty and 0 as long as it is not known. */
struct s7_doctor_seen {
    struct s7_doctor_address address;
    struct s7_probe probe; /**< of the first connection attempt, with what the route told */
    bool control_answers;  /**< the positive control answered; asked only when the partner did not */
    bool host_alive;       /**< silent on its port, but ping, neighbour table or another port show it there */
    uint16_t pdu_length, amq_calling, amq_called;
    bool suggested; /**< these answer where the configured ones do not: */
    uint8_t connection_class, rack, slot;
    char order_number[21];
    char firmware[16];
    bool mode_known;
    uint8_t mode;      /**< state nibble of SZL 0424 */
    unsigned measured; /**< answers that the latencies come from */
    s7_time p50, p99;  /**< of a read of one octet */
};

struct s7_diagnosis {
    struct s7_diagnosis_step steps[S7_CHECK_COUNT];
    struct s7_finding findings[S7_DIAGNOSIS_FINDINGS];
    size_t finding_count;
    size_t findings_lost;        /**< for which there was no room */
    enum s7_doctor_check failed; /**< the first that failed; S7_CHECK_COUNT: none, the partner is well */
    const struct s7_finding
        *leading;          /**< what the hypotheses explain: the first failure, else the first warning; NULL */
    const char *rules_out; /**< what is proved to be in order */
    struct s7_hypothesis hypotheses[S7_DIAGNOSIS_HYPOTHESES]; /**< most likely first */
    size_t hypothesis_count;
    struct s7_doctor_budget budget;
    struct s7_doctor_seen seen;
    s7_time elapsed;
    bool interrupted; /**< its end was asked for: what stands here was found before */
};

/**
 * Examines one partner.  Every wait is bounded by the times of the configuration.
 * @param ret_diagnosis  filled in any case but S7_ERR_LOCAL_ARGUMENT; points into itself: not to be copied
 * @return S7_OK: the examination took place, whatever it found; S7_ERR_LOCAL_ARGUMENT; S7_ERR_LOCAL_MEMORY
 */
int s7_doctor_run(const struct s7_doctor_config *config, const struct s7_doctor_network *network,
                  struct s7_diagnosis *ret_diagnosis);

/** Ten times the layer of the first failing finding, 0: none. */
int s7_diagnosis_exit(const struct s7_diagnosis *diagnosis);

/* ---- the tables ------------------------------------------------------------------------------------------ */

const char *s7_check_name(enum s7_doctor_check check);
const char *s7_check_text(enum s7_doctor_check check);
enum s7_layer s7_check_layer(enum s7_doctor_check check);

const char *s7_sign_name(enum s7_sign sign);
const char *s7_sign_text(enum s7_sign sign);
enum s7_verdict s7_sign_verdict(enum s7_sign sign);
/** Checks that find it, the usual one first; false: `index` is behind the last. */
bool s7_sign_check(enum s7_sign sign, size_t index, enum s7_doctor_check *ret_check);
/** The layer that a sign of this check tells of: the check's, but for defs/sign_layer.def. */
enum s7_layer s7_sign_layer(enum s7_sign sign, enum s7_doctor_check check);
enum s7_layer s7_finding_layer(const struct s7_finding *finding);

const char *s7_cause_name(enum s7_cause cause);
const char *s7_cause_text(enum s7_cause cause);
/** What to do, steps separated by '|', with {placeholders} (defs/cause.def). */
const char *s7_cause_remedy(enum s7_cause cause);
/** Evidence mark, a letter of profile/defs/evidence.def. */
const char *s7_cause_evidence(enum s7_cause cause);
enum s7_layer s7_cause_layer(enum s7_cause cause);

/** "PG", "OP", "basic"; "other". */
const char *s7_doctor_class(uint8_t connection_class);

const char *s7_verdict_name(enum s7_verdict verdict);
const char *s7_confidence_name(enum s7_confidence confidence);

#endif
