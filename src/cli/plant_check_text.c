/* SPDX-License-Identifier: MIT */
#include "cli/plant_check.h"
#include "cli/shown_path.h"

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void print_accepted(FILE *out, const struct s7_plant_exception *exception)
{
    fprintf(out, " (accepted until %04u-%02u-%02u by %s: %s)", exception->until.year, exception->until.month,
            exception->until.day, exception->by, exception->reason);
}

static void print_finding(FILE *out, const char *path, const struct s7_register_finding *finding, bool is_first)
{
    const struct s7_register_check_row *row = finding->check;
    fprintf(out, "%s:%u:%u: %s %s: ", s7_shown_path(path).text, finding->mark.line, finding->mark.column,
            finding->accepted ? "accepted" : s7_register_severity_name(row->severity), row->id);
    if (finding->name[0])
        fprintf(out, "%s: ", finding->name);
    fputs(finding->text, out);
    if (finding->accepted)
        print_accepted(out, finding->accepted);
    fputc('\n', out);
    if (is_first)
        fprintf(out, "    why: %s\n    fix: %s\n", row->why, row->fix);
}

static void print_counts(FILE *out, const struct s7_plant_check *check)
{
    const struct s7_register_list *list = check->list;
    size_t errors = list->counts[S7_REGISTER_ERROR];
    size_t warnings = list->counts[S7_REGISTER_WARNING];
    size_t infos = list->counts[S7_REGISTER_INFO];
    if (errors || !check->plant)
        fprintf(out, "%zu error%s, ", errors, plural(errors));
    fprintf(out, "%zu warning%s", warnings, plural(warnings));
    if (infos)
        fprintf(out, ", %zu note%s", infos, plural(infos));
    if (list->accepted)
        fprintf(out, ", %zu accepted", list->accepted);
    if (list->dropped)
        fputs(", and more than are kept", out);
    fputc('\n', out);
}

static void print_sum(FILE *out, const struct s7_plant_check *check)
{
    const struct s7_plant *plant = check->plant;
    fprintf(out, "%s: ", s7_shown_path(check->path).text);
    if (plant) {
        fprintf(out, "%s: %zu CPU%s, ", plant->name, plant->cpu_count, plural(plant->cpu_count));
        if (plant->host_count)
            fprintf(out, "%zu host%s, ", plant->host_count, plural(plant->host_count));
        fprintf(out, "%zu connection%s, ", plant->connection_count, plural(plant->connection_count));
    }
    print_counts(out, check);
}

void s7_plant_check_text(FILE *out, const struct s7_plant_check *check)
{
    const struct s7_register_list *list = check->list;
    bool told[S7R_COUNT] = {[S7R_FORM] = true}; /* each of its messages says what is to be done */
    for (size_t i = 0; i < list->count; i++) {
        const struct s7_register_finding *finding = &list->findings[i];
        bool *is_told = &told[finding->check->check];
        print_finding(out, check->path, finding, !*is_told && !finding->accepted);
        *is_told = *is_told || !finding->accepted;
    }
    print_sum(out, check);
}
