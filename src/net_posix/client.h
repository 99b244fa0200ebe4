/* SPDX-License-Identifier: MIT
 *
 * net_posix/client.h — the blocking client for the program itself: whole jobs and calls (public: sieben/posix.h).
 */
#ifndef NET_POSIX_CLIENT_H
#define NET_POSIX_CLIENT_H

#include "engine/client.h"
#include "net_posix/push_queue.h"
#include "sieben/posix.h"

/**
 * Runs one job to its end (the `done` callback is not used).  job->timeout 0: the client's own.
 * @return job->fault.error, also when the connection was lost
 */
int s7_posix_run(struct s7_posix_client *client, struct s7_job *job);

/** The same with one call (engine/call.h): call->timeout 0 is the client's own.  @return call->fault.error */
int s7_posix_run_call(struct s7_posix_client *client, struct s7_call *call);

/**
 * Waits until there is a push, for `patience` at most.  @return S7_OK, also when none came; else the connection was lost
 * and no push is left: the error, also in *ret_fault
 */
int s7_posix_await_push(struct s7_posix_client *client, s7_time patience, struct s7_fault *ret_fault);

/** What came and was not taken. */
struct s7_push_queue *s7_posix_pushes(struct s7_posix_client *client);

/** The engine underneath, for its grant and counters. */
struct s7_client *s7_posix_engine(struct s7_posix_client *client);

#endif
