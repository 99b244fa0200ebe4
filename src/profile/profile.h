/* SPDX-License-Identifier: MIT
 *
 * profile/profile.h — CPU families as data, from defs/profile.def; which figures there are says defs/figure.def.
 *
 * Each figure carries an evidence mark: how it is known, not how likely it is liked.
 */
#ifndef PROFILE_PROFILE_H
#define PROFILE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How a figure is known. */
enum s7_evidence {
#define S7_EVIDENCE(name, letter, words, about) S7_EVIDENCE_##name,
#include "profile/defs/evidence.def"
#undef S7_EVIDENCE
    S7_EVIDENCE_COUNT
};

/** How the value of a figure is written. */
enum s7_figure_form {
    S7_FIGURE_NUMBER,
    S7_FIGURE_OCTETS,
    S7_FIGURE_FLAG,     /**< 0 no, 1 yes */
    S7_FIGURE_HEX,      /**< an octet */
    S7_FIGURE_CODE,     /**< two octets in hex */
    S7_FIGURE_CC_ORDER, /**< a word of defs/word.def */
    S7_FIGURE_REFUSAL,  /**< a word of defs/word.def */
    S7_FIGURE_SZL_STYLE /**< a word of defs/word.def */
};

enum { S7_PROFILE_AREAS_MAX = 4 /**< areas of one call that any block has */ };

struct s7_figure {
    uint32_t value;
    enum s7_evidence evidence;
};

struct s7_figure_text {
    const char *value; /**< "" or NULL: not known */
    enum s7_evidence evidence;
};

struct s7_profile {
    const char *name;    /**< "s7-1500" */
    const char *display; /**< "S7-1500" */
    const char *family;  /**< name of the built-in profile that it is, or is like at last */
    const char *note;    /**< where the figures are from, lines that end in \n; NULL: nothing to say */
#define S7_PROFILE_TEXT(field, meaning)                          struct s7_figure_text field;
#define S7_PROFILE_FIGURE(field, form, lowest, highest, meaning) struct s7_figure field;
#include "profile/defs/figure.def"
#undef S7_PROFILE_FIGURE
#undef S7_PROFILE_TEXT
};

/** A row of defs/figure.def. */
struct s7_figure_row {
    const char *name; /**< as in struct s7_profile and as key of a plant file */
    const char *meaning;
    enum s7_figure_form form;
    uint32_t lowest, highest;
    size_t offset; /**< of the struct s7_figure in struct s7_profile */
};

/** An identity text of defs/figure.def. */
struct s7_figure_text_row {
    const char *name;
    const char *meaning;
    size_t offset; /**< of the struct s7_figure_text in struct s7_profile */
};

/** The built-in profile with this name, or NULL. */
const struct s7_profile *s7_profile_find(const char *name);
/** Built-in profile number `index`, or NULL behind the last one. */
const struct s7_profile *s7_profile_at(size_t index);

/** Figure number `index`, or NULL behind the last one; in the order of struct s7_profile. */
const struct s7_figure_row *s7_figure_at(size_t index);
const struct s7_figure_text_row *s7_figure_text_at(size_t index);

/** The figure of a row in a profile, and for one that is being made. */
const struct s7_figure *s7_figure_of(const struct s7_profile *profile, const struct s7_figure_row *row);
struct s7_figure *s7_figure_in(struct s7_profile *profile, const struct s7_figure_row *row);
const struct s7_figure_text *s7_figure_text_of(const struct s7_profile *profile,
                                               const struct s7_figure_text_row *row);
struct s7_figure_text *s7_figure_text_in(struct s7_profile *profile, const struct s7_figure_text_row *row);

/** One choice of a figure that is a choice. */
struct s7_figure_word {
    enum s7_figure_form form;
    uint32_t number;
    const char *word;    /**< "C0-C1-C2", "fin" */
    const char *meaning; /**< in words */
};

/** Row number `index` of all choices of all forms, or NULL behind the last one. */
const struct s7_figure_word *s7_figure_word_at(size_t index);
/** The choice with this number; NULL: the form has no words, or not this number. */
const struct s7_figure_word *s7_figure_word_of(enum s7_figure_form form, uint32_t number);

/** "H", "M", "L", "U", "own", "plant". */
const char *s7_evidence_letter(enum s7_evidence evidence);
/** "one good report". */
const char *s7_evidence_words(enum s7_evidence evidence);
/** What that means, longer. */
const char *s7_evidence_meaning(enum s7_evidence evidence);

/** Octets that one GET call can fetch with `areas` areas at this PDU length: P - 18 - 4(n - 1); 0: none. */
size_t s7_profile_get_size(uint16_t pdu_length, size_t areas);
/** Octets that one PUT call can send with `areas` areas at this PDU length: P - 28 - 16(n - 1); 0: none. */
size_t s7_profile_put_size(uint16_t pdu_length, size_t areas);

/** The same for the blocks of a CPU of this profile: not more than get_most, and 0 with more areas than it has. */
size_t s7_profile_get_most(const struct s7_profile *profile, uint16_t pdu_length, size_t areas);
size_t s7_profile_put_most(const struct s7_profile *profile, uint16_t pdu_length, size_t areas);

/** Is PUT/GET permitted as shipped with this major firmware?  0: the firmware is not known, the profile's own. */
bool s7_profile_put_get_shipped(const struct s7_profile *profile, unsigned firmware);

#endif
