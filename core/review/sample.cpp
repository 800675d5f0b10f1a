#include "core/review/sample.h"

#include "core/extraction/templates.h"
#include "core/review/files.h"
#include "core/review/tables.h"
#include "core/store/backup.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace winnow::review {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

constexpr const char* Title = "Stem cells in chronic liver disease";
constexpr const char* Notice = "A demonstration from open data, not a systematic review";
constexpr const char* Reviewer = "sample team";
constexpr const char* Criteria =
    "Include: registered or published trials, and reports that belong to one, in which people with chronic liver "
    "disease (cirrhosis, chronic or acute-on-chronic liver failure) are given living stem or progenitor cells; "
    "reported until 2025-03-31.\n"
    "Exclude: other diseases; growth factors or cell products without living cells; laboratory and animal work; "
    "reviews, guidelines and comments.\n"
    "Verdicts are on facts gathered from open sources (see CREDITS.txt), not on full papers.";

struct SourceFile {
    const char* file;
    const char* source;
    SourceKind kind;
    const char* query;
};

/// What was put together here was not searched for, and the query says so.
constexpr SourceFile Sources[] = {
    {"pubmed-demonstration.nbib", "PubMed", SourceKind::Database,
        "Bibliographic facts put together for this demonstration; no search was run"},
    {"web-of-science-demonstration.txt", "Web of Science", SourceKind::Database,
        "Bibliographic facts put together for this demonstration; no search was run"},
    {"clinicaltrials-demonstration.ris", "ClinicalTrials.gov", SourceKind::Register,
        "Facts of registered trials put together for this demonstration; no search was run"},
    {"references-demonstration.ris", "Citation searching", SourceKind::Other,
        "References of four open papers, and reports named beside register entries"},
};

struct Sheet {
    const char* file;
    const char* kind;
    const char* value;
};

/// Our own sheets of facts, standing where a reader of the sample would have the paper.
constexpr Sheet Sheets[] = {
    {"facts-zekri-2015.pdf", "pmid", "26062731"},
    {"facts-newsome-2018.pdf", "pmid", "29127060"},
    {"facts-spahr-2013.pdf", "pmid", "23341981"},
};

std::vector<TermCategory> terms()
{
    return {
        {"Cells", 0,
            {"stem cell*", "progenitor*", "mesenchymal", "stromal cell*", "mononuclear", "MSC*", "CD34*", "CD133*",
                "bone marrow", "umbilical cord", "adipose"}},
        {"Not wanted", 1,
            {"mice", "mouse", "murine", "rat", "rats", "in vitro", "review", "meta-analysis", "exosome*"}},
        {"Liver disease", 2,
            {"cirrho*", "liver failure", "ACLF", "fibrosis", "hepatitis", "liver disease*", "biliary"}},
        {"Trial", 3, {"randomi*", "controlled", "phase", "open-label", "placebo", "trial*", "single group"}},
        {"Outcomes", 4, {"mortality", "survival", "MELD", "albumin", "bilirubin", "ascites", "adverse event*"}},
    };
}

/// The sample's files, laid out on disk: import and attach take files, so that the sample goes the way of every other
/// review.
class Files {
public:
    Result<QString> path(const char* name)
    {
        const QString file = QString::fromLatin1(name);
        QString target = m_folder.filePath(file);
        if (!m_folder.isValid() || !QFile::copy(QStringLiteral(":/sample/") + file, target))
            return fail(ErrorKind::Io,
                tr("The sample's file %1 cannot be laid out in the folder for temporary files. No review was made.")
                    .arg(file));
        return target;
    }

private:
    QTemporaryDir m_folder;
};

Result<csv::Table> table(const char* name)
{
    QFile file{QStringLiteral(":/sample/") + QString::fromLatin1(name)};
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, tr("The program lacks its sample file %1.").arg(QString::fromLatin1(name)));
    return csv::parse(file.readAll().toStdString());
}

/// The sample is right or it is not made: a row that names nothing is a fault of ours.
Result<> whole(const char* name, const Taken& taken)
{
    if (taken.unknown.empty())
        return {};
    const Taken::Left& left = taken.unknown.front();
    return fail(ErrorKind::Internal,
        tr("The sample's file %1 does not fit its records.").arg(QString::fromLatin1(name)),
        QString::fromStdString("line " + std::to_string(left.line) + ", " + left.what + ": " + left.why));
}

/// Says how far the making is, and stops it between two acts.
class Steps {
public:
    explicit Steps(Progress& progress)
        : m_progress(progress)
    {
    }
    Result<> next()
    {
        constexpr int Count = 12;
        if (!m_progress.step(++m_done, Count))
            return fail(ErrorKind::Cancelled, tr("Making the sample review was stopped. No review was made."));
        return {};
    }

private:
    Progress& m_progress;
    int m_done = 0;
};

Result<> importSources(Review& review, Files& files, Steps& steps)
{
    for (const SourceFile& source : Sources) {
        ImportRequest request;
        request.path = TRY(files.path(source.file));
        request.source = source.source;
        request.kind = source.kind;
        request.query = source.query;
        NoProgress silent;
        TRY(review.importFile(request, silent));
        TRY(steps.next());
    }
    return {};
}

/// The reasons a reviewer would have written down before screening, in the order of the keys 1–9.
Result<> setReasons(Review& review, Stage stage, const std::vector<const char*>& labels)
{
    std::vector<Reason> reasons;
    reasons.reserve(labels.size());
    for (const char* label : labels)
        reasons.push_back({{}, stage, label, static_cast<int>(reasons.size())});
    TRY(review.setReasons(stage, reasons));
    return {};
}

Result<> decide(Review& review, const char* file, Stage stage)
{
    const csv::Table rows = TRY(table(file));
    const Taken taken = TRY(takeDecisions(review, rows, stage));
    return whole(file, taken);
}

Result<> attachSheets(Review& review, Files& files)
{
    for (const Sheet& sheet : Sheets) {
        const auto citations = TRY(review.reader().find(sheet.kind, sheet.value));
        if (citations.size() != 1)
            return fail(ErrorKind::Internal, tr("The sample's sheets of facts do not fit its records."));
        const QString path = TRY(files.path(sheet.file));
        TRY(review.attach(citations.front(), path));
    }
    return {};
}

template <typename Take> Result<> take(Review& review, const char* file, Take taker)
{
    const csv::Table rows = TRY(table(file));
    const Taken taken = TRY(taker(review, rows));
    return whole(file, taken);
}

Result<> setUp(Review& review)
{
    TRY(review.setNotice(Notice, true));
    TRY(review.setCriteria(Criteria));
    TRY(review.setTerms(terms()));
    TRY(setReasons(review, Stage::TitleAbstract,
        {"Not chronic liver disease", "No stem cells given", "Laboratory or animal study", "Not a clinical trial"}));
    TRY(setReasons(review, Stage::FullText,
        {"Wrong population: not chronic liver disease", "Wrong intervention: no living cells", "Laboratory study",
            "Reported after the cut-off date (2025-03-31)"}));
    return {};
}

AnalysisPlan mortality()
{
    AnalysisPlan plan;
    plan.title = "Death from any cause";
    plan.outcome = "mortality";
    plan.measure = "RR";
    plan.method = "DL";
    plan.dropDoubleZero = true;
    plan.favours = "cells,control";
    return plan;
}

AnalysisPlan meld()
{
    AnalysisPlan plan;
    plan.title = "MELD at 3 months";
    plan.outcome = "meld";
    plan.time = "3 months";
    plan.measure = "MD";
    plan.method = "DL";
    plan.favours = "cells,control";
    return plan;
}

Result<> fill(Review& review, Steps& steps)
{
    Files files;
    TRY(setUp(review));
    TRY(steps.next());
    TRY(importSources(review, files, steps));
    TRY(decide(review, "decisions-title-abstract.csv", Stage::TitleAbstract));
    TRY(steps.next());
    TRY(take(review, "retrieval.csv", takeRetrieval));
    TRY(attachSheets(review, files));
    TRY(steps.next());
    TRY(decide(review, "decisions-full-text.csv", Stage::FullText));
    TRY(steps.next());
    TRY(take(review, "studies.csv", takeStudies));
    const Form form = TRY(extraction::templateForm("stem-cell-liver"));
    TRY(review.setForm(form));
    TRY(take(review, "values.csv", takeValues));
    TRY(review.keepAnalysis(mortality()));
    TRY(review.keepAnalysis(meld()));
    for (;;) {
        TRY(steps.next());
        if (TRY(review.indexSlice(10'000)) == 0)
            break;
    }
    TRY(review.layGround()); // nobody undoes what they have not done
    return {};
}

void removeReview(const QString& path)
{
    QDir{filesFolder(path)}.removeRecursively();
    QDir{store::backupFolder(path)}.removeRecursively();
    for (const char* ending : {"", "-wal", "-shm"})
        QFile::remove(path + QString::fromLatin1(ending));
}

} // namespace

Result<> makeSample(const QString& path, Progress& progress)
{
    Result<> made;
    {
        Review review = TRY(Review::create(path, Title, {nullptr, Reviewer}));
        Steps steps{progress};
        made = fill(review, steps);
    }
    if (!made)
        removeReview(path);
    return made;
}

} // namespace winnow::review
