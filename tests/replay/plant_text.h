/* SPDX-License-Identifier: MIT
 *
 * plant_text.h — a plant file for the CPU of a capture, by the public keys of every plant file.
 */
#ifndef REPLAY_PLANT_TEXT_H
#define REPLAY_PLANT_TEXT_H

#include <stdio.h>

#include "knowledge.h"

struct plant_text {
    const char *name; /**< of plant and CPU */
    const char *profile;
    const char *password_file; /**< named when the password is known */
};

void plant_text_write(FILE *out, const struct plant_text *text, const struct knowledge *knowledge);

#endif
