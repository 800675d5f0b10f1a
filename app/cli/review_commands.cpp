// new, sample, check, backup
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "core/base/text.h"
#include "core/review/sample.h"

#include <QFileInfo>
#include <QJsonArray>

namespace winnow::cli {

namespace {

struct NewOptions : ReviewOptions {
    std::string title;
};

Result<Outcome> makeReview(const NewOptions& options, Output& output)
{
    const QString path = toQString(options.review);
    const auto review = TRY(review::Review::create(path, options.title, {nullptr, options.reviewer}));
    if (output.json())
        output.document({{QStringLiteral("review"), path}});
    output.say(tr("Made the review “%1”.").arg(path));
    return Outcome::Done;
}

Result<Outcome> makeSampleReview(const ReviewOptions& options, Output& output)
{
    const QString path = toQString(options.review);
    TerminalProgress progress{output, tr("Making the sample review")};
    TRY(review::makeSample(path, progress));
    if (output.json())
        output.document({{QStringLiteral("review"), path}});
    output.say(tr("Made the sample review “%1”: a demonstration from open data, not a systematic review.").arg(path));
    return Outcome::Done;
}

struct CheckOptions : ReviewOptions {
    bool replay = false;
};

Result<Outcome> check(const CheckOptions& options, Output& output)
{
    auto review = TRY(options.replay ? openToWrite(options) : openToRead(options));
    std::vector<Finding> findings;
    {
        TerminalProgress progress{output, tr("Checking")};
        findings = TRY(review.check(options.replay, progress));
    }
    bool ok = true;
    QJsonArray list;
    for (const Finding& finding : findings) {
        ok = ok && !finding.bad;
        list.append(QJsonObject{{QStringLiteral("bad"), finding.bad}, {QStringLiteral("text"), finding.text}});
        output.print((finding.bad ? tr("Wrong: %1") : tr("Note: %1")).arg(finding.text));
    }
    if (output.json())
        output.document({{QStringLiteral("ok"), ok}, {QStringLiteral("findings"), list}});
    if (ok)
        output.say(tr("The review is sound."));
    return ok ? Outcome::Done : Outcome::DoneWithProblems;
}

struct BackupOptions : ReviewOptions {
    std::string output;
};

Result<Outcome> backup(const BackupOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    const QString path = toQString(options.output);
    TerminalProgress progress{output, tr("Copying")};
    TRY(review.backup(path, progress));
    if (output.json())
        output.document({{QStringLiteral("written"), path}, {QStringLiteral("bytes"), QFileInfo{path}.size()}});
    output.say(
        tr("Wrote a checked copy of the review to “%1”; its PDFs stay in the folder beside the review.").arg(path));
    return Outcome::Done;
}

} // namespace

void addReviewCommands(CLI::App& app, Call& call)
{
    const auto made = std::make_shared<NewOptions>();
    auto* create = addCommand(app, call, "new", "Make a review file", made, makeReview);
    addReviewOption(create, *made);
    create->add_option("--title", made->title, "The review's title")->required();
    addReviewerOption(create, *made);

    const auto sample = std::make_shared<ReviewOptions>();
    addReviewOption(
        addCommand(app, call, "sample", "Make the sample review, a demonstration", sample, makeSampleReview), *sample);

    const auto checked = std::make_shared<CheckOptions>();
    auto* checking =
        addCommand(app, call, "check", "Check the review's file, its PDFs and its journal", checked, check);
    addReviewOption(checking, *checked);
    checking->add_flag("--replay", checked->replay,
        "Also rebuild the state from the journal and compare; needs the review for itself");

    const auto copied = std::make_shared<BackupOptions>();
    auto* copying =
        addCommand(app, call, "backup", "Write a checked copy, also while the review is in use", copied, backup);
    addReviewOption(copying, *copied);
    copying->add_option("--output,-o", copied->output, "The copy's file; never overwritten")->required();
}

} // namespace winnow::cli
