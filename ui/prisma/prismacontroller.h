// What the PRISMA page knows: the counts of the review, the diagram made of them, and what does not add up.
#pragma once

#include "core/figure/prismafigure.h"
#include "core/prisma/prisma.h"
#include "ui/widgets/page.h"

#include <QObject>

#include <memory>
#include <optional>

namespace winnow::ui {

class Session;

/// Counts in a job while it is active; until the answer is there, the old diagram stays.
class PrismaController final : public QObject {
    Q_OBJECT
public:
    explicit PrismaController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active); ///< an inactive one counts again when it becomes active, if anything changed

    [[nodiscard]] bool hasRecords() const; ///< false: there is nothing to draw yet
    [[nodiscard]] const FlowCounts& counts() const { return m_counts; }
    [[nodiscard]] figure::PrismaFigure figure(const figure::Palette& palette) const;
    [[nodiscard]] QString summary() const; ///< "2,406 records identified · 25 studies included"
    [[nodiscard]] QString verdict() const; ///< whether the numbers add up, and whether they are final
    [[nodiscard]] std::vector<prisma::OpenWork> open() const { return prisma::openWork(m_counts); }
    [[nodiscard]] bool addsUp() const;
    [[nodiscard]] QString exportName() const; ///< without ending, beside the review

    [[nodiscard]] static Door door(const figure::FlowTarget& target);
    [[nodiscard]] static Door door(const prisma::OpenWork& work);

Q_SIGNALS:
    void changed();
    void failed(const winnow::Error& error);

private:
    void follow(const Changes& changes);
    void ask();

    std::shared_ptr<Session> m_session;
    FlowCounts m_counts;
    bool m_active = false;
    bool m_stale = true;
};

} // namespace winnow::ui
