/* SPDX-License-Identifier: MIT
 *
 * engine/peer_error.h — the partner's codes as errors of this library, from defs/peer_error.def.
 */
#ifndef ENGINE_PEER_ERROR_H
#define ENGINE_PEER_ERROR_H

#include <stdint.h>

/** Error for an item return code; S7_OK for FF, S7_ERR_DATA_ITEM for one outside the standard. */
int s7_error_of_item(uint8_t return_code);

/** Error for a header error of an answer to Read Var or Write Var; S7_OK for 0. */
int s7_error_of_header(uint16_t header_error);

/** Error for the error word of any other service (header, or Userdata parameter); S7_OK for 0. */
int s7_error_of_service(uint16_t word);

/** Error for the second parameter octet of a start or stop answered without header error; S7_OK for 0. */
int s7_error_of_control(uint8_t octet);

#endif
