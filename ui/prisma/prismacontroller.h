// What the PRISMA page knows: the counts of the review, the diagram made of them, and what does not add up.
#pragma once

#include "core/figure/prismafigure.h"
#include "core/prisma/prisma.h"
#include "ui/models/countcontroller.h"
#include "ui/widgets/page.h"

#include "core/model/team.h"

#include <array>
#include <optional>

namespace winnow::ui {

class PrismaController final : public CountController {
    Q_OBJECT
public:
    explicit PrismaController(QObject* parent = nullptr);

    [[nodiscard]] bool hasRecords() const; ///< false: there is nothing to draw yet
    [[nodiscard]] const FlowCounts& counts() const { return m_counts; }
    [[nodiscard]] figure::PrismaFigure figure(const figure::Palette& palette) const;
    [[nodiscard]] QString summary() const; ///< "2,406 records identified · 25 studies included"
    [[nodiscard]] QString verdict() const; ///< whether the numbers add up, and whether they are final
    [[nodiscard]] std::vector<prisma::OpenWork> open() const { return prisma::openWork(m_counts); }
    [[nodiscard]] bool addsUp() const;
    /// Why decisions are not in the boxes: a stage where several judge is blind. Empty: none is.
    [[nodiscard]] QString blindness() const;

    /// The version this review updates, as it is typed: "12, 15"; empty: it is a new review.
    [[nodiscard]] QString previous() const;
    void setPrevious(const QString& typed);

    [[nodiscard]] static Door door(const figure::FlowTarget& target);
    [[nodiscard]] static Door door(const prisma::OpenWork& work);

private:
    struct Counted {
        FlowCounts counts;
        std::array<StageRule, 2> rules; ///< by stage − 1
    };
    void clear() override
    {
        m_counts = {};
        m_rules = {};
    }
    void ask() override;

    FlowCounts m_counts;
    std::array<StageRule, 2> m_rules;
};

} // namespace winnow::ui
