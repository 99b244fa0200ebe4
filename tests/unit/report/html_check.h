/* SPDX-License-Identifier: MIT
 *
 * html_check.h — whether HTML is well-formed: every tag known and closed in order, attributes quoted, no stray < > &
 * or octet that is not UTF-8 in text.  Stricter than the standard: the writer has no need of what it leaves out.
 */
#ifndef HTML_CHECK_H
#define HTML_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { HTML_DEPTH_MAX = 32, HTML_NAME_SIZE = 16 };

struct html_check {
    const char *at;
    char open[HTML_DEPTH_MAX][HTML_NAME_SIZE];
    size_t depth;
    size_t rows, items; /**< tr and li elements seen */
};

static inline bool html_name_in(const char *name, const char *list)
{
    char word[HTML_NAME_SIZE + 2];
    size_t size = strlen(name);
    word[0] = ' ';
    memcpy(word + 1, name, size);
    word[size + 1] = ' ';
    word[size + 2] = '\0';
    return strstr(list, word) != NULL;
}

static inline bool html_take(struct html_check *check, const char *text)
{
    size_t size = strlen(text);
    if (strncmp(check->at, text, size) != 0)
        return false;
    check->at += size;
    return true;
}

static inline bool html_name(struct html_check *check, char name[HTML_NAME_SIZE])
{
    size_t size = strspn(check->at, "abcdefghijklmnopqrstuvwxyz0123456789");
    if (size == 0 || size > HTML_NAME_SIZE - 3)
        return false;
    memcpy(name, check->at, size);
    name[size] = '\0';
    check->at += size;
    return true;
}

static inline bool html_entity(struct html_check *check)
{
    return html_take(check, "&lt;") || html_take(check, "&gt;") || html_take(check, "&amp;") ||
           html_take(check, "&quot;") || html_take(check, "&#39;");
}

/** Attributes up to the end of the tag; nothing in them runs or leads out of the file. */
static inline bool html_attributes(struct html_check *check)
{
    while (html_take(check, " ")) {
        size_t size = strspn(check->at, "abcdefghijklmnopqrstuvwxyz-");
        if (size == 0 || strncmp(check->at, "on", 2) == 0 || strncmp(check->at, "src", 3) == 0 ||
            strncmp(check->at, "style", 5) == 0)
            return false;
        bool is_link = size == 4 && strncmp(check->at, "href", 4) == 0;
        check->at += size;
        if (!html_take(check, "=\"") || (is_link && *check->at != '#'))
            return false;
        while (*check->at && !strchr("\"<>&", *check->at))
            check->at++;
        if (!html_take(check, "\""))
            return false;
    }
    return html_take(check, ">");
}

static inline bool html_close(struct html_check *check)
{
    char name[HTML_NAME_SIZE];
    return html_name(check, name) && html_take(check, ">") && check->depth > 0 &&
           strcmp(check->open[--check->depth], name) == 0;
}

static inline bool html_open(struct html_check *check)
{
    char name[HTML_NAME_SIZE];
    if (!html_name(check, name) || !html_attributes(check) || check->depth == HTML_DEPTH_MAX)
        return false;
    if (html_name_in(name, " meta br hr "))
        return true;
    if (!html_name_in(name,
                      " html head title style body main h1 h2 h3 h4 h5 p ul ol li div table caption thead "
                      "tbody tr th td pre b span sup a footer "))
        return false;
    check->rows += strcmp(name, "tr") == 0;
    check->items += strcmp(name, "li") == 0;
    if (strcmp(name, "style") == 0) { /* raw text up to its end tag */
        const char *end = strstr(check->at, "</style>");
        check->at = end ? end + strlen("</style>") : check->at;
        return end != NULL;
    }
    memcpy(check->open[check->depth++], name, HTML_NAME_SIZE);
    return true;
}

/** One shortest-form UTF-8 character that is no control character but a line feed. */
static inline bool html_character(struct html_check *check)
{
    const unsigned char *c = (const unsigned char *)check->at;
    size_t size = c[0] < 0x80 ? 1 : (c[0] & 0xE0) == 0xC0 ? 2 : (c[0] & 0xF0) == 0xE0 ? 3 : 4;
    if (c[0] == '>' || c[0] == 0x7F || (c[0] < 0x20 && c[0] != '\n') || (c[0] >= 0x80 && c[0] < 0xC2) ||
        c[0] > 0xF4)
        return false;
    for (size_t i = 1; i < size; i++)
        if ((c[i] & 0xC0) != 0x80)
            return false;
    check->at += size;
    return !(size == 2 && c[0] == 0xC2 && c[1] < 0xA0);
}

/** NULL: well-formed; else from where it is not. */
static inline const char *html_fault(const char *text, struct html_check *check)
{
    *check = (struct html_check){.at = text};
    if (!html_take(check, "<!DOCTYPE html>\n"))
        return text;
    while (*check->at) {
        const char *before = check->at;
        bool good = html_take(check, "</")  ? html_close(check)
                    : html_take(check, "<") ? html_open(check)
                    : *check->at == '&'     ? html_entity(check)
                                            : html_character(check);
        if (!good)
            return before;
    }
    return check->depth == 0 ? NULL : check->at;
}

#endif
