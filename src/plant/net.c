/* SPDX-License-Identifier: MIT */
#include "plant/net.h"

#include <arpa/inet.h>
#include <string.h>

#include "plant/index.h"

enum { TEXT_SIZE = 64, PREFIX_DIGITS = 3 };

/* Bits of the address that these characters are; 0: none. */
static unsigned read_address(const char *text, size_t length, uint8_t ret_octets[S7_NET_OCTETS])
{
    char copy[TEXT_SIZE];
    if (length >= sizeof copy)
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (inet_pton(AF_INET, copy, ret_octets) == 1)
        return 32;
    return inet_pton(AF_INET6, copy, ret_octets) == 1 ? 128 : 0;
}

/* UINT_MAX behind every prefix: it is none. */
static unsigned read_prefix(const char *text)
{
    unsigned prefix = 0;
    size_t length = strspn(text, "0123456789");
    if (length == 0 || length > PREFIX_DIGITS || text[length])
        return UINT32_MAX;
    for (size_t i = 0; i < length; i++)
        prefix = prefix * 10 + (unsigned)(text[i] - '0');
    return prefix;
}

struct s7_net s7_net_of(const char *text)
{
    struct s7_net net = {.bits = 0};
    size_t length = strcspn(text, "/%");
    net.bits = read_address(text, length, net.octets);
    net.prefix = text[length] == '/' ? read_prefix(text + length + 1) : net.bits;
    return net.prefix <= net.bits ? net : (struct s7_net){.bits = 0};
}

static bool same_bits(const uint8_t *one, const uint8_t *other, unsigned bits)
{
    uint8_t rest = (uint8_t)(0xFF00U >> bits % 8);
    return memcmp(one, other, bits / 8) == 0 &&
           (bits % 8 == 0 || ((one[bits / 8] ^ other[bits / 8]) & rest) == 0);
}

bool s7_net_holds(const struct s7_net *outer, const struct s7_net *inner)
{
    return outer->bits && outer->bits == inner->bits && outer->prefix <= inner->prefix &&
           same_bits(outer->octets, inner->octets, outer->prefix);
}

int s7_net_compare(const struct s7_net *one, const struct s7_net *other)
{
    if (one->bits != other->bits)
        return one->bits < other->bits ? -1 : 1;
    int order = memcmp(one->octets, other->octets, one->bits / 8);
    if (order)
        return order;
    return one->prefix < other->prefix ? -1 : one->prefix > other->prefix;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

struct s7_net_host s7_net_host_of(const char *text)
{
    const struct s7_net net = s7_net_of(text);
    return (struct s7_net_host){net, net.bits ? text + strcspn(text, "%") : text};
}

bool s7_net_same_host(const struct s7_net_host *one, const struct s7_net_host *other)
{
    size_t at = 0;
    if (one->net.bits != other->net.bits || memcmp(one->net.octets, other->net.octets, one->net.bits / 8) != 0)
        return false;
    while (one->name[at] && lower(one->name[at]) == lower(other->name[at]))
        at++;
    return lower(one->name[at]) == lower(other->name[at]);
}

uint32_t s7_net_hash_host(uint32_t hash, const struct s7_net_host *host)
{
    hash = s7_index_hash(hash, host->net.octets, host->net.bits / 8);
    for (const char *at = host->name; *at; at++) {
        const char letter = lower(*at);
        hash = s7_index_hash(hash, &letter, 1);
    }
    return hash;
}
