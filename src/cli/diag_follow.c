/* SPDX-License-Identifier: MIT
 *
 * What is subscribed before the buffer is read is in both; that part is printed once.
 */
#include "cli/diag_follow.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/diag_event.h"
#include "cli/exit.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/szl_print.h"
#include "cli/wall_clock.h"
#include "net_posix/clock.h"
#include "wire/describe.h"
#include "wire/names.h"

enum {
    LAST_EVENTS = 0x01A0,
    PDU_MAX = 8192,  /* no PDU is longer */
    LOOK_UP_MS = 100 /* after so long it is seen that a signal came */
};

static const struct s7_posix_subscription subscription = {
    .events = S7_EVENTS_MODE | S7_EVENTS_DIAGNOSTICS | S7_EVENTS_USER, .name = "sieben"};

struct following {
    struct s7_online *online;
    struct s7_szl_answer buffer; /* its entries, while pushes may tell them again */
    uint16_t last;
    s7_time until;
    uint64_t events, modes, others, dropped;
    struct s7_fault fault; /* why it ended; S7_OK: because it was to */
    const char *what;      /* failed */
};

/* ---- signals ----------------------------------------------------------------------------------------------------- */

static volatile sig_atomic_t asked_to_end;

static void on_signal(int number)
{
    asked_to_end = number;
}

struct handlers {
    struct sigaction interrupt, terminate;
};

/* The first asks for the end; a second one is obeyed at once. */
static struct handlers take_signals(void)
{
    struct handlers before;
    struct sigaction action = {.sa_handler = on_signal};
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &before.interrupt);
    sigaction(SIGTERM, &action, &before.terminate);
    return before;
}

static void give_signals_back(const struct handlers *before)
{
    sigaction(SIGINT, &before->interrupt, NULL);
    sigaction(SIGTERM, &before->terminate, NULL);
}

/* ---- what is printed --------------------------------------------------------------------------------------------- */

static json_t *document(const struct following *following, const char *kind)
{
    json_t *object = s7_cli_json_document("diag-follow");
    json_object_set_new(object, "target", s7_cli_json_text(following->online->route.label));
    json_object_set_new(object, "kind", json_string(kind));
    return object;
}

static void add_received(json_t *object)
{
    char text[S7_WALL_CLOCK_SIZE];
    const struct s7_clock here = s7_wall_clock_at(s7_wall_clock_ms(), false);
    s7_wall_clock_format(&here, 'T', text);
    json_object_set_new(object, "received", json_string(text));
}

static void print_event(const struct following *following, const struct s7_diagnostic_event *event, bool pushed)
{
    char text[S7_DIAG_EVENT_TEXT_SIZE];
    if (following->online->json) {
        json_t *object = document(following, pushed ? "event" : "entry");
        if (pushed)
            add_received(object);
        json_object_set_new(object, "event", s7_diag_event_json(event));
        s7_cli_json_line(stdout, object);
        return;
    }
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_diag_event_title(&buf, event);
    s7_strbuf_printf(&buf, " (");
    s7_diag_event_detail(&buf, event);
    printf("%s)\n", text);
}

static void print_mode(const struct following *following, uint8_t mode)
{
    const char *name = s7_name_mode(mode);
    if (following->online->json) {
        json_t *object = document(following, "mode");
        add_received(object);
        json_object_set_new(
            object, "mode",
            json_pack("{s:i, s:o}", "number", (int)mode, "text", name ? json_string(name) : json_null()));
        s7_cli_json_line(stdout, object);
    } else {
        printf("%-*s  mode %02X %s\n", S7_DIAG_TIME_WIDTH, "", mode, name ? name : "(unknown)");
    }
}

static void print_other(const struct following *following, const uint8_t *pdu, size_t size)
{
    char text[S7_DIAG_EVENT_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_describe_pdu(&buf, pdu, size);
    if (following->online->json) {
        json_t *object = document(following, "other");
        add_received(object);
        json_object_set_new(object, "text", s7_cli_json_text(text));
        s7_cli_json_line(stdout, object);
    } else {
        printf("%-*s  %s\n", S7_DIAG_TIME_WIDTH, "", text);
    }
}

static void print_dropped(struct following *following, uint64_t dropped)
{
    if (!following->online->json && dropped > following->dropped)
        fprintf(stderr, "%s: %llu messages came too fast and are lost\n", following->online->route.label,
                (unsigned long long)(dropped - following->dropped));
    following->dropped = dropped;
}

static const char *reason_of(const struct following *following)
{
    if (following->fault.error != S7_OK)
        return "fault";
    if (asked_to_end)
        return "signal";
    return ferror(stdout) ? "output" : "for";
}

static void print_end(const struct following *following)
{
    const struct s7_fault *fault = &following->fault;
    fflush(stdout);
    if (following->online->json) {
        json_t *object = document(following, "end");
        json_object_set_new(object, "reason", json_string(reason_of(following)));
        json_object_set_new(object, "events", json_integer((json_int_t)following->events));
        json_object_set_new(object, "modes", json_integer((json_int_t)following->modes));
        json_object_set_new(object, "others", json_integer((json_int_t)following->others));
        json_object_set_new(object, "dropped", json_integer((json_int_t)following->dropped));
        json_object_set_new(object, "error", s7_cli_fault_json(fault, following->what));
        s7_cli_json_line(stdout, object);
    } else if (fault->error != S7_OK) {
        s7_online_print_fault(following->online, fault, following->what);
    }
}

/* ---- the buffer -------------------------------------------------------------------------------------------------- */

static size_t count_entries(const struct s7_szl_answer *buffer)
{
    struct s7_diagnostic_event event;
    size_t count = 0;
    while (s7_diag_event_at(buffer, count, &event))
        count++;
    return count;
}

/* The oldest first, so that what follows stands below. */
static void print_entries(const struct following *following)
{
    struct s7_diagnostic_event event;
    size_t count = count_entries(&following->buffer);
    for (size_t i = count; i > 0 && s7_diag_event_at(&following->buffer, i - 1, &event); i--)
        print_event(following, &event, false);
    if (following->online->json) {
        json_t *object = document(following, "following");
        json_object_set_new(object, "entries",
                            following->buffer.octets ? json_integer((json_int_t)count) : json_null());
        json_object_set_new(object, "error",
                            s7_cli_fault_json(&following->buffer.fault, "the diagnostic buffer"));
        s7_cli_json_line(stdout, object);
    } else if (following->buffer.octets && count == 0) {
        puts("the diagnostic buffer is empty");
    }
    fflush(stdout);
}

/* A CPU that cannot tell its buffer may tell its events nevertheless. */
static bool show_buffer(struct following *following)
{
    struct s7_szl_answer *buffer = &following->buffer;
    following->what = "the diagnostic buffer";
    s7_szl_answer_read(following->online->client, LAST_EVENTS, following->last, buffer);
    if (buffer->fault.error != S7_OK && !s7_szl_answer_lacking(buffer)) {
        following->fault = buffer->fault;
        return false;
    }
    if (buffer->fault.error != S7_OK && !following->online->json)
        s7_szl_print_fault(following->online, buffer, following->what);
    print_entries(following);
    return true;
}

/* ---- pushes ------------------------------------------------------------------------------------------------------ */

static bool same_event(const struct s7_diagnostic_event *one, const struct s7_diagnostic_event *other)
{
    return one->event == other->event && one->priority == other->priority && one->ob == other->ob &&
           one->dat_id == other->dat_id && one->info1 == other->info1 && one->info2 == other->info2 &&
           memcmp(one->time, other->time, sizeof one->time) == 0;
}

static bool was_in_buffer(const struct following *following, const struct s7_diagnostic_event *event)
{
    struct s7_diagnostic_event entry;
    for (size_t i = 0; s7_diag_event_at(&following->buffer, i, &entry); i++)
        if (same_event(&entry, event))
            return true;
    return false;
}

static void take_event(struct following *following, const struct s7_posix_push *push)
{
    struct s7_diagnostic_event event = {.event = push->event,
                                        .priority = push->priority,
                                        .ob = push->ob,
                                        .dat_id = push->dat_id,
                                        .info1 = push->info_1,
                                        .info2 = push->info_2};
    memcpy(event.time, push->time, sizeof event.time);
    if (was_in_buffer(following, &event))
        return;
    following->events++;
    print_event(following, &event, true);
}

static void take_push(struct following *following, const struct s7_posix_push *push)
{
    print_dropped(following, push->dropped);
    if (push->kind == S7_PUSH_EVENT) {
        take_event(following, push);
    } else if (push->kind == S7_PUSH_MODE) {
        following->modes++;
        print_mode(following, push->mode);
    } else if (push->kind == S7_PUSH_OTHER) {
        following->others++;
        print_other(following, push->pdu, push->pdu_size < PDU_MAX ? push->pdu_size : PDU_MAX);
    }
    fflush(stdout);
}

/* Not a moment longer than until the end. */
static uint32_t patience_ms(const struct following *following)
{
    s7_time left = following->until - s7_posix_now();
    if (following->buffer.octets || left <= 0)
        return 0; /* what came until the buffer was read is there already */
    return left < LOOK_UP_MS * S7_MILLISECOND ? (uint32_t)(left / S7_MILLISECOND) + 1 : LOOK_UP_MS;
}

static bool is_over(const struct following *following)
{
    return asked_to_end || ferror(stdout) || s7_posix_now() >= following->until;
}

static void receive(struct following *following)
{
    static uint8_t pdu[PDU_MAX];
    following->what = "the messages";
    while (!is_over(following)) {
        struct s7_posix_push push = {
            .pdu = pdu, .pdu_capacity = sizeof pdu, .timeout_ms = patience_ms(following)};
        if (s7_posix_receive(following->online->client, &push, &following->fault) != S7_OK)
            return;
        take_push(following, &push);
        if (push.kind == S7_PUSH_NONE)
            s7_szl_answer_free(&following->buffer);
    }
}

/* Also when the connection was lost: then nothing is sent. */
static void unsubscribe(struct following *following)
{
    struct s7_fault fault = {.error = S7_OK};
    if (following->fault.error != S7_OK)
        return;
    s7_posix_unsubscribe(following->online->client, &subscription, &fault);
    if (fault.error == S7_ERR_S7_SUBSCRIBED) /* given up by the CPU before */
        return;
    following->fault = fault;
    following->what = "the end of the subscription";
}

static void follow(struct following *following)
{
    s7_secret_wipe(&following->online->secret);
    following->what = "the subscription";
    if (s7_posix_subscribe(following->online->client, &subscription, &following->fault) != S7_OK)
        return;
    if (show_buffer(following))
        receive(following);
    unsubscribe(following);
}

int s7_diag_follow(struct s7_online *online, uint16_t last, s7_time duration)
{
    struct following following = {
        .online = online, .last = last, .until = s7_time_after(s7_posix_now(), duration)};
    asked_to_end = 0;
    if (s7_online_open(online, &following.fault) == S7_OK) {
        struct handlers before = take_signals();
        follow(&following);
        s7_online_close(online);
        give_signals_back(&before);
    }
    s7_online_end(online);
    print_end(&following);
    s7_szl_answer_free(&following.buffer);
    if (following.fault.error != S7_OK)
        return s7_cli_exit_code(&following.fault);
    return asked_to_end == SIGINT ? S7_EXIT_INTERRUPTED : S7_EXIT_OK;
}
