#include "ui/extraction/extractionpage.h"

#include "tests/support/opensession.h"
#include "tests/support/scripteddialogs.h"
#include "ui/extraction/fieldeditor.h"
#include "ui/extraction/formview.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QTest>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;

Field fieldOf(const std::string& id, const std::string& label, FieldType type)
{
    Field field;
    field.id = id;
    field.label = label;
    field.type = type;
    return field;
}

Form smallForm()
{
    Form form{"small", "Small", 1,
        {{"a", "A",
            {fieldOf("design", "Design", FieldType::Choice), fieldOf("deaths", "Deaths", FieldType::Integer),
                fieldOf("n", "Patients", FieldType::Integer), fieldOf("note", "Note", FieldType::Text)}}},
        {}, {}};
    form.sections[0].fields[0].choices = {"RCT", "cohort"};
    form.sections[0].fields[1].atMost = "n";
    form.sections[0].fields[2].unit = "people";
    return form;
}

class ExtractionPageTest : public test::OpenSession {
protected:
    void SetUp() override
    {
        OpenSession::SetUp();
        import(u"a.nbib"_s, test::ThreeFromPubMed);
        page.resize(1300, 800);
        page.setSession(session);
        page.show();
        page.activateWindow();
        page.entered();
    }
    void includeTwo()
    {
        const std::vector<CitationId> ids = citations();
        include(ids[0]);
        include(ids[1]);
        act([](review::Review& review) { return review.setForm(smallForm()); });
        ASSERT_TRUE(eventually(
            [this] { return page.controller().studies().size() == 2 && page.controller().form().has_value(); }));
        page.entered();
    }
    QLineEdit& line(const std::string& field) { return *page.formView().editor(field)->findChild<QLineEdit*>(); }
    Value stored(const std::string& field)
    {
        const std::vector<Value> values = session->reader().values(page.controller().study()->id).value();
        for (const Value& value : values)
            if (value.field == field)
                return value;
        return {};
    }
    bool stores(const std::string& field, const std::string& text)
    {
        return eventually([&] { return stored(field).text == text; });
    }

    test::ScriptedDialogs dialogs;
    ExtractionPage page{dialogs};
};

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
    EXPECT_EQ(page.controller().cell(page.controller().study()->id, *page.controller().form()->field("note")),
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
    for (QAction* action : page.pageActions())
        if (action->objectName() == u"extraction.export"_s)
            action->trigger();
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll().toStdString(),
        "Study,Design,Deaths,Patients (people),Note\r\n" + studies[0].name + ",,1204,,'=HYPERLINK(1)\r\n"
            + studies[1].name + ",Unclear,,,\r\n");
}

TEST_F(ExtractionPageTest, ShowsTheStudyADoorLeadsTo)
{
    includeTwo();
    Door door;
    door.citation = page.controller().studies()[1].reports[0];
    page.open(door);
    EXPECT_EQ(page.controller().row(), 1);
}

} // namespace
} // namespace winnow::ui
