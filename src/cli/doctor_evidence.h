/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_evidence.h — evidence lines (docs/evidence.md): a file of JSON objects, one a line, that only grows.
 *
 * A line is on the disk before the next path is tried, so that a run that is ended keeps what it saw.  A file that is
 * there is appended to if it is evidence; anything else is left as it is.
 */
#ifndef CLI_DOCTOR_EVIDENCE_H
#define CLI_DOCTOR_EVIDENCE_H

#include <jansson.h>
#include <stdbool.h>

#include "cli/doctor_zone.h"

enum { S7_EVIDENCE_ID_SIZE = 96, S7_EVIDENCE_HASH_SIZE = 65, S7_EVIDENCE_NAME_SIZE = 65 };

/** What every line of a run shares, and what the first one tells. */
struct s7_evidence_run {
    char id[S7_EVIDENCE_ID_SIZE]; /**< of the run, in each of its lines */
    const char *plant_file;
    char plant_hash[S7_EVIDENCE_HASH_SIZE]; /**< SHA-256 of the plant file, hex */
    char host[S7_EVIDENCE_NAME_SIZE];       /**< name of this machine */
    const char *operator_name;              /**< NULL: not said */
    int64_t started;                        /**< milliseconds since 1970 */
};

/** SHA-256 as 64 hex digits.  @return false: the library refuses (out of memory) */
bool s7_evidence_hash(const char *octets, size_t size, char ret_hex[S7_EVIDENCE_HASH_SIZE]);

/* ---- lines (new references; NULL: out of memory) ----------------------------------------------------------------- */

json_t *s7_evidence_begin(const struct s7_evidence_run *evidence, const struct s7_zone_run *run);
json_t *s7_evidence_path(const struct s7_evidence_run *evidence, const struct s7_zone_run *run, size_t number);
json_t *s7_evidence_summary(const struct s7_evidence_run *evidence, const struct s7_zone_run *run,
                            int64_t ended);

/* ---- the file ---------------------------------------------------------------------------------------------------- */

struct s7_evidence_file {
    const char *path; /**< NULL: none, and every function does nothing; "-": standard output */
    int fd;
};

/** @return 0, or S7_EXIT_USAGE after saying on standard error why not; nothing was changed then */
int s7_evidence_open(const char *path, struct s7_evidence_file *ret_file);

/** Writes one line to the disk; steals the reference.  @return 0, or S7_EXIT_USAGE after saying why not */
int s7_evidence_write(struct s7_evidence_file *file, json_t *line);

void s7_evidence_close(struct s7_evidence_file *file);

#endif
