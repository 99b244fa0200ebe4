/* SPDX-License-Identifier: MIT
 *
 * cli/load.h — files into memory, and plant files into plants.  Errors are said on stderr here, once.
 */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include <stdio.h>

#include "cli/exit.h"
#include "plant/plant.h"

/**
 * Reads a whole file, "-": stdin.  *ret_text is on the heap (free()), NUL-terminated behind `*ret_size` octets.
 * @return 0, or S7_EXIT_USAGE after "sieben: PATH: why" on stderr
 */
int s7_cli_read_file(const char *path, char **ret_text, size_t *ret_size);

/**
 * Loads a plant file, "-": stdin.  Every fault goes to stderr as "file:line:col: error: …" (warnings too).
 * @return 0 and *ret_plant (end with s7_plant_free()), or S7_EXIT_USAGE
 */
int s7_cli_load_plant(const char *path, struct s7_plant **ret_plant);
/** The same of a text that was read already; `path` is for the messages. */
int s7_cli_load_plant_text(const char *path, const char *text, size_t size, struct s7_plant **ret_plant);
/** The same, said on `err`. */
int s7_cli_load_plant_saying(FILE *err, const char *path, struct s7_plant **ret_plant);

/**
 * The CPU called `name` of a plant; `path` is for the message.
 * @return NULL after naming the CPUs that there are, on stderr
 */
const struct s7_plant_cpu *s7_cli_find_cpu(const struct s7_plant *plant, const char *path, const char *name);
/** The same, said on `err`. */
const struct s7_plant_cpu *s7_cli_find_cpu_saying(FILE *err, const struct s7_plant *plant, const char *path,
                                                  const char *name);

#endif
