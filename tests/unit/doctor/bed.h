/* SPDX-License-Identifier: MIT
 *
 * tests/unit/doctor/bed.h — one examination of a partner whose answers are written down: one for each piece it hears.
 */
#ifndef UNIT_DOCTOR_BED_H
#define UNIT_DOCTOR_BED_H

#include "check.h"

#include "doctor/examination.h"
#include "sim/doctor_network.h"

struct reply {
    const uint8_t *octets; /**< NULL: says nothing */
    size_t size;
    bool hang_up, reset; /**< afterwards */
};

#define SAY(octets) ((struct reply){(octets), sizeof(octets), false, false})
#define NOTHING     ((struct reply){NULL, 0, false, false})
#define HANG_UP     ((struct reply){NULL, 0, true, false})
#define RESET       ((struct reply){NULL, 0, false, true})

struct bed {
    struct world world;
    struct s7_doctor_config config;
    struct s7_diagnosis diagnosis;
    struct s7_examination examination;
    struct reply replies[64];
    size_t reply_count, next;
    uint8_t heard[64][256]; /**< what the partner heard */
    size_t heard_size[64];
};

static struct bed bed; /* large: not for the stack */

/* CPU 315: CC, and the setup granting 240 and 1 job. */
static const uint8_t cc[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xD0, 0x00, 0x01, 0x00, 0x03, 0x00,
                             0xC0, 0x01, 0x0A, 0xC1, 0x02, 0x01, 0x00, 0xC2, 0x02, 0x01, 0x02};
static const uint8_t setup[] = {0x03, 0x00, 0x00, 0x1B, 0x02, 0xF0, 0x80, 0x32, 0x03,
                                0x00, 0x00, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00,
                                0x00, 0xF0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0xF0};
/* Read Var: one octet 2A. */
static const uint8_t octet_2a[] = {0x03, 0x00, 0x00, 0x1A, 0x02, 0xF0, 0x80, 0x32, 0x03,
                                   0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x05, 0x00,
                                   0x00, 0x04, 0x01, 0xFF, 0x04, 0x00, 0x08, 0x2A};
static const uint8_t item_05[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xF0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00, 0x00,
                                  0x00, 0x02, 0x00, 0x04, 0x00, 0x00, 0x04, 0x01, 0x05, 0x00, 0x00, 0x00};
static const uint8_t item_0a[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xF0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00, 0x00,
                                  0x00, 0x02, 0x00, 0x04, 0x00, 0x00, 0x04, 0x01, 0x0A, 0x00, 0x00, 0x00};
static const uint8_t item_03[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xF0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00, 0x00,
                                  0x00, 0x02, 0x00, 0x04, 0x00, 0x00, 0x04, 0x01, 0x03, 0x00, 0x00, 0x00};
static const uint8_t item_06[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xF0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00, 0x00,
                                  0x00, 0x02, 0x00, 0x04, 0x00, 0x00, 0x04, 0x01, 0x06, 0x00, 0x00, 0x00};
/* Write Var: accepted, refused. */
static const uint8_t written[] = {0x03, 0x00, 0x00, 0x16, 0x02, 0xF0, 0x80, 0x32, 0x03, 0x00, 0x00,
                                  0x00, 0x00, 0x00, 0x02, 0x00, 0x01, 0x00, 0x00, 0x05, 0x01, 0xFF};
static const uint8_t unwritten[] = {0x03, 0x00, 0x00, 0x16, 0x02, 0xF0, 0x80, 0x32, 0x03, 0x00, 0x00,
                                    0x00, 0x00, 0x00, 0x02, 0x00, 0x01, 0x00, 0x00, 0x05, 0x01, 0x03};
/* Refusals as a whole. */
static const uint8_t ack_8104[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xF0, 0x80, 0x32, 0x02, 0x00,
                                   0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
static const uint8_t ack_8304[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xF0, 0x80, 0x32, 0x02, 0x00,
                                   0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x83, 0x04};
static const uint8_t nonsense[] = {0x03, 0x00, 0x00, 0x0A, 0x02, 0xF0, 0x80, 0x32, 0x09, 0x09};

/* An answer carries the reference of its question. */
static inline void bed_say(struct s7_doctor_stream *stream, const struct reply *reply, const uint8_t *question,
                           size_t size)
{
    enum { PROTOCOL = 7, REFERENCE = 11 };
    uint8_t octets[512];
    must(reply->size <= sizeof octets);
    memcpy(octets, reply->octets, reply->size);
    if (reply->size > REFERENCE + 1 && octets[PROTOCOL] == 0x32 && size > REFERENCE + 1)
        memcpy(octets + REFERENCE, question + REFERENCE, 2);
    world_say(stream, octets, reply->size);
}

static inline void bed_hear(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                            size_t size)
{
    static const struct reply nothing = {NULL, 0, false, false};
    const struct reply *reply = bed.next < bed.reply_count ? &bed.replies[bed.next] : &nothing;
    (void)world;
    if (bed.next < 64) {
        bed.heard_size[bed.next] = size < 256 ? size : 256;
        memcpy(bed.heard[bed.next], octets, bed.heard_size[bed.next]);
    }
    bed.next++;
    if (reply->octets)
        bed_say(stream, reply, octets, size);
    stream->ended = reply->hang_up;
    stream->reset = reply->reset;
}

/** The partner will answer so, one after the other. */
static inline void bed_answers(const struct reply *replies, size_t count)
{
    must(bed.reply_count + count <= 64);
    memcpy(bed.replies + bed.reply_count, replies, count * sizeof replies[0]);
    bed.reply_count += count;
}

#define ANSWERS(...)                                                                                           \
    do {                                                                                                       \
        const struct reply replies_[] = {__VA_ARGS__};                                                         \
        bed_answers(replies_, sizeof replies_ / sizeof replies_[0]);                                           \
    } while (0)

static inline void bed_begin(enum s7_doctor_check check)
{
    bed.examination.check = check;
    bed.diagnosis.steps[check] = (struct s7_diagnosis_step){.check = check, .verdict = S7_VERDICT_OK};
}

static inline void bed_open(enum s7_doctor_check check)
{
    memset(&bed, 0, sizeof bed);
    world_init(&bed.world);
    bed.world.service.hear = bed_hear;
    s7_doctor_config_default(&bed.config);
    bed.config.host = "OVEN";
    bed.examination = (struct s7_examination){
        .config = &bed.config, .network = &bed.world.network, .diagnosis = &bed.diagnosis};
    snprintf(bed.diagnosis.seen.address.text, sizeof bed.diagnosis.seen.address.text, WORLD_PARTNER);
    bed_begin(check);
}

static inline const struct s7_diagnosis_step *bed_step(void)
{
    return &bed.diagnosis.steps[bed.examination.check];
}

/** One finding, and it is this. */
static inline void assert_sign(enum s7_sign sign)
{
    assert_int_equal(bed.diagnosis.finding_count, 1);
    assert_string_equal(s7_sign_name(bed.diagnosis.findings[0].sign), s7_sign_name(sign));
    assert_int_equal(bed.diagnosis.findings[0].check, bed.examination.check);
    assert_int_equal(bed_step()->verdict, s7_sign_verdict(sign));
}

static inline void assert_in_order(const char *evidence)
{
    assert_int_equal(bed.diagnosis.finding_count, 0);
    assert_int_equal(bed_step()->verdict, S7_VERDICT_OK);
    assert_non_null(strstr(bed_step()->evidence, evidence));
}

#endif
