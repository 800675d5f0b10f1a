#include "tests/support/samplepdf.h"
#include "tests/ui/extraction/openextraction.h"
#include "ui/extraction/resultsview.h"
#include "ui/models/reportpane.h"
#include "ui/widgets/pdfreader.h"

#include <QMenu>
#include <QTableView>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;
using test::formWithArms;

/// A report of two pages, attached to the first study.
class EvidenceTest : public test::OpenExtraction {
protected:
    void SetUp() override
    {
        OpenExtraction::SetUp();
        const QString pdf = folder.filePath(u"paper.pdf"_s);
        winnow::test::writePdf(pdf,
            {u"Of 23 patients who were treated"_s,
                u"death 6/23 vs 5/23\nbilirubin 14.5 ± 2.4 mg/dL\n18 (53 %) women"_s});
        const CitationId first = citations()[0];
        act([&](review::Review& review) { return review.attach(first, pdf); });
        includeTwo(formWithArms());
        page.controller().showStudyOf(first);
        page.entered();
        ASSERT_TRUE(eventually([this] { return document().state() == pdf::Document::State::Ready; }));
        document().wantTexts({0, 1});
        ASSERT_TRUE(eventually([this] { return document().text(0) && document().text(1); }));
    }
    pdf::Document& document() { return page.report().reader().document(); }
    /// As with the mouse.
    void select(int onPage, const QString& words)
    {
        PdfView& view = page.report().reader().view();
        const qsizetype at = document().text(onPage)->text().indexOf(words);
        ASSERT_GE(at, 0);
        view.select(onPage, {at, at + words.size()});
        ASSERT_EQ(view.selectedText(), words);
    }
};

TEST_F(EvidenceTest, StoresTheValueAndItsPlaceWithOneKey)
{
    line("n").setFocus();
    select(0, u"23"_s);
    QTest::keyClick(&line("n"), Qt::Key_Return);
    ASSERT_TRUE(stores("n", "23"));
    const Value value = stored("n");
    ASSERT_EQ(value.evidence.size(), 1U);
    EXPECT_EQ(value.evidence[0].page, 0);
    EXPECT_EQ(value.evidence[0].quote, "23");
    EXPECT_EQ(value.evidence[0].rects.size(), 1U);
    EXPECT_EQ(value.evidence[0].prefix, "Of");
    EXPECT_FALSE(page.report().reader().view().hasSelection());
    EXPECT_EQ(line("n").text(), u"23"_s);
    // A second quote from the PDF's side, to the value that is there.
    select(1, u"5/23"_s);
    QTest::keyClick(&page.report().reader().view(), Qt::Key_Return);
    ASSERT_TRUE(eventually([this] { return stored("n").evidence.size() == 2; }));
    EXPECT_EQ(stored("n").text, "23");
    session->undo();
    ASSERT_TRUE(eventually([this] { return stored("n").evidence.size() == 1; }));
}

TEST_F(EvidenceTest, APdfIsAttachedWhereItIsMissed)
{
    page.controller().moveBy(1);
    ASSERT_TRUE(page.controller().files().empty());
    const QString other = folder.filePath(u"other.pdf"_s);
    winnow::test::writePdf(other, {u"Another trial"_s});
    dialogs.answerOpenFiles({other});
    Q_EMIT page.report().attachWanted();
    ASSERT_TRUE(eventually([this] { return page.controller().files().size() == 1; }));
    ASSERT_TRUE(eventually([&] { return document().path() == page.controller().files()[0].path; }));
}

TEST_F(EvidenceTest, TypedTextGetsTheSelectedWordsAsItsPlaceInOneAct)
{
    line("note").setFocus();
    QTest::keyClicks(&line("note"), u"women"_s);
    select(1, u"18 (53 %) women"_s);
    QTest::keyClick(&line("note"), Qt::Key_Return);
    ASSERT_TRUE(stores("note", "women"));
    EXPECT_EQ(stored("note").evidence.size(), 1U);
    session->undo();
    ASSERT_TRUE(eventually([this] { return stored("note").text.empty(); }));
}

TEST_F(EvidenceTest, LetsADigitChooseWhereSeveralNumbersAreMeant)
{
    line("n").setFocus();
    select(1, u"6/23 vs 5/23"_s);
    QTest::keyClick(&line("n"), Qt::Key_Return);
    ASSERT_TRUE(eventually([] { return QApplication::activePopupWidget() != nullptr; }));
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_2);
    ASSERT_TRUE(stores("n", "5"));
    EXPECT_EQ(stored("n").evidence.size(), 1U);
}

TEST_F(EvidenceTest, KeepsThePlaceOfAnAnswerThatIsStillToBeChosen)
{
    auto* design = page.formView().editor("design")->findChild<QComboBox*>();
    design->setFocus();
    select(0, u"who were treated"_s);
    QTest::keyClick(design, Qt::Key_Return);
    EXPECT_EQ(page.controller().waiting(page.controller().study()->id, "design").size(), 1U);
    QTest::keyClick(design, Qt::Key_Down);
    QTest::keyClick(design, Qt::Key_Return);
    ASSERT_TRUE(stores("design", "RCT"));
    EXPECT_EQ(stored("design").evidence.size(), 1U);
}

TEST_F(EvidenceTest, GoesToThePageAValueStandsOn)
{
    line("n").setFocus();
    select(1, u"23"_s);
    QTest::keyClick(&line("n"), Qt::Key_Return);
    ASSERT_TRUE(stores("n", "23"));
    page.report().reader().view().goToPage(0);
    trigger(u"extraction.showPlace"_s);
    EXPECT_EQ(page.report().reader().view().currentPage(), 1);
}

TEST_F(EvidenceTest, AClickOnTheWordsGoesToTheirValue)
{
    line("n").setFocus();
    select(0, u"23"_s);
    QTest::keyClick(&line("n"), Qt::Key_Return);
    ASSERT_TRUE(stores("n", "23"));
    line("note").setFocus();
    PdfView& view = page.report().reader().view();
    const auto text = document().text(0);
    const QRectF box = text->boxes({text->text().indexOf(u"23"), text->text().indexOf(u"23") + 2}).front();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.inSight(0, box).center());
    EXPECT_EQ(QApplication::focusWidget(), &line("n"));
}

TEST_F(EvidenceTest, ACellOfTheGridTakesTheWordsAsPrinted)
{
    const StudyId study = page.controller().study()->id;
    page.controller().store(std::vector<Value>{{study, "arm.label@1", {}, Answer::Stated, "Cells", {}},
        {study, "arm.label@2", {}, Answer::Stated, "Usual care", {}}});
    trigger(u"extraction.showResults"_s);
    page.results().focusCell("result@mortality@2@3 months");
    select(1, u"5/23"_s);
    QTest::keyClick(&page.results().table(), Qt::Key_Return);
    ASSERT_TRUE(stores("result@mortality@2@3 months", "5/23"));
    EXPECT_EQ(stored("result@mortality@2@3 months").evidence.size(), 1U);
    // SD or SE is not said: the first reading is chosen, and stands there so that it is open no more.
    page.results().focusCell("result@bilirubin@1@baseline");
    select(1, u"14.5 ± 2.4"_s);
    QTest::keyClick(&page.report().reader().view(), Qt::Key_Return);
    ASSERT_TRUE(eventually([] { return QApplication::activePopupWidget() != nullptr; }));
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_1);
    ASSERT_TRUE(
        eventually([&] { return stored("result@bilirubin@1@baseline").text.find("SD 2.4") != std::string::npos; }));
    EXPECT_EQ(stored("result@bilirubin@1@baseline").evidence.size(), 1U);
}

} // namespace
} // namespace winnow::ui
