// Review files of every version that was ever released open, whole, in this one.
//
// tests/fixtures/schema holds vN.winnow and, as text, what it says: vN.txt. Neither is changed any more once released.
// After a new migration, WINNOW_WRITE_FIXTURES=1 core_review_test --gtest_filter='OldVersions.*' writes the new pair.
#include "core/base/text.h"
#include "core/review/review.h"
#include "core/store/annotations.h"
#include "core/store/schema.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace winnow::review {
namespace {

using namespace Qt::Literals::StringLiterals;

class FixedClock final : public Clock {
public:
    [[nodiscard]] std::int64_t now() const override { return 1'795'000'000'000; }
};
const FixedClock fixedClock;

constexpr const char* Export =
    "TY  - JOUR\nTI  - Umbilical cord cells in decompensated cirrhosis\nAU  - Suk, K\nAU  - Yoon, J\n"
    "PY  - 2016\nT2  - Liver notes\nDO  - 10.1000/one\nAB  - Fifty people were given cells.\nER  - \n\n"
    "TY  - JOUR\nTI  - Zellen für die Leber: eine Übersicht\nAU  - Müller, Ä\nPY  - 2019\nER  - \n\n"
    "TY  - JOUR\nTI  - Mice only\nAU  - Lee, H\nPY  - 2012\nXX  - a tag nobody knows\nER  - \n\n";

/// The same source some weeks later: one record as it was, one with an abstract since, and one that people elsewhere
/// have judged already.
constexpr const char* Later =
    "TY  - JOUR\nTI  - Umbilical cord cells in decompensated cirrhosis\nAU  - Suk, K\nAU  - Yoon, J\n"
    "PY  - 2016\nT2  - Liver notes\nDO  - 10.1000/one\nAB  - Fifty people were given cells, and followed.\nER  - \n\n"
    "TY  - JOUR\nTI  - Mice only\nAU  - Lee, H\nPY  - 2012\nXX  - a tag nobody knows\nER  - \n\n"
    "TY  - JOUR\nTI  - Cells again\nAU  - Kim, J\nPY  - 2020\nDO  - 10.1000/two\n"
    "N1  - RAYYAN-INCLUSION: {\"Eva\"=>\"Excluded\", \"Ben\"=>\"Included\"} | RAYYAN-LABELS: from Rayyan | "
    "RAYYAN-EXCLUSION-REASONS: no control\nER  - \n\n";

Result<> write(const QString& path, const char* bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
        return fail(ErrorKind::Io, file.errorString());
    return {};
}

Form smallForm()
{
    Form form;
    form.id = "small";
    form.title = "Safety";
    Section safety{.id = "safety", .title = "Safety", .fields = {}};
    Field patients;
    patients.id = "safety.sae_patients";
    patients.label = "Patients with a serious adverse event";
    patients.type = FieldType::Integer;
    safety.fields.push_back(patients);
    form.sections.push_back(safety);
    return form;
}

/// One act of nearly every kind.
Result<> fill(Review& review, const QString& folder)
{
    const QString pdf = folder + u"/Suk 2016.pdf"_s;
    TRY(write(folder + u"/liver.ris"_s, Export));
    TRY(write(folder + u"/later.ris"_s, Later));
    TRY(write(pdf, "%PDF-1.4\n%%EOF\n"));

    NoProgress quiet;
    ImportRequest request;
    request.path = folder + u"/liver.ris"_s;
    request.source = "PubMed";
    request.query = "liver AND cells";
    request.date = "2026-11-01";
    TRY(review.importFile(request, quiet));
    const std::vector<CitationId> all = TRY(review.reader().citations({}, Order::AsImported, Direction::Ascending));
    TRY(review.setReasons(
        Stage::TitleAbstract, {Reason{.id = {}, .stage = Stage::TitleAbstract, .label = "Animals", .position = 0}}));
    const std::vector<Reason> reasons = TRY(review.reader().reasons(Stage::TitleAbstract));
    TRY(review.decide({all.at(0), Stage::TitleAbstract, Verdict::Include, {}, ""}));
    TRY(review.decide({all.at(1), Stage::TitleAbstract, Verdict::Maybe, {}, "read again"}));
    TRY(review.decide({all.at(2), Stage::TitleAbstract, Verdict::Exclude, reasons.at(0).id, ""}));
    TRY(review.setLabel({all.at(1)}, "review", true));
    TRY(review.setNote(all.at(0), "Ask the authors for the table."));
    TRY(review.attach(all.at(0), pdf));
    TRY(review.decide({all.at(0), Stage::FullText, Verdict::Include, {}, ""}));
    TRY(review.setForm(smallForm()));
    Value value;
    value.study = StudyId{all.at(0).value};
    value.field = "safety.sae_patients";
    value.text = "4";
    value.source = "Table 2";
    TRY(review.setValue(value));
    request.path = folder + u"/later.ris"_s;
    request.date = "2026-11-20";
    TRY(review.importFile(request, quiet));
    TRY(review.findDuplicates({}, quiet));
    TRY(review.setReviewers(Stage::TitleAbstract, 2));
    TRY(review.openConflicts(Stage::TitleAbstract, true));
    TRY(review.settle({{all.at(1), Stage::TitleAbstract, Verdict::Exclude, {}, "a review"}}));
    const ReviewerId ben = TRY(review.addReviewer("Ben"));
    SplitRequest split;
    split.reviewers = {review.reviewer(), ben};
    split.seed = 7;
    TRY(review.split(split));
    Annotation annotation;
    annotation.citation = all.at(0);
    annotation.sha256 = TRY(review.reader().files(all.at(0))).at(0).sha256;
    annotation.page = 2;
    annotation.rects = {{0.125, 0.5, 0.25, 0.015625}};
    annotation.quote = "Four patients had a serious adverse event";
    annotation.prefix = "In the second year ";
    annotation.suffix = ", none of them died";
    annotation.comment = "agrees with Table 2";
    TRY(review.annotate(annotation));
    value.text = "5";
    value.evidence = {annotation};
    TRY(review.setValue(value));
    TRY(review.settleValues({{value.study, value.field, Answer::Stated, "4", "Table 2", "one was counted twice", {}}}));
    TRY(review.setLabel({all.at(0)}, "to be taken back", true));
    TRY(review.undo());
    return {};
}

/// What the review says, in words that do not hang on how it is stored.
Result<std::string> saying(Review& review)
{
    Reader& reader = review.reader();
    std::string said = "title: " + TRY(reader.info()).title + '\n';
    for (const Source& source : TRY(reader.sources()))
        said += "source: " + source.name + ", " + source.query + ", " + source.date + ", "
            + std::to_string(source.receipt.records) + " records of " + std::to_string(source.receipt.bytes)
            + " bytes\n";
    for (const Source& source : TRY(reader.sources()))
        for (const ChangedRecord& changed : TRY(reader.changedRecords(source.import)))
            said += "newer version: " + changed.title + ", " + std::to_string(changed.what.size()) + " fields\n";
    for (const CitationId id : TRY(reader.citations({}, Order::AsImported, Direction::Ascending))) {
        const CitationDetail citation = TRY(reader.citation(id));
        said += "citation: " + citation.best.title + " (" + std::to_string(citation.best.year) + "), box "
            + std::to_string(static_cast<int>(citation.box)) + ", note: " + citation.note + '\n';
        for (const Decision& decision : citation.decisions)
            said += "  decision: stage " + std::to_string(static_cast<int>(decision.stage)) + ", verdict "
                + std::to_string(static_cast<int>(decision.verdict)) + ", reason: "
                + (decision.reason ? TRY(reader.reasonLabel(decision.reason)) : "") + ", note: " + decision.note + '\n';
        for (const std::string& label : citation.labels)
            said += "  label: " + label + '\n';
        for (const AttachedFile& file : citation.files)
            said += "  file: " + file.name + ", " + std::to_string(file.bytes) + " bytes\n";
        for (const RecordDetail& record : citation.records) {
            for (const RawField& field : TRY(reader.recordDetail(record.id)).fields)
                said += "  raw: " + field.tag + " = " + field.value + '\n';
        }
    }
    for (const Value& value : TRY(reader.allValues())) {
        said += "value: " + value.field + " = " + value.text + " (" + value.source + ")\n";
        for (const Evidence& place : value.evidence)
            said += "  evidence: page " + std::to_string(place.page) + ", " + place.prefix + '|' + place.quote + '|'
                + place.suffix + " at " + store::toText(place.rects) + '\n';
    }
    for (const ReviewValue& value : TRY(reader.reviewValues()))
        if (value.standing == Standing::Agreed)
            said += "agreed: " + value.field + " = " + value.text + " (" + value.reason + ")\n";
    for (const Annotation& one : TRY(reader.annotations({})))
        said += "annotation: page " + std::to_string(one.page) + ", " + one.meaning + ": " + one.prefix + '|'
            + one.quote + '|' + one.suffix + " (" + one.comment + ") at " + store::toText(one.rects) + '\n';
    said += "form: " + TRY(reader.form()).title + '\n';
    const std::vector<HistoryRow> history = TRY(reader.history(100));
    said += "acts: " + std::to_string(history.size()) + '\n';
    return said;
}

QString fixtureFor(int version, const QString& ending)
{
    return test::fixture(u"schema/v%1.%2"_s.arg(version).arg(ending));
}

void writePair(int version)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"v%1.winnow"_s.arg(version));
    std::string said;
    {
        Result<Review> review = Review::create(path, "Cells for the liver", {.clock = &fixedClock, .reviewer = "Eva"});
        ASSERT_TRUE(review) << review.error().message.toStdString();
        const Result<> filled = fill(*review, folder.path());
        ASSERT_TRUE(filled) << filled.error().message.toStdString() << filled.error().detail.toStdString();
        const Result<std::string> text = saying(*review);
        ASSERT_TRUE(text) << text.error().message.toStdString();
        said = *text;
    }
    ASSERT_TRUE(QFile::copy(path, fixtureFor(version, u"winnow"_s)));
    QFile file(fixtureFor(version, u"txt"_s));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(said.c_str());
}

TEST(OldVersions, EachOpensAndSaysWhatItSaidThen)
{
    for (int version = 1; version <= store::Schema::current().version(); ++version) {
        if (!QFile::exists(fixtureFor(version, u"winnow"_s)) && qEnvironmentVariableIsSet("WINNOW_WRITE_FIXTURES"))
            writePair(version);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"old.winnow"_s);
        ASSERT_TRUE(QFile::copy(fixtureFor(version, u"winnow"_s), path)) << "there is no file of version " << version;
        ASSERT_TRUE(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        // Names stand on the computer that wrote it from version 3 on: here whoever acted last goes on.
        Result<Review> review = Review::open(path, OpenMode::ReadWrite, {.clock = &fixedClock, .reviewer = {}});
        ASSERT_TRUE(review) << review.error().message.toStdString() << review.error().detail.toStdString();
        const Result<std::string> said = saying(*review);
        ASSERT_TRUE(said) << said.error().message.toStdString() << said.error().detail.toStdString();
        QFile expected(fixtureFor(version, u"txt"_s));
        ASSERT_TRUE(expected.open(QIODevice::ReadOnly));
        EXPECT_EQ(*said, expected.readAll().toStdString()) << "version " << version;

        NoProgress quiet;
        const Result<std::vector<Finding>> findings = review->check(true, quiet);
        ASSERT_TRUE(findings);
        for (const Finding& finding : *findings)
            EXPECT_TRUE(!finding.bad || finding.text.contains(u".files"_s))
                << finding.text.toStdString(); // PDFs lie apart
        EXPECT_TRUE(review->undo()) << "and it can be worked on";
    }
}

} // namespace
} // namespace winnow::review
