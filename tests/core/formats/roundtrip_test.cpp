// Law: reading what we wrote gives the same records, whatever is in them.
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/writer.h"
#include "tests/core/formats/collect.h"
#include "tests/core/formats/corpus.h"
#include "tests/support/shared.h"

#include <rapidcheck/gtest.h>

#include <algorithm>

namespace winnow::test {
namespace {

using formats::WriteFormat;

std::string written(WriteFormat format, const std::vector<Record>& records)
{
    std::string bytes;
    const auto writer = formats::makeWriter(format, [&](std::string_view more) -> Result<> {
        bytes += more;
        return {};
    });
    for (const Record& record : records)
        EXPECT_TRUE(writer->put(record));
    EXPECT_TRUE(writer->finish());
    return bytes;
}

/// Everything a record holds but where it stood, to be compared and shown.
std::vector<std::string> wholes(const std::vector<Record>& records)
{
    std::vector<std::string> out;
    for (const Record& record : records)
        out.push_back(formats::carried(record, Record{}));
    return out;
}

::testing::AssertionResult comesBack(WriteFormat format, const std::vector<Record>& records)
{
    const std::string bytes = written(format, records);
    const Result<Collected> back = collect(bytes);
    if (!back)
        return ::testing::AssertionFailure() << back.error().message.toStdString() << '\n' << bytes.substr(0, 2000);
    const std::vector<std::string> wanted = wholes(records);
    const std::vector<std::string> got = wholes(back->records);
    if (wanted.size() != got.size())
        return ::testing::AssertionFailure() << got.size() << " records for " << wanted.size() << '\n'
                                             << bytes.substr(0, 4000);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] != got[i])
            return ::testing::AssertionFailure() << "record " << i + 1 << "\n wrote " << wanted[i] << "\n read  "
                                                 << got[i] << "\n from " << back->records[i].raw;
    }
    return ::testing::AssertionSuccess();
}

/// Pieces that have a meaning somewhere, put together at random.
rc::Gen<std::string> nastyText()
{
    static const std::vector<std::string> pieces = {"a", "B", " ", "  ", "ER  - ", "TY  - JOUR", "PMID- 1", "\n",
        "\r\n", "\r", "&amp;", "&lt;b&gt;", "<i>", "{", "}", "\\", "\\\"a", "$", "%", "#", "~", "^", "_", "@article{",
        "\"", "'", "''", ",", ";", "; ", "|", " and ", "and", ": ", "METHODS: ", ". RESULTS: ", "10.1000/xyz",
        "PMID: 12", "WINNOW: {", "=1+1", "+", "-", "@", "\t", "\x01", "\x7f", "\x1a", "é", "漢字", "\u2028", "\ufeff",
        "NCT01234567", "Doe, Jane", "Study Group", "2019", "12-5", "http://x.org/a?b=c&d", "[]", "()",
        "RAYYAN-INCLUSION: {\"a\"=>\"b\"}", "ASReview_relevant", "Erratum in: X", "_x000D_", "</w>", "null",
        std::string(1, '\0')};
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
        [](const std::vector<std::string>& chosen) {
            std::string out;
            for (std::size_t i = 0; i < std::min<std::size_t>(chosen.size(), 8); ++i)
                out += chosen[i];
            return out;
        });
}

rc::Gen<std::vector<std::string>> nastyTexts()
{
    return rc::gen::resize(3, rc::gen::container<std::vector<std::string>>(nastyText()));
}

Record anyRecord()
{
    Record record;
    record.kind = static_cast<RecordKind>(*rc::gen::inRange(0, 12));
    for (std::string Record::* member :
        {&Record::sourceId, &Record::title, &Record::originalTitle, &Record::abstract, &Record::date, &Record::journal,
            &Record::journalAbbreviation, &Record::volume, &Record::issue, &Record::pages, &Record::doi, &Record::pmid,
            &Record::pmcid, &Record::wos, &Record::language, &Record::publisher, &Record::note})
        record.*member = *nastyText();
    for (std::vector<std::string> Record::* member :
        {&Record::authors, &Record::groupAuthors, &Record::registrations, &Record::types, &Record::keywords,
            &Record::mesh, &Record::urls, &Record::notices, &Record::editors, &Record::serials, &Record::labels})
        record.*member = *nastyTexts();
    record.year = *rc::gen::inRange(0, 2100);
    record.trial.status = *nastyText();
    if (*rc::gen::arbitrary<bool>())
        record.trial.phases = {"1", "2"};
    record.trial.enrolment = *rc::gen::inRange(0, 3000);
    record.trial.conditions = *nastyTexts();
    record.trial.sponsors = *nastyTexts();
    record.trial.registered = *nastyText();
    record.trial.hasResults = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>())
        record.relations.push_back({static_cast<RelationKind>(*rc::gen::inRange(1, 14)), *nastyText()});
    const int decisions = *rc::gen::inRange(0, 3);
    for (int i = 0; i < decisions; ++i)
        record.decisions.push_back({static_cast<Stage>(*rc::gen::inRange(1, 3)),
            static_cast<Verdict>(*rc::gen::inRange(0, 3)), *nastyText(), *nastyText(), *nastyText()});
    return record;
}

class EveryFormat : public testing::TestWithParam<WriteFormat> { };
INSTANTIATE_TEST_SUITE_P(Written, EveryFormat, testing::ValuesIn(Readable),
    [](const auto& parameter) { return std::string{formats::key(parameter.param)}; });

TEST_P(EveryFormat, GivesBackAnyRecord)
{
    EXPECT_TRUE(rc::check([&] {
        std::vector<Record> records;
        const int count = *rc::gen::inRange(1, 4);
        for (int i = 0; i < count; ++i)
            records.push_back(anyRecord());
        if (const ::testing::AssertionResult result = comesBack(GetParam(), records); !result)
            RC_FAIL(std::string{result.message()});
    }));
}

TEST_P(EveryFormat, HoldsDecisionsReasonsLabelsAndNotes)
{
    Record record;
    record.title = "Exercise for low back pain: a trial";
    record.authors = {"Doe, Jane", "Roe, Richard A."};
    record.year = 2019;
    record.doi = "10.1000/xyz";
    record.decisions = {{Stage::TitleAbstract, Verdict::Include, {}, "looks right", "Ann"},
        {Stage::FullText, Verdict::Exclude, "Wrong population", {}, "Ann"},
        {Stage::FullText, Verdict::Include, {}, {}, "Bob"}};
    record.labels = {"exercise", "Ask; the author"};
    record.note = "Two arms.\nCheck table 2.";
    EXPECT_TRUE(comesBack(GetParam(), {record}));
}

TEST_P(EveryFormat, GivesBackEveryRealRecord)
{
    WINNOW_NEEDS_SHARED();
    std::size_t compared = 0;
    for (const Export& file : corpus()) {
        if (file.records == 0)
            continue;
        SCOPED_TRACE(file.path.toStdString());
        const Result<Collected> collected = collect(contentOf(file.path));
        if (!collected)
            continue;
        std::vector<Record> records = collected->records;
        if (records.size() > 200)
            records.resize(200);
        EXPECT_TRUE(comesBack(GetParam(), records));
        compared += records.size();
    }
    EXPECT_GT(compared, 2000U);
}

TEST_P(EveryFormat, OfNothingIsStillAFileOfItsKind)
{
    const std::string bytes = written(GetParam(), {});
    const bool hasHead =
        GetParam() != WriteFormat::Ris && GetParam() != WriteFormat::Nbib && GetParam() != WriteFormat::Bibtex;
    EXPECT_EQ(!bytes.empty(), hasHead);
}

} // namespace
} // namespace winnow::test
