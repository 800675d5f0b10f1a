// A small review and the acts whose faults are tried.
#pragma once

#include "core/review/review.h"

#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <string>
#include <vector>

namespace winnow::faults {

/// One act of a person, on a review in which the acts before it were done.
struct Act {
    std::string name;
    std::function<Result<>(review::Review&)> act;
};

/// An import of a file, once; as the first act of a review it is written into the file itself.
[[nodiscard]] Act importOf(const QString& file);

/// A folder with an export file, a PDF and, after begin(), a review with three records. In memory where the system has
/// such a folder, as thousands of syncs are tried.
class Scenario {
public:
    Scenario();
    [[nodiscard]] QString review() const { return m_folder.filePath(QStringLiteral("Liver.winnow")); }
    [[nodiscard]] const QString& folder() const { return m_path; }
    /// Written anew: RIS, each abstract with so many bytes more than it needs.
    [[nodiscard]] QString exportFile(int records, const QString& name, int padding = 0) const;

    /// Import, include and exclude, take back, attach, a form's value, reasons: each on what the ones before it made.
    [[nodiscard]] std::vector<Act> acts() const;

private:
    QTemporaryDir m_folder;
    QString m_path;
};

[[nodiscard]] Result<review::Review> open(const QString& path);

/// Everything a person could see of the review, as text: counts, history, citations with their boxes, files, values.
[[nodiscard]] std::string stateOf(review::Review& review);

/// What is wrong with the file or its journal, in lines; empty if nothing.
[[nodiscard]] std::string faultsOf(review::Review& review);

} // namespace winnow::faults
