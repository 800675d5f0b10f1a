// The shape of a review file, version by version.
#pragma once

#include "core/store/sqlite.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <vector>

namespace winnow::store {

/// A table, index, trigger or view, as SQLite keeps it.
struct SchemaObject {
    std::string type;
    std::string name;
    std::string sql; ///< empty for those SQLite makes by itself
    auto operator<=>(const SchemaObject&) const = default;
};

/// The numbered migrations that make a review file: the first makes version 1, each further one the next.
class Schema {
public:
    /// The program's own: resources/schema/0001.sql and on.
    [[nodiscard]] static const Schema& current();
    /// `migrations`: whole scripts, without BEGIN and COMMIT.
    explicit Schema(std::vector<QByteArray> migrations);

    /// The newest, and so the one this program writes.
    [[nodiscard]] int version() const { return static_cast<int>(m_migrations.size()); }
    /// Brings a file from `from` to version(), each step in one transaction with its number, checked before it is
    /// committed. On failure the file is as the last step that went through left it. No transaction may be open.
    [[nodiscard]] Result<> migrate(Connection& connection, int from) const;
    /// What a file of `version` has, found by making one in memory.
    [[nodiscard]] Result<std::vector<SchemaObject>> objects(int version) const;
    /// In plain sentences: what differs between the file and what its version should have. Only what endangers the
    /// review counts: triggers and views of anybody's making, and tables of ours that are missing or changed. Empty
    /// for a version that is newer than ours but for what we know and it has not.
    [[nodiscard]] Result<std::vector<QString>> differences(Connection& connection) const;

private:
    std::vector<QByteArray> m_migrations;
};

/// PRAGMA user_version; a failure of the kind Corrupt if the file is no database.
[[nodiscard]] Result<int> schemaVersion(Connection& connection);

} // namespace winnow::store
