// What a record card shows, as a text document.
#pragma once

#include "core/model/views.h"

#include <QTextDocument>

#include <functional>
#include <set>

namespace winnow::screening {
class TermMatcher;
}

namespace winnow::ui {

/// What is folded out, and what is left away.
struct CardView {
    bool authors = false; ///< all of them, not the first ten
    bool abstract = false; ///< all of it, however long
    bool records = false; ///< those under the citation
    std::set<RecordId> fields; ///< records of which every tag is shown
    bool sourceHidden = false; ///< without authors and journal, against bias
};

/// Everything a card needs besides the citation.
struct CardContext {
    const screening::TermMatcher* terms = nullptr;
    std::vector<TermCategory> categories;
    std::vector<Reason> reasons;
    std::function<RecordDetail(RecordId)> record; ///< with its tags
};

/// Lays the citation out as text. Text of records comes in as text, with bold, italics and the like where a record has
/// them; no reference of theirs is ever followed. Links are the card's own: "copy:N" and "open:N" (the N-th of
/// identifiersOf), "show:authors", "show:abstract", "show:records", "fields:RECORD",
/// "citation:CITATION".
void fillCard(
    QTextDocument& document, const CitationDetail& citation, const CardView& view, const CardContext& context);

/// Marks the terms in the text, or takes the marks away; the text itself stays as it is.
void highlightTerms(QTextDocument& document, const CardContext& context, bool shown);

} // namespace winnow::ui
