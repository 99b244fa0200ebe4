/* SPDX-License-Identifier: MIT
 *
 * Calls of any service, in the terms of the public header.
 */
#include <string.h>

#include "net_posix/client.h"

static struct s7_call question_of(const struct s7_posix_call *call)
{
    return (struct s7_call){.kind = call->job ? S7_CALL_JOB : S7_CALL_USERDATA,
                            .group = call->group,
                            .subfunction = call->subfunction,
                            .request = {call->request, call->request_size},
                            .data = {call->data, call->data_size},
                            .answer = call->answer,
                            .answer_capacity = call->answer_capacity,
                            .timeout = call->timeout_ms * S7_MILLISECOND,
                            .secret = call->secret};
}

int s7_posix_call(struct s7_posix_client *client, struct s7_posix_call *call, struct s7_fault *ret_fault)
{
    struct s7_call asked = question_of(call);
    s7_posix_run_call(client, &asked);
    call->answer_size = asked.answer_size;
    call->parameter_size = asked.parameter_size;
    memcpy(call->parameter, asked.parameter, sizeof call->parameter);
    call->fragments = asked.fragments;
    if (asked.fault.error != S7_OK)
        *ret_fault = asked.fault;
    return asked.fault.error;
}

_Static_assert(sizeof((struct s7_posix_call *)0)->parameter == S7_CALL_PARAMETER_MAX,
               "posix.h and call.h differ");
