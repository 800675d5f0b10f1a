// Finds a reviewer's terms in a text, to be highlighted.
#pragma once

#include "core/model/views.h"

#include <QStringView>

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace winnow::screening {

/// A place in the text, in UTF-16 units, and the category whose term stands there.
struct TermMatch {
    qsizetype start = 0;
    qsizetype length = 0;
    std::size_t category = 0; ///< index in the list the terms came from
    auto operator<=>(const TermMatch&) const = default;
};

/// Terms made ready for searching.
///
/// A term is one word or several (a phrase). Words match whole, whatever their case and diacritics; in a word '*'
/// stands for any letters or none and '?' for one letter, and '*' alone within a phrase for any word. Hyphens and other
/// signs only separate words, so "double-blind" also finds "double blind". Each ideograph is a word, since such text
/// has no spaces.
///
/// Searching takes time linear in the text, for any terms: each word of the text is looked up once, and a phrase is
/// followed by remembering at which word its parts were reached last, never by going back. Terms that begin alike share
/// their beginning (a trie of words). Words with signs at other places than the end are followed all at once, a bit a
/// letter (R. Baeza-Yates, G. Gonnet: A new approach to text searching, 1992).
class TermMatcher {
public:
    TermMatcher() = default;
    explicit TermMatcher(const std::vector<TermCategory>& categories);

    /// In order and without overlaps: of overlapping ones the leftmost, of those the longest, of those the one of the
    /// first category.
    [[nodiscard]] std::vector<TermMatch> find(QStringView text) const;
    /// The same; adds to `work` what it did: letters read, words of terms looked at. At most a constant, which the
    /// terms alone determine, times the length of the text.
    [[nodiscard]] std::vector<TermMatch> find(QStringView text, std::uint64_t& work) const;
    [[nodiscard]] bool empty() const { return m_steps.empty(); }

private:
    static constexpr std::uint32_t None = UINT32_MAX;
    /// One word of the terms that begin alike up to here.
    struct Step {
        std::uint32_t before = None; ///< the step that must have been taken at the word before
        std::uint32_t number = 0; ///< of this word in its terms, from 0
        std::uint32_t category = None; ///< of the term that ends here
    };
    using Steps = std::vector<std::uint32_t>; ///< positions in m_steps, falling: a step comes before its forerunner
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    using Words = std::unordered_map<std::string, Steps, Hash, std::equal_to<>>;

    /// Words with signs in them, all followed at once: a bit that is set says that a word fits up to this letter.
    class Globs {
    public:
        [[nodiscard]] Steps& stepsFor(const std::string& pattern);
        void finish(); ///< once all are there
        /// Adds the steps of those that the word fits; says how many lists were added.
        int take(std::string_view word, Steps& steps, std::uint64_t& work) const;

    private:
        using Bits = std::vector<std::uint64_t>;
        [[nodiscard]] const Bits& lettersOf(char32_t letter) const;

        std::map<std::string, Steps> m_lists; ///< by pattern
        std::vector<Steps> m_ends; ///< by bit: the steps of the pattern that ends there, mostly none
        Bits m_starts; ///< before the first letter
        Bits m_loops; ///< a '*' follows: any letter stays here
        Bits m_any; ///< '?'
        std::unordered_map<char32_t, Bits> m_letters; ///< those that stand in a pattern, with m_any
    };

    void add(QStringView term, std::uint32_t category);
    /// The list of steps that a word of this pattern may take.
    [[nodiscard]] Steps& stepsFor(const std::string& pattern);
    void collect(std::string_view word, Steps& steps, std::uint64_t& work) const;

    std::vector<Step> m_steps; ///< each after the one before it
    Words m_whole;
    std::map<std::size_t, Words> m_beginnings; ///< of words followed by '*', by their length in bytes
    Globs m_globs;
    Steps m_any;
};

} // namespace winnow::screening
