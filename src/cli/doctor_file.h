/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_file.h — a document of the doctor as a file.
 */
#ifndef CLI_DOCTOR_FILE_H
#define CLI_DOCTOR_FILE_H

#include "cli/exit.h"
#include "report/report.h"

/**
 * Writes what `tell` tells, in the format that the name of the file says, with a footer of version, host and time.  The
 * file is there whole or not at all; one that was there is replaced or stays as it is.
 * @return 0, or S7_EXIT_USAGE after "sieben: PATH: why" on stderr
 */
int s7_doctor_write_document(const char *path, const char *title,
                             void (*tell)(struct s7_report *report, const void *self), const void *self);

#endif
