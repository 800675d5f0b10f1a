#include "ui/sources/receipttext.h"

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

} // namespace

ImportReport reportOf(const Source& source)
{
    return {toQString(source.file), toQString(source.name), source.receipt, source.duplicates, false, source.undone, {},
        std::nullopt};
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
    if (!report.alreadyImported)
        lines.push_back({Words::tr("Duplicates"), joinedLine(report)});
    lines.push_back({Words::tr("Rejected"),
        receipt.rejected == 0
            ? Words::tr("None: every piece of the file was read as a record")
            : Words::tr("%1 that could not be read as a record; see the problems").arg(number(receipt.rejected))});
    lines.push_back({Words::tr("Bytes"), bytesLine(receipt)});
    lines.push_back({Words::tr("Unknown fields"), Words::tr("Kept with each record, as its source wrote them")});
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
