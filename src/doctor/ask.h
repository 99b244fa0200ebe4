/* SPDX-License-Identifier: MIT
 *
 * doctor/ask.h — single requests over an S7 connection, each at its distance from the one before.
 */
#ifndef DOCTOR_ASK_H
#define DOCTOR_ASK_H

#include "doctor/line.h"

/** Waits until a request may be sent: config.pace after whatever was sent last. */
void s7_ask_pace(struct s7_examination *examination);

/** Reads or writes what fits into one octet, or a timer or counter.  @return S7_OK, or the fault of it or of the line */
struct s7_fault s7_ask_read(struct s7_examination *examination, struct s7_line *line,
                            const struct s7_range *range, uint8_t ret_octets[2]);
struct s7_fault s7_ask_write(struct s7_examination *examination, struct s7_line *line,
                             const struct s7_range *range, const uint8_t octets[2]);

/** Reads a system status list.  @return S7_OK with *ret_size, or the fault */
struct s7_fault s7_ask_list(struct s7_examination *examination, struct s7_line *line, uint16_t id,
                            uint16_t index, uint8_t *ret_octets, size_t size, size_t *ret_size);

/** The line cannot be used any more after this fault; else the partner refused this one request. */
bool s7_ask_broken(const struct s7_fault *fault);

enum { S7_ASK_TEXT = 128 };

/** How a request was refused: "item code 05", "81 04 alone", else the text of the error. */
void s7_ask_refusal(const struct s7_fault *fault, char ret_text[S7_ASK_TEXT]);

/** Finds what became of a request that has no answer (REQUEST_SILENT, _LOST, _FAULTY, DB_SILENT). */
void s7_ask_find_broken(struct s7_examination *examination, const struct s7_doctor_area *area,
                        const struct s7_fault *fault);

#endif
