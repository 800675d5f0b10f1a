#include "ui/duplicates/pairwords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cstdlib>

namespace winnow::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pair)
};

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString answerWords(PairAnswer answer)
{
    switch (answer) {
    case PairAnswer::Same:
        return Words::tr("Joined by a person");
    case PairAnswer::Apart:
        return Words::tr("Kept apart by a person");
    case PairAnswer::Linked:
        return Words::tr("Linked by a person");
    case PairAnswer::TakenBack:
        break;
    }
    return {};
}

QString pairs(std::int64_t count)
{
    return count == 1 ? Words::tr("1 pair to decide") : Words::tr("%1 pairs to decide").arg(number(count));
}

} // namespace

QString wordsOf(RelationKind relation)
{
    switch (relation) {
    case RelationKind::RetractionOf:
        return Words::tr("Retraction of");
    case RelationKind::RetractedBy:
        return Words::tr("Retracted by");
    case RelationKind::CorrectionOf:
        return Words::tr("Correction of");
    case RelationKind::CorrectedBy:
        return Words::tr("Corrected by");
    case RelationKind::CommentOn:
        return Words::tr("Comment on");
    case RelationKind::CommentedBy:
        return Words::tr("Commented on by");
    case RelationKind::UpdateOf:
        return Words::tr("Update of");
    case RelationKind::UpdatedBy:
        return Words::tr("Updated by");
    case RelationKind::PreprintOf:
        return Words::tr("Preprint of");
    case RelationKind::PublishedAs:
        return Words::tr("Published as");
    case RelationKind::ReportOf:
        return Words::tr("Report of");
    case RelationKind::ReportedBy:
        return Words::tr("Reported by");
    case RelationKind::Related:
        break;
    }
    return Words::tr("Related report");
}

QString wordsOf(const DoubtfulPair& pair)
{
    QStringList parts;
    if (pair.answer)
        parts.append(answerWords(*pair.answer));
    if (pair.relation != RelationKind::Related)
        parts.append(wordsOf(pair.relation));
    if (!pair.rule.isEmpty() && !pair.answer)
        parts.append(pair.rule);
    return parts.join(QStringLiteral(" · "));
}

QString wordsOf(const DuplicateRun& run)
{
    QStringList parts{
        run.joined == 1 ? Words::tr("1 record joined") : Words::tr("%1 records joined").arg(number(run.joined)),
        pairs(run.doubtful)};
    if (run.linked > 0)
        parts.append(run.linked == 1 ? Words::tr("1 link") : Words::tr("%1 links").arg(number(run.linked)));
    return parts.join(QStringLiteral(" · "));
}

QString differenceOf(const DuplicateRun& wouldBe, const DuplicateCounts& now)
{
    const std::int64_t by = std::abs(wouldBe.joined);
    QString joined;
    if (wouldBe.joined == 0)
        joined = Words::tr("As many records would be joined as now");
    else if (wouldBe.joined > 0)
        joined = by == 1 ? Words::tr("1 more record would be joined")
                         : Words::tr("%1 more records would be joined").arg(number(by));
    else
        joined = by == 1 ? Words::tr("1 record would no longer be joined")
                         : Words::tr("%1 records would no longer be joined").arg(number(by));
    if (wouldBe.doubtful == now.doubtful)
        return Words::tr("%1; as many pairs would be doubtful (%2).").arg(joined, number(now.doubtful));
    return Words::tr("%1; %2 pairs would be doubtful instead of %3.")
        .arg(joined, number(wouldBe.doubtful), number(now.doubtful));
}

} // namespace winnow::ui
