// What the other assessors said at a step of an appraisal.
#pragma once

#include "ui/appraisal/appraisalcontroller.h"

#include <QWidget>

class QVBoxLayout;

namespace winnow::ui {

/// A line an assessor, below it what that rests on. Where they differ on a judgement, a link beside each makes it the
/// review's; what the review says is then shown, and can be taken back. Hidden while nobody else said anything.
class OthersSaid final : public QWidget {
    Q_OBJECT
public:
    /// `of`: the step, for screen readers.
    OthersSaid(AppraisalController& controller, const AppraisalStep& step, const QString& of);
    void follow();

Q_SIGNALS:
    void placeWanted(const winnow::Evidence& place);
    void settled(); ///< by a link, which is gone

private:
    struct Shown {
        std::vector<AppraisalController::Other> others;
        QString own; ///< in words; empty: nothing
        QString settled; ///< in words; empty: nothing
        bool differ = false;
        bool mayChange = false;
        bool operator==(const Shown&) const = default;
    };
    void build();
    void addLine(const QString& words, const QString& link = {}, std::function<void()> run = {});
    void addBasis(const AppraisalController::Other& other);
    AppraisalController& m_controller;
    AppraisalStep m_step;
    QString m_of;
    Shown m_shown;
    QVBoxLayout* m_lines;
};

} // namespace winnow::ui
