// The fields of a record, in words.
#pragma once

#include <QString>

#include <string>

namespace winnow::ui {

/// What a table's column can go to, one of formats::fieldNames(), as it is offered: "Trial: phases".
[[nodiscard]] QString wordOfField(const std::string& field);

} // namespace winnow::ui
