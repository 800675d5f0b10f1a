// Studies' numbers from a table whose columns are named as metafor names them.
#pragma once

#include "core/base/csv.h"
#include "core/base/result.h"
#include "core/stats/measures.h"
#include "core/stats/studynumbers.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::stats {

/// The column of this name ("ai", "m1i"), in any case.
[[nodiscard]] std::optional<Column> columnNamed(std::string_view name);
[[nodiscard]] std::string_view nameOf(Column column);

/// One study a row; the label from `slab`, `study` or `label`, or from `author` and `year`. Empty cells and NA are
/// Missing. A comma is a decimal sign in tables that it does not separate, and never one that may part thousands of
/// people or events. InvalidInput, with line and column, for what is neither a number nor missing.
[[nodiscard]] Result<std::vector<StudyNumbers>> studiesOf(const csv::Table& table);

/// A column of numbers, as above; Missing for empty cells. NotFound with the names there are.
[[nodiscard]] Result<std::vector<double>> numbersOf(const csv::Table& table, std::string_view column);
/// A column of words; empty cells and NA are empty.
[[nodiscard]] Result<std::vector<std::string>> wordsOf(const csv::Table& table, std::string_view column);

/// The measure of this name. InvalidInput with those there are.
[[nodiscard]] Result<Measure> knownMeasure(std::string_view name);
/// Which columns a measure is computed from, for messages.
[[nodiscard]] std::string_view columnsFor(Measure measure);
/// InvalidInput, naming what is needed, if the table lacks columns that the measure needs.
[[nodiscard]] Result<> needColumns(const csv::Table& table, Measure measure);

} // namespace winnow::stats
