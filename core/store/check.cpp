#include "core/store/check.h"

#include "core/base/text.h"

#include <QCoreApplication>

namespace winnow::store {

namespace {

constexpr std::size_t MostFindings = 100;

QString tr(const char* text)
{
    return QCoreApplication::translate("store", text);
}

Result<> addIntegrity(Connection& connection, const char* sql, std::vector<QString>& findings)
{
    Statement query = TRY(Statement::prepare(connection, sql));
    while (TRY(query.step())) {
        if (query.view(0) != "ok")
            findings.push_back(tr("The file is damaged: %1.").arg(toQString(printable(query.view(0)))));
    }
    return {};
}

Result<> addForeignKeys(Connection& connection, std::vector<QString>& findings)
{
    Statement query = TRY(Statement::prepare(connection, "PRAGMA foreign_key_check"));
    while (findings.size() < MostFindings && TRY(query.step()))
        findings.push_back(tr("Row %1 of the table %2 refers to a row of %3 that is not there.")
                .arg(query.integer(1))
                .arg(toQString(printable(query.view(0))), toQString(printable(query.view(2)))));
    return {};
}

} // namespace

Result<std::vector<QString>> checkFile(Connection& connection, Depth depth, Progress& progress, const Schema& schema)
{
    const Stoppable stoppable{connection, progress};
    std::vector<QString> findings = TRY(schema.differences(connection));
    const bool full = depth == Depth::Full;
    TRY(addIntegrity(connection, full ? "PRAGMA integrity_check(100)" : "PRAGMA quick_check(100)", findings));
    if (full)
        TRY(addForeignKeys(connection, findings));
    return findings;
}

} // namespace winnow::store
