// Several reviewers in the real window, by keyboard alone, checked against the store at each step.
#include "tests/gui/driver.h"
#include "ui/reviewers/reviewerspage.h"
#include "ui/shell/actionlist.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

#include <set>

namespace winnow::test {

namespace {

using namespace Qt::Literals::StringLiterals;

QByteArray records(int count)
{
    QByteArray text;
    for (int i = 1; i <= count; ++i)
        text += "PMID- " + QByteArray::number(5000 + i) + "\nTI  - Trial number " + QByteArray::number(i)
            + "\nDP  - 2011\nAB  - Patients.\n\n";
    return text;
}

class Reviewers : public testing::Test {
protected:
    void SetUp() override
    {
        driver.create(u"Two of us"_s);
        act([file = driver.write(u"a.nbib"_s, records(6))](review::Review& review) -> Result<Changes> {
            NoProgress progress;
            ImportRequest request;
            request.path = file;
            TRY(review.importFile(request, progress));
            TRY(review.setReasons(Stage::TitleAbstract,
                {{{}, Stage::TitleAbstract, "Animals", 0}, {{}, Stage::TitleAbstract, "No control", 1}}));
            return Changes{};
        });
        ids = driver.look().citations({}, Order::AsImported, Direction::Ascending).value();
        driver.press(Qt::Key_T, Qt::ControlModifier);
        driver.settle();
        ASSERT_EQ(driver.window->currentPage()->id(), ui::PageId::Reviewers);
    }

    void act(const std::function<Result<Changes>(review::Review&)>& work)
    {
        bool done = false;
        driver.window->session()->act(driver.window.get(), work, [&](const Result<Changes>& result) {
            done = true;
            EXPECT_TRUE(result) << (result ? "" : result.error().message.toStdString());
        });
        ASSERT_TRUE(Driver::until([&] { return done; }));
        driver.settle();
    }

    /// Of both reviewers, on the records from the first on.
    void bothDecide(const std::vector<std::pair<Verdict, Verdict>>& verdicts)
    {
        act([verdicts, ids = ids](review::Review& review) -> Result<Changes> {
            for (const bool second : {false, true}) {
                TRY(review.useReviewer(second ? "Ben" : "tester"));
                for (std::size_t i = 0; i < verdicts.size(); ++i)
                    TRY(review.decide({ids[i], Stage::TitleAbstract, second ? verdicts[i].second : verdicts[i].first,
                        {}, second ? "Ben's note" : ""}));
            }
            TRY(review.useReviewer("tester"));
            return review.setReviewers(Stage::TitleAbstract, 2);
        });
        driver.settle();
    }

    ui::ReviewersPage& page() { return *qobject_cast<ui::ReviewersPage*>(driver.window->currentPage()); }
    StageRule rule() { return driver.look().stageRule(Stage::TitleAbstract).value(); }
    Judgements said(CitationId id) { return driver.look().judgements(id, Stage::TitleAbstract).value(); }
    CitationId inSight()
    {
        const auto& current = page().conflicts().current();
        return current ? current->id : CitationId{};
    }

    Driver driver;
    std::vector<CitationId> ids;
};

} // namespace

TEST_F(Reviewers, EachStopOfTheTabKeyShowsThatItHasTheFocus)
{
    bothDecide({{Verdict::Include, Verdict::Exclude}, {Verdict::Maybe, Verdict::Include}});
    act([](review::Review& review) { return review.openConflicts(Stage::TitleAbstract, true); });
    for (const auto& tab : {"reviewers.team", "reviewers.work", "reviewers.conflicts", "reviewers.agreement"}) {
        ASSERT_TRUE(driver.act(QString::fromLatin1(tab))) << tab;
        driver.settle();
        QWidget* const begin = QApplication::focusWidget();
        for (int stop = 0; stop < 40; ++stop) {
            driver.press(Qt::Key_Backtab, Qt::ShiftModifier);
            QWidget* const focused = QApplication::focusWidget();
            ASSERT_NE(focused, nullptr);
            if (focused == begin)
                break;
            // Its text cursor blinks, and is the sign.
            if (focused->inherits("QLineEdit") || focused->inherits("QPlainTextEdit"))
                continue;
            const QRect place =
                QRect(focused->mapTo(driver.window.get(), QPoint()), focused->size()).adjusted(-3, -3, 3, 3);
            const QImage with = driver.window->grab(place).toImage();
            focused->clearFocus();
            const QImage without = driver.window->grab(place).toImage();
            focused->setFocus(Qt::BacktabFocusReason);
            EXPECT_NE(with, without) << tab << ' ' << focused->metaObject()->className() << ' '
                                     << focused->accessibleName().toStdString();
        }
    }
}

TEST_F(Reviewers, ConflictsAreNotCountedInWordsWhileTheStageIsBlind)
{
    bothDecide({{Verdict::Include, Verdict::Exclude}});
    ASSERT_TRUE(driver.act(u"reviewers.conflicts"_s));
    driver.settle();
    const auto says = [this](const QString& words) {
        for (const QLabel* label : page().findChildren<QLabel*>())
            if (label->isVisible() && label->text() == words)
                return true;
        return false;
    };
    EXPECT_TRUE(says(u"Not counted until conflicts are opened"_s));
    EXPECT_FALSE(says(u"0 records"_s));
    act([](review::Review& review) { return review.openConflicts(Stage::TitleAbstract, true); });
    EXPECT_TRUE(Driver::until([&] { return says(u"1 record"_s) || says(u"1 record(s)"_s); }));
    EXPECT_FALSE(says(u"Not counted until conflicts are opened"_s));
}

TEST_F(Reviewers, AreAddedRenamedAndChosenByKeys)
{
    driver.dialogs.answerText(u"Ben"_s);
    driver.press(Qt::Key_R);
    ASSERT_TRUE(Driver::until([&] { return page().team().team().size() == 2; }));
    driver.settle();
    driver.press(Qt::Key_Down);
    driver.dialogs.answerText(u"Benjamin"_s);
    driver.press(Qt::Key_F2);
    ASSERT_TRUE(Driver::until([&] { return driver.look().team().value()[1].name == "Benjamin"; }));
    driver.settle();
    EXPECT_EQ(driver.window->session()->info().reviewerName, "tester");
    driver.press(Qt::Key_Y);
    ASSERT_TRUE(Driver::until([&] { return driver.window->session()->info().reviewerName == "Benjamin"; }));
    driver.settle();
    EXPECT_FALSE(driver.window->actionList().find(u"reviewers.split"_s)->isEnabled()) << "not the owner";
}

TEST_F(Reviewers, OpeningConflictsSaysFirstWhatItMeansAndCanBeUndone)
{
    QSpinBox* spin = nullptr;
    for (QSpinBox* number : page().findChildren<QSpinBox*>())
        if (number->accessibleName() == u"Title and abstract: decisions a record"_s)
            spin = number;
    ASSERT_NE(spin, nullptr);
    ASSERT_TRUE(Driver::until([&] { return spin->isEnabled(); }));
    spin->setFocus();
    driver.press(Qt::Key_Up);
    ASSERT_TRUE(Driver::until([&] { return rule().reviewers == 2; }));
    driver.settle();
    EXPECT_TRUE(rule().blind());
    driver.press(Qt::Key_Tab);
    driver.press(Qt::Key_Space); // the button "Open conflicts…"
    driver.settle();
    EXPECT_TRUE(rule().blind()) << "only asked so far";
    driver.press(Qt::Key_Escape);
    driver.settle();
    EXPECT_TRUE(rule().blind());
    ASSERT_TRUE(driver.act(u"reviewers.open"_s));
    driver.settle();
    auto* yes = qobject_cast<QPushButton*>(QApplication::focusWidget());
    ASSERT_NE(yes, nullptr);
    EXPECT_EQ(yes->text(), u"Open the conflicts"_s);
    driver.press(Qt::Key_Space);
    ASSERT_TRUE(Driver::until([&] { return rule().opened; }));
    driver.settle();
    driver.press(Qt::Key_Z, Qt::ControlModifier);
    ASSERT_TRUE(Driver::until([&] { return rule().blind(); }));
}

TEST_F(Reviewers, ConflictsAreSettledByKeysAndTheNextFollows)
{
    bothDecide({{Verdict::Include, Verdict::Exclude}, {Verdict::Include, Verdict::Include},
        {Verdict::Exclude, Verdict::Include}, {Verdict::Exclude, Verdict::Exclude},
        {Verdict::Maybe, Verdict::Exclude}});
    driver.press(Qt::Key_C);
    driver.settle();
    EXPECT_FALSE(page().conflicts().current()) << "blind";
    driver.press(Qt::Key_I);
    driver.settle();
    act([](review::Review& review) { return review.openConflicts(Stage::TitleAbstract, true); });
    ASSERT_TRUE(Driver::until([&] { return inSight() == ids[0]; }));
    EXPECT_EQ(page().conflicts().judgements().votes.size(), 2U);

    driver.press(Qt::Key_I);
    ASSERT_TRUE(Driver::until([&] { return inSight() == ids[2]; }));
    ASSERT_TRUE(said(ids[0]).settled);
    EXPECT_EQ(said(ids[0]).settled->verdict, Verdict::Include);
    driver.settle();
    driver.press(Qt::Key_2);
    ASSERT_TRUE(Driver::until([&] { return inSight() == ids[4]; }));
    ASSERT_TRUE(said(ids[2]).settled);
    EXPECT_EQ(driver.look().reasonLabel(said(ids[2]).settled->reason).value(), "No control");
    driver.settle();

    driver.press(Qt::Key_Z);
    ASSERT_TRUE(Driver::until([&] { return inSight() == ids[2]; })) << "what was taken back comes into sight";
    EXPECT_FALSE(said(ids[2]).settled);
    driver.settle();
    driver.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_TRUE(Driver::until([&] { return static_cast<bool>(said(ids[2]).settled); }));
    driver.settle();

    driver.press(Qt::Key_C);
    for (int list = 0; list < 5; ++list)
        driver.press(Qt::Key_L);
    ASSERT_TRUE(Driver::until([&] {
        return page().conflicts().shows() == TeamList::Settled && page().conflicts().list().model().rowCount() == 2;
    }));
}

TEST_F(Reviewers, ANoteGoesWithTheSettlement)
{
    bothDecide({{Verdict::Include, Verdict::Exclude}, {Verdict::Exclude, Verdict::Include}});
    act([](review::Review& review) { return review.openConflicts(Stage::TitleAbstract, true); });
    driver.press(Qt::Key_C);
    ASSERT_TRUE(Driver::until([&] { return inSight() == ids[0]; }));
    driver.settle();
    driver.press(Qt::Key_N);
    driver.settle();
    driver.type(u"a protocol"_s);
    driver.press(Qt::Key_Return, Qt::ControlModifier);
    driver.settle();
    EXPECT_EQ(page().conflicts().note(), u"a protocol"_s);
    driver.press(Qt::Key_X);
    ASSERT_TRUE(Driver::until([&] { return inSight() == ids[1]; }));
    EXPECT_EQ(said(ids[0]).settled->note, "a protocol");
}

TEST_F(Reviewers, AgreementIsShownCopiedAndExported)
{
    bothDecide({{Verdict::Include, Verdict::Exclude}, {Verdict::Include, Verdict::Include},
        {Verdict::Exclude, Verdict::Exclude}, {Verdict::Exclude, Verdict::Exclude}});
    act([](review::Review& review) { return review.openConflicts(Stage::TitleAbstract, true); });
    driver.press(Qt::Key_A);
    ASSERT_TRUE(Driver::until([&] { return page().agreement().hasAny(); }));
    driver.settle();
    const auto& pairs = page().agreement().pairs();
    EXPECT_EQ(pairs.data(pairs.index(0, ui::AgreementModel::Records), Qt::DisplayRole).toString(), u"4"_s);
    EXPECT_EQ(pairs.data(pairs.index(0, ui::AgreementModel::Pabak), Qt::DisplayRole).toString(), u"0.50"_s);
    driver.press(Qt::Key_Q);
    EXPECT_TRUE(QApplication::clipboard()->text().contains(u"independently screened"_s));
    const QString path = driver.folder.filePath(u"agreement.csv"_s);
    driver.dialogs.answerSaveFile(path);
    ASSERT_TRUE(driver.act(u"reviewers.exportData"_s));
    ASSERT_TRUE(Driver::until([&] { return QFile::exists(path); }));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_TRUE(file.readAll().contains("tester,Ben,1,4,4,1,1,0,2,0.75"));
}

TEST_F(Reviewers, WorkIsSplitSentAndBroughtInAgain)
{
    act([](review::Review& review) -> Result<Changes> {
        TRY(review.addReviewer("Ben"));
        return review.setReviewers(Stage::TitleAbstract, 2);
    });
    driver.press(Qt::Key_W);
    ASSERT_TRUE(Driver::until([&] { return page().team().unassigned() == 6; }));
    driver.settle();
    driver.press(Qt::Key_D);
    ASSERT_TRUE(Driver::until([&] { return driver.look().team().value()[1].assigned[0] == 6; }));
    driver.settle();
    driver.press(Qt::Key_Down);
    const QString package = driver.folder.filePath(u"for Ben.winnow"_s);
    driver.dialogs.answerSaveFile(package);
    driver.press(Qt::Key_P);
    ASSERT_TRUE(Driver::until([&] { return QFile::exists(package); }));
    driver.settle();
    {
        auto theirs = review::Review::open(package, review::OpenMode::ReadWrite, {nullptr, "Ben"}).value();
        ASSERT_TRUE(theirs.decide({ids[1], Stage::TitleAbstract, Verdict::Include, {}, {}}));
        ASSERT_TRUE(theirs.decide({ids[2], Stage::TitleAbstract, Verdict::Exclude, {}, {}}));
    }
    driver.window->takeFiles({package}); // as if dropped
    ASSERT_TRUE(Driver::until([&] { return page().team().bringIn().state == ui::BringIn::State::Ready; }));
    driver.settle();
    const QStringList preview = page().team().bringIn().lines;
    EXPECT_TRUE(preview.front().contains(u"Ben"_s)) << preview.join(u'|').toStdString();
    driver.press(Qt::Key_Space); // the button that has the focus
    ASSERT_TRUE(Driver::until([&] { return page().team().bringIn().state == ui::BringIn::State::Done; }));
    driver.settle();
    EXPECT_TRUE(driver.look().teamCounts(Stage::TitleAbstract).value() == std::nullopt) << "still blind";
    act([](review::Review& review) { return review.openConflicts(Stage::TitleAbstract, true); });
    EXPECT_EQ(said(ids[1]).votes.size(), 1U);
    driver.press(Qt::Key_Space); // closes the receipt
    driver.settle();
    EXPECT_EQ(page().team().bringIn().state, ui::BringIn::State::None);
}

TEST_F(Reviewers, WhoTakesPartInASplitIsTickedByTheSpaceBar)
{
    act([](review::Review& review) -> Result<Changes> {
        TRY(review.addReviewer("Ben"));
        return review.setReviewers(Stage::TitleAbstract, 1);
    });
    driver.press(Qt::Key_W);
    ASSERT_TRUE(Driver::until([&] { return page().team().unassigned() == 6; }));
    driver.settle();
    driver.press(Qt::Key_Space); // not oneself
    driver.press(Qt::Key_D);
    ASSERT_TRUE(Driver::until([&] { return driver.look().team().value()[1].assigned[0] == 6; }));
    EXPECT_EQ(driver.look().team().value()[0].assigned[0], 0);
    driver.settle();
    driver.press(Qt::Key_Z, Qt::ControlModifier);
    ASSERT_TRUE(Driver::until([&] { return driver.look().team().value()[1].assigned[0] == 0; }));
}

TEST_F(Reviewers, ACopyThatANewerWinnowWroteIsRefusedInPlainWords)
{
    const QString copy = driver.folder.filePath(u"newer.winnow"_s);
    act([copy](review::Review& review) -> Result<Changes> {
        NoProgress progress;
        TRY(review.backup(copy, progress));
        return Changes{};
    });
    QFile file(copy);
    ASSERT_TRUE(file.open(QIODevice::ReadWrite) && file.seek(60)); // where SQLite keeps the version of the format
    ASSERT_EQ(file.write(QByteArray::fromHex("00002700")), 4);
    file.close();
    driver.dialogs.expectError(ErrorKind::NewerFormat);
    driver.window->takeFiles({copy});
    ASSERT_TRUE(Driver::until([&] { return !driver.dialogs.errors().empty(); }));
    EXPECT_TRUE(driver.dialogs.errors().front().message.contains(u"newer Winnow"_s));
    EXPECT_EQ(page().team().bringIn().state, ui::BringIn::State::None);
}

TEST_F(Reviewers, AnotherReviewThatIsDroppedIsOpenedAsBefore)
{
    const QString other = driver.folder.filePath(u"other.winnow"_s);
    ASSERT_TRUE(review::Review::create(other, "Another", {nullptr, "tester"}));
    QString opened;
    QObject::connect(driver.window.get(), &ui::MainWindow::reviewElsewhere, driver.window.get(),
        [&](const QString& path) { opened = path; });
    driver.window->takeFiles({other});
    EXPECT_TRUE(Driver::until([&] { return opened == other; }));
}

TEST_F(Reviewers, EachKeyOfThePageDoesOneThing)
{
    std::set<QString> keys;
    for (const QAction* action : page().pageActions())
        for (const QKeySequence& key : action->shortcuts())
            EXPECT_TRUE(keys.insert(key.toString()).second) << key.toString().toStdString();
}

} // namespace winnow::test
