/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_report.h — the document about all partners that were examined: on standard output, or as a file.
 */
#ifndef CLI_DOCTOR_REPORT_H
#define CLI_DOCTOR_REPORT_H

#include "cli/doctor_show.h"

/** A partner and what was found of it. */
struct s7_patient {
    const struct s7_subject *subject;
    struct s7_diagnosis diagnosis; /**< points into itself: not to be moved */
};

/** Partner, verdict: one row each. */
void s7_doctor_overview(struct s7_report *report, const struct s7_patient *patients, size_t count);

/** As text: the overview of several, then the verdict, all checks and the budget of each. */
void s7_doctor_print_all(const struct s7_patient *patients, size_t count);

/**
 * As a file in the format that its name says, all of it or none; a file that was there is replaced or stays.  Several
 * partners of a plant (NULL: of none) with zones: with the matrix of zones and CPUs.
 * @return 0, or S7_EXIT_USAGE after saying why not
 */
int s7_doctor_write_report(const char *path, const struct s7_plant *plant, const struct s7_patient *patients,
                           size_t count);

#endif
