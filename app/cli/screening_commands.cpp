// decide, label, reasons
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "app/cli/tables.h"
#include "core/base/text.h"

#include <QJsonArray>

namespace winnow::cli {

namespace {

Stage stageNamed(const std::string& name)
{
    return name == "full-text" ? Stage::FullText : Stage::TitleAbstract;
}

void addStageOption(CLI::App* command, std::string& stage)
{
    command->add_option("--stage", stage, "title-abstract or full-text")
        ->required()
        ->check(CLI::IsMember({"title-abstract", "full-text"}));
}

struct DecideOptions : ReviewOptions {
    std::string stage;
    std::string from;
};

Result<Outcome> decide(const DecideOptions& options, Output& output)
{
    const auto table = TRY(readTable(options.from));
    auto review = TRY(openToWrite(options));
    const auto taken = TRY(review::takeDecisions(review, table, stageNamed(options.stage)));
    return report(taken, tr("Decisions taken: %1."), output);
}

struct LabelOptions : ReviewOptions {
    std::string label;
    std::vector<std::string> citations;
    bool remove = false;
};

Result<Outcome> label(const LabelOptions& options, Output& output)
{
    auto review = TRY(openToWrite(options));
    std::vector<CitationId> citations;
    citations.reserve(options.citations.size());
    for (const std::string& number : options.citations)
        citations.push_back(TRY(citationNamed(review.reader(), number)));
    TRY(review.setLabel(citations, options.label, !options.remove));
    const auto count = static_cast<qint64>(citations.size());
    if (output.json())
        output.document({{QStringLiteral("applied"), count}});
    output.say((options.remove ? tr("Label “%1” taken from citations: %2.") : tr("Label “%1” given to citations: %2."))
            .arg(toQString(options.label))
            .arg(count));
    return Outcome::Done;
}

struct ReasonsOptions : ReviewOptions {
    std::string stage;
    std::vector<std::string> set;
};

/// Keeps the id of a reason whose label stays.
Result<> setReasons(review::Review& review, const ReasonsOptions& options)
{
    const Stage stage = stageNamed(options.stage);
    const auto present = TRY(review.reader().reasons(stage));
    std::vector<Reason> reasons;
    for (const std::string& label : options.set) {
        Reason reason{{}, stage, label, static_cast<int>(reasons.size())};
        for (const Reason& known : present)
            if (known.label == label)
                reason.id = known.id;
        reasons.push_back(std::move(reason));
    }
    TRY(review.setReasons(stage, reasons));
    return {};
}

Result<Outcome> reasons(const ReasonsOptions& options, Output& output)
{
    auto review = TRY(options.set.empty() ? openToRead(options) : openToWrite(options));
    if (!options.set.empty())
        TRY(setReasons(review, options));
    QJsonArray labels;
    for (const Reason& reason : TRY(review.reader().reasons(stageNamed(options.stage)))) {
        labels.append(toQString(reason.label));
        output.print(QStringLiteral("%1  %2").arg(labels.size()).arg(toQString(reason.label)));
    }
    if (output.json())
        output.document({{QStringLiteral("reasons"), labels}});
    return Outcome::Done;
}

} // namespace

void addScreeningCommands(CLI::App& app, Call& call)
{
    const auto decided = std::make_shared<DecideOptions>();
    auto* deciding = addCommand(app, call, "decide", "Take decisions from a table", decided, decide);
    addReviewOption(deciding, *decided);
    addStageOption(deciding, decided->stage);
    deciding
        ->add_option("--from", decided->from,
            "CSV with a column that names the citation (citation, pmid, wos, doi or key), verdict (include, exclude, "
            "maybe, undecided) and, if you like, reason, note, label")
        ->required();
    addReviewerOption(deciding, *decided);

    const auto labelled = std::make_shared<LabelOptions>();
    auto* labelling = addCommand(app, call, "label", "Give a label to citations, or take it away", labelled, label);
    addReviewOption(labelling, *labelled);
    labelling->add_option("LABEL", labelled->label, "The label")->required();
    labelling->add_option("--citation", labelled->citations, "Numbers of citations")->required();
    labelling->add_flag("--remove", labelled->remove, "Take the label away");
    addReviewerOption(labelling, *labelled);

    const auto listed = std::make_shared<ReasonsOptions>();
    auto* listing = addCommand(app, call, "reasons", "List a stage's exclusion reasons, or set them", listed, reasons);
    addReviewOption(listing, *listed);
    addStageOption(listing, listed->stage);
    listing->add_option("--set", listed->set, "The whole list in its order");
    addReviewerOption(listing, *listed);
}

} // namespace winnow::cli
