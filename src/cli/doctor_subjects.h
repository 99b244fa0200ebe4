/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_subjects.h — all that a command line of `sieben doctor` wants examined.
 */
#ifndef CLI_DOCTOR_SUBJECTS_H
#define CLI_DOCTOR_SUBJECTS_H

#include "cli/doctor_subject.h"

struct s7_subjects {
    struct s7_subject *list; /**< not to be moved: their configurations point into them */
    size_t count;
    struct s7_plant *plant; /**< NULL: none */
};

/**
 * Reads the operand (HOST[:PORT][/RACK.SLOT], NAME@PLANT, or PLANT with --connection or --all) and all options that say
 * what is examined and how.
 * @return S7_ARGUMENTS_GO_ON and *ret_subjects (to be given to s7_subjects_free()), or the exit code after saying why not
 */
int s7_subjects_read(const struct s7_arguments *arguments, struct s7_subjects *ret_subjects);

void s7_subjects_free(struct s7_subjects *subjects);

#endif
