// The designer of the form, by keyboard and on a review of its own.
#include "core/extraction/form.h"
#include "core/extraction/templates.h"
#include "tests/ui/extraction/openextraction.h"
#include "ui/extraction/fieldform.h"
#include "ui/extraction/formdesigner.h"
#include "ui/extraction/formoutline.h"
#include "ui/extraction/partform.h"

#include <QFile>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

namespace winnow::ui {
namespace {

using test::eventually;
using test::fieldOf;
using test::formWithArms;
using test::smallForm;
using namespace Qt::Literals::StringLiterals;
using Place = DesignController::Place;
using Kind = DesignController::Kind;

class FormDesignerTest : public test::OpenExtraction {
protected:
    void design(const Form& form)
    {
        includeTwo(form);
        openDesigner();
    }
    void openDesigner()
    {
        trigger(u"extraction.design"_s);
        ASSERT_TRUE(eventually([this] { return page.designer().isVisible(); }));
        ASSERT_TRUE(eventually([this] { return QApplication::focusWidget() == &outline(); }));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    void save()
    {
        trigger(u"extraction.design.save"_s);
        ASSERT_TRUE(eventually([this] { return !page.designer().isVisible(); }));
    }
    template <typename Control> Control& control(const QString& name)
    {
        for (Control* each : page.designer().part().findChildren<Control*>())
            if (each->accessibleName() == name && each->isVisible())
                return *each;
        ADD_FAILURE() << "no control in sight is called " << name.toStdString();
        static Control none;
        return none;
    }
    bool says(const QString& words)
    {
        for (const QLabel* label : page.designer().findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }
    FormOutline& outline() { return page.designer().outline(); }
    DesignController& design() { return page.design(); }
    Form stored() { return session->reader().form().value(); }
    void answerFirst(const std::string& address, const std::string& text)
    {
        const StudyId study = page.controller().studies()[0].id;
        act([&](review::Review& review) {
            return review.setValue({study, address, {}, Answer::Stated, text, "p. 3"});
        });
    }
};

TEST_F(FormDesignerTest, AddsAFieldByKeyboardAndSavesItAsOneActWithAVersion)
{
    design(smallForm());
    press(Qt::Key_Down); // from the section to its first field
    ASSERT_EQ(design().selected(), (Place{Kind::Field, 0, 0}));
    press(Qt::Key_Insert);
    EXPECT_EQ(QApplication::focusWidget(), &page.designer().part().fieldForm().name());
    type(u"Randomised how"_s);
    press(Qt::Key_Tab);
    press(Qt::Key_O); // “One option”
    EXPECT_TRUE(says(u"has no options to choose from"_s));
    control<QPlainTextEdit>(u"Options, one a line"_s).setFocus();
    type(u"by computer"_s);
    press(Qt::Key_Return);
    type(u"by envelope"_s);
    EXPECT_TRUE(design().faults().empty());
    EXPECT_EQ(stored(), smallForm()) << "a draft is nobody else's";
    save();
    const Form form = stored();
    EXPECT_EQ(form.version, 2);
    ASSERT_EQ(form.sections[0].fields.size(), 5U);
    EXPECT_EQ(form.sections[0].fields[1].id, "a.randomised_how");
    EXPECT_EQ(form.sections[0].fields[1].label, "Randomised how");
    EXPECT_EQ(form.sections[0].fields[1].choices, (std::vector<std::string>{"by computer", "by envelope"}));
    ASSERT_TRUE(eventually([this] { return page.formView().editor("a.randomised_how") != nullptr; }));
    session->undo();
    ASSERT_TRUE(eventually([this] { return stored() == smallForm(); }));
    openDesigner();
    EXPECT_EQ(design().form(), smallForm());
    EXPECT_EQ(design().nextVersion(), 3) << "a version is given once, even if the act was undone";
    press(Qt::Key_Escape);
    ASSERT_TRUE(eventually([this] { return page.formView().editor("a.randomised_how") == nullptr; }));
}

TEST_F(FormDesignerTest, ShowsAtOnceWhatExtractorsWillSee)
{
    design(formWithArms());
    FormView& preview = page.designer().preview();
    ASSERT_TRUE(eventually([&] { return preview.editor("deaths") != nullptr; }));
    EXPECT_TRUE(preview.editor("arm.cells@1")->isHidden()) << "shown for experimental arms alone";
    design().select({Kind::Field, 1, 2});
    EXPECT_FALSE(preview.editor("arm.cells@1")->isHidden()) << "and while one works on it";
    design().select({Kind::Field, 1, 1});
    EXPECT_TRUE(preview.editor("arm.cells@1")->isHidden());
    auto* role = preview.editor("arm.role@1")->findChild<QComboBox*>();
    role->setFocus();
    QTest::keyClick(role, Qt::Key_Down);
    EXPECT_FALSE(preview.editor("arm.cells@1")->isHidden());
    press(Qt::Key_Return);
    design().select({Kind::Field, 0, 1});
    page.designer().part().focusName();
    type(u"Died"_s);
    ASSERT_TRUE(eventually([&] { return preview.editor("deaths")->field().label == "Died"; }));
    EXPECT_FALSE(preview.editor("arm.cells@1")->isHidden()) << "what was tried stays";
    EXPECT_EQ(session->reader().allValues()->size(), 0U) << "and is kept nowhere";
}

TEST_F(FormDesignerTest, SaysHowManyStudiesAnsweredAFieldAndKeepsTheirAnswersInSight)
{
    includeTwo(smallForm());
    answerFirst("deaths", "3");
    openDesigner();
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    EXPECT_TRUE(says(u"Answers in 1 study. If it is removed, they are kept."_s));
    press(Qt::Key_Delete);
    EXPECT_TRUE(says(u"“Deaths” was removed; the answers of 1 study are kept"_s));
    save();
    EXPECT_EQ(stored().field("deaths"), nullptr);
    page.controller().setRow(0);
    const auto inForm = [this](const QString& words) {
        for (const QLabel* label : page.formView().findChildren<QLabel*>())
            if (label->isVisible() && label->text() == words)
                return true;
        return false;
    };
    ASSERT_TRUE(eventually([&] { return inForm(u"Deaths: 3 (p. 3)"_s); })) << "called as it was";
    EXPECT_NE(page.controller().csv().find("Deaths (no longer in the form)"), std::string::npos);
    const QAbstractItemModel* table = nullptr;
    for (const QTableView* view : page.findChildren<QTableView*>())
        if (view->accessibleName() == u"Answers of all studies")
            table = view->model();
    ASSERT_NE(table, nullptr);
    const int last = table->columnCount() - 1;
    EXPECT_EQ(table->headerData(last, Qt::Horizontal).toString(), u"Deaths (no longer in the form)"_s);
    EXPECT_EQ(table->index(0, last).data().toString(), u"3"_s);
    // Back again, with its answer.
    openDesigner();
    design().select({});
    ASSERT_TRUE(eventually([this] {
        for (QPushButton* button : page.designer().part().findChildren<QPushButton*>())
            if (button->isVisible() && button->accessibleName() == u"Bring “Deaths” back into the form") {
                button->click();
                return true;
            }
        return false;
    }));
    ASSERT_NE(design().draft().field(design().selected()), nullptr);
    EXPECT_EQ(design().draft().field(design().selected())->id, "deaths");
    save();
    EXPECT_EQ(stored().version, 3);
    ASSERT_TRUE(eventually([this] { return page.formView().editor("deaths") != nullptr; }));
    EXPECT_EQ(line("deaths").text(), u"3"_s);
    EXPECT_FALSE(inForm(u"Deaths: 3 (p. 3)"_s));
}

TEST_F(FormDesignerTest, KeepsAnswersOfAFieldThatIsAnsweredOtherwise)
{
    includeTwo(smallForm());
    answerFirst("note", "about 12");
    answerFirst("design", "RCT");
    openDesigner();
    design().select({Kind::Field, 0, 3});
    auto& type = control<QComboBox>(u"How it is answered"_s);
    type.setCurrentIndex(type.findText(u"Number"_s));
    EXPECT_TRUE(says(u"those that do not fit “Number” are shown with a question mark"_s));
    design().select({Kind::Field, 0, 0});
    control<QPlainTextEdit>(u"Options, one a line"_s).setPlainText(u"trial\ncohort"_s);
    EXPECT_TRUE(says(u"Answered, and no option now: “RCT” (1 study)"_s));
    save();
    page.controller().setRow(0);
    ASSERT_TRUE(eventually([this] { return page.formView().editor("note")->field().type == FieldType::Number; }));
    EXPECT_EQ(line("note").text(), u"about 12"_s);
    EXPECT_EQ(page.formView().editor("note")->doubt(), u"? Not a number"_s);
    EXPECT_EQ(page.formView().editor("design")->findChild<QComboBox*>()->currentText(), u"RCT"_s);
}

TEST_F(FormDesignerTest, HidesAndShowsAFieldByWhatAnotherSays)
{
    design(smallForm());
    design().select({Kind::Field, 0, 3});
    auto& when = control<QComboBox>(u"When it is shown"_s);
    when.setCurrentIndex(when.findText(u"By what “Design (A)” says"_s));
    EXPECT_TRUE(says(u"Choose the answers, or let it be shown always."_s));
    auto& answers = control<QListWidget>(u"Answers with which it is shown"_s);
    answers.setFocus();
    press(Qt::Key_Down);
    press(Qt::Key_Space);
    EXPECT_TRUE(design().faults().empty());
    EXPECT_EQ(design().form().sections[0].fields[3].when, (AskedWhen{"design", {"cohort"}}));
    save();
    ASSERT_TRUE(eventually([this] { return page.formView().editor("note")->isHidden(); }));
}

TEST_F(FormDesignerTest, SavesNothingThatIsToBeMendedAndGoesThere)
{
    design(smallForm());
    design().select({Kind::Field, 0, 2});
    page.designer().part().focusName();
    press(Qt::Key_Delete);
    design().select({Kind::Section, 0, -1});
    trigger(u"extraction.design.save"_s);
    EXPECT_TRUE(page.designer().isVisible());
    EXPECT_EQ(design().selected(), (Place{Kind::Field, 0, 2}));
    EXPECT_TRUE(says(u"Field 3 of “A” has no name. Say what it asks."_s));
    EXPECT_EQ(stored(), smallForm());
}

TEST_F(FormDesignerTest, TakesBackTheDraftsOwnChangesNotTheReviewsActs)
{
    design(smallForm());
    press(Qt::Key_Down);
    press(Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(design().form().sections[0].fields[1].id, "design");
    press(Qt::Key_Delete);
    EXPECT_EQ(design().form().sections[0].fields.size(), 3U);
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(design().form(), smallForm());
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(stored(), smallForm());
}

TEST_F(FormDesignerTest, KeepsADraftThatIsLeftAndForgetsOneThatIsDiscarded)
{
    design(smallForm());
    press(Qt::Key_Insert);
    type(u"Later"_s);
    press(Qt::Key_Escape);
    EXPECT_FALSE(page.designer().isVisible());
    openDesigner();
    EXPECT_EQ(design().form().sections[0].fields.size(), 5U);
    trigger(u"extraction.design.discard"_s);
    EXPECT_FALSE(page.designer().isVisible());
    openDesigner();
    EXPECT_EQ(design().form(), smallForm());
}

TEST_F(FormDesignerTest, KeepsADraftWhenTheProgramIsLeft)
{
    design(smallForm());
    press(Qt::Key_Insert);
    type(u"Later"_s);
    const Form draft = design().form();
    press(Qt::Key_Tab);
    press(Qt::Key_O); // options, of which there are none yet: not as it could be saved
    page.setSession({});
    const QVariantMap remembered = page.state();
    page.setState({});
    page.setState(remembered);
    page.setSession(session);
    page.entered();
    ASSERT_TRUE(eventually([this] { return page.controller().form().has_value(); }));
    openDesigner();
    EXPECT_EQ(design().form(), draft);
    save();
    EXPECT_TRUE(page.state().isEmpty()) << "no draft any more";
}

TEST_F(FormDesignerTest, IsGoneThroughPaneByPane)
{
    design(smallForm());
    ASSERT_TRUE(eventually([this] { return page.designer().preview().editor("n") != nullptr; }));
    press(Qt::Key_F6);
    EXPECT_TRUE(page.designer().part().isAncestorOf(QApplication::focusWidget()));
    press(Qt::Key_F6);
    EXPECT_TRUE(page.designer().preview().isAncestorOf(QApplication::focusWidget()));
    press(Qt::Key_F6);
    EXPECT_EQ(QApplication::focusWidget(), &outline());
}

TEST_F(FormDesignerTest, LetsKeysOfTheStudiesRest)
{
    design(smallForm());
    for (QAction* action : page.pageActions()) {
        if (action->objectName() == u"extraction.next") {
            EXPECT_FALSE(action->isEnabled());
        } else if (action->objectName() == u"extraction.design.add") {
            EXPECT_TRUE(action->isEnabled());
        }
    }
    press(Qt::Key_Escape);
    for (QAction* action : page.pageActions()) {
        if (action->objectName() == u"extraction.next") {
            EXPECT_TRUE(action->isEnabled());
        } else if (action->objectName() == u"extraction.design.add") {
            EXPECT_FALSE(action->isEnabled());
        }
    }
}

TEST_F(FormDesignerTest, WritesAFormThatItAndTheTemplatesReaderTakeBack)
{
    design(formWithArms());
    press(Qt::Key_Insert);
    type(u"Extra"_s);
    const QString path = folder.filePath(u"form.json"_s);
    dialogs.answerSaveFile(path);
    trigger(u"extraction.design.export"_s);
    const Form made = design().form();
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const Result<Form> read = extraction::parseForm(file.readAll());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->sections, made.sections);
    EXPECT_EQ(read->version, 2);
    trigger(u"extraction.design.discard"_s);
    openDesigner();
    dialogs.answerOpenFiles({path});
    trigger(u"extraction.design.import"_s);
    EXPECT_EQ(design().form().sections, made.sections);
    QFile broken(folder.filePath(u"broken.json"_s));
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly) && broken.write("{\n\"id\": ") > 0);
    broken.close();
    dialogs.answerOpenFiles({broken.fileName()});
    dialogs.expectError(ErrorKind::InvalidInput);
    trigger(u"extraction.design.import"_s);
    EXPECT_EQ(design().form().sections, made.sections) << "the draft is as it was";
}

TEST_F(FormDesignerTest, MakesAFormWhereThereIsNone)
{
    const std::vector<CitationId> ids = citations();
    include(ids[0]);
    ASSERT_TRUE(eventually([this] { return page.controller().studies().size() == 1; }));
    QPushButton* own = nullptr;
    for (QPushButton* button : page.findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == u"Make your own form…")
            own = button;
    ASSERT_NE(own, nullptr);
    own->click();
    ASSERT_TRUE(eventually([this] { return page.designer().isVisible(); }));
    press(Qt::Key_Insert);
    type(u"Country"_s);
    save();
    EXPECT_EQ(stored().version, 1);
    EXPECT_EQ(stored().sections[0].fields[0].id, "study.country");
    ASSERT_TRUE(eventually([this] { return page.formView().editor("study.country") != nullptr; }));
}

TEST_F(FormDesignerTest, TakesASectionOfATemplate)
{
    design(smallForm());
    trigger(u"extraction.design.addSection"_s);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(menu, nullptr);
    for (QMenu* templateMenu : menu->findChildren<QMenu*>())
        if (templateMenu->title().contains(u"Stem-cell"_s))
            for (QAction* action : templateMenu->actions())
                if (action->text() == u"Safety"_s)
                    action->trigger();
    EXPECT_EQ(*design().draft().section(design().selected()),
        *extraction::templateForm("stem-cell-liver")->section("safety"));
    for (QAction* action : menu->actions())
        if (action->text() == u"Arms"_s)
            action->trigger();
    menu->close();
    EXPECT_EQ(design().draft().section(design().selected())->id, ArmSection) << "results are by arm";
    save();
    EXPECT_EQ(stored().sections.size(), 3U);
}

TEST_F(FormDesignerTest, AddsOutcomesAndTimesOfTheResults)
{
    design(formWithArms());
    design().select({Kind::Outcome, -1, 1});
    trigger(u"extraction.design.add"_s);
    type(u"Albumin"_s);
    ASSERT_NE(design().draft().outcome(design().selected()), nullptr);
    design().select({Kind::Time, -1, -1});
    trigger(u"extraction.design.add"_s);
    type(u"6 months"_s);
    EXPECT_NEAR(design().form().times.back().days, 182.6, 0.1);
    EXPECT_TRUE(design().faults().empty());
    save();
    EXPECT_EQ(stored().outcomes.back().label, "Albumin");
    EXPECT_EQ(stored().outcomes.back().type, OutcomeType::Continuous) << "as the one before it";
    EXPECT_EQ(stored().times.back().label, "6 months");
}

TEST_F(FormDesignerTest, KeepsTheFocusWhereThePartIsThatOneWrote)
{
    Form form = smallForm();
    form.sections[0].fields.resize(1);
    design(form);
    press(Qt::Key_Down);
    press(Qt::Key_F2);
    ASSERT_EQ(QApplication::focusWidget(), &page.designer().part().fieldForm().name());
    trigger(u"extraction.design.remove"_s); // the only field: its section is what is left
    EXPECT_EQ(QApplication::focusWidget(), &control<QLineEdit>(u"Name of the section"_s));
    design().select({Kind::Time, -1, -1});
    EXPECT_EQ(QApplication::focusWidget(), &outline()) << "nothing to be written there";
}

TEST_F(FormDesignerTest, SaysSoIfTheReviewGotAnotherFormMeanwhile)
{
    design(smallForm());
    press(Qt::Key_Insert);
    type(u"Mine"_s);
    Form other = smallForm();
    other.title = "Other";
    other.version = 5;
    act([&other](review::Review& review) { return review.setForm(other); });
    ASSERT_TRUE(eventually([this] { return says(u"the review got another form meanwhile"_s); }));
    EXPECT_EQ(design().form().sections[0].fields.size(), 5U) << "the draft is kept";
    trigger(u"extraction.design.discard"_s);
    openDesigner();
    EXPECT_EQ(design().form(), other);
}

} // namespace
} // namespace winnow::ui
