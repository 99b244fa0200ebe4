/* SPDX-License-Identifier: MIT */
#include "cli/doctor_show.h"
#include "doctor/bound.h"

#include <inttypes.h>

static void print_addresses(FILE *out, const struct s7_doctor_config *config)
{
    if (config->source)
        fprintf(out, "                from %s, if this machine has it\n", config->source);
    fprintf(out, "                if it fails, one to each of up to 3 other addresses of the name\n");
    if (config->second_host)
        fprintf(out, "                and to the second address %s\n", config->second_host);
}

static void print_tsaps(FILE *out, const struct s7_subject *subject)
{
    const struct s7_doctor_config *config = &subject->config;
    static const struct s7_tsap usual = {.size = 2, .octets = {1, 0}};
    struct s7_tsap remote =
        s7_tsap_of((enum s7_connection_class)config->connection_class, config->rack, config->slot);
    char from[S7_TSAP_TEXT_SIZE + 2], to[S7_TSAP_TEXT_SIZE + 2];
    s7_tsap_format(config->local_tsap ? config->local_tsap : &usual, from, sizeof from);
    s7_tsap_format(config->remote_tsap ? config->remote_tsap : &remote, to, sizeof to);
    fprintf(out, "listener, cotp  listens %s; one connection request, TSAPs %s to %s;\n", "0.2 s", from, to);
    fprintf(
        out,
        "                if that is refused, at most %u others and once the same again, a connection each\n",
        config->tries);
    if (config->deep)
        fprintf(out,
                "                if nothing at all was said: one connection that asks in TLS, one in HTTP\n");
}

static void print_areas(FILE *out, const struct s7_doctor_config *config)
{
    char text[S7_TAG_TEXT_SIZE];
    if (config->area_count == 0)
        fprintf(out, "layout          nothing: no area is known\n");
    for (size_t i = 0; i < config->area_count; i++) {
        s7_range_format(&config->areas[i].range, text, sizeof text);
        if (i == 0)
            fprintf(out,
                    "layout          reads the first octet of each data block once, and the last octet of\n");
        fprintf(out, "                  %s%s%s%s\n", text, config->areas[i].name ? " (" : "",
                config->areas[i].name ? config->areas[i].name : "", config->areas[i].name ? ")" : "");
    }
    if (config->area_count && config->deep)
        fprintf(out, "                and halves its way to the real end of a block that is too short\n");
}

static void print_write(FILE *out, const struct s7_doctor_config *config)
{
    char text[S7_TAG_TEXT_SIZE];
    if (!config->write_probe)
        return;
    s7_range_format(config->write_probe, text, sizeof text);
    fprintf(out,
            "                reads %s and writes it back: the only write; what others\n"
            "                write there in between is lost\n",
            text);
}

static void print_lists(FILE *out, const struct s7_doctor_config *config)
{
    if (config->szl_at_risk && !config->deep) {
        fprintf(out, "identity        nothing: the family is harmed by, or hangs up on, system status lists\n");
        fprintf(out, "resources       a second connection, the first being closed; ");
    } else {
        fprintf(out, "identity        a second connection, the first being closed: reads SZL 0011\n");
        fprintf(out, "resources       reads SZL 0131 and 0132 of whom bears it, else ");
    }
    fprintf(out, "opens one connection more%s\n", config->max_connections < 2 ? ": not allowed" : "");
}

static void print_count(FILE *out, const struct s7_doctor_config *config)
{
    if (!config->exhaust)
        return;
    fprintf(out,
            "                opens connections until one is refused, %u at most, and closes all of them at "
            "once\n",
            config->exhaust);
    if (!config->may_exhaust)
        fprintf(out,
                "                if every address of %s is one of this machine; else nothing is examined\n",
                config->host);
}

static void print_times(FILE *out, const struct s7_doctor_config *config)
{
    char connect[16], answer[16], pace[16];
    struct s7_strbuf first = s7_strbuf_over(connect, sizeof connect);
    struct s7_strbuf second = s7_strbuf_over(answer, sizeof answer);
    struct s7_strbuf third = s7_strbuf_over(pace, sizeof pace);
    s7_doctor_time(config->connect_timeout, &first);
    s7_doctor_time(config->answer_timeout, &second);
    s7_doctor_time(config->pace, &third);
    fprintf(out, "times           %s for a TCP connection, %s for an answer, %s between two requests\n",
            connect, answer, pace);
    unsigned most = config->exhaust > config->max_connections ? config->exhaust : config->max_connections;
    fprintf(out, "at once         at most %u connection%s\n", most, most == 1 ? "" : "s");
}

/* Whether counting to refusal is permitted is not asked here: it is reckoned as if it were. */
static void print_bound(FILE *out, const struct s7_doctor_config *config)
{
    struct s7_doctor_config permitted = *config;
    permitted.may_exhaust = true;
    const struct s7_doctor_bound bound = s7_bound_reckon(&permitted);
    fprintf(out, "in all          at most %u connection%s, %u telegrams and one ping\n", bound.connections,
            bound.connections == 1 ? "" : "s", bound.telegrams);
    if (!config->szl_at_risk || config->deep)
        fprintf(out, "                one telegram more for each further piece that a list comes in\n");
}

void s7_doctor_print_plan(FILE *out, const struct s7_subject *subject)
{
    const struct s7_doctor_config *config = &subject->config;
    fprintf(out,
            "%s: nothing was sent; an examination would do this, and stop where nothing more can be learnt\n",
            subject->title);
    fprintf(out, "name            looks up %s; a numeric address asks nobody\n", config->host);
    fprintf(out, "route           nothing: asks this machine\n");
    fprintf(out, "tcp             one TCP connection to port %u; when it is silent, one ping", config->port);
    if (config->control_port)
        fprintf(out, " and one connection to %s port %u",
                config->control_host ? config->control_host : config->host, config->control_port);
    fputc('\n', out);
    print_addresses(out, config);
    print_tsaps(out, subject);
    fprintf(out, "setup           one setup, asking for PDU length %u\n",
            config->pdu_length ? config->pdu_length : 960u);
    fprintf(out,
            "                if it is not served: one MMS connection request, on a connection of its own\n");
    fprintf(out, "permission      reads MB0\n");
    print_write(out, config);
    print_areas(out, config);
    print_lists(out, config);
    print_count(out, config);
    fprintf(out, "state           %sreads MB0 ten times%s\n",
            config->szl_at_risk && !config->deep ? "" : "reads SZL 0424 of whom bears it; ",
            config->idle ? "; is silent, and reads MB0 once more" : "");
    fprintf(out, "                if the second connection was ended by then: on a new one\n");
    print_times(out, config);
    print_bound(out, config);
}
