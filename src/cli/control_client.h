/* SPDX-License-Identifier: MIT
 *
 * cli/control_client.h — one question to a played CPU, over its control socket.
 */
#ifndef CLI_CONTROL_CLIENT_H
#define CLI_CONTROL_CLIENT_H

#include <jansson.h>

/**
 * Connects, sends the request and waits for its answer; steals the request.
 * @return the answer, a new reference; NULL after "sieben: PATH: why" on stderr
 */
json_t *s7_control_ask(const char *path, json_t *request);

#endif
