/* SPDX-License-Identifier: MIT
 *
 * base/system_error.h — what an errno of a socket call means in the numbers of sieben/error.h.
 */
#ifndef BASE_SYSTEM_ERROR_H
#define BASE_SYSTEM_ERROR_H

/**
 * The S7_ERR_TCP_* that `sys_errno` (> 0) stands for; S7_ERR_LOCAL_SYSTEM where this machine has no resources for a socket;
 * S7_ERR_TCP_SYSTEM when no row names it.  Any thread.
 */
int s7_system_error(int sys_errno);

#endif
