// What tables share that no pair of files shows: mapping by a person, encodings, Excel, and hostile files.
#include "core/formats/carried.h"
#include "core/formats/writer.h"
#include "tests/core/formats/collect.h"

#include <gmock/gmock.h>

#include <QString>

#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <random>

namespace winnow::test {
namespace {

using testing::ElementsAre;

Result<Collected> collectMapped(std::string_view bytes, const formats::ReadOptions& options)
{
    const auto source = formats::memory(bytes);
    NoProgress progress;
    Collected collected;
    const auto sink = [&](Record&& record) -> Result<> {
        collected.records.push_back(std::move(record));
        return {};
    };
    collected.receipt = TRY(formats::read(*source, sink, progress, options));
    return collected;
}

constexpr std::string_view Untitled = "what,who,when\nOf tea,\"Doe, J\",2020\nOf milk,\"Roe, R\",2021\n";

TEST(Tables, WithoutAKnownTitleWaitForAPersonsWord)
{
    const Result<Collected> collected = collect(Untitled);
    ASSERT_TRUE(collected);
    EXPECT_TRUE(collected->receipt.needsMapping);
    EXPECT_EQ(collected->receipt.columns,
        (std::vector<Column>{
            {"what", "", {"Of tea", "Of milk"}}, {"who", "", {"Doe, J", "Roe, R"}}, {"when", "", {"2020", "2021"}}}));
    const Result<> refused = formats::checkMapped(collected->receipt);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Unsupported);
}

TEST(Tables, GoWhereAPersonMapsThem)
{
    const Result<Collected> collected =
        collectMapped(Untitled, {.format = {}, .mapping = {{"what", "title"}, {"who", "authors"}, {"when", "year"}}});
    ASSERT_TRUE(collected);
    EXPECT_FALSE(collected->receipt.needsMapping);
    ASSERT_EQ(collected->records.size(), 2U);
    EXPECT_EQ(collected->records[0].title, "Of tea");
    EXPECT_THAT(collected->records[0].authors, ElementsAre("Doe, J"));
    EXPECT_EQ(collected->records[0].year, 2020);
    EXPECT_EQ(collected->receipt.columns[1].field, "authors");
    // Read alone, with what the receipt kept.
    EXPECT_THAT(formats::rawFields(Format::Table, "UTF-8", collected->receipt.context, collected->records[1].raw),
        ElementsAre(RawField{"what", "Of milk"}, RawField{"who", "Roe, R"}, RawField{"when", "2021"}));
}

TEST(Tables, AreReadInUtf16WithAndWithoutAByteOrderMark)
{
    const QString text = QStringLiteral("Title,Authors,Year,DOI\r\nÜber Tee,\"Müller, J\",2020,10.5555/mu.1\r\n");
    const std::string units(reinterpret_cast<const char*>(text.utf16()), static_cast<std::size_t>(text.size()) * 2);
    for (const std::string& bytes : {"\xFF\xFE" + units, units}) {
        const Result<Collected> collected = collect(bytes);
        ASSERT_TRUE(collected);
        expectEveryByteAccountedFor(bytes, *collected);
        ASSERT_EQ(collected->records.size(), 1U);
        EXPECT_EQ(collected->records[0].title, "Über Tee");
        EXPECT_THAT(collected->records[0].authors, ElementsAre("Müller, J"));
    }
}

TEST(Tables, PutTogetherGiveTheRecordsOfBoth)
{
    const std::string one = "\xEF\xBB\xBFTitle,Authors,Year\nA,\"Doe, J\",2020";
    const std::string both = one + one + "\n" + one;
    const Result<Collected> collected = collect(both);
    ASSERT_TRUE(collected);
    expectEveryByteAccountedFor(both, *collected);
    EXPECT_EQ(collected->records.size(), 3U);
    EXPECT_EQ(collected->receipt.rejected, 0U);
}

TEST(Tables, OfOtherHeadingsBehindTheFirstAreLeftOutWithAWord)
{
    const std::string both =
        "Title,Authors,Year\nA,\"Doe, J\",2020\nAuthors,Title,Journal,Year,DOI\n\"Roe, R\",B,J,2021,\n";
    const Result<Collected> collected = collect(both);
    ASSERT_TRUE(collected);
    expectEveryByteAccountedFor(both, *collected);
    EXPECT_EQ(collected->records.size(), 1U);
    EXPECT_EQ(collected->receipt.rejected, 2U);
    ASSERT_FALSE(collected->receipt.problems.empty());
    EXPECT_EQ(collected->receipt.problems[0].severity, Severity::Lost);
    EXPECT_EQ(collected->receipt.problems[0].line, 3U);
}

TEST(Tables, HoldTenMegabytesInOneCellAndRefuseMoreThanARecordMayHave)
{
    const std::string head = "Title,Abstract,Year\n";
    const std::string good = head + "A,\"" + std::string(10U << 20U, 'x') + "\",2020\nB,,2021\n";
    const Result<Collected> collected = collect(good, 1U << 18U);
    ASSERT_TRUE(collected);
    expectEveryByteAccountedFor(good, *collected);
    ASSERT_EQ(collected->records.size(), 2U);
    EXPECT_EQ(collected->records[0].abstract.size(), 10U << 20U);

    const std::string open = head + "A,\"" + std::string(17U << 20U, 'x') + "\nB,,2021\n";
    const Result<Collected> cut = collect(open, 1U << 18U);
    ASSERT_TRUE(cut);
    expectEveryByteAccountedFor(open, *cut);
    ASSERT_EQ(cut->records.size(), 1U);
    EXPECT_EQ(cut->records[0].title, "B");
    EXPECT_EQ(cut->receipt.rejected, 1U);
}

std::string workbook(int records)
{
    std::string bytes;
    const auto writer = formats::makeWriter(formats::WriteFormat::Xlsx, [&](std::string_view more) -> Result<> {
        bytes += more;
        return {};
    });
    for (int i = 0; i < records; ++i) {
        Record record;
        record.title = "Title " + std::to_string(i);
        record.abstract = "Several\nlines of text";
        record.year = 2000 + i;
        EXPECT_TRUE(writer->put(record));
    }
    EXPECT_TRUE(writer->finish());
    return bytes;
}

TEST(ExcelFiles, NameTheRowOfEachRecordAndShowItsCells)
{
    const std::string bytes = workbook(3);
    const Result<Collected> collected = collect(bytes);
    ASSERT_TRUE(collected) << collected.error().message.toStdString();
    EXPECT_EQ(collected->receipt.format, Format::Xlsx);
    expectEveryByteAccountedFor(bytes, *collected);
    ASSERT_EQ(collected->records.size(), 3U);
    EXPECT_EQ(collected->records[2].line, 4U);
    EXPECT_EQ(collected->records[2].abstract, "Several\nlines of text");
    EXPECT_THAT(formats::rawFields(
                    Format::Xlsx, collected->receipt.encoding, collected->receipt.context, collected->records[0].raw),
        testing::Contains(RawField{"title", "Title 0"}));
}

void expectReadOrRefused(const std::string& bytes)
{
    const Result<Collected> collected = collect(bytes);
    if (!collected)
        EXPECT_EQ(collected.error().kind, ErrorKind::Unsupported);
    else
        expectEveryByteAccountedFor(bytes, *collected);
}

TEST(ExcelFiles, MayEndAnywhereAndHaveAnyBytesChanged)
{
    const std::string whole = workbook(2);
    for (std::size_t length = 0; length < whole.size(); length += 13)
        expectReadOrRefused(whole.substr(0, length));
    std::mt19937 random{20261122};
    for (int i = 0; i < 400; ++i) {
        std::string bytes = whole;
        for (int changes = 0; changes < 3; ++changes)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        expectReadOrRefused(bytes);
    }
}

/// A ZIP archive of these files, packed.
std::string archive(const std::vector<std::pair<std::string, std::string>>& files)
{
    zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(target);
    zip_t* const zip = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
    for (const auto& [name, content] : files)
        zip_file_add(zip, name.c_str(), zip_source_buffer(zip, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
    EXPECT_EQ(zip_close(zip), 0);
    std::string bytes;
    EXPECT_EQ(zip_source_open(target), 0);
    std::string buffer(1U << 16U, '\0');
    for (zip_int64_t got = 0; (got = zip_source_read(target, buffer.data(), buffer.size())) > 0;)
        bytes.append(buffer, 0, static_cast<std::size_t>(got));
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

TEST(ExcelFiles, ThatUnpackToFarMoreThanTheyAreAreRefused)
{
    const std::string bomb = archive(
        {{"xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"r1\" xmlns:r=\"r\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/s.xml\"/></Relationships>"},
            {"xl/worksheets/s.xml",
                "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>" + std::string(20U << 20U, 'x')
                    + "</t></is></c></row></sheetData></worksheet>"}});
    EXPECT_LT(bomb.size(), 1U << 20U);
    const Result<Collected> collected = collect(bomb);
    ASSERT_FALSE(collected);
    EXPECT_EQ(collected.error().kind, ErrorKind::Unsupported);
}

TEST(ExcelFiles, ThatAreNoneSaySo)
{
    const Result<Collected> zipped = collect(archive({{"xl/readme.txt", "nothing"}}));
    ASSERT_FALSE(zipped);
    EXPECT_EQ(zipped.error().kind, ErrorKind::Unsupported);
    std::string old = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    old.resize(4096, '\x3E');
    const Result<Collected> word = collect(old);
    ASSERT_FALSE(word);
    EXPECT_EQ(word.error().kind, ErrorKind::Unsupported);
}

} // namespace
} // namespace winnow::test
