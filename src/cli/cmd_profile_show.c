/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/profile_text.h"

enum { CELL_SIZE = 96 };

/* ---- text --------------------------------------------------------------------------------------------------- */

static void print_row(const char *name, const char *value, enum s7_evidence evidence, const char *meaning)
{
    printf("  %-19s  %-20s  %-24s  %s\n", name, value, s7_evidence_words(evidence), meaning);
}

static void print_figures(const struct s7_profile *profile)
{
    const struct s7_figure_text_row *text_row;
    const struct s7_figure_row *row;
    for (size_t i = 0; (text_row = s7_figure_text_at(i)) != NULL; i++) {
        const struct s7_figure_text *text = s7_figure_text_of(profile, text_row);
        print_row(text_row->name, s7_profile_text_of(text), text->evidence, text_row->meaning);
    }
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++) {
        const struct s7_figure *figure = s7_figure_of(profile, row);
        char value[CELL_SIZE];
        struct s7_strbuf buf = s7_strbuf_over(value, sizeof value);
        s7_profile_write_figure(&buf, row, figure->value);
        print_row(row->name, value, figure->evidence, row->meaning);
    }
}

static void print_note(const char *note)
{
    while (note && *note) {
        size_t length = strcspn(note, "\n");
        printf("  %.*s\n", (int)length, note);
        note += length + (note[length] != '\0');
    }
}

static void print_sizes(const char *block, const struct s7_profile *profile,
                        size_t (*most)(const struct s7_profile *profile, uint16_t pdu_length, size_t areas))
{
    printf("  %s ", block);
    for (size_t n = 1; n <= S7_PROFILE_AREAS_MAX; n++) {
        size_t size = most(profile, (uint16_t)profile->pdu_length.value, n);
        if (size)
            printf("  %7zu", size);
        else
            printf("  %7s", "-");
    }
    printf("\n");
}

static void print_text(const struct s7_profile *profile)
{
    printf("%s: %s%s\n", profile->name, profile->display,
           profile->experimental.value ? ", experimental: too little is known about it" : "");
    print_note(profile->note);
    print_figures(profile);
    printf("user data of one call in octets, at a PDU length of %u\n", (unsigned)profile->pdu_length.value);
    printf("        1 area  2 areas  3 areas  4 areas\n");
    print_sizes("GET", profile, s7_profile_get_most);
    print_sizes("PUT", profile, s7_profile_put_most);
}

/* ---- document ------------------------------------------------------------------------------------------------- */

static json_t *value_json(const struct s7_figure_row *row, uint32_t value)
{
    const struct s7_figure_word *word = s7_figure_word_of(row->form, value);
    if (word)
        return json_string(word->word);
    return row->form == S7_FIGURE_FLAG ? json_boolean(value != 0) : json_integer((json_int_t)value);
}

static json_t *known_json(json_t *value, enum s7_evidence evidence, const char *meaning)
{
    return json_pack("{s:o, s:s, s:s, s:s}", "value", value, "mark", s7_evidence_letter(evidence), "evidence",
                     s7_evidence_words(evidence), "meaning", meaning);
}

static json_t *figures_json(const struct s7_profile *profile)
{
    json_t *figures = json_object();
    const struct s7_figure_text_row *text_row;
    const struct s7_figure_row *row;
    for (size_t i = 0; (text_row = s7_figure_text_at(i)) != NULL; i++) {
        const struct s7_figure_text *text = s7_figure_text_of(profile, text_row);
        json_object_set_new(
            figures, text_row->name,
            known_json(s7_cli_json_text(text->value ? text->value : ""), text->evidence, text_row->meaning));
    }
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++) {
        const struct s7_figure *figure = s7_figure_of(profile, row);
        json_object_set_new(figures, row->name,
                            known_json(value_json(row, figure->value), figure->evidence, row->meaning));
    }
    return figures;
}

static json_t *sizes_json(const struct s7_profile *profile,
                          size_t (*most)(const struct s7_profile *profile, uint16_t pdu_length, size_t areas))
{
    json_t *sizes = json_array();
    for (size_t n = 1; n <= profile->block_areas.value; n++)
        json_array_append_new(sizes,
                              json_integer((json_int_t)most(profile, (uint16_t)profile->pdu_length.value, n)));
    return sizes;
}

static void print_json(const struct s7_profile *profile)
{
    json_t *document = s7_cli_json_document("profile-show");
    json_object_set_new(document, "name", s7_cli_json_text(profile->name));
    json_object_set_new(document, "display", s7_cli_json_text(profile->display));
    json_object_set_new(document, "note", s7_cli_json_text(profile->note ? profile->note : ""));
    json_object_set_new(document, "figures", figures_json(profile));
    json_object_set_new(document, "get", sizes_json(profile, s7_profile_get_most));
    json_object_set_new(document, "put", sizes_json(profile, s7_profile_put_most));
    s7_cli_json_print(stdout, document);
}

/* ---- which ---------------------------------------------------------------------------------------------------- */

static const struct s7_profile *profile_of(const struct s7_plant *plant, const char *name, size_t length)
{
    const struct s7_profile *profile;
    for (size_t i = 0; plant && i < plant->profile_count; i++) {
        profile = &plant->profiles[i].profile;
        if (strlen(profile->name) == length && memcmp(profile->name, name, length) == 0)
            return profile;
    }
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        if (strlen(profile->name) == length && memcmp(profile->name, name, length) == 0)
            return profile;
    return NULL;
}

static int unknown(const struct s7_plant *plant, const char *name, size_t length)
{
    const struct s7_profile *profile;
    fprintf(stderr, "sieben profile show: there is no profile \"%.*s\"; there are", (int)length, name);
    for (size_t i = 0; plant && i < plant->profile_count; i++)
        fprintf(stderr, " %s", plant->profiles[i].profile.name);
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        fprintf(stderr, " %s", profile->name);
    fprintf(stderr, "\n");
    return S7_EXIT_USAGE;
}

static int show(const struct s7_plant *plant, const char *name, size_t length, bool json)
{
    const struct s7_profile *profile = profile_of(plant, name, length);
    if (!profile)
        return unknown(plant, name, length);
    if (json)
        print_json(profile);
    else
        print_text(profile);
    return S7_EXIT_OK;
}

int s7_cmd_profile_show(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_plant *plant = NULL;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 1)
        return s7_command_misuse(command, "one profile is expected: NAME, or NAME@PLANT");
    const char *name = arguments.operands[0];
    const char *at = strchr(name, '@');
    if (at && (exit_code = s7_cli_load_plant(at + 1, &plant)) != S7_EXIT_OK)
        return exit_code;
    exit_code =
        show(plant, name, at ? (size_t)(at - name) : strlen(name), s7_arguments_flag(&arguments, "json"));
    s7_plant_free(plant);
    return exit_code;
}
