/* SPDX-License-Identifier: MIT
 *
 * unit/register/telling_keys.h — the texts of the keys of a plant file.
 */
#ifndef TESTS_UNIT_REGISTER_TELLING_KEYS_H
#define TESTS_UNIT_REGISTER_TELLING_KEYS_H

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "must.h"
#include "register/key_text.h"

static inline const struct s7_plant_key *key_of(enum s7_plant_element element, const char *name)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->element == element && strcmp(key->name, name) == 0)
            return key;
    must(key); /* of the schema */
    return key;
}

static inline void assert_key(enum s7_plant_element element, const char *name, const void *of,
                              const char *expected)
{
    struct s7_fmt_out out = {.text = NULL};
    s7_key_tell(key_of(element, name), of, &out);
    assert_false(out.failed);
    assert_string_equal(out.text ? out.text : "", expected);
    free(out.text);
}

#define assert_connection_key(name, expected, ...)                                                             \
    assert_key(S7_ELEMENT_CONNECTION, name, &(struct s7_plant_connection){__VA_ARGS__}, expected)
#define assert_cpu_key(name, expected, ...)                                                                    \
    assert_key(S7_ELEMENT_CPU, name, &(struct s7_plant_cpu){__VA_ARGS__}, expected)

#endif
