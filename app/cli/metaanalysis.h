// What the command meta, and charts of a table, are asked and answer.
#pragma once

#include "core/synthesis/analysis.h"

#include <CLI/CLI.hpp>

#include <QJsonObject>

#include <string>

namespace winnow::cli {

class Output;

struct MetaOptions : synthesis::AnalysisOptions {
    std::string file;
    std::string rScript; ///< where to write the package for doing it again
};

/// Reads the table and analyses it.
[[nodiscard]] Result<synthesis::Analysis> metaAnalysis(const MetaOptions& options);

/// The document of `meta --json`; its keys are a contract.
[[nodiscard]] QJsonObject metaJson(const synthesis::Analysis& result);
void printMeta(const synthesis::Analysis& result, Output& output);

/// --measure and what else a meta-analysis is asked; not the file.
void addMetaOptions(CLI::App* command, MetaOptions& options);

} // namespace winnow::cli
