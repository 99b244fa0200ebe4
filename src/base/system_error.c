/* SPDX-License-Identifier: MIT */
#include "base/system_error.h"

#include <errno.h>
#include <stddef.h>

#include "sieben/error.h"

static const struct {
    int sys_errno;
    int error;
} rows[] = {
    {ECONNREFUSED, S7_ERR_TCP_REFUSED},
    {ETIMEDOUT, S7_ERR_TCP_TIMEOUT},
    {EHOSTUNREACH, S7_ERR_TCP_UNREACHABLE},
    {ENETUNREACH, S7_ERR_TCP_UNREACHABLE},
    {ENETDOWN, S7_ERR_TCP_UNREACHABLE},
    {EACCES, S7_ERR_TCP_DENIED},
    {EPERM, S7_ERR_TCP_DENIED},
    {ECONNRESET, S7_ERR_TCP_RESET},
    {ECONNABORTED, S7_ERR_TCP_RESET},
    {EPIPE, S7_ERR_TCP_RESET},
    {EMFILE, S7_ERR_LOCAL_SYSTEM}, /* this machine has no socket left: nothing of it was on the wire */
    {ENFILE, S7_ERR_LOCAL_SYSTEM},
    {ENOBUFS, S7_ERR_LOCAL_SYSTEM},
};

int s7_system_error(int sys_errno)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].sys_errno == sys_errno)
            return rows[i].error;
    return S7_ERR_TCP_SYSTEM;
}
