#include "core/review/export.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <map>

namespace winnow::review {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("export", text);
}

std::string joined(const std::vector<std::string>& values)
{
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : "; ") + value;
    return text;
}

/// What tables say of a citation besides its values.
std::vector<formats::Extra> extrasOf(const CitationDetail& detail)
{
    return {{"citation", std::to_string(detail.id.value)}, {"box", std::string{key(detail.box)}},
        {"records", std::to_string(detail.records.size())}, {"sources", joined(sourcesOf(detail))},
        {"study", detail.study ? std::to_string(detail.study.value) : std::string{}},
        {"files", std::to_string(detail.files.size())}};
}

std::vector<std::string> extraHeadings()
{
    return {"citation", "box", "records", "sources", "study", "files"};
}

} // namespace

const std::vector<ExportChoice>& exportChoices()
{
    static const std::vector<ExportChoice> choices{
        {"all", tr("All citations"), {}},
        {"included", tr("Included"), {Box::Included}},
        {"excluded", tr("Excluded at any stage"), {Box::ScreenedOut, Box::ExcludedFullText}},
        {"excluded-title-abstract", tr("Excluded on title and abstract"), {Box::ScreenedOut}},
        {"excluded-full-text", tr("Excluded on full text"), {Box::ExcludedFullText}},
        {"not-retrieved", tr("Report not retrieved"), {Box::NotRetrieved}},
        {"unscreened", tr("Not screened yet"), {Box::Unscreened}},
        {"undecided", tr("Undecided"),
            {Box::Unscreened, Box::ScreeningOpen, Box::AwaitingRetrieval, Box::AwaitingAssessment,
                Box::AssessmentOpen}},
    };
    return choices;
}

const std::vector<ExportFormat>& exportFormats()
{
    static const std::vector<ExportFormat> all = [] {
        std::vector<ExportFormat> list;
        for (const formats::WriteFormat format : formats::WriteFormats)
            list.push_back({format, toQString(formats::name(format)), toQString(formats::ending(format))});
        return list;
    }();
    return all;
}

std::string_view key(Box box)
{
    static constexpr std::string_view Names[] = {"", "unscreened", "screening-open", "excluded-title-abstract",
        "awaiting-retrieval", "not-retrieved", "awaiting-assessment", "assessment-open", "excluded-full-text",
        "included"};
    return Names[static_cast<std::size_t>(box)];
}

std::vector<std::string> sourcesOf(const CitationDetail& detail)
{
    std::vector<std::string> names;
    for (const RecordDetail& record : detail.records) {
        if (std::ranges::find(names, record.source) == names.end())
            names.push_back(record.source);
    }
    return names;
}

Result<Record> recordToExport(Reader& reader, const CitationDetail& detail)
{
    Record record = detail.best;
    record.raw.clear();
    record.rawOffset = record.line = 0;
    record.decisions.clear();
    for (const Decision& decision : detail.decisions) {
        std::string reason = decision.reason ? TRY(reader.reasonLabel(decision.reason)) : std::string{};
        record.decisions.push_back(
            {decision.stage, decision.verdict, std::move(reason), decision.note, decision.reviewerName});
    }
    record.labels = detail.labels;
    record.note = detail.note;
    return record;
}

Result<Exported> eachCitation(Reader& reader, const Filter& filter, Order order,
    const std::function<Result<>(const CitationDetail&)>& take, Progress& progress)
{
    Exported exported;
    const auto count = [&](CitationDetail&& detail) -> Result<> {
        ++exported.citations;
        exported.records += static_cast<std::int64_t>(detail.records.size());
        return take(detail);
    };
    TRY(reader.eachCitation(filter, order, Direction::Ascending, count, progress));
    return exported;
}

Result<Exported> exportCitations(Reader& reader, const ExportRequest& request, Progress& progress)
{
    QSaveFile file{request.path};
    const auto failed = [&] {
        return fail(ErrorKind::Io,
            tr("“%1” cannot be written: %2. Nothing was written.")
                .arg(QFileInfo{request.path}.fileName(), file.errorString()),
            request.path);
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    const auto sink = [&](std::string_view bytes) -> Result<> {
        const QByteArrayView view{bytes.data(), static_cast<qsizetype>(bytes.size())};
        return file.write(view.data(), view.size()) == view.size() ? Result<>{} : failed();
    };
    const auto writer = formats::makeWriter(request.format, sink, extraHeadings());
    const auto take = [&](const CitationDetail& detail) -> Result<> {
        return writer->put(TRY(recordToExport(reader, detail)), extrasOf(detail));
    };
    const Exported exported = TRY(eachCitation(reader, request.filter, request.order, take, progress));
    TRY(writer->finish());
    if (!file.commit())
        return failed();
    return exported;
}

} // namespace winnow::review
