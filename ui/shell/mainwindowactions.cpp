// The main window's actions and menus.
#include "ui/shell/mainwindow.h"

#include "core/base/shown.h"
#include "ui/shell/aboutdialog.h"
#include "ui/shell/exportdialog.h"
#include "ui/shell/pages.h"
#include "ui/shell/palette.h"
#include "ui/shell/sample.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/shell/welcomepage.h"

#include "ui/settings/preferences.h"
#include "ui/sources/sourcespage.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/searchbox.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QTimer>
#include <QToolButton>

namespace winnow::ui {
namespace {

constexpr int SearchDelay = 150; // ms after the last letter

} // namespace

QAction* MainWindow::add(const QString& id, const QString& group, const QString& text, const QKeySequence& keys,
    std::function<void()> run, const QString& icon)
{
    return m_actions->add(id, group, text, keys, std::move(run), icon);
}

void MainWindow::makeFileActions()
{
    const QString group = tr("File");
    add(
        QStringLiteral("file.new"), group, tr("&New review…"), QKeySequence::New, [this] { startReview({}); },
        QStringLiteral("new"));
    add(
        QStringLiteral("file.open"), group, tr("&Open…"), QKeySequence::Open,
        [this] {
            m_dialogs.openFiles(
                this, tr("Open a review"), tr("Winnow reviews (*.winnow)"), [this](const QStringList& files) {
                    for (const QString& file : files)
                        openReview(file);
                });
        },
        QStringLiteral("open"));
    add(
        QStringLiteral("file.sample"), group, tr("Open &sample review"), {}, [this] { openSample(); },
        QStringLiteral("sample"));
    add(
        QStringLiteral("file.import"), group, tr("&Import export files…"), QKeySequence(Qt::CTRL | Qt::Key_I),
        [this] {
            m_dialogs.openFiles(this, tr("Import export files"), exportFilesFilter(), [this](const QStringList& files) {
                if (!files.isEmpty())
                    takeFiles(files);
            });
        },
        QStringLiteral("sources"));
    add(
        QStringLiteral("file.saveCopy"), group, tr("Save a &copy…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
        [this] { saveCopy(); }, QStringLiteral("save"));
    add(
        QStringLiteral("file.export"), group, tr("&Export citations…"), QKeySequence(Qt::CTRL | Qt::Key_E),
        [this] { exportCitations(); }, QStringLiteral("export"));
    add(QStringLiteral("file.window"), group, tr("New &window"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
        [this] { Q_EMIT windowRequested(); });
    add(
        QStringLiteral("file.close"), group, tr("C&lose review"), QKeySequence(Qt::CTRL | Qt::Key_W),
        [this] { closeReview(); }, QStringLiteral("close"));
    add(
        QStringLiteral("file.quit"), group, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q),
        [this] { Q_EMIT quitRequested(); }, QStringLiteral("quit"))
        ->setMenuRole(QAction::QuitRole);
}

void MainWindow::makeEditActions()
{
    const QString group = tr("Edit");
    add(
        QStringLiteral("edit.undo"), group, tr("&Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z), [this] { travel(false); },
        QStringLiteral("undo"));
    add(
        QStringLiteral("edit.redo"), group, tr("&Redo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
        [this] { travel(true); }, QStringLiteral("redo"));
    add(
        QStringLiteral("go.search"), group, tr("&Search records"), QKeySequence::Find,
        [this] {
            m_search->setFocus(Qt::ShortcutFocusReason);
            m_search->selectAll();
        },
        QStringLiteral("search"));
    add(QStringLiteral("edit.palette"), group, tr("&Command palette"), QKeySequence(Qt::CTRL | Qt::Key_K),
        [this] { m_palette->popUp(); });
}

void MainWindow::makeViewActions()
{
    const QString group = tr("View");
    for (const Step& step : steps()) {
        QKeySequence keys;
        if (step.number > 0)
            keys = QKeySequence(QKeyCombination(Qt::CTRL, static_cast<Qt::Key>(Qt::Key_0 + step.number)));
        else if (step.page == PageId::Reviewers)
            keys = QKeySequence(Qt::CTRL | Qt::Key_T);
        else if (step.page == PageId::History)
            keys = QKeySequence(Qt::CTRL | Qt::Key_H);
        else
            keys = QKeySequence(Qt::CTRL | Qt::Key_Comma);
        add(
            QStringLiteral("go.%1").arg(static_cast<int>(step.page)), group, step.name, keys,
            [this, id = step.page] { goTo(id); }, step.icon);
    }
    add(
        QStringLiteral("go.records"), group, tr("All &records"), QKeySequence(Qt::CTRL | Qt::Key_R),
        [this] { openDoor(Door{PageId::Records, tr("All records"), {}, {}}); }, QStringLiteral("records"));
    add(
        QStringLiteral("go.back"), group, tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left), [this] { back(); },
        QStringLiteral("back"));
    const auto look = [&](const QString& id, const QString& text, Appearance appearance) {
        QAction* action = add(id, group, text, {}, [this, appearance] { m_preferences.setAppearance(appearance); });
        action->setCheckable(true);
        const auto show = [this, action, appearance] { action->setChecked(m_preferences.appearance() == appearance); };
        connect(&m_preferences, &Preferences::lookChanged, this, show);
        show();
    };
    look(QStringLiteral("look.system"), tr("Appearance: as the &system"), Appearance::System);
    look(QStringLiteral("look.light"), tr("Appearance: &light"), Appearance::Light);
    look(QStringLiteral("look.dark"), tr("Appearance: &dark"), Appearance::Dark);
    const auto size = [&](const QString& id, const QString& text, const QKeySequence& keys, int by) {
        add(id, group, text, keys,
            [this, by] { m_preferences.setTextSize(by == 0 ? 100 : m_preferences.textSize() + by); });
    };
    size(QStringLiteral("look.larger"), tr("Lar&ger text"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Plus), 10);
    size(QStringLiteral("look.smaller"), tr("S&maller text"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Minus), -10);
    size(QStringLiteral("look.normal"), tr("&Normal text"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_0), 0);
}

void MainWindow::makeHelpActions()
{
    const QString group = tr("Help");
    QAction* shortcuts = add(
        QStringLiteral("help.shortcuts"), group, tr("&Shortcuts"), Qt::Key_Question, [this] { showShortcuts(); },
        QStringLiteral("keyboard"));
    shortcuts->setShortcuts({QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)});
    add(
        QStringLiteral("help.about"), group, tr("&About Winnow"), {}, [this] { showAbout(); }, QStringLiteral("info"))
        ->setMenuRole(QAction::AboutRole);
}

void MainWindow::makeMenus()
{
    const auto put = [this](QMenu* menu, std::initializer_list<const char*> ids) {
        for (const char* id : ids)
            if (*id == '\0')
                menu->addSeparator();
            else
                menu->addAction(m_actions->find(QLatin1String(id)));
    };
    QMenu* file = menuBar()->addMenu(tr("&File"));
    put(file, {"file.new", "file.open"});
    m_recentMenu = file->addMenu(tr("Open &recent"));
    put(file,
        {"file.sample", "", "file.import", "file.export", "file.saveCopy", "", "file.window", "file.close",
            "file.quit"});
    put(menuBar()->addMenu(tr("&Edit")), {"edit.undo", "edit.redo", "", "go.search", "edit.palette"});
    m_reviewMenu = menuBar()->addMenu(tr("&Review"));
    QMenu* view = menuBar()->addMenu(tr("&View"));
    for (const Step& step : steps()) {
        if (step.page == PageId::Reviewers)
            view->addSeparator();
        view->addAction(m_actions->find(QStringLiteral("go.%1").arg(static_cast<int>(step.page))));
    }
    put(view, {"", "go.records", "go.back", ""});
    QMenu* looks = view->addMenu(tr("&Appearance"));
    put(looks, {"look.system", "look.light", "look.dark"});
    put(view, {"look.larger", "look.smaller", "look.normal"});
    put(menuBar()->addMenu(tr("&Help")), {"help.shortcuts", "help.about"});

    auto* const box = new SearchBox;
    m_search = box;
    m_search->setPlaceholderText(
        tr("Search records (%1)").arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_search->setAccessibleName(tr("Search records"));
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setFixedWidth(fontMetrics().averageCharWidth() * 40);
    auto* corner = new QWidget;
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 5, 2 * theme::Grid, 5);
    row->addWidget(m_search);
    menuBar()->setCornerWidget(corner, Qt::TopRightCorner);
    auto* soon = new QTimer(this);
    soon->setSingleShot(true);
    soon->setInterval(SearchDelay);
    connect(m_search, &QLineEdit::textEdited, soon, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && m_session)
            search(text);
    });
    connect(soon, &QTimer::timeout, this, [this] { search(m_search->text()); });
    const auto enter = [this] { // the keys are the page's again
        if (currentPage() != nullptr)
            currentPage()->entered();
    };
    connect(box, &SearchBox::left, this, enter);
    connect(m_search, &QLineEdit::returnPressed, this, [this, enter] {
        search(m_search->text());
        enter();
    });
}

void MainWindow::showPageActions()
{
    m_reviewMenu->clear();
    const Page* shown = currentPage();
    if (shown != nullptr)
        m_reviewMenu->addActions(shown->pageActions());
    m_reviewMenu->menuAction()->setVisible(!m_reviewMenu->isEmpty());
}

void MainWindow::fillRecent()
{
    const QStringList recent = m_preferences.recent();
    m_welcome->setRecent(recent);
    m_recentMenu->clear();
    for (const QString& path : recent) {
        QString name = QFileInfo(path).completeBaseName();
        QAction* action = m_recentMenu->addAction(name.replace(QStringLiteral("&"), QStringLiteral("&&")));
        action->setToolTip(asToolTip(QDir::toNativeSeparators(path)));
        connect(action, &QAction::triggered, this, [this, path] { openReview(path); });
    }
    m_recentMenu->setEnabled(!recent.isEmpty());
}

void MainWindow::openSample()
{
    if (!empty()) {
        Q_EMIT reviewElsewhere(QString());
        return;
    }
    m_welcome->setBusy(tr("Making the sample review…"));
    m_opening = true;
    const QString path = QDir(folderForReviews()).filePath(tr("Winnow sample review") + QStringLiteral(".winnow"));
    makeSampleBeside(this, path, [this, path](const Result<>& made) {
        m_opening = false;
        m_welcome->setBusy({});
        if (made)
            openReview(path);
        else
            m_dialogs.error(this, made.error());
    });
}

void MainWindow::saveCopy()
{
    const QFileInfo own(m_session->path());
    const QString proposal = own.dir().filePath(tr("%1 (copy).winnow").arg(own.completeBaseName()));
    m_dialogs.saveFile(this, tr("Save a copy"), proposal, tr("Winnow reviews (*.winnow)"), [this](const QString& path) {
        if (path.isEmpty() || !m_session)
            return;
        m_session->longAct(
            this, tr("Saving a copy"),
            [path](review::Review& review, Progress& progress) -> Result<Changes> {
                TRY(review.backup(path, progress));
                return Changes{};
            },
            [this, path](const Result<Changes>& result) {
                if (result)
                    m_notice->say(
                        tr("A checked copy was saved as %1.").arg(QFileInfo(path).fileName()), NoticeBar::Offer::None);
                else if (result.error().kind != ErrorKind::Cancelled)
                    m_dialogs.error(this, result.error());
            });
    });
}

void MainWindow::exportCitations()
{
    auto* dialog = new ExportDialog(this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        review::ExportRequest request{.path = {}, .format = dialog->format().format, .filter = {}};
        request.filter.boxes = dialog->boxes();
        const QFileInfo own(m_session->path());
        const QString ending = QLatin1Char('.') + dialog->format().ending;
        m_dialogs.saveFile(this, tr("Export citations"), own.dir().filePath(own.completeBaseName() + ending),
            QStringLiteral("%1 (*%2)").arg(dialog->format().name, ending),
            [this, request, ending](const QString& path) {
                if (!path.isEmpty())
                    writeExport(request, path.endsWith(ending) ? path : path + ending);
            });
    });
    m_dialogs.show(dialog);
}

void MainWindow::writeExport(review::ExportRequest request, const QString& path)
{
    if (!m_session)
        return;
    request.path = path;
    const auto count = std::make_shared<std::int64_t>(0);
    m_session->longAct(
        this, tr("Exporting citations"),
        [request, count](review::Review& review, Progress& progress) -> Result<Changes> {
            *count = TRY(review::exportCitations(review.reader(), request, progress)).citations;
            return Changes{};
        },
        [this, path, count](const Result<Changes>& result) {
            if (result)
                m_notice->say(tr("%Ln citation(s) exported to %1.", nullptr, static_cast<int>(*count))
                                  .arg(QFileInfo(path).fileName()),
                    NoticeBar::Offer::None);
            else if (result.error().kind != ErrorKind::Cancelled)
                m_dialogs.error(this, result.error());
        });
}

void MainWindow::showShortcuts()
{
    const Page* shown = currentPage();
    m_dialogs.show(new ShortcutSheet(*m_actions, shown ? std::optional(shown->id()) : std::nullopt, this));
}

void MainWindow::showAbout()
{
    m_dialogs.show(new AboutDialog(this));
}

} // namespace winnow::ui
