/* SPDX-License-Identifier: MIT
 *
 * doctor/line.h — a connection to the partner: octets, or an S7 client that is driven over them.  All is counted.
 */
#ifndef DOCTOR_LINE_H
#define DOCTOR_LINE_H

#include "doctor/examination.h"
#include "engine/client.h"

/** Opens TCP to the partner.  @return false: *ret_probe tells why */
bool s7_line_open(struct s7_examination *examination, struct s7_line *line, struct s7_probe *ret_probe);

bool s7_line_open_within(struct s7_examination *examination, struct s7_line *line, s7_time timeout,
                         struct s7_probe *ret_probe);

/** What a route told stays in *kept; what the attempt told comes over it. */
void s7_line_keep_probe(struct s7_probe *kept, const struct s7_probe *probe);

/** The own address to connect from; NULL: any. */
const struct s7_doctor_address *s7_line_source(struct s7_examination *examination);

enum s7_heard s7_line_send(struct s7_examination *examination, struct s7_line *line, const uint8_t *octets,
                           size_t size);
/** As the network's receive(); the first octets are remembered in line->heard. */
enum s7_heard s7_line_receive(struct s7_examination *examination, struct s7_line *line, s7_time timeout,
                              uint8_t *ret_octets, size_t size, size_t *ret_size);

/** A client on an open line: the next s7_line_drive() sends its connection request.  @return S7_OK, S7_ERR_LOCAL_* */
int s7_line_start(struct s7_examination *examination, struct s7_line *line);

/** Lets the client work until `enough`, until the line is closed, or until `limit`. */
void s7_line_drive(struct s7_examination *examination, struct s7_line *line, bool (*enough)(const void *user),
                   const void *user, s7_time limit);

/** Opens line and S7 connection.  @return S7_OK or why not */
struct s7_fault s7_line_connect(struct s7_examination *examination, struct s7_line *line);

/** Why the connection is not open: what the client says, or that what it waits for did not come; to be asked at once. */
struct s7_fault s7_line_fault(const struct s7_examination *examination, const struct s7_line *line);

/** The S7 connection carries requests. */
bool s7_line_usable(const struct s7_line *line);

/** Ends a line of octets in order, waiting `timeout` for the partner's end. */
void s7_line_end(struct s7_examination *examination, struct s7_line *line, s7_time timeout);

/** Ends what is there, in order; harmless on a line that was never open. */
void s7_line_close(struct s7_examination *examination, struct s7_line *line);

#endif
