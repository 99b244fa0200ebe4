/* SPDX-License-Identifier: MIT
 *
 * cli/szl_answer.h — a system status list as a CPU answered it: whole, or the fault.
 */
#ifndef CLI_SZL_ANSWER_H
#define CLI_SZL_ANSWER_H

#include "sieben/posix.h"
#include "wire/szl_record.h"

enum { S7_SZL_ANSWER_MAX = 256 * 1024, S7_SZL_FIELD_TEXT_SIZE = 512, S7_SZL_TITLE_SIZE = 64 };

struct s7_szl_answer {
    uint16_t id, index;    /**< asked */
    uint8_t *octets;       /**< head and records; NULL without an answer */
    size_t size;           /**< of octets */
    struct s7_fault fault; /**< error S7_OK: answered */
};

/** Reads it, once.  @return S7_OK or the error; end with s7_szl_answer_free() in any case */
int s7_szl_answer_read(struct s7_posix_client *client, uint16_t id, uint16_t index,
                       struct s7_szl_answer *ret_answer);
void s7_szl_answer_free(struct s7_szl_answer *answer);

/** The CPU answered that it does not have this: nothing is wrong with the connection. */
bool s7_szl_answer_lacking(const struct s7_szl_answer *answer);

/** Head of an answer; zeros without one. */
struct s7_szl_head s7_szl_answer_head(const struct s7_szl_answer *answer);

/**
 * The first field called `name` as a text, in the record with this number in its first word, or (-1) in any.
 * @return false: there is none, or it is empty (*ret_text untouched)
 */
bool s7_szl_answer_find(const struct s7_szl_answer *answer, int record_index, const char *name, char *ret_text,
                        size_t size);

/** What such a partner does. */
#define S7_SZL_SHY                                                                                             \
    "hangs up or stays silent when it is asked for a system status list, and has no identity to tell; what "   \
    "it "                                                                                                      \
    "holds is read with: sieben get"

/** What a partner may be that ended the connection or was silent when it was asked; NULL: nothing is to be said. */
const char *s7_szl_answer_note(const struct s7_szl_answer *answer);

/** "SZL 0011 index 0000 (module identification)". */
void s7_szl_answer_title(uint16_t id, uint16_t index, char *text, size_t size);

#endif
