#include "ui/fulltext/reportspanel.h"

#include <QLocale>

namespace winnow::ui {

ReportsPanel::ReportsPanel(FullTextController& controller, QWidget* parent)
    : CitationPanel(controller.list(), tr("Reports"),
          {tr("To do"), tr("To retrieve"), tr("Included"), tr("Excluded"), tr("All")}, parent) // as ReportsShow
    , m_controller(controller)
{
    connect(this, &CitationPanel::chipChosen, this,
        [this](int chip) { m_controller.setShows(static_cast<ReportsShow>(chip)); });
    connect(&table(), &CitationTable::currentCitationChanged, &controller, &FullTextController::goTo);
    count();
}

void ReportsPanel::update()
{
    follow(static_cast<int>(m_controller.shows()), m_controller.current() ? m_controller.current()->id : CitationId{});
}

QString ReportsPanel::countText(int rows) const
{
    return rows == 1 ? tr("1 report") : tr("%1 reports").arg(QLocale().toString(rows));
}

} // namespace winnow::ui
