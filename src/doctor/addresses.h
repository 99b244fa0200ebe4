/* SPDX-License-Identifier: MIT
 *
 * doctor/addresses.h — a partner with more than one address: the others of its name, and the second one of a connection.
 */
#ifndef DOCTOR_ADDRESSES_H
#define DOCTOR_ADDRESSES_H

#include "base/strbuf.h"
#include "doctor/examination.h"

/** "10.2.0.5 port 102: Connection refused after 3 ms", or with the ICMP message that said so. */
void s7_addresses_text(struct s7_strbuf *buf, const struct s7_doctor_address *address, uint16_t port,
                       const struct s7_probe *probe);

/**
 * After the address in use has failed: the other addresses of the name in their order, each for a short time.
 * @return whether one connects: then examination->line is open to it and seen.address and seen.probe are its own.  `buf`
 *         tells of all that were tried
 */
bool s7_addresses_try_others(struct s7_examination *examination, struct s7_strbuf *buf);

/** After the partner could not be reached: does the second address of the connection answer (SECOND_ADDRESS_*)? */
void s7_addresses_try_second(struct s7_examination *examination);

#endif
