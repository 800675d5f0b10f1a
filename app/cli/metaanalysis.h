// What the command meta, and charts of a table, are asked and answer.
#pragma once

#include "core/synthesis/analysis.h"

#include <CLI/CLI.hpp>

#include <QJsonObject>

#include <string>

namespace winnow::cli {

class Output;

struct MetaOptions : synthesis::AnalysisOptions {
    std::string file; ///< a table, or a review
    std::string outcome; ///< of a review: its id in the form
    std::string time; ///< of a review; empty: the last one that each study has
    std::string rScript; ///< where to write the package for doing it again
};

/// A table and its analysis; of a review, what was done to get there.
struct MetaResult {
    csv::Table table;
    synthesis::Analysis analysis;
    std::vector<std::string> leftOut; ///< studies without a row, and why
    std::vector<std::string> remarks;
};
/// Reads the table, or makes it of the review's results, and analyses it.
[[nodiscard]] Result<MetaResult> metaAnalysis(const MetaOptions& options);

/// The document of `meta --json`; its keys are a contract.
[[nodiscard]] QJsonObject metaJson(const synthesis::Analysis& result);
void printMeta(const synthesis::Analysis& result, Output& output);

/// --measure and what else a meta-analysis is asked; not the file.
void addMetaOptions(CLI::App* command, MetaOptions& options);

} // namespace winnow::cli
