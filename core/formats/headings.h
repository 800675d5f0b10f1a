// What the columns of a table hold, told from their headings: never from a file's name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::formats {

/// What a column says of a record. Several slots can go to one field: a first and a last page.
enum class Slot : std::uint8_t {
    None, ///< kept with the record, in no field
    Title,
    OriginalTitle,
    Abstract,
    Authors,
    FullAuthors, ///< the same people, spelled out
    FirstAuthor, ///< where there is no list
    GroupAuthors,
    BookAuthors,
    BookGroup,
    Editors,
    Year,
    EarlyAccess,
    Date,
    Journal,
    Book, ///< or conference: where there is no journal
    JournalAbbreviation,
    IsoAbbreviation, ///< preferred to the former
    Volume,
    Issue,
    Pages,
    FirstPage,
    LastPage,
    PageCount, ///< EBSCO gives it in place of the last page
    ArticleNumber,
    Doi,
    BookDoi,
    Pmid,
    Pmcid,
    Wos,
    SourceId,
    OtherId, ///< a source id where there is no other
    Registrations,
    RegistrationId, ///< of the record itself, a registration
    Keywords,
    Mesh,
    Types,
    PublicationType, ///< Web of Science's letter
    Kind,
    Language,
    Urls,
    Publisher,
    Serials,
    Notices,
    Retracted, ///< true or false
    Citation, ///< "Trials. 2011 Feb;12(2):39-44.", "Trials (2011) 12:2 (39-44)"
    Extra, ///< Zotero's "PMID: 1" lines
    DatabaseName,
    TrialStatus,
    TrialPhases,
    TrialEnrolment,
    TrialStudyType,
    TrialConditions,
    TrialInterventions,
    TrialSponsors,
    TrialCountries,
    TrialLocations, ///< addresses that end with a country
    TrialRegistered,
    TrialStarted,
    TrialCompleted,
    TrialUpdated,
    TrialResults,
    TrialOfficialTitle,
    TrialPrimaryOutcomes,
    TrialSecondaryOutcomes,
    TrialEligibility,
    Decision, ///< of titles and abstracts
    Reason,
    DecisionNote,
    FullTextDecision,
    FullTextReason,
    FullTextNote,
    ReviewerDecision, ///< the heading is the reviewer's name
    Labels,
    Note,
    ToolNote, ///< of a review tool, with decisions in it: "RAYYAN-INCLUSION: {…}", "Exclusion reason: …"
    Carried, ///< what Winnow wrote beside its own columns
};

/// The field of formats::fieldNames() that a slot goes to; empty for None and what is in no field.
[[nodiscard]] std::string_view fieldOf(Slot slot);
/// The first slot of a field; None if there is no such field.
[[nodiscard]] Slot slotOf(std::string_view field);

/// Something a database does in all of its tables.
enum class Habit : std::uint8_t {
    NoQuotes = 1, ///< a quotation mark is a character like any other
    GluedAuthors = 2,
    Registrations = 4, ///< every row is a trial
    WebOfScience = 8, ///< values are as in its tagged format
    MonthFirst = 16, ///< dates are month, day, year
    Winnow = 32, ///< written by us
    ReviewTool = 64, ///< notes are what reviewers wrote
};

/// What is known of a table once its headings are.
struct Plan {
    std::string database; ///< empty: the headings do not tell
    unsigned habits = 0; ///< of Habit
    std::vector<Slot> slots; ///< one a column
    /// Takes the surplus of a row with more cells than there are headings, those behind it being moved back: Scopus
    /// has more columns of funding texts than headings for them.
    std::size_t elastic = None;
    static constexpr std::size_t None = static_cast<std::size_t>(-1);
    bool mapped = false; ///< a person said what columns are

    [[nodiscard]] bool has(Habit habit) const { return (habits & static_cast<unsigned>(habit)) != 0; }
    /// True if some column says which publication or trial a row is.
    [[nodiscard]] bool tellsRecords() const;
};

/// What a heading is compared by: letters and digits alone, in lower case ("Author(s)" is "authors").
[[nodiscard]] std::string headingKey(std::string_view heading);

/// `mapping`: heading → field, as a person chose; what it does not name keeps what its heading says.
[[nodiscard]] Plan planOf(
    const std::vector<std::string>& headings, const std::vector<std::pair<std::string, std::string>>& mapping);

/// How much a row looks like a header: one for each heading that is known, more for a title or a database's own; 0 if
/// it is none.
[[nodiscard]] int headerScore(const std::vector<std::string>& cells);

} // namespace winnow::formats
