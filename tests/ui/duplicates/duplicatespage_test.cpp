#include "ui/duplicates/duplicatespage.h"

#include "tests/support/opensession.h"
#include "tests/support/scripteddialogs.h"
#include "ui/duplicates/comparisonview.h"
#include "ui/duplicates/pairwords.h"
#include "ui/duplicates/thresholdsdialog.h"

#include <QApplication>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;

/// Two sources that say the same of two papers in other words; nothing but their likeness tells.
QByteArray oneSource()
{
    return "TY  - JOUR\nTI  - Mesenchymal stem cell therapy in patients with decompensated cirrhosis\n"
           "AU  - Suk, Ki Tae\nPY  - 2016\nJO  - Hepatology\nVL  - 64\nIS  - 6\nSP  - 2185\nEP  - 2197\nAN  - 1\nER  - "
           "\n"
           "TY  - JOUR\nTI  - Autologous bone marrow infusion for liver failure\nAU  - Lin, B\nPY  - 2017\n"
           "JO  - Liver International\nVL  - 37\nSP  - 10\nEP  - 18\nAN  - 2\nER  - \n";
}
QByteArray otherSource()
{
    return "TY  - JOUR\nTI  - Mesenchymal stem cell therapy in patients with decompensated cirrhosis.\n"
           "AU  - Suk KT\nPY  - 2016\nJO  - Hepatology\nVL  - 64\nIS  - 6\nSP  - 2185\nEP  - 97\nAN  - 901\nER  - \n"
           "TY  - JOUR\nTI  - Autologous bone marrow infusion in chronic liver failure: a pilot study\nAU  - Lin B\n"
           "PY  - 2018\nJO  - Liver Int\nAN  - 902\nER  - \n";
}

class DuplicatesPageTest : public test::OpenSession {
protected:
    void SetUp() override
    {
        OpenSession::SetUp();
        page.resize(1200, 800);
        page.setSession(session);
        page.show();
        QApplication::setActiveWindow(&page);
        page.entered();
    }
    void TearDown() override
    {
        page.setSession(nullptr);
        OpenSession::TearDown();
    }
    DuplicatesController& controller() { return page.controller(); }
    bool counted(const std::function<bool(const DuplicateCounts&)>& holds)
    {
        return eventually([&] { return controller().counts() && holds(*controller().counts()); });
    }
    void importBoth()
    {
        import(u"a.ris"_s, oneSource());
        import(u"b.ris"_s, otherSource());
        ASSERT_TRUE(counted([](const DuplicateCounts& counts) { return counts.unchecked == 4; }));
    }
    void find(double join, double show)
    {
        controller().find(DuplicateThresholds{join, show});
        ASSERT_TRUE(eventually([this] { return !controller().finding(); }));
        ASSERT_TRUE(counted([](const DuplicateCounts& counts) { return counts.unchecked == 0; }));
    }
    /// Everything that is at all alike waits for an answer.
    void findDoubtful()
    {
        importBoth();
        find(1, 0.5);
        ASSERT_TRUE(eventually([this] { return controller().listed() && controller().pairs().rowCount() > 0; }));
    }
    void press(Qt::Key key)
    {
        QWidget* const focused = QApplication::focusWidget();
        QTest::keyClick(focused != nullptr ? focused : &page, key);
    }
    bool lists(int rows)
    {
        return eventually([this, rows] { return controller().listed() && controller().pairs().rowCount() == rows; });
    }

    test::ScriptedDialogs dialogs;
    DuplicatesPage page{dialogs};
};

TEST_F(DuplicatesPageTest, OffersToLookWhileRecordsWereNotCompared)
{
    importBoth();
    QPushButton* offered = nullptr;
    for (QPushButton* button : page.findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == u"Find duplicates")
            offered = button;
    ASSERT_NE(offered, nullptr);
    EXPECT_TRUE(controller().summary().contains(u"4 not compared yet"_s)) << controller().summary().toStdString();
    offered->click();
    ASSERT_TRUE(counted([](const DuplicateCounts& counts) { return counts.unchecked == 0; }));
    EXPECT_GE(controller().counts()->byProgram, 1);
}

TEST_F(DuplicatesPageTest, JoinsAPairByKeyAndShowsTheNext)
{
    findDoubtful();
    const int rows = controller().pairs().rowCount();
    const DoubtfulPair first = *controller().pair();
    EXPECT_EQ(controller().comparison().records.size(), 2);
    EXPECT_EQ(controller().comparison().reasons, QStringList{wordsOf(first)});
    page.entered();
    press(Qt::Key_J);
    ASSERT_TRUE(counted([](const DuplicateCounts& counts) { return counts.byPerson == 1; }));
    ASSERT_TRUE(lists(rows - 1));
    EXPECT_EQ(citations().size(), 3U);
    EXPECT_TRUE(controller().pair() == nullptr || controller().pair()->second != first.second);
}

TEST_F(DuplicatesPageTest, BringsAPairBackByUndo)
{
    findDoubtful();
    const int rows = controller().pairs().rowCount();
    const DoubtfulPair first = *controller().pair();
    page.entered();
    press(Qt::Key_A);
    ASSERT_TRUE(lists(rows - 1));
    ASSERT_TRUE(eventually([this] { return !session->busy(); }));
    press(Qt::Key_Z);
    ASSERT_TRUE(lists(rows));
    ASSERT_NE(controller().pair(), nullptr);
    EXPECT_EQ(controller().pair()->first, first.first);
    EXPECT_EQ(controller().pair()->second, first.second);
}

TEST_F(DuplicatesPageTest, RemembersAnswersAndTakesThemBack)
{
    findDoubtful();
    const int rows = controller().pairs().rowCount();
    page.entered();
    press(Qt::Key_A);
    ASSERT_TRUE(lists(rows - 1));
    ASSERT_TRUE(eventually([this] { return !session->busy(); }));
    press(Qt::Key_4);
    EXPECT_EQ(controller().shows(), DuplicatesShow::Answered);
    ASSERT_TRUE(lists(1));
    EXPECT_EQ(controller().pair()->answer, PairAnswer::Apart);
    press(Qt::Key_U);
    ASSERT_TRUE(lists(0));
    press(Qt::Key_1);
    ASSERT_TRUE(lists(rows));
}

TEST_F(DuplicatesPageTest, LinksAPairWithoutJoiningIt)
{
    findDoubtful();
    page.entered();
    press(Qt::Key_L);
    ASSERT_TRUE(counted([](const DuplicateCounts& counts) { return counts.linked == 1; }));
    EXPECT_EQ(citations().size(), 4U);
    press(Qt::Key_3);
    ASSERT_TRUE(lists(1));
    EXPECT_EQ(session->reader().citation(controller().pair()->firstCitation).value().links.size(), 1U);
}

TEST_F(DuplicatesPageTest, TakesARecordOutOfAJoinedCitation)
{
    import(u"a.nbib"_s, test::ThreeFromPubMed);
    import(u"b.txt"_s, test::TwoFromWebOfScience);
    press(Qt::Key_2);
    ASSERT_TRUE(eventually([this] { return controller().comparison().records.size() == 2; }));
    EXPECT_EQ(controller().comparison().records, (QStringList{u"PubMed"_s, u"Web of Science"_s}));
    EXPECT_TRUE(controller().comparison().reasons.join(u' ').contains(u"PMID"_s));
    EXPECT_EQ(controller().sources(),
        (std::vector<DuplicatesController::SourceCount>{{"PubMed", 3, 0}, {"Web of Science", 2, 1}}));
    QPushButton* take = nullptr;
    for (QPushButton* button : page.findChild<ComparisonView*>()->findChildren<QPushButton*>())
        take = button; // the last: of the record that came second
    ASSERT_NE(take, nullptr);
    take->click();
    ASSERT_TRUE(eventually([this] { return citations().size() == 5; }));
    ASSERT_TRUE(eventually([this] { return controller().comparison().records.isEmpty(); }));
    ASSERT_TRUE(eventually([this] { return !session->busy(); }));
    session->undo();
    ASSERT_TRUE(eventually([this] { return citations().size() == 4; }));
}

TEST_F(DuplicatesPageTest, SaysWhatOtherThresholdsWouldChangeBeforeTheyAreUsed)
{
    findDoubtful();
    const std::size_t before = citations().size();
    QString words;
    QObject::connect(
        &controller(), &DuplicatesController::previewReady, &page, [&](const QString& said) { words = said; });
    controller().preview({0.6, 0.5});
    ASSERT_TRUE(eventually([&] { return !words.isEmpty(); }));
    EXPECT_TRUE(words.contains(u"more record"_s)) << words.toStdString();
    EXPECT_EQ(citations().size(), before);

    bool asked = false;
    dialogs.expectDialog([&](QWidget* dialog) {
        asked = true;
        const auto boxes = dialog->findChildren<QSpinBox*>();
        ASSERT_EQ(boxes.size(), 2);
        EXPECT_EQ(boxes[0]->value(), 100);
        boxes[0]->setValue(95);
        EXPECT_EQ(qobject_cast<ThresholdsDialog*>(dialog)->thresholds(), (DuplicateThresholds{0.95, 0.5}));
        boxes[0]->setValue(60); // joining what is so little alike is not offered
        EXPECT_EQ(qobject_cast<ThresholdsDialog*>(dialog)->thresholds(), (DuplicateThresholds{0, 0.5}));
    });
    page.entered();
    press(Qt::Key_T);
    ASSERT_TRUE(eventually([&] { return asked; }));
}

TEST_F(DuplicatesPageTest, NarrowsToASourceWhereADoorSaysSo)
{
    import(u"a.nbib"_s, test::ThreeFromPubMed);
    import(u"b.txt"_s, test::TwoFromWebOfScience);
    const auto joined = [this](int rows) {
        return eventually(
            [this, rows] { return !controller().list().asking() && controller().list().model().rowCount() == rows; });
    };
    Door door;
    door.filter.withDuplicates = true;
    page.open(door);
    EXPECT_EQ(controller().shows(), DuplicatesShow::Joined);
    ASSERT_TRUE(joined(1));
    door.filter.source = "Nowhere";
    page.open(door);
    ASSERT_TRUE(joined(0));
}

TEST(PairWords, SayWhatWouldChange)
{
    QLocale::setDefault(QLocale(QLocale::English));
    DuplicateRun run;
    DuplicateCounts now;
    now.doubtful = 17;
    run.doubtful = 9;
    run.joined = 12;
    EXPECT_EQ(differenceOf(run, now), u"12 more records would be joined; 9 pairs would be doubtful instead of 17."_s);
    run.joined = -1;
    run.doubtful = 17;
    EXPECT_EQ(differenceOf(run, now), u"1 record would no longer be joined; as many pairs would be doubtful (17)."_s);
}

} // namespace
} // namespace winnow::ui
