#include "core/pdf/anchor.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <utility>

namespace winnow::pdf {

namespace {

constexpr qsizetype MaxQuote = 5'000; ///< letters
constexpr qsizetype MinPiece = 10; ///< letters of a quotation's first line, where it is broken
constexpr int MaxBreaks = 3;
constexpr qsizetype MaxFollowWork = 50'000'000; ///< letters looked at, where a page repeats itself without end
constexpr qsizetype MaxNearWork = 400'000'000; ///< comparisons of letters
constexpr qsizetype MinNear = 24; ///< letters: less proves nothing unless exact

/// Letters and digits alone, and where in the text each comes from.
void appendLetters(QStringView text, qsizetype base, QString& letters, std::vector<std::uint32_t>* offsets)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const char16_t u = c.unicode();
        const auto add = [&](QChar letter) {
            letters += letter;
            if (offsets)
                offsets->push_back(static_cast<std::uint32_t>(base + i));
        };
        if (u < 0x80) {
            if (c.isLetterOrNumber())
                add(c.toLower());
            continue;
        }
        const qsizetype length = c.isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        const QString parts = text.mid(i, length).toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
        for (const QChar part : parts)
            if (part.isLetterOrNumber() || part.isSurrogate())
                add(part);
        i += length - 1;
    }
}

QString lettersOf(QStringView text)
{
    QString letters;
    appendLetters(text.left(4 * MaxQuote), 0, letters, nullptr);
    return letters.left(MaxQuote);
}

struct Line {
    qsizetype begin = 0; ///< into the page's text
    qsizetype end = 0;
    double top = 0;
    QString words; ///< letters without digits: page numbers differ
};

std::vector<Line> linesOf(const PageText& page)
{
    std::vector<Line> lines;
    const QString& text = page.text();
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = text.indexOf(u'\n', begin);
        end = end < 0 ? text.size() : end;
        Line line{begin, end, 0, {}};
        if (const std::vector<QRectF> boxes = page.boxes({begin, end}); !boxes.empty())
            line.top = boxes.front().top();
        appendLetters(QStringView(text).mid(begin, end - begin), 0, line.words, nullptr);
        line.words.removeIf([](QChar c) { return c.isDigit(); });
        lines.push_back(std::move(line));
        begin = end + 1;
    }
    return lines;
}

/// Lines that stand at the same height on three pages or more: running heads and feet.
class RunningHeads {
public:
    void add(int page, const std::vector<Line>& lines)
    {
        QSet<QString> onThisPage;
        for (const Line& line : lines)
            for (const QString& key : keys(line))
                if (!onThisPage.contains(key)) {
                    onThisPage.insert(key);
                    ++m_pages[key];
                }
        m_count = std::max(m_count, page + 1);
    }

    [[nodiscard]] bool contains(const Line& line) const
    {
        const QStringList both = keys(line);
        return std::any_of(both.begin(), both.end(), [&](const QString& key) { return m_pages.value(key) >= 3; });
    }

private:
    /// Heights in steps of 12 points, each line in two of them, as a step's edge may lie between two pages' lines.
    static QStringList keys(const Line& line)
    {
        if (line.words.isEmpty())
            return {};
        const auto step = static_cast<int>(std::floor(line.top / 12));
        return {line.words + QString::number(step), line.words + QString::number(step + 1)};
    }

    QHash<QString, int> m_pages;
    int m_count = 0;
};

} // namespace

struct AnchorFinder::Index {
    QString letters; ///< of all pages, running heads left out
    std::vector<std::uint32_t> offsets; ///< of each letter, in its page's text
    std::vector<std::uint32_t> pageStarts; ///< the first letter of each page, and the end
    std::vector<bool> afterHead; ///< whether a running head was left out before a letter
    std::vector<bool> lineStarts; ///< whether a letter is the first of its line

    [[nodiscard]] int pageAt(qsizetype letter) const
    {
        const auto after =
            std::upper_bound(pageStarts.begin(), pageStarts.end() - 1, static_cast<std::uint32_t>(letter));
        return static_cast<int>(after - pageStarts.begin()) - 1;
    }

    [[nodiscard]] bool startsLine(qsizetype letter) const
    {
        return letter >= letters.size() || lineStarts[static_cast<std::size_t>(letter)];
    }

    /// How many letters agree from here on.
    [[nodiscard]] qsizetype agreeing(qsizetype at, QStringView wanted) const
    {
        qsizetype count = 0;
        while (count < wanted.size() && at + count < letters.size() && letters[at + count] == wanted[count])
            ++count;
        return count;
    }

    /// The letters of the pages around this one, as many whole pages as have at most `most` letters; that page at
    /// least.
    [[nodiscard]] std::pair<qsizetype, qsizetype> around(int page, qsizetype most) const
    {
        const std::size_t pages = pageStarts.size() - 1;
        if (pages == 0)
            return {0, 0};
        std::size_t first = std::min(static_cast<std::size_t>(std::max(page, 0)), pages - 1);
        std::size_t last = first + 1;
        const auto size = [&] { return static_cast<qsizetype>(pageStarts[last] - pageStarts[first]); };
        while (size() < most && (first > 0 || last < pages)) {
            first -= first > 0 ? 1U : 0U;
            last += last < pages ? 1U : 0U;
        }
        const auto begin = static_cast<qsizetype>(pageStarts[first]);
        return {begin, std::min(static_cast<qsizetype>(pageStarts[last]), begin + 2 * most)};
    }

    using Pieces = std::vector<std::pair<qsizetype, qsizetype>>; ///< first letter and how many

    /// The whole of `wanted` from `at` on, stepping over what was put between two of its lines.
    [[nodiscard]] std::optional<Pieces> follow(qsizetype at, QStringView wanted, int breaks, qsizetype& work) const
    {
        const qsizetype whole = agreeing(at, wanted);
        work -= whole + 1;
        if (whole == wanted.size())
            return Pieces{{at, whole}};
        if (breaks == 0)
            return {};
        // The break is at a line's end; letters behind it may agree by chance.
        for (qsizetype length = whole; length > 0 && length >= whole - 4; --length) {
            if (!startsLine(at + length))
                continue;
            const QStringView rest = wanted.mid(length);
            const int page = pageAt(at + length - 1);
            const auto from = static_cast<qsizetype>(pageStarts[static_cast<std::size_t>(page)]);
            const std::size_t last = std::min(static_cast<std::size_t>(page) + 2, pageStarts.size() - 1);
            const auto to = static_cast<qsizetype>(pageStarts[last]);
            for (const auto& [begin, end] : {std::pair{at + length + 1, to}, std::pair{from, at}})
                for (qsizetype next = begin; next < end && work > 0; ++next) {
                    --work;
                    if (!startsLine(next) || letters[next] != rest.front())
                        continue;
                    if (agreeing(next, rest) < std::min<qsizetype>(rest.size(), MinPiece))
                        continue;
                    if (auto pieces = follow(next, rest, breaks - 1, work)) {
                        pieces->insert(pieces->begin(), {at, length});
                        return pieces;
                    }
                }
        }
        return {};
    }

    /// In the pages' own offsets, cut at the ends of pages.
    [[nodiscard]] std::vector<AnchorPart> parts(const Pieces& pieces) const
    {
        std::vector<AnchorPart> out;
        for (const auto& [first, count] : pieces)
            for (qsizetype from = first; from < first + count;) {
                const int page = pageAt(from);
                const auto pageEnd = static_cast<qsizetype>(pageStarts[static_cast<std::size_t>(page) + 1]);
                qsizetype to = from + 1; // what was left out is no part of a quotation
                while (to < std::min(first + count, pageEnd) && !afterHead[static_cast<std::size_t>(to)])
                    ++to;
                const auto offset = [&](qsizetype letter) {
                    return static_cast<qsizetype>(offsets[static_cast<std::size_t>(letter)]);
                };
                const TextRange range{offset(from), offset(to - 1) + 1};
                const bool joins = !out.empty() && out.back().page == page && out.back().range.end == range.begin;
                if (joins)
                    out.back().range.end = std::max(out.back().range.end, range.end);
                else
                    out.push_back({page, range});
                from = to;
            }
        return out;
    }

    [[nodiscard]] std::vector<Pieces> places(const QString& wanted, std::size_t most) const
    {
        std::vector<Pieces> found;
        if (wanted.isEmpty())
            return found;
        for (qsizetype at = letters.indexOf(wanted); at >= 0 && found.size() < most;
            at = letters.indexOf(wanted, at + wanted.size()))
            found.push_back({{at, wanted.size()}});
        if (!found.empty() || wanted.size() < 2 * MinPiece)
            return found;
        const QString beginning = wanted.left(MinPiece);
        qsizetype work = MaxFollowWork;
        for (qsizetype at = letters.indexOf(beginning); at >= 0 && found.size() < most && work > 0;
            at = letters.indexOf(beginning, at + 1))
            if (auto pieces = follow(at, wanted, MaxBreaks, work))
                found.push_back(std::move(*pieces));
        return found;
    }
};

AnchorFinder::AnchorFinder(const std::vector<PageText>& pages)
{
    auto index = std::make_unique<Index>();
    RunningHeads heads;
    std::vector<std::vector<Line>> lines;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        lines.push_back(linesOf(pages[i]));
        heads.add(static_cast<int>(i), lines.back());
    }
    for (std::size_t i = 0; i < pages.size(); ++i) {
        index->pageStarts.push_back(static_cast<std::uint32_t>(index->letters.size()));
        bool leftOut = false;
        for (const Line& line : lines[i]) {
            if (heads.contains(line)) {
                leftOut = true;
                continue;
            }
            const qsizetype first = index->letters.size();
            appendLetters(QStringView(pages[i].text()).mid(line.begin, line.end - line.begin), line.begin,
                index->letters, &index->offsets);
            index->lineStarts.resize(static_cast<std::size_t>(index->letters.size()), false);
            index->afterHead.resize(static_cast<std::size_t>(index->letters.size()), false);
            if (index->letters.size() > first) {
                index->lineStarts[static_cast<std::size_t>(first)] = true;
                index->afterHead[static_cast<std::size_t>(first)] = std::exchange(leftOut, false);
            }
        }
    }
    index->pageStarts.push_back(static_cast<std::uint32_t>(index->letters.size()));
    d = std::move(index);
}

AnchorFinder::~AnchorFinder() = default;
AnchorFinder::AnchorFinder(AnchorFinder&&) noexcept = default;
AnchorFinder& AnchorFinder::operator=(AnchorFinder&&) noexcept = default;

std::vector<Anchored> AnchorFinder::findAll(const QString& quote, std::size_t most) const
{
    std::vector<Anchored> found;
    for (const Index::Pieces& pieces : d->places(lettersOf(quote), most))
        found.push_back({d->parts(pieces), AnchorState::Exact, 1});
    return found;
}

namespace {

/// Letters that agree before `at`, going backwards, and behind `end`: at most those of the context.
int contextAgreement(const QString& letters, qsizetype at, qsizetype end, const QString& prefix, const QString& suffix)
{
    int agreement = 0;
    for (qsizetype i = 0; i < prefix.size() && i < at && letters[at - 1 - i] == prefix[prefix.size() - 1 - i]; ++i)
        ++agreement;
    for (qsizetype i = 0; i < suffix.size() && end + i < letters.size() && letters[end + i] == suffix[i]; ++i)
        ++agreement;
    return agreement;
}

struct NearPlace {
    qsizetype distance = 0;
    qsizetype end = 0;
};

/// The places at which `wanted` ends with the fewest wrong letters (Sellers 1980): the best, and the best of those that
/// do not overlap it.
std::pair<NearPlace, NearPlace> nearest(const QString& letters, const QString& wanted)
{
    std::vector<qsizetype> column(static_cast<std::size_t>(wanted.size()) + 1);
    for (std::size_t i = 0; i < column.size(); ++i)
        column[i] = static_cast<qsizetype>(i);
    std::vector<qsizetype> ends(static_cast<std::size_t>(letters.size()));
    for (qsizetype k = 0; k < letters.size(); ++k) {
        qsizetype diagonal = column[0];
        column[0] = 0;
        for (std::size_t i = 1; i < column.size(); ++i) {
            const qsizetype replaced = diagonal + (wanted[static_cast<qsizetype>(i) - 1] == letters[k] ? 0 : 1);
            diagonal = column[i];
            column[i] = std::min({replaced, column[i] + 1, column[i - 1] + 1});
        }
        ends[static_cast<std::size_t>(k)] = column.back();
    }
    NearPlace best{wanted.size(), 0};
    NearPlace second = best;
    for (std::size_t k = 0; k < ends.size(); ++k)
        if (ends[k] < best.distance)
            best = {ends[k], static_cast<qsizetype>(k) + 1};
    for (std::size_t k = 0; k < ends.size(); ++k)
        if (ends[k] < second.distance && std::abs(static_cast<qsizetype>(k) + 1 - best.end) > wanted.size() / 2)
            second = {ends[k], static_cast<qsizetype>(k) + 1};
    return {best, second};
}

} // namespace

std::optional<Anchored> AnchorFinder::find(const Anchor& anchor) const
{
    const QString wanted = lettersOf(anchor.quote);
    if (wanted.isEmpty())
        return {};
    const QString prefix = lettersOf(anchor.prefix);
    const QString suffix = lettersOf(anchor.suffix);
    const std::vector<Index::Pieces> places = d->places(wanted, 1000);
    if (!places.empty()) {
        const auto rank = [&](const Index::Pieces& pieces) {
            const auto& [last, count] = pieces.back();
            const int away = std::abs(d->pageAt(pieces.front().first) - anchor.page);
            return std::pair{-contextAgreement(d->letters, pieces.front().first, last + count, prefix, suffix), away};
        };
        const auto best = std::min_element(places.begin(), places.end(),
            [&](const Index::Pieces& a, const Index::Pieces& b) { return rank(a) < rank(b); });
        return Anchored{d->parts(*best), AnchorState::Exact, 1};
    }
    if (wanted.size() < MinNear)
        return {};
    const auto [begin, end] = d->around(anchor.page, MaxNearWork / wanted.size());
    const auto [best, second] = nearest(d->letters.mid(begin, end - begin), wanted);
    const qsizetype most = wanted.size() / 10;
    if (best.distance > most || second.distance <= best.distance + wanted.size() / 20)
        return {};
    const qsizetype last = begin + best.end;
    const qsizetype first = std::max(begin, last - wanted.size());
    return Anchored{d->parts({{first, last - first}}), AnchorState::Near,
        1 - static_cast<double>(best.distance) / static_cast<double>(wanted.size())};
}

Anchor anchorOf(const PageText& text, int page, TextRange range)
{
    Anchor anchor;
    anchor.page = page;
    anchor.quote = text.quote(range);
    const qsizetype before = std::max<qsizetype>(0, range.begin - 2 * ContextLength);
    anchor.prefix = text.quote({before, range.begin}).right(ContextLength);
    const qsizetype after = std::min(text.text().size(), range.end + 2 * ContextLength);
    anchor.suffix = text.quote({range.end, after}).left(ContextLength);
    return anchor;
}

} // namespace winnow::pdf
