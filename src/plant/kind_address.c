/* SPDX-License-Identifier: MIT
 *
 * Network addresses: IPv4, IPv6 and names, with a port; networks in CIDR notation.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "plant/kind.h"

enum { HOST_SIZE = 254 /**< of the longest host name, with its NUL */, PORT_S7 = 102 };

/** "host" and "port" of one text. */
struct parts {
    char host[HOST_SIZE];
    const char *port; /**< NULL: none was given */
    bool bracketed;
};

static size_t count_of(const char *text, char wanted)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == wanted;
    return count;
}

/** Cuts "10.0.0.5:102", "[::1]:102", "::1" and "oven.plant:102"; false: brackets do not close or the host is too long. */
static bool cut(const char *text, struct parts *ret_parts)
{
    const char *host = text;
    const char *end = text + strlen(text);
    ret_parts->port = NULL;
    ret_parts->bracketed = *text == '[';
    if (ret_parts->bracketed) {
        host = text + 1;
        end = strchr(host, ']');
        if (!end || (end[1] != '\0' && end[1] != ':'))
            return false;
        ret_parts->port = end[1] ? end + 2 : NULL;
    } else if (count_of(text, ':') == 1) {
        end = strchr(text, ':');
        ret_parts->port = end + 1;
    }
    size_t length = (size_t)(end - host);
    if (length == 0 || length >= sizeof ret_parts->host)
        return false;
    memcpy(ret_parts->host, host, length);
    ret_parts->host[length] = '\0';
    return true;
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/** Labels of letters, digits and hyphens (RFC 1123); a name of digits and points alone is a bad IPv4 address. */
static bool is_name(const char *host)
{
    size_t label = 0;
    bool only_digits = true;
    for (const char *c = host; *c; c++) {
        if (*c == '.' && (label == 0 || c[-1] == '-'))
            return false;
        if (*c != '.' && !is_alphanumeric(*c) && (*c != '-' || label == 0))
            return false;
        only_digits = only_digits && (*c == '.' || (*c >= '0' && *c <= '9'));
        label = *c == '.' ? 0 : label + 1;
        if (label > 63)
            return false;
    }
    return label > 0 && host[strlen(host) - 1] != '-' && !only_digits;
}

/** Brackets are for IPv6 alone. */
static bool is_host(const struct parts *parts)
{
    unsigned char octets[16];
    if (inet_pton(AF_INET6, parts->host, octets) == 1)
        return true;
    return !parts->bracketed && (inet_pton(AF_INET, parts->host, octets) == 1 || is_name(parts->host));
}

/** 1 … 65535 without leading zeros; 0: something else. */
static unsigned port_of(const char *text)
{
    unsigned port = 0;
    size_t length = strlen(text);
    if (length == 0 || length > 5 || text[0] == '0')
        return 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        port = port * 10 + (unsigned)(text[i] - '0');
    }
    return port <= 65535 ? port : 0;
}

/** The port of an address; 0: told. */
static unsigned read_port(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                          const struct parts *parts)
{
    unsigned port = parts->port ? port_of(parts->port) : PORT_S7;
    if (port)
        return port;
    bool leading_zero = port_of(parts->port + strspn(parts->port, "0")) != 0;
    s7_loader_error(loader, s7_node_place(node, (size_t)(parts->port - node->text)),
                    leading_zero
                        ? "%s: a port has no leading zero"
                        : "%s: ports go from 1 to 65535; write an IPv6 address with a port like \"[::1]:102\"",
                    key->name);
    return 0;
}

/** The address of the CPU itself, or a struct s7_plant_place of the key. */
void s7_kind_address(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                     void *element)
{
    struct parts parts;
    if (!s7_loader_scalar(loader, key, node))
        return;
    if (!cut(node->text, &parts) || !is_host(&parts)) {
        s7_loader_error(loader, node->mark, "%s: expected an IPv4 or IPv6 address or a host name, found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
        return;
    }
    unsigned port = read_port(loader, key, node, &parts);
    if (port == 0)
        return;
    const struct s7_plant_place place = {.host = s7_storage_text(loader->model, parts.host, strlen(parts.host)),
                                         .port = (uint16_t)port};
    if (key->size) {
        memcpy((unsigned char *)element + key->offset, &place, sizeof place);
        return;
    }
    struct s7_plant_cpu *cpu = element;
    cpu->host = place.host;
    cpu->port = place.port;
}

void s7_kind_source(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    unsigned char octets[16];
    if (!node) {
        s7_kind_text(loader, key, NULL, element);
        return;
    }
    if (!s7_loader_scalar(loader, key, node))
        return;
    if (inet_pton(AF_INET, node->text, octets) == 1 || inet_pton(AF_INET6, node->text, octets) == 1)
        s7_loader_keep(loader, key, node, element);
    else
        s7_loader_error(loader, node->mark, "%s: expected an IPv4 or IPv6 address without a port, found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
}

/** Octets of a network address; *ret_bits is 32 or 128, 0: no address. */
static void address_octets(const char *text, unsigned char ret_octets[16], unsigned *ret_bits)
{
    *ret_bits = inet_pton(AF_INET, text, ret_octets) == 1    ? 32
                : inet_pton(AF_INET6, text, ret_octets) == 1 ? 128
                                                             : 0;
}

/** Clears the bits behind the prefix; true when there were any. */
static bool clear_host_bits(unsigned char *octets, unsigned bits, unsigned prefix)
{
    bool any = false;
    for (unsigned i = prefix; i < bits; i++) {
        unsigned char mask = (unsigned char)(0x80U >> i % 8);
        any = any || (octets[i / 8] & mask);
        octets[i / 8] = (unsigned char)(octets[i / 8] & ~mask);
    }
    return any;
}

static bool check_net(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node)
{
    char host[INET6_ADDRSTRLEN];
    unsigned char octets[16];
    unsigned bits = 0;
    const char *slash = strchr(node->text, '/');
    size_t length = slash ? (size_t)(slash - node->text) : 0;
    if (length > 0 && length < sizeof host) {
        memcpy(host, node->text, length);
        host[length] = '\0';
        address_octets(host, octets, &bits);
    }
    if (bits == 0) {
        s7_loader_error(loader, node->mark, "%s: expected a network such as 10.10.1.0/24, found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
        return false;
    }
    unsigned prefix = slash[1] == '0' && slash[2] == '\0' ? 0 : port_of(slash + 1);
    if (prefix > bits || (prefix == 0 && strcmp(slash + 1, "0") != 0)) {
        s7_loader_error(loader, s7_node_place(node, length + 1), "%s: the prefix goes from /0 to /%u",
                        key->name, bits);
        return false;
    }
    if (clear_host_bits(octets, bits, prefix)) {
        inet_ntop(bits == 32 ? AF_INET : AF_INET6, octets, host, sizeof host);
        s7_loader_error(loader, node->mark, "%s: \"%s\" has bits behind its prefix; the network is %s/%u",
                        key->name, s7_loader_excerpt(node).text, host, prefix);
        return false;
    }
    return true;
}

void s7_kind_nets(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    if (node->kind != S7_NODE_LIST || (double)node->count > key->highest) {
        s7_loader_error(loader, node->mark, "%s: expected a list of up to %.0f networks: [10.10.1.0/24]",
                        key->name, key->highest);
        return;
    }
    const char **nets = s7_storage_array(loader->model, node->count, sizeof *nets);
    size_t count = 0;
    for (const struct s7_node *net = node->first; net && nets; net = net->next)
        if (s7_loader_scalar(loader, key, net) && check_net(loader, key, net))
            nets[count++] = s7_storage_text(loader->model, net->text, net->length);
    memcpy((unsigned char *)element + key->offset, &nets, sizeof nets);
    memcpy((unsigned char *)element + key->count_offset, &count, sizeof count);
}
