/* SPDX-License-Identifier: MIT */
#include "doctor/icmp.h"

#include <stddef.h>

static const struct {
    bool six;
    int type, code;
    enum s7_icmp meaning;
} rows[] = {
    {false, 3, 0, S7_ICMP_NO_NETWORK},  /* network */
    {false, 3, 1, S7_ICMP_NO_HOST},     /* host */
    {false, 3, 3, S7_ICMP_NO_PORT},     /* port */
    {false, 3, 5, S7_ICMP_NO_HOST},     /* source route failed */
    {false, 3, 6, S7_ICMP_NO_NETWORK},  /* network unknown */
    {false, 3, 7, S7_ICMP_NO_HOST},     /* host unknown */
    {false, 3, 9, S7_ICMP_PROHIBITED},  /* network administratively prohibited */
    {false, 3, 10, S7_ICMP_PROHIBITED}, /* host administratively prohibited */
    {false, 3, 13, S7_ICMP_PROHIBITED}, /* communication administratively prohibited */
    {false, 11, 0, S7_ICMP_NO_NETWORK}, /* time exceeded: the routers send it round */
    {true, 1, 0, S7_ICMP_NO_NETWORK},   /* no route */
    {true, 1, 1, S7_ICMP_PROHIBITED},   /* administratively prohibited */
    {true, 1, 2, S7_ICMP_NO_HOST},      /* beyond scope of source address */
    {true, 1, 3, S7_ICMP_NO_HOST},      /* address unreachable */
    {true, 1, 4, S7_ICMP_NO_PORT},      /* port */
    {true, 1, 5, S7_ICMP_PROHIBITED},   /* source address failed policy */
    {true, 1, 6, S7_ICMP_PROHIBITED},   /* reject route */
    {true, 3, 0, S7_ICMP_NO_NETWORK},   /* hop limit exceeded */
};

enum s7_icmp s7_icmp_of(bool six, int type, int code)
{
    if (type < 0)
        return S7_ICMP_NONE;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].six == six && rows[i].type == type && rows[i].code == code)
            return rows[i].meaning;
    return S7_ICMP_OTHER;
}
