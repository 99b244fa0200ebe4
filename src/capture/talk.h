/* SPDX-License-Identifier: MIT
 *
 * capture/talk.h — the conversation of two partners: what they said to each other, summed up over all their connections.
 *
 * A talk is a client's address, a server's address and port, and the TSAPs between them: reconnecting does not
 * make a new one.  Where the partner that was called asks, too (an S7 connection serves both ways), that is a talk of its
 * own, with client and server, and the TSAPs, changed round: `called_back` of its connections were opened by its server.
 * So its number is that of partners, not of connections, and all of it is bounded (struct s7_capture_limits): what goes
 * beyond is counted in sum.
 */
#ifndef CAPTURE_TALK_H
#define CAPTURE_TALK_H

#include "base/time.h"
#include "capture/access.h"
#include "capture/loss.h"
#include "capture/station.h"
#include "value/access_set.h"
#include "wire/tsap.h"

enum s7_talk_protocol {
    S7_TALK_NOTHING, /**< no user data: TCP, or CR and CC, alone */
    S7_TALK_S7,
    S7_TALK_S7PLUS,
    S7_TALK_MMS,
    S7_TALK_OTHER,
    S7_TALK_PROTOCOL_COUNT
};

/** How it is known who is the client. */
enum s7_role_evidence {
    S7_ROLE_BY_CR,   /**< who sent the CR */
    S7_ROLE_BY_SYN,  /**< who dialled */
    S7_ROLE_BY_PORT, /**< the other one has port 102 (or another of the config) */
    S7_ROLE_BY_JOBS, /**< who sent the requests */
    S7_ROLE_GUESSED  /**< who was seen first */
};

/** From one packet to a later one; 0: it is not later.  Times of damaged files may be anything. */
static inline s7_time s7_talk_span(s7_time from, s7_time to)
{
    uint64_t span = (uint64_t)to - (uint64_t)from;
    if (to <= from)
        return 0;
    return span > INT64_MAX ? INT64_MAX : (s7_time)span;
}

/** A function of S7: what service.def knows, and what it does not. */
struct s7_function_key {
    uint8_t rosctr; /**< 1: Job, 7: Userdata, of requests and pushes */
    uint8_t function;
    uint8_t group;
    uint8_t subfunction;
};

struct s7_function_use {
    struct s7_function_key key;
    uint64_t requests, answers, pushes;
    uint64_t continuations; /**< requests for the next fragment of an answer, which is counted in `answers` */
    uint64_t refused;       /**< answers with an error in the header or the Userdata parameter */
    uint64_t
        unanswered; /**< requests whose connection ended, or whose reference was used again, before the answer */
    s7_time first, last;
    bool by_server; /**< the requests came from the served side (download) */
};

/** One kind of access: the same bits by the same means. */
struct s7_usage {
    enum s7_means means;
    bool raw; /**< no bits of data: peripherals, another area, a misaligned address; not in the sets below */
    struct s7_range range; /**< raw: s7_access_raw_item() */
    uint8_t transport_size;
    uint64_t requests;    /**< items asked */
    uint64_t served;      /**< with return code FF */
    uint64_t refused;     /**< with another one, or the whole request refused */
    uint64_t deliveries;  /**< values pushed (subscriptions) */
    uint8_t last_refusal; /**< return code of the last refused one; 0: none, or the request as a whole */
    s7_time first, last;  /**< request or delivery */
    s7_time shortest;     /**< between two of them; 0: there was one */
};

/** The access that it is one of. */
static inline struct s7_access s7_usage_access(const struct s7_usage *usage)
{
    return (struct s7_access){.means = usage->means,
                              .opaque = usage->raw,
                              .addressed = usage->raw,
                              .range = usage->range,
                              .raw = usage->range,
                              .transport_size = usage->transport_size};
}

/** An error that the served side gave. */
struct s7_error_use {
    uint16_t code; /**< error of header or Userdata, or a return code of an item */
    bool of_item;  /**< return code of an item */
    struct s7_function_key key;
    uint64_t count;
    uint64_t first_packet;
};

/** Latencies, in a histogram of fixed size: 8 steps per factor of 2, from 1 µs to 100 s. */
enum { S7_LATENCY_STEPS = 216 };
struct s7_latency {
    uint32_t steps[S7_LATENCY_STEPS];
    uint64_t count;
    s7_time shortest, longest;
};
/** The latency that `part` (0…1) of all do not exceed, to a step; -1: there is none. */
s7_time s7_latency_quantile(const struct s7_latency *latency, double part);

/** What had no room in the lists of a talk (struct s7_capture_limits), in sum. */
struct s7_talk_rest {
    uint64_t functions;                    /**< requests, answers and pushes */
    uint64_t accesses[S7_OPERATION_COUNT]; /**< requests */
    uint64_t errors;
};

enum s7_anomaly {
#define S7_ANOMALY(NAME, text) S7_ANOMALY_##NAME,
#include "capture/defs/anomaly.def"
#undef S7_ANOMALY
    S7_ANOMALY_COUNT
};
/** "SCAN": a word for documents. */
const char *s7_anomaly_name(enum s7_anomaly anomaly);
/** Words behind the number of them. */
const char *s7_anomaly_text(enum s7_anomaly anomaly);

struct s7_talk {
    struct s7_station client; /**< port 0 */
    struct s7_station server;
    struct s7_tsap calling, called;
    bool tsaps_known; /**< false: no CR was seen (the capture began after it) */
    enum s7_role_evidence role;
    enum s7_talk_protocol protocol;
    uint64_t connections; /**< TCP connections */
    uint64_t one_way;     /**< of them: everything that was captured was sent by one side */
    uint64_t
        called_back; /**< of them: opened by the server; its port is then that of S7, whatever it dialled from */
    uint64_t open;   /**< not ended while the capture ran */
    uint64_t refused;    /**< SYN answered by RST, CR by DR */
    uint64_t unanswered; /**< SYN or CR without any answer */
    uint64_t resets;
    uint64_t mid_stream;             /**< connections that the capture does not show the start of */
    uint16_t pdu_asked, pdu_granted; /**< of the last setup; 0: not seen */
    uint16_t amq_asked, amq_granted; /**< calling */
    uint16_t most_outstanding;
    s7_time first, last;
    uint64_t first_packet;
    uint64_t telegrams, pdus;
    uint64_t octets_to_server, octets_to_client;
    uint64_t malformed; /**< PDUs that do not decode */
    struct s7_function_use *functions;
    size_t function_count;
    struct s7_usage *usages;
    size_t usage_count;
    struct s7_error_use *errors;
    size_t error_count;
    struct s7_access_set served[S7_OPERATION_COUNT]; /**< bits that were read, written, with success */
    struct s7_access_set refused_bits[S7_OPERATION_COUNT];
    uint64_t elsewhere
        [S7_OPERATION_COUNT]; /**< accesses with success that are in none of the sets: raw, opaque, no room */
    uint64_t opaque[S7_OPERATION_COUNT]; /**< accesses without any address: symbols, other syntaxes */
    const struct s7_latency *latency;    /**< of Jobs and Userdata, question to answer; NULL: none was seen */
    uint64_t empty_dts;                  /**< DTs without user data: usual with STEP 7 and TIA */
    struct s7_talk_rest rest;
    uint64_t anomalies[S7_ANOMALY_COUNT];
    struct s7_losses losses;  /**< of its connections */
    uint8_t order_number[20]; /**< of the served CPU as an SZL 0011 answer gave it; all 0: none */
};

#endif
