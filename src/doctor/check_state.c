/* SPDX-License-Identifier: MIT
 *
 * check_state.c — operating mode, how long answers take, and whether the connection outlives silence.
 */
#include <stdio.h>
#include <stdlib.h>

#include "doctor/ask.h"
#include "doctor/lists.h"

enum {
    LIST_SIZE = 128,
    MODE_RUN = 8,
    MODE_RUN_REDUNDANT = 9,
    MODE_STOP_LAST = 4,
    PERCENT = 100,
    DURATION = 24
};

static const struct s7_range memory_octet = {.area = S7_AREA_MEMORY, .bit_count = 8};

/* Modes above STOP, as SZL 0424 has them. */
static const char *mode_text(unsigned mode)
{
    static const char *const texts[] = {
        [5] = " (STARTUP)", [7] = " (RESTART)", [10] = " (HOLD)", [13] = " (DEFECT)"};
    return mode < sizeof texts / sizeof texts[0] && texts[mode] ? texts[mode] : "";
}

static void judge_mode(struct s7_examination *examination, unsigned mode)
{
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    if (mode == 0) /* some families fill the list without it */
        return;
    seen->mode_known = true;
    seen->mode = (uint8_t)mode;
    if (mode <= MODE_STOP_LAST)
        s7_examination_find(examination, S7_SIGN_STATE_STOP, NULL, NULL, "SZL 0424: mode %X (STOP)", mode);
    else if (mode != MODE_RUN && mode != MODE_RUN_REDUNDANT)
        s7_examination_find(examination, S7_SIGN_STATE_OTHER, NULL, NULL, "SZL 0424: mode %X%s", mode,
                            mode_text(mode));
    else
        s7_examination_note(examination, "RUN");
}

static void ask_mode(struct s7_examination *examination)
{
    const char *order = examination->diagnosis->seen.order_number;
    uint8_t list[LIST_SIZE];
    size_t size = 0;
    if (!s7_line_usable(&examination->second) || order[0] == '\0' ||
        (s7_lists_fragile(order) && !examination->config->deep))
        return;
    if (s7_ask_list(examination, &examination->second, S7_LIST_MODE, 0, list, sizeof list, &size).error !=
        S7_OK)
        return;
    int mode = s7_lists_mode(list, size);
    if (mode >= 0)
        judge_mode(examination, (unsigned)mode);
}

static int earlier(const void *a, const void *b)
{
    s7_time x = *(const s7_time *)a, y = *(const s7_time *)b;
    return x < y ? -1 : x > y;
}

/* The value that `percent` of them do not exceed. */
static s7_time rank_of(const s7_time *sorted, size_t count, size_t percent)
{
    size_t rank = (count * percent + PERCENT - 1) / PERCENT;
    return sorted[rank > 0 ? rank - 1 : 0];
}

static void put_duration(s7_time time, char ret_text[DURATION])
{
    const s7_time microsecond = S7_MILLISECOND / 1000;
    if (time >= S7_SECOND && time % S7_SECOND == 0)
        snprintf(ret_text, DURATION, "%u s", (unsigned)(time / S7_SECOND));
    else if (time < S7_MILLISECOND)
        snprintf(ret_text, DURATION, "%u µs", (unsigned)(time / microsecond));
    else
        snprintf(ret_text, DURATION, "%u ms", (unsigned)(time / S7_MILLISECOND));
}

/* Where no cycle is known: whoever waits no longer than usual will soon give up. */
static const s7_time slow = S7_SECOND;

static void judge_times(struct s7_examination *examination, s7_time *times, size_t count)
{
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    const char *mode = seen->mode_known ? "RUN, " : "";
    qsort(times, count, sizeof times[0], earlier);
    seen->measured = (unsigned)count;
    seen->p50 = rank_of(times, count, 50);
    seen->p99 = rank_of(times, count, 99);
    char usual[DURATION], worst[DURATION];
    put_duration(seen->p50, usual);
    put_duration(seen->p99, worst);
    s7_time cycle = examination->config->cycle;
    if (cycle > 0 && seen->p99 > cycle)
        s7_examination_find(examination, S7_SIGN_STATE_SLOW, NULL, NULL,
                            "a read of one octet takes %s, at worst %s; the cycle is %u ms", usual, worst,
                            (unsigned)(cycle / S7_MILLISECOND));
    else if (cycle == 0 && seen->p99 > slow)
        s7_examination_find(examination, S7_SIGN_STATE_SLOW, NULL, NULL,
                            "a read of one octet takes %s, at worst %s; there are clients that wait 1.5 s",
                            usual, worst);
    else
        s7_examination_note(examination, "%sa read of one octet takes %s, at worst %s", mode, usual, worst);
}

static bool measure(struct s7_examination *examination)
{
    s7_time times[S7_STATE_READS];
    uint8_t octets[2];
    for (size_t i = 0; i < S7_STATE_READS; i++) {
        s7_ask_pace(examination);
        s7_time began = s7_examination_now(examination);
        examination->last_request = 0; /* the distance is kept: only the answer is measured */
        struct s7_fault fault = s7_ask_read(examination, &examination->second, &memory_octet, octets);
        times[i] = s7_examination_now(examination) - began;
        if (s7_ask_broken(&fault)) {
            s7_ask_find_broken(examination, NULL, &fault);
            return false;
        }
    }
    judge_times(examination, times, S7_STATE_READS);
    return true;
}

static void keep_still(struct s7_examination *examination)
{
    const struct s7_doctor_network *network = examination->network;
    const struct s7_doctor_config *config = examination->config;
    uint8_t octets[2];
    if (config->idle == 0)
        return;
    network->pause(network->self, s7_time_after(s7_examination_now(examination), config->idle));
    struct s7_fault fault = s7_ask_read(examination, &examination->second, &memory_octet, octets);
    char silence[DURATION], before[S7_DIAGNOSIS_TEXT];
    put_duration(config->idle, silence);
    snprintf(before, sizeof before, "%s", s7_examination_step(examination)->evidence);
    if (s7_ask_broken(&fault))
        s7_examination_find(examination, S7_SIGN_STATE_IDLE_CUT, NULL, &fault, "after %s of silence: %s",
                            silence, s7_error_text(fault.error));
    else
        s7_examination_note(examination, "%s; after %s of silence the connection is still there", before,
                            silence);
}

/* Where reading is refused, what was asked for and not done is said. */
static void tell_refused(struct s7_examination *examination)
{
    bool asked = examination->config->idle > 0;
    if (examination->diagnosis->seen.mode_known)
        s7_examination_note(examination, "RUN; reading is refused: times not measured%s",
                            asked ? ", silence not tried" : "");
    else
        s7_examination_skip(examination, asked ? "reading is refused: silence not tried, nor is the mode told"
                                               : "the mode is not told, and reading is refused");
}

void s7_check_state_run(struct s7_examination *examination)
{
    struct s7_line *line = &examination->second;
    ask_mode(examination);
    if (!examination->readable) {
        tell_refused(examination);
        return;
    }
    if (!s7_line_usable(line)) {
        s7_line_close(examination, line);
        s7_ask_pace(examination);
        s7_line_connect(examination, line);
    }
    if (!s7_line_usable(line))
        s7_examination_skip(examination, "there is no connection left to measure on");
    else if (measure(examination))
        keep_still(examination);
}
