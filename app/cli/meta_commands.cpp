// meta
#include "app/cli/commands.h"
#include "app/cli/metaanalysis.h"
#include "app/cli/opening.h"
#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/review/valuetables.h"
#include "core/stats/studytable.h"
#include "core/synthesis/reanalysis.h"
#include "core/synthesis/results.h"
#include "core/synthesis/synthesis.h"

#include <QJsonArray>
#include <QJsonObject>

namespace winnow::cli {

namespace {

/// Of a table. A review needs an outcome to say which of its results.
Result<csv::Table> readTable(const std::string& path)
{
    const QByteArray bytes = TRY(readFile(toQString(path)));
    if (bytes.startsWith("SQLite format 3")) {
        ReviewOptions file;
        file.review = path;
        auto review = TRY(openToRead(file));
        const Form form = TRY(review.reader().form());
        QStringList outcomes;
        for (const winnow::Outcome& one : form.outcomes)
            outcomes += toQString(one.id);
        return fail(ErrorKind::InvalidInput,
            tr("%1 is a review: say which results with --outcome. Its form has: %2.")
                .arg(toQString(path), outcomes.join(QStringLiteral(", "))));
    }
    return csv::parse({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

Result<synthesis::ResultsTable> resultsOf(const MetaOptions& options)
{
    const stats::Measure measure = TRY(stats::knownMeasure(options.measure));
    ReviewOptions file;
    file.review = options.file;
    auto review = TRY(openToRead(file));
    const Form form = TRY(review.reader().form());
    const auto studies = TRY(review::valuesByStudy(review.reader()));
    return synthesis::tableOfResults(form, studies, {options.outcome, options.time, measure});
}

QJsonArray sentences(const std::vector<std::string>& texts)
{
    QJsonArray array;
    for (const std::string& text : texts)
        array.append(toQString(text));
    return array;
}

Result<Outcome> meta(const MetaOptions& options, Output& output)
{
    const MetaResult result = TRY(metaAnalysis(options));
    if (!options.rScript.empty())
        TRY(synthesis::writeReanalysis(result.table, result.analysis, toQString(options.rScript)));
    if (output.json()) {
        QJsonObject document = metaJson(result.analysis);
        if (!options.outcome.empty()) {
            document[QStringLiteral("left_out")] = sentences(result.leftOut);
            document[QStringLiteral("remarks")] = sentences(result.remarks);
        }
        output.document(document);
        return Outcome::Done;
    }
    printMeta(result.analysis, output);
    for (const std::string& study : result.leftOut)
        output.say(tr("Left out: %1.").arg(toQString(study)));
    for (const std::string& remark : result.remarks)
        output.say(tr("%1.").arg(toQString(remark)));
    return Outcome::Done;
}

} // namespace

Result<MetaResult> metaAnalysis(const MetaOptions& options)
{
    if (options.outcome.empty()) {
        csv::Table table = TRY(readTable(options.file));
        synthesis::Analysis analysis = TRY(synthesis::analyse(table, options));
        return MetaResult{std::move(table), std::move(analysis), {}, {}};
    }
    synthesis::ResultsTable results = TRY(resultsOf(options));
    synthesis::AnalysisOptions asked = options;
    if (asked.groups.empty())
        asked.groups = synthesis::groupNames();
    synthesis::Analysis analysis = TRY(synthesis::analyse(results.table, asked));
    return MetaResult{
        std::move(results.table), std::move(analysis), std::move(results.leftOut), std::move(results.remarks)};
}

void addMetaOptions(CLI::App* command, MetaOptions& options)
{
    command->add_option("--measure", options.measure, "RR, OR, RD, PETO, MD, SMD, PLO, ZCOR, HR, GEN …");
    command->add_option("--method", options.method,
        "EE, DL, HE, HS, HSk, SJ, ML, REML, EB, PM, PMM, MH, PETO or GLMM; REML if left out");
    command->add_option("--model", options.model,
        "Of GLMM, with OR and IRR: UM.FS, UM.RS, CM.EL or, with OR alone, CM.AL; UM.FS if left out");
    command->add_option(
        "--test", options.test, "z, knha (Knapp and Hartung) or adhoc, with GLMM z or t; z if left out");
    command->add_flag("--hksj", options.hksj, "The same as --test knha");
    command->add_option("--level", options.level, "Of the intervals, in percent; 95 if left out");
    command->add_option("--add", options.add, "What is added to zero cells; 0.5 if left out");
    command->add_option("--to", options.to, "Which tables it is added to: only0, all, if0all or none");
    command->add_flag("--drop00", options.drop00, "Leave out tables without, or only with, events in both groups");
    command->add_option("--vtype", options.vtype, "Variance: LS, LS2, UB, AV, HO or AVHO");
    command->add_flag("--exp", options.exponentiate, "Show exp of the results, for GEN on a log scale");
    command->add_option("--subgroup", options.subgroup, "A column whose words are the subgroups");
    command->add_option("--mods", options.moderators, "Columns for a meta-regression, with commas")->delimiter(',');
    command->add_flag("--leave-one-out", options.leaveOneOut, "Again without each study");
    command->add_flag("--cumulative", options.cumulative, "Again with one study more at a time");
    command->add_option("--order", options.order, "The column that orders them; year if there is one");
    command->add_flag("--influence", options.influence, "How much each study weighs on the result");
    command->add_option(
        "--time", options.time, "Of a review's results: at which time; the last of each study if left out");
    command->add_option("--title", options.title, "Above a figure");
    command->add_option("--sort", options.sortBy, "Rows of a forest plot by label, effect or weight");
    command->add_option("--favours", options.favours, "Words under a forest plot's axis: LOWER,HIGHER");
}

void addMetaCommands(CLI::App& app, Call& call)
{
    const auto options = std::make_shared<MetaOptions>();
    auto* command = addCommand(app, call, "meta", "Effect sizes and a meta-analysis of a table", options, meta);
    command
        ->add_option("FILE", options->file,
            "A CSV table, one study a row, columns named as metafor's; or, with --outcome, a review file (.winnow)")
        ->required();
    command->add_option("--outcome", options->outcome, "Of a review: which outcome of its form");
    addMetaOptions(command, *options);
    command->get_option("--measure")->required();
    command->add_option("--r-script", options->rScript,
        "Also write this analysis as a script for R with metafor (NAME.R), with its table beside it (NAME.csv)");
}

} // namespace winnow::cli
