/* SPDX-License-Identifier: MIT
 *
 * cli/profile_text.h — what a profile says, in words: for the commands and for docs/profiles.md.
 */
#ifndef CLI_PROFILE_TEXT_H
#define CLI_PROFILE_TEXT_H

#include "base/strbuf.h"
#include "profile/profile.h"

/** The value of a figure: "240 octets", "yes", "0x05", "C0-C1-C2". */
void s7_profile_write_figure(struct s7_strbuf *buf, const struct s7_figure_row *row, uint32_t value);

/** "30, kept: 4 PG, 12 OP, 8 basic". */
void s7_profile_write_resources(struct s7_strbuf *buf, const struct s7_profile *profile);

/** "3/3": calling and called. */
void s7_profile_write_amq(struct s7_strbuf *buf, const struct s7_profile *profile);

/** PUT/GET as shipped: "always", "permitted", "blocked", "blocked, from V4 on". */
void s7_profile_write_put_get(struct s7_strbuf *buf, const struct s7_profile *profile);

/** "CPU 315-2 PN/DP V3.2.7". */
void s7_profile_write_device(struct s7_strbuf *buf, const struct s7_profile *profile);

/** An identity text, "-" when it is not known. */
const char *s7_profile_text_of(const struct s7_figure_text *text);

#endif
