// A form while it is changed: ids are stable, conditions follow, nothing that has values is asked of other things.
#include "core/extraction/form.h"
#include "core/extraction/formdraft.h"
#include "core/extraction/templates.h"

#include <gtest/gtest.h>

namespace winnow::extraction {
namespace {

using namespace Qt::Literals::StringLiterals;
using Kind = FormPlace::Kind;

Field fieldOf(const std::string& id, const std::string& label, FieldType type = FieldType::Text)
{
    Field field;
    field.id = id;
    field.label = label;
    field.type = type;
    return field;
}

/// A section asked once, two that repeat; the dose hangs on the role.
Form small()
{
    Form form{"small", "Small", 3, {}, {}, {}};
    Section study{"study", "Study",
        {fieldOf("study.design", "Design", FieldType::Choice), fieldOf("study.n", "Patients", FieldType::Integer),
            fieldOf("study.deaths", "Deaths", FieldType::Integer)}};
    study.fields[0].choices = {"RCT", "cohort"};
    study.fields[2].atMost = "study.n";
    Section arms{"arm", "Arms", {fieldOf("arm.role", "Role", FieldType::Choice), fieldOf("arm.dose", "Dose")}, true};
    arms.fields[0].choices = {"experimental", "comparator"};
    arms.fields[1].when = AskedWhen{"arm.role", {"experimental"}};
    form.sections = {study, arms, {"event", "Events", {fieldOf("event.term", "Event")}, true}};
    return form;
}

constexpr FormPlace at(int section, int field)
{
    return {Kind::Field, section, field};
}

constexpr FormPlace sectionAt(int section)
{
    return {Kind::Section, section, -1};
}

std::vector<QString> saysOf(const Form& form)
{
    std::vector<QString> says;
    for (const FormFault& fault : faultsOf(form))
        says.push_back(fault.says);
    return says;
}

TEST(FormDraft, NamesANewFieldAfterItsLabelUntilItIsSaved)
{
    FormDraft draft(small());
    const FormPlace place = draft.addField(at(0, 0), "New field");
    EXPECT_EQ(place, at(0, 1));
    EXPECT_EQ(draft.field(place)->id, "study.new_field");
    EXPECT_TRUE(draft.isNew("study.new_field"));
    Field field = *draft.field(place);
    field.label = "Größe der Gruppe";
    draft.change(place, field);
    EXPECT_EQ(draft.field(place)->id, "study.grosse_der_gruppe");
    FormDraft later(draft.toSave());
    const std::string id = later.field(place)->id;
    field = *later.field(place);
    field.label = "Something else";
    later.change(place, field);
    EXPECT_EQ(later.field(place)->id, id);
}

TEST(FormDraft, NeverGivesAnIdToAnotherField)
{
    Form former = small();
    former.sections[0].fields.push_back(fieldOf("study.dose", "Dose"));
    FormDraft draft(small(), {former}, {"study.dose_2"});
    EXPECT_EQ(draft.field(draft.addField(sectionAt(0), "Dose"))->id, "study.dose_3") << "a former form, and a value";
    draft.remove(at(0, 1));
    EXPECT_EQ(draft.field(draft.addField(sectionAt(0), "N"))->id, "study.n_2") << "removed in this draft";
}

TEST(FormDraft, GivesASectionNoIdThatMeansSomethingElse)
{
    FormDraft draft(small());
    const auto idOf = [&](const char* title) { return draft.section(draft.addSection({}, title, false))->id; };
    EXPECT_EQ(idOf("Result"), "result_2");
    EXPECT_EQ(idOf("Event"), "event_2");
    EXPECT_EQ(idOf("RoB2"), "rob2_2");
    EXPECT_EQ(idOf("研究"), "section");
}

TEST(FormDraft, RenamesAnOptionInTheConditionsThatNameIt)
{
    FormDraft draft(small());
    Field role = *draft.field(at(1, 0));
    role.choices[0] = "treated";
    draft.change(at(1, 0), role);
    EXPECT_EQ(draft.field(at(1, 1))->when->is, std::vector<std::string>{"treated"});
    role.choices = {"comparator"};
    draft.change(at(1, 0), role);
    EXPECT_EQ(saysOf(draft.form()),
        std::vector{u"“Dose” is shown when “Role” says “treated”, which is no option of it. Choose other answers."_s});
}

TEST(FormDraft, FreesWhatHungOnARemovedField)
{
    FormDraft draft(small());
    EXPECT_EQ(draft.remove(at(1, 0)), 1);
    EXPECT_FALSE(draft.field(at(1, 0))->when);
    EXPECT_EQ(draft.remove(at(0, 1)), 1);
    EXPECT_EQ(draft.field(at(0, 1))->atMost, "");
    EXPECT_TRUE(faultsOf(draft.form()).empty());
    draft.undo();
    draft.undo();
    EXPECT_EQ(draft.form(), small());
    EXPECT_FALSE(draft.isChanged());
    draft.redo();
    EXPECT_EQ(draft.form().sections[1].fields.size(), 1U);
}

TEST(FormDraft, MovesAFieldThroughSectionsButNeverAwayFromWhatItsValuesBelongTo)
{
    FormDraft draft(small());
    EXPECT_EQ(draft.move(at(0, 1), -1).value(), at(0, 0));
    EXPECT_EQ(draft.form().sections[0].fields[0].id, "study.n");
    EXPECT_FALSE(draft.move(at(0, 0), -1));
    const Result<FormPlace> refused = draft.move(at(0, 2), 1);
    ASSERT_FALSE(refused) << "an answer of the study is none of an arm";
    EXPECT_EQ(refused.error().message,
        u"“Deaths” stays in “Study”: its answers belong to one of several there. Add a new field in “Arms” instead."_s);
    const FormPlace fresh = draft.addField(at(0, 2), "Dose level");
    EXPECT_EQ(draft.move(fresh, 1).value(), at(1, 0)) << "a new one has no answers";
    EXPECT_EQ(draft.move(sectionAt(2), -1).value(), sectionAt(1));
    EXPECT_EQ(draft.form().sections[1].id, "event");
}

TEST(FormDraft, TakesChangesOfOnePartBackTogether)
{
    FormDraft draft(small());
    Field field = *draft.field(at(0, 0));
    for (const char* label : {"D", "De", "Des"}) {
        field.label = label;
        draft.change(at(0, 0), field);
    }
    Field other = *draft.field(at(0, 1));
    other.help = "All of them.";
    draft.change(at(0, 1), other);
    draft.undo();
    EXPECT_EQ(draft.field(at(0, 0))->label, "Des");
    draft.undo();
    EXPECT_EQ(draft.form(), small());
    EXPECT_FALSE(draft.canUndo());
}

TEST(FormDraft, CountsVersionsOnOverAllFormsThereWere)
{
    Form undone = small();
    undone.version = 7;
    Form other = small();
    other.id = "other";
    other.version = 20;
    EXPECT_EQ(FormDraft(small(), {undone, other}).toSave().version, 8);
    FormDraft fresh;
    fresh.setTitle("My own form");
    EXPECT_EQ(fresh.toSave().id, "my_own_form");
    EXPECT_EQ(fresh.toSave().version, 1);
}

TEST(FormDraft, TakesSectionsOfATemplateWithTheirIds)
{
    const Form liver = templateForm("stem-cell-liver").value();
    Form mine = small();
    mine.sections.erase(mine.sections.begin() + 1, mine.sections.end());
    FormDraft draft(mine);
    const FormPlace arms = draft.addFrom(liver, *liver.section("arm"));
    EXPECT_EQ(*draft.section(arms), *liver.section("arm"));
    EXPECT_EQ(draft.addFrom(liver, *liver.section("arm")), arms) << "what is there already is not added again";
    EXPECT_EQ(*draft.section(arms), *liver.section("arm"));
    Field label = draft.section(arms)->fields[0];
    label.label = "Group";
    draft.change(at(arms.section, 0), label);
    EXPECT_EQ(draft.section(arms)->fields[0].id, "arm.label") << "the program knows what that is";
    EXPECT_TRUE(faultsOf(draft.form()).empty());
}

TEST(FormDraft, BringsAFieldBackWithItsId)
{
    FormDraft draft(small(), {small()});
    draft.remove(at(1, 1));
    draft.remove(at(1, 0));
    draft.remove(sectionAt(1));
    const std::vector<FormerField> former = formerFields(draft.form(), {small()});
    ASSERT_EQ(former.size(), 2U);
    EXPECT_EQ(former[1].field.id, "arm.dose");
    EXPECT_EQ(former[1].section.title, "Arms");
    const FormPlace back = draft.bringBack(former[1]);
    ASSERT_NE(draft.field(back), nullptr);
    EXPECT_EQ(draft.field(back)->id, "arm.dose");
    EXPECT_TRUE(draft.section(back)->repeat);
    EXPECT_FALSE(draft.field(back)->when) << "what it hung on is still gone";
    EXPECT_TRUE(faultsOf(draft.form()).empty());
}

TEST(FormFaults, SayInPlainWordsWhatToDo)
{
    EXPECT_EQ(saysOf(Form{}),
        (std::vector{
            u"The form has no name. Give it one."_s, u"The form asks nothing yet. Add a section with a field."_s}));
    Form form = small();
    form.sections[0].fields[0].choices = {"a; b", "c", "c"};
    form.sections[0].fields[1].minimum = 3;
    form.sections[0].fields[1].maximum = 2;
    form.sections[1].fields[0].when = AskedWhen{"arm.dose", {"x"}};
    form.sections[2].fields.clear();
    form.times = {{"soon", -1}};
    EXPECT_EQ(saysOf(form),
        (std::vector{u"“Design”: the option “a; b” has a semicolon, which separates answers. Write it otherwise."_s,
            u"“Design”: the option “c” stands there twice."_s,
            u"“Patients”: the least value is greater than the most. Change one of them."_s,
            u"“Role” and “Dose” hang on each other, so neither is ever shown. Free one of them."_s,
            u"“Dose” and “Role” hang on each other, so neither is ever shown. Free one of them."_s,
            u"The section “Events” has no field. Add one, or remove the section."_s,
            u"Say how many days after the beginning “soon” is."_s}));
}

/// What has no fault can be read again; what cannot be read has one.
TEST(FormFaults, AreThereExactlyWhenTheFormCouldNotBeRead)
{
    const std::vector<Form> all = templates();
    for (const Form& form : all)
        EXPECT_TRUE(faultsOf(form).empty()) << form.id;
    const auto agree = [](const Form& form, const char* what) {
        EXPECT_EQ(faultsOf(form).empty(), parseForm(toJson(form)).has_value()) << what;
    };
    const auto spoil = [&](const char* what, const auto& how) {
        Form form = small();
        how(form);
        EXPECT_FALSE(faultsOf(form).empty()) << what;
        agree(form, what);
    };
    spoil("no title", [](Form& form) { form.title = " "; });
    spoil("no label", [](Form& form) { form.sections[0].fields[0].label = ""; });
    spoil("no options", [](Form& form) { form.sections[0].fields[0].choices.clear(); });
    spoil("limit of no number", [](Form& form) { form.sections[0].fields[2].atMost = "study.design"; });
    spoil(
        "hangs on an arm", [](Form& form) { form.sections[0].fields[1].when = AskedWhen{"arm.role", {"comparator"}}; });
    spoil("no answers", [](Form& form) { form.sections[1].fields[1].when->is.clear(); });
    spoil("no field", [](Form& form) { form.sections[0].fields.clear(); });
    spoil("long", [](Form& form) { form.sections[0].fields[0].help = std::string(MaxText + 1, 'x'); });
    spoil("same time", [](Form& form) { form.times = {{"1 day", 1}, {"1 day", 1}}; });
}

TEST(FormHistory, CallsAValueOfAFormerFormAsItWasCalled)
{
    Form now = small();
    now.sections.pop_back();
    const auto called = [&](const char* address) {
        return describedByAny(now, {small()}, parseAddress(address).value(), {});
    };
    EXPECT_EQ(called("event.term@2"), "Event, 2");
    EXPECT_EQ(called("study.design"), "Design");
    EXPECT_EQ(called("never.asked"), "never.asked");
    EXPECT_FALSE(isAskedFor(now, "event.term@2"));
    EXPECT_FALSE(isAskedFor(now, "study.design@1"));
    EXPECT_TRUE(isAskedFor(now, "arm.dose@9"));
    EXPECT_TRUE(isAskedFor(now, "rob2.1.1")) << "an instrument's";
}

} // namespace
} // namespace winnow::extraction
