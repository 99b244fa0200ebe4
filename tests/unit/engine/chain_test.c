/* SPDX-License-Identifier: MIT */
#include "unit/engine/link_stage.h"

enum { FRAGMENT = 240 - 26, SEQUENCE = 24, REFERENCE = 25, MORE = 26, ERROR_WORD = 27, DATA = 33 };

static uint8_t list[8192];
static size_t list_size;

static void serve_list(struct s7_request *request, s7_time now)
{
    s7_request_reply_chain(request, list, list_size, now);
}

static struct s7_server_config with_chains(size_t count, size_t size)
{
    struct s7_server_config config = defaults();
    config.chain_count = count;
    config.chain_size = size;
    return config;
}

static struct s7_session *stage(struct s7_server_config config)
{
    make(config);
    owner.serves = serve_list;
    for (size_t i = 0; i < sizeof list; i++)
        list[i] = (uint8_t)(i * 31 + i / 256);
    list_size = 2 * FRAGMENT + 1;
    return opened();
}

static const struct s7_server_counters *counters(void)
{
    return s7_server_counters(owner.server);
}

/* One PDU of the link, without its frame. */
static uint8_t answered[512];
static size_t answered_size;

static void listen_to(struct s7_session *session)
{
    memset(answered, 0, sizeof answered);
    answered_size = heard(session, answered, sizeof answered);
}

static void say_at(struct s7_session *session, const uint8_t *octets, size_t size, s7_time now)
{
    assert_int_equal(session->ops->input(session->self, octets, size, now), size);
    listen_to(session);
}

static void ask_at(struct s7_session *session, s7_time now)
{
    static const uint8_t szl[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                  0x02, 0x00, 0x00, 0x08, 0x00, 0x08, 0x00, 0x01, 0x12, 0x04, 0x11,
                                  0x44, 0x01, 0x00, 0xff, 0x09, 0x00, 0x04, 0x00, 0x1c, 0x00, 0x00};
    say_at(session, szl, sizeof szl, now);
}

static void ask(struct s7_session *session)
{
    ask_at(session, START);
}

/* Asks for the next fragment. */
static void go_on_as(struct s7_session *session, uint8_t method, uint8_t group, uint8_t subfunction,
                     uint8_t sequence)
{
    uint8_t request[] = {0x03, 0x00,        0x00,     0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                         0x03, 0x00,        0x00,     0x0c, 0x00, 0x04, 0x00, 0x01, 0x12, 0x08, method,
                         0x40, subfunction, sequence, 0x00, 0x00, 0x00, 0x00, 0x0a, 0x00, 0x00, 0x00};
    request[22] |= group;
    say_at(session, request, sizeof request, START);
}

static void go_on(struct s7_session *session, uint8_t sequence)
{
    go_on_as(session, 0x12, 4, 1, sequence);
}

static uint16_t error_word(void)
{
    return s7_load_u16(answered + ERROR_WORD);
}

/* The answer holds `size` octets of the list from `from` on. */
static void check_fragment(size_t from, size_t size, bool more)
{
    assert_int_equal(answered_size, DATA + size);
    assert_int_equal(error_word(), 0);
    assert_int_equal(answered[MORE], more);
    assert_int_equal(answered[29], 0xff);
    assert_int_equal(answered[30], 0x09);
    assert_int_equal(s7_load_u16(answered + 31), size);
    assert_memory_equal(answered + DATA, list + from, size);
}

static void what_fits_is_one_answer_without_chain(void **state)
{
    (void)state;
    struct s7_session *session = stage(defaults());
    list_size = FRAGMENT;
    ask(session);
    check_fragment(0, FRAGMENT, false);
    assert_int_equal(answered[REFERENCE], 0);
    assert_int_equal(answered[SEQUENCE], 1);
    list_size = 0;
    ask(session);
    assert_int_equal(answered_size, DATA);
    assert_memory_equal(answered + 29, "\x0a\0\0\0", 4);
    assert_int_equal(counters()->chains, 0);
    closed(session, S7_OK);
}

/* Every size up to a few fragments is fetched whole, in as many fragments as it needs. */
static void every_size_comes_whole(void **state)
{
    (void)state;
    struct s7_session *session = stage(defaults());
    for (list_size = FRAGMENT + 1; list_size <= 5 * FRAGMENT + 2;
         list_size += list_size % FRAGMENT < 3 ? 1 : 71) {
        size_t from = FRAGMENT;
        ask(session);
        check_fragment(0, FRAGMENT, true);
        uint8_t sequence = answered[SEQUENCE], reference = answered[REFERENCE];
        assert_int_not_equal(reference, 0);
        while (from < list_size) {
            size_t size = list_size - from < FRAGMENT ? list_size - from : FRAGMENT;
            go_on(session, sequence);
            check_fragment(from, size, from + size < list_size);
            assert_int_equal(answered[SEQUENCE], sequence);
            assert_int_equal(answered[REFERENCE], reference);
            from += size;
        }
        go_on(session, sequence); /* and not a fragment more */
        assert_int_equal(error_word(), 0xD405);
    }
    assert_int_equal(counters()->chains_given_up, 0);
    closed(session, S7_OK);
}

/* s7comm_program_blocklist_onlineview, frames 14…17: list 0000 of a CPU 315, 112 entries in two fragments. */
static void a_list_comes_in_the_recorded_fragments(void **state)
{
    (void)state;
    struct s7_session *session = stage(defaults());
    list_size = 8 + 112 * 2;
    for (unsigned i = 0; i < 2; i++) { /* the chain before it */
        ask(session);
        go_on(session, 1);
    }
    ask(session);
    static const uint8_t first[] = {0x03, 0x00, 0x00, 0xf7, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                    0x02, 0x00, 0x00, 0x0c, 0x00, 0xda, 0x00, 0x01, 0x12, 0x08, 0x12,
                                    0x84, 0x01, 0x01, 0x03, 0x01, 0x00, 0x00, 0xff, 0x09, 0x00, 0xd6};
    assert_memory_equal(answered, first, sizeof first);
    go_on(session, 1);
    static const uint8_t second[] = {0x03, 0x00, 0x00, 0x33, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                     0x03, 0x00, 0x00, 0x0c, 0x00, 0x16, 0x00, 0x01, 0x12, 0x08, 0x12,
                                     0x84, 0x01, 0x01, 0x03, 0x00, 0x00, 0x00, 0xff, 0x09, 0x00, 0x12};
    assert_memory_equal(answered, second, sizeof second);
    closed(session, S7_OK);
}

static void references_count_and_are_never_0(void **state)
{
    (void)state;
    struct s7_session *session = stage(defaults());
    for (unsigned i = 1; i <= 600; i++) {
        ask(session);
        assert_int_equal(answered[REFERENCE], (i - 1) % 255 + 1);
    }
    assert_int_equal(counters()->chains, 600);
    assert_int_equal(counters()->chains_given_up, 599); /* one chain for each link */
    closed(session, S7_OK);
    assert_int_equal(counters()->chains_given_up, 600);
}

static void a_continuation_must_name_its_chain(void **state)
{
    (void)state;
    struct s7_session *session = stage(defaults());
    go_on(session, 1); /* no chain at all */
    assert_int_equal(error_word(), 0xD405);
    assert_int_equal(answered[SEQUENCE], 1);
    ask(session);
    uint8_t sequence = answered[SEQUENCE];
    go_on(session, (uint8_t)(sequence + 1));
    assert_int_equal(error_word(), 0xD405);
    go_on_as(session, 0x12, 3, 1, sequence);
    assert_int_equal(error_word(), 0xD405);
    go_on_as(session, 0x12, 4, 2, sequence);
    assert_int_equal(error_word(), 0xD405);
    assert_int_equal(counters()->chains_lost, 4);
    go_on(session, sequence); /* the chain is still there */
    check_fragment(FRAGMENT, FRAGMENT, true);
    go_on_as(session, 0x11, 4, 1, sequence); /* as snap7 continues lists of blocks */
    check_fragment((size_t)2 * FRAGMENT, 1, false);
    closed(session, S7_OK);
}

/* The clock service: its answers are short. */
static void ask_clock(struct s7_session *session)
{
    static const uint8_t clock[] = {0x03, 0x00, 0x00, 0x1d, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00,
                                    0x00, 0x16, 0x00, 0x00, 0x08, 0x00, 0x04, 0x00, 0x01, 0x12,
                                    0x04, 0x11, 0x47, 0x01, 0x00, 0x0a, 0x00, 0x00, 0x00};
    say_at(session, clock, sizeof clock, START);
}

static void a_service_asked_again_gives_its_chain_up(void **state)
{
    (void)state;
    struct s7_session *session = stage(defaults());
    ask(session);
    uint8_t sequence = answered[SEQUENCE];
    list_size = 10;
    ask_clock(session); /* another service leaves it */
    check_fragment(0, 10, false);
    assert_int_not_equal(answered[SEQUENCE], sequence);
    go_on(session, sequence);
    check_fragment(FRAGMENT, FRAGMENT, true);
    ask(session);
    check_fragment(0, 10, false);
    assert_int_equal(answered[SEQUENCE], sequence); /* free again */
    assert_int_equal(counters()->chains_given_up, 1);
    go_on(session, sequence);
    assert_int_equal(error_word(), 0xD405);
    closed(session, S7_OK);
}

static void a_chain_belongs_to_its_link(void **state)
{
    (void)state;
    struct s7_session *first = stage(defaults());
    struct s7_session *second = opened();
    ask(first);
    uint8_t sequence = answered[SEQUENCE];
    go_on(second, sequence);
    assert_int_equal(error_word(), 0xD405);
    ask(second);
    assert_int_not_equal(answered[SEQUENCE], sequence); /* which is taken */
    closed(second, S7_OK);
    go_on(first, sequence);
    check_fragment(FRAGMENT, FRAGMENT, true);
    closed(first, S7_OK);
}

static void no_chain_left_is_a_refusal_until_one_is_idle(void **state)
{
    (void)state;
    struct s7_session *first = stage(with_chains(1, 4096));
    struct s7_session *second = opened();
    s7_time idle = 10 * S7_SECOND;
    ask(first);
    uint8_t sequence = answered[SEQUENCE];
    ask_at(second, START + idle - 1);
    assert_int_equal(error_word(), 0x8304);
    assert_int_equal(counters()->chains_refused, 1);
    list_size = 10; /* what needs no chain is served */
    ask(second);
    check_fragment(0, 10, false);
    list_size = 2 * FRAGMENT + 1;
    ask_at(second, START + idle);
    check_fragment(0, FRAGMENT, true);
    assert_int_equal(counters()->chains_given_up, 1);
    go_on(first, sequence);
    assert_int_equal(error_word(), 0xD405);
    closed(second, S7_OK); /* gives its chain back */
    ask(first);
    check_fragment(0, FRAGMENT, true);
    closed(first, S7_OK);
}

static void who_goes_on_is_not_idle(void **state)
{
    (void)state;
    struct s7_session *first = stage(with_chains(1, 4096));
    struct s7_session *second = opened();
    ask_at(first, START - S7_SECOND);
    go_on(first, answered[SEQUENCE]); /* at START */
    ask_at(second, START + 10 * S7_SECOND - 1);
    assert_int_equal(error_word(), 0x8304);
    ask_at(second, START + 10 * S7_SECOND);
    assert_int_equal(error_word(), 0);
    closed(first, S7_OK);
    closed(second, S7_OK);
}

static void a_link_has_one_chain(void **state)
{
    (void)state;
    struct s7_session *session = stage(with_chains(1, 4096));
    ask(session);
    ask_clock(session); /* another service, long as well: takes the only chain over */
    check_fragment(0, FRAGMENT, true);
    assert_int_equal(counters()->chains, 2);
    assert_int_equal(counters()->chains_given_up, 1);
    uint8_t sequence = answered[SEQUENCE];
    go_on(session, sequence);
    assert_int_equal(error_word(), 0xD405);
    go_on_as(session, 0x12, 7, 1, sequence);
    check_fragment(FRAGMENT, FRAGMENT, true);
    closed(session, S7_OK);
}

static void an_answer_too_long_for_a_chain_is_refused(void **state)
{
    (void)state;
    struct s7_session *session = stage(with_chains(1, 100));
    list_size = FRAGMENT + 100;
    ask(session);
    check_fragment(0, FRAGMENT, true);
    list_size++;
    ask(session);
    assert_int_equal(error_word(), 0x8304);
    go_on(session, 1);
    assert_int_equal(error_word(), 0xD405);
    closed(session, S7_OK);
}

static void codes_and_style_are_configured(void **state)
{
    (void)state;
    struct s7_server_config config = with_chains(0, 0);
    config.chain_full_error = 0x8302;
    config.chain_lost_error = 0x8500;
    config.sequence_style = S7_SEQUENCE_COUNTER;
    struct s7_session *session = stage(config);
    ask(session);
    assert_int_equal(error_word(), 0x8302);
    go_on(session, 1);
    assert_int_equal(error_word(), 0x8500);
    closed(session, S7_OK);
    unmake(NULL);

    config = defaults();
    config.sequence_style = S7_SEQUENCE_COUNTER;
    session = stage(config);
    for (unsigned i = 1; i <= 40; i++) {
        ask(session);
        assert_int_equal(answered[SEQUENCE], (i - 1) % 15 + 1);
        go_on(session, answered[SEQUENCE]);
        check_fragment(FRAGMENT, FRAGMENT, true);
    }
    closed(session, S7_OK);
}

/* Many handles taken by others: an answer in fragments needs one. */
static void without_a_handle_there_is_no_chain(void **state)
{
    (void)state;
    struct s7_session *session = stage(defaults());
    while (s7_server_handle_take(owner.server) != 0)
        continue;
    ask(session);
    assert_int_equal(error_word(), 0x8304);
    s7_server_handle_give(owner.server, 200);
    ask(session);
    check_fragment(0, FRAGMENT, true);
    assert_int_equal(answered[SEQUENCE], 200);
    closed(session, S7_OK);
}

static void a_kept_request_is_answered_in_fragments_too(void **state)
{
    (void)state;
    struct s7_session *session = stage(defaults());
    owner.keeps = true;
    ask(session);
    assert_int_equal(answered_size, 0);
    owner.keeps = false;
    s7_request_reply_chain(owner.kept[0], list, list_size, START);
    listen_to(session);
    check_fragment(0, FRAGMENT, true);
    go_on(session, answered[SEQUENCE]);
    check_fragment(FRAGMENT, FRAGMENT, true);

    owner.keeps = true;
    ask(session);
    closed(session, S7_OK); /* its link has ended: nothing to send, nothing kept */
    s7_request_reply_chain(owner.kept[1], list, list_size, START);
    assert_int_equal(counters()->chains, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LINK(what_fits_is_one_answer_without_chain),
        LINK(every_size_comes_whole),
        LINK(a_list_comes_in_the_recorded_fragments),
        LINK(references_count_and_are_never_0),
        LINK(a_continuation_must_name_its_chain),
        LINK(a_service_asked_again_gives_its_chain_up),
        LINK(a_chain_belongs_to_its_link),
        LINK(no_chain_left_is_a_refusal_until_one_is_idle),
        LINK(who_goes_on_is_not_idle),
        LINK(a_link_has_one_chain),
        LINK(an_answer_too_long_for_a_chain_is_refused),
        LINK(codes_and_style_are_configured),
        LINK(without_a_handle_there_is_no_chain),
        LINK(a_kept_request_is_answered_in_fragments_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
