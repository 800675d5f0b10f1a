// Forms from JSON and back, and what speaks against a value.
#pragma once

#include "core/base/result.h"
#include "core/model/form.h"

#include <QByteArray>

#include <string>

namespace winnow::extraction {

/// Reads a form; InvalidInput with the place of the fault. Bounded: at most 500 fields, 10,000 characters a text.
[[nodiscard]] Result<Form> parseForm(const QByteArray& json);
[[nodiscard]] QByteArray toJson(const Form& form);

/// What speaks against a value, in one plain sentence; empty if nothing does. Never blocks.
[[nodiscard]] std::string doubt(const Field& field, const Value& value);

} // namespace winnow::extraction
