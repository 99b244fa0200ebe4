/* SPDX-License-Identifier: MIT */
#include "cli/page.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/exit.h"

enum { WIDTH_USUAL = 100, WIDTH_LEAST = 40 };

size_t s7_cli_page_width(int fd, size_t least, size_t otherwise)
{
    struct winsize size;
    if (!isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return otherwise;
    return size.ws_col < least ? least : size.ws_col;
}

void s7_cli_page_begin(struct s7_report *report, const char *title)
{
    const char *refused = getenv("NO_COLOR");
    setlocale(LC_CTYPE, ""); /* numbers stay as they are */
    s7_report_begin(
        report, &(struct s7_report_config){.format = S7_REPORT_TEXT,
                                           .sink = s7_report_sink_stream(stdout),
                                           .title = title,
                                           .width = s7_cli_page_width(STDOUT_FILENO, WIDTH_LEAST, WIDTH_USUAL),
                                           .colour = isatty(STDOUT_FILENO) && !(refused && refused[0]),
                                           .ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0});
}

int s7_cli_page_end(struct s7_report *report)
{
    int error = s7_report_end(report);
    if (error == S7_OK || error == S7_ERR_LOCAL_LIMIT) /* a cell that is cut says so itself */
        return S7_EXIT_OK;
    fprintf(stderr, "sieben: standard output: %s\n", strerror(report->system_error));
    return S7_EXIT_USAGE;
}
