/* SPDX-License-Identifier: MIT */
#include "plant/syntax.h"

#include <string.h>

enum { SHOWN_MOST = 60 };

/** A piece of one line. */
struct piece {
    const char *at;
    size_t length;
};

static struct s7_plant_mark place_of(yaml_mark_t mark)
{
    return (struct s7_plant_mark){.line = (uint32_t)mark.line + 1, .column = (uint32_t)mark.column + 1};
}

static struct piece line_of(const char *text, size_t size, size_t line)
{
    const char *at = text;
    const char *end = text + size;
    for (; line > 0 && at < end; line--) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline ? newline + 1 : end;
    }
    const char *newline = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    return (struct piece){at, (size_t)((newline ? newline : end) - at)};
}

/** Octet index of a column counted in characters. */
static size_t octet_of(struct piece line, size_t column)
{
    size_t at = 0;
    while (at < line.length && column > 0) {
        at++;
        while (at < line.length && ((unsigned char)line.at[at] & 0xC0) == 0x80)
            at++;
        column--;
    }
    return at;
}

/** The value around an octet of a line: from behind the last ": ", ", ", "{ " or "- " up to ',' or '}'. */
static struct piece value_around(struct piece line, size_t octet)
{
    size_t start = octet < line.length ? octet : line.length;
    while (start > 0 && line.at[start - 1] != ' ' && line.at[start - 1] != '{')
        start--;
    size_t end = start;
    while (end < line.length && !strchr(",} \t\r", line.at[end]))
        end++;
    struct piece value = {line.at + start, end - start};
    if (memchr(value.at, '/', value.length)) { /* a network: the brackets are those of its list */
        while (value.length && *value.at == '[')
            value = (struct piece){value.at + 1, value.length - 1};
        while (value.length && value.at[value.length - 1] == ']')
            value.length--;
    }
    return value;
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/** An IPv6 address in brackets, with or without a port, or an IPv6 network. */
static bool is_ipv6(struct piece value)
{
    size_t colons = 0;
    for (size_t i = 0; i < value.length; i++) {
        if (!strchr("0123456789abcdefABCDEF:.[]/", value.at[i]))
            return false;
        colons += value.at[i] == ':';
    }
    return colons > 1;
}

/** One of the values that look harmless but mean something in YAML. */
static bool wants_quotes(struct piece value)
{
    if (value.length == 0 || value.length > SHOWN_MOST || memchr(value.at, '"', value.length))
        return false;
    if (strchr("%@`", value.at[0]) || is_ipv6(value))
        return true;
    for (size_t i = 1; i < value.length; i++)
        if (value.at[i] == '[' && is_alphanumeric(value.at[i - 1]))
            return true;
    return false;
}

/** What the reader's words mean for the one who writes the file. */
static const char *reworded(const char *problem)
{
    static const struct {
        const char *problem, *words;
    } known[] = {
        {"did not find expected key", "a key is expected here: check the indentation of this line"},
        {"mapping values are not allowed in this context",
         "a second ': ' is not possible here: quote the value, or check the indentation"},
        {"did not find expected '-' indicator", "a '- ' is expected here: check the indentation of this line"},
        {"found unexpected end of stream", "the file ends inside of quotes"},
        {"could not find expected ':'", "a ': ' is expected here"},
        {"found a tab character that violates indentation", "a tab cannot indent: use blanks"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].problem, problem) == 0)
            return known[i].words;
    return problem;
}

/** The reader's buffer knows no line: count them up to the octet. */
static void explain_octet(const yaml_parser_t *parser, const char *text, size_t size,
                          struct s7_finding_list *findings)
{
    struct s7_plant_mark mark = {.line = 1, .column = 1};
    for (size_t i = 0; i < parser->problem_offset && i < size; i++) {
        bool continues = ((unsigned char)text[i] & 0xC0) == 0x80;
        mark.column += !continues;
        if (text[i] == '\n')
            mark = (struct s7_plant_mark){.line = mark.line + 1, .column = 1};
    }
    s7_finding_add(findings, S7_PLANT_ERROR, mark, "%s: a plant file is UTF-8 text", parser->problem);
}

void s7_syntax_explain(const yaml_parser_t *parser, const char *text, size_t size,
                       struct s7_finding_list *findings)
{
    const char *problem = parser->problem ? parser->problem : "this is not YAML";
    if (parser->error == YAML_READER_ERROR) {
        explain_octet(parser, text, size, findings);
        return;
    }
    struct s7_plant_mark mark = place_of(parser->problem_mark);
    struct piece line = line_of(text, size, parser->problem_mark.line);
    size_t octet = octet_of(line, parser->problem_mark.column);
    struct piece value = value_around(line, octet);
    if (octet < line.length && line.at[octet] == '\t')
        s7_finding_add(findings, S7_PLANT_ERROR, mark, "a tab cannot indent: use blanks");
    else if (wants_quotes(value))
        s7_finding_add(findings, S7_PLANT_ERROR, mark, "%s; YAML needs quotes here: \"%.*s\"", problem,
                       (int)value.length, value.at);
    else if (parser->context_mark.line != parser->problem_mark.line)
        s7_finding_add(findings, S7_PLANT_ERROR, mark, "%s (%s that begins at %zu:%zu)", reworded(problem),
                       parser->context ? parser->context : "in the part", parser->context_mark.line + 1,
                       parser->context_mark.column + 1);
    else
        s7_finding_add(findings, S7_PLANT_ERROR, mark, "%s", reworded(problem));
}
