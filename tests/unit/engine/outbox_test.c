/* SPDX-License-Identifier: MIT */
#include "engine/outbox.h"

#include "check.h"

#include <string.h>

#include "cases.h"

/* Against a queue that never moves: what goes in comes out, in order, whatever the pieces. */
static void it_is_a_queue(void **state)
{
    static uint8_t storage[64];
    struct s7_outbox outbox;
    uint8_t in = 0, out = 0;
    (void)state;
    struct s7_chance chance = cases_begin("outbox");
    s7_outbox_init(&outbox, storage, sizeof storage);
    for (unsigned long n = cases_count(); n > 0; n--) {
        size_t room = s7_outbox_room(&outbox), used = s7_outbox_used(&outbox);
        assert_int_equal(room + used, sizeof storage);
        size_t reserve = (size_t)s7_chance_below(&chance, room + 1),
               commit = (size_t)s7_chance_below(&chance, reserve + 1);
        uint8_t *to = s7_outbox_reserve(&outbox, reserve);
        memset(to, 0xEE, reserve);
        for (size_t i = 0; i < commit; i++)
            to[i] = in++;
        s7_outbox_commit(&outbox, commit);
        const uint8_t *octets = NULL;
        size_t size = s7_outbox_peek(&outbox, &octets);
        assert_int_equal(size, used + commit);
        size_t sent = (size_t)s7_chance_below(&chance, size + 1);
        for (size_t i = 0; i < sent; i++)
            assert_int_equal(octets[i], out++);
        s7_outbox_sent(&outbox, sent);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_a_queue)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
