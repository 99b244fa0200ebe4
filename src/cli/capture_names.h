/* SPDX-License-Identifier: MIT
 *
 * cli/capture_names.h — what the partners of a capture are called: by the plant file, by address, or by pseudonyms.
 *
 * Pseudonyms (--redact) are "host-1", "host-2", … in the order in which addresses are asked for: the same within one
 * output, and the same again for the same capture.
 */
#ifndef CLI_CAPTURE_NAMES_H
#define CLI_CAPTURE_NAMES_H

#include "base/strbuf.h"
#include "capture/station.h"
#include "plant/plant.h"
#include "wire/tsap.h"

struct s7_capture_names;

/** @return S7_OK, S7_ERR_LOCAL_MEMORY.  `plant` (NULL: none) is borrowed. */
int s7_capture_names_new(const struct s7_plant *plant, bool redact, struct s7_capture_names **ret_names);
void s7_capture_names_free(struct s7_capture_names *names);

/** Is nothing to be shown that tells which plant it is? */
bool s7_capture_names_redact(const struct s7_capture_names *names);

/** The CPU or host of the plant at this address and port; else the only one at this address; else NULL. */
const struct s7_plant_cpu *s7_capture_names_cpu(const struct s7_capture_names *names,
                                                const struct s7_station *station);

/** "PRESS", "10.10.1.11", "host-1". */
void s7_capture_names_host(struct s7_capture_names *names, const struct s7_station *station,
                           struct s7_strbuf *buf);

/** The same with the port: "PRESS:49152", "[fd00::5]:1102"; without it when it is 0, or 102 and `plain`. */
void s7_capture_names_place(struct s7_capture_names *names, const struct s7_station *station, bool plain,
                            struct s7_strbuf *buf);

/** "02.01", "\"SIMATIC-ROOT-HMI\"", "none"; redacted: the length of a text that is not the maker's. */
void s7_capture_names_tsap(const struct s7_capture_names *names, const struct s7_tsap *tsap,
                           struct s7_strbuf *buf);

#endif
