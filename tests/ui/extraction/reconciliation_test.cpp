#include "tests/support/samplepdf.h"
#include "tests/ui/extraction/openextraction.h"
#include "ui/extraction/comparedmodel.h"
#include "ui/extraction/reconciliationpanel.h"
#include "ui/extraction/resulttable.h"
#include "ui/extraction/saidview.h"
#include "ui/models/reportpane.h"
#include "ui/widgets/pdfreader.h"

#include <QFile>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QTabWidget>

#include <algorithm>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;

/// Two who extracted the same two studies: they differ on two fields of the first and one of the second.
class ReconciliationTest : public test::OpenExtraction {
protected:
    void SetUp() override
    {
        OpenExtraction::SetUp();
        includeTwo();
        first = page.controller().studies()[0].id;
        second = page.controller().studies()[1].id;
        own = session->info().reviewerName;
        extract(own,
            {stated(first, "design", "RCT", "p. 1"), stated(first, "deaths", "3"), stated(first, "n", "20"),
                stated(second, "note", "alone"), stated(second, "n", "30")});
        extract("Ben",
            {stated(first, "design", "cohort", "Methods"), {first, "deaths", {}, Answer::NotReported, {}, {}},
                stated(first, "n", "20"), stated(second, "n", "31")});
    }
    static Value stated(
        StudyId study, const std::string& field, const std::string& text, const std::string& source = {})
    {
        return {study, field, {}, Answer::Stated, text, source};
    }
    void extract(const std::string& who, const std::vector<Value>& values)
    {
        act([&, me = own](review::Review& review) -> Result<Changes> {
            TRY(review.useReviewer(who));
            Changes changes = TRY(review.setValues(values));
            TRY(review.useReviewer(me));
            return changes;
        });
    }
    void extractorsAre(int count)
    {
        act([count](review::Review& review) { return review.setExtractors(count); });
    }
    void openValues()
    {
        extractorsAre(2);
        act([](review::Review& review) { return review.openExtraction(true); });
    }
    void showTab()
    {
        trigger(u"extraction.showReconcile"_s);
        ASSERT_TRUE(eventually([this] { return controller().isRead(); }));
    }
    /// The tab with what they said, the list in focus.
    void reconcile()
    {
        openValues();
        showTab();
        ASSERT_TRUE(eventually([this] { return controller().rowCount() == 3; }));
        ASSERT_EQ(QApplication::focusWidget(), &panel().list());
    }
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    ReconciliationController& controller() { return page.reconciliation(); }
    ReconciliationPanel& panel() { return page.reconciliationPanel(); }
    std::string inSight()
    {
        const review::Compared* const current = controller().current();
        return current == nullptr ? std::string{} : current->value.field;
    }
    ReviewValue reviewValue(StudyId study, const std::string& field)
    {
        const std::vector<ReviewValue> values = session->reader().reviewValues(study).value();
        for (const ReviewValue& value : values)
            if (value.field == field)
                return value;
        return {};
    }
    bool isSettled(StudyId study, const std::string& field, const std::string& text)
    {
        return eventually([&] {
            const ReviewValue value = reviewValue(study, field);
            return value.standing == winnow::Standing::Agreed && value.text == text;
        });
    }
    /// All words on the tab.
    QString words()
    {
        QStringList all;
        for (const QWidget* widget : panel().findChildren<QWidget*>()) {
            all << widget->accessibleName() << widget->accessibleDescription() << widget->toolTip();
            if (const auto* label = qobject_cast<const QLabel*>(widget))
                all << label->text();
            if (const auto* button = qobject_cast<const QPushButton*>(widget))
                all << button->text();
            if (const auto* view = qobject_cast<const QAbstractItemView*>(widget))
                for (int row = 0; view->model() != nullptr && row < view->model()->rowCount(); ++row)
                    for (int column = 0; column < view->model()->columnCount(); ++column)
                        for (const int role : {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::ToolTipRole),
                                 static_cast<int>(ComparedModel::SaysRole)})
                            all << view->model()->data(view->model()->index(row, column), role).toString();
        }
        return all.join(u'\n');
    }

    StudyId first;
    StudyId second;
    std::string own;
};

TEST_F(ReconciliationTest, ListsWhatExtractorsSaidDifferentlyInTheOrderOfStudiesAndForm)
{
    reconcile();
    std::vector<std::string> listed;
    for (int row = 0; row < controller().rowCount(); ++row)
        listed.push_back(controller().at(row).value.field);
    EXPECT_EQ(listed, (std::vector<std::string>{"design", "deaths", "n"}));
    EXPECT_EQ(controller().summary(), u"3 open · 1 the same"_s);
    EXPECT_EQ(inSight(), "design");
    const QString said = words();
    for (const char* part : {"RCT", "cohort", "Methods", "Ben", "Not reported", "p. 1"})
        EXPECT_TRUE(said.contains(QLatin1String(part))) << part;
    EXPECT_EQ(controller().nameOf(2), u"Ben"_s);
}

TEST_F(ReconciliationTest, WhatWasSettledStandsInTheAnswersAndBesideOnesOwn)
{
    reconcile();
    press(Qt::Key_2);
    ASSERT_TRUE(isSettled(first, "design", "cohort"));
    const std::string design = "design";
    ASSERT_TRUE(eventually([&] { return page.controller().cell(first, design) == u"cohort"_s; }));
    EXPECT_EQ(page.controller().value(first, design)->text, "RCT") << "one's own stays";
    EXPECT_NE(page.controller().csv().find("cohort"), std::string::npos);
    EXPECT_EQ(page.controller().csv().find("RCT"), std::string::npos);
    EXPECT_EQ(page.controller().doubt(*page.controller().value(first, design)),
        u"Settled otherwise, under Reconcile: cohort"_s);
    act([](review::Review& review) { return review.undo(); });
    ASSERT_TRUE(eventually([&] { return page.controller().cell(first, design) == u"RCT"_s; }));
}

TEST_F(ReconciliationTest, OneKeyAcceptsWhatAnExtractorSaidAndShowsTheNextOpenOne)
{
    reconcile();
    press(Qt::Key_2);
    EXPECT_EQ(inSight(), "deaths") << "at once, the act is on its way";
    press(Qt::Key_1);
    EXPECT_EQ(inSight(), "n");
    ASSERT_TRUE(isSettled(first, "design", "cohort"));
    ASSERT_TRUE(isSettled(first, "deaths", "3"));
    const ReviewValue design = reviewValue(first, "design");
    EXPECT_EQ(design.source, "Methods");
    EXPECT_EQ(design.said.size(), 2U) << "what both said is kept";
    EXPECT_TRUE(eventually([this] { return controller().summary() == u"1 open · 1 the same · 2 settled"_s; }));
    EXPECT_EQ(controller().rowCount(), 3) << "what was settled can be gone back to";
    press(Qt::Key_3); // there is no third extractor
    EXPECT_EQ(inSight(), "n");
    press(Qt::Key_1);
    ASSERT_TRUE(isSettled(second, "n", "30"));
    EXPECT_TRUE(eventually([this] { return controller().count(review::ComparedList::Open) == 0; }));
}

TEST_F(ReconciliationTest, AnAnswerWithoutTextIsAcceptedAsItIs)
{
    reconcile();
    press(Qt::Key_J);
    ASSERT_EQ(inSight(), "deaths");
    press(Qt::Key_2);
    ASSERT_TRUE(eventually([this] { return reviewValue(first, "deaths").standing == winnow::Standing::Agreed; }));
    EXPECT_EQ(reviewValue(first, "deaths").answer, Answer::NotReported);
}

TEST_F(ReconciliationTest, OnesOwnValueIsTypedWithItsReason)
{
    reconcile();
    press(Qt::Key_J);
    press(Qt::Key_E);
    ASSERT_TRUE(panel().said().isWriting());
    QTest::keyClicks(QApplication::focusWidget(), u"12"_s); // digits are text now
    EXPECT_EQ(inSight(), "deaths");
    press(Qt::Key_Return);
    ASSERT_EQ(QApplication::focusWidget(), panel().said().reason());
    QTest::keyClicks(QApplication::focusWidget(), u"both arms"_s);
    press(Qt::Key_Return);
    ASSERT_TRUE(isSettled(first, "deaths", "12"));
    EXPECT_EQ(reviewValue(first, "deaths").reason, "both arms");
    EXPECT_FALSE(panel().said().isWriting());
    EXPECT_EQ(inSight(), "n");
    EXPECT_EQ(QApplication::focusWidget(), &panel().list());
}

TEST_F(ReconciliationTest, EnterBeginsOnesOwnValueAndEscapeGivesItUp)
{
    reconcile();
    press(Qt::Key_J);
    press(Qt::Key_Return);
    ASSERT_TRUE(panel().said().isWriting());
    QTest::keyClicks(QApplication::focusWidget(), u"12"_s);
    press(Qt::Key_Escape);
    EXPECT_FALSE(panel().said().isWriting());
    EXPECT_EQ(QApplication::focusWidget(), &panel().list());
    EXPECT_EQ(reviewValue(first, "deaths").standing, winnow::Standing::Open);
}

TEST_F(ReconciliationTest, WhatIsBeingTypedOutlivesAChangeMadeElsewhere)
{
    reconcile();
    press(Qt::Key_J);
    press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u"12"_s);
    extract("Ben", {stated(second, "note", "not alone")});
    ASSERT_TRUE(eventually([this] { return controller().count(review::ComparedList::Open) == 4; }));
    ASSERT_TRUE(panel().said().isWriting());
    EXPECT_EQ(panel().said().editor()->draft().text, "12");
}

TEST_F(ReconciliationTest, AnAgreedValueIsTakenBackAndUndoShowsWhatItChanged)
{
    reconcile();
    press(Qt::Key_1);
    ASSERT_TRUE(isSettled(first, "design", "RCT"));
    press(Qt::Key_K);
    ASSERT_EQ(inSight(), "design");
    press(Qt::Key_Backspace);
    ASSERT_TRUE(eventually([this] { return reviewValue(first, "design").standing == winnow::Standing::Open; }));
    press(Qt::Key_J);
    press(Qt::Key_J);
    ASSERT_EQ(inSight(), "n");
    press(Qt::Key_Z);
    ASSERT_TRUE(isSettled(first, "design", "RCT"));
    EXPECT_TRUE(eventually([this] { return inSight() == "design"; }));
    press(Qt::Key_Z);
    ASSERT_TRUE(eventually([this] { return reviewValue(first, "design").standing == winnow::Standing::Open; }));
}

TEST_F(ReconciliationTest, OtherListsShowWhatIsSettledAndAllThatIsCompared)
{
    reconcile();
    press(Qt::Key_1);
    ASSERT_TRUE(isSettled(first, "design", "RCT"));
    press(Qt::Key_S);
    ASSERT_EQ(controller().shows(), review::ComparedList::Settled);
    ASSERT_TRUE(eventually([this] { return controller().rowCount() == 1; }));
    EXPECT_EQ(inSight(), "design");
    press(Qt::Key_S);
    press(Qt::Key_S);
    ASSERT_EQ(controller().shows(), review::ComparedList::All);
    EXPECT_EQ(controller().rowCount(), 4);
    press(Qt::Key_S);
    EXPECT_EQ(controller().rowCount(), 2) << "the open ones alone";
}

TEST_F(ReconciliationTest, WhileExtractionIsBlindNothingOfOthersShows)
{
    extractorsAre(2);
    showTab();
    EXPECT_TRUE(controller().isBlind());
    EXPECT_EQ(controller().rowCount(), 0);
    EXPECT_EQ(controller().summary(), QString());
    const QString said = words();
    for (const char* part : {"cohort", "Methods", "Ben", "31"})
        EXPECT_FALSE(said.contains(QLatin1String(part))) << part;
    EXPECT_TRUE(said.contains(u"blind"_s));
    for (const Qt::Key key : {Qt::Key_1, Qt::Key_2, Qt::Key_E, Qt::Key_A})
        press(key);
    EXPECT_EQ(reviewValue(first, "design").standing, winnow::Standing::Single);
    EXPECT_FALSE(panel().said().isWriting());
}

TEST_F(ReconciliationTest, OpeningSaysFirstWhatItMeans)
{
    extractorsAre(2);
    showTab();
    trigger(u"extraction.open"_s);
    auto* yes = qobject_cast<QPushButton*>(QApplication::focusWidget());
    ASSERT_NE(yes, nullptr);
    EXPECT_TRUE(controller().isBlind()) << "only asked so far";
    press(Qt::Key_Escape);
    EXPECT_FALSE(yes->isVisible());
    press(Qt::Key_Space); // the button that asks
    ASSERT_EQ(QApplication::focusWidget(), yes);
    press(Qt::Key_Space);
    ASSERT_TRUE(eventually([this] { return controller().rowCount() == 3; }));
    EXPECT_EQ(QApplication::focusWidget(), &panel().list());
    session->undo();
    ASSERT_TRUE(eventually([this] { return controller().isBlind(); }));
    EXPECT_FALSE(words().contains(u"cohort"_s)) << "closed again, nothing is left on the page";
}

TEST_F(ReconciliationTest, SaysHowFarTheyAgreeOnEachField)
{
    reconcile();
    press(Qt::Key_A);
    const csv::Table shown = controller().agreementShown();
    ASSERT_EQ(shown.rows.size(), 3U);
    EXPECT_EQ(shown.rows[0].cells, (std::vector<std::string>{"Design", "1", "0", "0.0", "too few", "too few"}));
    EXPECT_EQ(shown.rows[2].cells[0], "Patients");
    EXPECT_EQ(shown.rows[2].cells[3], "50.0");
    auto* table = panel().findChild<ResultTable*>();
    ASSERT_TRUE(table->isVisible());
    EXPECT_EQ(table->view().model()->rowCount(), 3);
    EXPECT_TRUE(words().contains(u"agreed on 1 of 4 values"_s));
    const QString path = folder.filePath(u"agreement.csv"_s);
    dialogs.answerSaveFile(path);
    Q_EMIT table->exportWanted();
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll().toStdString(),
        "field,compared,same,percent,kappa,alpha\r\ndesign,1,0,0.0,too few,too few\r\ndeaths,1,0,0.0,,\r\n"
        "n,2,1,50.0,,\r\n");
    press(Qt::Key_A);
    EXPECT_FALSE(table->isVisible());
}

TEST_F(ReconciliationTest, KeysBelongToTheTabAlone)
{
    reconcile();
    page.findChild<QTabWidget*>()->setCurrentIndex(0);
    const QList<QAction*> actions = page.pageActions();
    for (const QAction* action : actions) {
        const QString id = action->objectName();
        if (id.startsWith(u"extraction.accept"_s) || id == u"extraction.own"_s || id == u"extraction.undo"_s) {
            EXPECT_FALSE(action->isEnabled()) << id.toStdString();
        }
    }
}

TEST_F(ReconciliationTest, TheStudyInSightIsTheOneAtHand)
{
    reconcile();
    press(Qt::Key_J);
    press(Qt::Key_J);
    ASSERT_EQ(controller().current()->value.study, second);
    EXPECT_EQ(page.controller().study()->id, second);
}

TEST_F(ReconciliationTest, OneKeyShowsTheWordsInThePdf)
{
    const QString pdf = folder.filePath(u"paper.pdf"_s);
    winnow::test::writePdf(pdf, {u"Of 23 patients"_s, u"a cohort of them"_s});
    const CitationId citation = page.controller().studies()[0].reports[0];
    act([&](review::Review& review) { return review.attach(citation, pdf); });
    const std::string hash = session->reader().files(citation).value()[0].sha256;
    Value quoted = stated(first, "design", "cohort", "Methods");
    quoted.evidence = {{hash, 1, {{0.1, 0.1, 0.3, 0.05}}, "a cohort of them", {}, {}}};
    extract("Ben", {quoted});
    reconcile();
    page.entered();
    pdf::Document& document = page.report().reader().document();
    ASSERT_TRUE(eventually([&] { return document.state() == pdf::Document::State::Ready; }));
    EXPECT_TRUE(page.report().isVisible()) << "the report stands beside what they said";
    EXPECT_TRUE(words().contains(u"“a cohort of them”"_s));
    press(Qt::Key_W);
    EXPECT_EQ(page.report().reader().view().currentPage(), 1);
    page.findChild<QTabWidget*>()->setCurrentIndex(0);
    EXPECT_TRUE(page.report().isVisible()) << "and goes back to the study";
}

TEST_F(ReconciliationTest, OnesOwnValueRestsOnWordsOfItsOwn)
{
    const QString pdf = folder.filePath(u"paper.pdf"_s);
    winnow::test::writePdf(pdf, {u"Of 23 patients"_s, u"12 of them died, 4 later"_s});
    const CitationId citation = page.controller().studies()[0].reports[0];
    act([&](review::Review& review) { return review.attach(citation, pdf); });
    const std::string hash = session->reader().files(citation).value()[0].sha256;
    Value quoted = stated(first, "deaths", "11");
    quoted.evidence = {{hash, 0, {{0.1, 0.1, 0.3, 0.05}}, "Of 23", {}, {}}};
    extract("Ben", {quoted});
    reconcile();
    page.entered();
    pdf::Document& document = page.report().reader().document();
    ASSERT_TRUE(eventually([&] { return document.state() == pdf::Document::State::Ready; }));
    document.wantTexts({0, 1});
    ASSERT_TRUE(eventually([&] { return document.text(1) != nullptr; }));
    const auto select = [&](const QString& wanted) {
        const qsizetype at = document.text(1)->text().indexOf(wanted);
        page.report().reader().view().select(1, {at, at + wanted.size()});
    };
    press(Qt::Key_J);
    ASSERT_EQ(inSight(), "deaths");
    press(Qt::Key_E);
    select(u"12"_s);
    press(Qt::Key_Return);
    EXPECT_EQ(panel().said().editor()->draft().text, "12");
    ASSERT_EQ(QApplication::focusWidget(), panel().said().reason());
    panel().said().editor()->focusAnswer();
    select(u"4 later"_s);
    press(Qt::Key_Return);
    EXPECT_EQ(panel().said().editor()->draft().text, "12") << "what is there stays, and rests on these words, too";
    press(Qt::Key_Return);
    ASSERT_TRUE(isSettled(first, "deaths", "12"));
    const ReviewValue value = reviewValue(first, "deaths");
    ASSERT_EQ(value.evidence.size(), 2U) << "its own alone: nobody else said so";
    EXPECT_EQ(value.evidence, value.agreedEvidence);
    EXPECT_EQ(value.evidence[0].quote, "12");
    EXPECT_EQ(value.evidence[0].page, 1);
    press(Qt::Key_K);
    ASSERT_TRUE(eventually([this] { return inSight() == "deaths"; }));
    EXPECT_TRUE(words().contains(u"“4 later”"_s));
    EXPECT_EQ(panel().said().places().size(), 3U);
    press(Qt::Key_E); // changed again, it keeps them
    press(Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), u"counted"_s);
    press(Qt::Key_Return);
    ASSERT_TRUE(eventually([this] { return reviewValue(first, "deaths").reason == "counted"; }));
    EXPECT_EQ(reviewValue(first, "deaths").agreedEvidence.size(), 2U);
}

} // namespace
} // namespace winnow::ui
