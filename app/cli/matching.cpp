#include "app/cli/matching.h"

#include "app/cli/opening.h"
#include "core/pdf/blocking.h"

#include <QFileInfo>
#include <QStringList>

#include <algorithm>

namespace winnow::cli {

namespace {

constexpr int PagesLookedAt = 2; ///< further on stand the DOIs of the papers it cites

Result<retrieval::FileFacts> factsOf(const QString& pdf)
{
    auto document = TRY(pdf::BlockingDocument::open(pdf));
    retrieval::FileFacts facts;
    facts.name = QFileInfo(pdf).fileName().toStdString();
    facts.title = document.title().toStdString();
    facts.about = document.about().toStdString();
    for (int page = 0; page < std::min(PagesLookedAt, static_cast<int>(document.pages().size())); ++page) {
        const pdf::PageText text = TRY(document.text(page));
        facts.pages.push_back(text.quote().toStdString());
    }
    return facts;
}

} // namespace

Result<std::vector<retrieval::ReportFacts>> reportFacts(review::Reader& reader)
{
    std::vector<retrieval::ReportFacts> reports;
    const std::vector<CitationId> ids = TRY(reader.citations({}, Order::AsImported, Direction::Ascending));
    reports.reserve(ids.size());
    for (const CitationId id : ids) {
        const CitationDetail detail = TRY(reader.citation(id));
        const Record& best = detail.best;
        reports.push_back({id, best.doi, best.title, best.authors, best.year, best.pmid, best.registrations});
    }
    return reports;
}

Result<Match> matchByContent(const std::vector<retrieval::ReportFacts>& reports, const QString& pdf)
{
    const retrieval::FileFacts facts = TRY(factsOf(pdf));
    const std::vector<retrieval::Match> found = retrieval::matches(facts, reports);
    if (found.empty())
        return fail(ErrorKind::NotFound, tr("“%1” names no citation; say with --citation which it is.").arg(pdf));
    const retrieval::Match& first = found.front();
    const bool byDoi = (first.evidence & (retrieval::DoiInText | retrieval::DoiInMetadata | retrieval::DoiInName)) != 0;
    if (first.certainty == retrieval::Certainty::Sure)
        return Match{first.id, byDoi ? QStringLiteral("doi") : QStringLiteral("title")};
    QStringList numbers;
    for (const retrieval::Match& match : found)
        numbers.append(QString::number(match.id.value));
    return fail(ErrorKind::NotFound,
        tr("“%1” may be citation %2, but that is not sure; say with --citation which it is.")
            .arg(pdf, numbers.join(QStringLiteral(", "))));
}

} // namespace winnow::cli
