// Texts cut into terms: words as scikit-learn's vectorizers cut them, runs of characters, phrases of keyword fields.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace winnow::ranking {

/// A term by the hash of its characters: 64 bits, so that among millions of terms two the same are not to be expected.
using TermHash = std::uint64_t;

/// In lower case, as Python's str.lower(): İ becomes two characters, Σ at the end of a word ς.
[[nodiscard]] std::u32string lowered(std::string_view utf8);

/// The longest runs of at least two word characters (letters, numbers, underscore; marks end a word): scikit-learn's
/// token_pattern (?u)\b\w\w+\b.
[[nodiscard]] std::vector<std::u32string_view> words(std::u32string_view text);

[[nodiscard]] TermHash hashOf(std::u32string_view term);
/// Of two words with a space between them.
[[nodiscard]] TermHash pairHash(TermHash first, TermHash second);

/// Each run of `length` (at most 4) characters of each word between white space, the word with a space before and after
/// it; a shorter word once: scikit-learn's analyzer "char_wb".
void characterRuns(std::u32string_view text, std::size_t length, std::vector<TermHash>& out);

/// The parts between ; / and line ends, without white space and asterisks around them (MeSH marks its major topics so).
[[nodiscard]] std::vector<std::u32string_view> phrases(std::u32string_view keywords);

[[nodiscard]] std::string utf8(std::u32string_view text);

/// Whether a word, in lower case, is on scikit-learn's list of English words to leave out.
[[nodiscard]] bool isStopWord(std::u32string_view word);

/// Stems of English words by the Snowball algorithm. Keeps a buffer: one thread at a time.
class Stemmer {
public:
    Stemmer();
    ~Stemmer();
    Stemmer(const Stemmer&) = delete;
    Stemmer& operator=(const Stemmer&) = delete;
    [[nodiscard]] std::u32string stem(std::u32string_view word);

private:
    sb_stemmer* m_stemmer;
};

} // namespace winnow::ranking
