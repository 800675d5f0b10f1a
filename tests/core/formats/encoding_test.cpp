#include "core/formats/encoding.h"
#include "tests/core/formats/collect.h"

#include <gmock/gmock.h>

#include <QString>
#include <QStringEncoder>

namespace winnow::test {
namespace {

using testing::HasSubstr;

std::string ris(const std::string& title)
{
    return "TY  - JOUR\r\nTI  - " + title + "\r\nER  - \r\n\r\n";
}

std::string encoded(const QString& text, const char* encoding)
{
    QStringEncoder encoder{encoding};
    EXPECT_TRUE(encoder.isValid());
    const QByteArray bytes = encoder.encode(text);
    return bytes.toStdString();
}

TEST(Encodings, AreToldFromTheBytes)
{
    struct Case {
        std::string bytes;
        std::string encoding;
        std::string title;
    };
    const std::string plain = ris("Plain") + ris("Second");
    const QString cyrillic = QStringLiteral(u"Клеточная терапия при циррозе печени и её безопасность у больных");
    const std::vector<Case> cases = {
        {plain, "UTF-8", "Plain"},
        {"\xEF\xBB\xBF" + plain, "UTF-8 with BOM", "Plain"},
        {"\xFF\xFE" + utf16(plain, false), "UTF-16LE", "Plain"},
        {"\xFE\xFF" + utf16(plain, true), "UTF-16BE", "Plain"},
        {utf16(plain, false), "UTF-16LE", "Plain"},
        {utf16(plain, true), "UTF-16BE", "Plain"},
        {ris("M\xFCller \x96 \x80"), "windows-1252", "Müller – €"},
        {encoded(QString::fromStdString(ris(cyrillic.toStdString())), "windows-1251"), "WINDOWS-1251",
            cyrillic.toStdString()},
        {encoded(QString::fromStdString(ris("肝硬化的间充质干细胞治疗：随机对照试验的系统评价与荟萃分析")), "GB18030"),
            "GB18030", "肝硬化的间充质干细胞治疗：随机对照试验的系统评价与荟萃分析"},
    };
    for (const Case& one : cases) {
        SCOPED_TRACE(one.encoding);
        const Result<Collected> collected = collect(one.bytes, 5);
        ASSERT_TRUE(collected) << collected.error().message.toStdString();
        expectEveryByteAccountedFor(one.bytes, *collected);
        EXPECT_EQ(collected->receipt.encoding, one.encoding);
        ASSERT_FALSE(collected->records.empty());
        EXPECT_EQ(collected->records[0].title, one.title);
        EXPECT_THAT(formats::rawFields(Format::Ris, collected->receipt.encoding, {}, collected->records[0].raw),
            testing::ElementsAre(RawField{"TY", "JOUR"}, RawField{"TI", one.title}, RawField{"ER", ""}));
    }
}

TEST(Encodings, MixedInOneFileLoseNothing)
{
    const std::string bytes = ris("Café") + ris("Caf\xE9") + "TY  - JOUR\nTI  - Señor \nAU  - M\xFCller, A\nER  - \n";
    const Result<Collected> collected = collect(bytes);
    ASSERT_TRUE(collected);
    EXPECT_EQ(collected->receipt.encoding, "UTF-8 and windows-1252");
    EXPECT_EQ(collected->records[0].title, "Café");
    EXPECT_EQ(collected->records[1].title, "Café");
    EXPECT_EQ(collected->records[2].title, "Señor");
    EXPECT_EQ(collected->records[2].authors[0], "Müller, A");
    expectEveryByteAccountedFor(bytes, *collected);
    ASSERT_EQ(collected->receipt.problems.size(), 2U);
    EXPECT_EQ(collected->receipt.problems[0].line, 11U);
    EXPECT_EQ(collected->receipt.problems[1].line, 6U);
    EXPECT_THAT(collected->receipt.problems[1].text, HasSubstr("windows-1252"));
}

TEST(Encodings, OfTwoFilesPutTogetherLeaveAMarkInTheMiddle)
{
    const std::string bytes = "\xEF\xBB\xBF" + ris("One") + "\xEF\xBB\xBF" + ris("Two");
    const Result<Collected> collected = collect(bytes);
    ASSERT_TRUE(collected);
    EXPECT_EQ(collected->receipt.records, 2U);
    EXPECT_EQ(collected->records[1].title, "Two");
    expectEveryByteAccountedFor(bytes, *collected);
    ASSERT_EQ(collected->receipt.problems.size(), 1U);
    EXPECT_EQ(collected->receipt.problems[0].line, 5U);
}

TEST(Encodings, SayWhatCouldNotBeDecoded)
{
    const std::string bytes = ris(std::string{"a\0b", 3});
    const Result<Collected> collected = collect(bytes);
    ASSERT_TRUE(collected);
    EXPECT_EQ(collected->records[0].title, "a\uFFFDb");
    ASSERT_EQ(collected->receipt.problems.size(), 1U);
    EXPECT_EQ(collected->receipt.problems[0].severity, Severity::Lost);
    expectEveryByteAccountedFor(bytes, *collected);
}

TEST(LineEnds, OfAnyKindAreReadAlike)
{
    const std::string unix =
        "TY  - JOUR\nTI  - One\nAB  - First\nKW  - a\nKW  - b\nER  - \n\nTY  - JOUR\nTI  - Two\nER  - \n";
    const auto with = [&](const std::string& end) {
        std::string text;
        for (const char c : unix)
            text += c == '\n' ? end : std::string{c};
        return text;
    };
    for (const std::string& bytes : {unix, with("\r\n"), with("\r")}) {
        for (const std::size_t chunk : {std::size_t{1}, std::size_t{2}, bytes.size()}) {
            const Result<Collected> collected = collect(bytes, chunk);
            ASSERT_TRUE(collected);
            ASSERT_EQ(collected->records.size(), 2U);
            EXPECT_EQ(collected->records[0].abstract, "First");
            EXPECT_EQ(collected->records[0].keywords.size(), 2U);
            EXPECT_EQ(collected->records[1].line, 8U);
            expectEveryByteAccountedFor(bytes, *collected);
        }
    }
}

TEST(LineEnds, LoneCarriageReturnsAmongLineFeedsEndLinesToo)
{
    // As Web of Science writes repeated fields in RIS.
    const std::string bytes = "TY  - JOUR\nTI  - One\nAB  - Abstract.\rC3  - Univ\rPU  - ACME\nPY  - 2001\nER  - \n";
    const Result<Collected> collected = collect(bytes);
    ASSERT_TRUE(collected);
    EXPECT_EQ(collected->records[0].abstract, "Abstract.");
    EXPECT_EQ(collected->records[0].year, 2001);
}

} // namespace
} // namespace winnow::test
