// A title in a form that can be compared, and what it says of itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace winnow::dedup {

/// What a record is, as far as its title, types or journal say so; bits.
enum Mark : std::uint16_t {
    NoMark = 0,
    ErratumMark = 1, ///< an erratum, a correction, a retraction notice: about another work
    CommentMark = 2, ///< a comment, a reply, a letter about another work
    AbstractMark = 4, ///< of a conference
    ProtocolMark = 8,
    PreprintMark = 16,
    RegistrationMark = 32,
    UpdateMark = 64, ///< calls itself an update
    TranslatedMark = 128, ///< the title stands in brackets: it is another language's
    BookMark = 256, ///< a book, a thesis, a report
    ReviewVersionMark = 512, ///< of a series whose articles are published again and again: Cochrane reviews
};

struct TitleKey {
    std::string words; ///< small ASCII words where that can be, one space between them
    std::string other; ///< the same in another language, if both were in one field
    std::uint16_t marks = NoMark;
};

/// Without what databases add: "[Review] [45 refs]", "(Provisional abstract)", "[Erratum appears in …]", "LA: Chi",
/// "T262.", "RETRACTED:", and without formatting.
[[nodiscard]] TitleKey titleKey(std::string_view title);

/// How much a title tells, 0 to 1: "Editorial" next to nothing, five telling words all.
[[nodiscard]] double titleWeight(std::string_view words);

/// True if it has one of the small words that no English title of some length lacks.
[[nodiscard]] bool isEnglish(std::string_view words);

struct TitleLikeness {
    double share = 0; ///< letters in common, 0 to 1
    bool contained = false; ///< one begins or ends with the other: a subtitle or a translation was added
    bool numbersDiffer = false; ///< "Part I" and "Part II", "2018" and "2019"
    bool wordsAdded = false; ///< a telling word stands in one and nothing in the other
    bool wordsDiffer = false; ///< a telling word stands in each in place of another: "in men", "in women"
};
[[nodiscard]] TitleLikeness compareTitles(std::string_view a, std::string_view b);

} // namespace winnow::dedup
