/* SPDX-License-Identifier: MIT
 *
 * The services around the data: system status lists, clock, start and stop, session password.
 */
#include <string.h>

#include "base/wipe.h"
#include "net_posix/client.h"
#include "wire/clock.h"
#include "wire/password.h"
#include "wire/pi_service.h"
#include "wire/plc_stop.h"
#include "wire/read_szl.h"

enum {
    GROUP_CPU = 4,
    READ_SZL = 1,
    GROUP_SECURITY = 5,
    SET_PASSWORD = 1,
    CLEAR_PASSWORD = 2,
    GROUP_TIME = 7,
    READ_CLOCK = 1,
    SET_CLOCK = 2,
    CENTURY = 19, /* as STEP 7 writes it, whatever the year: no CPU looks at it */
    CONTROL_SIZE_MAX = 64,
    ANSWER_MAX = 64
};

static int local_fault(struct s7_fault *ret_fault, int error)
{
    *ret_fault = (struct s7_fault){.error = error};
    return error;
}

/* A call whose answer holds nothing of interest; some partners send something nevertheless. */
static int run_plain(struct s7_posix_client *client, struct s7_posix_call *call, struct s7_fault *ret_fault)
{
    uint8_t answer[ANSWER_MAX];
    call->answer = answer;
    call->answer_capacity = sizeof answer;
    return s7_posix_call(client, call, ret_fault);
}

/* ---- system status lists --------------------------------------------------------------------------------- */

int s7_posix_szl(struct s7_posix_client *client, uint16_t id, uint16_t index, uint8_t *ret_octets, size_t size,
                 size_t *ret_size, struct s7_fault *ret_fault)
{
    uint8_t octets[S7_SZL_REQUEST_SIZE];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    const struct s7_szl_request request = {.id = id, .index = index};
    s7_szl_request_encode(&writer, &request);
    struct s7_posix_call call = {.group = GROUP_CPU,
                                 .subfunction = READ_SZL,
                                 .request = octets,
                                 .request_size = sizeof octets,
                                 .answer = ret_octets,
                                 .answer_capacity = size};
    int error = s7_posix_call(client, &call, ret_fault);
    if (error != S7_OK)
        return error;
    if (call.answer_size < S7_SZL_HEAD_SIZE)
        return local_fault(ret_fault, S7_ERR_S7_MALFORMED);
    *ret_size = call.answer_size;
    return S7_OK;
}

/* ---- clock ----------------------------------------------------------------------------------------------- */

int s7_posix_clock_read(struct s7_posix_client *client, struct s7_clock *ret_clock, struct s7_fault *ret_fault)
{
    uint8_t answer[ANSWER_MAX];
    struct s7_posix_call call = {
        .group = GROUP_TIME, .subfunction = READ_CLOCK, .answer = answer, .answer_capacity = sizeof answer};
    int error = s7_posix_call(client, &call, ret_fault);
    if (error != S7_OK)
        return error;
    struct s7_time10 time;
    error = s7_time10_decode((struct s7_octets){answer, call.answer_size}, &time);
    if (error == S7_OK)
        error = s7_time8_decode(time.time, ret_clock);
    return error == S7_OK ? S7_OK : local_fault(ret_fault, error);
}

int s7_posix_clock_set(struct s7_posix_client *client, const struct s7_clock *clock, struct s7_fault *ret_fault)
{
    if (!s7_clock_valid(clock))
        return local_fault(ret_fault, S7_ERR_LOCAL_VALUE);
    uint8_t octets[S7_TIME10_SIZE];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    const struct s7_time10 time = s7_time10_of(clock, CENTURY);
    s7_time10_encode(&writer, &time);
    struct s7_posix_call call = {
        .group = GROUP_TIME, .subfunction = SET_CLOCK, .request = octets, .request_size = sizeof octets};
    return run_plain(client, &call, ret_fault);
}

/* ---- start and stop -------------------------------------------------------------------------------------- */

static int run_control(struct s7_posix_client *client, const struct s7_writer *parameter,
                       struct s7_fault *ret_fault)
{
    struct s7_posix_call call = {
        .job = true, .request = parameter->start, .request_size = s7_writer_size(parameter)};
    return run_plain(client, &call, ret_fault);
}

int s7_posix_stop(struct s7_posix_client *client, struct s7_fault *ret_fault)
{
    uint8_t octets[CONTROL_SIZE_MAX];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    const struct s7_plc_stop stop = s7_plc_stop_request();
    s7_plc_stop_encode(&writer, &stop);
    return run_control(client, &writer, ret_fault);
}

int s7_posix_start(struct s7_posix_client *client, bool cold, struct s7_fault *ret_fault)
{
    uint8_t octets[CONTROL_SIZE_MAX];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    const struct s7_pi_service start = s7_pi_service_start(cold);
    s7_pi_service_encode(&writer, &start);
    return run_control(client, &writer, ret_fault);
}

/* ---- session password ------------------------------------------------------------------------------------ */

int s7_posix_password(struct s7_posix_client *client, const char *password, struct s7_fault *ret_fault)
{
    uint8_t plain[S7_PASSWORD_SIZE], octets[S7_PASSWORD_SIZE];
    size_t size = strlen(password);
    if (size == 0 || size > sizeof plain)
        return local_fault(ret_fault, S7_ERR_LOCAL_VALUE);
    for (size_t i = 0; i < sizeof plain; i++)
        plain[i] = i < size ? (uint8_t)password[i] : ' ';
    s7_password_obfuscate(plain, octets);
    s7_wipe_octets(plain, sizeof plain);
    struct s7_posix_call call = {.group = GROUP_SECURITY,
                                 .subfunction = SET_PASSWORD,
                                 .request = octets,
                                 .request_size = sizeof octets,
                                 .secret = true};
    int error = run_plain(client, &call, ret_fault);
    s7_wipe_octets(octets, sizeof octets);
    return error;
}

int s7_posix_password_clear(struct s7_posix_client *client, struct s7_fault *ret_fault)
{
    struct s7_posix_call call = {.group = GROUP_SECURITY, .subfunction = CLEAR_PASSWORD};
    return run_plain(client, &call, ret_fault);
}
