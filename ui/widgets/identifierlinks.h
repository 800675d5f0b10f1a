// Where an identifier leads on the web: addresses built by us, never taken from a record.
#pragma once

#include <QString>
#include <QUrl>

#include <optional>
#include <string>
#include <vector>

namespace winnow {
struct Record;
}

namespace winnow::ui {

/// An identifier as the record card shows it.
struct Identifier {
    QString kind; ///< "PMID", "DOI", "PMCID", "NCT" …; for the person
    QString value; ///< what is copied
    std::optional<QUrl> url; ///< https at a known host; none if the identifier is not of the form its kind has
};

/// All that a record bears, best known first.
[[nodiscard]] std::vector<Identifier> identifiersOf(const Record& record);

[[nodiscard]] std::optional<QUrl> pubmedUrl(const std::string& pmid);
[[nodiscard]] std::optional<QUrl> pmcUrl(const std::string& pmcid);
[[nodiscard]] std::optional<QUrl> doiUrl(const std::string& doi);
[[nodiscard]] std::optional<QUrl> webOfScienceUrl(const std::string& accession);
/// ClinicalTrials.gov, ISRCTN and EU CTR numbers.
[[nodiscard]] std::optional<QUrl> registrationUrl(const std::string& registration);

} // namespace winnow::ui
