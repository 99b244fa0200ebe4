/* SPDX-License-Identifier: MIT */
#include "cpu/control.h"

#include "cpu/protection.h"
#include "cpu/refusal.h"
#include "cpu/state.h"
#include "wire/plc_stop.h"

/* Second octets of refused answers: 02 is captured with D2 A9 [TIAHW#81], 03 and 07 are one client's reading. */
enum { STATUS_REFUSED = 0x02, STATUS_RUNS = 0x03, STATUS_STOPPED = 0x07 };

enum { ERROR_NO_BLOCK = 0xD209 };

static struct s7_cpu_verdict refused(uint16_t error, uint8_t status)
{
    return (struct s7_cpu_verdict){.error = error, .status = status};
}

struct s7_cpu_verdict s7_cpu_judge_stop(const struct s7_cpu *cpu, const struct s7_link *link)
{
    const struct s7_cpu_codes *codes = &cpu->config.codes;
    if (!s7_cpu_permits(cpu, link, S7_CPU_RIGHT_CONTROL))
        return refused(codes->level, STATUS_REFUSED);
    if (cpu->mode.mode == S7_CPU_MODE_STOP || cpu->mode.mode == S7_CPU_MODE_DEFECT)
        return refused(codes->already, STATUS_STOPPED);
    return (struct s7_cpu_verdict){.stops = true, .cause = S7_CPU_CAUSE_PARTNER};
}

static struct s7_cpu_verdict judge_start(const struct s7_cpu *cpu, const struct s7_link *link,
                                         struct s7_octets argument)
{
    const struct s7_cpu_codes *codes = &cpu->config.codes;
    enum s7_pi_start kind = s7_pi_service_kind(argument);
    if (kind == S7_PI_START_OTHER)
        return refused(codes->malformed, STATUS_REFUSED);
    if (!s7_cpu_permits(cpu, link, S7_CPU_RIGHT_CONTROL))
        return refused(codes->level, STATUS_REFUSED);
    if (cpu->mode.mode == S7_CPU_MODE_RUN)
        return refused(codes->already, STATUS_RUNS);
    if (!s7_cpu_switch_runs(cpu->mode.position) || cpu->mode.mode == S7_CPU_MODE_DEFECT)
        return refused(codes->mode_switch, STATUS_REFUSED);
    return (struct s7_cpu_verdict){
        .starts = true, .cause = kind == S7_PI_START_COLD ? S7_CPU_CAUSE_COLD : S7_CPU_CAUSE_PARTNER};
}

/* Memory is one piece and kept by who plays the CPU: there is nothing to copy or to compress, and it is said to be done. */
static struct s7_cpu_verdict judge_memory(const struct s7_cpu *cpu, const struct s7_link *link,
                                          struct s7_octets argument)
{
    (void)argument;
    bool permitted = s7_cpu_permits(cpu, link, S7_CPU_RIGHT_WRITE_PROGRAM);
    return refused(permitted ? 0 : cpu->config.codes.level, STATUS_REFUSED);
}

/* No block was ever downloaded, so there is none to link or to delete. */
static struct s7_cpu_verdict judge_block(const struct s7_cpu *cpu, const struct s7_link *link,
                                         struct s7_octets argument)
{
    (void)argument;
    bool permitted = s7_cpu_permits(cpu, link, S7_CPU_RIGHT_WRITE_PROGRAM);
    return refused(permitted ? ERROR_NO_BLOCK : cpu->config.codes.level, STATUS_REFUSED);
}

static const struct {
    const char *name;
    struct s7_cpu_verdict (*judge)(const struct s7_cpu *cpu, const struct s7_link *link,
                                   struct s7_octets argument);
} services[] = {
    {S7_PI_P_PROGRAM, judge_start}, {"_MODU", judge_memory}, {"_GARB", judge_memory},
    {"_INSE", judge_block},         {"_INS2", judge_block},  {"_DELE", judge_block},
};

struct s7_cpu_verdict s7_cpu_judge_pi(const struct s7_cpu *cpu, const struct s7_link *link,
                                      const struct s7_pi_service *service)
{
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++)
        if (s7_pi_name_is(service->name, services[i].name))
            return services[i].judge(cpu, link, service->argument);
    return refused(S7_CPU_ERROR_SERVICE, STATUS_REFUSED);
}

static void answer(struct s7_cpu *cpu, struct s7_request *request, const struct s7_cpu_verdict *verdict,
                   s7_time now)
{
    if (verdict->error && !cpu->config.control_in_words) {
        s7_request_refuse(request, verdict->error, now);
        return;
    }
    const struct s7_control_answer said = {
        .function = request->parameter.at[0], .has_status = verdict->error != 0, .status = verdict->status};
    struct s7_writer writer = s7_request_open(request);
    s7_control_answer_encode(&writer, &said);
    s7_request_reply(request, &writer, s7_writer_size(&writer), verdict->error, now);
}

void s7_cpu_carry_out(struct s7_cpu *cpu, struct s7_request *request, const struct s7_cpu_verdict *verdict,
                      s7_time now)
{
    answer(cpu, request, verdict, now);
    if (verdict->stops)
        (void)s7_cpu_set_mode(cpu, S7_CPU_MODE_STOP, verdict->cause, now); /* judged: nothing forbids it */
    if (verdict->starts)
        (void)s7_cpu_set_mode(cpu, S7_CPU_MODE_RUN, verdict->cause, now);
}
