// The commands of winnow-cli, one file a family; CLI.md's table in code.
#pragma once

#include "app/cli/output.h"
#include "core/base/result.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>

namespace winnow::cli {

/// How a command ended, as the exit status says it.
enum class Outcome { Done = 0, Failed = 1, WrongCall = 2, DoneWithProblems = 3 };

/// Runs after the command line was understood.
using Work = std::function<Result<Outcome>(Output&)>;

/// What was asked for; filled while the command line is read.
struct Call {
    Work work;
    OutputOptions output;
    bool draws = false; ///< needs fonts, so a QGuiApplication
};

/// Adds a command with --json and --quiet. `options` is kept alive for `work` and is filled by CLI11 before it.
template <typename Options>
CLI::App* addCommand(CLI::App& app, Call& call, const char* name, const char* about,
    const std::shared_ptr<Options>& options, Result<Outcome> (*work)(const Options&, Output&))
{
    CLI::App* command = app.add_subcommand(name, about);
    command->add_flag("--json", call.output.json, "Write one JSON document to standard output");
    command->add_flag("--quiet,-q", call.output.quiet, "Say nothing but errors");
    command->callback(
        [&call, options, work] { call.work = [options, work](Output& output) { return work(*options, output); }; });
    return command;
}

void addReviewCommands(CLI::App& app, Call& call); ///< new, sample, check, backup
void addSourceCommands(CLI::App& app, Call& call); ///< import, records
void addDuplicateCommands(CLI::App& app, Call& call); ///< dedupe
void addScreeningCommands(CLI::App& app, Call& call); ///< decide, label, reasons
void addTeamCommands(CLI::App& app, Call& call); ///< set, conflicts, agreement, package, merge
void addRankingCommands(CLI::App& app, Call& call); ///< rank, simulate
void addReportCommands(CLI::App& app, Call& call); ///< attach, retrieve, text
void addExtractionCommands(CLI::App& app, Call& call); ///< form, studies, extract, values
void addAppraisalCommands(CLI::App& app, Call& call); ///< appraise
void addAnnotationCommands(CLI::App& app, Call& call); ///< annotations
void addFigureCommands(CLI::App& app, Call& call); ///< chart, prisma
void addMetaCommands(CLI::App& app, Call& call); ///< meta
void addWritingCommands(CLI::App& app, Call& call); ///< report
void addExportCommands(CLI::App& app, Call& call); ///< export
void addJournalCommands(CLI::App& app, Call& call); ///< history, undo, redo

} // namespace winnow::cli
