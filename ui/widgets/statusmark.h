// Where a citation stands, as a shape and a word: colour is never the only sign.
#pragma once

#include "core/model/views.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace winnow::ui {

enum class Mark {
    Undecided, ///< an empty circle
    Include, ///< a tick
    Exclude, ///< a cross
    Maybe, ///< a question mark
    Waiting, ///< a filled dot: past screening, something is still to be done
};

/// Which sign a list shows of a citation.
enum class Standing {
    Screening, ///< this reviewer's verdict on title and abstract
    Eligibility, ///< this reviewer's verdict on the full text
    Flow, ///< its box in the flow
};

[[nodiscard]] Mark markOf(const std::optional<Verdict>& verdict);
[[nodiscard]] Mark markOf(Box box);
[[nodiscard]] Mark markOf(const CitationRow& row, Standing standing);
[[nodiscard]] QString wordOf(const std::optional<Verdict>& verdict); ///< "Included", "Undecided" …
[[nodiscard]] QString wordOf(Box box); ///< "Awaiting full text" …
[[nodiscard]] QString wordOf(const CitationRow& row, Standing standing);

/// The theme's colour for the sign.
[[nodiscard]] QColor markColor(Mark mark);

/// Draws the sign in the middle of `where`, at most as large as it; in `color`, or the theme's if that is invalid.
void paintMark(QPainter& painter, const QRectF& where, Mark mark, const QColor& color = {});

} // namespace winnow::ui
