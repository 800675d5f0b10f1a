// report
#include "app/cli/commands.h"
#include "app/cli/metaanalysis.h"
#include "app/cli/opening.h"
#include "core/base/text.h"
#include "core/report/compose.h"

namespace winnow::cli {

namespace {

struct WritingOptions : ReviewOptions {
    std::string output;
    MetaOptions meta; ///< of a table of outcomes, or of an outcome of the review, if one is named
};

Result<Outcome> writeReport(const WritingOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    report::Request request;
    request.version = QStringLiteral(WINNOW_VERSION);
    if (!options.meta.file.empty() || !options.meta.outcome.empty()) {
        if (options.meta.measure.empty())
            return fail(ErrorKind::InvalidInput, tr("A synthesis needs --measure."));
        MetaOptions asked = options.meta;
        if (asked.file.empty())
            asked.file = options.review;
        MetaResult made = TRY(metaAnalysis(asked));
        request.syntheses.push_back({std::move(made.analysis), std::move(made.leftOut), std::move(made.remarks)});
    } else {
        QStringList problems;
        request.syntheses = TRY(report::keptSyntheses(review.reader(), problems));
        for (const QString& problem : problems)
            output.warn(QStringLiteral("winnow-cli: ") + problem);
    }
    const auto composed = [&] {
        TerminalProgress progress{output, tr("Writing the report")};
        return report::compose(review.reader(), request, progress);
    };
    const report::Document document = TRY(composed());
    const QString path = toQString(options.output);
    TRY(report::write(document, path));
    if (output.json())
        output.document({{QStringLiteral("written"), path}});
    output.say(tr("Wrote %1.").arg(path));
    return Outcome::Done;
}

} // namespace

void addWritingCommands(CLI::App& app, Call& call)
{
    const auto wanted = std::make_shared<WritingOptions>();
    auto* command = addCommand(app, call, "report",
        "Write the report: methods, flow diagram, tables, charts, PRISMA checklist", wanted, writeReport);
    addReviewOption(command, *wanted);
    command->add_option("--output,-o", wanted->output, "A file that ends in .html, .md or .odt")->required();
    CLI::Option* const table = command->add_option("--table", wanted->meta.file,
        "A CSV table of an outcome, one study a row, to be meta-analysed in the report; as for the command meta");
    command->add_option("--outcome", wanted->meta.outcome, "The same of the review's own results of this outcome")
        ->excludes(table);
    addMetaOptions(command, wanted->meta);
    addReviewerOption(command, *wanted);
    command->parse_complete_callback([&call] { call.draws = true; });
}

} // namespace winnow::cli
