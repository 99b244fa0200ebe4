/* SPDX-License-Identifier: MIT */
#include "cli/target.h"

#include <stdio.h>
#include <string.h>

struct scan {
    const char *text;
    size_t at;
    struct s7_text_error *error;
};

static int refuse(const struct scan *scan, int error, size_t at, const char *message)
{
    scan->error->column = at + 1;
    snprintf(scan->error->message, sizeof scan->error->message, "%s", message);
    return error;
}

static int read_number(struct scan *scan, unsigned least, unsigned most, const char *message,
                       unsigned *ret_number)
{
    size_t start = scan->at;
    unsigned number = 0;
    while (scan->text[scan->at] >= '0' && scan->text[scan->at] <= '9' && number <= most)
        number = number * 10 + (unsigned)(scan->text[scan->at++] - '0');
    if (scan->at == start)
        return refuse(scan, S7_ERR_LOCAL_SYNTAX, start, message);
    if (number < least || number > most)
        return refuse(scan, S7_ERR_LOCAL_VALUE, start, message);
    *ret_number = number;
    return S7_OK;
}

static int take_host(struct scan *scan, size_t start, size_t length, struct s7_target *target)
{
    if (length == 0)
        return refuse(scan, S7_ERR_LOCAL_SYNTAX, start, "a host name or an IP address is expected");
    if (length >= sizeof target->host)
        return refuse(scan, S7_ERR_LOCAL_VALUE, start, "a host name has at most 255 characters");
    size_t bad = start;
    while (bad < start + length && (unsigned char)scan->text[bad] > ' ')
        bad++;
    if (bad < start + length)
        return refuse(scan, S7_ERR_LOCAL_SYNTAX, bad, "this character cannot be part of an address");
    memcpy(target->host, scan->text + start, length);
    target->host[length] = '\0';
    scan->at = start + length;
    return S7_OK;
}

static int read_host(struct scan *scan, struct s7_target *target)
{
    if (scan->text[0] == '[') {
        size_t length = strcspn(scan->text + 1, "]/[");
        if (scan->text[1 + length] != ']')
            return refuse(scan, S7_ERR_LOCAL_SYNTAX, 0, "the bracket is not closed");
        int error = take_host(scan, 1, length, target);
        scan->at += error ? 0 : 1;
        return error;
    }
    size_t length = strcspn(scan->text, ":/");
    const char *colon = strchr(scan->text, ':');
    if (colon && strchr(colon + 1, ':'))
        return refuse(scan, S7_ERR_LOCAL_SYNTAX, length, "an IPv6 address stands in brackets: [::1]:102");
    return take_host(scan, 0, length, target);
}

static int read_port(struct scan *scan, unsigned least, struct s7_target *target)
{
    unsigned port;
    scan->at++;
    int error =
        read_number(scan, least, 65535,
                    least ? "a port is a number from 1 to 65535" : "a port is a number from 0 to 65535", &port);
    if (!error)
        target->port = (uint16_t)port;
    return error;
}

static int read_rack_slot(struct scan *scan, struct s7_target *target)
{
    unsigned rack;
    unsigned slot;
    scan->at++;
    int error =
        read_number(scan, 0, 7, "rack and slot are written /0.1; the rack is a number from 0 to 7", &rack);
    if (error)
        return error;
    if (scan->text[scan->at] != '.')
        return refuse(scan, S7_ERR_LOCAL_SYNTAX, scan->at, "rack and slot are written /0.1: a dot is expected");
    scan->at++;
    error = read_number(scan, 0, 31, "the slot is a number from 0 to 31", &slot);
    if (error)
        return error;
    target->rack = (uint8_t)rack;
    target->slot = (uint8_t)slot;
    return S7_OK;
}

static int finish(struct scan *scan, const struct s7_target *target, struct s7_target *ret_target)
{
    if (scan->text[scan->at])
        return refuse(scan, S7_ERR_LOCAL_SYNTAX, scan->at, "the end was expected: HOST[:PORT][/RACK.SLOT]");
    *ret_target = *target;
    return S7_OK;
}

int s7_target_parse(const char *text, struct s7_target *ret_target, struct s7_text_error *ret_error)
{
    struct s7_target target = {.port = S7_TARGET_PORT, .rack = 0, .slot = 1};
    struct scan scan = {text, 0, ret_error};
    int error = read_host(&scan, &target);
    if (!error && text[scan.at] == ':')
        error = read_port(&scan, 1, &target);
    if (!error && text[scan.at] == '/')
        error = read_rack_slot(&scan, &target);
    return error ? error : finish(&scan, &target, ret_target);
}

int s7_target_parse_listen(const char *text, struct s7_target *ret_target, struct s7_text_error *ret_error)
{
    struct s7_target target = {.port = S7_TARGET_PORT, .rack = 0, .slot = 1};
    struct scan scan = {text, 0, ret_error};
    int error = read_host(&scan, &target);
    if (!error && text[scan.at] == ':')
        error = read_port(&scan, 0, &target);
    return error ? error : finish(&scan, &target, ret_target);
}

void s7_target_label(const char *host, uint16_t port, char *text, size_t size)
{
    bool brackets = strchr(host, ':') != NULL;
    snprintf(text, size, "%s%s%s:%u", brackets ? "[" : "", host, brackets ? "]" : "", (unsigned)port);
}
