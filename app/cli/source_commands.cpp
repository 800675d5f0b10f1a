// import, records
#include "app/cli/commands.h"
#include "app/cli/fields.h"
#include "app/cli/opening.h"
#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/formats/formats.h"

#include <QJsonArray>

#include <algorithm>
#include <map>
#include <optional>

namespace winnow::cli {

namespace {

// import ------------------------------------------------------------------------------------------------------------

struct ImportOptions : ReviewOptions {
    std::vector<std::string> files;
    std::string source;
    std::string kind;
    std::string query;
    std::string date;
    std::string format = "auto";
    std::vector<std::string> columns; ///< "heading=field"
    bool withoutDecisions = false;
    bool preview = false;
};

const std::map<std::string, SourceKind> Kinds{
    {"database", SourceKind::Database}, {"register", SourceKind::Register}, {"other", SourceKind::Other}};

Result<ImportRequest> request(const ImportOptions& options, const std::string& file)
{
    ImportRequest wanted;
    wanted.path = toQString(file);
    wanted.source = options.source;
    if (const auto kind = Kinds.find(options.kind); kind != Kinds.end())
        wanted.kind = kind->second;
    wanted.query = options.query;
    wanted.date = options.date;
    wanted.takeDecisions = !options.withoutDecisions;
    for (const std::string& column : options.columns) {
        const std::size_t equals = column.rfind('=');
        if (equals == std::string::npos)
            return fail(ErrorKind::InvalidInput,
                tr("“%1” does not say which field a column goes to; write heading=field.").arg(toQString(column)));
        std::string field{trimmed(std::string_view{column}.substr(equals + 1))};
        const std::vector<std::string>& known = formats::fieldNames();
        if (!field.empty() && std::find(known.begin(), known.end(), field) == known.end())
            return fail(
                ErrorKind::InvalidInput, tr("There is no field “%1” for a column to go to.").arg(toQString(field)));
        wanted.mapping.emplace_back(trimmed(std::string_view{column}.substr(0, equals)), std::move(field));
    }
    return wanted;
}

/// With a format named, a file of another one is refused rather than read as what it is not.
Result<> needFormat(review::Review& review, const ImportOptions& options, const std::string& file, Progress& progress)
{
    if (options.format == "auto")
        return {};
    const Format wanted = TRY(formats::formatOf(options.format));
    const auto preview = TRY(review::previewImport(&review.reader(), {.path = toQString(file)}, progress));
    if (preview.receipt.format != wanted)
        return fail(ErrorKind::InvalidInput,
            tr("“%1” is %2 and not %3; nothing was imported from it.")
                .arg(toQString(file), toQString(formats::name(preview.receipt.format)),
                    toQString(formats::name(wanted))));
    return {};
}

Result<ImportResult> importOne(
    review::Review& review, const ImportOptions& options, const std::string& file, const Output& output)
{
    TerminalProgress progress{output, tr("Importing %1").arg(toQString(file))};
    const ImportRequest wanted = TRY(request(options, file));
    TRY(needFormat(review, options, file, progress));
    return review.importFile(wanted, progress);
}

QJsonObject asJson(const std::string& file, const ImportResult& result)
{
    static const char* const severities[] = {"note", "repaired", "lost"};
    const Receipt& receipt = result.receipt;
    QJsonArray problems;
    for (const Problem& problem : receipt.problems)
        problems.append(QJsonObject{{QStringLiteral("line"), number(problem.line)},
            {QStringLiteral("record"), number(problem.record)}, {QStringLiteral("message"), toQString(problem.text)},
            {QStringLiteral("severity"), QString::fromLatin1(severities[static_cast<int>(problem.severity)])}});
    QJsonArray changed;
    for (const ChangedRecord& record : result.changed) {
        QJsonArray what;
        for (const QString& words : record.what)
            what.append(words);
        changed.append(QJsonObject{{QStringLiteral("record"), number(record.record.value)},
            {QStringLiteral("citation"), number(record.citation.value)},
            {QStringLiteral("title"), toQString(record.title)}, {QStringLiteral("what"), what}});
    }
    QJsonObject object{{QStringLiteral("file"), toQString(file)},
        {QStringLiteral("format"), toQString(formats::key(receipt.format))},
        {QStringLiteral("encoding"), toQString(receipt.encoding)}, {QStringLiteral("bytes"), number(receipt.bytes)},
        {QStringLiteral("record_bytes"), number(receipt.recordBytes)},
        {QStringLiteral("rejected_bytes"), number(receipt.rejectedBytes)},
        {QStringLiteral("separator_bytes"), number(receipt.separatorBytes)},
        {QStringLiteral("records"), number(receipt.records)}, {QStringLiteral("rejected"), number(receipt.rejected)},
        {QStringLiteral("joined"), number(result.joined)}, {QStringLiteral("new"), number(result.fresh)},
        {QStringLiteral("unchanged"), number(result.unchanged)}, {QStringLiteral("changed"), changed},
        {QStringLiteral("changed_count"), number(result.changedCount)},
        {QStringLiteral("with_decisions"), number(receipt.withDecisions)}, {QStringLiteral("problems"), problems},
        {QStringLiteral("problem_count"), number(receipt.problemCount)},
        {QStringLiteral("already_imported"), result.alreadyImported}};
    if (!result.notice.isEmpty())
        object.insert(QStringLiteral("notice"), result.notice);
    return object;
}

void sayReceipt(Output& output, const std::string& file, const ImportResult& result)
{
    const Receipt& receipt = result.receipt;
    if (result.alreadyImported) {
        output.say(tr("%1: already imported, nothing was added.").arg(toQString(file)));
        return;
    }
    if (!result.notice.isEmpty())
        output.warn(result.notice);
    output.say(tr("%1: %2, %3; records %4, rejected %5, joined with known ones %6.")
            .arg(toQString(file), toQString(formats::name(receipt.format)), toQString(receipt.encoding))
            .arg(receipt.records)
            .arg(receipt.rejected)
            .arg(result.joined));
    output.say(tr("  bytes %1 = records %2 + rejected %3 + separators %4")
            .arg(receipt.bytes)
            .arg(receipt.recordBytes)
            .arg(receipt.rejectedBytes)
            .arg(receipt.separatorBytes));
    if (result.unchanged + result.changedCount > 0)
        output.say(tr("  from this source before: unchanged %1, changed %2; new %3")
                .arg(result.unchanged)
                .arg(result.changedCount)
                .arg(result.fresh));
    for (const ChangedRecord& record : result.changed)
        output.say(tr("  changed: %1 – %2")
                .arg(QStringList(record.what.begin(), record.what.end()).join(QStringLiteral("; ")),
                    toQString(record.title)));
    if (const std::int64_t more = result.changedCount - static_cast<std::int64_t>(result.changed.size()); more > 0)
        output.say(tr("  changed: %1 more records").arg(more));
    if (output.json() || output.quiet())
        return;
    for (const Problem& problem : receipt.problems)
        output.warn(tr("%1, line %2: %3").arg(toQString(file)).arg(problem.line).arg(toQString(problem.text)));
    if (receipt.problemCount > receipt.problems.size())
        output.warn(tr("%1: %2 more problems are not shown.")
                .arg(toQString(file))
                .arg(receipt.problemCount - receipt.problems.size()));
}

bool hasLost(const Receipt& receipt)
{
    return receipt.rejected > 0
        || std::any_of(receipt.problems.begin(), receipt.problems.end(),
            [](const Problem& problem) { return problem.severity == Severity::Lost; });
}

QJsonObject asJson(const std::string& file, const ImportPreview& preview)
{
    QJsonArray columns;
    for (const Column& column : preview.receipt.columns)
        columns.append(QJsonObject{{QStringLiteral("heading"), toQString(column.heading)},
            {QStringLiteral("field"), toQString(column.field)}});
    return {{QStringLiteral("file"), toQString(file)},
        {QStringLiteral("format"), toQString(formats::key(preview.receipt.format))},
        {QStringLiteral("encoding"), toQString(preview.receipt.encoding)},
        {QStringLiteral("source"), toQString(preview.source)},
        {QStringLiteral("records"), number(preview.receipt.records)},
        {QStringLiteral("rejected"), number(preview.receipt.rejected)}, {QStringLiteral("new"), number(preview.fresh)},
        {QStringLiteral("unchanged"), number(preview.unchanged)},
        {QStringLiteral("changed_count"), number(preview.changed)}, {QStringLiteral("known"), number(preview.known)},
        {QStringLiteral("with_decisions"), number(preview.receipt.withDecisions)}, {QStringLiteral("columns"), columns},
        {QStringLiteral("problem_count"), number(preview.receipt.problemCount)},
        {QStringLiteral("already_imported"), preview.alreadyImported}};
}

void sayPreview(Output& output, const std::string& file, const ImportPreview& preview)
{
    output.say(tr("%1: %2, %3; from %4; records %5, rejected %6.")
            .arg(toQString(file), toQString(formats::name(preview.receipt.format)), toQString(preview.receipt.encoding),
                toQString(preview.source))
            .arg(preview.receipt.records)
            .arg(preview.receipt.rejected));
    output.say(preview.alreadyImported
            ? tr("  already imported, nothing would be added")
            : tr("  new %1, changed %2, unchanged %3; with the PMID or accession number of a record in the review %4")
                  .arg(preview.fresh)
                  .arg(preview.changed)
                  .arg(preview.unchanged)
                  .arg(preview.known));
    for (const Column& column : preview.receipt.columns)
        output.say(QStringLiteral("  ") + toQString(column.heading) + QStringLiteral(" → ")
            + (column.field.empty() ? tr("kept, in no field") : toQString(column.field)));
}

/// What importing would do; writes nothing.
Result<Outcome> previewFiles(const ImportOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    QJsonArray files;
    for (const std::string& file : options.files) {
        TerminalProgress progress{output, tr("Reading %1").arg(toQString(file))};
        const ImportRequest wanted = TRY(request(options, file));
        const ImportPreview preview = TRY(review::previewImport(&review.reader(), wanted, progress));
        files.append(asJson(file, preview));
        sayPreview(output, file, preview);
    }
    if (output.json())
        output.document({{QStringLiteral("files"), files}});
    return Outcome::Done;
}

/// Each file is an act of its own: one that fails keeps nobody else out.
Result<Outcome> takeFiles(const ImportOptions& options, Output& output)
{
    if (options.preview)
        return previewFiles(options, output);
    auto review = TRY(openToWrite(options));
    Outcome outcome = Outcome::Done;
    bool allKnown = true;
    QJsonArray files;
    for (const std::string& file : options.files) {
        const auto result = importOne(review, options, file, output);
        if (!result) {
            outcome = Outcome::Failed;
            allKnown = false;
            files.append(QJsonObject{
                {QStringLiteral("file"), toQString(file)}, {QStringLiteral("error"), result.error().message}});
            output.warn(QStringLiteral("winnow-cli: %1: ").arg(toQString(file)) + result.error().message);
            if (result.error().kind == ErrorKind::Cancelled)
                break;
            continue;
        }
        allKnown = allKnown && result->alreadyImported;
        if (outcome == Outcome::Done && !result->alreadyImported && hasLost(result->receipt))
            outcome = Outcome::DoneWithProblems;
        files.append(asJson(file, *result));
        sayReceipt(output, file, *result);
    }
    if (output.json())
        output.document({{QStringLiteral("files"), files}, {QStringLiteral("already_imported"), allKnown}});
    return outcome;
}

// records -----------------------------------------------------------------------------------------------------------

struct RecordsOptions : ReviewOptions {
    std::vector<std::string> fields;
    std::int64_t limit = 0; ///< 0: all
};

Result<std::vector<const RecordField*>> chosenFields(const std::vector<std::string>& names)
{
    std::vector<const RecordField*> fields;
    for (const std::string& name : names) {
        fields.push_back(recordField(name));
        if (!fields.back()) {
            QStringList known;
            for (const RecordField& field : recordFields())
                known.append(QString::fromLatin1(field.name));
            return fail(ErrorKind::InvalidInput,
                tr("There is no field “%1”; there are %2.").arg(toQString(name), known.join(QStringLiteral(", "))));
        }
    }
    if (names.empty())
        for (const RecordField& field : recordFields())
            fields.push_back(&field);
    return fields;
}

/// Calls `take` for at most `limit` records, one at a time.
Result<> eachRecord(
    review::Reader& reader, std::int64_t limit, const std::function<void(const RecordDetail&, CitationId)>& take)
{
    std::int64_t taken = 0;
    auto done = reader.eachRecord([&](const RecordDetail& record, CitationId citation) -> Result<> {
        if (limit > 0 && taken == limit)
            return fail(ErrorKind::Cancelled, {});
        ++taken;
        take(record, citation);
        return {};
    });
    if (!done && (limit <= 0 || taken != limit || done.error().kind != ErrorKind::Cancelled))
        return done;
    return {};
}

Result<Outcome> records(const RecordsOptions& options, Output& output)
{
    auto fields = TRY(chosenFields(options.fields));
    auto review = TRY(openToRead(options));
    if (output.json()) {
        TRY(eachRecord(review.reader(), options.limit, [&](const RecordDetail& detail, CitationId citation) {
            QJsonObject object{{QStringLiteral("record"), number(detail.id.value)},
                {QStringLiteral("citation"), number(citation.value)},
                {QStringLiteral("source"), toQString(detail.source)}};
            for (const RecordField* field : fields)
                insert(object, *field, detail.record);
            output.document(object);
        }));
        return Outcome::Done;
    }
    if (options.fields.empty())
        fields.pop_back(); // raw: one field of many lines is of little use among columns
    std::vector<std::string> headings{"record", "citation", "source"};
    for (const RecordField* field : fields)
        headings.emplace_back(field->name);
    output.row(headings);
    TRY(eachRecord(review.reader(), options.limit, [&](const RecordDetail& detail, CitationId citation) {
        std::vector<std::string> cells{std::to_string(detail.id.value), std::to_string(citation.value), detail.source};
        for (const RecordField* field : fields)
            cells.push_back(cell(*field, detail.record));
        output.row(cells);
    }));
    return Outcome::Done;
}

} // namespace

void addSourceCommands(CLI::App& app, Call& call)
{
    const auto imported = std::make_shared<ImportOptions>();
    auto* importing = addCommand(app, call, "import", "Read export files into a review", imported, takeFiles);
    addReviewOption(importing, *imported);
    importing->add_option("FILE", imported->files, "Export files of databases, registers and reference managers")
        ->required();
    importing->add_option("--source", imported->source, "Name of the source; what the files say if left out");
    importing->add_option("--kind", imported->kind, "database, register or other")
        ->check(CLI::IsMember({"database", "register", "other"}));
    importing->add_option("--query", imported->query, "The search as it was typed");
    importing->add_option("--date", imported->date, "Day of the search, 2026-03-31");
    std::vector<std::string> choices = formats::formatKeys();
    choices.insert(choices.begin(), "auto");
    importing->add_option("--format", imported->format, "auto (the content decides), or the one to read it as")
        ->check(CLI::IsMember(choices));
    importing
        ->add_option("--map,--column", imported->columns,
            "Heading=field: where a column of a table goes; an empty field keeps it out. May be given again")
        ->allow_extra_args(false);
    importing->add_flag(
        "--no-decisions", imported->withoutDecisions, "Leave out decisions, labels and notes that the files carry");
    importing->add_flag("--preview", imported->preview, "Only say what would be new, changed and unchanged");
    addReviewerOption(importing, *imported);

    const auto listed = std::make_shared<RecordsOptions>();
    auto* listing = addCommand(
        app, call, "records", "The records as imported, as CSV or (--json) one JSON object a line", listed, records);
    addReviewOption(listing, *listed);
    listing->add_option("--fields", listed->fields, "Which fields, separated by commas")->delimiter(',');
    listing->add_option("--limit", listed->limit, "At most so many records")->check(CLI::Range(1, 1'000'000'000));
}

} // namespace winnow::cli
