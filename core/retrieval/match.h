// Which report a PDF is, by what it says of itself.
#pragma once

#include "core/model/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::retrieval {

/// What a report can be known by; what is not known is empty or 0.
struct ReportFacts {
    CitationId id;
    std::string doi; ///< lower case, without an address before it
    std::string title;
    std::vector<std::string> authors; ///< "Family, Given"
    int year = 0;
    std::string pmid;
    std::vector<std::string> registrations;
};

/// What a PDF says of itself.
struct FileFacts {
    std::string name; ///< of the file, without its folder
    std::string title; ///< by its metadata; often junk
    std::string about; ///< what else the metadata say: subject, identifiers
    std::vector<std::string> pages; ///< the text of the first ones, in order; two are enough
};

enum class Certainty : std::uint8_t {
    Sure, ///< may be attached without asking
    Doubtful, ///< a person must look
};

/// What spoke for a match; bits.
enum Evidence : std::uint16_t {
    DoiInText = 1,
    DoiInMetadata = 2,
    DoiInName = 4, ///< of the file
    TitleInText = 8,
    TitleInMetadata = 16,
    TitleNearly = 32, ///< but for a few letters
    AuthorInText = 64,
    YearInText = 128,
    PmidFound = 256,
    RegistrationInText = 512, ///< a trial's number: many reports bear it
    NameTells = 1024, ///< author and year stand in the file's name
};

struct Match {
    CitationId id;
    Certainty certainty = Certainty::Doubtful;
    std::uint16_t evidence = 0;
    double score = 0; ///< for the order of doubtful ones
    bool operator==(const Match&) const = default;
};

inline constexpr std::size_t MaxMatches = 10;

/// The reports a file may be, the likeliest first; at most one is sure, and then it is the first.
///
/// Sure needs two witnesses that agree (a DOI and the title, the title and an author, …) and none against: no other
/// report as likely, no other DOI of its own on the first page, no "Erratum", "Reply" or "Supplementary" at its head
/// that the report's title lacks.
[[nodiscard]] std::vector<Match> matches(const FileFacts& file, const std::vector<ReportFacts>& reports);

/// DOIs in running text, lower case, each once, in order; a DOI broken at a line's end is found too. What ends a
/// sentence is not part of one (Crossref's pattern: 10.registrant/suffix).
[[nodiscard]] std::vector<std::string> doisIn(std::string_view text);

} // namespace winnow::retrieval
