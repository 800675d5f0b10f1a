// Input that is not what it should be: nothing crashes, every byte is counted, and the user is told.
#include "core/base/sha256.h"
#include "tests/bench/generate.h"
#include "tests/core/formats/collect.h"
#include "tests/support/shared.h"

#include <gmock/gmock.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

#include <array>
#include <functional>
#include <random>

namespace winnow::test {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;

std::string message(std::string_view bytes)
{
    const Result<Collected> collected = collect(bytes);
    EXPECT_FALSE(collected);
    if (collected)
        return "it was read";
    EXPECT_EQ(collected.error().kind, ErrorKind::Unsupported);
    return collected.error().message.toStdString();
}

TEST(WrongFiles, AreRefusedWithAWordOnWhatTheyAre)
{
    EXPECT_THAT(message(""), HasSubstr("empty"));
    EXPECT_THAT(message("\xEF\xBB\xBF \r\n\n"), HasSubstr("empty"));
    EXPECT_THAT(message("%PDF-1.7\n%\xE2\xE3\xCF\xD3\nTY  - JOUR\n"), HasSubstr("PDF"));
    EXPECT_THAT(message("PK\x03\x04\x14\x00\x06"s), HasSubstr("ZIP"));
    EXPECT_THAT(message("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), HasSubstr("Excel"));
    EXPECT_THAT(message("\x1F\x8B\x08"), HasSubstr("gzip"));
    EXPECT_THAT(message("\n<!DOCTYPE html><html><body>Log in</body></html>"), HasSubstr("web page"));
    EXPECT_THAT(message("<?xml version=\"1.0\"?><mods><title>X</title></mods>"), HasSubstr("none of the kinds"));
    EXPECT_THAT(message("<rdf:RDF xmlns:rdf=\"x\">"), HasSubstr("XML"));
    EXPECT_THAT(message("12345678\n23456789\n"), HasSubstr("list of numbers"));
    EXPECT_THAT(
        message(
            "1. J Made Up. 2018;1:1.\n\nA title.\n\nDoe J(1).\n\nAuthor information:\n(1)Nowhere.\n\nPMID: 12345678\n"),
        HasSubstr("Abstract (text)"));
    EXPECT_THAT(message("Dear colleague,\nthe search is attached.\n"), HasSubstr("No record was found"));
    EXPECT_THAT(message("\x01\x02\x03\x04\x05\x06\x07\x08"s), HasSubstr("not a text file"));
}

TEST(WrongFiles, AreToldApartFromAFileThatIsNotThere)
{
    const QTemporaryDir folder;
    const auto missing = formats::openFile(folder.filePath(QStringLiteral("none.ris")));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
    EXPECT_THAT(missing.error().message.toStdString(), HasSubstr("none.ris"));
    const auto directory = formats::openFile(folder.path());
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().kind, ErrorKind::Io);
    EXPECT_THAT(directory.error().message.toStdString(), HasSubstr("folder"));
    const QString name = folder.filePath(QStringLiteral("pipe.ris"));
    ASSERT_EQ(mkfifo(QFile::encodeName(name).constData(), 0600), 0);
    const auto pipe = formats::openFile(name); // would wait for ever for somebody to write into it
    ASSERT_FALSE(pipe);
    EXPECT_EQ(pipe.error().kind, ErrorKind::Io);
    EXPECT_THAT(pipe.error().message.toStdString(), HasSubstr("pipe"));
}

std::vector<std::string> fixtures()
{
    std::vector<std::string> texts;
    const QDir folder{fixture(QStringLiteral("formats"))};
    for (const QString& name : folder.entryList(QDir::Files)) {
        if (!name.endsWith(QStringLiteral(".json")) || !folder.exists(name.chopped(5)))
            texts.push_back(contentOf(folder.filePath(name)));
    }
    EXPECT_GE(texts.size(), 10U);
    return texts;
}

/// Reads or is refused; what is read is accounted for and its fields can be shown.
void expectSurvives(const std::string& bytes)
{
    const Result<Collected> collected = collect(bytes);
    if (!collected) {
        EXPECT_EQ(collected.error().kind, ErrorKind::Unsupported);
        return;
    }
    expectEveryByteAccountedFor(bytes, *collected);
    for (const Record& record : collected->records)
        EXPECT_FALSE(formats::rawFields(
            collected->receipt.format, collected->receipt.encoding, collected->receipt.context, record.raw)
                .empty());
}

TEST(DamagedFiles, MayEndAnywhere)
{
    for (const std::string& whole : fixtures()) {
        for (std::size_t length = 0; length < whole.size(); ++length)
            expectSurvives(whole.substr(0, length));
    }
}

TEST(DamagedFiles, MayHaveAnyBytesChangedRemovedOrDoubled)
{
    std::mt19937 random{20240501};
    const std::array telling = {'\n', '\r', '\0', ' ', '-', '\xEF', '\xFF', '\xC3', '\x1A', 'E', 'T', '1'};
    for (const std::string& whole : fixtures()) {
        for (int round = 0; round < 200; ++round) {
            std::string bytes = whole;
            for (std::size_t change = 0; change <= random() % 8; ++change) {
                const std::size_t at = random() % bytes.size();
                switch (random() % 3) {
                case 0:
                    bytes[at] = telling.at(random() % telling.size());
                    break;
                case 1:
                    bytes.erase(at, random() % 40);
                    break;
                default:
                    bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 80));
                }
                if (bytes.empty())
                    bytes = "x";
            }
            expectSurvives(bytes);
        }
    }
}

TEST(DamagedFiles, FromOtherProgramsMayHaveAnyBytesChanged)
{
    WINNOW_NEEDS_SHARED();
    std::mt19937 random{7};
    for (const char* folder : {"pubmed_nbib", "ris_quirks", "wos_tagged", "ovid", "wos_ris"}) {
        const QDir files{sharedFolder() + QStringLiteral("/data/import/") + QString::fromLatin1(folder)};
        for (const QFileInfo& file : files.entryInfoList(QDir::Files)) {
            if (file.size() > 60'000)
                continue;
            std::string bytes = contentOf(file.filePath());
            for (int round = 0; round < 10; ++round) {
                bytes[random() % bytes.size()] = static_cast<char>(random());
                expectSurvives(bytes);
            }
        }
    }
}

/// `start`, then `count` times the letter 'x', then `rest`, without ever being in memory as a whole.
class HugeLine final : public formats::ByteSource {
public:
    HugeLine(std::string start, std::uint64_t count, std::string rest)
        : m_start(std::move(start))
        , m_left(count)
        , m_rest(std::move(rest))
    {
    }
    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        std::string& text = !m_start.empty() ? m_start : m_rest;
        if (m_start.empty() && m_left > 0) {
            const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(capacity, m_left));
            std::fill_n(buffer, count, 'x');
            m_left -= count;
            return count;
        }
        const std::size_t count = text.copy(buffer, capacity);
        text.erase(0, count);
        return count;
    }

private:
    std::string m_start;
    std::uint64_t m_left;
    std::string m_rest;
};

TEST(HugeRecords, AreLeftOutAndTheNextOnesRead)
{
    const std::string before = "TY  - JOUR\nTI  - Before\nER  - \n\n";
    const std::string start = "TY  - JOUR\nTI  - Huge\nAB  - ";
    const std::string after = "\nPY  - 2001\nER  - \n\nTY  - JOUR\nTI  - After\nER  - \n";
    constexpr std::uint64_t Count = 100'000'000;
    HugeLine source{before + start, Count, after};
    std::vector<std::string> titles;
    std::vector<std::uint64_t> offsets;
    NoProgress progress;
    const Result<Receipt> receipt = formats::read(
        source,
        [&](Record&& record) -> Result<> {
            titles.push_back(record.title);
            offsets.push_back(record.rawOffset);
            return {};
        },
        progress);
    ASSERT_TRUE(receipt);
    EXPECT_THAT(titles, ElementsAre("Before", "After"));
    EXPECT_EQ(offsets.back(), before.size() + start.size() + Count + after.find("TY"));
    EXPECT_EQ(receipt->rejected, 1U);
    EXPECT_EQ(receipt->records, 2U);
    EXPECT_EQ(receipt->bytes, before.size() + start.size() + Count + after.size());
    EXPECT_EQ(receipt->recordBytes + receipt->rejectedBytes + receipt->separatorBytes, receipt->bytes);
    ASSERT_EQ(receipt->problems.size(), 1U);
    EXPECT_EQ(receipt->problems[0].severity, Severity::Lost);
    EXPECT_EQ(receipt->problems[0].line, 5U);
}

TEST(HugeRecords, DoNotTakeTheRecordBeforeThemAlong)
{
    HugeLine source{"TY  - JOUR\nTI  - Before\nER  - \n", 40'000'000, "\nTY  - JOUR\nTI  - After\nER  - \n"};
    std::vector<std::string> titles;
    NoProgress progress;
    const Result<Receipt> receipt = formats::read(
        source,
        [&](Record&& record) -> Result<> {
            titles.push_back(record.title);
            return {};
        },
        progress);
    ASSERT_TRUE(receipt);
    EXPECT_THAT(titles, ElementsAre("Before", "After"));
    EXPECT_EQ(receipt->rejectedBytes, 40'000'001U);
    EXPECT_EQ(receipt->recordBytes + receipt->rejectedBytes + receipt->separatorBytes, receipt->bytes);
}

TEST(HugeRecords, OfOnlyALineAreNoExport)
{
    HugeLine source{"", 100'000'000, ""};
    NoProgress progress;
    const Result<Receipt> receipt = formats::read(source, [](Record&&) -> Result<> { return {}; }, progress);
    ASSERT_FALSE(receipt);
    EXPECT_EQ(receipt.error().kind, ErrorKind::Unsupported);
}

TEST(ManyAuthors, AreAllKept)
{
    std::string text = "TY  - JOUR\r\nTI  - A detector\r\n";
    for (int i = 0; i < 7456; ++i)
        text += "AU  - Author" + std::to_string(i) + ", A.\r\n";
    const Result<Collected> collected = collect(text + "ER  - \r\n");
    ASSERT_TRUE(collected);
    ASSERT_EQ(collected->records.size(), 1U);
    EXPECT_EQ(collected->records[0].authors.size(), 7456U);
    EXPECT_EQ(collected->records[0].authors.back(), "Author7455, A.");
}

/// Fails after so many bytes, like a file on a drive that was pulled out.
class Failing final : public formats::ByteSource {
public:
    Failing(std::string_view bytes, std::size_t good)
        : m_rest(bytes.substr(0, good))
    {
    }
    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        if (m_rest.empty())
            return fail(ErrorKind::Io, QStringLiteral("gone"));
        const std::size_t count = m_rest.copy(buffer, std::min<std::size_t>(capacity, 100));
        m_rest.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_rest;
};

TEST(Reading, EndsWithTheErrorOfItsSource)
{
    const std::string text = bench::ExportGenerator{Format::Nbib}.exported(200);
    for (const std::size_t good : {std::size_t{0}, std::size_t{1}, std::size_t{1000}, text.size() / 2, text.size()}) {
        Failing source{text, good};
        NoProgress progress;
        const Result<Receipt> receipt = formats::read(source, [](Record&&) -> Result<> { return {}; }, progress);
        ASSERT_FALSE(receipt);
        EXPECT_EQ(receipt.error().kind, ErrorKind::Io);
        EXPECT_EQ(receipt.error().message, QStringLiteral("gone"));
    }
}

TEST(Reading, NoticesAFileThatBecomesShorter)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shrinks.nbib"));
    QFile file{path};
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(bench::ExportGenerator{Format::Nbib}.exported(1000)));
    file.close();
    auto source = formats::openFile(path);
    ASSERT_TRUE(source);
    ASSERT_TRUE(QFile::resize(path, 10'000));
    NoProgress progress;
    const Result<Receipt> receipt = formats::read(**source, [](Record&&) -> Result<> { return {}; }, progress);
    ASSERT_FALSE(receipt);
    EXPECT_EQ(receipt.error().kind, ErrorKind::Io);
    EXPECT_THAT(receipt.error().message.toStdString(), HasSubstr("shrinks.nbib"));
}

TEST(Reading, EndsWithTheErrorOfItsSinkAndWithCancel)
{
    const std::string text = bench::ExportGenerator{Format::Ris}.exported(50);
    int taken = 0;
    NoProgress progress;
    const auto source = formats::memory(text);
    const Result<Receipt> full = formats::read(
        *source,
        [&](Record&&) -> Result<> { return ++taken < 3 ? Result<>{} : fail(ErrorKind::Full, QStringLiteral("full")); },
        progress);
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().kind, ErrorKind::Full);
    EXPECT_EQ(taken, 3);

    class Stop final : public Progress {
    public:
        bool step(std::int64_t done, std::int64_t total) override
        {
            EXPECT_LE(done, total);
            return false;
        }
    } stop;
    const auto again = formats::memory(text);
    const Result<Receipt> cancelled = formats::read(*again, [](Record&&) -> Result<> { return {}; }, stop);
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error().kind, ErrorKind::Cancelled);
}

TEST(Reading, HashesTheWholeFile)
{
    const std::string text = "TY  - JOUR\nTI  - x\nER  - \n";
    Sha256 hash;
    hash.add(text);
    EXPECT_EQ(collect(text, 3)->receipt.sha256, hash.result());
    EXPECT_EQ(collect(text)->receipt.sha256.size(), 32U);
}

TEST(MadeUpExports, AreReadInFull)
{
    for (const Format format : {Format::Nbib, Format::WosTagged, Format::Ris}) {
        const std::string text = bench::ExportGenerator{format}.exported(300);
        const Result<Collected> collected = collect(text, 1000);
        ASSERT_TRUE(collected);
        EXPECT_EQ(collected->receipt.format, format);
        EXPECT_EQ(collected->receipt.problemCount, 0U) << collected->receipt.problems.at(0).text;
        expectEveryByteAccountedFor(text, *collected);
        ASSERT_EQ(collected->records.size(), 300U);
        EXPECT_EQ(collected->records[299].pmid, "10000299");
        EXPECT_EQ(collected->records[299].doi, "10.5555/made.up.1.299");
    }
}

TEST(HalfAUnit, OfUtf16AtTheEndIsCounted)
{
    for (const std::string_view text :
        {R"([{"id": "a", "type": "book", "title": "A"}])", R"([{"id": "a", "type": "book", "title": "A"}]  )", "[",
            "@article{a, title = {A}}", "@article{a, title = {A}}\n\n"}) {
        SCOPED_TRACE(text);
        const std::string bytes = "\xFF\xFE" + utf16(text, false) + "]";
        if (const auto collected = collect(bytes))
            expectEveryByteAccountedFor(bytes, *collected);
    }
}

} // namespace
} // namespace winnow::test
