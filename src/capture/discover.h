/* SPDX-License-Identifier: MIT
 *
 * capture/discover.h — the plant file of what was seen.
 *
 * Every server of a conversation is a CPU with the data blocks that its answers prove, every other client a host, every
 * conversation a connection with the areas that were served: bits that were asked for and refused are in a comment, as is
 * all else that has no key.  What is no register entry (attempts, other protocols, roles that nothing tells) is told
 * at the end.  Entries have neither owner nor purpose: somebody has to say them.
 *
 * The text is canonical (plant/fmt.h) and loads without errors and warnings; the same talks give the same text.
 */
#ifndef CAPTURE_DISCOVER_H
#define CAPTURE_DISCOVER_H

#include "capture/talk.h"
#include "plant/plant.h"

struct s7_discover_config {
    const struct s7_plant *known; /**< names and profiles by address; NULL: none */
    bool zones;                   /**< a zone is proposed for every net: /24, or /64 of IPv6 */
    bool redact;                  /**< addresses, names and texts are replaced by others */
    s7_time begin, end;           /**< of the capture; both 0: those of the talks */
    const char *const *notes;     /**< lines for the head of the file: where it comes from */
    size_t note_count;
};

/** What is in the text. */
struct s7_discover_count {
    size_t cpus, hosts, connections;
    size_t one_way; /**< of the others: conversations of which one direction alone was captured */
    size_t others;  /**< conversations that are told at the end only */
    uint64_t
        unnamed; /**< accesses of connections at addresses that a plant file cannot name; counted in comments */
    size_t without; /**< those that had no room in a plant file (plant/schema.h); told at the end */
};

/**
 * @param ret_text NUL-terminated behind *ret_size octets, to be free()d
 * @return S7_OK, S7_ERR_LOCAL_MEMORY; S7_ERR_LOCAL_FILE: the text does not load, which is an error of this program
 */
int s7_discover(const struct s7_talk *const *talks, size_t talk_count, const struct s7_discover_config *config,
                char **ret_text, size_t *ret_size, struct s7_discover_count *ret_count);

#endif
