#include "ui/synthesis/synthesiscontroller.h"

#include "core/base/text.h"
#include "core/prisma/prisma.h"
#include "ui/models/session.h"

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

SynthesisController::SynthesisController(QObject* parent)
    : CountController(parent)
{
}

void SynthesisController::clear()
{
    m_summaries.clear();
    m_selected.clear();
    m_records = 0;
    m_studies = 0;
}

void SynthesisController::ask()
{
    const QString notice = toQString(session()->info().notice);
    count<Answer>(
        [notice](review::Reader& reader) -> Result<Answer> {
            Answer answer;
            answer.counts = TRY(reader.counts());
            for (const TallyField& field : TRY(reader.tallyFields())) {
                std::vector<Tally> tallies = TRY(reader.tally(field.id));
                figure::Chart chart = figure::summaryChart(field, tallies, answer.counts, notice);
                answer.summaries.push_back({field, std::move(tallies), std::move(chart)});
            }
            return answer;
        },
        [this](const Answer& answer) {
            m_summaries = answer.summaries;
            m_records = 0;
            for (const FlowArm* arm : {&answer.counts.databases, &answer.counts.others})
                m_records += arm->screened + arm->unscreened + arm->screeningOpen;
            m_studies = answer.counts.includedStudies;
            Q_EMIT changed();
        });
}

QString SynthesisController::status() const
{
    if (!hasRecords())
        return {};
    const QString records = m_records == 1 ? tr("1 record") : tr("%1 records").arg(prisma::number(m_records));
    const QString studies =
        m_studies == 1 ? tr("1 included study") : tr("%1 included studies").arg(prisma::number(m_studies));
    return records + QStringLiteral(" · ") + studies;
}

std::optional<std::size_t> SynthesisController::selected() const
{
    for (std::size_t i = 0; i < m_summaries.size(); ++i)
        if (m_summaries[i].field.id == m_selected)
            return i;
    return std::nullopt;
}

void SynthesisController::select(std::optional<std::size_t> summary)
{
    const std::string id = summary && *summary < m_summaries.size() ? m_summaries[*summary].field.id : std::string();
    if (id == m_selected)
        return;
    m_selected = id;
    Q_EMIT selectionChanged();
}

std::optional<Door> SynthesisController::door(std::size_t summary, int category) const
{
    if (summary >= m_summaries.size() || category < 0)
        return std::nullopt;
    const Summary& shown = m_summaries[summary];
    if (static_cast<std::size_t>(category) >= shown.tallies.size())
        return std::nullopt;
    const Tally& tally = shown.tallies[static_cast<std::size_t>(category)];
    const QString label = tally.label.empty() ? tr("not stated") : toQString(withoutMarkup(tally.label));
    return Door{PageId::Records, tr("%1: %2").arg(toQString(shown.field.label), label), tally.door, {}};
}

} // namespace winnow::ui
