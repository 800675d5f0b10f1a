#include "ui/prisma/prismapage.h"

#include "ui/models/session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Empty, Diagram };

} // namespace

PrismaPage::PrismaPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Prisma, dialogs, parent)
    , m_header(new PageHeader(tr("PRISMA")))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(
          tr("No records yet. Once export files are imported, the flow diagram counts them."), tr("Go to sources")))
    , m_view(new FigureView(FigureView::Fit::Whole))
{
    makeActions();
    auto* diagram = new QWidget;
    auto* column = new QVBoxLayout(diagram);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(makeFoot());
    m_stack->addWidget(m_empty);
    m_stack->addWidget(diagram);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_header);
    all->addWidget(m_stack, 1);

    connect(m_empty, &EmptyState::clicked, this, [this] {
        Door door;
        door.page = PageId::Sources;
        Q_EMIT doorOpened(door);
    });
    connect(m_view, &FigureView::markActivated, this, [this](int index) {
        Q_EMIT doorOpened(PrismaController::door(m_targets.at(static_cast<std::size_t>(index))));
    });
    connect(&m_controller, &PrismaController::changed, this, &PrismaPage::follow);
    connect(&m_controller, &PrismaController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    follow();
}

PrismaPage::~PrismaPage()
{
    removeWidgets();
}

void PrismaPage::makeActions()
{
    const auto make = [this](const QString& text, const QString& name, const auto& run) {
        auto* action = new QAction(text, this);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_view->addAction(action);
        auto* button = new QPushButton(text);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_header->addControl(button);
        m_buttons += button;
        return action;
    };
    const auto saved = [this](const QString& text) { Q_EMIT notice(text, false); };
    m_exportFigure = make(tr("Export figure…"), u"prisma.exportFigure"_s, [this, saved] {
        exportFigure(
            this, dialogs(), m_controller.figure(figure::Palette::light()).drawing, m_controller.exportName(), saved);
    });
    m_exportData = make(tr("Export data (CSV)…"), u"prisma.exportData"_s, [this, saved] {
        exportCsv(this, dialogs(), prisma::toCsv(m_controller.counts()), m_controller.exportName(), saved);
    });
    m_exportData->setToolTip(tr("A table that the PRISMA2020 R package reads"));
    m_buttons.back()->setToolTip(m_exportData->toolTip());
}

QWidget* PrismaPage::makeFoot()
{
    auto* foot = new QWidget;
    m_open = new FlowLayout(2 * theme::Grid, foot);
    m_open->setContentsMargins(theme::CardMargin, theme::Grid, 2 * theme::Grid, theme::Grid);
    m_verdict = new TextLabel(TextLabel::Voice::Muted);
    m_open->addWidget(m_verdict);
    return foot;
}

void PrismaPage::setSession(const std::shared_ptr<Session>& session)
{
    m_controller.setSession(session);
}

void PrismaPage::entered()
{
    m_controller.setActive(true);
    if (m_stack->currentIndex() == Diagram)
        m_view->setFocus();
    else
        m_empty->setFocus();
}

void PrismaPage::hideEvent(QHideEvent* event)
{
    m_controller.setActive(false);
    Page::hideEvent(event);
}

QList<QAction*> PrismaPage::pageActions() const
{
    return QList<QAction*>{m_exportFigure, m_exportData} + m_view->zoomActions();
}

void PrismaPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_verdict != nullptr)
        follow();
}

void PrismaPage::follow()
{
    const bool any = m_controller.hasRecords();
    m_header->setStatus(m_controller.summary());
    for (QPushButton* button : m_buttons)
        button->setVisible(any);
    for (QAction* action : {m_exportFigure, m_exportData})
        action->setEnabled(any);
    if (any) {
        figure::PrismaFigure figure = m_controller.figure(figurePalette());
        m_targets = std::move(figure.targets);
        m_view->setDrawing(figure.drawing);
    }
    m_verdict->setVoice(m_controller.addsUp() ? TextLabel::Voice::Muted : TextLabel::Voice::Warning);
    m_verdict->setText(m_controller.verdict());
    followOpenWork();
    const bool focused = m_empty->hasFocus();
    m_stack->setCurrentIndex(any ? Diagram : Empty);
    if (any && focused)
        m_view->setFocus();
}

void PrismaPage::followOpenWork()
{
    while (m_open->count() > 1) {
        const std::unique_ptr<QLayoutItem> item(m_open->takeAt(1));
        delete item->widget();
    }
    for (const prisma::OpenWork& work : m_controller.open()) {
        auto* link = new LinkButton(work.text);
        link->setAccessibleDescription(tr("Shows these records"));
        connect(link, &QPushButton::clicked, this, [this, work] { Q_EMIT doorOpened(PrismaController::door(work)); });
        m_open->addWidget(link);
    }
}

} // namespace winnow::ui
