/* SPDX-License-Identifier: MIT */
#include "base/backoff.h"

s7_time s7_backoff_next(struct s7_backoff *backoff, struct s7_chance *chance)
{
    if (backoff->pause == 0)
        backoff->pause = s7_time_earlier(backoff->first, backoff->most);
    else
        backoff->pause = s7_time_earlier(s7_time_after(backoff->pause, backoff->pause), backoff->most);
    s7_time quarter = backoff->pause / 4;
    return backoff->pause - quarter + (s7_time)s7_chance_below(chance, (uint64_t)quarter * 2 + 1);
}

void s7_backoff_reset(struct s7_backoff *backoff)
{
    backoff->pause = 0;
}
