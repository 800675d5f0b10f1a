#include "ui/appraisal/appraisalview.h"

#include "core/base/text.h"
#include "ui/appraisal/steprow.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

AppraisalView::AppraisalView(AppraisalController& controller, QWidget* parent)
    : QScrollArea(parent)
    , m_controller(controller)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Questions of the instrument"));
    connect(&m_controller, &AppraisalController::planChanged, this, &AppraisalView::build);
    connect(&m_controller, &AppraisalController::saidChanged, this, &AppraisalView::followSaid);
    connect(&m_controller, &AppraisalController::currentChanged, this, &AppraisalView::followCurrent);
    connect(&m_controller, &AppraisalController::studyChanged, this, [this] {
        for (StepRow* row : m_rows)
            row->showSupport();
    });
    connect(&m_controller, &AppraisalController::reasonWanted, this, &AppraisalView::writeSupport);
    build();
}

void AppraisalView::build()
{
    m_rows.clear();
    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme::Grid, theme::Grid, theme::Grid, theme::CardMargin);
    column->setSpacing(0);
    const extraction::Domain* before = nullptr;
    for (const AppraisalStep& step : m_controller.steps()) {
        const bool first = m_rows.empty();
        if (first || step.domain != before) {
            if (!first)
                column->addWidget(hairline(Qt::Horizontal));
            const QString title = step.domain != nullptr ? toQString(step.domain->title) : tr("Overall");
            const QString code = step.domain != nullptr ? toQString(step.domain->column) : QString();
            auto* heading = new TextLabel(
                TextLabel::Voice::Heading, code.isEmpty() ? title : QStringLiteral("%1  %2").arg(code, title));
            heading->setWordWrap(true);
            heading->setContentsMargins(theme::Grid + theme::Grid / 2, 2 * theme::Grid, theme::Grid, theme::Grid);
            column->addWidget(heading);
            before = step.domain;
        }
        auto* row = new StepRow(m_controller, step, m_keys);
        connect(row, &StepRow::left, this, qOverload<>(&QWidget::setFocus));
        connect(row, &StepRow::placeWanted, this, &AppraisalView::placeWanted);
        if (row->support() != nullptr)
            row->support()->installEventFilter(this);
        m_rows.push_back(row);
        column->addWidget(row);
    }
    if (const extraction::Instrument* instrument = m_controller.instrument()) {
        column->addWidget(hairline(Qt::Horizontal));
        auto* link = new TextLabel(TextLabel::Voice::Caption,
            tr("%1, version of %2. Its own wording and guidance: %3")
                .arg(toQString(instrument->title), toQString(instrument->version), toQString(instrument->link)));
        link->setWordWrap(true);
        link->setContentsMargins(theme::Grid + theme::Grid / 2, theme::Grid, theme::Grid, 0);
        link->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(link);
    }
    column->addStretch(1);
    content->installEventFilter(this);
    setWidget(content);
    fitWidth();
    followCurrent();
}

/// As wide as its widest row, as it never scrolls sideways.
void AppraisalView::fitWidth()
{
    setMinimumWidth(widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width());
}

bool AppraisalView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fitWidth();
    if (event->type() == QEvent::KeyPress && m_take && qobject_cast<QPlainTextEdit*>(watched) != nullptr) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_take())
            return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

void AppraisalView::followSaid()
{
    for (StepRow* row : m_rows)
        row->follow();
}

void AppraisalView::followCurrent()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i]->setCurrent(static_cast<int>(i) == m_controller.current(), hasFocus());
    if (m_controller.current() < static_cast<int>(m_rows.size()))
        ensureWidgetVisible(m_rows[static_cast<std::size_t>(m_controller.current())], 0, 6 * theme::Grid);
}

StepRow* AppraisalView::rowOf(const AppraisalStep& step) const
{
    const auto found = std::ranges::find_if(m_rows, [&](const StepRow* row) { return row->step() == step; });
    return found == m_rows.end() ? nullptr : *found;
}

QPlainTextEdit* AppraisalView::support(const AppraisalStep& judgement) const
{
    const StepRow* row = rowOf(judgement);
    return row == nullptr ? nullptr : row->support();
}

void AppraisalView::commit()
{
    for (StepRow* row : m_rows)
        if (row->support() != nullptr && row->support()->hasFocus())
            row->commit();
}

void AppraisalView::writeSupport()
{
    const auto at = static_cast<std::size_t>(m_controller.current());
    if (at >= m_rows.size())
        return;
    QPlainTextEdit* field = support({m_rows[at]->step().domain, nullptr});
    if (field == nullptr) // of an instrument that judges no domains
        field = support({});
    if (field != nullptr) {
        ensureWidgetVisible(field, 0, 2 * theme::Grid);
        field->setFocus();
    }
}

void AppraisalView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        m_controller.moveStep(event->key() == Qt::Key_Down ? 1 : -1);
    else
        QScrollArea::keyPressEvent(event);
}

void AppraisalView::focusInEvent(QFocusEvent* event)
{
    QScrollArea::focusInEvent(event);
    followCurrent();
}

void AppraisalView::focusOutEvent(QFocusEvent* event)
{
    QScrollArea::focusOutEvent(event);
    followCurrent();
}

} // namespace winnow::ui
