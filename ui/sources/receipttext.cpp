#include "ui/sources/receipttext.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/formats/formats.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Receipt)
};

QString number(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString bytesLine(const Receipt& receipt)
{
    const QString sum =
        Words::tr("%1 in records + %2 in rejected pieces + %3 between them")
            .arg(number(receipt.recordBytes), number(receipt.rejectedBytes), number(receipt.separatorBytes));
    if (receipt.recordBytes + receipt.rejectedBytes + receipt.separatorBytes == receipt.bytes)
        return Words::tr("All %1 accounted for: %2").arg(number(receipt.bytes), sum);
    return Words::tr("%1 in the file, but %2").arg(number(receipt.bytes), sum);
}

QString joinedLine(const ImportReport& report)
{
    const auto joined = static_cast<std::uint64_t>(report.joined);
    if (joined == 0)
        return Words::tr("None had a PMID or accession number that was there already");
    return Words::tr("%1 with the PMID or accession number of a record that was there; kept under its citation")
        .arg(number(joined));
}

QString beforeLine(const ImportReport& report)
{
    QStringList parts;
    if (report.unchanged > 0)
        parts.append(Words::tr("%1 from this source before, the same; not stored again")
                .arg(number(static_cast<std::uint64_t>(report.unchanged))));
    if (report.changedCount > 0)
        parts.append(Words::tr("%1 changed since; their newer versions stand beside the older ones")
                .arg(number(static_cast<std::uint64_t>(report.changedCount))));
    return parts.join(u" · "_s);
}

/// What no field holds is kept all the same; of a table it has names.
QString keptLine(const Receipt& receipt)
{
    QStringList columns;
    for (const Column& column : receipt.columns)
        if (column.field.empty())
            columns.append(inOneLine(column.heading));
    if (columns.isEmpty())
        return Words::tr("Kept with each record, as its source wrote them");
    return Words::tr("Columns kept with each record, in no field: %1").arg(columns.join(u", "_s));
}

} // namespace

ImportReport reportOf(const Source& source)
{
    ImportReport report;
    report.file = toQString(source.file);
    report.source = toQString(source.name);
    report.receipt = source.receipt;
    report.joined = source.duplicates;
    report.undone = source.undone;
    report.import = source.import;
    report.unchanged = source.unchanged;
    report.changedCount = source.versions;
    return report;
}

ImportReport reportOf(const QString& file, const std::string& source, const ImportResult& result)
{
    ImportReport report;
    report.file = file;
    report.source = toQString(source);
    report.receipt = result.receipt;
    report.joined = result.joined;
    report.alreadyImported = result.alreadyImported;
    report.notice = result.notice;
    report.import = result.import;
    report.unchanged = result.unchanged;
    report.changedCount = result.changedCount;
    report.changed = result.changed;
    return report;
}

ImportReport failureOf(const QString& file, const Error& error)
{
    ImportReport report;
    report.file = file;
    report.error = error;
    return report;
}

QString recordsRead(const Receipt& receipt)
{
    QStringList parts{
        receipt.records == 1 ? Words::tr("1 record") : Words::tr("%1 records").arg(number(receipt.records))};
    if (receipt.rejected > 0)
        parts.append(Words::tr("%1 could not be read").arg(number(receipt.rejected)));
    if (receipt.problemCount > 0)
        parts.append(receipt.problemCount == 1 ? Words::tr("1 problem")
                                               : Words::tr("%1 problems").arg(number(receipt.problemCount)));
    return parts.join(u" · "_s);
}

QString newsOf(const ImportPreview& preview)
{
    if (preview.alreadyImported)
        return Words::tr("This very file has been imported already: importing it again adds nothing.");
    const auto count = [](std::int64_t value) { return number(static_cast<std::uint64_t>(value)); };
    QStringList sentences;
    if (preview.unchanged == 0 && preview.changed == 0) {
        sentences.append(Words::tr("All of them are new from this source."));
    } else {
        sentences.append(Words::tr("%1 of them are new from this source.").arg(count(preview.fresh)));
        if (preview.unchanged > 0)
            sentences.append(Words::tr("%1 came from it before and are the same; they are not stored again.")
                    .arg(count(preview.unchanged)));
        if (preview.changed > 0)
            sentences.append(Words::tr("%1 came from it before and have changed since; their newer versions come in.")
                    .arg(count(preview.changed)));
    }
    if (preview.known > 0)
        sentences.append(Words::tr("%1 have the PMID or accession number of a record that is in the review already.")
                .arg(count(preview.known)));
    return sentences.join(u' ');
}

QString duplicatesLine(const DuplicateRun& run)
{
    const auto count = [](std::int64_t value) { return number(static_cast<std::uint64_t>(value)); };
    const QString joined = run.joined == 0 ? Words::tr("no record joined by its likeness")
        : run.joined == 1                  ? Words::tr("1 record joined")
                                           : Words::tr("%1 records joined").arg(count(run.joined));
    const QString doubtful = run.doubtful == 0 ? Words::tr("no pair to decide")
        : run.doubtful == 1                    ? Words::tr("1 pair to decide")
                                               : Words::tr("%1 pairs to decide").arg(count(run.doubtful));
    return Words::tr("Duplicates: %1 · %2").arg(joined, doubtful);
}

QString whatChanged(const ChangedRecord& record)
{
    QStringList words;
    for (const QString& each : record.what)
        words.append(each);
    return words.join(u", "_s);
}

QString headline(const ImportReport& report)
{
    if (report.error)
        return Words::tr("%1 was not imported").arg(report.file);
    if (report.alreadyImported)
        return Words::tr("%1 has been imported already, so nothing was added").arg(report.file);
    const QString read = report.receipt.records == 1
        ? Words::tr("1 record read from %1").arg(report.file)
        : Words::tr("%1 records read from %2").arg(number(report.receipt.records), report.file);
    return report.undone ? Words::tr("%1 (undone)").arg(read) : read;
}

QString understoodAs(const Receipt& receipt)
{
    const std::string_view name = formats::name(receipt.format);
    QStringList parts{QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()))};
    if (!receipt.encoding.empty())
        parts.append(toQString(receipt.encoding));
    if (!receipt.database.empty())
        parts.append(Words::tr("from %1").arg(toQString(receipt.database)));
    return parts.join(u", "_s);
}

std::vector<ReceiptLine> receiptLines(const ImportReport& report)
{
    const Receipt& receipt = report.receipt;
    std::vector<ReceiptLine> lines;
    lines.push_back({Words::tr("Read as"), understoodAs(receipt)});
    if (!report.source.isEmpty())
        lines.push_back({Words::tr("Source"), report.source});
    lines.push_back({Words::tr("Records"), number(receipt.records)});
    if (report.unchanged > 0 || report.changedCount > 0)
        lines.push_back({Words::tr("Imported before"), beforeLine(report)});
    if (!report.alreadyImported)
        lines.push_back({Words::tr("Same number"), joinedLine(report)});
    if (receipt.withDecisions > 0)
        lines.push_back({Words::tr("Decisions"),
            (report.leavesDecisions
                    ? Words::tr("%1 records carried a decision, label or note; not taken over, as you wished")
                    : Words::tr("%1 records carried a decision, label or note"))
                .arg(number(receipt.withDecisions))});
    lines.push_back({Words::tr("Rejected"),
        receipt.rejected == 0
            ? Words::tr("None: every piece of the file was read as a record")
            : Words::tr("%1 that could not be read as a record; see the problems").arg(number(receipt.rejected))});
    lines.push_back({Words::tr("Bytes"), bytesLine(receipt)});
    lines.push_back({Words::tr("Unknown fields"), keptLine(receipt)});
    lines.push_back(
        {Words::tr("Problems"), receipt.problemCount == 0 ? Words::tr("None") : number(receipt.problemCount)});
    if (!report.notice.isEmpty())
        lines.push_back({Words::tr("Notice"), report.notice});
    return lines;
}

QString wordOf(Severity severity)
{
    switch (severity) {
    case Severity::Note:
        return Words::tr("Note");
    case Severity::Repaired:
        return Words::tr("Repaired");
    case Severity::Lost:
        return Words::tr("Lost");
    }
    return {};
}

QString plainText(const ImportReport& report)
{
    QStringList text{headline(report)};
    if (report.error) {
        text.append(report.error->message);
        return text.join(u'\n');
    }
    for (const ReceiptLine& line : receiptLines(report))
        text.append(line.label + u": "_s + line.value);
    for (const ChangedRecord& record : report.changed)
        text.append(Words::tr("Changed: %1: %2", "title and what").arg(inOneLine(record.title), whatChanged(record)));
    for (const Problem& problem : report.receipt.problems)
        text.append(Words::tr("Line %1: %2: %3")
                .arg(QString::number(problem.line), wordOf(problem.severity), toQString(problem.text)));
    return text.join(u'\n');
}

QString wordOf(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Database:
        return Words::tr("Database");
    case SourceKind::Register:
        return Words::tr("Register");
    case SourceKind::Other:
        return Words::tr("Other");
    }
    return {};
}

} // namespace winnow::ui
