/* SPDX-License-Identifier: MIT
 *
 * service PORT RACK.SLOT   asks a CPU for what its state is, each time over a fresh connection of sieben/posix.h, so
 * that nothing of what another client was told is believed.  A line is a question, its answer "ok" with words, or
 * "error NAME CODE ITEM_CODE".  START and COUNT are octets:
 *
 *   szl ID INDEX | read AREA DB START COUNT | write AREA DB START OCTETS | clock | set-clock YYYY MM DD hh mm ss
 *   stop PASSWORD | start PASSWORD | cold PASSWORD | password PASSWORD            PASSWORD "-": none
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sieben/posix.h"

enum { WORD_COUNT = 8, LINE_SIZE = 16384, DATA_SIZE = 8192 };

struct question {
    char *words[WORD_COUNT];
    size_t count;
    struct s7_posix_client *client;
    struct s7_fault fault;
    uint8_t data[DATA_SIZE];
    size_t size;
};

static unsigned long number(const struct question *question, size_t at, int base)
{
    return at < question->count ? strtoul(question->words[at], NULL, base) : 0;
}

static void print_octets(const uint8_t *octets, size_t size)
{
    printf("ok ");
    for (size_t i = 0; i < size; i++)
        printf("%02x", octets[i]);
    printf("\n");
}

static int ask_szl(struct question *question)
{
    int error =
        s7_posix_szl(question->client, (uint16_t)number(question, 1, 16), (uint16_t)number(question, 2, 16),
                     question->data, sizeof question->data, &question->size, &question->fault);
    if (!error)
        print_octets(question->data, question->size);
    return error;
}

static struct s7_range range_of(const struct question *question, size_t octets)
{
    static const struct {
        const char *name;
        enum s7_area area;
    } areas[] = {{"DB", S7_AREA_DB},    {"M", S7_AREA_MEMORY}, {"I", S7_AREA_INPUT},
                 {"Q", S7_AREA_OUTPUT}, {"T", S7_AREA_TIMER},  {"C", S7_AREA_COUNTER}};
    struct s7_range range = {.db = (uint16_t)number(question, 2, 10),
                             .first_bit = (uint32_t)number(question, 3, 10) * 8,
                             .bit_count = (uint32_t)octets * 8};
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++)
        if (strcmp(areas[i].name, question->words[1]) == 0)
            range.area = areas[i].area;
    return range;
}

static int ask_read(struct question *question)
{
    question->size = number(question, 4, 10);
    struct s7_range range = range_of(question, question->size);
    int error = s7_posix_read(question->client, &range, question->data, question->size, &question->fault);
    if (!error)
        print_octets(question->data, question->size);
    return error;
}

static int ask_write(struct question *question)
{
    const char *hex = question->words[4];
    question->size = strlen(hex) / 2;
    for (size_t i = 0; i < question->size; i++) {
        const char octet[] = {hex[2 * i], hex[2 * i + 1], '\0'};
        question->data[i] = (uint8_t)strtoul(octet, NULL, 16);
    }
    struct s7_range range = range_of(question, question->size);
    int error = s7_posix_write(question->client, &range, question->data, question->size, &question->fault);
    if (!error)
        printf("ok\n");
    return error;
}

static int ask_clock(struct question *question)
{
    struct s7_clock clock;
    int error = s7_posix_clock_read(question->client, &clock, &question->fault);
    if (!error)
        printf("ok %04u %02u %02u %02u %02u %02u\n", clock.year, clock.month, clock.day, clock.hour,
               clock.minute, clock.second);
    return error;
}

static int ask_set_clock(struct question *question)
{
    const struct s7_clock clock = {.year = (uint16_t)number(question, 1, 10),
                                   .month = (uint8_t)number(question, 2, 10),
                                   .day = (uint8_t)number(question, 3, 10),
                                   .hour = (uint8_t)number(question, 4, 10),
                                   .minute = (uint8_t)number(question, 5, 10),
                                   .second = (uint8_t)number(question, 6, 10)};
    int error = s7_posix_clock_set(question->client, &clock, &question->fault);
    if (!error)
        printf("ok\n");
    return error;
}

static int legitimate(struct question *question)
{
    if (question->count < 2 || strcmp(question->words[1], "-") == 0)
        return S7_OK;
    return s7_posix_password(question->client, question->words[1], &question->fault);
}

static int ask_control(struct question *question)
{
    const char *what = question->words[0];
    int error = legitimate(question);
    if (!error && strcmp(what, "stop") == 0)
        error = s7_posix_stop(question->client, &question->fault);
    else if (!error && strcmp(what, "password") != 0)
        error = s7_posix_start(question->client, strcmp(what, "cold") == 0, &question->fault);
    if (!error && strcmp(what, "password") == 0)
        error = s7_posix_password_clear(question->client, &question->fault);
    if (!error)
        printf("ok\n");
    return error;
}

static const struct {
    const char *name;
    int (*ask)(struct question *question);
} questions[] = {
    {"szl", ask_szl},       {"read", ask_read},           {"write", ask_write},
    {"clock", ask_clock},   {"set-clock", ask_set_clock}, {"stop", ask_control},
    {"start", ask_control}, {"cold", ask_control},        {"password", ask_control},
};

static int ask(struct question *question, const struct s7_posix_config *config)
{
    size_t row = 0;
    while (row < sizeof questions / sizeof questions[0] && strcmp(questions[row].name, question->words[0]) != 0)
        row++;
    if (row == sizeof questions / sizeof questions[0])
        return S7_ERR_LOCAL_ARGUMENT;
    int error = s7_posix_open(config, &question->client, &question->fault);
    if (!error)
        error = questions[row].ask(question);
    s7_posix_close(question->client);
    return error;
}

static void answer(char *line, const struct s7_posix_config *config)
{
    struct question question = {.count = 0};
    for (char *word = strtok(line, " \n"); word && question.count < WORD_COUNT; word = strtok(NULL, " \n"))
        question.words[question.count++] = word;
    int error = question.count ? ask(&question, config) : S7_ERR_LOCAL_ARGUMENT;
    if (error)
        printf("error %s %04X %02X\n", s7_error_name(error), (unsigned)question.fault.peer_code,
               (unsigned)question.fault.item_code);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    static char line[LINE_SIZE];
    struct s7_posix_config config;
    if (argc != 3)
        return 2;
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    config.port = (uint16_t)strtoul(argv[1], NULL, 10);
    char *slot = NULL;
    config.rack = (uint8_t)strtoul(argv[2], &slot, 10);
    config.slot = (uint8_t)strtoul(slot + 1, NULL, 10);
    while (fgets(line, sizeof line, stdin))
        answer(line, &config);
    return 0;
}
