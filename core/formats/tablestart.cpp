#include "core/formats/tablestart.h"

#include "core/base/text.h"
#include "core/formats/encoding.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace winnow::formats {

namespace {

using namespace Qt::Literals::StringLiterals;

/// The first rows, as a delimiter would have them.
struct Sample {
    char delimiter = ',';
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> ends; ///< of each row, in the text
};

constexpr std::size_t MostRows = 40;

/// Headings in a legacy encoding are read as Latin-1: the known ones are ASCII.
std::string headingText(const Cell& cell)
{
    std::string text = cellText(cell);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    if (!isUtf8(text))
        text = QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size())).toStdString();
    return text;
}

std::vector<std::string> headingTexts(const std::vector<Cell>& cells)
{
    std::vector<std::string> texts;
    texts.reserve(cells.size());
    for (const Cell& cell : cells)
        texts.push_back(headingText(cell));
    return texts;
}

Sample sampleOf(std::string_view text, bool last, char delimiter)
{
    Sample sample{delimiter, {}, {}};
    const Dialect dialect{delimiter, delimiter != '\t', 0};
    std::vector<Cell> cells;
    for (std::size_t at = 0; at < text.size() && sample.rows.size() < MostRows;) {
        const Row row = cutRow(text.substr(at), last, dialect, cells);
        if (row.length == 0)
            break;
        at += row.length;
        sample.rows.push_back(isBlank(cells) ? std::vector<std::string>{} : headingTexts(cells));
        sample.ends.push_back(at);
    }
    return sample;
}

/// A row of headings and how sure it is.
struct Candidate {
    const Sample* sample = nullptr;
    std::size_t row = 0;
    int score = 0;
};

/// The row with most known headings; of several tables in one file the first.
Candidate byWords(const std::vector<Sample>& samples)
{
    constexpr int Enough = 4; // a title and one more
    Candidate best;
    for (const Sample& sample : samples) {
        Candidate first;
        for (std::size_t i = 0; i < sample.rows.size() && first.score < Enough; ++i) {
            if (const int score = headerScore(sample.rows[i]); score > first.score)
                first = {&sample, i, score};
        }
        if (first.score > best.score)
            best = first;
    }
    return best;
}

/// Where no heading is known: the delimiter that gives most columns, the same number in each of the first rows.
Candidate byShape(const std::vector<Sample>& samples, bool& convincing)
{
    constexpr std::size_t Looked = 10;
    Candidate best{samples.data(), 0, 0};
    std::size_t most = 1;
    for (const Sample& sample : samples) {
        std::optional<std::size_t> first;
        std::size_t rows = 0;
        std::size_t alike = 0;
        for (std::size_t i = 0; i < sample.rows.size() && rows < Looked; ++i) {
            if (sample.rows[i].empty())
                continue;
            if (!first)
                first = i;
            ++rows;
            alike += sample.rows[i].size() == sample.rows[*first].size() ? 1U : 0U;
        }
        const std::size_t columns = first ? sample.rows[*first].size() : 0;
        if (columns <= most || alike * 5 < rows * 4)
            continue;
        best = {&sample, *first, 0};
        most = columns;
        convincing = alike == rows && (rows >= 3 || (columns >= 3 && rows == 2));
    }
    return best;
}

/// Takes empty headings off the end where no row has anything under them, and puts one in front where every row has a
/// cell more: R writes the names of rows under no heading.
void fitToRows(std::vector<std::string>& headings, const Sample& sample, std::size_t headerRow)
{
    std::size_t widest = 0;
    bool oneMore = true;
    std::size_t rows = 0;
    for (std::size_t i = headerRow + 1; i < sample.rows.size(); ++i) {
        const std::vector<std::string>& row = sample.rows[i];
        if (row.empty())
            continue;
        ++rows;
        std::size_t filled = row.size();
        while (filled > 0 && row[filled - 1].empty())
            --filled;
        widest = std::max(widest, filled);
        oneMore &= row.size() == headings.size() + 1;
    }
    if (rows > 0 && oneMore && widest == headings.size() + 1 && !headings.back().empty())
        headings.insert(headings.begin(), std::string{});
    while (headings.size() > std::max<std::size_t>(widest, 1) && headings.back().empty())
        headings.pop_back();
}

Commas commasOf(const TableHeader& header, const Sample& sample, std::size_t headerRow)
{
    std::vector<std::string> cells;
    for (std::size_t column = 0; column < header.plan.slots.size(); ++column) {
        if (header.plan.slots[column] != Slot::Authors)
            continue;
        for (std::size_t i = headerRow + 1; i < sample.rows.size(); ++i) {
            if (column < sample.rows[i].size())
                cells.push_back(sample.rows[i][column]);
        }
    }
    return commasIn(cells);
}

QChar character(char c)
{
    return QLatin1Char(c);
}

} // namespace

TableStart TableStart::find(std::string_view sample, bool last, const Mapping& mapping)
{
    std::vector<Sample> samples;
    for (const char delimiter : {',', '\t', ';', '|'})
        samples.push_back(sampleOf(sample, last && sample.size() < SampleBytes, delimiter));
    TableStart start;
    start.mapping = mapping;
    constexpr int Sure = 2;
    Candidate found = byWords(samples);
    start.known = found.score;
    if (found.score >= Sure)
        start.convincing = found.sample->rows[found.row].size() > 1;
    else
        found = byShape(samples, start.convincing);
    if (found.sample->rows.empty())
        return start;
    const std::size_t begin = found.row == 0 ? 0 : found.sample->ends[found.row - 1];
    constexpr std::size_t JointBytes = 12;
    start.length = found.sample->ends[found.row];
    start.joint = std::string{ByteOrderMark};
    start.joint += sample.substr(begin, std::min(JointBytes, start.length - begin));
    start.header.headings = found.sample->rows[found.row];
    if (start.header.headings.empty())
        start.header.headings.emplace_back();
    fitToRows(start.header.headings, *found.sample, found.row);
    start.header.plan = planOf(start.header.headings, mapping);
    start.header.commas = commasOf(start.header, *found.sample, found.row);
    start.dialect = {found.sample->delimiter,
        !(found.sample->delimiter == '\t' && start.header.plan.has(Habit::NoQuotes)), start.header.headings.size()};
    return start;
}

std::string TableStart::toText() const
{
    QJsonArray headings;
    for (const std::string& heading : header.headings)
        headings.append(toQString(heading));
    QJsonArray mapped;
    for (const auto& [heading, field] : mapping)
        mapped.append(QJsonArray{toQString(heading), toQString(field)});
    QJsonObject object{{u"delimiter"_s, QString{character(dialect.delimiter)}}, {u"quotes"_s, dialect.quotes},
        {u"commas"_s, static_cast<int>(header.commas)}, {u"headings"_s, headings}};
    if (!mapped.isEmpty())
        object[u"mapping"_s] = mapped;
    return QJsonDocument{object}.toJson(QJsonDocument::Compact).toStdString();
}

TableStart TableStart::fromText(std::string_view text)
{
    const QJsonObject object =
        QJsonDocument::fromJson(QByteArray{text.data(), static_cast<qsizetype>(text.size())}).object();
    TableStart start;
    const QString delimiter = object[u"delimiter"_s].toString();
    start.dialect.delimiter = delimiter.isEmpty() ? ',' : delimiter[0].toLatin1();
    start.dialect.quotes = object[u"quotes"_s].toBool(true);
    start.header.commas = static_cast<Commas>(std::clamp(object[u"commas"_s].toInt(), 0, 2));
    const QJsonArray headings = object[u"headings"_s].toArray();
    for (const QJsonValue heading : headings)
        start.header.headings.push_back(heading.toString().toStdString());
    const QJsonArray mapping = object[u"mapping"_s].toArray();
    for (const QJsonValue pair : mapping)
        start.mapping.emplace_back(pair[0].toString().toStdString(), pair[1].toString().toStdString());
    start.header.plan = planOf(start.header.headings, start.mapping);
    start.dialect.columns = start.header.headings.size();
    return start;
}

bool TableStart::isHeader(const std::vector<Cell>& cells) const
{
    const std::vector<std::string>& headings = header.headings;
    if (cells.size() < headings.size() || headings.empty() || headingText(cells[0]) != headings[0])
        return false;
    for (std::size_t i = 1; i < headings.size(); ++i) {
        if (headingText(cells[i]) != headings[i])
            return false;
    }
    return true;
}

bool TableStart::isOtherHeader(const std::vector<Cell>& cells) const
{
    // Rows begin with a number or a long text; a heading is neither.
    constexpr std::size_t LongestFirst = 40;
    const std::string_view first = trimmed(cells[0].text);
    if (cells.size() < 3 || first.size() > LongestFirst || first.empty()
        || first.find_first_of("0123456789") != std::string_view::npos)
        return false;
    constexpr int Sure = 6; // a title and three more
    return headerScore(headingTexts(cells)) >= Sure;
}

} // namespace winnow::formats
