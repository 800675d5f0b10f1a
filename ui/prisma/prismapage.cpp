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

PrismaPage::PrismaPage(Dialogs& dialogs, QWidget* parent)
    : FigurePage(PageId::Prisma, tr("PRISMA"),
          tr("No records yet. Once export files are imported, the flow diagram counts them."), dialogs, parent)
    , m_view(new FigureView(FigureView::Fit::Whole, u"prisma"_s))
{
    makeActions();
    auto* diagram = new QWidget;
    auto* column = new QVBoxLayout(diagram);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(makeFoot());
    layOut(diagram, m_view);

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
    const auto saved = [this](const QString& text) { say(text); };
    QAction* const figure = makeButton(u"prisma.exportFigure"_s, tr("Export figure…"), [this, saved] {
        exportFigure(this, dialogs(), m_controller.figure(figure::Palette::light()).drawing,
            m_controller.exportName(u"prisma"_s), saved);
    });
    QAction* const table = makeButton(u"prisma.exportData"_s, tr("Export data…"), [this, saved] {
        exportCsv(this, dialogs(), prisma::toCsv(m_controller.counts()), m_controller.exportName(u"prisma"_s), saved);
    });
    table->setToolTip(tr("A table that the PRISMA2020 R package reads"));
    QAction* const version = makeButton(u"prisma.previous"_s, tr("Updated review…"), [this] {
        this->dialogs().text(this, tr("Updated review"),
            tr("Studies and reports in the version that this review updates, such as 12, 15. Empty: a new review."),
            m_controller.previous(), {}, [this](const std::optional<QString>& typed) {
                if (typed)
                    m_controller.setPrevious(*typed);
            });
    });
    version->setToolTip(tr("Draws the previous version's studies and the total beside the new ones"));
    m_view->addActions({figure, table});
}

QWidget* PrismaPage::makeFoot()
{
    auto* foot = new QWidget;
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(theme::CardMargin, theme::Grid, 2 * theme::Grid, theme::Grid);
    column->setSpacing(theme::Grid / 2);
    m_blind = new TextLabel(TextLabel::Voice::Strong);
    m_blind->setWordWrap(true);
    m_blind->hide();
    column->addWidget(m_blind);
    m_open = new FlowLayout(2 * theme::Grid);
    column->addLayout(m_open);
    m_verdict = new TextLabel(TextLabel::Voice::Muted);
    m_open->addWidget(m_verdict);
    return foot;
}

void PrismaPage::setSession(const std::shared_ptr<Session>& session)
{
    m_controller.setSession(session);
}

QList<QAction*> PrismaPage::pageActions() const
{
    return Page::pageActions() + m_view->zoomActions();
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
    header().setStatus(m_controller.summary());
    showButtons(any);
    if (any) {
        figure::PrismaFigure figure = m_controller.figure(figurePalette());
        m_targets = std::move(figure.targets);
        m_view->setDrawing(figure.drawing);
    }
    m_verdict->setVoice(m_controller.addsUp() ? TextLabel::Voice::Muted : TextLabel::Voice::Warning);
    m_verdict->setText(m_controller.verdict());
    m_blind->setText(m_controller.blindness());
    m_blind->setVisible(!m_blind->text().isEmpty());
    followOpenWork();
    showContent(any);
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
