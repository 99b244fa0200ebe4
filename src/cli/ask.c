/* SPDX-License-Identifier: MIT */
#include "cli/ask.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool s7_ask_possible(void)
{
    return isatty(STDIN_FILENO);
}

/* What is behind a line that does not fit belongs to it, and is no answer to the next question. */
static void skip_line(void)
{
    int c;
    do
        c = getchar();
    while (c != EOF && c != '\n');
}

bool s7_ask_line(const char *question, char *ret_line, size_t size)
{
    char line[256];
    fprintf(stderr, "%s ", question);
    fflush(stderr);
    if (!fgets(line, sizeof line, stdin))
        return false;
    size_t length = strcspn(line, "\r\n");
    bool whole = line[length] != '\0' || feof(stdin);
    if (!whole)
        skip_line();
    if (!whole || length >= size)
        return false;
    memcpy(ret_line, line, length);
    ret_line[length] = '\0';
    return true;
}

bool s7_ask_yes(const char *question)
{
    char whole[320], answer[16];
    snprintf(whole, sizeof whole, "%s [y/N]", question);
    return s7_ask_line(whole, answer, sizeof answer) &&
           (strcmp(answer, "y") == 0 || strcmp(answer, "Y") == 0 || strcmp(answer, "yes") == 0);
}
