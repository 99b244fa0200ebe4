/* SPDX-License-Identifier: MIT
 *
 * Words of a table: one, or several of them as bits.
 */
#include <string.h>

#include "plant/kind.h"

void s7_loader_words(const struct s7_plant_key *key, struct s7_strbuf *buf)
{
    for (const struct s7_plant_word *word = key->words; word->text; word++) {
        const char *between = word == key->words ? "" : word[1].text ? ", " : " or ";
        s7_strbuf_printf(buf, "%s%s", between, word->text);
    }
}

const struct s7_plant_word *s7_loader_word(const struct s7_plant_key *key, const char *text)
{
    for (const struct s7_plant_word *word = key->words; word->text; word++)
        if (strcmp(word->text, text) == 0)
            return word;
    return NULL;
}

/** The word that stands there, NULL: told. */
static const struct s7_plant_word *read_word(struct s7_loader *loader, const struct s7_plant_key *key,
                                             const struct s7_node *node)
{
    char allowed[240];
    struct s7_strbuf buf = s7_strbuf_over(allowed, sizeof allowed);
    if (!s7_loader_scalar(loader, key, node))
        return NULL;
    const struct s7_plant_word *word = s7_loader_word(key, node->text);
    if (word)
        return word;
    s7_loader_words(key, &buf);
    s7_loader_error(loader, node->mark, "%s: expected %s, found \"%s\"", key->name, allowed,
                    s7_loader_excerpt(node).text);
    return NULL;
}

void s7_kind_word(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    const struct s7_plant_word *word = read_word(loader, key, node);
    if (word)
        s7_loader_store(key, element, word->value);
}

void s7_kind_words(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   void *element)
{
    unsigned bits = 0;
    if (node->kind != S7_NODE_LIST) {
        s7_loader_error(loader, node->mark, "%s: expected a list of words: [%s]", key->name,
                        key->words[0].text);
        return;
    }
    for (const struct s7_node *member = node->first; member; member = member->next) {
        const struct s7_plant_word *word = read_word(loader, key, member);
        if (word && (bits & word->value))
            s7_loader_error(loader, member->mark, "%s: \"%s\" stands here twice", key->name, word->text);
        bits |= word ? word->value : 0;
    }
    s7_loader_store(key, element, bits);
}
