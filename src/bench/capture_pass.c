/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* pcap.h has types of BSD */
#include "bench/capture_pass.h"

#include <pcap/pcap.h>

#include "capture/capture.h"
#include "sieben/error.h"

enum { NANOSECONDS_OF_SECOND = 1000000000, READ_JOB = 4, WRITE_JOB = 5 };

static pcap_t *open_traffic(const struct s7_bench_traffic *traffic)
{
    char message[PCAP_ERRBUF_SIZE];
    FILE *file = s7_bench_traffic_open(traffic);
    pcap_t *handle =
        file ? pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, message) : NULL;
    if (file && !handle)
        fclose(file);
    return handle;
}

bool s7_bench_capture_limit(const struct s7_bench_traffic *traffic)
{
    struct pcap_pkthdr *header;
    const u_char *octets;
    uint64_t packets = 0, sum = 0;
    pcap_t *handle = open_traffic(traffic);
    if (!handle)
        return false;
    while (pcap_next_ex(handle, &header, &octets) == 1) {
        packets++;
        sum += header->caplen;
    }
    pcap_close(handle);
    return packets == traffic->packets && sum == traffic->octets;
}

struct listing {
    struct s7_capture *capture;
    uint64_t number;
};

static void take(u_char *user, const struct pcap_pkthdr *header, const u_char *octets)
{
    struct listing *listing = (struct listing *)(void *)user;
    struct s7_packet packet = {.number = ++listing->number,
                               .time = (s7_time)header->ts.tv_sec * NANOSECONDS_OF_SECOND + header->ts.tv_usec,
                               .link_type = DLT_EN10MB,
                               .octets = octets,
                               .size = header->caplen,
                               .wire_size = header->len};
    s7_capture_input(listing->capture, &packet);
}

/* Requests of a function, and those that were answered well. */
static uint64_t served(const struct s7_talk *talk, uint8_t function)
{
    uint64_t count = 0;
    for (size_t i = 0; i < talk->function_count; i++) {
        const struct s7_function_use *use = &talk->functions[i];
        if (use->key.rosctr == 1 && use->key.function == function && use->requests == use->answers &&
            !use->refused)
            count += use->requests;
    }
    return count;
}

static bool says_what_was_made(const struct s7_capture *capture, const struct s7_bench_traffic *traffic)
{
    size_t count;
    const struct s7_talk *const *talks = s7_capture_talks(capture, &count);
    uint64_t pdus = 0, reads = 0, writes = 0;
    for (size_t i = 0; i < count; i++) {
        pdus += talks[i]->pdus;
        reads += served(talks[i], READ_JOB);
        writes += served(talks[i], WRITE_JOB);
    }
    return count == S7_BENCH_TRAFFIC_CONNECTIONS && pdus == traffic->pdus && reads == traffic->reads &&
           writes == traffic->writes;
}

bool s7_bench_capture_list(const struct s7_bench_traffic *traffic)
{
    struct s7_capture_config config;
    struct listing listing = {.number = 0};
    pcap_t *handle = open_traffic(traffic);
    if (!handle)
        return false;
    s7_capture_config_default(&config);
    if (s7_capture_new(&config, &listing.capture) != S7_OK) {
        pcap_close(handle);
        return false;
    }
    pcap_loop(handle, -1, take, (u_char *)(void *)&listing);
    pcap_close(handle);
    s7_capture_finish(listing.capture);
    bool good = listing.number == traffic->packets && says_what_was_made(listing.capture, traffic);
    s7_capture_free(listing.capture);
    return good;
}
