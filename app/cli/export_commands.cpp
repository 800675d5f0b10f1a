// export
#include "app/cli/commands.h"
#include "app/cli/fields.h"
#include "app/cli/opening.h"
#include "core/base/text.h"
#include "core/review/export.h"

#include <QJsonArray>
#include <QSaveFile>

#include <algorithm>

namespace winnow::cli {

namespace {

struct ExportOptions : ReviewOptions {
    std::string to;
    std::string where = "all";
    std::string output;
};

const char* nameOf(Verdict verdict)
{
    static const char* const names[] = {"exclude", "include", "maybe"};
    return names[static_cast<int>(verdict)];
}

void put(QJsonObject& object, const char* key, const std::string& text)
{
    if (!text.empty())
        object.insert(QString::fromLatin1(key), toQString(text));
}

QJsonArray array(const std::vector<std::string>& values)
{
    QJsonArray list;
    for (const std::string& value : values)
        list.append(toQString(value));
    return list;
}

void insert(QJsonObject& object, const GivenDecision& decision)
{
    const bool first = decision.stage == Stage::TitleAbstract;
    put(object, first ? "verdict" : "fulltext_verdict", nameOf(decision.verdict));
    put(object, first ? "reason" : "fulltext_reason", decision.reason);
    put(object, first ? "decision_note" : "fulltext_note", decision.note);
}

QJsonObject json(const CitationDetail& detail, const Record& record)
{
    QJsonObject object{{QStringLiteral("citation"), number(detail.id.value)},
        {QStringLiteral("records"), static_cast<qint64>(detail.records.size())},
        {QStringLiteral("sources"), array(review::sourcesOf(detail))},
        {QStringLiteral("files"), static_cast<qint64>(detail.files.size())}};
    put(object, "box", std::string{review::key(detail.box)});
    if (detail.study)
        object.insert(QStringLiteral("study"), number(detail.study.value));
    for (const GivenDecision& decision : record.decisions)
        insert(object, decision);
    if (!record.labels.empty())
        object.insert(QStringLiteral("labels"), array(record.labels));
    put(object, "note", record.note);
    for (const RecordField& field : recordFields()) {
        if (field.name != std::string_view{"raw"})
            insert(object, field, record);
    }
    return object;
}

/// Winnow's own JSON, for scripts: an object a citation, each on a line.
Result<review::Exported> writeJson(review::Reader& reader, const review::ExportRequest& request, Progress& progress)
{
    QSaveFile file{request.path};
    const auto failed = [&] {
        return fail(ErrorKind::Io,
            tr("“%1” cannot be written: %2. Nothing was written.").arg(request.path, file.errorString()));
    };
    const auto put = [&](const QByteArray& bytes) -> Result<> {
        return file.write(bytes) == bytes.size() ? Result<>{} : failed();
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    TRY(put("{\"citations\":["));
    bool first = true;
    const auto take = [&](const CitationDetail& detail) -> Result<> {
        const Record record = TRY(review::recordToExport(reader, detail));
        const QByteArray before = std::exchange(first, false) ? "\n" : ",\n";
        return put(before + compactJson(json(detail, record)));
    };
    const review::Exported exported = TRY(review::eachCitation(reader, request.filter, request.order, take, progress));
    TRY(put("\n]}\n"));
    return file.commit() ? Result<review::Exported>{exported} : failed();
}

Result<Outcome> exportReview(const ExportOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    review::ExportRequest request{.path = toQString(options.output), .filter = {}};
    request.filter.boxes = std::ranges::find(review::exportChoices(), options.where, &review::ExportChoice::key)->boxes;
    const auto format = formats::writeFormatOf(options.to);
    request.format = format.value_or(request.format);
    const auto write = [&] {
        TerminalProgress progress{output, tr("Exporting")};
        return format ? review::exportCitations(review.reader(), request, progress)
                      : writeJson(review.reader(), request, progress);
    };
    const review::Exported exported = TRY(write());
    if (output.json())
        output.document(
            {{QStringLiteral("written"), request.path}, {QStringLiteral("citations"), number(exported.citations)},
                {QStringLiteral("records"), number(exported.records)}});
    output.say(
        tr("Wrote %1: citations %2, with records %3.").arg(request.path).arg(exported.citations).arg(exported.records));
    return Outcome::Done;
}

} // namespace

void addExportCommands(CLI::App& app, Call& call)
{
    const auto wanted = std::make_shared<ExportOptions>();
    auto* command =
        addCommand(app, call, "export", "Hand the review on: citations with what was decided", wanted, exportReview);
    addReviewOption(command, *wanted);
    std::vector<std::string> formats;
    for (const formats::WriteFormat format : formats::WriteFormats)
        formats.emplace_back(formats::key(format));
    formats.emplace_back("json");
    command->add_option("--to", wanted->to, "ris, nbib, bibtex, csv, xlsx, csl (CSL JSON) or json (Winnow's own)")
        ->required()
        ->check(CLI::IsMember(formats));
    std::vector<std::string> names;
    for (const review::ExportChoice& choice : review::exportChoices())
        names.push_back(choice.key);
    command->add_option("--where", wanted->where, "Which citations; all if left out")->check(CLI::IsMember(names));
    command->add_option("--output,-o", wanted->output, "The file to write")->required();
    addReviewerOption(command, *wanted);
}

} // namespace winnow::cli
