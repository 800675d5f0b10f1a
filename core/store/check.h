// Whether a review file is sound.
#pragma once

#include "core/base/progress.h"
#include "core/store/schema.h"

#include <QString>

#include <vector>

namespace winnow::store {

/// Quick reads every page (0.8 s for 200,000 records); Full also compares each index with its table and follows each
/// foreign key (about three times that).
enum class Depth : std::uint8_t { Quick, Full };

/// What is wrong with the file, in plain sentences, at most about a hundred; empty if it is sound. Cancelled if
/// progress says stop.
[[nodiscard]] Result<std::vector<QString>> checkFile(
    Connection& connection, Depth depth, Progress& progress, const Schema& schema = Schema::current());

} // namespace winnow::store
