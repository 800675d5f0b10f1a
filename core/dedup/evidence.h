// What was found alike and different in two records, and how it is put in words.
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace winnow::dedup {

/// What two records say of one thing.
enum class Agreement : std::uint8_t {
    NotStated, ///< by one of them or both
    Same,
    Close, ///< as good as the same: one year apart, one page within the other's range, "suppl 1" and "1"
    Different,
};

/// What settled a pair, beyond the sum of its fields. To be stored: only ever add at the end.
enum class Rule : std::uint8_t {
    Fields, ///< nothing but the fields' own weight
    SamePmid,
    SameWos,
    SameRegistration, ///< both are entries of a register, of one trial
    OtherPmid,
    OtherWos,
    OtherRegistration,
    OtherDoi,
    OtherNumbers, ///< the titles differ in a number or part: "Part I", "2018"
    OtherWords, ///< the titles differ in one word that decides: "men", "women"
    OtherPlace, ///< another place in the same journal: volume, issue and pages, or neighbouring pages
    OtherText, ///< the abstracts have nothing in common
    OneIsNotice, ///< an erratum or a retraction
    OneIsComment, ///< or a reply
    OneIsUpdate, ///< versions of one review or preprint
    OneIsPreprint,
    OneIsAbstract, ///< of a conference
    OneIsRegistration,
    OneIsProtocol,
    OtherKind, ///< a book and its chapter, a thesis and an article
    TooLittle, ///< nothing that contradicts, and too little that proves
    OthersApart, ///< joining them would join others that are certainly two
};

/// The comparison of two records: small enough to be kept for every pair that is shown or joined.
struct Evidence {
    static constexpr std::uint8_t NotStated = 255;

    Rule rule = Rule::Fields;
    std::uint8_t title = NotStated; ///< how much alike, in percent, rounded down; NotStated if one of them has none
    std::uint8_t authors = NotStated;
    std::uint8_t journal = NotStated;
    std::uint8_t abstract = NotStated;
    std::uint8_t titleWeight = 0; ///< percent; low for a title that many works have ("Editorial")
    Agreement year = Agreement::NotStated;
    Agreement volume = Agreement::NotStated;
    Agreement issue = Agreement::NotStated;
    Agreement pages = Agreement::NotStated;
    Agreement doi = Agreement::NotStated;

    bool operator==(const Evidence&) const = default;
};

/// As it is stored: printable ASCII, at most 60 bytes.
[[nodiscard]] std::string toText(const Evidence& evidence);
/// None if it was not written by toText.
[[nodiscard]] std::optional<Evidence> evidenceFromText(std::string_view text);

/// One phrase that begins with a small letter: "same PMID", "title 99 % alike, same first page, year, volume".
[[nodiscard]] QString inWords(const Evidence& evidence);

} // namespace winnow::dedup
