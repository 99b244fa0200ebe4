/* SPDX-License-Identifier: MIT
 *
 * capture/book.h — all talks of a capture, found by their partners.
 */
#ifndef CAPTURE_BOOK_H
#define CAPTURE_BOOK_H

#include "capture/record.h"

struct s7_book {
    struct s7_room
        talks; /**< struct s7_talk *, the first members of records, in the order they were first seen */
    size_t count;
    struct s7_room places; /**< uint32_t: hash table, index + 1 */
    const struct s7_capture_limits *limits;
    uint64_t seed;            /**< of the hash of partners and of what they access; 0 works */
    struct s7_budget *budget; /**< of the lists of the talks */
    struct s7_budget own;     /**< of the talks themselves: bounded by their number */
};

/** Who a talk is between. */
struct s7_partners {
    struct s7_station client; /**< port 0 */
    struct s7_station server;
    struct s7_tsap calling, called;
    bool tsaps_known;
};

void s7_book_init(struct s7_book *book, const struct s7_capture_limits *limits, struct s7_budget *budget);
void s7_book_free(struct s7_book *book);

/** The record of these partners; NULL: it would be one more than `most`, or there is no memory. */
struct s7_record *s7_book_open(struct s7_book *book, const struct s7_partners *partners, size_t most);

/** Number `index` of the talks, to write. */
struct s7_record *s7_book_at(const struct s7_book *book, size_t index);

#endif
