// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/record.h"
#include "core/vault/notebook_tree.h"

namespace lockleaf {

/// Of two states of one notebook the one that stands from now on, with both their versions where neither is
/// an ancestor. Does not depend on the order of the two. Pure.
[[nodiscard]] NotebookRecord joinedNotebook(const NotebookRecord& a, const NotebookRecord& b);

/// Makes a tree of notebooks that came from several sides: one whose parent is not there, that would be
/// within itself, or that would be too deep stands at the top; of several of one name in one place all but
/// that with the smallest id get a number. Does nothing to a tree that is in order, and the same whatever
/// the sides were taken in.
void arrangeNotebooks(NotebookMap& notebooks);

/// `name` with " (2)" or another number behind it, within the length of a name.
[[nodiscard]] std::string numberedName(std::string_view name, int number);

} // namespace lockleaf
