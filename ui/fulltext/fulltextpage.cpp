#include "ui/fulltext/fulltextpage.h"

#include "core/base/text.h"
#include "ui/fulltext/doubtfulbar.h"
#include "ui/fulltext/reporthead.h"
#include "ui/fulltext/reportspanel.h"
#include "ui/models/annotationspanel.h"
#include "ui/models/servedcard.h"
#include "ui/models/session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/decisionbar.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/pdfreader.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/sidepanes.h"
#include "ui/widgets/theme.h"

#include <QDesktopServices>
#include <QLocale>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

FullTextPage::FullTextPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::FullText, dialogs, parent)
    , m_bar(new DecisionBar(*this, u"fulltext"_s, tr("Make this report undecided again"), DecisionBar::Reasons::Needed))
    , m_header(new PageHeader(tr("Full text")))
    , m_panel(new ReportsPanel(m_controller))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState({}))
    , m_head(new ReportHead(m_controller))
    , m_body(new QStackedWidget)
    , m_doubtful(new DoubtfulBar(m_controller))
    , m_reader(new PdfReader)
    , m_annotations(new AnnotationsPanel(*m_reader, *this))
    , m_card(new RecordCard)
    , m_noFile(new EmptyState({}))
{
    makeActions();
    makeBar();
    auto* attach = new PrimaryButton(tr("Attach PDF…"));
    connect(attach, &QPushButton::clicked, m_attach, &QAction::trigger);
    connect(m_attach, &QAction::changed, attach, [this, attach] { attach->setEnabled(m_attach->isEnabled()); });
    m_header->addControl(attach);
    m_stack->addWidget(makeReport());
    m_stack->addWidget(m_empty);
    auto* panes = new SidePanes(*this, u"fulltext"_s);
    panes->addSide(m_panel, tr("Reports"), 38 * theme::Grid);
    panes->addMain(m_stack, tr("Report"));
    connect(&m_panel->table(), &QAbstractItemView::activated, this, [this, panes] { panes->showPane(m_stack); });
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_header);
    page->addWidget(m_doubtful);
    page->addWidget(panes, 1);
    listen();
    showCurrent();
    showProgress();
    showLists();
}

FullTextPage::~FullTextPage()
{
    removeWidgets();
}

void FullTextPage::makeActions()
{
    m_attach = makeAction(u"fulltext.attach"_s, tr("Attach PDF…"), {Qt::Key_A}, [this] { attach(); });
    m_detach = makeAction(u"fulltext.detach"_s, tr("Detach the PDF"), {}, [this] { m_controller.detach(); });
    m_notRetrieved =
        makeAction(u"fulltext.notRetrieved"_s, tr("Not retrieved…"), {Qt::Key_R}, [this] { notRetrieved(); });
    m_sought = makeAction(
        u"fulltext.sought"_s, tr("Seek again"), {Qt::Key_S}, [this] { m_controller.setRetrieval(Retrieval::Sought); });
    m_retrieved = makeAction(u"fulltext.retrieved"_s, tr("Retrieved on paper"), {Qt::Key_P},
        [this] { m_controller.setRetrieval(Retrieval::Retrieved); });
    m_retrieved->setToolTip(tr("The report was retrieved, but not as a PDF"));
    m_record = makeAction(u"fulltext.record"_s, tr("Show the record"), {Qt::Key_V}, [this] {
        showBody();
        m_panel->table().setFocus();
    });
    m_record->setCheckable(true);
    makeAction(u"fulltext.doubtful"_s, tr("Say which report a dropped PDF is"), {Qt::Key_W}, [this] {
        if (m_doubtful->isVisible())
            m_doubtful->takeFocus();
        else
            Q_EMIT notice(tr("No dropped PDF waits for its report."), false);
    });
    makeAction(u"fulltext.next"_s, tr("Next report"), {Qt::Key_J}, [this] { m_controller.next(); });
    makeAction(u"fulltext.previous"_s, tr("Previous report"), {Qt::Key_K}, [this] { m_controller.previous(); });
}

QList<QAction*> FullTextPage::pageActions() const
{
    return Page::pageActions() + m_reader->actions();
}

QString FullTextPage::stateName() const
{
    return u"fulltext"_s;
}

QVariantMap FullTextPage::state() const
{
    return m_reader->places();
}

void FullTextPage::setState(const QVariantMap& state)
{
    m_reader->setPlaces(state);
}

void FullTextPage::makeBar()
{
    m_notRetrievedButton = m_bar->addButton(m_notRetrieved);
    m_soughtButton = m_bar->addButton(m_sought);
    m_retrievedButton = m_bar->addButton(m_retrieved);
    m_bar->addButton(m_record);
}

QWidget* FullTextPage::makeReport()
{
    m_body->addWidget(m_reader);
    m_body->addWidget(m_card);
    m_body->addWidget(m_noFile);
    auto* report = new QWidget;
    auto* column = new QVBoxLayout(report);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_body, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_bar);
    return report;
}

void FullTextPage::listen()
{
    connect(&m_controller, &FullTextController::currentChanged, this, &FullTextPage::showCurrent);
    connect(&m_controller, &FullTextController::progressChanged, this, &FullTextPage::showProgress);
    connect(&m_controller, &FullTextController::listsChanged, this, &FullTextPage::showLists);
    connect(&m_controller, &FullTextController::notice, this, &Page::notice);
    connect(&m_controller, &FullTextController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    connect(m_panel, &ReportsPanel::doorClosed, this, [this] {
        m_panel->setDoor({});
        m_controller.showOnly({});
    });
    connect(m_bar, &DecisionBar::decided, &m_controller, &FullTextController::decide);
    connect(m_bar, &DecisionBar::excludedFor, &m_controller, &FullTextController::excludeFor);
    connect(m_bar, &DecisionBar::excludedForNew, &m_controller, &FullTextController::excludeForNew);
    connect(m_bar, &DecisionBar::takenBack, &m_controller, &FullTextController::takeBack);
    connect(m_bar, &DecisionBar::ended, this, &FullTextPage::entered);
    serveCard(*m_card, *this, [this] { return m_controller.session(); });
    connect(m_reader, &PdfReader::placesChanged, this, &Page::stateChanged);
    connect(m_reader, &PdfReader::linkActivated, this, &FullTextPage::openLink);
    connect(m_empty, &EmptyState::clicked, this, [this] {
        if (m_controller.state() == ReportsState::NoReports)
            Q_EMIT doorOpened({PageId::Screening, {}, {}, {}});
        else if (m_controller.state() == ReportsState::NothingLeft)
            Q_EMIT doorOpened({PageId::Extraction, {}, {}, {}});
        else
            m_controller.setShows(ReportsShow::All);
    });
}

void FullTextPage::setSession(const std::shared_ptr<Session>& session)
{
    m_panel->setDoor({});
    m_bar->hideReasons();
    m_reader->close();
    m_reader->setReader(session ? toQString(session->info().reviewerName) : QString());
    m_annotations->setSession(session);
    m_controller.setSession(session);
}

void FullTextPage::entered()
{
    m_controller.setActive(true);
    m_panel->table().setFocus();
}

void FullTextPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_controller.setActive(true);
}

void FullTextPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_controller.setActive(false);
}

void FullTextPage::open(const Door& door)
{
    if (door.filter != Filter{} || !door.heading.isEmpty()) {
        m_panel->setDoor(door.heading);
        m_controller.showOnly(door.filter);
    }
    if (!door.citation)
        return;
    if (door.filter == Filter{} && m_controller.shows() != ReportsShow::All)
        m_controller.setShows(ReportsShow::All); // wherever it stands: it is to stay in sight
    m_controller.goTo(door.citation);
}

void FullTextPage::takeFiles(const QStringList& paths)
{
    m_controller.take(paths);
}

// What is shown -------------------------------------------------------------------------------------------------------

void FullTextPage::showCurrent()
{
    m_bar->hideReasons();
    m_head->update();
    m_panel->update();
    m_card->setCitation(m_controller.current());
    const bool can = m_controller.canDecide();
    m_bar->setDecidable(can);
    m_bar->setVerdict(m_controller.verdict());
    m_attach->setEnabled(can);
    const auto& current = m_controller.current();
    const Retrieval retrieval = current ? current->retrieval : Retrieval::Sought;
    const bool attached = m_controller.file() != nullptr;
    m_detach->setEnabled(can && attached);
    m_notRetrieved->setEnabled(can && !attached);
    m_sought->setEnabled(can && !attached && retrieval != Retrieval::Sought);
    m_retrieved->setEnabled(can && retrieval != Retrieval::Retrieved);
    m_notRetrievedButton->setVisible(!attached);
    m_soughtButton->setVisible(!attached && retrieval != Retrieval::Sought);
    m_retrievedButton->setVisible(retrieval != Retrieval::Retrieved);
    showBody();
    showEmpty();
}

void FullTextPage::showBody()
{
    const AttachedFile* file = m_controller.file();
    const FileState state = m_controller.fileState();
    const bool readable = state == FileState::Good || state == FileState::Changed;
    if (readable)
        m_reader->open(file->path, toQString(file->name));
    else
        m_reader->close();
    m_annotations->setFile(readable ? std::optional(*file) : std::nullopt);
    m_noFile->setLine(state == FileState::Missing
            ? tr("%1 is missing from the review's folder of files.").arg(toQString(file->name))
            : tr("Drop the report's PDF here, or attach it with the key A."));
    if (m_record->isChecked())
        m_body->setCurrentWidget(m_card);
    else
        m_body->setCurrentWidget(readable ? static_cast<QWidget*>(m_reader) : m_noFile);
}

void FullTextPage::showProgress()
{
    showEmpty();
    const auto& progress = m_controller.progress();
    if (!progress) {
        m_header->setStatus({});
        return;
    }
    const QLocale locale;
    const auto count = [&](Box box) { return progress->boxes[static_cast<std::size_t>(box)]; };
    QStringList parts{tr("%1 to retrieve").arg(locale.toString(count(Box::AwaitingRetrieval))),
        tr("%1 to assess").arg(locale.toString(count(Box::AwaitingAssessment) + count(Box::AssessmentOpen))),
        tr("%1 included").arg(locale.toString(count(Box::Included)))};
    const Info* info = m_controller.info();
    if (info && info->readOnly)
        parts.append(tr("read-only")); // why stands in the line of state below
    m_header->setStatus(parts.join(QStringLiteral(" · ")));
}

void FullTextPage::showLists()
{
    m_card->setReasons(m_controller.allReasons());
    m_card->setTerms(m_controller.terms());
    m_bar->setReasons(m_controller.reasons());
    m_head->update();
}

void FullTextPage::showEmpty()
{
    const ReportsState state = m_controller.state();
    m_stack->setCurrentIndex(state == ReportsState::Ready ? 0 : 1);
    switch (state) {
    case ReportsState::Ready:
        break;
    case ReportsState::NoReview:
        m_empty->setLine(tr("Open a review to read its reports."));
        m_empty->setButton({});
        break;
    case ReportsState::NoReports:
        m_empty->setLine(tr("Reports stand here once records are included on title and abstract."));
        m_empty->setButton(tr("Go to screening"));
        break;
    case ReportsState::NothingLeft:
        m_empty->setLine(tr("Every report is decided."));
        m_empty->setButton(tr("Go to extraction"));
        break;
    case ReportsState::NothingFound:
        m_empty->setLine(tr("No report is in this list."));
        m_empty->setButton(tr("Show all reports"));
        break;
    }
}

// What is done --------------------------------------------------------------------------------------------------------

void FullTextPage::attach()
{
    dialogs().openFiles(this, tr("Attach the PDF of this report"), tr("PDF files (*.pdf *.PDF);;All files (*)"),
        [this](const QStringList& files) { m_controller.attach(files); });
}

void FullTextPage::notRetrieved()
{
    const auto& current = m_controller.current();
    dialogs().text(this, tr("Not retrieved"), tr("Why the report could not be had"),
        current ? toQString(current->notRetrievedWhy) : QString(),
        {tr("No full text published"), tr("Not available through our libraries"), tr("Author did not reply"),
            tr("Conference abstract only")},
        [this](const std::optional<QString>& why) {
            if (why)
                m_controller.setRetrieval(Retrieval::NotRetrieved, *why);
        });
}

void FullTextPage::openLink(const QString& url)
{
    const QUrl address(url, QUrl::StrictMode);
    if (address.isValid() && (address.scheme() == QLatin1String("https") || address.scheme() == QLatin1String("http")))
        QDesktopServices::openUrl(address);
}

} // namespace winnow::ui
