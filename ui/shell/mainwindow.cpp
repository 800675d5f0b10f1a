#include "ui/shell/mainwindow.h"

#include "ui/shell/flowcounter.h"
#include "ui/shell/newreviewdialog.h"
#include "ui/shell/pages.h"
#include "ui/shell/palette.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/statusline.h"
#include "ui/shell/welcomepage.h"

#include "ui/settings/preferences.h"
#include "ui/settings/settingspage.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/theme.h"

#include "core/base/text.h"
#include "core/review/files.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDateTime>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace winnow::ui {
namespace {

constexpr std::size_t MostPlaces = 100;
constexpr int DailyCopySlot = 1; // of the window's own queries
constexpr int FirstCopySlot = 2; // and one for each review that is dropped

class UntilStopped final : public Progress {
public:
    explicit UntilStopped(std::shared_ptr<std::atomic<bool>> stop)
        : m_stop(std::move(stop))
    {
    }
    bool step(std::int64_t, std::int64_t) override { return !m_stop->load(); }

private:
    std::shared_ptr<std::atomic<bool>> m_stop;
};

bool isReview(const QString& file)
{
    return file.endsWith(QLatin1String(".winnow"), Qt::CaseInsensitive);
}

bool isPdf(const QString& file)
{
    return file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive);
}

/// For an action's text, where & marks a mnemonic.
QString escaped(QString text)
{
    return text.replace(QStringLiteral("&"), QStringLiteral("&&"));
}

QStringList localFiles(const QMimeData* data)
{
    QStringList files;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    return files;
}

/// An open menu has the keyboard: no single key decides behind it.
class MenuKeys final : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        if (event->type() != QEvent::ShortcutOverride || !qobject_cast<QMenu*>(QApplication::activePopupWidget()))
            return false;
        event->accept();
        return true;
    }
};

} // namespace

MainWindow::MainWindow(Preferences& preferences, Dialogs& dialogs, QWidget* parent)
    : QMainWindow(parent)
    , m_preferences(preferences)
    , m_dialogs(dialogs)
    , m_actions(new ActionList(preferences, this))
    , m_counter(new FlowCounter(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    QApplication::instance()->installEventFilter(new MenuKeys(this));
    setAcceptDrops(true);
    setAttribute(Qt::WA_DeleteOnClose);
    makeFileActions();
    makeEditActions();
    makeViewActions();
    makeHelpActions();
    layOut();
    makeMenus();
    m_palette = new CommandPalette(
        *m_actions,
        [this](PageId page) {
            if (currentPage() == nullptr || currentPage()->id() != page)
                goTo(page);
        },
        this);
    connect(m_counter, &FlowCounter::counted, m_sidebar, &Sidebar::setCount);
    connect(&m_preferences, &Preferences::recentChanged, this, &MainWindow::fillRecent);
    fillRecent();
    showPageActions();
    refreshState();
    resize(1240, 800);
    restoreGeometry(m_preferences.geometry());
}

MainWindow::~MainWindow()
{
    setSession(nullptr);
}

void MainWindow::layOut()
{
    m_sidebar = new Sidebar;
    for (const Step& step : steps()) {
        if (step.page == PageId::Reviewers)
            m_sidebar->addSeparator();
        m_sidebar->addStep(step.page, step.number, step.name, step.icon);
    }
    m_sidebar->finish();
    connect(m_sidebar, &Sidebar::chosen, this, &MainWindow::goTo);

    m_pages = new QStackedWidget;
    auto* review = new QWidget;
    auto* row = new QHBoxLayout(review);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addWidget(hairline(Qt::Vertical));
    row->addWidget(m_pages, 1);

    m_welcome = new WelcomePage;
    connect(m_welcome, &WelcomePage::sampleChosen, this, &MainWindow::openSample);
    connect(m_welcome, &WelcomePage::newChosen, this, [this] { startReview({}); });
    connect(m_welcome, &WelcomePage::openChosen, m_actions->find(QStringLiteral("file.open")), &QAction::trigger);
    connect(m_welcome, &WelcomePage::recentChosen, this, &MainWindow::openReview);

    m_stack = new QStackedWidget;
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(review);
    m_status = new StatusLine;
    connect(m_status, &StatusLine::cancelRequested, this, [this](int job) {
        if (m_session)
            m_session->cancel(job);
    });

    auto* all = new QWidget;
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_stack, 1);
    column->addWidget(m_status);
    setCentralWidget(all);
    m_notice = new NoticeBar(m_stack);
    connect(m_notice, &NoticeBar::undoClicked, this, [this] { travel(false); });
}

Page* MainWindow::page(PageId id) const
{
    const auto found = m_made.find(id);
    return found == m_made.end() ? nullptr : found->second;
}

Page* MainWindow::currentPage() const
{
    return m_session ? qobject_cast<Page*>(m_pages->currentWidget()) : nullptr;
}

// The review ------------------------------------------------------------------------------------------------------

void MainWindow::openReview(const QString& path)
{
    if (!empty()) {
        Q_EMIT reviewElsewhere(path);
        return;
    }
    bool isOpen = false;
    Q_EMIT opening(path, isOpen);
    if (isOpen)
        return;
    m_opening = true;
    m_welcome->setBusy(tr("Opening %1…").arg(QFileInfo(path).fileName()));
    review::Options const options;
    Session::open(this, QFileInfo(path).absoluteFilePath(), options,
        [this](Result<std::shared_ptr<Session>> session) { opened(std::move(session), {}); });
}

void MainWindow::createReview(
    const QString& path, const QString& title, const QString& reviewer, const QStringList& files)
{
    m_opening = true;
    m_welcome->setBusy(tr("Making %1…").arg(QFileInfo(path).fileName()));
    m_preferences.setReviewer(reviewer);
    review::Options options;
    options.reviewer = reviewer.toStdString();
    Session::create(this, QFileInfo(path).absoluteFilePath(), title.toStdString(), options,
        [this, files](Result<std::shared_ptr<Session>> session) { opened(std::move(session), files); });
}

void MainWindow::opened(Result<std::shared_ptr<Session>> session, const QStringList& files)
{
    m_opening = false;
    m_welcome->setBusy({});
    if (!session) {
        m_dialogs.error(this, session.error());
        Q_EMIT sessionChanged();
        return;
    }
    setSession(*session);
    m_preferences.addRecent(m_session->path());
    if (const QStringList all = files + std::exchange(m_waiting, {}); !all.isEmpty())
        takeFiles(all);
}

void MainWindow::setSession(const std::shared_ptr<Session>& session)
{
    if (session == m_session)
        return;
    if (m_session)
        m_session->disconnect(this);
    if (session)
        makePages();
    for (const auto& [id, page] : m_made)
        page->setSession(session);
    m_counter->setSession(session);
    const std::shared_ptr<Session> closing = std::exchange(m_session, session);
    for (const JobState& job : std::vector(m_status->jobs()))
        m_status->endJob(job.id);
    m_past.clear();
    m_place = {};
    if (session) {
        connect(session.get(), &Session::changed, this, &MainWindow::onChanged);
        connect(session.get(), &Session::undoStateChanged, this, &MainWindow::refreshState);
        connect(session.get(), &Session::failed, this, [this](const Error& error) { m_dialogs.error(this, error); });
        connect(session.get(), &Session::jobChanged, m_status, &StatusLine::setJob);
        connect(session.get(), &Session::jobEnded, m_status, &StatusLine::endJob);
        connect(
            session.get(), &Session::jobEnded, this,
            [this] {
                if (m_closeWhenDone && m_status->jobs().empty())
                    close();
            },
            Qt::QueuedConnection);
    }
    keepDailyCopy();
    refreshState();
    if (m_session) {
        m_stack->setCurrentIndex(1);
        const Result<std::vector<Source>> sources = m_session->reader().sources();
        const bool nothingToScreen = sources && sources->empty();
        // Whose decisions these will be is asked before any is taken.
        const bool guessed = !m_session->info().readOnly && m_session->reader().isReviewerGuessed();
        const QVariantMap last = m_preferences.pageState(QStringLiteral("window"));
        const bool wasHere = last.value(QStringLiteral("review")).toString() == m_session->path();
        const PageId at = wasHere ? static_cast<PageId>(last.value(QStringLiteral("page")).toInt()) : PageId::Screening;
        showPlace(Place{guessed ? PageId::Reviewers : nothingToScreen ? PageId::Sources : at, {}});
        if (guessed)
            m_notice->say(tr("This copy is new on this computer: say which of the reviewers you are (“This is me”)."),
                NoticeBar::Offer::None);
    } else {
        m_stack->setCurrentIndex(0);
        m_notice->hide();
        m_search->clear();
        showPageActions();
        m_welcome->takeFocus();
    }
    Q_EMIT sessionChanged();
}

/// Beside the window; broken off when the review is closed before it is done, and then made another time.
void MainWindow::keepDailyCopy()
{
    if (m_stopCopy)
        m_stopCopy->store(true);
    if (!m_session || m_session->info().readOnly)
        return;
    m_stopCopy = std::make_shared<std::atomic<bool>>(false);
    m_session->query<bool>(
        this, DailyCopySlot,
        [stop = m_stopCopy](review::Reader& reader) -> Result<bool> {
            UntilStopped progress(stop);
            TRY(reader.backUpDaily(QDateTime::currentMSecsSinceEpoch(), progress));
            return true;
        },
        [this](const Result<bool>& made) {
            if (!made && made.error().kind != ErrorKind::Cancelled)
                m_notice->say(tr("Today's copy of the review could not be made. %1").arg(made.error().message),
                    NoticeBar::Offer::None);
        });
}

void MainWindow::closeReview()
{
    setSession(nullptr);
}

/// Once, when the first review is there: the welcome page needs none of them.
void MainWindow::makePages()
{
    if (!m_made.empty())
        return;
    std::vector<Step> all = steps();
    all.push_back({PageId::Records, 0, nameOf(PageId::Records), {}});
    for (const Step& step : all) {
        Page* made = makePage(step.page, m_dialogs, m_preferences, m_pages);
        if (auto* button = m_sidebar->button(step.page))
            button->setVisible(made != nullptr);
        if (QAction* go = m_actions->find(QStringLiteral("go.%1").arg(static_cast<int>(step.page))))
            go->setVisible(made != nullptr);
        if (made == nullptr)
            continue;
        m_made[step.page] = made;
        m_pages->addWidget(made);
        made->setAccessibleName(step.name);
        connect(made, &Page::doorOpened, this, &MainWindow::openDoor);
        connect(made, &Page::notice, this, [this](const QString& text, bool undo) {
            m_notice->say(text, undo ? NoticeBar::Offer::Undo : NoticeBar::Offer::None);
        });
        connect(made, &Page::did, m_status, &StatusLine::say);
        connect(made, &Page::did, m_notice, &QWidget::hide); // its undo would be of something else
        for (QAction* action : made->pageActions())
            m_actions->addOf(step.page, step.name, action);
        if (const QString remembered = made->stateName(); !remembered.isEmpty()) {
            made->setState(m_preferences.pageState(remembered));
            connect(made, &Page::stateChanged, this,
                [this, made, remembered] { m_preferences.setPageState(remembered, made->state()); });
        }
    }
    if (auto* settings = qobject_cast<SettingsPage*>(page(PageId::Settings))) {
        std::vector<Shortcut> shortcuts;
        for (const ActionList::Entry& entry : m_actions->entries())
            shortcuts.push_back({entry.action, entry.group, entry.standards.value(0), !entry.page});
        settings->setShortcuts(std::move(shortcuts));
    }
}

// Places ----------------------------------------------------------------------------------------------------------

void MainWindow::goTo(PageId id)
{
    if (!m_session || page(id) == nullptr)
        return;
    if (m_place.page == id && !m_place.door) {
        page(id)->entered();
        return;
    }
    m_past.push_back(m_place);
    if (m_past.size() > MostPlaces)
        m_past.erase(m_past.begin());
    showPlace(Place{id, {}});
}

void MainWindow::openDoor(const Door& door)
{
    if (!m_session || page(door.page) == nullptr)
        return;
    m_past.push_back(m_place);
    if (m_past.size() > MostPlaces)
        m_past.erase(m_past.begin());
    showPlace(Place{door.page, door});
}

void MainWindow::back()
{
    if (m_past.empty())
        return;
    const Place place = m_past.back();
    m_past.pop_back();
    showPlace(place);
}

void MainWindow::showPlace(const Place& place)
{
    Page* to = page(place.page);
    if (to == nullptr) { // a step that this build has not; the first one that it has
        if (m_made.empty())
            return;
        to = m_made.begin()->second;
    }
    m_place = {to->id(), place.door};
    m_searching = false;
    m_pages->setCurrentWidget(to);
    m_sidebar->setCurrent(to->id());
    if (m_session && to->id() != PageId::Records)
        m_preferences.setPageState(QStringLiteral("window"),
            {{QStringLiteral("review"), m_session->path()}, {QStringLiteral("page"), static_cast<int>(to->id())}});
    if (place.door)
        to->open(*place.door);
    to->entered();
    showPageActions();
    refreshState();
}

/// Shows what fits while it is typed; the place before the first letter stays the one that Back leads to.
void MainWindow::search(const QString& text)
{
    constexpr int Least = 3;
    Page* records = page(PageId::Records);
    if (records == nullptr)
        return;
    const QString wanted = text.simplified();
    if (wanted.size() < Least) {
        if (m_searching && wanted.isEmpty())
            back();
        m_search->setFocus();
        return;
    }
    Door door;
    door.heading = tr("Search: %1").arg(wanted);
    door.filter.text = wanted.toStdString();
    if (!m_searching)
        m_past.push_back(m_place);
    showPlace(Place{PageId::Records, door});
    m_searching = true;
    m_search->setFocus();
}

// What happens ----------------------------------------------------------------------------------------------------

void MainWindow::onChanged(const Changes& changes)
{
    if ((changes.flags & Changes::Settings) != 0)
        refreshTitle();
    refreshState();
    m_notice->withdrawUndo();
    if (m_travelling == 0 && changes.count > 1 && !changes.done.isEmpty())
        m_notice->say(changes.done, // undo is offered for what is named, and for nothing before it
            m_session->undoState().undo == changes.done ? NoticeBar::Offer::Undo : NoticeBar::Offer::None);
}

void MainWindow::travel(bool forward)
{
    if (!m_session)
        return;
    const UndoState& state = m_session->undoState();
    const QString what = forward ? state.redo : state.undo;
    if (what.isEmpty())
        return;
    ++m_travelling;
    m_session->act(
        this, [forward](review::Review& review) { return forward ? review.redo() : review.undo(); },
        [this, forward, what](const Result<Changes>& result) {
            --m_travelling;
            if (result)
                m_notice->say(
                    forward ? tr("Redone: %1").arg(what) : tr("Undone: %1").arg(what), NoticeBar::Offer::None);
            else if (result.error().kind != ErrorKind::NotFound)
                m_dialogs.error(this, result.error());
        });
}

void MainWindow::refreshState()
{
    const bool open = m_session != nullptr;
    const bool writable = open && !m_session->info().readOnly;
    const UndoState state = open ? m_session->undoState() : UndoState{};
    QAction* undo = m_actions->find(QStringLiteral("edit.undo"));
    QAction* redo = m_actions->find(QStringLiteral("edit.redo"));
    undo->setText(state.undo.isEmpty() ? tr("&Undo") : tr("&Undo “%1”").arg(escaped(state.undo)));
    redo->setText(state.redo.isEmpty() ? tr("&Redo") : tr("&Redo “%1”").arg(escaped(state.redo)));
    undo->setEnabled(writable && !state.undo.isEmpty());
    redo->setEnabled(writable && !state.redo.isEmpty());
    for (const ActionList::Entry& entry : m_actions->entries()) {
        const QString id = entry.action->objectName();
        if (id.startsWith(QLatin1String("go.")))
            entry.action->setEnabled(open);
    }
    m_actions->find(QStringLiteral("file.import"))->setEnabled(writable && page(PageId::Sources) != nullptr);
    m_actions->find(QStringLiteral("file.saveCopy"))->setEnabled(open);
    m_actions->find(QStringLiteral("file.export"))->setEnabled(open);
    m_actions->find(QStringLiteral("file.close"))->setEnabled(open);
    m_actions->find(QStringLiteral("go.back"))->setEnabled(!m_past.empty());
    m_search->setEnabled(open);
    if (!open)
        m_status->setState(StatusLine::State::NoReview, {});
    else if (!writable)
        m_status->setState(
            StatusLine::State::ReadOnly, toQString(m_session->info().reviewerName), m_session->info().readOnlyReason);
    else
        m_status->setState(StatusLine::State::Saved, toQString(m_session->info().reviewerName));
    refreshTitle();
}

void MainWindow::refreshTitle()
{
    if (!m_session) {
        setWindowTitle(tr("Winnow"));
        m_reviewName.clear();
        makeRoom();
        return;
    }
    const Info& info = m_session->info();
    QString notice = toQString(info.notice);
    if (info.demonstration && notice.isEmpty())
        notice = tr("A demonstration from open data, not a systematic review");
    QString title = info.demonstration ? tr("%1 (demonstration)").arg(toQString(info.title)) : toQString(info.title);
    if (const QString original = review::reviewOfBackup(info.path); !original.isEmpty()) {
        title = tr("%1 (backup %2)").arg(title, QFileInfo(info.path).completeBaseName());
        const QString backup = tr("A backup: what is done here does not reach %1.").arg(QFileInfo(original).fileName());
        notice = notice.isEmpty() ? backup : backup + u'\n' + notice;
    }
    m_sidebar->setReview(toQString(info.title), notice);
    m_reviewName = title;
    makeRoom();
    setWindowTitle(tr("%1 – Winnow").arg(title));
    setWindowFilePath(info.path);
}

// Files -----------------------------------------------------------------------------------------------------------

QString MainWindow::folderForReviews() const
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
}

void MainWindow::startReview(const QStringList& files)
{
    if (!empty()) {
        Q_EMIT windowRequested();
        return;
    }
    const QString title = files.size() == 1 ? QFileInfo(files.first()).completeBaseName() : QString();
    auto* dialog = new NewReviewDialog(m_dialogs, title, m_preferences.reviewer(), folderForReviews(), this);
    connect(dialog, &QDialog::accepted, this,
        [this, dialog, files] { createReview(dialog->path(), dialog->title(), dialog->reviewer(), files); });
    m_dialogs.show(dialog);
}

void MainWindow::takeFiles(const QStringList& files)
{
    QStringList exports;
    QStringList pdfs;
    int reviews = 0;
    for (const QString& file : files) {
        if (isReview(file))
            takeReview(file, FirstCopySlot + reviews++);
        else
            (isPdf(file) ? pdfs : exports).append(file);
    }
    if (!m_session) {
        if (m_opening)
            m_waiting += pdfs;
        else if (!exports.isEmpty())
            startReview(exports);
        else if (!pdfs.isEmpty())
            m_dialogs.error(this,
                {ErrorKind::InvalidInput, tr("PDFs belong to a review: open it first, then drop them on its window."),
                    pdfs.join(u'\n')});
        return;
    }
    if (!exports.isEmpty() && page(PageId::Sources) != nullptr) {
        goTo(PageId::Sources);
        page(PageId::Sources)->takeFiles(exports);
    }
    if (!pdfs.isEmpty() && page(PageId::FullText) != nullptr) {
        goTo(PageId::FullText);
        page(PageId::FullText)->takeFiles(pdfs);
    }
}

/// A copy of the review that is open is offered to be brought in; any other is opened.
void MainWindow::takeReview(const QString& file, int slot)
{
    if (!m_session || m_session->info().readOnly) {
        openReview(file);
        return;
    }
    m_session->query<bool>(
        this, slot, [file](review::Reader& reader) { return reader.isCopy(file); },
        [this, file](const Result<bool>& copy) {
            Page* const reviewers = page(PageId::Reviewers);
            if (!copy.value_or(false) || reviewers == nullptr) {
                openReview(file);
                return;
            }
            goTo(PageId::Reviewers);
            reviewers->takeFiles({file});
        });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    takeFiles(localFiles(event->mimeData()));
}

/// Work that runs is finished first, and the window then closes by itself; closing it again breaks the work off.
void MainWindow::closeEvent(QCloseEvent* event)
{
    const std::vector<JobState> running = m_status->jobs();
    if (m_session && !running.empty()) {
        for (const JobState& job : running)
            if (m_closeWhenDone || !m_session->busy())
                m_session->cancel(job.id);
        if (!m_closeWhenDone && m_session->busy()) {
            m_closeWhenDone = true;
            m_notice->say(tr("The window closes when this is done: %1. Close it again to break it off.")
                              .arg(running.front().what),
                NoticeBar::Offer::None);
            event->ignore();
            return;
        }
    }
    m_preferences.setGeometry(saveGeometry());
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        makeRoom();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    makeRoom();
}

void MainWindow::makeRoom()
{
    if (m_sidebar == nullptr)
        return;
    constexpr int List = 30; // letters, of a list beside what is read
    const int page = theme::readableWidth(font()) + List * fontMetrics().averageCharWidth();
    m_sidebar->setCompact(width() - m_sidebar->wholeWidth() < page);
    m_status->setReview(m_sidebar->isCompact() ? m_reviewName : QString());
}

} // namespace winnow::ui
