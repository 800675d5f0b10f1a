// The page of extraction, open on a review of its own.
#pragma once

#include "tests/support/opensession.h"
#include "tests/support/scripteddialogs.h"
#include "ui/extraction/extractionpage.h"
#include "ui/extraction/fieldeditor.h"
#include "ui/extraction/formview.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

#include <string>
#include <vector>

namespace winnow::ui::test {

using namespace Qt::Literals::StringLiterals;
using winnow::test::eventually;
using winnow::test::OpenSession;
using winnow::test::ScriptedDialogs;
using winnow::test::ThreeFromPubMed;

inline Field fieldOf(const std::string& id, const std::string& label, FieldType type)
{
    Field field;
    field.id = id;
    field.label = label;
    field.type = type;
    return field;
}

/// Plain fields of one section.
inline Form smallForm()
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

/// With arms, whose cells are asked of the experimental ones alone.
inline Form formWithArms()
{
    Form form = smallForm();
    Section arms{"arm", "Arms",
        {fieldOf("arm.label", "Name", FieldType::Text), fieldOf("arm.role", "Role", FieldType::Choice),
            fieldOf("arm.cells", "Cells", FieldType::Text),
            fieldOf("arm.randomised", "Randomised", FieldType::Integer)},
        true};
    arms.fields[1].choices = {"experimental", "comparator"};
    arms.fields[2].when = AskedWhen{"arm.role", {"experimental"}};
    form.sections.push_back(arms);
    form.outcomes = {{"mortality", "Death", OutcomeDomain::Efficacy, OutcomeType::Dichotomous, {}, {}, {}, {}, {}},
        {"bilirubin", "Total bilirubin", OutcomeDomain::Efficacy, OutcomeType::Continuous, "mg/dL", {}, {}, {},
            "Laboratory"}};
    form.times = {{"baseline", 0}, {"3 months", 91}};
    return form;
}

/// The page of extraction on a review of three records, on the screen.
class OpenExtraction : public OpenSession {
protected:
    void SetUp() override
    {
        OpenSession::SetUp();
        import(u"a.nbib"_s, ThreeFromPubMed);
        page.resize(1300, 800);
        page.setSession(session);
        page.show();
        page.activateWindow();
        page.entered();
    }
    void includeTwo(const Form& form = smallForm())
    {
        const std::vector<CitationId> ids = citations();
        include(ids[0]);
        include(ids[1]);
        act([&form](review::Review& review) { return review.setForm(form); });
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
    void trigger(const QString& action)
    {
        for (QAction* each : page.pageActions())
            if (each->objectName() == action)
                return each->trigger();
        FAIL() << "no such action: " << action.toStdString();
    }
    void answer(const std::string& address, const QString& text)
    {
        line(address).setFocus();
        QTest::keyClicks(&line(address), text);
        QTest::keyClick(&line(address), Qt::Key_Return);
    }
    bool stores(const std::string& field, const std::string& text)
    {
        return eventually([&] { return stored(field).text == text; });
    }

    ScriptedDialogs dialogs;
    ExtractionPage page{dialogs};
};

} // namespace winnow::ui::test
