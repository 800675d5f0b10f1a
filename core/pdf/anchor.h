// Where a quotation stands: how it is remembered, and how it is found again in another copy of the paper.
//
// Extractors differ in spaces, hyphens, ligatures and dashes, so that only letters and digits are compared (without
// case and accents); what an extractor puts between the lines of a sentence - a running head, a footer, the other
// column, a figure's caption - may be stepped over, but every letter of the quotation must be found.
#pragma once

#include "core/pdf/pagetext.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace winnow::pdf {

/// A quotation as it is kept beside its rectangles: while the file is unchanged these hold, afterwards the words do.
struct Anchor {
    int page = 0; ///< on which it begins
    QString quote;
    QString prefix; ///< what stands before it, at most ContextLength characters
    QString suffix;
    bool operator==(const Anchor&) const = default;
};
inline constexpr qsizetype ContextLength = 32;

struct AnchorPart {
    int page = 0;
    TextRange range; ///< into PageText::text()
    bool operator==(const AnchorPart&) const = default;
};

enum class AnchorState : std::uint8_t {
    Exact, ///< every letter and digit
    Near, ///< but for at most a tenth of them: somebody must look
};

struct Anchored {
    std::vector<AnchorPart> parts; ///< in the order of the words; several over a break of column or page
    AnchorState state = AnchorState::Exact;
    double score = 1; ///< the share of letters that agree
};

/// What is kept of a selection.
[[nodiscard]] Anchor anchorOf(const PageText& text, int page, TextRange range);

/// The text of a document, made ready for finding quotations in it. Immutable.
class AnchorFinder {
public:
    /// A page whose text is not there is empty.
    explicit AnchorFinder(const std::vector<PageText>& pages);
    ~AnchorFinder();
    AnchorFinder(AnchorFinder&&) noexcept;
    AnchorFinder& operator=(AnchorFinder&&) noexcept;

    /// The place of the quotation: where several have its words, the one whose surroundings agree best, then the one
    /// nearest to its page. None if it is lost, or if two places are equally near to it but not exact.
    [[nodiscard]] std::optional<Anchored> find(const Anchor& anchor) const;

    /// Every place that has all letters of `quote`, in order, at most `most`.
    [[nodiscard]] std::vector<Anchored> findAll(const QString& quote, std::size_t most = 100) const;

private:
    struct Index;
    std::unique_ptr<const Index> d;
};

} // namespace winnow::pdf
