/* SPDX-License-Identifier: MIT
 *
 * register/accept.h — exceptions: findings that somebody has accepted until a day.
 */
#ifndef REGISTER_ACCEPT_H
#define REGISTER_ACCEPT_H

#include "register/checking.h"

/**
 * Marks the findings that an exception accepts.  One that has ended accepts nothing and is a finding (S7R-039), and so
 * is one that accepts nothing though it could (S7R-040); what only traffic shows (S7R-017) is left to those who saw it.
 */
void s7_register_accept(struct s7_checking *checking);

#endif
