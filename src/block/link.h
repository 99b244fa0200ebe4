/* SPDX-License-Identifier: MIT
 *
 * block/link.h — what an instance needs of struct s7_block_link (sieben/block.h).
 */
#ifndef BLOCK_LINK_H
#define BLOCK_LINK_H

#include "block/transfer.h"

/** The link as transfers see it; lives as long as the link. */
struct s7_transfer_link *s7_block_link_ends(struct s7_block_link *link);

#endif
