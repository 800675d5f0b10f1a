#include "core/extraction/form.h"

#include <gtest/gtest.h>

namespace winnow::extraction {
namespace {

QByteArray formOf(const QByteArray& fieldsJson)
{
    return R"({"id": "f", "title": "F", "version": 1, "sections": [{"id": "s", "title": "S", "fields": [)" + fieldsJson
        + "]}]}";
}

QString messageOf(const QByteArray& json)
{
    const Result<Form> form = parseForm(json);
    return form ? QString() : form.error().message;
}

QString messageOfField(const QByteArray& fieldsJson)
{
    return messageOf(formOf(fieldsJson));
}

Field everyPropertySet(FieldType type)
{
    Field field;
    field.type = type;
    field.label = "Låbel “1”";
    field.help = "Line\nbreak";
    field.chart = true;
    if (type == FieldType::Number || type == FieldType::Integer) {
        field.unit = "µmol/L";
        field.minimum = -1.5;
        field.maximum = 1e6;
    }
    if (type == FieldType::Choice || type == FieldType::Choices)
        field.choices = {"bone marrow", "Wharton’s jelly"};
    return field;
}

TEST(Form, IsReadBackAsItWasWritten)
{
    Form form;
    form.id = "liver";
    form.title = "Liver";
    form.version = 7;
    form.sections = {{"a", "A", {}}, {"b", "B", {}, true}};
    for (const FieldType type : {FieldType::Text, FieldType::Number, FieldType::Integer, FieldType::Choice,
             FieldType::Choices, FieldType::YesNo, FieldType::Date}) {
        form.sections[0].fields.push_back(everyPropertySet(type));
        form.sections[0].fields.back().id = "a." + std::to_string(static_cast<int>(type));
    }
    Field events = everyPropertySet(FieldType::Integer);
    events.id = "b.events";
    events.atMost = "a.2";
    events.when = AskedWhen{"a.3", {"bone marrow"}};
    form.sections[1].fields.push_back(events);
    form.outcomes = {
        {"meld", "MELD", OutcomeDomain::Efficacy, OutcomeType::Continuous, "points", Better::Lower, 6, 40, "Scores"},
        {"sae", "Serious", OutcomeDomain::Safety, OutcomeType::Dichotomous, "", Better::NotSaid, {}, {}, ""}};
    form.times = {{"baseline", 0}, {"visit 2", 14.5}};

    const Result<Form> read = parseForm(toJson(form));

    ASSERT_TRUE(read) << read.error().message.toStdString();
    EXPECT_EQ(*read, form);
}

TEST(Form, NamesTheLineOfBrokenJson)
{
    EXPECT_EQ(messageOf("{\n\"id\": \"f\",\n\"title\": F\n}"),
        QStringLiteral("The form cannot be used: line 3 is not valid JSON."));
    EXPECT_EQ(messageOf({}), QStringLiteral("The form cannot be used: line 1 is not valid JSON."));
}

TEST(Form, NamesTheFieldOfAFault)
{
    EXPECT_EQ(messageOfField(R"({"label": "L", "type": "text"})"),
        QStringLiteral("The form cannot be used: field 1 of section “S”: “id” must be a text in quotes."));
    EXPECT_EQ(messageOfField(R"({"id": "x", "label": "L", "type": "colour"})"),
        QStringLiteral("The form cannot be used: field “x”: “colour” is not a type; there are text, number, integer, "
                       "choice, choices, yes-no, date."));
    EXPECT_EQ(messageOfField(R"({"id": "x", "label": "L", "type": "text", "minimun": 3})"),
        QStringLiteral("The form cannot be used: field 1 of section “S”: “minimun” is not a key it can have."));
}

TEST(Form, RefusesWhatContradictsItself)
{
    const QByteArray text = R"({"id": "x", "label": "L", "type": "text")";
    const QByteArray number = R"({"id": "x", "label": "L", "type": "number")";
    const QByteArray choice = R"({"id": "x", "label": "L", "type": "choice")";
    EXPECT_TRUE(messageOfField(text + R"(, "unit": "g"})").contains(QStringLiteral("only a number or an integer")));
    EXPECT_TRUE(messageOfField(text + R"(, "choices": ["a"]})").contains(QStringLiteral("only the types choice")));
    EXPECT_TRUE(messageOfField(number + R"(, "min": 2, "max": 1})").contains(QStringLiteral("greater than “max”")));
    EXPECT_TRUE(messageOfField(number + R"(, "atMost": "x"})").contains(QStringLiteral("another field")));
    EXPECT_TRUE(messageOfField(number + R"(, "atMost": "y"})").contains(QStringLiteral("another field")));
    EXPECT_TRUE(messageOfField(choice + "}").contains(QStringLiteral("“choices” must be a list")));
    EXPECT_TRUE(messageOfField(choice + R"(, "choices": ["a", "a"]})").contains(QStringLiteral("twice")));
    EXPECT_TRUE(messageOfField(choice + R"(, "choices": ["a; b"]})").contains(QStringLiteral("semicolon")));
    EXPECT_TRUE(messageOfField(text + "}, " + text + "}").contains(QStringLiteral("twice")));
}

TEST(Form, RefusesConditionsOutcomesAndTimesThatLeadNowhere)
{
    const QByteArray text = R"({"id": "x", "label": "L", "type": "text")";
    const QByteArray choice = R"({"id": "y", "label": "L", "type": "choice", "choices": ["a", "b"]})";
    EXPECT_TRUE(messageOfField(text + R"(, "when": {"field": "x", "is": ["a"]}})").contains(QStringLiteral("“when”")));
    EXPECT_TRUE(messageOfField(text + R"(, "when": {"field": "y", "is": ["c"]}}, )" + choice)
            .contains(QStringLiteral("not among the choices")));
    EXPECT_EQ(messageOfField(text + R"(, "when": {"field": "y", "is": ["a"]}}, )" + choice), QString());
    EXPECT_TRUE(
        messageOfField(R"({"id": "result", "label": "L", "type": "text"})").contains(QStringLiteral("results")));
    const auto withKey = [&](const QByteArray& key) {
        QByteArray form = formOf(text + "}");
        form.chop(1);
        return messageOf(form + ", " + key + "}");
    };
    EXPECT_EQ(withKey(R"("outcomes": [{"id": "o", "label": "O", "domain": "safety", "type": "count"}])"), QString());
    EXPECT_TRUE(withKey(R"("outcomes": [{"id": "1", "label": "O", "domain": "safety", "type": "count"}])")
            .contains(QStringLiteral("letter")));
    EXPECT_TRUE(withKey(R"("outcomes": [{"id": "o", "label": "O", "domain": "harm", "type": "count"}])")
            .contains(QStringLiteral("efficacy, safety")));
    EXPECT_EQ(withKey(R"("times": [{"label": "3 months"}, {"label": "visit 2", "days": 20}])"), QString());
    EXPECT_TRUE(withKey(R"("times": [{"label": "visit 2"}])").contains(QStringLiteral("how many days")));
    EXPECT_TRUE(withKey(R"("times": [{"label": "1 day"}, {"label": "1 day"}])").contains(QStringLiteral("twice")));
}

TEST(Form, IsBounded)
{
    QByteArray many;
    for (std::size_t i = 0; i <= MaxFields; ++i)
        many += (i == 0 ? "" : ",") + QByteArray(R"({"id": "f)") + QByteArray::number(static_cast<qulonglong>(i))
            + R"(", "label": "L", "type": "text"})";
    EXPECT_TRUE(messageOfField(many).contains(QStringLiteral("more than 500 entries")));
    const QByteArray longText(MaxText + 1, 'a');
    EXPECT_TRUE(messageOfField(R"({"id": "x", "type": "text", "label": ")" + longText + "\"}")
            .contains(QStringLiteral("longer than 10000 characters")));
    EXPECT_TRUE(messageOf(QByteArray(MaxFormBytes + 1, ' ')).contains(QStringLiteral("larger than 8 MB")));
    EXPECT_FALSE(messageOf(QByteArray(100'000, '[')).isEmpty());
}

TEST(Choices, AreSplitAndJoined)
{
    EXPECT_EQ(splitChoices("HBV; HCV ;; alcohol"), (std::vector<std::string>{"HBV", "HCV", "alcohol"}));
    EXPECT_EQ(joinChoices({"HBV", "HCV"}), "HBV; HCV");
    EXPECT_EQ(splitChoices(joinChoices({"HBV", "MASLD or MASH"})), (std::vector<std::string>{"HBV", "MASLD or MASH"}));
    EXPECT_EQ(joinChoices({}), "");
}

} // namespace
} // namespace winnow::extraction
