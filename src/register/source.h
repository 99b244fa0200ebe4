/* SPDX-License-Identifier: MIT
 *
 * register/source.h — a plant file as text, as tree and as model at once, so that what the model says has its place.
 */
#ifndef REGISTER_SOURCE_H
#define REGISTER_SOURCE_H

#include "plant/tree.h"

struct s7_source {
    const char *text; /**< the caller's, not copied; behind a byte order mark */
    size_t size;
    size_t skipped; /**< octets of the byte order mark before it */
    struct s7_plant *plant;
    const struct s7_node *root; /**< a mapping */
    struct s7_storage storage;  /**< of the tree */
};

/**
 * @return S7_OK; S7_ERR_LOCAL_FILE: it does not load, what is wrong was reported; S7_ERR_LOCAL_MEMORY.  There is nothing
 *         to close after a failure.
 */
int s7_source_open(const char *text, size_t size, s7_plant_report *report, void *user,
                   struct s7_source *ret_source);
void s7_source_close(struct s7_source *source);

#endif
