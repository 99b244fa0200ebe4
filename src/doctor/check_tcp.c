/* SPDX-License-Identifier: MIT
 *
 * check_tcp.c — the TCP connection, and what its failure looks like.
 */
#include <errno.h>
#include <string.h>

#include "doctor/addresses.h"
#include "doctor/icmp.h"
#include "doctor/line.h"

/* A search for the last hop takes three seconds (ARP, RFC 4861); an answer of a filter does not. */
static const s7_time search_time = 2 * S7_SECOND;

/* With a partner's silence of 4 s and a ping of 1 s before it the verdict is there within 8 s. */
static const s7_time control_time = 2 * S7_SECOND;
static const s7_time close_time = 500 * S7_MILLISECOND;

/* A neighbour that is known is asked again 5 s after the first packet to it, three times, a second apart (Linux). */
static const s7_time doubt_time = 4500 * S7_MILLISECOND; /* behind a connection attempt of 4 s */
static const s7_time doubt_step = 100 * S7_MILLISECOND;

static bool same_subnet(const struct s7_probe *probe)
{
    return probe->route_known && probe->gateway[0] == '\0';
}

static enum s7_sign sign_of_absence(const struct s7_probe *route)
{
    return route->gateway[0] ? S7_SIGN_TCP_NO_GATEWAY : S7_SIGN_TCP_NO_NEIGHBOUR;
}

/* The neighbour table knows more after the attempt than before. */
static struct s7_probe look_at_neighbour(const struct s7_examination *examination)
{
    const struct s7_doctor_network *network = examination->network;
    struct s7_probe route = s7_probe_unknown();
    network->route(network->self, &examination->diagnosis->seen.address, &route);
    return route;
}

/*
 * Asked for, and nobody has answered: not a single packet to the partner has left.  What had failed before the attempt
 * and stands so behind it was not asked again: the packet was held back before.
 */
static bool is_missed(const struct s7_probe *before, const struct s7_probe *after)
{
    return after->route_known &&
           (after->neighbour == S7_NEIGHBOUR_ASKED ||
            (after->neighbour == S7_NEIGHBOUR_FAILED && before->neighbour != S7_NEIGHBOUR_FAILED));
}

/*
 * An ICMP message that this machine sent to itself: a filter's, or the end of its search for the next hop, which takes
 * its time and stays in the neighbour table.
 */
static enum s7_sign sign_of_own(const struct s7_examination *examination, const struct s7_probe *probe,
                                enum s7_icmp meaning)
{
    if (meaning == S7_ICMP_NO_NETWORK)
        return S7_SIGN_TCP_UNREACHABLE_HERE;
    if (meaning != S7_ICMP_NO_HOST)
        return S7_SIGN_TCP_DENIED_HERE;
    const struct s7_probe route = look_at_neighbour(examination);
    return probe->elapsed >= search_time || is_missed(&examination->diagnosis->seen.probe, &route)
               ? sign_of_absence(&examination->diagnosis->seen.probe)
               : S7_SIGN_TCP_UNREACHABLE_HERE;
}

static enum s7_sign sign_of_icmp(const struct s7_examination *examination, const struct s7_probe *probe,
                                 enum s7_icmp meaning)
{
    const struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    bool by_host = strcmp(probe->offender, seen->address.text) == 0;
    if (strcmp(probe->offender, probe->local) == 0 && !by_host)
        return sign_of_own(examination, probe, meaning);
    if (meaning == S7_ICMP_PROHIBITED)
        return S7_SIGN_TCP_PROHIBITED;
    if (meaning == S7_ICMP_NO_NETWORK)
        return S7_SIGN_TCP_NO_NETWORK;
    if (meaning == S7_ICMP_NO_PORT)
        return by_host ? S7_SIGN_TCP_PORT_BY_HOST : S7_SIGN_TCP_PORT_BY_OTHER;
    return probe->elapsed >= search_time ? S7_SIGN_TCP_LAST_HOP : S7_SIGN_TCP_UNREACHABLE;
}

static enum s7_sign sign_of_errno(int sys_errno, const struct s7_probe *route)
{
    static const struct {
        int sys_errno;
        enum s7_sign sign;
    } rows[] = {{ETIMEDOUT, S7_SIGN_TCP_SILENT},   {ECONNREFUSED, S7_SIGN_TCP_RESET},
                {ENETUNREACH, S7_SIGN_ROUTE_NONE}, {EINVAL, S7_SIGN_ROUTE_NONE},
                {EACCES, S7_SIGN_TCP_DENIED_HERE}, {EPERM, S7_SIGN_TCP_DENIED_HERE}};
    /* A system that does not tell its routes does not tell ICMP messages either. */
    if (!route->route_known && (sys_errno == EHOSTUNREACH || sys_errno == ENETUNREACH))
        return S7_SIGN_TCP_UNREACHABLE;
    if (sys_errno == EHOSTUNREACH)
        return sign_of_absence(route);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].sys_errno == sys_errno)
            return rows[i].sign;
    return S7_SIGN_TCP_SYSTEM;
}

static bool ping_answers(struct s7_examination *examination)
{
    const struct s7_doctor_network *network = examination->network;
    struct s7_probe probe = s7_probe_unknown();
    if (s7_examination_ended(examination))
        return false;
    network->ping(network->self, &examination->diagnosis->seen.address, S7_SECOND, &probe);
    if (probe.sys_errno != EPERM && probe.sys_errno != EACCES) /* that is: nothing was sent */
        examination->diagnosis->budget.pings++;
    return probe.sys_errno == 0;
}

/* Connected and refused are answers alike.  *ret_here: it is another port of the partner itself. */
static bool control_answers(struct s7_examination *examination, bool *ret_here)
{
    const struct s7_doctor_network *network = examination->network;
    const struct s7_doctor_config *config = examination->config;
    struct s7_doctor_budget *budget = &examination->diagnosis->budget;
    struct s7_doctor_address address = examination->diagnosis->seen.address;
    struct s7_doctor_stream *stream = NULL;
    struct s7_probe probe = s7_probe_unknown();
    int sys_errno = 0;
    if (config->control_port == 0 || s7_examination_ended(examination))
        return false;
    s7_time limit = s7_time_after(s7_examination_now(examination), control_time);
    if (config->control_host &&
        network->resolve(network->self, config->control_host, control_time, 1, &address, &sys_errno) == 0)
        return false;
    s7_time now = s7_examination_now(examination);
    if (now >= limit)
        return false;
    *ret_here = strcmp(address.text, examination->diagnosis->seen.address.text) == 0;
    budget->connections++;
    if (network->open(network->self, &address, config->control_port, s7_line_source(examination), limit - now,
                      &stream, &probe)) {
        budget->most_open = budget->most_open > 0 ? budget->most_open : 1; /* the partner's is not */
        network->close(network->self, stream, false, close_time);
    }
    return probe.sys_errno == 0 || (probe.sys_errno == ECONNREFUSED && probe.icmp_type < 0);
}

/* A neighbour that was known before is being asked again: the answer shows whether it is still there. */
static void await_neighbour(struct s7_examination *examination, s7_time limit, struct s7_probe *route)
{
    const struct s7_doctor_network *network = examination->network;
    while (route->neighbour == S7_NEIGHBOUR_DOUBTED && !s7_examination_ended(examination)) {
        s7_time now = s7_examination_now(examination);
        if (now >= limit)
            break;
        network->pause(network->self, s7_time_earlier(limit, s7_time_after(now, doubt_step)));
        *route = look_at_neighbour(examination);
    }
}

/* An answer that came before the attempt tells of the past: the host may have gone since. */
static bool has_answered(const struct s7_probe *before, const struct s7_probe *after)
{
    return same_subnet(after) && after->neighbour == S7_NEIGHBOUR_ANSWERED && before->route_known &&
           before->neighbour != S7_NEIGHBOUR_ANSWERED && before->neighbour != S7_NEIGHBOUR_UNKNOWN;
}

/* `limit`: of the wait for a neighbour; `alive`: another port of the partner has answered. */
static enum s7_sign sign_of_silence(struct s7_examination *examination, s7_time limit, bool alive)
{
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    struct s7_probe route = look_at_neighbour(examination);
    if (alive || (!is_missed(&seen->probe, &route) && ping_answers(examination))) {
        seen->host_alive = true;
        return S7_SIGN_TCP_SILENT_ALIVE;
    }
    await_neighbour(examination, limit, &route);
    if (is_missed(&seen->probe, &route))
        return sign_of_absence(&route);
    seen->host_alive = has_answered(&seen->probe, &route);
    return seen->host_alive ? S7_SIGN_TCP_SILENT_NEAR : S7_SIGN_TCP_SILENT;
}

/* `tried`: what was seen of it, and of its other addresses. */
static void find_unconnected(struct s7_examination *examination, const struct s7_probe *probe,
                             const char *tried)
{
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    enum s7_icmp meaning =
        s7_icmp_of(strchr(seen->address.text, ':') != NULL, probe->icmp_type, probe->icmp_code);
    bool control_is_here = false;
    s7_time limit = s7_time_after(s7_examination_now(examination), doubt_time);
    seen->control_answers = control_answers(examination, &control_is_here);
    enum s7_sign sign = meaning == S7_ICMP_NONE ? sign_of_errno(probe->sys_errno, &seen->probe)
                                                : sign_of_icmp(examination, probe, meaning);
    if (sign == S7_SIGN_TCP_SILENT)
        sign = sign_of_silence(examination, limit, seen->control_answers && control_is_here);
    const struct s7_fault fault = {.sys_errno = probe->sys_errno, .phase = S7_PHASE_CONNECT};
    s7_examination_find(examination, sign, NULL, &fault, "%s", tried);
    examination->over = true;
}

/* The plant's address to connect from belongs to a partner, and this machine may be another. */
static bool open_first(struct s7_examination *examination, struct s7_probe *ret_probe)
{
    struct s7_line *line = &examination->line;
    bool connected = s7_line_open(examination, line, ret_probe);
    if (connected || ret_probe->sys_errno != EADDRNOTAVAIL || !s7_line_source(examination))
        return connected;
    examination->source_refused = true;
    examination->diagnosis->budget.connections--; /* nothing was sent */
    s7_examination_find(examination, S7_SIGN_SOURCE_NOT_HERE, NULL, NULL, "%s", examination->config->source);
    return s7_line_open(examination, line, ret_probe);
}

void s7_check_tcp_run(struct s7_examination *examination)
{
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    const struct s7_doctor_address first = seen->address;
    struct s7_probe probe;
    char tried[S7_DIAGNOSIS_TEXT];
    struct s7_strbuf text = s7_strbuf_over(tried, sizeof tried);
    bool connected = open_first(examination, &probe);
    s7_line_keep_probe(&seen->probe, &probe);
    s7_addresses_text(&text, &first, examination->config->port, &probe);
    if (!connected)
        connected = s7_addresses_try_others(examination, &text);
    if (connected) {
        s7_examination_note(examination, "%s", tried);
        return;
    }
    find_unconnected(examination, &seen->probe, tried);
    s7_addresses_try_second(examination);
}
