/* SPDX-License-Identifier: MIT
 *
 * doctor_service.c — who else may answer on the port, by the octets they send.
 */
#include "sim/doctor_case.h"

static void script(struct plot *plot, void (*greet)(struct world *world, struct s7_doctor_stream *stream),
                   void (*hear)(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                                size_t size))
{
    plot->scripted = true;
    plot->world.service = (struct world_service){.greet = greet, .hear = hear};
}

static void close_now(struct world *world, struct s7_doctor_stream *stream)
{
    (void)world;
    world_hang_up(stream);
}

static void close_then(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size)
{
    (void)world, (void)octets, (void)size;
    world_hang_up(stream);
}

void service_closes_at_once(struct plot *plot)
{
    script(plot, close_now, NULL);
}

void service_closes_after_request(struct plot *plot)
{
    script(plot, NULL, close_then);
}

void service_silent(struct plot *plot)
{
    script(plot, NULL, NULL);
}

/* A fatal alert: what openssl's server says to octets that are no record. */
static void hear_tls(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size)
{
    static const uint8_t alert[] = {0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46};
    (void)world, (void)octets, (void)size;
    world_say(stream, alert, sizeof alert);
    world_hang_up(stream);
}

void service_tls(struct plot *plot)
{
    script(plot, NULL, hear_tls);
}

static void hear_http(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size)
{
    static const char answer[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
    (void)world, (void)octets, (void)size;
    world_say(stream, answer, sizeof answer - 1);
    world_hang_up(stream);
}

void service_http(struct plot *plot)
{
    script(plot, NULL, hear_http);
}

/* openssl's server: to what is no TLS it says nothing. */
static void hear_tls_mute(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                          size_t size)
{
    static const uint8_t hello[] = {0x16, 0x03, 0x03, 0x00, 0x3A, 0x02, 0x00, 0x00, 0x36, 0x03, 0x03};
    (void)world;
    if (size > 5 && octets[0] == 0x16 && octets[5] == 0x01)
        world_say(stream, hello, sizeof hello);
    else
        world_hang_up(stream);
}

void service_tls_mute(struct plot *plot)
{
    script(plot, NULL, hear_tls_mute);
}

/* Waits for the end of a line, CR and LF. */
static void hear_http_mute(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                           size_t size)
{
    if (size > 2 && octets[size - 2] == '\r' && octets[size - 1] == '\n')
        hear_http(world, stream, octets, size);
}

void service_http_mute(struct plot *plot)
{
    script(plot, NULL, hear_http_mute);
}

void service_tls_asked(struct plot *plot)
{
    service_tls_mute(plot);
    plot->doctor.deep = true;
}

void service_http_asked(struct plot *plot)
{
    service_http_mute(plot);
    plot->doctor.deep = true;
}

void service_silent_asked(struct plot *plot)
{
    service_silent(plot);
    plot->doctor.deep = true;
}

void service_closes_asked(struct plot *plot)
{
    service_closes_after_request(plot);
    plot->doctor.deep = true;
}

static void greet_ssh(struct world *world, struct s7_doctor_stream *stream)
{
    static const char banner[] = "SSH-2.0-OpenSSH_9.2\r\n";
    (void)world;
    world_say(stream, banner, sizeof banner - 1);
}

void service_banner(struct plot *plot)
{
    script(plot, greet_ssh, NULL);
}

static void hear_noise(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size)
{
    static const uint8_t noise[] = {0xA5, 0x00, 0x5A, 0xFF, 0x00, 0x01};
    (void)world, (void)octets, (void)size;
    world_say(stream, noise, sizeof noise);
}

void service_noise(struct plot *plot)
{
    script(plot, NULL, hear_noise);
}

/* A DT where a CC is due. */
static void hear_wrong(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size)
{
    static const uint8_t dt[] = {0x03, 0x00, 0x00, 0x08, 0x02, 0xF0, 0x80, 0x32};
    (void)world, (void)octets, (void)size;
    world_say(stream, dt, sizeof dt);
}

void service_wrong_tpdu(struct plot *plot)
{
    script(plot, NULL, hear_wrong);
}

/* ---- ISO-on-TCP ------------------------------------------------------------------------------------------ */

/* CC of libiec61850's server to a CR with two TSAPs: C0, C2, C1. */
static const uint8_t cc_foreign[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xD0, 0x00, 0x01, 0x00, 0x01, 0x00,
                                     0xC0, 0x01, 0x0A, 0xC2, 0x02, 0x01, 0x02, 0xC1, 0x02, 0x01, 0x00};
/* CC of a CPU 315: C0, C1, C2. */
static const uint8_t cc_usual[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xD0, 0x00, 0x01, 0x00, 0x03, 0x00,
                                   0xC0, 0x01, 0x0A, 0xC1, 0x02, 0x01, 0x00, 0xC2, 0x02, 0x01, 0x02};
/* The session ACCEPT of the same server, with its MMS initiate response: as recorded. */
static const uint8_t mms_accept[] = {
    0x03, 0x00, 0x00, 0x8F, 0x02, 0xF0, 0x80, 0x0E, 0x86, 0x05, 0x06, 0x13, 0x01, 0x00, 0x16, 0x01, 0x02, 0x14,
    0x02, 0x00, 0x02, 0x34, 0x02, 0x00, 0x01, 0xC1, 0x74, 0x31, 0x72, 0xA0, 0x03, 0x80, 0x01, 0x01, 0xA2, 0x6B,
    0x83, 0x04, 0x00, 0x00, 0x00, 0x01, 0xA5, 0x12, 0x30, 0x07, 0x80, 0x01, 0x00, 0x81, 0x02, 0x51, 0x01, 0x30,
    0x07, 0x80, 0x01, 0x00, 0x81, 0x02, 0x51, 0x01, 0x61, 0x4F, 0x30, 0x4D, 0x02, 0x01, 0x01, 0xA0, 0x48, 0x61,
    0x46, 0xA1, 0x07, 0x06, 0x05, 0x28, 0xCA, 0x22, 0x02, 0x03, 0xA2, 0x03, 0x02, 0x01, 0x00, 0xA3, 0x05, 0xA1,
    0x03, 0x02, 0x01, 0x00, 0xBE, 0x2F, 0x28, 0x2D, 0x02, 0x01, 0x03, 0xA0, 0x28, 0xA9, 0x26, 0x80, 0x03, 0x00,
    0xFD, 0xE8, 0x81, 0x01, 0x05, 0x82, 0x01, 0x05, 0x83, 0x01, 0x0A, 0xA4, 0x16, 0x80, 0x01, 0x01, 0x81, 0x03,
    0x05, 0xF1, 0x00, 0x82, 0x0C, 0x03, 0xEE, 0x1C, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x40, 0xED, 0x18};

static bool is_request(const uint8_t *octets, size_t size)
{
    return size > 5 && octets[5] == 0xE0;
}

static bool is_session(const uint8_t *octets, size_t size)
{
    return size > 7 && octets[5] == 0xF0 && octets[7] == 0x0D;
}

static void hear_mms(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size)
{
    (void)world;
    if (is_request(octets, size))
        world_say(stream, cc_foreign, sizeof cc_foreign);
    else if (is_session(octets, size))
        world_say(stream, mms_accept, sizeof mms_accept);
    else
        world_hang_up(stream);
}

void service_mms(struct plot *plot)
{
    script(plot, NULL, hear_mms);
}

static void hear_other(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size)
{
    (void)world;
    if (is_request(octets, size))
        world_say(stream, cc_foreign, sizeof cc_foreign);
    else
        world_hang_up(stream);
}

void service_other_iso(struct plot *plot)
{
    script(plot, NULL, hear_other);
}

static void hear_without(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                         size_t size)
{
    (void)world;
    if (is_request(octets, size))
        world_say(stream, cc_usual, sizeof cc_usual);
    else
        world_hang_up(stream);
}

void service_iso_without_s7(struct plot *plot)
{
    script(plot, NULL, hear_without);
}

/* Confirms, then answers every DT with these octets. */
static void confirm_or(struct s7_doctor_stream *stream, const uint8_t *octets, size_t size, const void *answer,
                       size_t answer_size)
{
    if (is_request(octets, size))
        world_say(stream, cc_usual, sizeof cc_usual);
    else
        world_say(stream, answer, answer_size);
}

static void hear_iso_silent(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                            size_t size)
{
    (void)world;
    confirm_or(stream, octets, size, "", 0);
}

void service_iso_silent(struct plot *plot)
{
    script(plot, NULL, hear_iso_silent);
}

/* The end comes of itself, two seconds after the confirm. */
static s7_time give_up_next(struct world *world)
{
    s7_time next = S7_TIME_NEVER;
    for (size_t i = 0; i < WORLD_STREAMS; i++)
        if (world->streams[i].open && !world->streams[i].ended)
            next = s7_time_earlier(next, s7_time_after(world->streams[i].used_at, 2 * S7_SECOND));
    return next;
}

static void give_up_pass(struct world *world)
{
    for (size_t i = 0; i < WORLD_STREAMS; i++)
        if (world->streams[i].open && world->now >= world->streams[i].used_at + 2 * S7_SECOND)
            world_hang_up(&world->streams[i]);
}

void service_iso_gives_up(struct plot *plot)
{
    script(plot, NULL, hear_iso_silent);
    plot->world.service.next = give_up_next;
    plot->world.service.pass = give_up_pass;
}

static void hear_plus(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size)
{
    static const uint8_t plus[] = {0x03, 0x00, 0x00, 0x0F, 0x02, 0xF0, 0x80, 0x72,
                                   0x01, 0x00, 0x00, 0x72, 0x01, 0x00, 0x00};
    (void)world;
    confirm_or(stream, octets, size, plus, sizeof plus);
}

void service_plus(struct plot *plot)
{
    script(plot, NULL, hear_plus);
}

/* 83 02: no resources. */
static void hear_refusing(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                          size_t size)
{
    static const uint8_t ack[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xF0, 0x80, 0x32, 0x02, 0x00,
                                  0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x83, 0x02};
    (void)world;
    confirm_or(stream, octets, size, ack, sizeof ack);
}

void service_setup_refused(struct plot *plot)
{
    script(plot, NULL, hear_refusing);
}

/* Serves the setup and refuses every read with 83 04, as some families do where PUT/GET is off. */
static void hear_no_read(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                         size_t size)
{
    enum { REFERENCE = 11, FUNCTION = 17, SETUP = 0xF0, LEAST = 18 };
    uint8_t setup[] = {0x03, 0x00, 0x00, 0x1B, 0x02, 0xF0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00,
                       0x08, 0x00, 0x00, 0x00, 0x00, 0xF0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0xF0};
    uint8_t ack[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xF0, 0x80, 0x32, 0x02, 0x00,
                     0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x83, 0x04};
    bool is_setup = size >= LEAST && octets[FUNCTION] == SETUP;
    (void)world;
    for (size_t i = REFERENCE; size >= LEAST && i < REFERENCE + 2; i++)
        setup[i] = ack[i] = octets[i];
    confirm_or(stream, octets, size, is_setup ? setup : ack, is_setup ? sizeof setup : sizeof ack);
}

void service_read_refused(struct plot *plot)
{
    script(plot, NULL, hear_no_read);
}

static void hear_setup_noise(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                             size_t size)
{
    static const uint8_t noise[] = {0x03, 0x00, 0x00, 0x0A, 0x02, 0xF0, 0x80, 0x32, 0x09, 0x09};
    (void)world;
    confirm_or(stream, octets, size, noise, sizeof noise);
}

void service_setup_noise(struct plot *plot)
{
    script(plot, NULL, hear_setup_noise);
}

static void hear_congested(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                           size_t size)
{
    static const uint8_t dr[] = {0x03, 0x00, 0x00, 0x0B, 0x06, 0x80, 0x00, 0x01, 0x00, 0x00, 0x81};
    (void)world, (void)octets, (void)size;
    world_say(stream, dr, sizeof dr);
    world_hang_up(stream);
}

void service_congested(struct plot *plot)
{
    script(plot, NULL, hear_congested);
}

static void hear_error(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size)
{
    static const uint8_t er[] = {0x03, 0x00, 0x00, 0x09, 0x04, 0x70, 0x00, 0x01, 0x01};
    (void)world, (void)octets, (void)size;
    world_say(stream, er, sizeof er);
    world_hang_up(stream);
}

void service_error_tpdu(struct plot *plot)
{
    script(plot, NULL, hear_error);
}
