#include "ui/synthesis/armspanel.h"

#include "core/base/text.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QListWidget>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

ArmsPanel::ArmsPanel(AnalysesController& controller, Dialogs& dialogs, QWidget* parent)
    : FigurePanel(parent)
    , m_controller(controller)
    , m_dialogs(dialogs)
    , m_view(new FigureView(FigureView::Fit::Whole))
    , m_beneath(new QWidget)
    , m_heading(new TextLabel(TextLabel::Voice::Muted))
    , m_leftOut(new QListWidget)
{
    m_leftOut->setFrameShape(QFrame::NoFrame);
    m_leftOut->setWordWrap(true);
    m_leftOut->setAccessibleName(tr("What is not drawn"));
    auto* column = new QVBoxLayout(m_beneath);
    column->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, 0);
    column->addWidget(m_heading);
    column->addWidget(m_leftOut, 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(m_view);
    split->addWidget(m_beneath);
    split->setStretchFactor(0, 1);
    split->setSizes({500, 120});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(split);
    connect(m_view, &FigureView::markActivated, this, [this](int mark) {
        const AnalysesController::OfArms* const figure = shown();
        if (figure == nullptr || mark < 0)
            return;
        const std::vector<StudyId>& studies = figure->safety ? figure->safety->studies : figure->course->studies;
        if (static_cast<std::size_t>(mark) >= studies.size())
            return;
        if (const auto door = m_controller.door(studies[static_cast<std::size_t>(mark)]))
            Q_EMIT doorOpened(*door);
    });
    connect(&m_controller, &AnalysesController::changed, this, &ArmsPanel::follow);
}

bool ArmsPanel::showFigure(const std::string& id)
{
    if (std::ranges::find(m_controller.ofArms(), id, &AnalysesController::OfArms::id) == m_controller.ofArms().end())
        return false;
    m_id = id;
    follow();
    return true;
}

const AnalysesController::OfArms* ArmsPanel::shown() const
{
    const auto found = std::ranges::find(m_controller.ofArms(), m_id, &AnalysesController::OfArms::id);
    return found == m_controller.ofArms().end() ? nullptr : &*found;
}

figure::Drawing ArmsPanel::drawing(const figure::Look& look) const
{
    const AnalysesController::OfArms& figure = *shown();
    return figure.safety ? figure::dotPlot(figure.safety->plot, look) : figure::timeCourse(figure.course->plot, look);
}

void ArmsPanel::follow()
{
    const AnalysesController::OfArms* const figure = shown();
    if (figure == nullptr)
        return;
    figure::Look look;
    look.palette = figurePalette();
    m_view->setDrawing(drawing(look));
    const QStringList& leftOut = figure->safety ? figure->safety->leftOut : figure->course->leftOut;
    m_leftOut->clear();
    for (const QString& one : leftOut)
        m_leftOut->addItem(one);
    m_heading->setText(tr("Not drawn (%1)").arg(leftOut.size()));
    m_beneath->setVisible(!leftOut.isEmpty());
}

void ArmsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        follow();
}

void ArmsPanel::exportFigure()
{
    if (shown() != nullptr)
        ui::exportFigure(this, m_dialogs, drawing(exportLook()), m_controller.exportName(toQString(m_id)),
            [this](const QString& notice) { Q_EMIT said(notice); });
}

void ArmsPanel::exportData()
{
    const AnalysesController::OfArms* const figure = shown();
    if (figure == nullptr)
        return;
    exportCsv(this, m_dialogs,
        figure->safety ? figure::dotPlotCsv(figure->safety->plot) : figure::timeCourseCsv(figure->course->plot),
        m_controller.exportName(toQString(m_id)), [this](const QString& notice) { Q_EMIT said(notice); });
}

} // namespace winnow::ui
