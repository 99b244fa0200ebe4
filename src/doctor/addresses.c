/* SPDX-License-Identifier: MIT */
#include "doctor/addresses.h"

#include <string.h>

#include "doctor/line.h"

/* With 4 s for the first, 2 s for a positive control and a ping of 1 s the verdict is there within 8 s. */
static const s7_time short_time = 800 * S7_MILLISECOND;

void s7_addresses_text(struct s7_strbuf *buf, const struct s7_doctor_address *address, uint16_t port,
                       const struct s7_probe *probe)
{
    unsigned milliseconds = (unsigned)(probe->elapsed / S7_MILLISECOND);
    s7_strbuf_printf(buf, "%s port %u: ", address->text, (unsigned)port);
    if (probe->sys_errno == 0)
        s7_strbuf_printf(buf, "connected in %u ms", milliseconds);
    else if (probe->icmp_type >= 0)
        s7_strbuf_printf(buf, "ICMP type %d code %d from %s after %u ms", probe->icmp_type, probe->icmp_code,
                         probe->offender, milliseconds);
    else
        s7_strbuf_printf(buf, "%s after %u ms", strerror(probe->sys_errno), milliseconds);
}

/* @return whether it connects */
static bool try_address(struct s7_examination *examination, const struct s7_doctor_address *address,
                        struct s7_strbuf *buf)
{
    const struct s7_doctor_network *network = examination->network;
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    const struct s7_doctor_address before = seen->address;
    struct s7_probe probe, route = s7_probe_unknown();
    s7_time timeout = s7_time_earlier(short_time, examination->config->connect_timeout);
    seen->address = *address;
    bool connected = s7_line_open_within(examination, &examination->line, timeout, &probe);
    s7_strbuf_add(buf, "; ");
    s7_addresses_text(buf, address, examination->config->port, &probe);
    if (connected) {
        network->route(network->self, address, &route);
        s7_line_keep_probe(&route, &probe);
        seen->probe = route;
    } else {
        seen->address = before;
    }
    return connected;
}

bool s7_addresses_try_others(struct s7_examination *examination, struct s7_strbuf *buf)
{
    for (size_t i = examination->address_used + 1; i < examination->address_count; i++)
        if (try_address(examination, &examination->addresses[i], buf))
            return true;
    return false;
}

void s7_addresses_try_second(struct s7_examination *examination)
{
    const struct s7_doctor_network *network = examination->network;
    const struct s7_doctor_config *config = examination->config;
    struct s7_doctor_budget *budget = &examination->diagnosis->budget;
    struct s7_doctor_address address;
    struct s7_doctor_stream *stream = NULL;
    struct s7_probe probe = s7_probe_unknown();
    char evidence[S7_DIAGNOSIS_TEXT / 2];
    struct s7_strbuf text = s7_strbuf_over(evidence, sizeof evidence);
    int sys_errno = 0;
    if (!config->second_host || s7_examination_ended(examination) ||
        network->resolve(network->self, config->second_host, short_time, 1, &address, &sys_errno) == 0)
        return;
    uint16_t port = config->second_port > 0 ? config->second_port : config->port;
    budget->connections++;
    bool works =
        network->open(network->self, &address, port, s7_line_source(examination), short_time, &stream, &probe);
    if (works) {
        budget->most_open = budget->most_open > 0 ? budget->most_open : 1; /* the partner's is not */
        network->close(network->self, stream, false, short_time);
    }
    s7_addresses_text(&text, &address, port, &probe);
    s7_examination_find(examination, works ? S7_SIGN_SECOND_ADDRESS_WORKS : S7_SIGN_SECOND_ADDRESS_FAILS, NULL,
                        NULL, "%s", evidence);
}
