#include "ui/prisma/prismacontroller.h"

#include "core/base/text.h"
#include "core/prisma/diagram.h"
#include "ui/models/session.h"

#include <QRegularExpression>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

std::int64_t identified(const FlowCounts& counts)
{
    return counts.identified(SourceKind::Database) + counts.identified(SourceKind::Register)
        + counts.identified(SourceKind::Other);
}

} // namespace

PrismaController::PrismaController(QObject* parent)
    : CountController(parent)
{
}

void PrismaController::ask()
{
    count<Counted>(
        [](review::Reader& reader) -> Result<Counted> {
            Counted counted;
            counted.counts = TRY(reader.counts());
            for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
                counted.rules.at(static_cast<std::size_t>(stage) - 1) = TRY(reader.stageRule(stage));
            return counted;
        },
        [this](const Counted& counted) {
            m_counts = counted.counts;
            m_rules = counted.rules;
            Q_EMIT changed();
        });
}

QString PrismaController::blindness() const
{
    const bool screening = m_rules[0].blind();
    const bool fullText = m_rules[1].blind();
    if (!screening && !fullText)
        return {};
    const QString stage = screening && fullText ? tr("Both stages are")
        : screening                             ? tr("Title and abstract screening is")
                                                : tr("The assessment of full texts is");
    return tr("%1 judged by several reviewers, each blind to the others. Boxes are filled when the owner opens "
              "conflicts.")
        .arg(stage);
}

bool PrismaController::hasRecords() const
{
    return identified(m_counts) > 0;
}

figure::PrismaFigure PrismaController::figure(const figure::Palette& palette) const
{
    figure::Look look;
    look.palette = palette;
    return figure::prismaFigure(
        prisma::diagram(m_counts), look, session() ? toQString(session()->info().notice) : QString());
}

QString PrismaController::summary() const
{
    if (!hasRecords())
        return {};
    const std::int64_t records = identified(m_counts);
    const QString first =
        records == 1 ? tr("1 record identified") : tr("%1 records identified").arg(prisma::number(records));
    const QString second = m_counts.includedStudies == 1
        ? tr("1 study included")
        : tr("%1 studies included").arg(prisma::number(m_counts.includedStudies));
    return first + QStringLiteral(" · ") + second;
}

QString PrismaController::previous() const
{
    if (!m_counts.previous)
        return {};
    return QStringLiteral("%1, %2").arg(m_counts.previous->studies).arg(m_counts.previous->reports);
}

void PrismaController::setPrevious(const QString& typed)
{
    std::optional<StudyCount> wanted;
    if (!typed.trimmed().isEmpty()) {
        static const QRegularExpression twoNumbers(QStringLiteral("^\\s*(\\d{1,9})(?:\\D+(\\d{1,9}))?\\D*$"));
        const QRegularExpressionMatch match = twoNumbers.match(typed);
        if (!match.hasMatch()) {
            Q_EMIT failed({ErrorKind::InvalidInput,
                tr("“%1” is not a number of studies and a number of reports. Nothing was changed.").arg(typed), {}});
            return;
        }
        const qint64 studies = match.captured(1).toLongLong();
        wanted = StudyCount{studies, match.hasCaptured(2) ? match.captured(2).toLongLong() : studies};
        if (wanted->studies == 0)
            wanted.reset();
    }
    if (session() && wanted != m_counts.previous)
        session()->act(
            this, [wanted](review::Review& review) { return review.setPrevious(wanted); },
            [this](const Result<Changes>& result) {
                if (!result)
                    Q_EMIT failed(result.error());
            });
}

bool PrismaController::addsUp() const
{
    const std::vector<prisma::Remark> remarks = prisma::check(m_counts);
    return std::all_of(remarks.begin(), remarks.end(),
        [](const prisma::Remark& remark) { return remark.weight == prisma::Weight::Interim; });
}

QString PrismaController::verdict() const
{
    QStringList faults;
    for (const prisma::Remark& remark : prisma::check(m_counts))
        if (remark.weight != prisma::Weight::Interim)
            faults += remark.text;
    if (!faults.isEmpty())
        return faults.join(u' ');
    return m_counts.interim() ? tr("All boxes add up. The counts are interim while work is open:")
                              : tr("All boxes add up, and nothing is open: the counts are final.");
}

Door PrismaController::door(const figure::FlowTarget& target)
{
    return {PageId::Records, target.heading, target.records, {}};
}

Door PrismaController::door(const prisma::OpenWork& work)
{
    return {PageId::Records, work.text, work.records, {}};
}

} // namespace winnow::ui
