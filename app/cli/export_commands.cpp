// export
#include "app/cli/commands.h"
#include "app/cli/fields.h"
#include "app/cli/opening.h"
#include "core/base/csv.h"
#include "core/base/text.h"

#include <QJsonArray>
#include <QSaveFile>

#include <map>

namespace winnow::cli {

namespace {

struct ExportOptions : ReviewOptions {
    std::string to;
    std::string where = "all";
    std::string output;
};

using Boxes = std::vector<Box>;

/// Empty: every citation.
const std::map<std::string, Boxes>& conditions()
{
    static const std::map<std::string, Boxes> all{
        {"all", {}},
        {"included", {Box::Included}},
        {"excluded", {Box::ScreenedOut, Box::ExcludedFullText}},
        {"excluded-title-abstract", {Box::ScreenedOut}},
        {"excluded-full-text", {Box::ExcludedFullText}},
        {"not-retrieved", {Box::NotRetrieved}},
        {"unscreened", {Box::Unscreened}},
        {"undecided",
            {Box::Unscreened, Box::ScreeningOpen, Box::AwaitingRetrieval, Box::AwaitingAssessment,
                Box::AssessmentOpen}},
    };
    return all;
}

const char* nameOf(Box box)
{
    static const char* const names[] = {"", "unscreened", "screening-open", "excluded-title-abstract",
        "awaiting-retrieval", "not-retrieved", "awaiting-assessment", "assessment-open", "excluded-full-text",
        "included"};
    return names[static_cast<int>(box)];
}

const char* nameOf(Verdict verdict)
{
    static const char* const names[] = {"exclude", "include", "maybe"};
    return names[static_cast<int>(verdict)];
}

/// What the reviewer said at a stage.
struct Said {
    std::string verdict;
    std::string reason;
    std::string note;
};

struct Exported {
    CitationDetail detail;
    Said said[2]; ///< by stage − 1
};

Result<Exported> read(review::Reader& reader, CitationId id)
{
    Exported exported;
    exported.detail = TRY(reader.citation(id));
    for (const Decision& decision : exported.detail.decisions) {
        Said& said = exported.said[static_cast<int>(decision.stage) - 1];
        said.verdict = nameOf(decision.verdict);
        said.note = decision.note;
        if (decision.reason)
            said.reason = TRY(reader.reasonLabel(decision.reason));
    }
    return exported;
}

std::string joined(const std::vector<std::string>& values)
{
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : "; ") + value;
    return text;
}

QJsonArray array(const std::vector<std::string>& values)
{
    QJsonArray list;
    for (const std::string& value : values)
        list.append(toQString(value));
    return list;
}

std::vector<std::string> sourcesOf(const CitationDetail& detail)
{
    std::vector<std::string> names;
    for (const RecordDetail& record : detail.records)
        if (std::find(names.begin(), names.end(), record.source) == names.end())
            names.push_back(record.source);
    return names;
}

/// The other columns; those of the record follow (without raw, which belongs to `records`).
constexpr const char* Columns[] = {"citation", "box", "verdict", "reason", "decision_note", "fulltext_verdict",
    "fulltext_reason", "fulltext_note", "labels", "note", "records", "sources", "study", "files"};

std::vector<std::string> ownCells(const Exported& exported)
{
    const CitationDetail& detail = exported.detail;
    return {std::to_string(detail.id.value), nameOf(detail.box), exported.said[0].verdict, exported.said[0].reason,
        exported.said[0].note, exported.said[1].verdict, exported.said[1].reason, exported.said[1].note,
        joined(detail.labels), detail.note, std::to_string(detail.records.size()), joined(sourcesOf(detail)),
        detail.study ? std::to_string(detail.study.value) : std::string{}, std::to_string(detail.files.size())};
}

/// Writes citations one after another, so that a million need no more memory than one.
class Writer {
public:
    explicit Writer(const QString& path)
        : m_file(path)
    {
    }
    virtual ~Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    Result<> begin()
    {
        if (!m_file.open(QIODevice::WriteOnly))
            return failed();
        return put(first());
    }
    Result<> take(const Exported& exported) { return put(one(exported)); }
    Result<> end()
    {
        TRY(put(last()));
        return m_file.commit() ? Result<>{} : failed();
    }

private:
    [[nodiscard]] virtual std::string first() = 0;
    [[nodiscard]] virtual std::string one(const Exported& exported) = 0;
    [[nodiscard]] virtual std::string last() = 0;

    Result<> failed()
    {
        return fail(ErrorKind::Io,
            tr("“%1” cannot be written: %2. Nothing was written.").arg(m_file.fileName(), m_file.errorString()));
    }
    Result<> put(const std::string& text)
    {
        const auto size = static_cast<qint64>(text.size());
        return m_file.write(text.data(), size) == size ? Result<>{} : failed();
    }

    QSaveFile m_file;
};

class CsvWriter final : public Writer {
public:
    using Writer::Writer;

private:
    std::string first() override
    {
        std::vector<std::string> headings{std::begin(Columns), std::end(Columns)};
        for (std::size_t i = 0; i + 1 < recordFields().size(); ++i)
            headings.emplace_back(recordFields()[i].name);
        return "\xEF\xBB\xBF" + csv::line(headings); // without the mark, spreadsheets take UTF-8 for Windows-1252
    }
    std::string one(const Exported& exported) override
    {
        std::vector<std::string> cells = ownCells(exported);
        for (std::size_t i = 0; i + 1 < recordFields().size(); ++i)
            cells.push_back(cell(recordFields()[i], exported.detail.best));
        return csv::line(cells);
    }
    std::string last() override { return {}; }
};

class JsonWriter final : public Writer {
public:
    using Writer::Writer;

private:
    std::string first() override { return "{\"citations\":["; }
    std::string one(const Exported& exported) override
    {
        QJsonObject object;
        const std::vector<std::string> cells = ownCells(exported);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!cells[i].empty())
                object.insert(QString::fromLatin1(Columns[i]), toQString(cells[i]));
        object.insert(QStringLiteral("sources"), array(sourcesOf(exported.detail)));
        if (!exported.detail.labels.empty())
            object.insert(QStringLiteral("labels"), array(exported.detail.labels));
        object.insert(QStringLiteral("citation"), number(exported.detail.id.value));
        object.insert(QStringLiteral("records"), static_cast<qint64>(exported.detail.records.size()));
        object.insert(QStringLiteral("files"), static_cast<qint64>(exported.detail.files.size()));
        if (exported.detail.study)
            object.insert(QStringLiteral("study"), number(exported.detail.study.value));
        for (std::size_t i = 0; i + 1 < recordFields().size(); ++i)
            insert(object, recordFields()[i], exported.detail.best);
        const std::string before = m_isFirst ? "\n" : ",\n";
        m_isFirst = false;
        return before + compactJson(object).toStdString();
    }
    std::string last() override { return "\n]}\n"; }

    bool m_isFirst = true;
};

std::unique_ptr<Writer> writerFor(const ExportOptions& options)
{
    const QString path = toQString(options.output);
    if (options.to == "json")
        return std::make_unique<JsonWriter>(path);
    return std::make_unique<CsvWriter>(path);
}

Result<Outcome> exportReview(const ExportOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    Filter filter;
    filter.boxes = conditions().at(options.where);
    const auto citations = TRY(review.reader().citations(filter, Order::AsImported, Direction::Ascending));
    const auto writer = writerFor(options);
    TRY(writer->begin());
    qint64 records = 0;
    {
        TerminalProgress progress{output, tr("Exporting")};
        qint64 done = 0;
        for (const CitationId id : citations) {
            if (!progress.step(done++, static_cast<qint64>(citations.size())))
                return fail(ErrorKind::Cancelled, tr("The export was stopped; nothing was written."));
            const Exported exported = TRY(read(review.reader(), id));
            records += static_cast<qint64>(exported.detail.records.size());
            TRY(writer->take(exported));
        }
    }
    TRY(writer->end());
    const auto count = static_cast<qint64>(citations.size());
    if (output.json())
        output.document({{QStringLiteral("written"), toQString(options.output)}, {QStringLiteral("citations"), count},
            {QStringLiteral("records"), records}});
    output.say(tr("Wrote %1: citations %2, with records %3.").arg(toQString(options.output)).arg(count).arg(records));
    return Outcome::Done;
}

} // namespace

void addExportCommands(CLI::App& app, Call& call)
{
    const auto wanted = std::make_shared<ExportOptions>();
    auto* command =
        addCommand(app, call, "export", "Hand the review on: citations with what was decided", wanted, exportReview);
    addReviewOption(command, *wanted);
    command->add_option("--to", wanted->to, "csv or json")->required()->check(CLI::IsMember({"csv", "json"}));
    std::vector<std::string> names;
    for (const auto& [name, boxes] : conditions())
        names.push_back(name);
    command->add_option("--where", wanted->where, "Which citations; all if left out")->check(CLI::IsMember(names));
    command->add_option("--output,-o", wanted->output, "The file to write")->required();
    addReviewerOption(command, *wanted);
}

} // namespace winnow::cli
