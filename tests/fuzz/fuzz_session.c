/* SPDX-License-Identifier: MIT
 *
 * Whole sessions of a virtual CPU with all its services: valid telegrams (session_script.h) of four partners, which the
 * input drops, repeats, swaps, cuts, flips and sends on the wrong connection, while a fifth partner works well.
 *
 *   octet 0, 1  how the CPU is configured; the script of the first partner
 *   then steps of four octets: partner and what becomes of its next telegram, and three that say how
 *
 * After every step: no limit is exceeded, what is kept and counted adds up, what may not be changed is as it was, and
 * the partner that works well gets the right answers at once.  After the last: nothing is left of the four.
 */
#include <string.h>

#include "must.h"
#include "session_desk.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FRAME = 7 /* TPKT and DT */, STEP = 4, ACTS = 16 };

static struct script scripts[SCRIPTS_MOST];
static size_t script_count;

/* ---- what becomes of a telegram ------------------------------------------------------------------------------- */

static struct telegram next_of(struct partner *partner)
{
    if (partner->next >= partner->script->count)
        partner->next = SCRIPT_OPENING;
    return partner->script->telegrams[partner->next++];
}

static void put_length(struct telegram *telegram)
{
    telegram->octets[2] = (uint8_t)(telegram->size >> 8);
    telegram->octets[3] = (uint8_t)telegram->size;
}

static void say_as_it_is(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    (void)how;
    const struct telegram telegram = next_of(partner);
    desk_say(desk, partner, telegram.octets, telegram.size);
}

static void drop(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    (void)desk, (void)how;
    next_of(partner);
}

static void repeat(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    const struct telegram telegram = next_of(partner);
    for (unsigned i = 0; i <= how[0] % 16u; i++)
        desk_say(desk, partner, telegram.octets, telegram.size);
}

static void swap(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    (void)how;
    const struct telegram first = next_of(partner), second = next_of(partner);
    desk_say(desk, partner, second.octets, second.size);
    desk_say(desk, partner, first.octets, first.size);
}

static void cut(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    struct telegram telegram = next_of(partner);
    telegram.size = how[0] % telegram.size;
    if (how[1] % 4 && telegram.size >= FRAME)
        put_length(&telegram);
    desk_say(desk, partner, telegram.octets, telegram.size);
}

static void lengthen(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    struct telegram telegram = next_of(partner);
    size_t more = how[0] < SCRIPT_OCTETS - telegram.size ? how[0] : SCRIPT_OCTETS - telegram.size;
    memset(telegram.octets + telegram.size, how[1], more);
    telegram.size += more;
    if (how[2] % 4)
        put_length(&telegram);
    desk_say(desk, partner, telegram.octets, telegram.size);
}

static void flip(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    struct telegram telegram = next_of(partner);
    telegram.octets[how[0] % telegram.size] ^= (uint8_t)(1 << how[1] % 8);
    telegram.octets[how[2] % telegram.size] ^= (uint8_t)(1 << how[1] / 8 % 8);
    desk_say(desk, partner, telegram.octets, telegram.size);
}

static void put(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    struct telegram telegram = next_of(partner);
    telegram.octets[how[0] % telegram.size] = how[1];
    telegram.octets[(how[0] + 1u) % telegram.size] = how[2];
    desk_say(desk, partner, telegram.octets, telegram.size);
}

static void say_elsewhere(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    const struct telegram telegram = next_of(partner);
    desk_say(desk, &desk->partners[how[0] % PARTNERS], telegram.octets, telegram.size);
}

static void go_elsewhere_in_it(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    (void)desk;
    partner->next = how[0] % partner->script->count;
}

static void take_other_script(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    (void)desk;
    partner->script = &scripts[how[0] % script_count];
    partner->next = how[1] % partner->script->count;
}

static void let_time_pass(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    (void)partner;
    desk->now += how[0] * S7_SECOND / 8;
}

static void go_away(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    (void)how;
    desk_leave(desk, partner);
}

static void turn_deaf(struct desk *desk, struct partner *partner, const uint8_t how[3])
{
    (void)how;
    partner->deaf = !partner->deaf && partner->session;
    desk_serve(desk, partner);
}

static void (*const acts[ACTS])(struct desk *desk, struct partner *partner,
                                const uint8_t how[3]) = {say_as_it_is,
                                                         drop,
                                                         repeat,
                                                         swap,
                                                         cut,
                                                         lengthen,
                                                         flip,
                                                         put,
                                                         say_elsewhere,
                                                         desk_go_on,
                                                         go_elsewhere_in_it,
                                                         take_other_script,
                                                         let_time_pass,
                                                         go_away,
                                                         turn_deaf,
                                                         say_as_it_is};

/* ---- runs -------------------------------------------------------------------------------------------------------- */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    script_count = scripts_load(scripts);
    return 0;
}

static void take_step(struct desk *desk, const uint8_t step[STEP])
{
    struct partner *partner = &desk->partners[step[0] % PARTNERS];
    if (!partner->session)
        desk_come(desk, partner, "fuzz");
    acts[step[0] / PARTNERS % ACTS](desk, partner, step + 1);
    for (size_t i = 0; i < PARTNERS; i++)
        desk_serve(desk, &desk->partners[i]); /* what it told others, or their time has come */
}

static void end_all(struct desk *desk)
{
    for (size_t i = 0; i < PARTNERS; i++)
        desk_leave(desk, &desk->partners[i]);
    desk_check_empty(desk);
    uint8_t list[ANSWER_MOST];
    must(good_reads_list(desk, list) == desk->list_size); /* also where there is one chain */
    desk_leave(desk, &desk->good);
    must(s7_cpu_usage(desk->cpu).used == 0);
    s7_cpu_free(desk->cpu);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct desk desk;
    if (size < 2)
        return 0;
    desk_open(&desk, data[0], &scripts[0]);
    for (size_t i = 0; i < PARTNERS; i++)
        desk.partners[i].script = &scripts[(data[1] + i) % script_count];
    for (size_t at = 2, step = 1; at + STEP <= size; at += STEP, step++) {
        take_step(&desk, data + at);
        desk_check(&desk);
        good_works(&desk, step);
    }
    end_all(&desk);
    return 0;
}
