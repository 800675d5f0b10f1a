// Tables as text: CSV and its relatives. Which columns hold what is told from the headings.
#include "core/base/text.h"
#include "core/formats/pieces.h"
#include "core/formats/tables.h"
#include "core/formats/tablestart.h"

#include <QCoreApplication>

#include <algorithm>

namespace winnow::formats {

namespace {

constexpr std::size_t SamplesShown = 5;
constexpr std::size_t LongestSample = 100; // bytes

const char* wordsOf(RowTrouble trouble)
{
    switch (trouble) {
    case RowTrouble::None:
        return nullptr;
    case RowTrouble::FewCells:
        return QT_TRANSLATE_NOOP(
            "formats", "The row has fewer cells than there are headings; the last were left empty.");
    case RowTrouble::ManyCells:
        return QT_TRANSLATE_NOOP("formats",
            "The row has more cells than there are headings; its cells may stand in the wrong fields. All of them are "
            "kept.");
    case RowTrouble::LoneQuote:
        return QT_TRANSLATE_NOOP("formats", "A quotation mark within a quoted cell is not doubled; it was kept.");
    case RowTrouble::OpenQuote:
        return QT_TRANSLATE_NOOP(
            "formats", "A quotation mark of the row is not closed; the row was ended where the next one begins.");
    case RowTrouble::OtherDelimiter:
        return QT_TRANSLATE_NOOP("formats", "The row is separated otherwise than the headings; it was read so.");
    }
    return nullptr;
}

/// Not more than LongestSample, no character cut in two.
std::string shortened(const std::string& text)
{
    if (text.size() <= LongestSample)
        return text;
    std::size_t end = LongestSample;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end) + "…";
}

class TableReader final : public PieceReader {
public:
    TableReader(const ReadOptions& options, std::string_view context)
        : m_mapping(options.mapping)
    {
        if (!context.empty())
            m_start = TableStart::fromText(context);
        m_started = !context.empty();
    }

    [[nodiscard]] Piece next(std::string_view text, bool last) override;
    [[nodiscard]] std::size_t resume(std::string_view text) override;
    void fill(Record& record, std::string_view text, std::vector<Note>& notes) override;
    [[nodiscard]] std::vector<RawField> fields(std::string_view text) override;
    [[nodiscard]] std::string database() const override { return m_start.header.plan.database; }
    [[nodiscard]] std::string context() const override { return m_started ? m_start.toText() : std::string{}; }
    [[nodiscard]] std::vector<Column> columns() const override;
    [[nodiscard]] bool tellsRecords() const override { return m_start.header.plan.tellsRecords(); }

private:
    std::vector<std::pair<std::string, std::string>> m_mapping;
    TableStart m_start;
    bool m_started = false;
    bool m_otherTable = false; ///< a table with other headings has begun
    std::vector<Cell> m_cells;
    std::vector<std::vector<std::string>> m_samples;
};

Piece TableReader::next(std::string_view text, bool last)
{
    if (!m_started) {
        if (text.size() < TableStart::SampleBytes && !last)
            return {};
        m_start = TableStart::find(text.substr(0, TableStart::SampleBytes), last, m_mapping);
        m_started = true;
        m_samples.resize(m_start.header.headings.size());
        if (m_start.length > 0)
            return {.kind = Piece::Kind::Separator, .length = m_start.length};
    }
    const std::size_t ink = text.find_first_not_of("\r\n \x1A");
    if (ink != 0 && (ink == std::string_view::npos || text[ink - 1] == '\n' || text[ink - 1] == '\r'))
        return {.kind = Piece::Kind::Separator, .length = std::min(ink, text.size())};

    const Row row = cutRow(text, last, m_start.dialect, m_cells);
    if (row.length == 0)
        return {};
    // A file may have been put behind another whose last line has no end.
    const std::size_t glued = text.substr(0, row.length).find(m_start.joint, 1);
    if (!m_start.joint.empty() && glued != std::string_view::npos) {
        (void)cutRow(text.substr(0, glued), true, m_start.dialect, m_cells);
        return {.kind = Piece::Kind::Record, .length = glued};
    }
    if (isBlank(m_cells))
        return {.kind = Piece::Kind::Separator, .length = row.length};
    if (m_start.isHeader(m_cells)) {
        m_otherTable = false;
        return {.kind = Piece::Kind::Separator,
            .length = row.length,
            .problem = QT_TRANSLATE_NOOP(
                "formats", "The headings stand here again, as if several files had been put together."),
            .severity = Severity::Note};
    }
    if (!m_otherTable && row.trouble != RowTrouble::OpenQuote && m_start.isOtherHeader(m_cells)) {
        m_otherTable = true;
        return {.kind = Piece::Kind::Reject,
            .length = row.length,
            .problem = QT_TRANSLATE_NOOP("formats",
                "A table with other headings begins here; it was left out. Save it as a file of its own and import "
                "that."),
            .severity = Severity::Lost};
    }
    if (m_otherTable)
        return {.kind = Piece::Kind::Reject, .length = row.length};
    const Plan& plan = m_start.header.plan;
    if (row.trouble != RowTrouble::ManyCells || plan.elastic == Plan::None)
        return {.kind = Piece::Kind::Record, .length = row.length, .problem = wordsOf(row.trouble)};
    if (plan.has(Habit::Winnow)) // what is too long for a cell of Excel goes on in the next one
        return {.kind = Piece::Kind::Record, .length = row.length};
    return {.kind = Piece::Kind::Record,
        .length = row.length,
        .problem = QT_TRANSLATE_NOOP("formats",
            "The row has more cells than there are headings; the surplus was taken for more of “%1”, and the cells "
            "behind it were moved back."),
        .argument = m_start.header.headings[plan.elastic]};
}

std::size_t TableReader::resume(std::string_view text)
{
    const std::size_t end = text.find_first_of("\r\n", 1);
    return end == std::string_view::npos || end + 1 == text.size() ? std::string_view::npos : end + 1;
}

void TableReader::fill(Record& record, std::string_view text, std::vector<Note>& notes)
{
    (void)cutRow(text, true, m_start.dialect, m_cells);
    fillFromRow(record, m_start.header, m_cells, notes);
    for (std::size_t i = 0; i < std::min(m_samples.size(), m_cells.size()); ++i) {
        if (m_samples[i].size() >= SamplesShown)
            continue;
        if (const std::string sample = cellText(m_cells[i]); !sample.empty())
            m_samples[i].push_back(shortened(sample));
    }
}

std::vector<RawField> TableReader::fields(std::string_view text)
{
    (void)cutRow(text, true, m_start.dialect, m_cells);
    const std::vector<std::string>& headings = m_start.header.headings;
    std::vector<RawField> fields;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        const std::size_t column = m_start.header.columnOf(i, m_cells.size());
        if (std::string value = cellText(m_cells[i]); !value.empty())
            fields.push_back({column < headings.size() ? headings[column] : std::string{}, std::move(value)});
    }
    return fields;
}

std::vector<Column> TableReader::columns() const
{
    std::vector<Column> columns;
    for (std::size_t i = 0; i < m_start.header.headings.size(); ++i) {
        columns.push_back({m_start.header.headings[i], std::string{fieldOf(m_start.header.plan.slots[i])},
            i < m_samples.size() ? m_samples[i] : std::vector<std::string>{}});
    }
    return columns;
}

} // namespace

bool looksLikeTable(std::string_view text)
{
    return TableStart::find(text, true, {}).convincing;
}

bool hasKnownHeadings(std::string_view text)
{
    constexpr int Many = 6; // a title and three more
    return TableStart::find(text, true, {}).known >= Many;
}

std::unique_ptr<PieceReader> tableReader(const ReadOptions& options, std::string_view context)
{
    return std::make_unique<TableReader>(options, context);
}

} // namespace winnow::formats
