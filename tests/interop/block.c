/* SPDX-License-Identifier: MIT
 *
 * block PORT: a GET and a PUT on one link to a foreign server on loopback.  Reads questions from standard input, one per
 * line ("GET P#DB1.DBX0.0 BYTE 20", "PUT P#DB4.DBX0.0 BYTE 20", with "until" in front: again until it succeeds), and
 * answers each with "ERROR STATUS NAME CODE OCTETS": the partner's code, and the program's memory in hex.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sieben/block.h"
#include "sieben/posix_loop.h"

enum { OCTETS = 20, SCAN_MS = 5, PATIENCE_S = 30 };

/* DB10 of the program; every PUT sends another pattern. */
static uint8_t image[OCTETS];

static int read_image(void *user, const struct s7_range *range, uint8_t *ret_octets)
{
    (void)user;
    return s7_memory_fetch(image, sizeof image, range, ret_octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static int write_image(void *user, const struct s7_range *range, const uint8_t *octets)
{
    (void)user;
    return s7_memory_store(image, sizeof image, range, octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

struct station {
    struct s7_loop *loop;
    struct s7_block_link *link;
    struct s7_get *get;
    struct s7_put *put;
};

struct answer {
    bool done, error, busy;
    unsigned status;
    struct s7_fault fault;
};

static struct answer call(struct station *station, bool put, const struct s7_block_inputs *inputs)
{
    struct s7_get_outputs got;
    struct s7_put_outputs sent;
    s7_loop_run(station->loop, s7_loop_now() + SCAN_MS * S7_MILLISECOND);
    s7_block_link_call(station->link, s7_loop_now());
    if (put) {
        s7_put_call(station->put, inputs, s7_loop_now(), &sent);
        return (struct answer){sent.done, sent.error, sent.busy, sent.status, sent.fault};
    }
    s7_get_call(station->get, inputs, s7_loop_now(), &got);
    return (struct answer){got.ndr, got.error, got.busy, got.status, got.fault};
}

static struct answer ask(struct station *station, bool put, struct s7_block_inputs *inputs)
{
    struct answer answer;
    inputs->req = false;
    call(station, put, inputs);
    inputs->req = true;
    do
        answer = call(station, put, inputs);
    while (answer.busy);
    return answer;
}

static void print_answer(const struct answer *answer)
{
    const struct s7_fault *fault = &answer->fault;
    printf("%d %u %s ", answer->error, answer->status, s7_error_name(fault->error));
    if (fault->peer_code != 0)
        printf("header error %02X %02X", fault->peer_code >> 8U, fault->peer_code & 0xFFU);
    else if (fault->item_code != 0 && fault->item_code != 0xFF)
        printf("item code %02X", fault->item_code);
    else
        printf("-");
    printf(";");
    for (size_t i = 0; i < OCTETS; i++)
        printf("%02x", image[i]);
    printf("\n");
    fflush(stdout);
}

static bool answer_question(struct station *station, const char *question)
{
    bool until = strncmp(question, "until ", 6) == 0;
    const char *block = until ? question + 6 : question;
    bool put = strncmp(block, "PUT ", 4) == 0;
    struct s7_tag remote, local;
    if (s7_tag_parse(block + 4, &remote, NULL) != S7_OK ||
        s7_tag_parse("P#DB10.DBX0.0 BYTE 20", &local, NULL) != S7_OK)
        return false;
    struct s7_block_inputs inputs = {.id = station->link, .area_count = 1};
    inputs.areas[0] = (struct s7_block_area){.remote = remote.range, .local = local.range};
    for (size_t i = 0; put && i < OCTETS; i++)
        image[i]++;
    s7_time patience = s7_loop_now() + PATIENCE_S * S7_SECOND;
    struct answer answer = ask(station, put, &inputs);
    while (until && !answer.done && s7_loop_now() < patience)
        answer = ask(station, put, &inputs);
    print_answer(&answer);
    return true;
}

int main(int argc, char **argv)
{
    struct station station;
    struct s7_block_link_config config;
    char question[128];
    s7_block_link_config_default(&config);
    config.host = "127.0.0.1";
    config.port = argc > 1 ? (uint16_t)atoi(argv[1]) : 102;
    config.backoff_most = S7_SECOND;
    config.memory = (struct s7_block_memory){.read = read_image, .write = write_image};
    if (s7_loop_new(NULL, &station.loop) != S7_OK)
        return 1;
    config.dialer = s7_loop_dialer(station.loop);
    if (s7_block_link_new(&config, &station.link) != S7_OK || s7_get_new(OCTETS, &station.get) != S7_OK ||
        s7_put_new(OCTETS, &station.put) != S7_OK)
        return 1;
    while (fgets(question, sizeof question, stdin)) {
        question[strcspn(question, "\n")] = '\0';
        if (!answer_question(&station, question))
            return 1;
    }
    s7_block_link_close(station.link, s7_loop_now());
    while (!s7_block_link_idle(station.link))
        s7_loop_turn(station.loop, -1);
    s7_get_free(station.get);
    s7_put_free(station.put);
    s7_block_link_free(station.link);
    s7_loop_free(station.loop);
    return 0;
}
