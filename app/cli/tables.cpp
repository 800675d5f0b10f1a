#include "app/cli/tables.h"

#include "app/cli/opening.h"
#include "core/base/text.h"

#include <QFile>
#include <QJsonArray>

#include <cstdio>

namespace winnow::cli {

namespace {

Result<QByteArray> bytesOf(const std::string& path)
{
    if (path != "-")
        return readFile(toQString(path));
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(ErrorKind::Io, tr("Standard input cannot be read: %1.").arg(input.errorString()));
    return input.readAll();
}

} // namespace

Result<csv::Table> readTable(const std::string& path)
{
    const QByteArray bytes = TRY(bytesOf(path));
    auto table = csv::parse({bytes.data(), static_cast<std::size_t>(bytes.size())});
    if (!table)
        return fail(table.error().kind, toQString(path) + QStringLiteral(": ") + table.error().message);
    return table;
}

Outcome report(const review::Taken& taken, const QString& said, Output& output)
{
    QJsonArray unknown;
    for (const auto& left : taken.unknown) {
        unknown.append(QJsonObject{{QStringLiteral("line"), number(left.line)},
            {QStringLiteral("name"), toQString(left.what)}, {QStringLiteral("message"), toQString(left.why)}});
        if (!output.json())
            output.warn(tr("Line %1, %2: %3").arg(left.line).arg(toQString(left.what), toQString(left.why)));
    }
    QJsonArray doubts;
    for (const std::string& doubt : taken.doubts) {
        doubts.append(toQString(doubt));
        if (!output.json() && !output.quiet())
            output.warn(tr("Doubtful: %1").arg(toQString(doubt)));
    }
    if (output.json()) {
        QJsonObject document{{QStringLiteral("applied"), number(taken.applied)}, {QStringLiteral("unknown"), unknown}};
        if (!doubts.isEmpty())
            document.insert(QStringLiteral("doubts"), doubts);
        output.document(document);
    }
    output.say(said.arg(taken.applied));
    return taken.unknown.empty() ? Outcome::Done : Outcome::DoneWithProblems;
}

} // namespace winnow::cli
