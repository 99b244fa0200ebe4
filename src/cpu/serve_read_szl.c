/* SPDX-License-Identifier: MIT
 *
 * serve_read_szl.c — read SZL: a list as it is now, in as many fragments as it takes.
 */
#include "cpu/serve.h"
#include "cpu/szl.h"
#include "wire/userdata.h"

static void answer(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    struct s7_userdata frame;
    struct s7_szl_request wanted;
    struct s7_octets list;
    if (s7_userdata_decode_tolerant(request->parameter, request->data, &frame) ||
        s7_szl_request_decode(frame.payload, &wanted)) {
        s7_request_refuse(request, cpu->config.codes.malformed, now);
        return;
    }
    uint16_t error = s7_cpu_szl_read(cpu, &wanted, now, &list);
    if (error)
        s7_request_refuse(request, error, now);
    else
        s7_request_reply_chain(request, list.at, list.size, now);
}

static void refuse(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    (void)cpu;
    s7_request_refuse(request, S7_CPU_ERROR_SERVICE, now);
}

static void hang_up(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    (void)cpu;
    struct s7_link *link = request->link;
    s7_request_drop(request, now);
    s7_link_end(link, false, now);
}

static void keep_silent(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    (void)cpu;
    s7_request_drop(request, now);
}

void s7_cpu_serve_read_szl(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    static void (*const styles[])(struct s7_cpu * cpu, struct s7_request * request, s7_time now) = {
        [S7_CPU_SZL_ANSWER] = answer,
        [S7_CPU_SZL_REFUSE] = refuse,
        [S7_CPU_SZL_CLOSE] = hang_up,
        [S7_CPU_SZL_SILENT] = keep_silent,
    };
    styles[cpu->config.szl_style](cpu, request, now);
}
