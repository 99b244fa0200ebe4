/* SPDX-License-Identifier: MIT
 *
 * cmd_explain.c — `sieben explain`: what a code, a name or a message means.  Opens nothing and asks nobody.
 */
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "cli/command.h"
#include "cli/explain_answer.h"
#include "cli/json.h"

enum { ASKED_SIZE = 2048 };

/* "-401" is a number, as libsieben returns it, and no option. */
static void hide_minus(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && argv[i][1] >= '0' && argv[i][1] <= '9')
            argv[i]++;
}

/* Several operands are one text: nobody has to quote blanks. */
static bool join(const struct s7_arguments *arguments, struct s7_strbuf *asked)
{
    for (int i = 0; i < arguments->operand_count; i++) {
        if (i)
            s7_strbuf_char(asked, ' ');
        s7_strbuf_add(asked, arguments->operands[i]);
    }
    return !asked->truncated;
}

static void say_unknown(const char *asked, const struct s7_explain_answer *answer)
{
    fprintf(stderr, "sieben explain: \"%s\" is in no table\n", asked);
    for (size_t i = 0; i < answer->nearest_count; i++)
        fprintf(stderr, "%s %s (%s): %s\n", i ? "            " : "nearest are:", answer->nearest[i].code,
                s7_explain_form(answer->nearest[i].kind)->title, answer->nearest[i].text);
    fprintf(stderr, "all that is known: sieben explain --list\n");
}

static int explain(const char *asked, bool json)
{
    struct s7_explain_answer *answer = malloc(sizeof *answer);
    if (!answer) {
        fprintf(stderr, "sieben explain: out of memory\n");
        return S7_EXIT_USAGE;
    }
    s7_explain_read(asked, answer);
    bool known = answer->count != 0;
    if (json)
        s7_cli_json_print(stdout, s7_explain_json(asked, answer));
    else if (known)
        s7_explain_print(stdout, asked, answer);
    if (!known)
        say_unknown(asked, answer);
    free(answer);
    return known ? S7_EXIT_OK : S7_EXIT_USAGE;
}

static int list(bool json, bool markdown)
{
    if (json)
        s7_cli_json_print(stdout, s7_explain_list_json());
    else if (markdown)
        s7_explain_list_markdown(stdout);
    else
        s7_explain_list(stdout);
    return S7_EXIT_OK;
}

int s7_cmd_explain(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    char text[ASKED_SIZE];
    struct s7_strbuf asked = s7_strbuf_over(text, sizeof text);
    hide_minus(argc, argv);
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    bool json = s7_arguments_flag(&arguments, "json");
    bool markdown = s7_arguments_flag(&arguments, "markdown");
    bool all = markdown || s7_arguments_flag(&arguments, "list");
    if (json && markdown)
        return s7_command_misuse(command, "--json and --markdown exclude each other");
    if (!join(&arguments, &asked))
        return s7_command_misuse(command, "at most %d characters are expected", ASKED_SIZE - 1);
    if (all != (text[strspn(text, " \t\n\r")] == '\0'))
        return s7_command_misuse(command, all ? "with --list nothing is asked"
                                              : "a code, a name or a message is expected");
    if (all)
        return list(json, markdown);
    return explain(text, json);
}
