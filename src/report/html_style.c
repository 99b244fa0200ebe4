/* SPDX-License-Identifier: MIT */
#include "report/html.h"
#include "report/out.h"

static const char *const rules[] = {
    ":root { color-scheme: light dark; --ink: #1b1b1b; --page: #ffffff; --line: #b5b5b5; --quiet: #555555;",
    " --head: #f1f1f1; }",
    "body { font: 15px/1.45 system-ui, \"Segoe UI\", \"DejaVu Sans\", sans-serif; color: var(--ink);",
    " background: var(--page); margin: 0 auto; padding: 1.5rem; max-width: 70rem; }",
    "h1 { font-size: 1.7rem; margin: 0 0 1rem; }",
    "h2 { font-size: 1.3rem; border-bottom: 1px solid var(--line); }",
    "h3 { font-size: 1.1rem; } h4, h5 { font-size: 1rem; }",
    "h1, h2, h3, h4, h5, p, li, td, th { overflow-wrap: anywhere; }",
    ".wide { overflow-x: auto; margin: 1rem 0; }",
    "table { border-collapse: collapse; font-variant-numeric: tabular-nums; }",
    "caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }",
    "th, td { border: 1px solid var(--line); padding: .25rem .55rem; text-align: left; vertical-align: top;",
    " min-width: 2.5rem; }",
    "thead th { background: var(--head); }",
    ".right { text-align: right; } .centre { text-align: center; } .none, footer { color: var(--quiet); }",
    "hr { border: 0; border-top: 1px solid var(--line); } .matrix td { white-space: nowrap; }",
    ".pairs th { background: none; font-weight: 600; } .pairs th, .pairs td { border-width: 0 0 1px; }",
    /* two rails and a rung below every layer */
    ".ladder { border-left: .4rem double var(--quiet); border-right: .4rem double var(--quiet); }",
    ".ladder thead th { background: none; border-width: 0; font-weight: 400; color: var(--quiet); }",
    ".ladder tbody th, .ladder tbody td { border-width: .15rem 0; border-color: var(--quiet);",
    " padding: .4rem .7rem; }",
    ".ladder tbody td:nth-child(2) { white-space: nowrap; }",
    "pre { background: var(--head); border: 1px solid var(--line); padding: .6rem; overflow-x: auto; }",
    "footer { margin-top: 2rem; border-top: 1px solid var(--line); font-size: .85rem; }",
};

static const char *const print_rules[] = {
    "@page { size: A4; margin: 15mm; }",
    "@media print {",
    "body { font-size: 9.5pt; padding: 0; max-width: none; }",
    ".wide, pre { overflow: visible; } .matrix td { white-space: normal; }",
    "pre { white-space: pre-wrap; overflow-wrap: anywhere; }",
    "thead { display: table-header-group; } tr { break-inside: avoid; }",
    "h1, h2, h3, h4, h5, caption { break-after: avoid; }",
    ".page { break-before: page; border: 0; margin: 0; }",
    "* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }",
    "}",
};

static void write_rules(struct s7_report *report, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s7_out_text(report, list[i]);
        s7_out_text(report, "\n");
    }
}

static void write_meanings(struct s7_report *report, bool dark)
{
    for (int i = S7_REPORT_NEUTRAL + 1; i < S7_REPORT_MEANING_COUNT; i++) {
        const struct s7_report_meaning_row *row = s7_report_meaning_of((enum s7_report_meaning)i);
        const char *const parts[] = {".",
                                     row->word,
                                     " { color: ",
                                     dark ? row->dark : row->light,
                                     "; background: ",
                                     dark ? row->shade : row->tint,
                                     "; }\n"};
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
            s7_out_text(report, parts[k]);
    }
}

void s7_html_style(struct s7_report *report)
{
    write_rules(report, rules, sizeof rules / sizeof rules[0]);
    write_meanings(report, false);
    s7_out_text(report, "@media screen and (prefers-color-scheme: dark) {\n"
                        ":root { --ink: #e8e8e8; --page: #161616; --line: #555555; --quiet: #a8a8a8; "
                        "--head: #262626; }\na { color: #8ab4f8; }\n");
    write_meanings(report, true);
    s7_out_text(report, "}\n");
    write_rules(report, print_rules, sizeof print_rules / sizeof print_rules[0]);
}
