// Which room may use which, and what must not stand where. Each rule says why.
#pragma once

#include <QString>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::layers {

/// A source file of ours: its path from the top of the repository, and its text.
struct Source {
    std::string path;
    std::string text;
};

/// A broken rule: where, what, and the rule's reason.
struct Violation {
    std::string where; ///< "core/model/record.h:12"
    std::string what;
    std::string reason;
};

/// All rules that can be read from one file's text.
[[nodiscard]] std::vector<Violation> violations(const Source& source);

/// The room a file is of: "core/model", "ui/screening", "app", "tests"; empty outside of all.
[[nodiscard]] std::string roomOf(std::string_view path);

/// Whether `header` ("QMessageBox") is one of Qt's `module` ("QtWidgets"), by the installed headers: Debian keeps all
/// of them in folders that every target sees.
[[nodiscard]] bool isHeaderOf(std::string_view header, const char* module);

inline constexpr std::size_t MostLines = 1000;

} // namespace winnow::layers
