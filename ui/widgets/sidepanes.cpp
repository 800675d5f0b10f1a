#include "ui/widgets/sidepanes.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pageheader.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace winnow::ui {

SidePanes::SidePanes(Page& page, const QString& step, QWidget* parent)
    : QWidget(parent)
    , m_absent(new QWidget)
    , m_absentRow(new QHBoxLayout)
    , m_splitter(new QSplitter(Qt::Horizontal))
{
    m_absentRow->setContentsMargins(2 * theme::Grid, theme::Grid / 2, 2 * theme::Grid, theme::Grid / 2);
    m_absentRow->setSpacing(2 * theme::Grid);
    m_absentRow->addStretch(1);
    auto* line = new QVBoxLayout(m_absent);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addLayout(m_absentRow);
    line->addWidget(hairline(Qt::Horizontal));
    m_absent->hide();
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setMinimumWidth(1); // what does not fit goes out of sight, and does not widen the window
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_absent);
    column->addWidget(m_splitter, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this, &SidePanes::remember);
    const auto next = [this] {
        if (isVisible())
            focusNext();
    };
    // A page may show other panes in another state: one action serves them all.
    const QString id = step + QStringLiteral(".pane");
    for (QAction* const made : page.pageActions())
        if (made->objectName() == id) {
            connect(made, &QAction::triggered, this, next);
            return;
        }
    page.makeAction(id, tr("Next part of the page"), {QKeySequence(Qt::Key_F6)}, next);
}

void SidePanes::addMain(QWidget* pane, const QString& name, int letters)
{
    m_letters = letters;
    m_main = pane;
    add(pane, name, 0, 1);
}

void SidePanes::addSide(QWidget* pane, const QString& name, int width)
{
    add(pane, name, width, 0);
}

void SidePanes::add(QWidget* pane, const QString& name, int width, int stretch)
{
    m_splitter->addWidget(pane);
    m_splitter->setStretchFactor(m_splitter->count() - 1, stretch);
    m_panes.push_back({pane, name, width, 0, true, true});
    arrange();
}

SidePanes::Pane& SidePanes::paneOf(const QWidget* widget)
{
    return *std::find_if(m_panes.begin(), m_panes.end(), [widget](const Pane& pane) { return pane.widget == widget; });
}

void SidePanes::setWanted(QWidget* pane, bool wanted)
{
    Pane& asked = paneOf(pane);
    if (asked.wanted == wanted)
        return;
    asked.wanted = wanted;
    if (wanted) {
        showPane(pane);
        return;
    }
    if (m_instead == pane)
        m_instead = nullptr;
    arrange();
}

void SidePanes::showPane(QWidget* pane)
{
    Pane& asked = paneOf(pane);
    asked.wanted = true;
    asked.asked = ++m_askings;
    m_instead = pane == m_main ? nullptr : pane;
    arrange();
}

bool SidePanes::isShown(const QWidget* pane) const
{
    return std::any_of(
        m_panes.begin(), m_panes.end(), [pane](const Pane& one) { return one.widget == pane && one.shown; });
}

QSize SidePanes::minimumSizeHint() const
{
    QSize size = QWidget::minimumSizeHint();
    size.setWidth(1);
    for (const Pane& pane : m_panes)
        if (pane.wanted)
            size.setWidth(std::max(size.width(), least(pane)));
    // What is read is not asked for its readable width: a narrower window still shows something.
    return size.boundedTo(QSize(theme::readableWidth(font()), size.height()));
}

int SidePanes::least(const Pane& pane) const
{
    const int own = std::max(pane.widget->minimumSizeHint().width(), pane.widget->minimumWidth());
    return pane.widget == m_main ? std::max(own, theme::readableWidth(pane.widget->font(), m_letters)) : own;
}

void SidePanes::arrange()
{
    if (m_main == nullptr || m_arranging)
        return;
    m_arranging = true;
    std::vector<Pane*> sides;
    for (Pane& pane : m_panes)
        if (pane.widget != m_main && pane.wanted)
            sides.push_back(&pane);
    std::stable_sort(sides.begin(), sides.end(), [](const Pane* a, const Pane* b) { return a->asked > b->asked; });
    int used = least(paneOf(m_main));
    bool instead = false;
    for (Pane& pane : m_panes)
        pane.shown = pane.widget == m_main;
    for (Pane* side : sides) {
        const int needed = least(*side) + m_splitter->handleWidth();
        side->shown = used + needed <= width();
        if (side->shown)
            used += needed;
        else
            instead = instead || side->widget == m_instead;
    }
    if (instead)
        for (Pane& pane : m_panes)
            pane.shown = pane.widget == m_instead;
    else
        m_instead = nullptr;
    const QWidget* const focused = QApplication::focusWidget();
    bool lost = false;
    for (const Pane& pane : m_panes) {
        lost = lost || (!pane.shown && focused != nullptr && pane.widget->isAncestorOf(focused));
        if (pane.widget->isHidden() == pane.shown)
            pane.widget->setVisible(pane.shown);
    }
    nameAbsent();
    share();
    m_arranging = false;
    if (lost)
        Q_EMIT focusLost();
}

void SidePanes::share()
{
    int spare = width() - least(paneOf(m_main));
    for (const Pane& pane : m_panes)
        if (pane.shown && pane.widget != m_main)
            spare -= least(pane) + m_splitter->handleWidth();
    QList<int> sizes;
    int sum = 0;
    for (const Pane& pane : m_panes) {
        int size = 0;
        if (pane.shown && pane.widget != m_main) {
            const int least = this->least(pane);
            const int more = std::clamp(pane.width - least, 0, std::max(spare, 0));
            spare -= more;
            size = least + more;
        }
        sum += size;
        sizes.append(size);
    }
    for (std::size_t i = 0; i < m_panes.size(); ++i)
        if (m_panes[i].widget == m_main)
            sizes[static_cast<qsizetype>(i)] = std::max(1, width() - sum);
    m_splitter->setSizes(sizes);
}

/// A button for each pane that is wanted and out of sight.
void SidePanes::nameAbsent()
{
    std::vector<const QWidget*> absent;
    for (const Pane& pane : m_panes)
        if (pane.wanted && !pane.shown)
            absent.push_back(pane.widget);
    if (absent == m_absentNow)
        return;
    m_absentNow = absent;
    while (m_absentRow->count() > 1) {
        const std::unique_ptr<QLayoutItem> item(m_absentRow->takeAt(0));
        item->widget()->hide();
        item->widget()->deleteLater();
    }
    for (const Pane& pane : m_panes) {
        if (!pane.wanted || pane.shown)
            continue;
        auto* button = new LinkButton(tr("Show: %1").arg(pane.name));
        button->setToolTip(tr("Shows it in place of others, for want of room (%1: next part)")
                .arg(QKeySequence(Qt::Key_F6).toString(QKeySequence::NativeText)));
        connect(button, &QPushButton::clicked, this, [this, widget = pane.widget] {
            showPane(widget);
            focusIn(widget);
        });
        m_absentRow->insertWidget(m_absentRow->count() - 1, button);
    }
    m_absent->setVisible(!absent.empty());
}

/// To the first thing in the next pane that takes the focus.
void SidePanes::focusNext()
{
    const QWidget* const focused = QApplication::focusWidget();
    std::size_t now = m_panes.size() - 1;
    for (std::size_t i = 0; i < m_panes.size(); ++i)
        if (m_panes[i].widget == focused || m_panes[i].widget->isAncestorOf(focused))
            now = i;
    for (std::size_t step = 1; step <= m_panes.size(); ++step) {
        QWidget* const pane = m_panes[(now + step) % m_panes.size()].widget;
        if (!paneOf(pane).wanted)
            continue;
        if (!isShown(pane))
            showPane(pane);
        if (focusIn(pane))
            return;
    }
}

bool SidePanes::focusIn(QWidget* pane)
{
    const auto takes = [](const QWidget* widget) {
        return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled() && widget->isVisible();
    };
    QWidget* widget = pane;
    while (!takes(widget)) {
        widget = widget->nextInFocusChain();
        if (widget == pane || !pane->isAncestorOf(widget)) {
            // What was made later than the pane stands elsewhere in the chain.
            const QList<QWidget*> all = pane->findChildren<QWidget*>();
            const auto first = std::find_if(all.begin(), all.end(), takes);
            widget = first == all.end() ? nullptr : *first;
            break;
        }
    }
    if (widget == nullptr)
        return false;
    widget->setFocus(Qt::TabFocusReason);
    return true;
}

void SidePanes::remember()
{
    const QList<int> sizes = m_splitter->sizes();
    for (std::size_t i = 0; i < m_panes.size(); ++i)
        if (m_panes[i].shown && m_panes[i].widget != m_main)
            m_panes[i].width = sizes.value(static_cast<qsizetype>(i));
}

void SidePanes::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SidePanes::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        arrange();
}

/// A pane's least width changes with what it shows.
bool SidePanes::event(QEvent* event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return done;
}

} // namespace winnow::ui
