// history, undo, redo
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "core/base/text.h"

#include <QDateTime>
#include <QJsonArray>

namespace winnow::cli {

namespace {

struct HistoryOptions : ReviewOptions {
    int limit = 0; ///< 0: all
};

QJsonObject asJson(const HistoryRow& row)
{
    return {{QStringLiteral("op"), number(row.op.value)},
        {QStringLiteral("at"), QDateTime::fromMSecsSinceEpoch(row.at, Qt::UTC).toString(Qt::ISODateWithMs)},
        {QStringLiteral("reviewer"), toQString(row.reviewer)}, {QStringLiteral("what"), row.what},
        {QStringLiteral("about"), toQString(row.about)}, {QStringLiteral("undone"), row.undone}};
}

void printRow(Output& output, const HistoryRow& row)
{
    QString line = QDateTime::fromMSecsSinceEpoch(row.at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    line += QStringLiteral("  ") + toQString(row.reviewer) + QStringLiteral(": ") + row.what;
    if (!row.about.empty())
        line += QStringLiteral(" – ") + toQString(row.about);
    output.print(row.undone ? tr("%1 (undone)").arg(line) : line);
}

Result<Outcome> history(const HistoryOptions& options, Output& output)
{
    constexpr int PageSize = 500;
    auto review = TRY(openToRead(options));
    QJsonArray acts;
    int left = options.limit > 0 ? options.limit : std::numeric_limits<int>::max();
    for (OpId before; left > 0;) {
        const auto page = TRY(review.reader().history(std::min(left, PageSize), before));
        for (const HistoryRow& row : page) {
            if (output.json())
                acts.append(asJson(row));
            else
                printRow(output, row);
        }
        if (page.empty())
            break;
        left -= static_cast<int>(page.size());
        before = page.back().op;
    }
    if (output.json())
        output.document({{QStringLiteral("acts"), acts}});
    return Outcome::Done;
}

struct StepOptions : ReviewOptions {
    int steps = 1;
};

using Step = Result<Changes> (*)(review::Review&);

/// Goes as many steps as there are; none at all is a failure.
Result<Outcome> step(const StepOptions& options, Output& output, Step once)
{
    auto review = TRY(openToWrite(options));
    QJsonArray done;
    for (int i = 0; i < options.steps; ++i) {
        const auto changes = once(review);
        if (!changes && changes.error().kind == ErrorKind::NotFound && i > 0)
            break;
        if (!changes)
            return tl::unexpected<Error>(changes.error());
        done.append(changes->done);
        output.say(changes->done);
    }
    if (output.json())
        output.document({{QStringLiteral("steps"), done.size()}, {QStringLiteral("acts"), done}});
    return Outcome::Done;
}

Result<Outcome> undo(const StepOptions& options, Output& output)
{
    return step(options, output, [](review::Review& review) { return review.undo(); });
}

Result<Outcome> redo(const StepOptions& options, Output& output)
{
    return step(options, output, [](review::Review& review) { return review.redo(); });
}

} // namespace

void addJournalCommands(CLI::App& app, Call& call)
{
    const auto shown = std::make_shared<HistoryOptions>();
    auto* showing = addCommand(app, call, "history", "Who did what and when, newest first", shown, history);
    addReviewOption(showing, *shown);
    showing->add_option("--limit", shown->limit, "At most so many acts")->check(CLI::Range(1, 1'000'000));

    const auto undone = std::make_shared<StepOptions>();
    auto* undoing = addCommand(app, call, "undo", "Take back a reviewer's last acts", undone, undo);
    const auto redone = std::make_shared<StepOptions>();
    auto* redoing = addCommand(app, call, "redo", "Do again what was taken back", redone, redo);
    for (const auto& [command, options] : {std::pair{undoing, undone}, std::pair{redoing, redone}}) {
        addReviewOption(command, *options);
        command->add_option("--steps", options->steps, "How many acts, 1 if left out")->check(CLI::Range(1, 1'000'000));
        addReviewerOption(command, *options);
    }
}

} // namespace winnow::cli
