/* SPDX-License-Identifier: MIT */
#include "profile/szl.h"

#include <string.h>

static const struct s7_profile_szl rows[] = {
#define S7_SZL_LIVE(label, list, at, mark)                                                                     \
    {.family = label, .id = list, .index = at, .evidence = S7_EVIDENCE_##mark},
#define S7_SZL_RECORDS(label, list, at, mark, size, count, ...)                                                \
    {.family = label,                                                                                          \
     .id = list,                                                                                               \
     .index = at,                                                                                              \
     .evidence = S7_EVIDENCE_##mark,                                                                           \
     .record_size = size,                                                                                      \
     .record_count = count,                                                                                    \
     .records = (const uint8_t[(size) * (count)]){__VA_ARGS__}},
#include "profile/defs/szl.def"
#undef S7_SZL_RECORDS
#undef S7_SZL_LIVE
};

const struct s7_profile_szl *s7_profile_szl_at(const struct s7_profile *profile, size_t index)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].family, profile->family) == 0 && index-- == 0)
            return &rows[i];
    return NULL;
}

static const struct s7_szl_shape forms[] = {
#define S7_SZL_SHAPE(list, at, size, count, text) {list, at, size, count, text},
#include "profile/defs/szl_shape.def"
#undef S7_SZL_SHAPE
};

const struct s7_szl_shape *s7_szl_shape_of(uint16_t id, uint16_t index)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (forms[i].id == id && (forms[i].index == index || forms[i].index == 0))
            return &forms[i];
    return NULL;
}
