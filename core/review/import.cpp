#include "core/review/import.h"

#include "core/base/text.h"
#include "core/formats/formats.h"
#include "core/review/review.h"
#include "core/review/state.h"
#include "core/review/words.h"
#include "core/store/projection.h"
#include "core/store/records.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace winnow::review {

namespace {

/// What a source is, by what such sources are called; a database unless the name says otherwise.
SourceKind kindOf(const std::string& source)
{
    constexpr std::array registers = {"clinicaltrials", "clinical trials", "ictrp", "isrctn", "chictr", "euctr", "ctis",
        "ctri", "anzctr", "umin", "irct", "regist"};
    constexpr std::array others = {"citation search", "website", "organisation", "organization", "hand search",
        "handsearch", "reference list", "snowball", "expert"};
    const std::string name = lowerAscii(source);
    const auto names = [&name](const char* word) { return name.find(word) != std::string::npos; };
    if (std::any_of(others.begin(), others.end(), names))
        return SourceKind::Other;
    return std::any_of(registers.begin(), registers.end(), names) ? SourceKind::Register : SourceKind::Database;
}

std::string sourceName(const std::string& wanted, const Receipt& receipt, const QString& path)
{
    if (const std::string_view name = trimmed(wanted); !name.empty())
        return std::string{name};
    return !receipt.database.empty() ? receipt.database : QFileInfo(path).completeBaseName().toStdString();
}

} // namespace

Result<ImportResult> importInto(
    store::Connection& connection, const store::Writer& writer, const ImportRequest& request, Progress& progress)
{
    const std::string file = QFileInfo(request.path).fileName().toStdString();
    const std::unique_ptr<formats::ByteSource> source = TRY(formats::openFile(request.path));
    const std::int64_t before = TRY(store::citationCount(connection));
    store::Act act = TRY(store::Act::begin(connection, writer, "import", file));
    store::RecordWriter records = TRY(store::RecordWriter::begin(connection));

    ImportResult result;
    result.receipt = TRY(formats::read(*source, [&records](Record&& record) { return records.add(record); }, progress));
    const std::string name = sourceName(request.source, result.receipt, request.path);
    if (const auto known = TRY(store::standingImport(connection, result.receipt.sha256, name))) {
        result.import = *known;
        result.alreadyImported = true;
        return result; // the act was not finished, so nothing of it stays
    }
    const SearchId search = TRY(
        store::searchOf(connection, act.id(), name, request.kind.value_or(kindOf(name)), request.query, request.date));
    result.import = TRY(records.finish(act.id(), search, file, result.receipt, formats::key(result.receipt.format)));
    result.changes = TRY(store::projectOp(connection, act.id()));
    const auto amount = static_cast<std::int64_t>(result.receipt.records);
    result.joined = amount - (TRY(store::citationCount(connection)) - before);
    TRY(act.finish(amount));
    result.changes.op = act.id();
    result.changes.done = actName("import", file, amount);
    result.changes.count = amount;
    return result;
}

Result<ImportPreview> previewImport(Reader* reader, const ImportRequest& request, Progress& progress)
{
    constexpr std::size_t Shown = 20;
    const std::unique_ptr<formats::ByteSource> source = TRY(formats::openFile(request.path));
    store::Connection* connection = reader != nullptr ? reader->d->connection : nullptr;
    ImportPreview preview;
    const formats::Sink look = [&](Record&& record) -> Result<> {
        if (connection != nullptr && TRY(store::isKnown(*connection, record)))
            ++preview.known;
        if (preview.first.size() < Shown) {
            record.raw.clear();
            preview.first.push_back(std::move(record));
        }
        return {};
    };
    preview.receipt = TRY(formats::read(*source, look, progress));
    preview.source = sourceName(request.source, preview.receipt, request.path);
    preview.kind = request.kind.value_or(kindOf(preview.source));
    if (connection != nullptr)
        preview.alreadyImported =
            TRY(store::standingImport(*connection, preview.receipt.sha256, preview.source)).has_value();
    return preview;
}

} // namespace winnow::review
