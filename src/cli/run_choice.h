/* SPDX-License-Identifier: MIT
 *
 * cli/run_choice.h — which CPUs of the plant a run plays, and where.  The plant file never says it.
 *
 *   --desk            all of them, and --desk=A,B these: each on a loopback address of its own; nothing else is dialled
 *   --play A,B        these, at their own addresses; the others are dialled at theirs
 *   --listen A=H:P    there instead
 *   --write-live      jobs may write to CPUs that are not played here
 *
 * The choice is by name, so that it outlives a reload of the plant.
 */
#ifndef CLI_RUN_CHOICE_H
#define CLI_RUN_CHOICE_H

#include <stdio.h>

#include "cli/command.h"
#include "cli/target.h"
#include "plant/plant.h"

enum { S7_RUN_NAME_SIZE = 256 };

/** One --listen. */
struct s7_run_listen {
    const char *name;
    size_t name_length;
    struct s7_target at;
};

struct s7_run_choice {
    const char *plant_path; /**< whose folder password files are found from; NULL: the working directory */
    bool desk;
    bool write_live;
    const char *lists[S7_ARGUMENTS_MAX]; /**< "A,B" */
    size_t list_count;                   /**< 0: all, on a desk */
    struct s7_run_listen listens[S7_ARGUMENTS_MAX];
    size_t listen_count;
};

/**
 * Reads the command line, whose texts are borrowed.
 * @return S7_ARGUMENTS_GO_ON, or S7_EXIT_USAGE after saying what is wrong
 */
int s7_run_choice_read(const struct s7_arguments *arguments, struct s7_run_choice *ret_choice);

/** Takes the next name off "A,B"; false: none is left. */
bool s7_run_choice_next(const char **list, const char **ret_name, size_t *ret_length);

/** Every name is in the plant (`path` is for the message), and listens only where it plays; if not, says so on `err`. */
bool s7_run_choice_fits(const struct s7_run_choice *choice, const struct s7_plant *plant, const char *path,
                        FILE *err);

/** Is this CPU (or host) of the plant played here? */
bool s7_run_choice_plays(const struct s7_run_choice *choice, const struct s7_plant_cpu *cpu);

/** Where it listens; host "": on a loopback address and a port of its own. */
void s7_run_choice_endpoint(const struct s7_run_choice *choice, const struct s7_plant_cpu *cpu,
                            struct s7_endpoint *ret_endpoint);

#endif
