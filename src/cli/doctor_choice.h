/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_choice.h — what the options of `sieben doctor` say of how it examines.
 */
#ifndef CLI_DOCTOR_CHOICE_H
#define CLI_DOCTOR_CHOICE_H

#include "cli/command.h"
#include "cli/route.h"
#include "value/range.h"
#include "wire/tsap.h"

enum { S7_DOCTOR_DBS = 16 };

/** What the options say, for every subject alike. */
struct s7_doctor_choice {
    const struct s7_arguments *arguments;
    struct s7_route route;        /**< class, TSAPs and timeout */
    struct s7_tsap local, remote; /**< size 0: not given */
    struct s7_range write_probe;  /**< bit_count 0: none */
    s7_time idle;                 /**< 0: not tested */
    unsigned max_connections;     /**< 0: as usual */
    uint16_t dbs[S7_DOCTOR_DBS];
    size_t db_count;
};

/** @return S7_ARGUMENTS_GO_ON and *ret_choice (it borrows the arguments), or the exit code after saying what is wrong */
int s7_doctor_choice_read(const struct s7_arguments *arguments, struct s7_doctor_choice *ret_choice);

#endif
