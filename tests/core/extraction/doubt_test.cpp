#include "core/extraction/form.h"

#include <gtest/gtest.h>

namespace winnow::extraction {
namespace {

Value stated(const std::string& text, const std::string& field = "x")
{
    return {StudyId(1), field, {}, Answer::Stated, text, {}};
}

Field fieldOf(const std::string& id, const std::string& label, FieldType type)
{
    Field field;
    field.id = id;
    field.label = label;
    field.type = type;
    return field;
}

std::string doubtOf(FieldType type, const std::string& text)
{
    Field field = fieldOf("x", "X", type);
    field.minimum = 6;
    field.maximum = 40;
    field.choices = {"bone marrow", "cord blood"};
    return doubt(field, stated(text));
}

TEST(Number, IsReadAsItIsPrinted)
{
    const std::vector<std::pair<std::string, double>> printed{{"12", 12}, {"12.5", 12.5}, {"12,5", 12.5},
        {" 0,25 ", 0.25}, {".5", 0.5}, {"-3.1", -3.1}, {"−3.1", -3.1}, {"–3,1", -3.1}, {"+4", 4}, {"1.204", 1.204},
        {"0,204", 0.204}, {"1 204", 1204}, {"1 204", 1204}, {"12 345,6", 12345.6}, {"1,204.5", 1204.5},
        {"1.204,5", 1204.5}, {"1,204,345", 1204345}, {"1.204.345", 1204345}, {"12,34", 12.34}, {"1234,567", 1234.567}};
    for (const auto& [text, value] : printed)
        EXPECT_EQ(number(text), std::optional(value)) << text;
}

TEST(Number, IsNotGuessed)
{
    for (const std::string text : {"", "-", ".", ",", "12.", "abc", "1,204", "12a", "1e5", "1 2 3", "12,34,56",
             "1,20.3,4", "1.2.3", "1,,2", "< 5", "12 (3.4)", "1,2345,678", "nan", "inf", "--4"})
        EXPECT_EQ(number(text), std::nullopt) << text;
}

TEST(Doubt, IsSilentAboutWhatIsPlausible)
{
    EXPECT_EQ(doubtOf(FieldType::Text, "= anything"), "");
    EXPECT_EQ(doubtOf(FieldType::Number, "14,53"), "");
    EXPECT_EQ(doubtOf(FieldType::Integer, "40"), "");
    EXPECT_EQ(doubtOf(FieldType::Choice, "bone marrow"), "");
    EXPECT_EQ(doubtOf(FieldType::Choices, "cord blood; bone marrow"), "");
    EXPECT_EQ(doubtOf(FieldType::YesNo, "no"), "");
    for (const std::string date : {"2016", "2016-02", "2016-02-29"})
        EXPECT_EQ(doubtOf(FieldType::Date, date), "") << date;
}

TEST(Doubt, SaysWhatIsWrong)
{
    EXPECT_EQ(doubtOf(FieldType::Number, "about 12"), "Not a number");
    EXPECT_EQ(doubtOf(FieldType::Number, "1,204"), "Can be read as 1204 or as 1.204: write the one you mean");
    EXPECT_EQ(doubtOf(FieldType::Number, "5.9"), "Less than 6, the least it can be");
    EXPECT_EQ(doubtOf(FieldType::Integer, "41"), "More than 40, the most it can be");
    EXPECT_EQ(doubtOf(FieldType::Integer, "12.5"), "Not a whole number");
    EXPECT_EQ(doubtOf(FieldType::Choice, "marrow"), "“marrow” is not among the choices");
    EXPECT_EQ(doubtOf(FieldType::Choices, "cord blood; teeth"), "“teeth” is not among the choices");
    EXPECT_EQ(doubtOf(FieldType::YesNo, "perhaps"), "Neither yes nor no");
    for (const std::string date : {"16", "2016-2", "May 2016", "2016/02/01", "20160201"})
        EXPECT_EQ(doubtOf(FieldType::Date, date), "Not a date: write 2016, 2016-03 or 2016-03-31") << date;
    for (const std::string date : {"2015-02-29", "2016-13", "2016-00-01", "0000"})
        EXPECT_EQ(doubtOf(FieldType::Date, date), "There is no such day") << date;
}

TEST(Doubt, NamesTheUnitOfALimit)
{
    Field albumin = fieldOf("x", "Albumin", FieldType::Number);
    albumin.unit = "g/L";
    albumin.minimum = 10;
    EXPECT_EQ(doubt(albumin, stated("3.1")), "Less than 10 g/L, the least it can be");
}

TEST(Doubt, ConcernsOnlyWhatIsStated)
{
    const Field field = fieldOf("x", "X", FieldType::Number);
    for (const Answer answer : {Answer::NotReported, Answer::Unclear, Answer::NotApplicable}) {
        Value value = stated("abc");
        value.answer = answer;
        EXPECT_EQ(doubt(field, value), "");
    }
    EXPECT_EQ(doubt(field, stated("  ")), "");
}

class AtMost : public testing::Test {
protected:
    Form form{"f", "F", 1,
        {{"s", "S", {fieldOf("events", "Deaths", FieldType::Integer), fieldOf("n", "Patients", FieldType::Integer)}}},
        {}, {}};
    AtMost() { form.sections[0].fields[0].atMost = "n"; }
    std::string doubtWith(const Value& value, const Value& other) const
    {
        return doubt(form, *form.field(value.field), value, {other, value});
    }
};

TEST_F(AtMost, DoubtsMoreEventsThanPatientsAtEitherField)
{
    EXPECT_EQ(doubtWith(stated("31", "events"), stated("30", "n")), "More than the 30 of “Patients”");
    EXPECT_EQ(doubtWith(stated("30", "n"), stated("31", "events")), "Less than the 31 of “Deaths”");
    EXPECT_EQ(doubtWith(stated("30", "events"), stated("30", "n")), "");
}

TEST_F(AtMost, ComparesOnlyNumbersOfTheSameStudy)
{
    Value elsewhere = stated("30", "n");
    elsewhere.study = StudyId(2);
    EXPECT_EQ(doubtWith(stated("31", "events"), elsewhere), "");
    EXPECT_EQ(doubtWith(stated("31", "events"), stated("thirty", "n")), "");
    Value notReported = stated("", "n");
    notReported.answer = Answer::NotReported;
    EXPECT_EQ(doubtWith(stated("31", "events"), notReported), "");
}

} // namespace
} // namespace winnow::extraction
