/* SPDX-License-Identifier: MIT
 *
 * plant/syntax.h — what the YAML reader did not like, in words that help.
 */
#ifndef PLANT_SYNTAX_H
#define PLANT_SYNTAX_H

#include <yaml.h>

#include "plant/finding.h"

/** Adds the finding for the failure that `parser` stopped at while it read `text`. */
void s7_syntax_explain(const yaml_parser_t *parser, const char *text, size_t size,
                       struct s7_finding_list *findings);

#endif
