// One act on all citations of a list.
#pragma once

#include "core/base/result.h"
#include "core/model/views.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QMenu;
class QObject;
class QWidget;

namespace winnow::ui {

class Session;

/// A decision on title and abstract, or a label put on or taken off.
struct BulkAct {
    enum class Kind { Decide, PutLabel, TakeLabel };
    Kind kind = Kind::Decide;
    std::optional<Verdict> verdict; ///< none: undecided again
    ReasonId reason;
    std::string label;
};

/// What can be done with so many citations; `newLabel` is to ask for the label's name. Deletes itself when closed.
[[nodiscard]] QMenu* bulkMenu(QWidget* parent, std::size_t count, const std::vector<Reason>& reasons,
    const std::vector<std::string>& labels, const std::function<void(const BulkAct&)>& run,
    const std::function<void()>& newLabel);

/// One act, so one step of undo; beside the window, with a line in the status bar when it is long.
void runBulk(Session& session, QObject* context, std::vector<CitationId> citations, const BulkAct& act,
    std::function<void(Result<Changes>)> then);

} // namespace winnow::ui
