#include "ui/shell/fuzzymatch.h"

#include <limits>

namespace winnow::ui {
namespace {

constexpr int WordStart = 12;
constexpr int Run = 8;
constexpr int Letter = 1;
constexpr int Gap = 1; // taken off for each letter left out, at most MostGap
constexpr int MostGap = 6;
constexpr int None = std::numeric_limits<int>::min() / 2;

/// One character for one, so that positions stay true.
QString comparable(const QString& text)
{
    QString plain = text;
    for (QChar& letter : plain) {
        const QString parts = letter.decomposition();
        letter = (parts.isEmpty() ? letter : parts.front()).toLower();
    }
    return plain;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& typed, const QString& name)
{
    QString wanted = comparable(typed);
    wanted.remove(QLatin1Char(' '));
    if (wanted.isEmpty())
        return FuzzyMatch{};
    const QString given = comparable(name);
    const auto rows = static_cast<std::size_t>(wanted.size());
    const auto columns = static_cast<std::size_t>(given.size());
    if (rows > columns)
        return std::nullopt;

    // best[i][j]: the best score with letter i of the typed ones at place j of the name.
    std::vector<std::vector<int>> best(rows, std::vector<int>(columns, None));
    std::vector<std::vector<std::size_t>> from(rows, std::vector<std::size_t>(columns, 0));
    const auto letter = [](const QString& text, std::size_t at) { return text.at(static_cast<qsizetype>(at)); };
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = i; j < columns; ++j) {
            if (letter(wanted, i) != letter(given, j))
                continue;
            const bool start = j == 0 || !letter(given, j - 1).isLetterOrNumber();
            const int own = Letter + (start ? WordStart : 0);
            if (i == 0) {
                best[i][j] = own - std::min(static_cast<int>(j), MostGap) * Gap;
                continue;
            }
            for (std::size_t k = i - 1; k < j; ++k) {
                if (best[i - 1][k] == None)
                    continue;
                const int gap = static_cast<int>(j - k) - 1;
                const int score = best[i - 1][k] + own + (gap == 0 ? Run : -std::min(gap, MostGap) * Gap);
                if (score > best[i][j]) {
                    best[i][j] = score;
                    from[i][j] = k;
                }
            }
        }
    }
    std::size_t last = 0;
    for (std::size_t j = 0; j < columns; ++j)
        if (best[rows - 1][j] > best[rows - 1][last])
            last = j;
    if (best[rows - 1][last] == None)
        return std::nullopt;
    FuzzyMatch match;
    match.score = best[rows - 1][last];
    match.positions.resize(rows);
    for (std::size_t i = rows; i-- > 0;) {
        match.positions[i] = static_cast<qsizetype>(last);
        last = from[i][last];
    }
    return match;
}

} // namespace winnow::ui
