/* SPDX-License-Identifier: MIT
 *
 * plant/storage.h — memory that is given out piece by piece and freed as a whole.
 */
#ifndef PLANT_STORAGE_H
#define PLANT_STORAGE_H

#include <stdbool.h>
#include <stddef.h>

struct s7_storage_chunk;

struct s7_storage {
    struct s7_storage_chunk *chunks;
    bool failed; /**< memory ran out at least once; stays */
};

/** Zeroed memory aligned for everything, or NULL (and `failed`). */
void *s7_storage_take(struct s7_storage *storage, size_t size);

/** The same for `count` elements. */
void *s7_storage_array(struct s7_storage *storage, size_t count, size_t element_size);

/** A NUL-terminated copy, or NULL (and `failed`). */
const char *s7_storage_text(struct s7_storage *storage, const char *text, size_t length);

void s7_storage_free(struct s7_storage *storage);

#endif
