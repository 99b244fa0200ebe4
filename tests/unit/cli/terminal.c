/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* posix_openpt() */
#include "terminal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "must.h"

enum { TEXT_SIZE = 4096 };

static const char mark = '\1';

struct terminal terminal_open(void)
{
    struct terminal terminal = {.master = posix_openpt(O_RDWR | O_NOCTTY), .slave = -1};
    must(terminal.master >= 0 && grantpt(terminal.master) == 0 && unlockpt(terminal.master) == 0);
    const char *name = ptsname(terminal.master);
    must(name);
    terminal.slave = open(name, O_RDWR | O_NOCTTY);
    must(terminal.slave >= 0 && isatty(terminal.slave));
    return terminal;
}

void terminal_close(struct terminal *terminal)
{
    close(terminal->slave);
    close(terminal->master);
}

const char *terminal_text(const struct terminal *terminal)
{
    static char text[TEXT_SIZE];
    size_t length = 0;
    must(write(terminal->slave, &mark, 1) == 1);
    for (;;) {
        must(length < sizeof text && read(terminal->master, text + length, 1) == 1);
        if (text[length] == mark)
            break;
        length++;
    }
    text[length] = '\0';
    return text;
}
