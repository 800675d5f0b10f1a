#include "ui/reviewers/mergewords.h"

#include "core/base/shown.h"

#include <QCoreApplication>
#include <QLocale>

namespace winnow::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MergeWords", text);
}

QString tr(const char* text, std::int64_t count)
{
    return QCoreApplication::translate("MergeWords", text, nullptr, static_cast<int>(count));
}

QString joined(const std::vector<std::string>& names)
{
    QStringList all;
    for (const std::string& name : names)
        all.append(inOneLine(name));
    return QLocale().createSeparatedList(all);
}

} // namespace

QString wordsOf(const SplitResult& result)
{
    QString words = tr("%Ln record(s) split", result.citations);
    if (result.shared > 0)
        words += tr(", %Ln of them for more than one reviewer", result.shared);
    return words + tr("; seed %1.").arg(result.seed);
}

QStringList wordsOf(const MergePreview& preview)
{
    if (preview.actsNew == 0)
        return {tr("Nothing new: all that this copy holds is here already.")};
    QStringList lines{tr("%Ln new act(s)", preview.actsNew) + tr(" by %1").arg(joined(preview.reviewers))
        + tr("; %Ln act(s) are known here already.", preview.actsKnown)};
    if (preview.records > 0)
        lines.append(tr("%Ln new record(s).", preview.records));
    if (!preview.newReviewers.empty())
        lines.append(tr("New here: %1. Under Team you can say what this computer shall call them.")
                .arg(joined(preview.newReviewers)));
    lines.append(tr("A copy of the review is kept first. Bringing in can be repeated, in any order: nothing counts "
                    "twice and nothing here is replaced."));
    return lines;
}

QStringList wordsOf(const MergeResult& result)
{
    if (result.actsNew == 0 && result.files == 0 && result.notices.empty())
        return {tr("Nothing new came: all of it was here already.")};
    QStringList lines{tr("%Ln new act(s)", result.actsNew) + tr("; %Ln act(s) were known already.", result.actsKnown)};
    if (result.records > 0)
        lines.append(tr("%Ln new record(s).", result.records));
    if (result.files > 0)
        lines.append(tr("%Ln PDF(s) copied.", result.files));
    const QString stages[] = {tr("Title and abstract"), tr("Full text")};
    for (std::size_t i = 0; i < 2; ++i)
        lines.append(result.conflicts[i]
                ? tr("%1: %2").arg(stages[i], tr("%Ln conflict(s) to settle.", *result.conflicts[i]))
                : tr("%1: blind, so conflicts are not told.").arg(stages[i]));
    for (const QString& notice : result.notices)
        lines.append(notice);
    lines.append(tr("Each act that came can be undone from the history."));
    return lines;
}

} // namespace winnow::ui
