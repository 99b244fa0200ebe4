/* SPDX-License-Identifier: MIT */
#include "partner.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/wall_clock.h"
#include "must.h"

enum { LISTS = 16, LIST_SIZE = 4096, ASKED_DEFAULT = 0xD401 };

struct partner partner;

static struct list {
    uint16_t id, index;
    uint8_t octets[LIST_SIZE];
    size_t size;
    struct s7_fault fault;
} lists[LISTS];
static size_t list_count;
static char connection; /* its address stands for a client */

void partner_reset(void)
{
    memset(&partner, 0, sizeof partner);
    list_count = 0;
}

static struct list *new_list(uint16_t id, uint16_t index)
{
    for (size_t i = 0; i < list_count; i++)
        if (lists[i].id == id && lists[i].index == index)
            return &lists[i];
    must(list_count < LISTS);
    return &lists[list_count++];
}

void partner_has_list(uint16_t id, uint16_t index, const char *text)
{
    struct list *list = new_list(id, index);
    *list = (struct list){.id = id, .index = index};
    while (*text) {
        unsigned octet;
        must(list->size < LIST_SIZE);
        if (*text == '\'') {
            for (text++; *text != '\''; text++)
                list->octets[list->size++] = (uint8_t)*text;
            text++;
        } else if (*text == ' ') {
            text++;
        } else {
            must(isxdigit((unsigned char)text[1]) && sscanf(text, "%2x", &octet) == 1);
            list->octets[list->size++] = (uint8_t)octet;
            text += 2;
        }
    }
}

void partner_fails_list(uint16_t id, uint16_t index, struct s7_fault fault)
{
    *new_list(id, index) = (struct list){.id = id, .index = index, .fault = fault};
}

struct s7_fault partner_hangs_up(void)
{
    return (struct s7_fault){.error = S7_ERR_S7_CLOSED, .phase = S7_PHASE_REQUEST, .elapsed_ms = 3};
}

struct s7_fault partner_refuses(int error, uint16_t code)
{
    return (struct s7_fault){.error = error, .phase = S7_PHASE_REQUEST, .peer_code = code, .elapsed_ms = 3};
}

void partner_is_315(void)
{
    partner_has_list(0x0011, 0,
                     "0011 0000 001C 0004 0001 '6ES7 315-2EH14-0AB0 ' 00C0 0003 0001"
                     "0006 '6ES7 315-2EH14-0AB0 ' 00C0 0003 0001 0007 '                    ' 00C0 5603 0207"
                     "0081 'Boot Loader         ' 0000 4120 0909");
    partner_has_list(0x001C, 0,
                     "001C 0000 0022 0002 0001 'STATION' 00 0000000000000000 0000000000000000 0000000000000000"
                     "0002 'MODULE' 0000 0000000000000000 0000000000000000 0000000000000000");
    partner_has_list(0x0132, 4,
                     "0132 0004 0028 0001 0004 0001 0000 0001 0002 0000 0000 5656"
                     "000000000000000000000000000000000000000000000000");
    partner_has_list(0x0424, 0, "0424 0000 0014 0001 5144 FF08 00000000 00000000 1408201205283494");
}

/* ---- what the program calls ------------------------------------------------------------------------------- */

#define ASKED(...)                                                                                             \
    do {                                                                                                       \
        size_t used = strlen(partner.asked);                                                                   \
        snprintf(partner.asked + used, sizeof partner.asked - used, __VA_ARGS__);                              \
    } while (0)

static int answer(const struct s7_fault *fault, struct s7_fault *ret_fault)
{
    if (fault->error != S7_OK)
        *ret_fault = *fault;
    return fault->error;
}

int __wrap_s7_posix_open(const struct s7_posix_config *config, struct s7_posix_client **ret_client,
                         struct s7_fault *ret_fault);
void __wrap_s7_posix_close(struct s7_posix_client *client);
int __wrap_s7_posix_szl(struct s7_posix_client *client, uint16_t id, uint16_t index, uint8_t *ret_octets,
                        size_t size, size_t *ret_size, struct s7_fault *ret_fault);
int __wrap_s7_posix_clock_read(struct s7_posix_client *client, struct s7_clock *ret_clock,
                               struct s7_fault *ret_fault);
int __wrap_s7_posix_clock_set(struct s7_posix_client *client, const struct s7_clock *clock,
                              struct s7_fault *ret_fault);
int __wrap_s7_posix_stop(struct s7_posix_client *client, struct s7_fault *ret_fault);
int __wrap_s7_posix_start(struct s7_posix_client *client, bool cold, struct s7_fault *ret_fault);
int __wrap_s7_posix_password(struct s7_posix_client *client, const char *password, struct s7_fault *ret_fault);
int __wrap_s7_posix_subscribe(struct s7_posix_client *client, const struct s7_posix_subscription *subscription,
                              struct s7_fault *ret_fault);
int __wrap_s7_posix_unsubscribe(struct s7_posix_client *client,
                                const struct s7_posix_subscription *subscription, struct s7_fault *ret_fault);
int __wrap_s7_posix_receive(struct s7_posix_client *client, struct s7_posix_push *push,
                            struct s7_fault *ret_fault);
int64_t __wrap_s7_wall_clock_ms(void);
bool __wrap_s7_ask_possible(void);

int __wrap_s7_posix_open(const struct s7_posix_config *config, struct s7_posix_client **ret_client,
                         struct s7_fault *ret_fault)
{
    ASKED("open%s; ", config->connection_class == 1 ? " pg" : "");
    if (partner.open_fault.error == S7_OK)
        *ret_client = (struct s7_posix_client *)(void *)&connection;
    return answer(&partner.open_fault, ret_fault);
}

void __wrap_s7_posix_close(struct s7_posix_client *client)
{
    if (client)
        ASKED("close; ");
}

int __wrap_s7_posix_szl(struct s7_posix_client *client, uint16_t id, uint16_t index, uint8_t *ret_octets,
                        size_t size, size_t *ret_size, struct s7_fault *ret_fault)
{
    const struct s7_fault none = partner_refuses(S7_ERR_DATA_INFORMATION, ASKED_DEFAULT);
    must(client == (void *)&connection);
    ASKED("szl %04X %04X; ", id, index);
    for (size_t i = 0; i < list_count; i++) {
        if (lists[i].id != id || lists[i].index != index)
            continue;
        must(lists[i].size <= size);
        memcpy(ret_octets, lists[i].octets, lists[i].size);
        if (lists[i].fault.error == S7_OK)
            *ret_size = lists[i].size;
        return answer(&lists[i].fault, ret_fault);
    }
    return answer(&none, ret_fault);
}

int __wrap_s7_posix_clock_read(struct s7_posix_client *client, struct s7_clock *ret_clock,
                               struct s7_fault *ret_fault)
{
    must(client == (void *)&connection);
    ASKED("clock; ");
    if (partner.clock_fault.error == S7_OK)
        *ret_clock = partner.clock;
    return answer(&partner.clock_fault, ret_fault);
}

int __wrap_s7_posix_clock_set(struct s7_posix_client *client, const struct s7_clock *clock,
                              struct s7_fault *ret_fault)
{
    char text[S7_WALL_CLOCK_SIZE];
    must(client == (void *)&connection);
    s7_wall_clock_format(clock, 'T', text);
    ASKED("set %s %u; ", text, clock->weekday);
    if (partner.set_fault.error == S7_OK) {
        partner.clock = *clock;
        partner.clock_fault = (struct s7_fault){.error = S7_OK};
    }
    return answer(&partner.set_fault, ret_fault);
}

int __wrap_s7_posix_stop(struct s7_posix_client *client, struct s7_fault *ret_fault)
{
    must(client == (void *)&connection);
    ASKED("stop; ");
    return answer(&partner.control_fault, ret_fault);
}

int __wrap_s7_posix_start(struct s7_posix_client *client, bool cold, struct s7_fault *ret_fault)
{
    must(client == (void *)&connection);
    ASKED("start %s; ", cold ? "cold" : "warm");
    return answer(&partner.control_fault, ret_fault);
}

int __wrap_s7_posix_password(struct s7_posix_client *client, const char *password, struct s7_fault *ret_fault)
{
    must(client == (void *)&connection);
    ASKED("password %s; ", password);
    return answer(&partner.password_fault, ret_fault);
}

int __wrap_s7_posix_subscribe(struct s7_posix_client *client, const struct s7_posix_subscription *subscription,
                              struct s7_fault *ret_fault)
{
    must(client == (void *)&connection);
    ASKED("subscribe %02X %s; ", subscription->events, subscription->name);
    return answer(&partner.subscribe_fault, ret_fault);
}

int __wrap_s7_posix_unsubscribe(struct s7_posix_client *client,
                                const struct s7_posix_subscription *subscription, struct s7_fault *ret_fault)
{
    must(client == (void *)&connection);
    ASKED("unsubscribe %02X %s; ", subscription->events, subscription->name);
    return answer(&partner.unsubscribe_fault, ret_fault);
}

/* "other" pushes are those octets that the test lends. */
int __wrap_s7_posix_receive(struct s7_posix_client *client, struct s7_posix_push *push,
                            struct s7_fault *ret_fault)
{
    must(client == (void *)&connection);
    if (partner.push_next == partner.push_count) {
        push->kind = S7_PUSH_NONE;
        if (partner.signal)
            raise(partner.signal);
        return answer(&partner.receive_fault, ret_fault);
    }
    struct s7_posix_push told = partner.pushes[partner.push_next++];
    must(told.pdu_size <= push->pdu_capacity);
    if (told.pdu_size > 0)
        memcpy(push->pdu, told.pdu, told.pdu_size);
    told.pdu = push->pdu;
    *push = told;
    return S7_OK;
}

int64_t __wrap_s7_wall_clock_ms(void)
{
    int64_t now = partner.now_ms;
    partner.now_ms += partner.step_ms;
    return now;
}

bool __wrap_s7_ask_possible(void)
{
    return partner.terminal;
}
