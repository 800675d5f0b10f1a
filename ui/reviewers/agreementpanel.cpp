#include "ui/reviewers/agreementpanel.h"

#include "ui/reviewers/parts.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

AgreementPanel::AgreementPanel(AgreementController& controller, const QList<QAction*>& exports, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState({}))
    , m_summary(new TextLabel(TextLabel::Voice::Muted))
    , m_maybes(new QCheckBox(tr("Leave out records that one of the two called “maybe”")))
    , m_pairs(new ShortTable(tr("Agreement of each pair"), &controller.pairs()))
    , m_stretches(new ShortTable(tr("Agreement over time"), &controller.stretches()))
    , m_chart(new FigureView(FigureView::Fit::Given))
    , m_methods(new TextLabel(TextLabel::Voice::Body))
{
    m_stack->addWidget(scrolledBody(makeBody(exports), tr("Agreement")));
    m_stack->addWidget(m_empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connect(&m_controller, &AgreementController::changed, this, &AgreementPanel::follow);
    connect(m_maybes, &QCheckBox::toggled, &m_controller, &AgreementController::setMaybesLeftOut);
    connect(m_pairs, &ShortTable::rowChanged, &m_controller, &AgreementController::setPair);
    follow();
}

QWidget* AgreementPanel::makeBody(const QList<QAction*>& exports)
{
    auto* body = new QWidget;
    QVBoxLayout* column = bodyColumn(body);
    addHeading(column, tr("Agreement of each pair"));
    m_summary->setWordWrap(true);
    column->addWidget(m_summary);
    column->addWidget(m_pairs);
    // A check box does not wrap its words: what is longer stands beside it.
    m_maybes->setText(tr("Without “maybe”"));
    m_maybes->setToolTip(tr("Leaves out records that one of the two called “maybe”; else it counts as inclusion"));
    column->addWidget(m_maybes);
    addHeading(column, tr("For the methods section"));
    m_methods->setWordWrap(true);
    column->addWidget(m_methods);
    auto* buttons = new FlowLayout(theme::Grid);
    for (QAction* action : exports)
        buttons->addWidget(new KeyButton(action));
    column->addLayout(buttons);
    addHeading(column, tr("Over time"));
    column->addWidget(m_chart);
    column->addWidget(m_stretches);
    m_chart->setAccessibleName(tr("Agreement over time"));
    return body;
}

void AgreementPanel::takeFocus()
{
    if (m_controller.hasAny())
        m_pairs->setFocus();
    else
        setFocus();
}

void AgreementPanel::follow()
{
    m_stack->setCurrentIndex(m_controller.hasAny() ? 0 : 1);
    m_empty->setLine(m_controller.isBlind()
            ? tr("Reviewers are blind to each other at this stage. How far they agree shows here once conflicts are "
                 "opened.")
            : tr("No record was judged by two reviewers at this stage yet."));
    m_summary->setText(m_controller.summary());
    m_methods->setText(m_controller.methods());
    draw();
}

void AgreementPanel::draw()
{
    const figure::Course course = m_controller.course();
    m_chart->setVisible(!course.stretches.isEmpty());
    m_stretches->setVisible(!course.stretches.isEmpty());
    if (course.stretches.isEmpty())
        return;
    figure::Look look;
    look.palette = figurePalette();
    const int most = static_cast<int>(figure::Look{}.width * figureScale()); // a small chart reads as well
    m_chart->setMaximumWidth(most);
    look.width = std::max(200.0, std::min(m_summary->width(), most) / figureScale());
    m_chart->setDrawing(figure::courseChart(course, look));
    m_chart->setFixedHeight(m_chart->sizeHint().height());
}

void AgreementPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    draw();
}

void AgreementPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        draw();
}

} // namespace winnow::ui
