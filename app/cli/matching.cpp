#include "app/cli/matching.h"

#include "app/cli/opening.h"
#include "core/pdf/blocking.h"

#include <QRegularExpression>

#include <algorithm>

namespace winnow::cli {

namespace {

constexpr int PagesLookedAt = 2; ///< further on stand the DOIs of the papers it cites

Result<QString> firstPages(const QString& pdf)
{
    auto document = TRY(pdf::BlockingDocument::open(pdf));
    QString text;
    for (int page = 0; page < std::min(PagesLookedAt, static_cast<int>(document.pages().size())); ++page) {
        const pdf::PageText pageText = TRY(document.text(page));
        text += pageText.text() + QLatin1Char('\n');
    }
    return text;
}

} // namespace

std::vector<std::string> doisIn(const QString& text)
{
    static const QRegularExpression pattern{
        QStringLiteral(R"(\b10\.\d{4,9}/[-._;()/:a-z0-9]+)"), QRegularExpression::CaseInsensitiveOption};
    std::vector<std::string> dois;
    for (auto found = pattern.globalMatch(text); found.hasNext();) {
        QString doi = found.next().captured().toLower();
        while (!doi.isEmpty() && QStringLiteral(".,;:").contains(doi.back()))
            doi.chop(1);
        if (doi.endsWith(QLatin1Char(')')) && doi.count(QLatin1Char('(')) < doi.count(QLatin1Char(')')))
            doi.chop(1);
        if (std::find(dois.begin(), dois.end(), doi.toStdString()) == dois.end())
            dois.push_back(doi.toStdString());
    }
    return dois;
}

Result<Match> matchByDoi(review::Reader& reader, const QString& pdf)
{
    const QString text = TRY(firstPages(pdf));
    std::vector<CitationId> citations;
    for (const std::string& doi : doisIn(text))
        for (const CitationId citation : TRY(reader.find("doi", doi)))
            if (std::find(citations.begin(), citations.end(), citation) == citations.end())
                citations.push_back(citation);
    if (citations.size() == 1)
        return Match{citations.front(), QStringLiteral("doi")};
    return fail(ErrorKind::NotFound,
        (citations.empty() ? tr("“%1” has no DOI of a citation on its first pages; say with --citation which it is.")
                           : tr("“%1” has DOIs of several citations on its first pages; say with --citation which it "
                                "is."))
            .arg(pdf));
}

} // namespace winnow::cli
