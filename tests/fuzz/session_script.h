/* SPDX-License-Identifier: MIT
 *
 * session_script.h — whole sessions of valid telegrams: those of tests/vectors, capture by capture in the order of
 * their frames, and a tour through every service.  Each begins with a connection request and setup communication.
 */
#ifndef FUZZ_SESSION_SCRIPT_H
#define FUZZ_SESSION_SCRIPT_H

#include <stddef.h>
#include <stdint.h>

enum {
    SCRIPTS_MOST = 32,
    SCRIPT_TELEGRAMS = 64,
    SCRIPT_OCTETS = 512, /* of one telegram */
    SCRIPT_OPENING = 2   /* telegrams until the connection is open */
};

struct telegram {
    size_t size;
    uint8_t octets[SCRIPT_OCTETS];
};

struct script {
    char name[80]; /* of the capture */
    size_t count;
    struct telegram telegrams[SCRIPT_TELEGRAMS];
};

/** Fills `scripts`, the tour first.  @return how many */
size_t scripts_load(struct script scripts[SCRIPTS_MOST]);

#endif
