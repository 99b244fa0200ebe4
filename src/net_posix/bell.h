/* SPDX-License-Identifier: MIT
 *
 * net_posix/bell.h — ending the waiting of poll() from another thread or a signal handler.
 */
#ifndef NET_POSIX_BELL_H
#define NET_POSIX_BELL_H

struct s7_bell {
    int listening; /**< readable when it was rung */
    int button;
};

/** Takes two descriptors.  @return 0 or an errno */
int s7_bell_open(struct s7_bell *bell);

void s7_bell_close(struct s7_bell *bell);

/** Any thread, and signal handlers; errno stays.  Ringing twice is ringing once. */
void s7_bell_ring(const struct s7_bell *bell);

/** It has been heard. */
void s7_bell_silence(const struct s7_bell *bell);

#endif
