// What reviewers are called on this computer. The review itself holds a neutral name and a universal id for each.
#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QString>

#include <map>
#include <optional>
#include <string>

namespace winnow::store {

/// A small file of names by the reviewers' universal ids, shared by all reviews of a user. Without the file, or with
/// one that cannot be read, nobody has a name here; that is no failure, as the neutral names still tell people apart.
class LocalNames {
public:
    /// In the user's folder for settings: winnow/reviewers.json.
    [[nodiscard]] static QString defaultPath();
    explicit LocalNames(QString path = defaultPath());

    /// Looks whether the file has changed, and reads it if so.
    void refresh();
    [[nodiscard]] const std::string* of(const std::string& uuid) const; ///< 16 bytes; none: not known here
    /// Writes it at once. Names that another program added meanwhile stay.
    [[nodiscard]] Result<> set(const std::string& uuid, const std::string& name);

private:
    QString m_path;
    std::optional<QDateTime> m_read;
    std::map<std::string, std::string> m_names;
};

} // namespace winnow::store
