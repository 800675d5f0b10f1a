#include "ui/widgets/identifierlinks.h"

#include "core/base/text.h"
#include "core/model/record.h"

#include <QRegularExpression>

namespace winnow::ui {

namespace {

/// The page of `identifier` under `base`, if the identifier is exactly of this form.
std::optional<QUrl> page(const QString& base, const std::string& identifier, const QString& form)
{
    const QString text = toQString(identifier);
    if (!QRegularExpression(QRegularExpression::anchoredPattern(form)).match(text).hasMatch())
        return std::nullopt;
    return QUrl(base + QString::fromLatin1(QUrl::toPercentEncoding(text, "/:()")), QUrl::StrictMode);
}

} // namespace

std::optional<QUrl> pubmedUrl(const std::string& pmid)
{
    return page(QStringLiteral("https://pubmed.ncbi.nlm.nih.gov/"), pmid, QStringLiteral("[0-9]{1,9}"));
}

std::optional<QUrl> pmcUrl(const std::string& pmcid)
{
    return page(QStringLiteral("https://pmc.ncbi.nlm.nih.gov/articles/"), pmcid, QStringLiteral("PMC[0-9]{1,9}"));
}

std::optional<QUrl> doiUrl(const std::string& doi)
{
    // ISO 26324: a prefix of the registrant, a slash, and any printable characters.
    return page(
        QStringLiteral("https://doi.org/"), doi, QStringLiteral("10\\.[0-9]{4,9}(\\.[0-9]+)*/[^\\s\\p{C}]{1,500}"));
}

std::optional<QUrl> webOfScienceUrl(const std::string& accession)
{
    return page(QStringLiteral("https://www.webofscience.com/wos/woscc/full-record/"), accession,
        QStringLiteral("WOS:[A-Z0-9]{10,20}"));
}

std::optional<QUrl> registrationUrl(const std::string& registration)
{
    if (auto url =
            page(QStringLiteral("https://clinicaltrials.gov/study/"), registration, QStringLiteral("NCT[0-9]{8}")))
        return url;
    if (auto url = page(QStringLiteral("https://www.isrctn.com/"), registration, QStringLiteral("ISRCTN[0-9]{6,8}")))
        return url;
    return page(QStringLiteral("https://www.clinicaltrialsregister.eu/ctr-search/search?query="), registration,
        QStringLiteral("[0-9]{4}-[0-9]{6}-[0-9]{2}"));
}

std::vector<Identifier> identifiersOf(const Record& record)
{
    std::vector<Identifier> all;
    const auto add = [&all](const QString& kind, const std::string& value, std::optional<QUrl> url) {
        if (!value.empty())
            all.push_back({kind, toQString(value), std::move(url)});
    };
    add(QStringLiteral("PMID"), record.pmid, pubmedUrl(record.pmid));
    add(QStringLiteral("DOI"), record.doi, doiUrl(record.doi));
    add(QStringLiteral("PMCID"), record.pmcid, pmcUrl(record.pmcid));
    for (const std::string& registration : record.registrations)
        add({}, registration, registrationUrl(registration));
    add({}, record.wos, webOfScienceUrl(record.wos));
    return all;
}

} // namespace winnow::ui
