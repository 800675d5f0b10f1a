#include "tests/faults/scenario.h"

#include "core/base/text.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace winnow::faults {

namespace {

QString placeForScratch()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/winnow-faults-XXXXXX");
}

Result<CitationId> citation(review::Review& review, std::size_t number)
{
    const auto all = TRY(review.reader().citations({}, Order::AsImported, Direction::Ascending));
    return all.at(number);
}

Result<> done(const Result<Changes>& changes)
{
    if (!changes)
        return tl::unexpected<Error>(changes.error());
    return {};
}

Result<> decide(review::Review& review, std::size_t number, Stage stage, Verdict verdict)
{
    DecisionRequest decision;
    decision.citation = TRY(citation(review, number));
    decision.stage = stage;
    decision.verdict = verdict;
    return done(review.decide(decision));
}

} // namespace

Scenario::Scenario()
    : m_folder(placeForScratch())
    , m_path(m_folder.path())
{
    QFile pdf(m_folder.filePath(QStringLiteral("Suk 2016.pdf")));
    EXPECT_TRUE(pdf.open(QIODevice::WriteOnly));
    pdf.write("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
              "trailer<</Root 1 0 R>>\n%%EOF\n");
}

QString Scenario::exportFile(int records, const QString& name, int padding) const
{
    QFile file(m_folder.filePath(name));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    const QString more = QStringLiteral(" More.").repeated(padding / 6);
    for (int i = 1; i <= records; ++i)
        file.write(QStringLiteral("TY  - JOUR\nTI  - Cells for the liver, part %1 of %2\nAU  - Suk, K\nPY  - 2016\n"
                                  "AB  - What came of trial %1.%3\nER  - \n\n")
                .arg(i)
                .arg(name, more)
                .toUtf8());
    return file.fileName();
}

Act importOf(const QString& file)
{
    return {"import", [file](review::Review& review) -> Result<> {
                ImportRequest request;
                request.path = file;
                NoProgress quiet;
                TRY(review.importFile(request, quiet));
                return {};
            }};
}

std::vector<Act> Scenario::acts() const
{
    const QString small = exportFile(3, QStringLiteral("first.ris"));
    const QString pdf = m_folder.filePath(QStringLiteral("Suk 2016.pdf"));
    return {
        importOf(small),
        {"include", [](review::Review& review) { return decide(review, 0, Stage::TitleAbstract, Verdict::Include); }},
        {"exclude", [](review::Review& review) { return decide(review, 1, Stage::TitleAbstract, Verdict::Exclude); }},
        {"undo", [](review::Review& review) { return done(review.undo()); }},
        {"redo", [](review::Review& review) { return done(review.redo()); }},
        {"attach",
            [pdf](review::Review& review) -> Result<> { return done(review.attach(TRY(citation(review, 0)), pdf)); }},
        {"label",
            [](review::Review& review) -> Result<> {
                return done(review.setLabel({TRY(citation(review, 0)), TRY(citation(review, 2))}, "look again", true));
            }},
        {"import the same from elsewhere",
            [small](review::Review& review) -> Result<> {
                NoProgress quiet;
                TRY(review.importFile({.path = small, .source = "Elsewhere"}, quiet));
                return {};
            }},
        {"find duplicates",
            [](review::Review& review) -> Result<> {
                NoProgress quiet;
                TRY(review.findDuplicates({}, quiet));
                return {};
            }},
        {"join two",
            [](review::Review& review) -> Result<> {
                return done(review.answerPair(RecordId{2}, RecordId{3}, PairAnswer::Same));
            }},
    };
}

Result<review::Review> open(const QString& path)
{
    return review::Review::open(path, review::OpenMode::ReadWrite, {.clock = nullptr, .reviewer = "Eva"});
}

std::string stateOf(review::Review& review)
{
    review::Reader& reader = review.reader();
    std::string state;
    const auto ids = reader.citations({}, Order::AsImported, Direction::Ascending);
    const auto rows = ids ? reader.rows(*ids) : Result<std::vector<CitationRow>>{};
    const auto history = reader.history(1000);
    if (!ids || !rows || !history)
        return "cannot be read";
    for (const CitationRow& row : *rows) {
        state +=
            row.title + " box " + std::to_string(static_cast<int>(row.box)) + " files " + std::to_string(row.files);
        for (const std::string& label : row.labels)
            state += " label " + label;
        state += '\n';
    }
    for (const HistoryRow& row : *history)
        state += row.what.toStdString() + (row.undone ? " undone\n" : "\n");
    return state;
}

std::string faultsOf(review::Review& review)
{
    NoProgress quiet;
    const auto findings = review.check(true, quiet);
    if (!findings)
        return "the check failed: " + findings.error().message.toStdString() + findings.error().detail.toStdString();
    std::string all;
    for (const Finding& finding : *findings) {
        if (finding.bad)
            all += finding.text.toStdString() + '\n';
    }
    return all;
}

} // namespace winnow::faults
