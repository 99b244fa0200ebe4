/* SPDX-License-Identifier: MIT
 *
 * capture/discover_model.h — partners and connections, as talks tell of them: between talks and text.
 */
#ifndef CAPTURE_DISCOVER_MODEL_H
#define CAPTURE_DISCOVER_MODEL_H

#include "capture/discover.h"

enum {
    S7_DISCOVER_NAME_SIZE = 65, /**< of a plant file's names, with NUL */
    S7_DISCOVER_HOST_SIZE = 64,
    S7_DISCOVER_OCTETS_COUNT = 5, /**< areas whose size is a figure of the profile: I, Q, M, timers, counters */
    S7_DISCOVER_RANGES_MOST = 200000, /**< areas in one file */
    S7_DISCOVER_DBS_MOST = 100000     /**< data blocks in one file */
};

/** What a CPU shows of its family. */
struct s7_discover_traits {
    char order_number[21];           /**< "": not seen */
    uint16_t pdu_asked, pdu_granted; /**< of the setup that was granted most; 0: not seen */
    uint16_t amq_asked, amq_granted;
    bool has_place; /**< rack and slot are known from a called TSAP */
    uint8_t rack, slot;
    uint64_t place_weight;
    bool s7plus;
    uint16_t asks_pdu, asks_amq;               /**< as a client; 0: not seen */
    uint32_t octets[S7_DISCOVER_OCTETS_COUNT]; /**< used of I, Q, M, timers, counters */
};

enum s7_discover_profile_source {
    S7_DISCOVER_PROFILE_KNOWN,  /**< the known plant says so */
    S7_DISCOVER_PROFILE_ORDER,  /**< its order number */
    S7_DISCOVER_PROFILE_LIKELY, /**< PDU length, parallel jobs, slot, S7CommPlus */
    S7_DISCOVER_PROFILE_GUESS   /**< nothing */
};

struct s7_discover_zone {
    const struct s7_plant_zone *known; /**< NULL: proposed */
    struct s7_station net;             /**< of a proposed one: the address's bits beyond the net are 0 */
};

/** A CPU or a host. */
struct s7_discover_member {
    struct s7_station station; /**< port 0: never served */
    const struct s7_plant_cpu *known;
    struct s7_station shown; /**< redacted, or as it is */
    bool is_host;
    char name[S7_DISCOVER_NAME_SIZE];
    char host[S7_DISCOVER_HOST_SIZE]; /**< address as written */
    size_t zone;
    struct s7_discover_traits traits;
    struct s7_access_set data; /**< read or written by anybody */
    uint16_t db_end;           /**< data blocks from this number on are left out; 0: none is */
    size_t db_count;
    const struct s7_profile *profile;
    enum s7_discover_profile_source source;
    size_t own_profile;                      /**< number of the profile made for it, from 1; 0: none */
    enum s7_plant_class_name class_of_hosts; /**< of a host's connections */
    bool has_class;
};

/** A connection: talks of the same partners, TSAPs and protocol, next to each other in `talks`. */
struct s7_discover_link {
    const struct s7_talk *const *talks;
    size_t talk_count;
    const struct s7_talk *named; /**< the talk that TSAPs and setup are taken from */
    size_t from, to;             /**< members */
    struct s7_access_set areas[S7_OPERATION_COUNT];
    size_t left_out[S7_OPERATION_COUNT]; /**< areas beyond what a plant file holds */
};

struct s7_discover_model {
    const struct s7_discover_config *config;
    const struct s7_talk **talks; /**< those of connections, in order; then the others */
    size_t talk_count;
    size_t linked; /**< talks of connections */
    struct s7_discover_link *links;
    size_t link_count;
    size_t without; /**< talks of connections that have no room; the last ones of `linked` */
    struct s7_discover_member
        *members; /**< ordered by address: served ones before the others of the same address */
    size_t member_count;
    struct s7_discover_zone *zones;
    size_t zone_count;
    size_t profile_count;
    s7_time begin, end;
};

/** Talks into links.  @return S7_OK, S7_ERR_LOCAL_MEMORY; s7_discover_model_free() in both cases */
int s7_discover_collect(struct s7_discover_model *model, const struct s7_talk *const *talks, size_t count);
void s7_discover_model_free(struct s7_discover_model *model);

/** A talk belongs to a connection of a register: S7 or S7CommPlus with answers. */
bool s7_discover_is_link(const struct s7_talk *talk);
/** Nothing but what one side sent was captured. */
bool s7_discover_is_one_way(const struct s7_talk *talk);
/** A client that tried a lot, and was served nothing. */
bool s7_discover_is_scan(const struct s7_talk *talk);

/** Members, and the links' ends.  @return S7_OK, S7_ERR_LOCAL_MEMORY */
int s7_discover_meet(struct s7_discover_model *model);
/** The member that serves there, or is that client when the port is 0; SIZE_MAX: none. */
size_t s7_discover_member_of(const struct s7_discover_model *model, const struct s7_station *station);
/** Names, addresses as written. */
void s7_discover_name(struct s7_discover_model *model);
/** The net of an address: its first 24 bits, or 64 of IPv6; port 0. */
struct s7_station s7_discover_net(const struct s7_station *station);
/** Zones, when they are wanted.  @return S7_OK, S7_ERR_LOCAL_MEMORY */
int s7_discover_place(struct s7_discover_model *model);
/** A range as people write it: bits up to the next octet, whole octets, bits behind them.  @return number of pieces */
enum { S7_DISCOVER_PIECES_MOST = 3 };
size_t s7_discover_pieces(const struct s7_range *range, struct s7_range pieces[S7_DISCOVER_PIECES_MOST]);
/** Areas of links and data of members, of what a plant file can hold.  @return S7_OK, S7_ERR_LOCAL_MEMORY */
int s7_discover_fill(struct s7_discover_model *model);
/** Traits and profiles of members, and the class of hosts. */
void s7_discover_judge(struct s7_discover_model *model);

/** Profile of an order number ("6ES7 315-2EH14-0AB0"), NULL: none is known. */
const struct s7_profile *s7_discover_profile_of_order(const char *order_number);
/** The likeliest of the profiles of this program, from traits alone; NULL: they say nothing. */
const struct s7_profile *s7_discover_profile_of_traits(const struct s7_discover_traits *traits);
/** Octets of an area that a profile has; `which` as in struct s7_discover_traits. */
uint32_t s7_discover_profile_octets(const struct s7_profile *profile, size_t which);
/** The figure that says so: "input_size"; and how many octets one of it has. */
const char *s7_discover_octets_key(size_t which);
uint32_t s7_discover_octets_unit(size_t which);

/** enum s7_plant_function */
unsigned s7_discover_functions(const struct s7_discover_link *link);
/** "szl", in the order of the bits; NULL: no such bit. */
const char *s7_discover_function_word(unsigned bit);
/** enum s7_plant_elsewhere: what was seen of it is more than its areas say. */
unsigned s7_discover_elsewhere(const struct s7_discover_link *link);
enum s7_plant_service s7_discover_service(const struct s7_discover_link *link);
const char *s7_discover_service_word(enum s7_plant_service service);

/** Time from one use to the next of what a connection does most often, to two digits; 0: not known. */
s7_time s7_discover_cycle(const struct s7_discover_link *link);

/** Rack and slot that the file says of a member, or its profile. */
struct s7_discover_place {
    bool known; /**< to be written */
    uint8_t rack, slot;
};
struct s7_discover_place s7_discover_place_of(const struct s7_discover_member *member);

/** The called TSAP that the plant file gives a link if it says nothing. */
struct s7_tsap s7_discover_usual_called(const struct s7_discover_model *model,
                                        const struct s7_discover_link *link);

#endif
