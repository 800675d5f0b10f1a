// The review's acts and boxes in words, for notices, history and charts.
#pragma once

#include "core/model/form.h"
#include "core/model/views.h"

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::review {

/// "Excluded on title and abstract": where a citation stands.
[[nodiscard]] QString boxName(Box box);

/// An act of the journal by its kind, subject and amount: "Import of savedrecs.txt, 512 records".
[[nodiscard]] QString actName(std::string_view kind, std::string_view subject, std::int64_t amount);

/// An answer as a person reads it: its text in one line, or "not reported".
[[nodiscard]] QString answerText(Answer answer, std::string_view text);

/// What decisions are called in the journal, as actName reads it: "title-abstract exclude:Animals".
[[nodiscard]] std::string decisionSubject(const std::vector<DecisionRequest>& decisions, const std::string& reason);

/// What a source says of a record that it did not say before, by its key (dedup::differences): "Abstract added".
[[nodiscard]] QString differenceName(std::string_view key);

} // namespace winnow::review
