/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* pcap.h has types of BSD */
#include "cli/capture_file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/capture_magic.h"
#include "cli/shown_path.h"

enum { WHAT_SIZE = 256 };

static bool is_standard(const char *path)
{
    return strcmp(path, "-") == 0;
}

static const char *name_of(const char *path)
{
    return is_standard(path) ? "stdin" : path;
}

/* What a signal ended is no fault of the file. */
static int complain(const char *path, const char *why)
{
    if (s7_capture_signal())
        return S7_EXIT_OK;
    fprintf(stderr, "sieben: %s: %s\n", s7_shown_path(name_of(path)).text, why);
    return S7_EXIT_USAGE;
}

static FILE *open_path(const char *path)
{
    return is_standard(path) ? stdin : fopen(path, "rb");
}

static int look(const char *path, FILE *file)
{
    char text[WHAT_SIZE];
    struct s7_strbuf what = s7_strbuf_over(text, sizeof text);
    switch (s7_capture_magic(file, &what)) {
    case S7_CAPTURE_IS:
        return S7_EXIT_OK;
    case S7_CAPTURE_IS_NOT:
        return complain(path, text);
    case S7_CAPTURE_ERROR:
        break;
    }
    return complain(path, strerror(errno));
}

/* What is no file can be read once only; it is looked at then. */
int s7_capture_file_look(const char *path)
{
    struct stat status;
    if (is_standard(path) || (stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)))
        return S7_EXIT_OK;
    FILE *file = open_path(path);
    if (!file)
        return complain(path, strerror(errno));
    int exit_code = look(path, file);
    fclose(file);
    return exit_code;
}

/* Parts of pcapng that libpcap does not take, by its own words, and what makes a file that it takes. */
static const struct {
    const char *message;
    const char *remedy;
} remedies[] = {
    {"different from the type of the first interface",
     "take the packets of one: tshark -r FILE -Y frame.interface_id==0 -w - | editcap -F pcap -T ether - "
     "new.pcap"},
    {"different from the snapshot length of the first interface", "convert it: editcap -F pcap FILE new.pcap"},
};

static const char *remedy_of(const char *message)
{
    for (size_t i = 0; i < sizeof remedies / sizeof remedies[0]; i++)
        if (strstr(message, remedies[i].message))
            return remedies[i].remedy;
    return NULL;
}

/* What cannot be taken at all, from its first packet on, is refused; what ends early is used. */
static int note_flaw(const char *path, struct s7_capture_pump *pump, const char *message)
{
    char text[S7_CAPTURE_WHY_SIZE];
    struct s7_strbuf why = s7_strbuf_over(text, sizeof text);
    const char *remedy = remedy_of(message);
    s7_strbuf_add(&why, message);
    if (remedy)
        s7_strbuf_printf(&why, "; %s", remedy);
    if (remedy && pump->number == 0)
        return complain(path, text);
    s7_capture_pump_flaw(pump->reading, text);
    return S7_EXIT_OK;
}

static int read_all(const char *path, FILE *file, struct s7_capture_pump *pump)
{
    char message[PCAP_ERRBUF_SIZE] = "";
    pcap_t *handle = pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, message);
    if (!handle) {
        if (!is_standard(path))
            fclose(file);
        return complain(path, message);
    }
    s7_capture_pump_start(pump, handle);
    int result = pcap_loop(handle, -1, s7_capture_pump_take, (u_char *)(void *)pump), exit_code = S7_EXIT_OK;
    if (result < 0 && result != PCAP_ERROR_BREAK && !s7_capture_signal())
        exit_code = note_flaw(path, pump, pcap_geterr(handle));
    pcap_close(handle); /* and the file, unless it is standard input */
    return exit_code;
}

int s7_capture_file_read(const char *path, struct s7_capture_pump *pump)
{
    FILE *file = open_path(path);
    if (!file)
        return complain(path, strerror(errno));
    int exit_code = look(path, file);
    if (exit_code == S7_EXIT_OK)
        return read_all(path, file, pump);
    if (!is_standard(path))
        fclose(file);
    return exit_code;
}
