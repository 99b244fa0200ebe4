/* SPDX-License-Identifier: MIT
 *
 * figure.c — which figures there are, and what their values and marks mean in words.
 */
#include "profile/profile.h"

static const struct s7_figure_row rows[] = {
#define S7_PROFILE_TEXT(field, about)
#define S7_PROFILE_FIGURE(field, kind, low, high, about)                                                       \
    {.name = #field,                                                                                           \
     .meaning = about,                                                                                         \
     .form = S7_FIGURE_##kind,                                                                                 \
     .lowest = low,                                                                                            \
     .highest = high,                                                                                          \
     .offset = offsetof(struct s7_profile, field)},
#include "profile/defs/figure.def"
#undef S7_PROFILE_FIGURE
#undef S7_PROFILE_TEXT
};

static const struct s7_figure_text_row texts[] = {
#define S7_PROFILE_TEXT(field, about) {#field, about, offsetof(struct s7_profile, field)},
#define S7_PROFILE_FIGURE(field, kind, low, high, about)
#include "profile/defs/figure.def"
#undef S7_PROFILE_FIGURE
#undef S7_PROFILE_TEXT
};

static const struct s7_figure_word words[] = {
#define S7_PROFILE_WORD(kind, number, word, meaning) {S7_FIGURE_##kind, number, word, meaning},
#include "profile/defs/word.def"
#undef S7_PROFILE_WORD
};

static const char *const evidence_letters[] = {
#define S7_EVIDENCE(name, letter, text, about) [S7_EVIDENCE_##name] = letter,
#include "profile/defs/evidence.def"
#undef S7_EVIDENCE
};

static const char *const evidence_words[] = {
#define S7_EVIDENCE(name, letter, text, about) [S7_EVIDENCE_##name] = text,
#include "profile/defs/evidence.def"
#undef S7_EVIDENCE
};

static const char *const evidence_meanings[] = {
#define S7_EVIDENCE(name, letter, text, about) [S7_EVIDENCE_##name] = about,
#include "profile/defs/evidence.def"
#undef S7_EVIDENCE
};

const struct s7_figure_row *s7_figure_at(size_t index)
{
    return index < sizeof rows / sizeof rows[0] ? &rows[index] : NULL;
}

const struct s7_figure_text_row *s7_figure_text_at(size_t index)
{
    return index < sizeof texts / sizeof texts[0] ? &texts[index] : NULL;
}

const struct s7_figure *s7_figure_of(const struct s7_profile *profile, const struct s7_figure_row *row)
{
    return (const void *)((const char *)profile + row->offset);
}

struct s7_figure *s7_figure_in(struct s7_profile *profile, const struct s7_figure_row *row)
{
    return (void *)((char *)profile + row->offset);
}

const struct s7_figure_text *s7_figure_text_of(const struct s7_profile *profile,
                                               const struct s7_figure_text_row *row)
{
    return (const void *)((const char *)profile + row->offset);
}

struct s7_figure_text *s7_figure_text_in(struct s7_profile *profile, const struct s7_figure_text_row *row)
{
    return (void *)((char *)profile + row->offset);
}

const struct s7_figure_word *s7_figure_word_at(size_t index)
{
    return index < sizeof words / sizeof words[0] ? &words[index] : NULL;
}

const struct s7_figure_word *s7_figure_word_of(enum s7_figure_form form, uint32_t number)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i].form == form && words[i].number == number)
            return &words[i];
    return NULL;
}

const char *s7_evidence_letter(enum s7_evidence evidence)
{
    return evidence_letters[evidence];
}

const char *s7_evidence_words(enum s7_evidence evidence)
{
    return evidence_words[evidence];
}

const char *s7_evidence_meaning(enum s7_evidence evidence)
{
    return evidence_meanings[evidence];
}
