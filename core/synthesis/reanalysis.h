// A package for doing an analysis again elsewhere: its numbers as a table and a script for R with metafor.
#pragma once

#include "core/base/csv.h"
#include "core/base/result.h"
#include "core/synthesis/analysis.h"

#include <QByteArray>
#include <QString>

namespace winnow::synthesis {

/// The table as it was given, with a column `study` and Winnow's own estimates and variances on the analysed scale
/// (`winnow_yi`, `winnow_vi`), so that the script can compare.
[[nodiscard]] QByteArray reanalysisTable(const csv::Table& table, const Analysis& analysis);

/// R: reads `tableName` from its own folder, computes the effect sizes again and stops if they differ, fits the same
/// model, and everything else that was asked; writes the results as NAME-results.csv (name, value) and forest and
/// funnel plots as NAME-figures.pdf. Needs metafor (Viechtbauer 2010). Nothing of the table's words becomes code.
[[nodiscard]] QByteArray reanalysisScript(const Analysis& analysis, const QString& tableName);

/// Writes NAME.R and NAME.csv, for a path that ends in .R. Each whole or not at all.
[[nodiscard]] Result<> writeReanalysis(const csv::Table& table, const Analysis& analysis, const QString& path);

} // namespace winnow::synthesis
