#include "core/ranking/features.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace winnow::ranking {

namespace {

/// A kind of terms and how it is counted.
struct Kind {
    enum Terms : std::uint8_t { Words, WordsAndPairs, PlainWords, CharacterRuns, TitleStems, Keywords };
    Terms terms = Words;
    double weight = 1; ///< of the block's cosine in the product of two records
    BlockRules rules;
};

std::vector<Kind> kindsOf(Model model)
{
    switch (model) {
    case Model::ElasU4:
        return {{Kind::WordsAndPairs, 1, {0.95, 1, true}}};
    case Model::ElasU3:
        return {{Kind::PlainWords, 1, {1, 1, false}}};
    case Model::Default:
        break;
    }
    return {{Kind::Words, 1, {0.95, 1, true}}, {Kind::CharacterRuns, 0.5, {0.95, 2, true}},
        {Kind::TitleStems, 0.3, {1, 1, true}}, {Kind::Keywords, 0.5, {0.95, 1, true}}};
}

/// A record's text in lower case, made once for all blocks.
struct Lowered {
    explicit Lowered(const Text& text)
        : title(lowered(text.title))
        , keywords(lowered(text.keywords))
    {
        // Title and abstract are one text to ASReview: pairs of words reach across.
        body = title + U' ' + lowered(text.abstract);
    }
    std::u32string title;
    std::u32string body;
    std::u32string keywords;
};

constexpr std::size_t RunLength = 4;
constexpr TermHash PhraseMark = 0xA5'A5'00'00'00'00'5A'5AULL; // apart from the same word among the field's words

/// Terms with the words they are made of: `take(hash, words…)`.
template <typename Take> void eachPlain(const std::vector<std::u32string_view>& words, const Take& take)
{
    for (const std::u32string_view word : words)
        take(hashOf(word), word);
}

template <typename Take> void eachStem(std::u32string_view text, Stemmer& stemmer, bool pairs, const Take& take)
{
    const auto found = words(text);
    TermHash before = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const TermHash hash = hashOf(stemmer.stem(found[i]));
        take(hash, found[i]);
        if (pairs && i > 0) {
            const auto* const from = found[i - 1].data();
            take(pairHash(before, hash),
                std::u32string_view{from, static_cast<std::size_t>(found[i].data() + found[i].size() - from)});
        }
        before = hash;
    }
}

/// Every term of the text of this kind, as often as it stands there.
template <typename Take> void eachTerm(Kind::Terms kind, const Lowered& text, Stemmer& stemmer, const Take& take)
{
    switch (kind) {
    case Kind::Words:
        eachPlain(words(text.body), take);
        break;
    case Kind::PlainWords:
        for (const std::u32string_view word : words(text.body)) {
            if (!isStopWord(word))
                take(hashOf(word), word);
        }
        break;
    case Kind::WordsAndPairs: {
        const auto found = words(text.body);
        eachPlain(found, take);
        for (std::size_t i = 1; i < found.size(); ++i) {
            const auto* const from = found[i - 1].data();
            take(pairHash(hashOf(found[i - 1]), hashOf(found[i])),
                std::u32string_view{from, static_cast<std::size_t>(found[i].data() + found[i].size() - from)});
        }
        break;
    }
    case Kind::CharacterRuns: {
        std::vector<TermHash> runs;
        characterRuns(text.body, RunLength, runs);
        for (const TermHash run : runs)
            take(run, std::u32string_view{});
        break;
    }
    case Kind::TitleStems:
        eachStem(text.title, stemmer, true, take);
        break;
    case Kind::Keywords:
        for (const std::u32string_view phrase : phrases(text.keywords))
            take(hashOf(phrase) ^ PhraseMark, phrase);
        eachStem(text.keywords, stemmer, false, take);
        break;
    }
}

Stemmer& stemmer()
{
    thread_local Stemmer kept;
    return kept;
}

} // namespace

std::vector<std::pair<std::uint32_t, float>> Features::rowOf(const Text& text) const
{
    const Lowered lower(text);
    const auto kinds = kindsOf(m_model);
    std::vector<std::pair<std::uint32_t, float>> row;
    std::vector<TermHash> terms;
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        terms.clear();
        eachTerm(kinds[i].terms, lower, stemmer(), [&](TermHash term, std::u32string_view) { terms.push_back(term); });
        m_parts[i].block.weights(terms, entries);
        for (const Entry& entry : entries)
            row.emplace_back(m_parts[i].firstColumn + entry.term, static_cast<float>(m_parts[i].scale * entry.weight));
    }
    return row;
}

std::vector<ShownTerm> Features::shownTerms(const Text& text) const
{
    const Lowered lower(text);
    const auto kinds = kindsOf(m_model);
    std::map<std::u32string_view, ShownTerm> shown;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i].terms == Kind::CharacterRuns)
            continue;
        std::vector<TermHash> terms;
        std::map<std::uint32_t, std::u32string_view> first; // column → how it is worded where it first stands
        eachTerm(kinds[i].terms, lower, stemmer(), [&](TermHash term, std::u32string_view words) {
            terms.push_back(term);
            if (const auto number = m_parts[i].block.find(term))
                first.try_emplace(*number, words);
        });
        std::vector<Entry> entries;
        m_parts[i].block.weights(terms, entries);
        for (const Entry& entry : entries) {
            ShownTerm& term = shown[first[entry.term]];
            term.entries.emplace_back(
                m_parts[i].firstColumn + entry.term, static_cast<float>(m_parts[i].scale * entry.weight));
        }
    }
    std::vector<ShownTerm> out;
    out.reserve(shown.size());
    for (auto& [words, term] : shown) {
        term.words = utf8(words);
        out.push_back(std::move(term));
    }
    return out;
}

FeaturesBuilder::FeaturesBuilder(Model model)
{
    m_features.m_model = model;
    for (const Kind& kind : kindsOf(model))
        m_features.m_parts.push_back({Block(kind.rules), std::sqrt(kind.weight), 0, {}, {}, {}});
}

void FeaturesBuilder::add(const Text& text)
{
    const Lowered lower(text);
    const auto kinds = kindsOf(m_features.m_model);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        Block& block = m_features.m_parts[i].block;
        eachTerm(kinds[i].terms, lower, stemmer(), [&](TermHash term, std::u32string_view) { block.add(term); });
        block.endRecord();
    }
}

std::vector<Block> FeaturesBuilder::blocks()
{
    std::vector<Block> blocks;
    for (auto& part : m_features.m_parts) {
        part.block.seal();
        blocks.push_back(std::move(part.block));
    }
    return blocks;
}

Features FeaturesBuilder::finish()
{
    NoProgress whole;
    Result<Features> features = finish(whole);
    return *std::move(features);
}

Result<Features> FeaturesBuilder::finish(Progress& progress)
{
    constexpr std::size_t Step = 256;
    Features features = std::move(m_features);
    const std::size_t records = features.m_parts.front().block.records();
    const auto total = static_cast<std::int64_t>(records * features.m_parts.size());
    std::int64_t done = 0;
    std::vector<Entry> weighted;
    for (auto& part : features.m_parts) {
        part.block.seal();
        part.firstColumn = static_cast<std::uint32_t>(features.m_columns);
        features.m_columns += part.block.terms();
        part.values.reserve(part.block.entries());
        for (std::size_t record = 0; record < records; ++record, ++done) {
            if (record % Step == 0 && !progress.step(done, total))
                return fail(ErrorKind::Cancelled, QCoreApplication::translate("ranking", "Stopped."));
            part.block.weights(record, weighted);
            for (const Entry& entry : weighted)
                part.values.push_back(static_cast<float>(part.scale * entry.weight));
        }
        std::tie(part.ends, part.columns) = part.block.takeRecords();
        for (std::uint32_t& column : part.columns)
            column += part.firstColumn;
    }
    return features;
}

} // namespace winnow::ranking
