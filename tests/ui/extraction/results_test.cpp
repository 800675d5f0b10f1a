#include "tests/ui/extraction/openextraction.h"
#include "ui/extraction/objectionlist.h"
#include "ui/extraction/proposals.h"
#include "ui/extraction/resultsview.h"
#include "ui/extraction/resulttable.h"

#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QScrollBar>
#include <QTableView>
#include <QTabWidget>

#include <algorithm>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;
using test::formWithArms;

/// Two arms, the grid in sight.
class ResultsTest : public test::OpenExtraction {
protected:
    void SetUp() override
    {
        OpenExtraction::SetUp();
        includeTwo(formWithArms());
        const StudyId study = page.controller().study()->id;
        page.controller().store(std::vector<Value>{{study, "arm.label@1", {}, Answer::Stated, "Cells", {}},
            {study, "arm.randomised@1", {}, Answer::Stated, "20", {}},
            {study, "arm.label@2", {}, Answer::Stated, "Usual care", {}}});
        trigger(u"extraction.showResults"_s);
    }
    ResultsModel& model() { return page.results().model(); }
    QTableView& table() { return page.results().table(); }
    void goTo(const std::string& address)
    {
        ASSERT_TRUE(model().indexOf(address).isValid()) << address;
        page.results().focusCell(address);
    }
    /// As one types into the cell at hand; the editor takes the keys after the first.
    void type(const QString& text)
    {
        QTest::keyClick(&table(), text.front().toLatin1());
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        ASSERT_NE(editor, nullptr);
        QTest::keyClicks(editor, text.mid(1));
    }
    void typed(const QString& text)
    {
        type(text);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }
    bool shows(const QString& text)
    {
        return std::ranges::any_of(
            page.results().findChildren<QLabel*>(), [&](const QLabel* label) { return label->text().contains(text); });
    }
};

TEST_F(ResultsTest, ADoorLeadsToItsResultInTheStudysGrid)
{
    Door door;
    door.page = PageId::Extraction;
    door.citation = page.controller().study()->reports.front();
    door.address = "result@bilirubin@2@3 months";
    page.controller().setRow(1); // the other study
    for (QTabWidget* tabs : page.findChildren<QTabWidget*>())
        tabs->setCurrentIndex(0);
    page.open(door);
    page.entered(); // as the window does
    EXPECT_EQ(page.controller().study()->reports.front(), door.citation);
    EXPECT_TRUE(table().isVisible());
    EXPECT_EQ(model().address(table().currentIndex()), door.address);
    EXPECT_TRUE(table().hasFocus());
    page.controller().setRow(0);
    page.entered();
    EXPECT_FALSE(table().hasFocus()) << "a door is gone through once";
}

TEST_F(ResultsTest, HasARowForEachOutcomeAndTimeAndAColumnForEachArmAndContrast)
{
    EXPECT_EQ(model().rowCount(), 4);
    EXPECT_EQ(model().headerData(2, Qt::Horizontal, Qt::DisplayRole), u"Cells (n = 20)"_s);
    EXPECT_EQ(model().headerData(3, Qt::Horizontal, Qt::DisplayRole), u"Usual care"_s);
    EXPECT_EQ(model().headerData(4, Qt::Horizontal, Qt::DisplayRole), u"Cells against Usual care"_s);
    EXPECT_EQ(model().address(model().index(1, 4)), "contrast@mortality@1-2@3 months");
    EXPECT_EQ(model().described("result@mortality@2@3 months"), u"Death, Usual care, 3 months"_s);
    model().addTime(u"1 month"_s);
    ASSERT_EQ(model().rowCount(), 6);
    EXPECT_EQ(model().index(1, ResultsModel::TimeColumn).data(), u"1 month"_s);
    model().setFilter(u"BILI"_s);
    EXPECT_EQ(model().rowCount(), 3);
}

TEST_F(ResultsTest, OutcomesAndTimesStayBesideTheirCellsWhereverOneScrolls)
{
    page.resize(700, 420);
    for (int i = 1; i < 30; ++i)
        model().addTime(u"%1 weeks"_s.arg(i));
    const auto aligned = [this] {
        QTableView& rows = page.results().rows();
        const QModelIndex cell = table().currentIndex();
        const QRect name = rows.visualRect(cell.siblingAtColumn(ResultsModel::TimeColumn));
        return rows.viewport()->rect().contains(name) && name.top() == table().visualRect(cell).top()
            && table().viewport()->rect().intersects(table().visualRect(cell));
    };
    ASSERT_GT(table().horizontalScrollBar()->maximum(), 0) << "there is something to scroll";
    EXPECT_TRUE(aligned());
    QTest::keyClick(&table(), Qt::Key_End);
    QTest::keyClick(&table(), Qt::Key_End, Qt::ControlModifier);
    EXPECT_EQ(table().currentIndex().row(), model().rowCount() - 1);
    EXPECT_EQ(table().currentIndex().column(), model().columnCount() - 1);
    EXPECT_TRUE(aligned());
    QTest::keyClick(&table(), Qt::Key_Home);
    EXPECT_EQ(table().currentIndex().column(), int{ResultsModel::FirstArm}) << "names are no cells";
    QTest::keyClick(&table(), Qt::Key_Left);
    EXPECT_EQ(table().currentIndex().column(), int{ResultsModel::FirstArm});
    EXPECT_TRUE(aligned());
    QTableView& rows = page.results().rows();
    const QModelIndex above = table().currentIndex().sibling(table().currentIndex().row() - 2, 0);
    QTest::mouseClick(rows.viewport(), Qt::LeftButton, {}, rows.visualRect(above).center());
    EXPECT_EQ(table().currentIndex(), above.siblingAtColumn(ResultsModel::FirstArm));
    EXPECT_TRUE(table().hasFocus());
}

TEST_F(ResultsTest, TakesAResultAsPrintedAndSaysWhatItUnderstood)
{
    goTo("result@bilirubin@1@3 months");
    type(u"3.1 (SD 0.4)"_s);
    EXPECT_TRUE(shows(u"mean 3.1, SD 0.4 [mg/dL] = 53 µmol/L"_s))
        << model().understood("result@bilirubin@1@3 months", u"3.1 (SD 0.4)"_s).toStdString();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    ASSERT_TRUE(stores("result@bilirubin@1@3 months", "3.1 (SD 0.4)"));
    EXPECT_EQ(QApplication::focusWidget(), &table());
    session->undo();
    ASSERT_TRUE(eventually([this] { return stored("result@bilirubin@1@3 months").text.empty(); }));
}

TEST_F(ResultsTest, EnterGoesDownTheColumn)
{
    goTo("result@mortality@2@baseline");
    typed(u"0/9"_s);
    EXPECT_EQ(model().address(table().currentIndex()), "result@mortality@2@3 months");
    typed(u"1/9"_s);
    ASSERT_TRUE(stores("result@mortality@2@3 months", "1/9"));
    EXPECT_EQ(stored("result@mortality@2@baseline").text, "0/9");
}

TEST_F(ResultsTest, StoresWhatIsTypedBeforeTheNextStudyShows)
{
    const StudyId first = page.controller().study()->id;
    goTo("result@mortality@1@3 months");
    type(u"2/9"_s);
    trigger(u"extraction.next"_s);
    EXPECT_NE(page.controller().study()->id, first);
    ASSERT_TRUE(page.controller().value(first, "result@mortality@1@3 months"));
    EXPECT_EQ(page.controller().value(first, "result@mortality@1@3 months")->text, "2/9");
}

TEST_F(ResultsTest, FillsABlockFromASpreadsheetInOneAct)
{
    goTo("result@mortality@1@3 months");
    QApplication::clipboard()->setText(u"18/34\t5/23\r\n3.1 ± 0.4\tNR\textra\tbeyond\r\n"_s);
    QTest::keyClick(&table(), Qt::Key_V, Qt::ControlModifier);
    ASSERT_TRUE(stores("result@mortality@1@3 months", "18/34"));
    EXPECT_EQ(stored("result@mortality@2@3 months").text, "5/23");
    EXPECT_EQ(stored("result@bilirubin@1@baseline").text, "3.1 ± 0.4");
    EXPECT_EQ(stored("result@bilirubin@2@baseline").answer, Answer::NotReported);
    EXPECT_EQ(stored("contrast@bilirubin@1-2@baseline").text, "extra");
    session->undo();
    ASSERT_TRUE(eventually([this] { return stored("result@mortality@1@3 months").text.empty(); }));
    EXPECT_EQ(stored("result@bilirubin@2@baseline").answer, Value{}.answer);
    EXPECT_EQ(stored("arm.label@1").text, "Cells");
}

TEST_F(ResultsTest, AnswersByKeyAndTakesBack)
{
    goTo("result@mortality@1@3 months");
    trigger(u"extraction.unclear"_s);
    EXPECT_EQ(table().currentIndex().data(), u"Unclear"_s);
    ASSERT_TRUE(eventually([this] { return stored("result@mortality@1@3 months").answer == Answer::Unclear; }));
    EXPECT_EQ(table().currentIndex().data(), u"Unclear"_s);
    trigger(u"extraction.none"_s);
    ASSERT_TRUE(stores("result@mortality@1@3 months", "none"));
    QTest::keyClick(&table(), Qt::Key_Delete);
    ASSERT_TRUE(stores("result@mortality@1@3 months", ""));
}

TEST_F(ResultsTest, SaysWhatSpeaksAgainstAResultWhileOneTypesAndLeadsThere)
{
    goTo("result@mortality@1@3 months");
    type(u"9/30"_s);
    ASSERT_TRUE(eventually([this] { return !page.controller().objections().empty(); }));
    EXPECT_FALSE(page.controller().objectionsTo("result@mortality@1@3 months").empty());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    ASSERT_TRUE(stores("result@mortality@1@3 months", "9/30"));
    trigger(u"extraction.showForm"_s);
    trigger(u"extraction.showLook"_s);
    auto* list = page.findChild<ObjectionList*>()->findChild<QListWidget*>();
    ASSERT_TRUE(eventually([list] { return list->count() > 0; }));
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Return);
    EXPECT_EQ(QApplication::focusWidget(), &table());
    EXPECT_EQ(model().address(table().currentIndex()), "result@mortality@1@3 months");
}

TEST_F(ResultsTest, KeepsNAndPopulationBesideTheResult)
{
    goTo("result@bilirubin@1@baseline");
    typed(u"3.1"_s);
    goTo("result@bilirubin@1@baseline");
    for (QLineEdit* field : page.results().findChildren<QLineEdit*>()) {
        if (!field->accessibleName().contains(u"of the cell"_s))
            continue;
        field->setFocus();
        QTest::keyClicks(field, field->accessibleName().startsWith(u'n') ? u"19"_s : u"per protocol"_s);
        QTest::keyClick(field, Qt::Key_Return);
    }
    ASSERT_TRUE(stores("result.n@bilirubin@1@baseline", "19"));
    ASSERT_TRUE(stores("result.set@bilirubin@1@baseline", "per protocol"));
}

TEST_F(ResultsTest, SaysWhereABlockWentBeyondWhatItWasPutInto)
{
    QString said;
    QObject::connect(&page, &Page::notice, &page, [&](const QString& text) { said = text; });
    goTo("result@mortality@2@3 months");
    QApplication::clipboard()->setText(u"1/9\t0.6 (0.4-0.9)\tno column\n3.1 ± 1\t4.2 ± 1\n"_s);
    QTest::keyClick(&table(), Qt::Key_V, Qt::ControlModifier);
    ASSERT_TRUE(eventually([&] { return !said.isEmpty(); }));
    EXPECT_EQ(said,
        u"4 cells were filled, 2 of them between arms, 2 of another outcome; 1 of the block had no place in the grid"_s);
    said.clear();
    QTest::keyClick(&table(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_TRUE(said.contains(u"Nothing was changed"_s)) << "at once, and not with the next act";
}

TEST_F(ResultsTest, MakesTheTableOfEfficacy)
{
    goTo("result@mortality@1@3 months");
    typed(u"1/9"_s);
    ASSERT_TRUE(stores("result@mortality@1@3 months", "1/9"));
    QTabWidget* tabs = nullptr;
    for (auto* each : page.findChildren<QTabWidget*>())
        if (each->tabText(2) == u"Efficacy"_s)
            tabs = each;
    ASSERT_NE(tabs, nullptr);
    tabs->setCurrentIndex(2);
    auto* efficacy = qobject_cast<ResultTable*>(tabs->currentWidget());
    ASSERT_TRUE(eventually([&] { return efficacy->view().model()->rowCount() == 1; }));
    EXPECT_NE(
        efficacy->text().find("Death,3 months," + page.controller().studies()[0].name + ",Cells,experimental,,1/9"),
        std::string::npos)
        << efficacy->text();
    const QString path = folder.filePath(u"efficacy.csv"_s);
    dialogs.answerSaveFile(path);
    Q_EMIT efficacy->exportWanted();
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll().toStdString(), efficacy->text());
    page.controller().moveBy(1);
    Q_EMIT efficacy->view().activated(efficacy->view().model()->index(0, 0));
    EXPECT_EQ(page.controller().row(), 0);
    EXPECT_EQ(tabs->currentIndex(), 0);
}

std::vector<std::string> textsFor(const std::string& address, const char* words)
{
    std::vector<std::string> texts;
    for (const Proposal& proposal : proposalsFor(formWithArms(), address, words, {}))
        texts.push_back(proposal.text);
    return texts;
}

TEST(Proposals, AreNumbersInFieldsAndPrintedResultsInCells)
{
    using Texts = std::vector<std::string>;
    EXPECT_EQ(textsFor("n", "18 (53 %)"), Texts{"18"});
    EXPECT_EQ(textsFor("note", " two words "), Texts{"two words"});
    EXPECT_EQ(textsFor("design", "an open RCT of cells"), Texts{"RCT"});
    EXPECT_EQ(textsFor("design", "nothing of the kind"), Texts{});
    EXPECT_EQ(textsFor("result@mortality@1@3 months", "18/34 (53 %)"), Texts{"18/34 (53 %)"});
    EXPECT_EQ(textsFor("contrast@mortality@1-2@3 months", "HR 0.61 (95 % CI 0.39–0.95)"),
        Texts{"HR 0.61 (95 % CI 0.39–0.95)"});
    EXPECT_EQ(textsFor("result@mortality@1@3 months", "6/23 vs. 5/23"), (Texts{"6/23", "5/23"}));
    // What is open is written so that it is open no more.
    const Texts open = textsFor("result@bilirubin@1@baseline", "14.5 ± 2.4");
    ASSERT_GE(open.size(), 2U);
    for (const std::string& text : open) {
        EXPECT_EQ(textsFor("result@bilirubin@1@baseline", text.c_str()).size(), 1U) << text;
    }
}

TEST(Proposals, OfTimesAreInTheUnitOfTheField)
{
    Form form = formWithArms();
    Field followUp = test::fieldOf("followup", "Longest follow-up", FieldType::Number);
    followUp.unit = "months";
    form.sections[0].fields.push_back(followUp);
    const auto time = [&](const char* words) {
        const std::vector<Proposal> found = proposalsFor(form, "followup", words, {});
        return found.empty() ? std::string() : found[0].text;
    };
    EXPECT_EQ(time("until day 90"), "3");
    EXPECT_EQ(time("12 months"), "12");
    EXPECT_EQ(time("a 2-year follow-up"), "24");
    EXPECT_EQ(time("10 weeks"), "2.3");
    EXPECT_EQ(time("12"), "12");
}

TEST(Proposals, AreDatesAsTheFormWritesThem)
{
    Form form = formWithArms();
    form.sections[0].fields.push_back(test::fieldOf("start", "Began", FieldType::Date));
    const auto date = [&](const char* words) {
        const std::vector<Proposal> found = proposalsFor(form, "start", words, {});
        return found.size() == 1 ? found[0].text : std::string();
    };
    EXPECT_EQ(date("from 31 March 2016"), "2016-03-31");
    EXPECT_EQ(date("since March 3, 2016"), "2016-03-03");
    EXPECT_EQ(date("in Sept. 2009 patients"), "2009-09");
    EXPECT_EQ(date("2016-03"), "2016-03");
    EXPECT_EQ(date("during 2011"), "2011");
    EXPECT_EQ(date("no date"), "");
}

} // namespace
} // namespace winnow::ui
