/* SPDX-License-Identifier: MIT */
#include "plant/schema.h"

#include "plant/kind.h"

#define UNMARKED     SIZE_MAX
#define MARKED(type) offsetof(struct type, mark)

static const struct s7_plant_element_row elements[S7_ELEMENT_COUNT] = {
#define S7_ELEMENT(name, where, type, place, checker)                                                          \
    [S7_ELEMENT_##name] = {                                                                                    \
        .path = where, .size = sizeof(struct type), .mark_offset = place, .check = s7_check_##checker},
#include "plant/defs/element.def"
#undef S7_ELEMENT
};

#define S7_WORD(written, number) {written, number},
#define S7_WORDS(name, list)     static const struct s7_plant_word words_##name[] = {list{NULL, 0}};
#include "plant/defs/word.def"
#undef S7_WORDS
#undef S7_WORD

/* The words of a figure that is a choice: of each form its own. */
#define CHOICE(number, text) {text, number},
#define NO_CHOICE(number, text)
#define S7_PROFILE_WORD(form, number, text, meaning) PICK_##form(number, text)
#define PICK_CC_ORDER                                CHOICE
#define PICK_REFUSAL                                 NO_CHOICE
#define PICK_SZL_STYLE                               NO_CHOICE
static const struct s7_plant_word words_CC_ORDER[] = {
#include "profile/defs/word.def"
    {NULL, 0}};
#undef PICK_CC_ORDER
#undef PICK_REFUSAL
#define PICK_CC_ORDER NO_CHOICE
#define PICK_REFUSAL  CHOICE
static const struct s7_plant_word words_REFUSAL[] = {
#include "profile/defs/word.def"
    {NULL, 0}};
#undef PICK_REFUSAL
#undef PICK_SZL_STYLE
#define PICK_REFUSAL   NO_CHOICE
#define PICK_SZL_STYLE CHOICE
static const struct s7_plant_word words_SZL_STYLE[] = {
#include "profile/defs/word.def"
    {NULL, 0}};
#undef PICK_CC_ORDER
#undef PICK_REFUSAL
#undef PICK_SZL_STYLE
#undef S7_PROFILE_WORD

#define S7_KIND(name, title, always, looks, regex)                                                             \
    static const struct s7_plant_kind kind_##name = {.shown = title,                                           \
                                                     .read = s7_kind_##name,                                   \
                                                     .absent_too = always,                                     \
                                                     .shape = S7_SHAPE_##looks,                                \
                                                     .pattern = regex};
#include "plant/defs/kind.def"
#undef S7_KIND

#define REQUIRED                    true
#define OPTIONAL                    false
#define SIZE_OF(type, member)       sizeof(((struct type *)0)->member)
#define NOWHERE                     .size = 0
#define IN(type, member)            .offset = offsetof(struct type, member), .size = SIZE_OF(type, member)
#define MANY(type, member, counter) IN(type, member), .count_offset = offsetof(struct type, counter)
#define ANY                         .words = NULL
#define RANGE(low, high)            .lowest = (low), .highest = (high)
#define WORDS(name)                 .words = words_##name
#define WORDS_NUMBER                NULL
#define WORDS_OCTETS                NULL
#define WORDS_HEX                   NULL
#define WORDS_FLAG                  words_flag
#define WORDS_CC_ORDER              words_CC_ORDER
#define WORDS_REFUSAL               words_REFUSAL
#define WORDS_SZL_STYLE             words_SZL_STYLE
#define WORDS_CODE                  NULL
#define FIGURE(shape, low, high)    RANGE(low, high), .form = S7_FIGURE_##shape, .words = WORDS_##shape
#define OF(name)                    .of = S7_ELEMENT_##name
#define NONE                        .otherwise = NULL
#define VALUE(text)                 .otherwise = text
#define PROFILE(figure)             .from_profile = true, .figure_offset = offsetof(struct s7_profile, figure)

static const struct s7_plant_key keys[] = {
#define S7_KEY(where, text, reader, presence, field, limit, absent, about)                                     \
    {.element = S7_ELEMENT_##where,                                                                            \
     .name = text,                                                                                             \
     .kind = &kind_##reader,                                                                                   \
     .required = presence,                                                                                     \
     field,                                                                                                    \
     limit,                                                                                                    \
     absent,                                                                                                   \
     .meaning = about},
#include "plant/defs/key.def"
#undef S7_KEY
};

const struct s7_plant_element_row *s7_schema_element(enum s7_plant_element element)
{
    return &elements[element];
}

const struct s7_plant_key *s7_schema_key(size_t index)
{
    return index < sizeof keys / sizeof keys[0] ? &keys[index] : NULL;
}

/* The elements of the table ascend. */
static size_t first_of(enum s7_plant_element element)
{
    size_t low = 0, high = sizeof keys / sizeof keys[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys[middle].element < element)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct s7_plant_keys s7_schema_keys(enum s7_plant_element element)
{
    size_t first = first_of(element);
    size_t end = first;
    while (end < sizeof keys / sizeof keys[0] && keys[end].element == element)
        end++;
    return (struct s7_plant_keys){&keys[first], end - first};
}
