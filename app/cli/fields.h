// The fields of a record by the names that `records` and `export` give them.
#pragma once

#include "core/model/views.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace winnow::cli {

struct RecordField {
    const char* name;
    bool list; ///< several values: an array in JSON, separated by "; " in CSV
    std::vector<std::string> (*values)(const Record& record); ///< without empty ones
};

/// In the order of columns. `raw` comes last.
[[nodiscard]] const std::vector<RecordField>& recordFields();
/// Null if there is none of this name.
[[nodiscard]] const RecordField* recordField(std::string_view name);

/// Absent fields are left out.
void insert(QJsonObject& object, const RecordField& field, const Record& record);
[[nodiscard]] std::string cell(const RecordField& field, const Record& record);

} // namespace winnow::cli
