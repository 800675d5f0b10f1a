// Real exports, against what an independent parser read from them (../shared/data/import).
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/latex.h"
#include "core/formats/reader.h"
#include "core/formats/values.h"
#include "tests/core/formats/collect.h"
#include "tests/core/formats/corpus.h"
#include "tests/support/shared.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <map>

namespace winnow::test {
namespace {

/// What shall be refused for ever, with a word on what it is.
constexpr std::array Refused = {"pubmed_abstract_txt/*"};

template <typename Patterns> bool matches(const Export& file, const Patterns& patterns)
{
    return std::ranges::any_of(patterns,
        [&](const char* pattern) { return QDir::match(QString::fromLatin1(pattern), file.format + u'/' + file.file); });
}

bool isByLines(Format format)
{
    return format == Format::Nbib || format == Format::WosTagged || format == Format::Ris;
}

/// Letters and signs alone: no white space of any kind, no markup, entities as characters, one case,
/// one dash.
std::string comparable(std::string_view text)
{
    const QString plain = toQString(formats::withoutEntities(withoutMarkup(text)))
                              .normalized(QString::NormalizationForm_KC); // 10⁹ is 109 to the oracle
    QString out;
    for (const QChar c : plain) {
        if (!c.isSpace())
            out += c == u'–' || c == u'−' ? QChar{u'-'} : c.toLower();
    }
    return out.toStdString();
}

/// Letters and digits in the order of their codes: whatever stood between them, and whichever came first.
std::string lettersOf(const std::string& text)
{
    std::string letters = comparable(text);
    std::erase_if(letters, [](char c) { return std::string_view{",.;|&"}.find(c) != std::string_view::npos; });
    std::ranges::sort(letters);
    return letters;
}

/// The oracle leaves pages as they are abbreviated ("494-6"), keeps its dashes and doubles single pages ("5-5").
bool samePages(const std::string& ours, const std::string& oracle)
{
    const std::string theirs = formats::fullPages(oracle);
    const std::size_t hyphen = ours.find('-');
    if (comparable(ours) == comparable(theirs) || theirs.starts_with('-') || theirs == ours + '-' + ours)
        return true;
    return hyphen != std::string::npos && oracle.starts_with(ours.substr(0, hyphen))
        && ours.ends_with(oracle.substr(oracle.find_first_not_of("0123456789S") + 1));
}

/// Without an address behind it, and without the comma by which EndNote marks names in one piece.
std::string cleanName(const std::string& author)
{
    const std::size_t open = author.find(" (");
    const std::string name =
        open != std::string::npos && author.find('@') != std::string::npos ? author.substr(0, open) : author;
    return name.ends_with(',') ? name.substr(0, name.size() - 1) : name;
}

/// "First Last" and "Last, First" alike.
std::string sortedWords(std::string_view text)
{
    std::vector<std::string> words = splitTrimmed(folded(text), ' ');
    std::ranges::sort(words);
    std::string out;
    for (const std::string& word : words)
        out += word + ' ';
    return out;
}

struct Exception {
    QLatin1StringView file;
    QLatin1StringView field;
    const char* reason;
    std::size_t record = 0; ///< only this one, from 1; 0: any
};
// Where the oracle, or the file, is wrong.
constexpr std::array Exceptions = {
    Exception{QLatin1StringView{"asreview_ovid_psycinfo.ris"}, QLatin1StringView{"pages"},
        "the oracle takes Ovid's \"No Specified\" for pages"},
    Exception{QLatin1StringView{"asreview_ovid_zotero.ris"}, QLatin1StringView{"pages"},
        "the oracle takes Ovid's \"No Specified\" for pages"},
    Exception{QLatin1StringView{"jabref_MedlinePlainMultipleEntries.txt"}, QLatin1StringView{"title"},
        "five TI lines in one record: the oracle keeps the first, we all"},
    Exception{QLatin1StringView{"jabref_MedlinePlainMultipleEntries.txt"}, QLatin1StringView{"pmcid"},
        "the oracle swallows the next tag"},
    Exception{QLatin1StringView{"jabref_MedlinePlainMultipleEntries.txt"}, QLatin1StringView{"authors"},
        "the oracle counts an empty FAU as an author"},
    Exception{QLatin1StringView{"jabref_MedlinePlainMultipleEntries.txt"}, QLatin1StringView{"mesh"},
        "the oracle counts an empty MH as a heading"},
    Exception{QLatin1StringView{"jabref_RisImporterTest1.ris"}, QLatin1StringView{"authors"},
        "untagged lines behind A1 are authors, one a line"},
    Exception{QLatin1StringView{"jabref_RisImporterTest1.ris"}, QLatin1StringView{"abstract"},
        "AB and N2 differ: we keep both"},
    Exception{QLatin1StringView{"jabref_IsiImporterTest2.isi"}, QLatin1StringView{"doi"}, "\"DI 467-72\" is no DOI"},
    Exception{QLatin1StringView{"jabref_IsiImporterTest2.isi"}, QLatin1StringView{"pages"},
        "no first page, only EP and a page range in AR"},
    Exception{QLatin1StringView{"jabref_IsiImporterTestMedline.isi"}, QLatin1StringView{"authors"},
        "authors on one line, which the oracle does not split"},
    Exception{QLatin1StringView{"jabref_IsiImporterTestWOS.isi"}, QLatin1StringView{"wos"},
        "\"ISI:\" is the old spelling of \"WOS:\""},
    Exception{QLatin1StringView{"andpir_savedrecs.bib"}, QLatin1StringView{"wos"},
        "\"ISI:\" is the old spelling of \"WOS:\""},
    Exception{QLatin1StringView{"jabref_OvidImporterTest1.txt"}, QLatin1StringView{"records"},
        "five records, of a format the oracle does not read"},
    Exception{QLatin1StringView{"jabref_OvidImporterTest3.txt"}, QLatin1StringView{"records"},
        "one record, of a format the oracle does not read"},
    Exception{QLatin1StringView{"jabref_Endnote.entries.enw"}, QLatin1StringView{"year"}, "\"testD\" is no year"},
    Exception{QLatin1StringView{"v2_ctg-studies_dgg32.json"}, QLatin1StringView{"abstract"},
        "we keep outcomes and criteria too, and Markdown without its backslashes"},
    Exception{QLatin1StringView{"v2_ctg-studies_dgg32_2.json"}, QLatin1StringView{"abstract"},
        "we keep outcomes and criteria too, and Markdown without its backslashes"},
    Exception{QLatin1StringView{"jabref_tiny-BE-noBOM.bib"}, QLatin1StringView{"records"},
        "UTF-16 without a byte order mark, which the oracle does not read"},
    Exception{QLatin1StringView{"synthesisr_zoorec.txt"}, QLatin1StringView{"keywords"},
        "the oracle splits a keyword at the semicolon of an entity"},
    Exception{QLatin1StringView{"tethne_Duplicate.rdf"}, QLatin1StringView{"records"},
        "two items; SOURCES.tsv counts the tags of RDF"},
    Exception{QLatin1StringView{"mokztk_CPFE.xml"}, QLatin1StringView{"authors"},
        "an author is there twice, once as not valid", 72},
    Exception{QLatin1StringView{"mokztk_CPFE.xml"}, QLatin1StringView{"authors"}, "the oracle has no suffixes", 106},
    Exception{QLatin1StringView{"mokztk_CPFE.xml"}, QLatin1StringView{"authors"}, "the oracle has no suffixes", 108},
    Exception{QLatin1StringView{"jabref_BookArticleSet.xml"}, QLatin1StringView{"authors"},
        "the oracle loses the collective authors of books"},
    Exception{QLatin1StringView{"jabref_PubmedBook.xml"}, QLatin1StringView{"authors"},
        "the oracle loses the collective authors and the given names of books"},
    Exception{QLatin1StringView{"jabref_PubmedBook.xml"}, QLatin1StringView{"journal"}, "a book is not part of itself"},
    Exception{
        QLatin1StringView{"jabref_KeywordSingleEntry.xml"}, QLatin1StringView{"pmid"}, "the oracle takes its version"},
    Exception{QLatin1StringView{"jabref_MathML.xml"}, QLatin1StringView{"abstract"},
        "the oracle loses what a formula means: \"a+1b\" for (a+1)/b"},
    Exception{QLatin1StringView{"classic_NCT00000102.xml"}, QLatin1StringView{"abstract"},
        "the oracle leaves out the detailed description"},
    Exception{QLatin1StringView{"classic_NCT00000105.xml"}, QLatin1StringView{"abstract"},
        "the oracle leaves out the detailed description"},
    Exception{QLatin1StringView{"baseline_cochrane.csv"}, QLatin1StringView{"pmid"},
        "the oracle leaves the word PUBMED before the number"},
    Exception{QLatin1StringView{"baseline_abstrackr.csv"}, QLatin1StringView{"pmid"}, "0 is no PMID"},
    Exception{QLatin1StringView{"bibliometrix_scopus_sample.csv"}, QLatin1StringView{"pmid"}, "NA is no PMID"},
    Exception{QLatin1StringView{"v2_ctg-studies_hypertension.csv"}, QLatin1StringView{"abstract"},
        "the oracle has the summary alone"},
    Exception{QLatin1StringView{"litstudy_scopus.csv"}, QLatin1StringView{"pmid"},
        "rows with a cell more than there are headings: the oracle takes the CODEN for the PMID"},
    Exception{
        QLatin1StringView{"litstudy_springer.csv"}, QLatin1StringView{"authors"}, "\"Prof.\" and \"Dr.\" are no names"},
    Exception{QLatin1StringView{"baseline_abstrackr.csv"}, QLatin1StringView{"authors"}, "nor is \"and\""},
    Exception{
        QLatin1StringView{"bibliometrix_scopus_sample.csv"}, QLatin1StringView{"authors"}, "we take the full names"},
    Exception{QLatin1StringView{"litstudy_scopus.csv"}, QLatin1StringView{"authors"},
        "\"[No author name available]\" is nobody"},
    Exception{QLatin1StringView{"kagort_PoPCites.csv"}, QLatin1StringView{"title"},
        "\"&amp;ndash;\": an entity of an entity is one character"},
    Exception{QLatin1StringView{"litstudy_scopus.csv"}, QLatin1StringView{"language"}, "so it does the PMID"},
};

bool isException(const QString& file, QLatin1StringView field, std::size_t record = 0)
{
    return std::ranges::any_of(Exceptions, [&](const Exception& e) {
        return file == e.file && field == e.field && (e.record == 0 || record == 0 || e.record == record);
    });
}

/// Tables in which SOURCES.tsv counts the lines above the headings, or nothing.
struct Counted {
    QLatin1StringView file;
    std::uint64_t records;
};
constexpr std::array TrueCounts = {Counted{QLatin1StringView{"baseline_embase.csv"}, 10},
    Counted{QLatin1StringView{"baseline_embase.xlsx"}, 10},
    Counted{QLatin1StringView{"lukasbirki_savedrecs.xls"}, 944}};

std::uint64_t recordsOf(const Export& file)
{
    const auto* const counted = std::ranges::find(TrueCounts, file.file, &Counted::file);
    return counted != TrueCounts.end() ? counted->records : file.records;
}

struct Malformed {
    QLatin1StringView file;
    std::uint64_t rejected = 0;
    Severity severity = Severity::Lost; ///< or worse
    std::uint64_t line = 0; ///< of the warning
};
constexpr std::array MalformedFiles = {
    Malformed{QLatin1StringView{"jabref_RisImporterCorrupted.ris"}, 1, Severity::Lost, 2},
    Malformed{QLatin1StringView{"jabref_MalformedEntry.xml"}, 1, Severity::Lost, 2},
};

class RealExports : public testing::Test {
protected:
    void SetUp() override
    {
        WINNOW_NEEDS_SHARED();
        for (Export& file : corpus()) {
            if (!matches(file, Refused))
                m_exports.push_back(std::move(file));
        }
        ASSERT_GT(m_exports.size(), 60U);
    }
    std::vector<Export> m_exports;
};

TEST_F(RealExports, HaveTheRecordsThatSourcesTsvStates)
{
    for (const Export& file : m_exports) {
        SCOPED_TRACE(file.path.toStdString());
        const std::string bytes = contentOf(file.path);
        const Result<Collected> collected = collect(bytes);
        ASSERT_TRUE(collected) << collected.error().message.toStdString();
        if (!isException(file.file, QLatin1StringView{"records"})) {
            EXPECT_EQ(collected->receipt.records, recordsOf(file));
        }
        expectEveryByteAccountedFor(bytes, *collected);
        std::uint64_t rejected = 0;
        for (const Malformed& malformed : MalformedFiles) {
            if (file.file != malformed.file)
                continue;
            rejected = malformed.rejected;
            EXPECT_TRUE(std::ranges::any_of(collected->receipt.problems,
                [&](const Problem& problem) {
                    return problem.severity >= malformed.severity && problem.line == malformed.line;
                }))
                << "no word on line " << malformed.line;
        }
        EXPECT_EQ(collected->receipt.rejected, rejected);
    }
}

TEST_F(RealExports, OfEveryRowAreReadOrRefusedForAReason)
{
    std::size_t rows = 0;
    for (const Export& file : corpus()) {
        SCOPED_TRACE(file.path.toStdString());
        ++rows;
        const Result<Collected> collected = collect(contentOf(file.path));
        if (matches(file, Refused)) {
            ASSERT_FALSE(collected);
            EXPECT_EQ(collected.error().kind, ErrorKind::Unsupported);
        } else {
            EXPECT_TRUE(collected) << collected.error().message.toStdString();
        }
    }
    EXPECT_GT(rows, 130U);
}

TEST_F(RealExports, ReadTheSameWhateverPiecesTheyComeIn)
{
    for (const Export& file : m_exports) {
        const std::string bytes = contentOf(file.path);
        if (bytes.size() > 300'000)
            continue;
        SCOPED_TRACE(file.path.toStdString());
        const Result<Collected> whole = collect(bytes);
        const Result<Collected> pieces = collect(bytes, 7);
        ASSERT_TRUE(whole && pieces);
        EXPECT_EQ(whole->receipt.problems, pieces->receipt.problems);
        EXPECT_EQ(whole->receipt.sha256, pieces->receipt.sha256);
        ASSERT_EQ(whole->records.size(), pieces->records.size());
        for (std::size_t i = 0; i < whole->records.size(); ++i) {
            EXPECT_EQ(whole->records[i].raw, pieces->records[i].raw);
            EXPECT_EQ(whole->records[i].title, pieces->records[i].title);
        }
    }
}

/// The raw record's lines without their tags and indents, which is all the text there is.
std::string textOfRawLines(Format format, std::string_view raw)
{
    const std::size_t tagLength = format == Format::Nbib ? 5 : format == Format::Ris ? 5 : 2;
    std::string out;
    while (!raw.empty()) {
        const std::size_t end = std::min(raw.find_first_of("\r\n"), raw.size());
        std::string_view line = raw.substr(0, end);
        raw.remove_prefix(std::min(end + 1, raw.size()));
        const formats::TaggedLine tagged = format == Format::Nbib ? formats::nbibTag(line)
            : format == Format::Ris                               ? formats::risTag(line)
                                                                  : formats::wosTag(line);
        EXPECT_LE(tagged.tag == formats::NoTag ? 0 : tagged.value, tagLength + 1);
        out += line.substr(tagged.value);
    }
    return withoutSpace(out);
}

TEST_F(RealExports, LoseNoCharacterOfAnyField)
{
    for (const Export& file : m_exports) {
        SCOPED_TRACE(file.path.toStdString());
        const Result<Collected> collected = collect(contentOf(file.path));
        ASSERT_TRUE(collected);
        const Format format = collected->receipt.format;
        if (!isByLines(format))
            continue;
        for (const Record& record : collected->records) {
            SCOPED_TRACE(record.line);
            std::string values;
            for (const RawField& field : formats::rawFields(format, collected->receipt.encoding, {}, record.raw)) {
                values += field.value;
                if (field.tag == "TI" || field.tag == "AB") {
                    EXPECT_NE(
                        comparable(record.title + record.abstract).find(comparable(field.value)), std::string::npos)
                        << field.tag;
                }
            }
            EXPECT_EQ(withoutSpace(values), textOfRawLines(format, record.raw));
        }
    }
}

TEST_F(RealExports, OfOneSearchAgreeAcrossFormats)
{
    // EndNote's RIS of a search, and PubMed's own export of part of it.
    const Result<Collected> ris =
        collect(contentOf(importFolder() + QStringLiteral("/ris_quirks/reflib_blue-light.ris")));
    const Result<Collected> nbib = collect(contentOf(importFolder() + QStringLiteral("/pubmed_nbib/blue-light.nbib")));
    ASSERT_TRUE(ris && nbib);
    std::size_t compared = 0;
    for (const Record& one : nbib->records) {
        const auto other = std::ranges::find(ris->records, one.pmid, &Record::pmid);
        if (other == ris->records.end())
            continue;
        SCOPED_TRACE(one.pmid);
        if (!one.doi.empty() && !other->doi.empty()) {
            EXPECT_EQ(one.doi, other->doi);
        }
        EXPECT_EQ(comparable(one.pages), comparable(other->pages)); // EndNote writes "Cd007917"
        EXPECT_EQ(one.volume, other->volume);
        EXPECT_EQ(one.year, other->year);
        EXPECT_EQ(one.authors.size() - one.groupAuthors.size(), other->authors.size() - other->groupAuthors.size());
        ++compared;
    }
    EXPECT_GT(compared, 50U);
}

TEST_F(RealExports, OfOneLibraryAreEqualInXmlAndRis)
{
    const Result<Collected> xml =
        collect(contentOf(importFolder() + QStringLiteral("/endnote_xml/reflib_blue-light.xml")));
    const Result<Collected> ris =
        collect(contentOf(importFolder() + QStringLiteral("/ris_quirks/reflib_blue-light.ris")));
    ASSERT_TRUE(xml && ris);
    EXPECT_EQ(xml->receipt.database, ris->receipt.database);
    ASSERT_EQ(xml->records.size(), ris->records.size());
    for (std::size_t i = 0; i < xml->records.size(); ++i) {
        const Record& one = xml->records[i];
        const Record& other = ris->records[i];
        SCOPED_TRACE(one.title);
        EXPECT_EQ(one.kind, other.kind);
        EXPECT_EQ(one.sourceId, other.sourceId);
        EXPECT_EQ(one.title, other.title);
        EXPECT_EQ(one.originalTitle, other.originalTitle);
        EXPECT_EQ(comparable(one.abstract), comparable(other.abstract));
        EXPECT_EQ(one.authors, other.authors);
        EXPECT_EQ(one.groupAuthors, other.groupAuthors);
        EXPECT_EQ(one.year, other.year);
        EXPECT_EQ(one.date, other.date);
        EXPECT_EQ(one.journal, other.journal);
        EXPECT_EQ(one.journalAbbreviation, other.journalAbbreviation);
        EXPECT_EQ(one.volume, other.volume);
        EXPECT_EQ(one.issue, other.issue);
        EXPECT_EQ(one.pages, other.pages);
        EXPECT_EQ(one.doi, other.doi);
        EXPECT_EQ(one.pmid, other.pmid);
        EXPECT_EQ(one.pmcid, other.pmcid);
        EXPECT_EQ(one.registrations, other.registrations);
        EXPECT_EQ(one.language, other.language);
        EXPECT_EQ(one.keywords, other.keywords);
        EXPECT_EQ(one.urls, other.urls);
        EXPECT_EQ(one.serials, other.serials);
        EXPECT_EQ(one.notices, other.notices);
        EXPECT_EQ(one.relations, other.relations);
    }
}

TEST_F(RealExports, OfWebOfScienceSayTheSameTaggedAndAsATable)
{
    const Result<Collected> tagged =
        collect(contentOf(importFolder() + QStringLiteral("/wos_tagged/baig_savedrecs.ciw")));
    const Result<Collected> table = collect(contentOf(importFolder() + QStringLiteral("/wos_tab/baig_savedrecs.txt")));
    ASSERT_TRUE(tagged && table);
    ASSERT_EQ(tagged->records.size(), 232U);
    ASSERT_EQ(table->records.size(), 232U);
    for (std::size_t i = 0; i < table->records.size(); ++i) {
        Record one = tagged->records[i];
        Record other = table->records[i];
        // Wrapped lines and lists of one line differ in white space alone.
        for (Record* record : {&one, &other})
            record->title = comparable(record->title), record->abstract = comparable(record->abstract);
        EXPECT_EQ(formats::carried(one, Record{}), formats::carried(other, Record{})) << "record " << i + 1;
    }
}

TEST_F(RealExports, AreNoEmptierThanTheOracleCounts)
{
    std::map<QString, QStringList> counts;
    for (const QStringList& row : tableRows(importFolder() + QStringLiteral("/expected/counts.tsv")))
        counts[row[0] + u'/' + row[1]] = row;
    std::size_t compared = 0;
    for (const Export& file : m_exports) {
        const auto expected = counts.find(file.format + u'/' + file.file);
        if (expected == counts.end())
            continue;
        SCOPED_TRACE(file.path.toStdString());
        const Result<Collected> collected = collect(contentOf(file.path));
        ASSERT_TRUE(collected);
        const auto filled = [&](auto field) {
            return std::ranges::count_if(
                collected->records, [&](const Record& record) { return !(record.*field).empty(); });
        };
        std::int64_t authors = 0;
        std::int64_t keywords = 0;
        std::int64_t mesh = 0;
        std::int64_t years = 0;
        for (const Record& record : collected->records) {
            authors += std::ssize(record.authors);
            keywords += std::ssize(record.keywords);
            mesh += std::ssize(record.mesh);
            years += record.year != 0 ? 1 : 0;
        }
        const auto noEmptier = [&](std::int64_t ours, int column, QLatin1StringView field) {
            if (!isException(file.file, field)) {
                EXPECT_GE(ours, expected->second[column].toLongLong()) << field.data();
            }
        };
        noEmptier(filled(&Record::title), 3, QLatin1StringView{"title"});
        noEmptier(filled(&Record::abstract), 4, QLatin1StringView{"abstract"});
        noEmptier(authors, 5, QLatin1StringView{"authors"});
        noEmptier(filled(&Record::authors), 6, QLatin1StringView{"authors"});
        noEmptier(years, 7, QLatin1StringView{"year"});
        noEmptier(filled(&Record::journal), 8, QLatin1StringView{"journal"});
        noEmptier(filled(&Record::volume), 9, QLatin1StringView{"volume"});
        noEmptier(filled(&Record::pages), 10, QLatin1StringView{"pages"});
        noEmptier(filled(&Record::doi), 11, QLatin1StringView{"doi"});
        noEmptier(filled(&Record::pmid), 12, QLatin1StringView{"pmid"});
        noEmptier(filled(&Record::pmcid), 13, QLatin1StringView{"pmcid"});
        noEmptier(filled(&Record::wos), 14, QLatin1StringView{"wos"});
        noEmptier(filled(&Record::registrations), 15, QLatin1StringView{"nct"});
        noEmptier(keywords, 16, QLatin1StringView{"keywords"});
        noEmptier(mesh, 17, QLatin1StringView{"mesh"});
        ++compared;
    }
    EXPECT_GT(compared, 55U);
}

TEST_F(RealExports, SayWhatTheOracleReadRecordByRecord)
{
    std::size_t compared = 0;
    for (const Export& file : m_exports) {
        QFile json{
            importFolder() + QStringLiteral("/expected/") + file.format + u'/' + file.file + QStringLiteral(".json")};
        if (!json.open(QIODevice::ReadOnly) || recordsOf(file) != file.records)
            continue;
        SCOPED_TRACE(file.path.toStdString());
        const QJsonArray expected = QJsonDocument::fromJson(json.readAll()).array();
        const Result<Collected> collected = collect(contentOf(file.path));
        ASSERT_TRUE(collected);
        if (isException(file.file, QLatin1StringView{"records"}))
            continue;
        ASSERT_EQ(static_cast<qsizetype>(collected->records.size()), expected.size());
        for (std::size_t i = 0; i < collected->records.size(); ++i) {
            const Record& record = collected->records[i];
            const QJsonObject oracle = expected[static_cast<qsizetype>(i)].toObject();
            const bool tex = collected->receipt.format == Format::Bibtex; // which the oracle leaves as it is
            const auto text = [&](QLatin1StringView key) {
                const std::string value = oracle[key].toString().toStdString();
                return tex ? formats::fromTex(value) : value;
            };
            // Where the oracle has nothing, more is better: identifiers, article numbers, early access years.
            const auto same = [&](const std::string& ours, QLatin1StringView key) {
                if (!text(key).empty() && !isException(file.file, key, i + 1)) {
                    EXPECT_EQ(comparable(ours), comparable(text(key))) << key.data() << " of record " << i + 1;
                }
            };
            same(record.title, QLatin1StringView{"title"});
            same(record.abstract, QLatin1StringView{"abstract"});
            same(record.year != 0 ? std::to_string(record.year) : "", QLatin1StringView{"year"});
            same(record.doi, QLatin1StringView{"doi"});
            same(record.pmid, QLatin1StringView{"pmid"});
            same(record.pmcid, QLatin1StringView{"pmcid"});
            same(record.wos, QLatin1StringView{"wos"});
            same(record.journal, QLatin1StringView{"journal"});
            same(record.volume, QLatin1StringView{"volume"});
            same(record.issue, QLatin1StringView{"issue"});
            // Of several languages the oracle keeps the first.
            if (!isException(file.file, QLatin1StringView{"language"})) {
                EXPECT_TRUE(comparable(record.language).starts_with(comparable(text(QLatin1StringView{"language"}))));
            }
            if (const std::string pages = text(QLatin1StringView{"pages"});
                !pages.empty() && !isException(file.file, QLatin1StringView{"pages"}, i + 1)) {
                EXPECT_TRUE(samePages(record.pages, pages))
                    << record.pages << " for " << pages << " of record " << i + 1;
            }
            // The oracle leaves out the groups of Web of Science.
            std::string ours;
            for (const std::string& author : record.authors) {
                if (file.format != QStringLiteral("wos_tagged")
                    || std::ranges::find(record.groupAuthors, author) == record.groupAuthors.end())
                    ours += author + "|";
            }
            std::string theirs;
            for (const QJsonValue author : oracle[QLatin1StringView{"authors"}].toArray())
                theirs += cleanName(author.toString().toStdString()) + "|";
            if (tex) {
                ours = sortedWords(ours);
                theirs = sortedWords(formats::fromTex(theirs));
            }
            if (!theirs.empty() && !isException(file.file, QLatin1StringView{"authors"}, i + 1)) {
                // In tables the oracle leaves a list as it stands.
                const auto alike = [&](const std::string& authors) {
                    return isByLines(collected->receipt.format) ? comparable(authors) : lettersOf(authors);
                };
                EXPECT_EQ(alike(ours), alike(theirs)) << "authors of record " << i + 1;
            }
            ++compared;
        }
    }
    EXPECT_GT(compared, 3000U);
}

} // namespace
} // namespace winnow::test
