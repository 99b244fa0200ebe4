/* SPDX-License-Identifier: MIT
 *
 * profile/szl.h — which system status lists the CPUs of a family have, from defs/szl.def.
 */
#ifndef PROFILE_SZL_H
#define PROFILE_SZL_H

#include "profile/profile.h"

struct s7_profile_szl {
    const char *family; /**< a built-in profile */
    uint16_t id;
    uint16_t index; /**< of an extract with records of its own */
    enum s7_evidence evidence;
    uint16_t record_size; /**< 0: a CPU makes the records up from its state, or has none */
    uint16_t record_count;
    const uint8_t *records;
};

/** List number `index` of the family that this profile belongs to, NULL behind the last one. */
const struct s7_profile_szl *s7_profile_szl_at(const struct s7_profile *profile, size_t index);

/** What a list is bound to, whatever the family (defs/szl_shape.def). */
struct s7_szl_shape {
    uint16_t id;
    uint16_t index;
    uint16_t record_size;
    uint16_t record_count; /**< that may be given; 0: it is made up altogether */
    const char *meaning;
};

/** Of the list with this id and index; NULL: its records may have any form. */
const struct s7_szl_shape *s7_szl_shape_of(uint16_t id, uint16_t index);

#endif
