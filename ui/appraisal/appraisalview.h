// The instrument as a list of questions: domain by domain, with what is proposed.
#pragma once

#include "ui/appraisal/appraisalcontroller.h"

#include <QScrollArea>

#include <functional>

class QAction;
class QPlainTextEdit;

namespace winnow::ui {

class StepRow;
class TextLabel;

/// A section a domain: its items, then the judgement with its proposal and support; at the end the overall judgement.
/// The step that keys act on is marked. Has the focus for those keys while no support is being written.
class AppraisalView final : public QScrollArea {
    Q_OBJECT
public:
    explicit AppraisalView(AppraisalController& controller, QWidget* parent = nullptr);
    /// Before a plan is shown: the actions that say the first, second … thing of the current step.
    void setKeys(std::vector<QAction*> keys) { m_keys = std::move(keys); }
    /// What Enter does in a support: takes the words selected in the report; false if there are none.
    void setTaker(std::function<bool()> take) { m_take = std::move(take); }
    void commit(); ///< stores the support that is being written
    void writeSupport(); ///< puts the cursor into that of the current domain
    [[nodiscard]] QPlainTextEdit* support(const AppraisalStep& judgement) const; ///< none if the step has none

Q_SIGNALS:
    void placeWanted(const winnow::Evidence& place);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void followSaid();
    void followCurrent();
    void fitWidth();
    [[nodiscard]] StepRow* rowOf(const AppraisalStep& step) const;

    AppraisalController& m_controller;
    std::vector<QAction*> m_keys;
    std::function<bool()> m_take;
    std::vector<StepRow*> m_rows; ///< as the controller's steps
};

} // namespace winnow::ui
