#include "tests/ui/extraction/openextraction.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFile>

namespace winnow::ui {
namespace {

using test::eventually;
using test::formWithArms;
using namespace Qt::Literals::StringLiterals;

class ExtractionPageTest : public test::OpenExtraction { };

TEST_F(ExtractionPageTest, OffersTheTemplatesWhileThereIsNoForm)
{
    ASSERT_TRUE(eventually([this] { return page.controller().loaded(); }));
    ASSERT_GE(page.controller().templates().size(), 2U);
    page.controller().useForm(page.controller().templates().front());
    ASSERT_TRUE(eventually([this] { return page.controller().form().has_value(); }));
    EXPECT_EQ(session->reader().form().value().id, page.controller().templates().front().id);
}

TEST_F(ExtractionPageTest, StoresAnAnswerWithEnterAndGoesOn)
{
    includeTwo();
    line("deaths").setFocus();
    QTest::keyClicks(&line("deaths"), u"3"_s);
    QTest::keyClick(&line("deaths"), Qt::Key_Return);
    ASSERT_TRUE(stores("deaths", "3"));
    EXPECT_EQ(QApplication::focusWidget(), &line("n"));
    EXPECT_EQ(page.controller().answered(page.controller().study()->id), 1);
    session->undo();
    ASSERT_TRUE(eventually([this] { return line("deaths").text().isEmpty(); }));
}

TEST_F(ExtractionPageTest, StoresAnAnswerThatIsLeftForItsStateOrPlace)
{
    includeTwo();
    line("deaths").setFocus();
    QTest::keyClicks(&line("deaths"), u"3"_s);
    QTest::keyClick(&line("deaths"), Qt::Key_Tab);
    EXPECT_TRUE(page.formView().editor("deaths")->isAncestorOf(QApplication::focusWidget()));
    ASSERT_TRUE(stores("deaths", "3"));
}

TEST_F(ExtractionPageTest, EscapeTakesBackWhatWasTyped)
{
    includeTwo();
    line("deaths").setFocus();
    QTest::keyClicks(&line("deaths"), u"3"_s);
    QTest::keyClick(&line("deaths"), Qt::Key_Return);
    ASSERT_TRUE(stores("deaths", "3"));
    line("deaths").setFocus();
    QTest::keyClicks(&line("deaths"), u"0"_s);
    QTest::keyClick(&line("deaths"), Qt::Key_Escape);
    EXPECT_EQ(line("deaths").text(), u"3"_s);
    QTest::keyClick(&line("deaths"), Qt::Key_Return);
    EXPECT_EQ(QApplication::focusWidget(), &line("n"));
    EXPECT_EQ(session->reader().history(10)->front().what, u"Value of “Deaths”: 3"_s) << "nothing was stored anew";
}

TEST_F(ExtractionPageTest, DoubtsWhileOneTypesAndStoresAllTheSame)
{
    includeTwo();
    line("n").setFocus();
    QTest::keyClicks(&line("n"), u"20"_s);
    QTest::keyClick(&line("n"), Qt::Key_Return);
    line("deaths").setFocus();
    QTest::keyClicks(&line("deaths"), u"21"_s);
    EXPECT_EQ(page.formView().editor("deaths")->doubt(), u"? More than the 20 of “Patients”"_s);
    QTest::keyClick(&line("deaths"), Qt::Key_Return);
    ASSERT_TRUE(stores("deaths", "21"));
}

TEST_F(ExtractionPageTest, KeepsNotReportedApartFromNothing)
{
    includeTwo();
    page.formView().editor("note")->findChildren<QLineEdit*>().last()->setText(u"p. 5"_s);
    line("note").setFocus();
    page.formView().setAnswer(Answer::NotReported);
    page.formView().commit();
    ASSERT_TRUE(eventually([this] { return stored("note").answer == Answer::NotReported; }));
    EXPECT_EQ(stored("note").source, "p. 5");
    EXPECT_FALSE(line("note").isEnabled());
    EXPECT_EQ(page.controller().cell(page.controller().study()->id, {page.controller().form()->field("note"), 0}),
        u"Not reported"_s);
}

TEST_F(ExtractionPageTest, StoresWhatIsTypedBeforeTheNextStudyShows)
{
    includeTwo();
    const StudyId first = page.controller().study()->id;
    line("note").setFocus();
    QTest::keyClicks(&line("note"), u"kept"_s);
    page.controller().moveBy(1);
    EXPECT_NE(page.controller().study()->id, first);
    EXPECT_EQ(line("note").text(), QString());
    ASSERT_TRUE(eventually([this, first] {
        const std::vector<Value> values = session->reader().values(first).value();
        return values.size() == 1 && values[0].text == "kept";
    }));
}

TEST_F(ExtractionPageTest, KeepsAPlaceThatWasTypedBeforeItsValue)
{
    includeTwo();
    QLineEdit& place = *page.formView().editor("note")->findChildren<QLineEdit*>().last();
    place.setFocus();
    QTest::keyClicks(&place, u"p. 7"_s);
    line("n").setFocus();
    QTest::keyClicks(&line("n"), u"12"_s);
    QTest::keyClick(&line("n"), Qt::Key_Return);
    ASSERT_TRUE(stores("n", "12"));
    EXPECT_EQ(place.text(), u"p. 7"_s);
    page.controller().moveBy(1);
    EXPECT_EQ(place.text(), QString());
    page.controller().moveBy(-1);
    EXPECT_EQ(place.text(), u"p. 7"_s);
    line("note").setFocus();
    QTest::keyClicks(&line("note"), u"seen"_s);
    page.formView().commit();
    ASSERT_TRUE(stores("note", "seen"));
    EXPECT_EQ(stored("note").source, "p. 7");
}

TEST_F(ExtractionPageTest, JoinsTheReportsOfOneStudyAndSeparatesThem)
{
    includeTwo();
    const std::vector<Study> before = page.controller().studies();
    page.controller().join({before[0].id, before[1].id});
    ASSERT_TRUE(eventually([this] { return page.controller().studies().size() == 1; }));
    ASSERT_EQ(page.controller().study()->reports.size(), 2U);
    page.controller().separate(page.controller().study()->reports[1]);
    ASSERT_TRUE(eventually([this] { return page.controller().studies().size() == 2; }));
}

TEST_F(ExtractionPageTest, WritesATableThatSpreadsheetsReadAsMeant)
{
    includeTwo();
    const std::vector<Study> studies = page.controller().studies();
    page.controller().store({studies[0].id, "deaths", {}, Answer::Stated, "1 204", {}});
    page.controller().store({studies[0].id, "note", {}, Answer::Stated, "=HYPERLINK(1)", {}});
    page.controller().store({studies[1].id, "design", {}, Answer::Unclear, {}, {}});
    const QString path = folder.filePath(u"t.csv"_s);
    dialogs.answerSaveFile(path);
    trigger(u"extraction.export"_s);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll().toStdString(),
        "Study,Design,Deaths,Patients (people),Note\r\n" + studies[0].name + ",,1204,,'=HYPERLINK(1)\r\n"
            + studies[1].name + ",Unclear,,,\r\n");
    const QString workbook = folder.filePath(u"t.xlsx"_s);
    dialogs.answerSaveFile(workbook);
    trigger(u"extraction.export"_s);
    QFile sheet(workbook);
    ASSERT_TRUE(sheet.open(QIODevice::ReadOnly));
    EXPECT_TRUE(sheet.readAll().startsWith("PK")) << "what its name says";
}

TEST_F(ExtractionPageTest, ShowsTheStudyADoorLeadsTo)
{
    includeTwo();
    Door door;
    door.citation = page.controller().studies()[1].reports[0];
    page.open(door);
    EXPECT_EQ(page.controller().row(), 1);
}

TEST_F(ExtractionPageTest, AddsArmsByKeyboardAndRemovesOneUndoably)
{
    includeTwo(formWithArms());
    EXPECT_EQ(page.formView().editor("arm.label@1"), nullptr);
    trigger(u"extraction.addItem"_s);
    ASSERT_NE(page.formView().editor("arm.label@1"), nullptr);
    EXPECT_EQ(QApplication::focusWidget(), &line("arm.label@1"));
    answer("arm.label@1", u"Cells"_s);
    ASSERT_TRUE(stores("arm.label@1", "Cells"));
    trigger(u"extraction.addItem"_s);
    answer("arm.label@2", u"Usual care"_s);
    ASSERT_TRUE(stores("arm.label@2", "Usual care"));
    EXPECT_EQ(page.controller().items("arm"), (std::vector{1, 2}));
    trigger(u"extraction.previousItem"_s);
    EXPECT_EQ(line("arm.label@1").text(), u"Cells"_s);
    EXPECT_EQ(page.formView().editor("arm.label@2"), nullptr);
    page.controller().store(
        {page.controller().study()->id, "result@mortality@1@3 months", {}, Answer::Stated, "1/9", {}});
    trigger(u"extraction.removeItem"_s);
    EXPECT_EQ(page.controller().items("arm"), (std::vector{2}));
    EXPECT_EQ(line("arm.label@2").text(), u"Usual care"_s);
    ASSERT_TRUE(eventually([this] { return stored("arm.label@1").text.empty(); }));
    EXPECT_EQ(stored("result@mortality@1@3 months").text, "");
    session->undo();
    ASSERT_TRUE(eventually([this] { return page.controller().items("arm").size() == 2; }));
    EXPECT_EQ(stored("result@mortality@1@3 months").text, "1/9");
}

TEST_F(ExtractionPageTest, MovesAnArmUpWithItsResultsInOneAct)
{
    includeTwo(formWithArms());
    const StudyId study = page.controller().study()->id;
    trigger(u"extraction.addItem"_s);
    answer("arm.label@1", u"Usual care"_s);
    trigger(u"extraction.addItem"_s);
    answer("arm.label@2", u"Cells"_s);
    page.controller().store({study, "result@mortality@2@3 months", {}, Answer::Stated, "1/9", {}});
    ASSERT_TRUE(stores("result@mortality@2@3 months", "1/9"));
    line("arm.label@2").setFocus();
    trigger(u"extraction.moveItemUp"_s);
    EXPECT_EQ(line("arm.label@1").text(), u"Cells"_s);
    ASSERT_TRUE(stores("arm.label@1", "Cells"));
    EXPECT_EQ(stored("arm.label@2").text, "Usual care");
    EXPECT_EQ(stored("result@mortality@1@3 months").text, "1/9");
    session->undo();
    ASSERT_TRUE(stores("arm.label@1", "Usual care"));
    EXPECT_EQ(stored("result@mortality@2@3 months").text, "1/9");
}

TEST_F(ExtractionPageTest, OffersTheReviewsOwnTermsOfAdverseEvents)
{
    Form form = test::smallForm();
    form.sections.push_back({"event", "Adverse events", {test::fieldOf("event.term", "Term", FieldType::Text)}, true});
    includeTwo(form);
    page.controller().store({page.controller().study()->id, "event.term@1", {}, Answer::Stated, "Low-grade fever", {}});
    page.controller().moveBy(1);
    page.controller().addItem("event");
    QLineEdit& term = line("event.term@1");
    term.setFocus();
    QTest::keyClicks(&term, u"fev"_s);
    ASSERT_NE(term.completer(), nullptr);
    ASSERT_TRUE(term.completer()->popup()->isVisible());
    QTest::keyClick(term.completer()->popup(), Qt::Key_Down);
    QTest::keyClick(term.completer()->popup(), Qt::Key_Return);
    EXPECT_EQ(term.text(), u"Low-grade fever"_s);
    EXPECT_EQ(QApplication::focusWidget(), &term) << "Enter took the term; the next one goes on";
    page.formView().commit();
    ASSERT_TRUE(stores("event.term@1", "Low-grade fever"));
}

TEST_F(ExtractionPageTest, OffersTheArmsOfTheStudyToAnAdverseEventAsTheChecksKnowThem)
{
    Form form = test::formWithArms();
    form.sections.push_back({"event", "Adverse events", {test::fieldOf("event.arm", "Arm", FieldType::Text)}, true});
    includeTwo(form);
    const StudyId study = page.controller().study()->id;
    page.controller().store(std::vector<Value>{{study, "arm.label@1", {}, Answer::Stated, "Cells", {}},
        {study, "arm.label@2", {}, Answer::Stated, "Usual care", {}}});
    page.controller().addItem("event");
    QLineEdit& arm = line("event.arm@1");
    arm.setFocus();
    ASSERT_NE(arm.completer(), nullptr);
    ASSERT_EQ(arm.completer()->model()->rowCount(), 2);
    const QString offered = arm.completer()->model()->index(1, 0).data().toString();
    EXPECT_EQ(offered, u"Usual care"_s);
    QTest::keyClicks(&arm, offered);
    page.formView().commit();
    ASSERT_TRUE(stores("event.arm@1", "Usual care"));
    EXPECT_TRUE(page.controller().objectionsTo("event.arm@1").isEmpty());
}

TEST_F(ExtractionPageTest, GoesFromTheLastFieldOfAnItemToTheNextItem)
{
    includeTwo(formWithArms());
    trigger(u"extraction.addItem"_s);
    answer("arm.label@1", u"Cells"_s);
    trigger(u"extraction.addItem"_s);
    answer("arm.label@2", u"Usual care"_s);
    trigger(u"extraction.previousItem"_s);
    answer("arm.randomised@1", u"20"_s);
    ASSERT_TRUE(stores("arm.randomised@1", "20"));
    EXPECT_EQ(QApplication::focusWidget(), &line("arm.label@2"));
}

TEST_F(ExtractionPageTest, AsksWhatDependsOnAnAnswerAsSoonAsItIsChosen)
{
    includeTwo(formWithArms());
    trigger(u"extraction.addItem"_s);
    const auto asks = [this](const char* address) { return !page.formView().editor(address)->isHidden(); };
    EXPECT_FALSE(asks("arm.cells@1"));
    auto* role = page.formView().editor("arm.role@1")->findChild<QComboBox*>();
    role->setFocus();
    QTest::keyClick(role, Qt::Key_Down);
    EXPECT_TRUE(asks("arm.cells@1"));
    QTest::keyClick(role, Qt::Key_Down);
    EXPECT_FALSE(asks("arm.cells@1"));
    QTest::keyClick(role, Qt::Key_Up);
    QTest::keyClick(role, Qt::Key_Return);
    EXPECT_EQ(QApplication::focusWidget(), &line("arm.cells@1"));
    answer("arm.cells@1", u"MSC"_s);
    ASSERT_TRUE(stores("arm.cells@1", "MSC"));
    // An answer stays in sight, whatever is asked.
    page.controller().store({page.controller().study()->id, "arm.role@1", {}, Answer::Stated, "comparator", {}});
    EXPECT_TRUE(asks("arm.cells@1"));
}

} // namespace
} // namespace winnow::ui
