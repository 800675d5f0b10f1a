#include "core/review/import.h"

#include "core/base/text.h"
#include "core/formats/formats.h"
#include "core/review/review.h"
#include "core/review/state.h"
#include "core/review/words.h"
#include "core/store/carried.h"
#include "core/store/projection.h"
#include "core/store/records.h"
#include "core/store/versions.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <optional>

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

/// One of several readings of a file: tells how far all of them are.
class Part final : public Progress {
public:
    Part(Progress& whole, int number, int of)
        : m_whole(whole)
        , m_number(number)
        , m_of(of)
    {
    }
    [[nodiscard]] bool step(std::int64_t done, std::int64_t total) override
    {
        return m_whole.step(total * m_number + done, total * m_of);
    }

private:
    Progress& m_whole;
    int m_number;
    int m_of;
};

Result<formats::ReadOptions> optionsOf(const ImportRequest& request)
{
    formats::ReadOptions options;
    if (!request.format.empty() && request.format != "auto")
        options.format = TRY(formats::formatOf(request.format));
    options.mapping = request.mapping;
    return options;
}

Result<Receipt> readFile(const ImportRequest& request, const formats::Sink& sink, Progress& progress)
{
    const formats::ReadOptions options = TRY(optionsOf(request));
    const std::unique_ptr<formats::ByteSource> source = TRY(formats::openFile(request.path));
    return formats::read(*source, sink, progress, options);
}

/// Reads the file for what it is from, where that decides which records came from there before.
Result<std::optional<Receipt>> look(store::Connection& connection, const ImportRequest& request, Progress& progress)
{
    const std::string name{trimmed(request.source)};
    if (!TRY(store::hasImports(connection, name.empty() ? std::nullopt : std::optional{name})))
        return std::optional<Receipt>{};
    Part first(progress, 0, 2);
    return TRY(readFile(request, [](Record&&) -> Result<> { return {}; }, first));
}

ImportResult alreadyImported(ImportId import, Receipt receipt)
{
    ImportResult result;
    result.import = import;
    result.receipt = std::move(receipt);
    result.alreadyImported = true;
    return result;
}

/// Takes the records of a file, one by one: new, newer than one that was there, or there already.
class Intake {
public:
    Intake(store::RecordWriter writer, store::Act& act, std::optional<store::Earlier> earlier,
        std::optional<store::Carried> carried)
        : records(std::move(writer))
        , m_act(act)
        , m_earlier(std::move(earlier))
        , m_carried(std::move(carried))
    {
    }

    Result<> take(const Record& record)
    {
        const auto found = m_earlier ? TRY(m_earlier->find(record)) : std::nullopt;
        RecordId stored;
        if (found && found->what.empty()) {
            records.pass();
            ++unchanged;
            stored = found->record;
        } else {
            stored = TRY(records.add(record));
            if (found) {
                TRY(m_act.version(stored, found->record, found->what));
                ++changed;
            } else {
                ++fresh;
            }
        }
        return m_carried ? m_carried->take(stored, record) : Result<>{};
    }

    Result<> settle() { return m_carried ? m_carried->giveWay() : Result<>{}; }

    store::RecordWriter records;
    std::int64_t fresh = 0;
    std::int64_t unchanged = 0;
    std::int64_t changed = 0;

private:
    store::Act& m_act;
    std::optional<store::Earlier> m_earlier;
    std::optional<store::Carried> m_carried;
};

} // namespace

Result<std::vector<ChangedRecord>> changedRecords(store::Connection& connection, ImportId import, int limit)
{
    std::vector<ChangedRecord> changed;
    for (const auto versions = TRY(store::versionsIn(connection, import, limit));
        const store::StoredVersion& version : versions) {
        ChangedRecord record;
        record.record = version.record;
        record.citation = TRY(store::citationOf(connection, version.record));
        record.title = version.title;
        for (const std::string& key : version.what)
            record.what.push_back(differenceName(key));
        changed.push_back(std::move(record));
    }
    return changed;
}

Result<ImportResult> importInto(
    store::Connection& connection, const store::Writer& writer, const ImportRequest& request, Progress& progress)
{
    constexpr int ChangedShown = 1000;
    const std::string file = QFileInfo(request.path).fileName().toStdString();
    const std::optional<Receipt> looked = TRY(look(connection, request, progress));
    std::optional<store::Earlier> earlier;
    if (looked) {
        const std::string name = sourceName(request.source, *looked, request.path);
        if (const auto known = TRY(store::standingImport(connection, looked->sha256, name)))
            return alreadyImported(*known, *looked);
        earlier = TRY(store::Earlier::of(connection, name, formats::key(looked->format)));
    }

    const std::int64_t before = TRY(store::citationCount(connection));
    store::Act act = TRY(store::Act::begin(connection, writer, "import", file));
    std::optional<store::Carried> carried;
    if (request.takeDecisions)
        carried = TRY(store::Carried::begin(connection, act, writer.reviewer));
    Intake intake(TRY(store::RecordWriter::begin(connection)), act, std::move(earlier), std::move(carried));
    ImportResult result;
    Part second(progress, looked ? 1 : 0, looked ? 2 : 1);
    result.receipt = TRY(readFile(request, [&intake](Record&& record) { return intake.take(record); }, second));
    TRY(formats::checkMapped(result.receipt));
    const std::string name = sourceName(request.source, result.receipt, request.path);
    const SearchId search = TRY(
        store::searchOf(connection, act.id(), name, request.kind.value_or(kindOf(name)), request.query, request.date));
    result.import =
        TRY(intake.records.finish(act.id(), search, file, result.receipt, formats::key(result.receipt.format)));
    result.changes = TRY(store::projectOp(connection, act.id()));
    TRY(intake.settle());
    result.fresh = intake.fresh;
    result.unchanged = intake.unchanged;
    result.changedCount = intake.changed;
    result.joined = result.fresh - (TRY(store::citationCount(connection)) - before);
    result.changed = TRY(changedRecords(connection, result.import, ChangedShown));
    const auto amount = static_cast<std::int64_t>(result.receipt.records);
    TRY(act.finish(amount));
    result.changes.op = act.id();
    result.changes.done = actName("import", file, amount);
    result.changes.count = amount;
    return result;
}

Result<ImportPreview> previewImport(Reader* reader, const ImportRequest& request, Progress& progress)
{
    constexpr std::size_t Shown = 20;
    store::Connection* connection = reader != nullptr ? reader->d->connection : nullptr;
    std::optional<Receipt> looked;
    std::optional<store::Earlier> earlier;
    if (connection != nullptr)
        looked = TRY(look(*connection, request, progress));
    if (looked)
        earlier = TRY(store::Earlier::of(
            *connection, sourceName(request.source, *looked, request.path), formats::key(looked->format)));
    ImportPreview preview;
    const formats::Sink take = [&](Record&& record) -> Result<> {
        if (connection != nullptr && TRY(store::isKnown(*connection, record)))
            ++preview.known;
        const auto found = earlier ? TRY(earlier->find(record)) : std::nullopt;
        ++(!found ? preview.fresh : found->what.empty() ? preview.unchanged : preview.changed);
        if (preview.first.size() < Shown) {
            record.raw.clear();
            preview.first.push_back(std::move(record));
        }
        return {};
    };
    Part second(progress, looked ? 1 : 0, looked ? 2 : 1);
    preview.receipt = TRY(readFile(request, take, second));
    preview.source = sourceName(request.source, preview.receipt, request.path);
    preview.kind = request.kind.value_or(kindOf(preview.source));
    if (connection != nullptr)
        preview.alreadyImported =
            TRY(store::standingImport(*connection, preview.receipt.sha256, preview.source)).has_value();
    return preview;
}

} // namespace winnow::review
