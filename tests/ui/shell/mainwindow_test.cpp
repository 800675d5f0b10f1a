#include "ui/shell/mainwindow.h"

#include "ui/settings/preferences.h"
#include "ui/settings/shortcuteditor.h"
#include "ui/shell/exportdialog.h"
#include "ui/shell/newreviewdialog.h"
#include "ui/shell/palette.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/statusline.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/theme.h"

#include "core/review/review.h"
#include "tests/support/opensession.h"
#include "tests/support/scripteddialogs.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

using namespace winnow;
using namespace winnow::ui;

namespace {

constexpr int Patience = 60'000; // ms; only a failing test waits so long

class MainWindowTest : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(folder.isValid());
        preferences.setReviewer(QStringLiteral("Anna"));
        window = new MainWindow(preferences, dialogs);
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window));
    }
    void TearDown() override { delete window; }

    void openNewReview()
    {
        window->createReview(
            folder.filePath(QStringLiteral("a.winnow")), QStringLiteral("Livers & cells"), QStringLiteral("Anna"), {});
        ASSERT_TRUE(QTest::qWaitFor([this] { return window->session() != nullptr; }, Patience));
    }

    QTemporaryDir folder;
    Preferences preferences{folder.filePath(QStringLiteral("settings.ini"))};
    test::ScriptedDialogs dialogs;
    QPointer<MainWindow> window;
};

bool isQtsOwn(const QWidget* widget)
{
    return widget->objectName().startsWith(QLatin1String("qt_"))
        || (widget->parentWidget() != nullptr
            && (widget->parentWidget()->inherits("QAbstractSpinBox") || widget->parentWidget()->inherits("QComboBox")
                || widget->parentWidget()->inherits("QLineEdit") || widget->parentWidget()->inherits("QTabBar")
                || widget->parentWidget()->inherits("QAbstractScrollArea")
                || widget->parentWidget()->inherits("QKeySequenceEdit") || widget->inherits("QScrollBar")
                || widget->inherits("QMenu") || widget->parentWidget()->inherits("QComboBoxPrivateContainer")));
}

/// Says nothing and is not shown while it has nothing to say: an empty label, a button without a text.
bool isAway(const QWidget* widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        return label->text().isEmpty();
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    if (button == nullptr || !button->text().isEmpty())
        return false;
    const QWidget* hidden = widget;
    while (hidden != nullptr && !hidden->isHidden() && qobject_cast<const Page*>(hidden) == nullptr)
        hidden = hidden->parentWidget();
    return hidden != nullptr && hidden->isHidden() && qobject_cast<const Page*>(hidden) == nullptr;
}

QStringList namelessControls(const QWidget* window)
{
    QStringList nameless;
    for (QWidget* widget : window->findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || isQtsOwn(widget) || isAway(widget)
            || widget->inherits("QStackedWidget") || widget->inherits("QTabWidget") || widget->inherits("QTabBar")
            || widget->inherits("QHeaderView"))
            continue;
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
        if (spoken == nullptr || spoken->text(QAccessible::Name).isEmpty())
            nameless.append(QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ')
                + widget->objectName() + QStringLiteral(" in ")
                + QString::fromLatin1(widget->parentWidget()->metaObject()->className()));
    }
    return nameless;
}

} // namespace

TEST_F(MainWindowTest, GreetsWithThreeChoices)
{
    for (const char* name : {"welcome.sample", "welcome.new", "welcome.open"}) {
        const auto* choice = window->findChild<QAbstractButton*>(QLatin1String(name));
        ASSERT_NE(choice, nullptr) << name;
        EXPECT_TRUE(choice->isVisible()) << name;
    }
    EXPECT_EQ(window->currentPage(), nullptr);
}

TEST_F(MainWindowTest, EnterTakesAChoice)
{
    auto* const open = window->findChild<QAbstractButton*>(QStringLiteral("welcome.open"));
    ASSERT_NE(open, nullptr);
    int taken = 0;
    QObject::disconnect(open, &QAbstractButton::clicked, nullptr, nullptr);
    QObject::connect(open, &QAbstractButton::clicked, window, [&] { ++taken; });
    QTest::keyClick(open, Qt::Key_Return);
    EXPECT_EQ(taken, 1);
}

TEST_F(MainWindowTest, SingleKeysAreQuietBehindAnOpenMenu)
{
    int decided = 0;
    QAction decide(window);
    decide.setShortcut(Qt::Key_I);
    QObject::connect(&decide, &QAction::triggered, window, [&] { ++decided; });
    window->addAction(&decide);
    QMenu menu(window);
    menu.addAction(QStringLiteral("Something"));
    window->activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(window));
    menu.popup(window->mapToGlobal(QPoint(10, 10)));
    ASSERT_EQ(QApplication::activePopupWidget(), &menu);
    QTest::keyClick(window->windowHandle(), Qt::Key_I);
    EXPECT_EQ(decided, 0);
    menu.close();
    QTest::keyClick(window->windowHandle(), Qt::Key_I);
    EXPECT_EQ(decided, 1);
}

TEST_F(MainWindowTest, EscapeLeavesTheKeysOfAnActionAsTheyAre)
{
    openNewReview();
    QAction* const open = window->actionList().find(QStringLiteral("file.open"));
    const QKeySequence before = open->shortcut();
    window->goTo(PageId::Settings);
    QKeySequenceEdit* keys = nullptr;
    for (QKeySequenceEdit* edit : window->findChildren<QKeySequenceEdit*>())
        if (edit->accessibleName().contains(QStringLiteral("Open")) && edit->keySequence() == before)
            keys = edit;
    ASSERT_NE(keys, nullptr);
    keys->setFocus();
    QTest::keyClick(keys, Qt::Key_Escape);
    Q_EMIT keys->editingFinished();
    EXPECT_EQ(open->shortcut(), before);
    EXPECT_EQ(keys->keySequence(), before);
}

TEST_F(MainWindowTest, StartsAReviewFromTheDialog)
{
    dialogs.expectDialog([this](QWidget* widget) {
        auto* dialog = qobject_cast<NewReviewDialog*>(widget);
        ASSERT_NE(dialog, nullptr);
        dialog->findChild<QLineEdit*>(QStringLiteral("title"))->setText(QStringLiteral("Livers"));
        dialogs.answerSaveFile(folder.filePath(QStringLiteral("livers")));
        for (QAbstractButton* button : dialog->findChildren<QAbstractButton*>())
            if (button->accessibleName().startsWith(QLatin1String("Choose")))
                button->click();
        EXPECT_EQ(dialog->path(), folder.filePath(QStringLiteral("livers.winnow")));
        dialog->accept();
    });
    window->startReview({});
    ASSERT_TRUE(QTest::qWaitFor([this] { return window->session() != nullptr; }, Patience));
    EXPECT_EQ(window->session()->info().title, "Livers");
    EXPECT_EQ(window->session()->info().reviewerName, "Anna");
    EXPECT_EQ(preferences.recent(), QStringList{folder.filePath(QStringLiteral("livers.winnow"))});
    EXPECT_EQ(window->windowTitle(), QStringLiteral("Livers – Winnow"));
}

TEST_F(MainWindowTest, StartsAReviewWhenEnterIsPressedInItsTitle)
{
    dialogs.expectDialog([](QWidget* widget) {
        auto* dialog = qobject_cast<NewReviewDialog*>(widget);
        ASSERT_NE(dialog, nullptr);
        dialog->show();
        auto* title = dialog->findChild<QLineEdit*>(QStringLiteral("title"));
        title->setText(QStringLiteral("Livers"));
        QTest::keyClick(title, Qt::Key_Return);
        EXPECT_EQ(dialog->result(), QDialog::Accepted);
        dialog->reject();
    });
    window->startReview({});
}

TEST_F(MainWindowTest, ExportsCitationsInTheFormatThatIsChosen)
{
    openNewReview();
    dialogs.expectDialog([this](QWidget* widget) {
        auto* dialog = qobject_cast<ExportDialog*>(widget);
        ASSERT_NE(dialog, nullptr);
        auto* format = dialog->findChild<QComboBox*>(QStringLiteral("format"));
        ASSERT_EQ(format->count(), 6);
        format->setCurrentIndex(format->findText(QStringLiteral("CSV (.csv)")));
        dialogs.answerSaveFile(folder.filePath(QStringLiteral("handed on"))); // the ending is added
        dialog->accept();
    });
    window->actionList().find(QStringLiteral("file.export"))->trigger();
    QFile table(folder.filePath(QStringLiteral("handed on.csv")));
    ASSERT_TRUE(QTest::qWaitFor([&table] { return table.exists(); }, Patience));
    ASSERT_TRUE(table.open(QIODevice::ReadOnly));
    EXPECT_TRUE(table.readAll().startsWith("\xEF\xBB\xBF"
                                           "citation,box,records,"));
}

TEST_F(MainWindowTest, ShowsTheSourcesOfAReviewThatHasNone)
{
    openNewReview();
    ASSERT_NE(window->currentPage(), nullptr);
    EXPECT_EQ(window->currentPage()->id(), PageId::Sources);
}

TEST_F(MainWindowTest, OpensAReviewOnThePageWhereItWasLeft)
{
    QFile export_(folder.filePath(QStringLiteral("three.nbib")));
    ASSERT_TRUE(export_.open(QIODevice::WriteOnly) && export_.write(test::ThreeFromPubMed) > 0);
    export_.close();
    const QString path = folder.filePath(QStringLiteral("a.winnow"));
    {
        auto review = review::Review::create(path, "Livers", {nullptr, "Anna"});
        NoProgress quiet;
        ImportRequest request;
        request.path = export_.fileName();
        request.source = "PubMed";
        ASSERT_TRUE(review && review->importFile(request, quiet));
    }
    const auto open = [&] {
        window->openReview(path);
        return QTest::qWaitFor([this] { return window->session() != nullptr; }, Patience);
    };
    ASSERT_TRUE(open());
    EXPECT_EQ(window->currentPage()->id(), PageId::Screening) << "the first time";
    window->actionList().find(QStringLiteral("go.%1").arg(static_cast<int>(PageId::Synthesis)))->trigger();
    window->closeReview();
    ASSERT_TRUE(open());
    EXPECT_EQ(window->currentPage()->id(), PageId::Synthesis);
}

TEST_F(MainWindowTest, SaysWhyAFileIsNoReview)
{
    QFile file(folder.filePath(QStringLiteral("no.winnow")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("This is no review.");
    file.close();
    dialogs.expectError(ErrorKind::InvalidInput);
    window->openReview(file.fileName());
    ASSERT_TRUE(QTest::qWaitFor([this] { return !dialogs.errors().empty(); }, Patience));
    EXPECT_TRUE(window->empty());
}

TEST_F(MainWindowTest, GivesEveryActionATextAndAPlaceInThePalette)
{
    openNewReview();
    window->palette().popUp();
    const QStringList shown = window->palette().shown();
    QStringList ids;
    for (const ActionList::Entry& entry : window->actionList().entries()) {
        const QString id = entry.action->objectName();
        EXPECT_FALSE(plainText(*entry.action).isEmpty()) << id.toStdString();
        EXPECT_FALSE(id.isEmpty()) << plainText(*entry.action).toStdString();
        EXPECT_FALSE(ids.contains(id)) << id.toStdString();
        ids.append(id);
        EXPECT_TRUE(!entry.action->isVisible() || shown.contains(plainText(*entry.action))) << id.toStdString();
    }
}

TEST_F(MainWindowTest, RunsWhatThePaletteFindsByKeysAlone)
{
    openNewReview();
    window->goTo(PageId::History);
    window->palette().popUp();
    auto* input = window->palette().findChild<QLineEdit*>();
    QTest::keyClicks(input, QStringLiteral("settings"));
    QTest::keyClick(input, Qt::Key_Return);
    ASSERT_NE(window->currentPage(), nullptr);
    EXPECT_EQ(window->currentPage()->id(), PageId::Settings);
    EXPECT_FALSE(window->palette().isVisible());
    window->back();
    EXPECT_EQ(window->currentPage()->id(), PageId::History);
}

TEST_F(MainWindowTest, ListsTheShortcutsOfReasonsThatThereAre)
{
    openNewReview();
    const auto exclusions = [this] {
        const ShortcutSheet sheet(window->actionList(), PageId::Screening);
        QStringList texts;
        for (const QLabel* label : sheet.findChildren<QLabel*>())
            if (label->text().startsWith(QStringLiteral("Exclude: "))
                || label->text().startsWith(QStringLiteral("Exclude for")))
                texts.append(label->text());
        return texts;
    };
    window->goTo(PageId::Screening);
    window->session()->act(window, [](review::Review& review) {
        return review.setReasons(Stage::TitleAbstract, {{{}, Stage::TitleAbstract, "Mice & rats", 1}});
    });
    ASSERT_TRUE(QTest::qWaitFor([&] { return exclusions() == QStringList{QStringLiteral("Exclude: Mice & rats")}; }))
        << exclusions().join(u'|').toStdString();
}

TEST_F(MainWindowTest, NoTwoActionsShareAKeyWhicheverSetOfKeysIsChosen)
{
    openNewReview();
    window->goTo(PageId::Settings);
    auto* editor = window->findChild<ShortcutEditor*>();
    ASSERT_NE(editor, nullptr);
    auto* preset = editor->findChild<QComboBox*>();
    const auto keysOf = [this](const char* action) {
        return window->actionList().find(QLatin1String(action))->shortcut().toString().toStdString();
    };
    std::vector<Shortcut> shortcuts;
    for (const ActionList::Entry& entry : window->actionList().entries())
        shortcuts.push_back({entry.action, entry.group, entry.standards.value(0), !entry.page});
    for (int chosen = 0; chosen < static_cast<int>(keyPresets().size()); ++chosen) {
        preset->setCurrentIndex(chosen);
        Q_EMIT preset->activated(chosen);
        EXPECT_EQ(preset->currentIndex(), chosen);
        for (const auto& [one, other] : clashes(shortcuts))
            ADD_FAILURE() << keyPresets()[static_cast<std::size_t>(chosen)].id.toStdString() << ": "
                          << shortcuts[one].action->objectName().toStdString() << " and "
                          << shortcuts[other].action->objectName().toStdString();
    }
    for (std::size_t one = 0; one < shortcuts.size(); ++one)
        for (std::size_t other = one + 1; other < shortcuts.size(); ++other)
            if (!shortcuts[one].standard.isEmpty() && shortcuts[one].standard == shortcuts[other].standard
                && shortcuts[one].everywhere != shortcuts[other].everywhere) {
                const QString id = shortcuts[other].action->objectName();
                EXPECT_TRUE(id == QStringLiteral("reader.find") || id == QStringLiteral("reader.back"))
                    << id.toStdString() << ": only the PDF takes these keys of the window, while it has the focus";
            }
    EXPECT_EQ(keysOf("screening.include"), "R"); // as in ASReview, where I is irrelevant
    EXPECT_EQ(keysOf("screening.excludeNow"), "I");
    Q_EMIT preset->activated(1);
    EXPECT_EQ(keysOf("screening.include"), "I");
    EXPECT_EQ(keysOf("screening.maybe"), "U");
    EXPECT_EQ(keysOf("screening.takeBack"), "Shift+U");
    Q_EMIT preset->activated(0);
    EXPECT_EQ(keysOf("screening.maybe"), "M");
}

TEST_F(MainWindowTest, SaysWhenTwoActionsShareAKeyAndTakesItFromOne)
{
    openNewReview();
    preferences.setShortcut(QStringLiteral("screening.maybe"), QKeySequence(Qt::Key_I));
    auto* editor = window->findChild<ShortcutEditor*>();
    QAbstractButton* take = nullptr;
    for (QAbstractButton* button : editor->findChildren<QAbstractButton*>())
        if (button->text() == QStringLiteral("Take it from “Include”"))
            take = button;
    ASSERT_NE(take, nullptr);
    take->click();
    EXPECT_TRUE(window->actionList().find(QStringLiteral("screening.include"))->shortcut().isEmpty());
    EXPECT_EQ(window->actionList().find(QStringLiteral("screening.maybe"))->shortcut(), QKeySequence(Qt::Key_I));
}

TEST_F(MainWindowTest, KeysOfOnesOwnComeBackAfterASetOfKeys)
{
    openNewReview();
    preferences.setShortcut(QStringLiteral("screening.maybe"), QKeySequence(Qt::Key_G));
    auto* preset = window->findChild<ShortcutEditor*>()->findChild<QComboBox*>();
    const int own = static_cast<int>(keyPresets().size());
    EXPECT_EQ(preset->currentIndex(), own);
    const QAction* maybe = window->actionList().find(QStringLiteral("screening.maybe"));
    Q_EMIT preset->activated(1);
    EXPECT_EQ(maybe->shortcut(), QKeySequence(Qt::Key_U));
    Q_EMIT preset->activated(own);
    EXPECT_EQ(maybe->shortcut(), QKeySequence(Qt::Key_G));
    EXPECT_EQ(window->actionList().find(QStringLiteral("screening.next"))->shortcuts(),
        (QList<QKeySequence>{Qt::Key_J, Qt::Key_Down}));
}

TEST_F(MainWindowTest, GivesEveryControlAName)
{
    openNewReview();
    EXPECT_EQ(namelessControls(window).join(QLatin1Char('\n')).toStdString(), "");
}

TEST_F(MainWindowTest, TakesLettersInATextFieldAsLetters)
{
    openNewReview();
    window->activateWindow();
    auto* search = window->findChild<QLineEdit*>(QStringLiteral("search"));
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("?i")); // an unexpected dialog would fail the test
    EXPECT_EQ(search->text(), QStringLiteral("?i"));
}

TEST_F(MainWindowTest, UndoesFromTheEditMenuAndSaysWhat)
{
    openNewReview();
    QAction* undo = window->actionList().find(QStringLiteral("edit.undo"));
    EXPECT_FALSE(undo->isEnabled());
    window->session()->act(window, [](review::Review& review) { return review.setTitle("Another"); });
    ASSERT_TRUE(QTest::qWaitFor([&] { return undo->isEnabled(); }, Patience));
    EXPECT_EQ(window->windowTitle(), QStringLiteral("Another – Winnow"));
    undo->trigger();
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return window->windowTitle() == QStringLiteral("Livers & cells – Winnow"); }, Patience));
    EXPECT_TRUE(window->actionList().find(QStringLiteral("edit.redo"))->isEnabled());
}

TEST_F(MainWindowTest, OffersUndoForWhatItNamesAndNothingBeforeIt)
{
    openNewReview();
    const auto act = [this](const std::function<Result<Changes>(review::Review&)>& work) {
        bool done = false;
        window->session()->act(window, work, [&](const Result<Changes>& result) { done = result.has_value(); });
        ASSERT_TRUE(QTest::qWaitFor([&] { return done; }, Patience));
    };
    QFile file(folder.filePath(QStringLiteral("a.nbib")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("PMID- 1\nTI  - Cells in livers\n\nPMID- 2\nTI  - Cells in mice\n\n");
    file.close();
    act([path = file.fileName()](review::Review& review) -> Result<Changes> {
        NoProgress progress;
        ImportRequest request;
        request.path = path;
        return TRY(review.importFile(request, progress)).changes;
    });
    const auto* const notice = window->findChild<NoticeBar*>();
    const auto offers = [notice] {
        for (const QAbstractButton* button : notice->findChildren<QAbstractButton*>())
            if (button->text() == QStringLiteral("Undo"))
                return button->isVisible();
        return false;
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return notice->isVisible(); }, Patience));
    EXPECT_TRUE(offers());
    act([](review::Review& review) {
        return review.setLabel(
            review.reader().citations({}, Order::AsImported, Direction::Ascending).value(), "pilot", true);
    });
    ASSERT_TRUE(QTest::qWaitFor([&] { return notice->text().contains(QStringLiteral("pilot")); }, Patience));
    EXPECT_TRUE(offers());
    // As a page's own undo key does: what is undone is said, the import before it is not offered.
    window->session()->undo();
    ASSERT_TRUE(QTest::qWaitFor([&] { return notice->text().startsWith(QStringLiteral("Undone")); }, Patience));
    EXPECT_FALSE(offers());
}

TEST_F(MainWindowTest, SaysThatAFileIsABackup)
{
    openNewReview();
    const QString backups = folder.filePath(QStringLiteral("Livers.backups"));
    ASSERT_TRUE(QDir().mkpath(backups));
    const QString copy = backups + QStringLiteral("/2026-01-02 daily.winnow");
    bool done = false;
    window->session()->act(
        window,
        [copy](review::Review& review) -> Result<Changes> {
            NoProgress progress;
            TRY(review.backup(copy, progress));
            return Changes{};
        },
        [&](const Result<Changes>& result) { done = result.has_value(); });
    ASSERT_TRUE(QTest::qWaitFor([&] { return done; }, Patience));
    EXPECT_FALSE(window->windowTitle().contains(QStringLiteral("backup")));
    window->closeReview();
    window->openReview(copy);
    ASSERT_TRUE(QTest::qWaitFor([this] { return window->session() != nullptr; }, Patience));
    EXPECT_TRUE(window->windowTitle().contains(QStringLiteral("backup 2026-01-02 daily")));
    bool said = false;
    for (const QLabel* label : window->findChild<Sidebar*>()->findChildren<QLabel*>())
        said = said || label->text().contains(QStringLiteral("does not reach Livers.winnow"));
    EXPECT_TRUE(said);
}

TEST_F(MainWindowTest, TheStepsGiveTheirNamesUpForThePageAndTheReviewIsStillNamed)
{
    openNewReview();
    auto* const sidebar = window->findChild<Sidebar*>();
    auto* const status = window->findChild<StatusLine*>();
    window->resize(1280, 800);
    EXPECT_FALSE(sidebar->isCompact());
    EXPECT_FALSE(status->text().contains(QStringLiteral("Livers & cells")));
    window->resize(sidebar->wholeWidth() + theme::readableWidth(window->font()), 800);
    EXPECT_TRUE(sidebar->isCompact());
    EXPECT_TRUE(status->text().contains(QStringLiteral("Livers & cells")));
    EXPECT_TRUE(sidebar->button(PageId::Screening)->toolTip().startsWith(QStringLiteral("Screening")));
    window->resize(1280, 800);
    EXPECT_FALSE(sidebar->isCompact());
}

TEST_F(MainWindowTest, GoesBackToTheWelcomePageWhenTheReviewIsClosed)
{
    openNewReview();
    window->closeReview();
    EXPECT_TRUE(window->empty());
    EXPECT_TRUE(window->findChild<QAbstractButton*>(QStringLiteral("welcome.open"))->isVisible());
    EXPECT_FALSE(window->actionList().find(QStringLiteral("file.close"))->isEnabled());
}

TEST(NewReview, MakesAFileNameThatEveryFileSystemTakes)
{
    EXPECT_EQ(fileNameFor(QStringLiteral(" Cells: a/b? ")), QStringLiteral("Cells a b"));
    EXPECT_EQ(fileNameFor(QStringLiteral("...")), QStringLiteral("Review"));
    EXPECT_EQ(fileNameFor(QString(300, QLatin1Char('x'))).size(), 120);
}
