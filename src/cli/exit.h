/* SPDX-License-Identifier: MIT
 *
 * cli/exit.h — exit codes.  A fault ends with 10 * its layer (s7_cli_exit_code() in cli/fault.h).
 */
#ifndef CLI_EXIT_H
#define CLI_EXIT_H

enum s7_exit {
    S7_EXIT_OK = 0,
    S7_EXIT_FINDINGS = 1,     /**< findings, or an expectation was not met */
    S7_EXIT_USAGE = 2,        /**< the command line is wrong or a file cannot be read */
    S7_EXIT_NOT_SHOWN = 3,    /**< measured, and too noisy to be judged */
    S7_EXIT_INTERRUPTED = 130 /**< ended by SIGINT */
};

#endif
