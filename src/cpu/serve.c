/* SPDX-License-Identifier: MIT */
#include "cpu/serve.h"

#include "cpu/fault.h"

static void (*const services[S7_SERVICE_COUNT])(struct s7_cpu *cpu, struct s7_request *request, s7_time now) = {
#define S7_SERVICE(stem, name, rosctr, function, group, subfunction, display, guard)                           \
    [S7_SERVICE_##name] = s7_cpu_serve_##stem,
#include "wire/defs/service.def"
#undef S7_SERVICE
};

/*
 * PUT/GET blocked, or access level "no access" of a family where it stops PUT/GET: every Read/Write Var is refused as a
 * whole, before anything of it is looked at (cpu-behaviour S2, S3, S12); the other levels do not concern PUT/GET.
 */
static bool put_get_refused(const struct s7_cpu *cpu, const struct s7_request *request)
{
    bool level_permits = cpu->access_level != S7_CPU_LEVEL_NONE || !cpu->config.level_stops_put_get;
    bool permitted = cpu->put_get && level_permits;
    return !permitted && (request->service == S7_SERVICE_READ_VAR || request->service == S7_SERVICE_WRITE_VAR);
}

void s7_cpu_serve_well(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    if (put_get_refused(cpu, request))
        s7_request_refuse(request, S7_CPU_ERROR_SERVICE, now);
    else if (request->service < S7_SERVICE_COUNT)
        services[request->service](cpu, request, now);
    else if (!cpu->extension || !cpu->extension(cpu->extension_user, request, now))
        s7_cpu_refuse_service(cpu, request, now);
}

void s7_cpu_serve_request(void *user, struct s7_request *request, s7_time now)
{
    struct s7_cpu *cpu = user;
    if (cpu->faults.count)
        s7_cpu_faults_serve(cpu, request, now);
    else
        s7_cpu_serve_well(cpu, request, now);
}

void s7_cpu_permit_put_get(struct s7_cpu *cpu, bool permitted)
{
    cpu->put_get = permitted;
}

void s7_cpu_set_extension(struct s7_cpu *cpu,
                          bool (*serve)(void *user, struct s7_request *request, s7_time now), void *user)
{
    cpu->extension = serve;
    cpu->extension_user = user;
}
