// One step of an appraisal: what is asked, and buttons for what can be said.
#pragma once

#include "ui/appraisal/appraisalcontroller.h"

#include <QWidget>

class QAction;
class QPlainTextEdit;
class QPushButton;

namespace winnow::ui {

class OthersSaid;
class QuoteList;
class TextLabel;

/// Dimmed while it is not asked. What it rests on stands below. A judgement has its proposal and a field for its
/// support besides.
class StepRow final : public QWidget {
    Q_OBJECT
public:
    /// `keys`: the actions that say the first, second … thing of the current step.
    StepRow(AppraisalController& controller, const AppraisalStep& step, const std::vector<QAction*>& keys,
        QWidget* parent = nullptr);
    void follow(); ///< what is said, asked, proposed; leaves a support alone while it is written
    void showSupport(); ///< of another study, whatever is being written
    void setCurrent(bool current, bool focused);
    void commit(); ///< stores the support as it is written
    [[nodiscard]] QPlainTextEdit* support() const { return m_support; }
    [[nodiscard]] const AppraisalStep& step() const { return m_step; }

Q_SIGNALS:
    void left(); ///< the support was left by Escape, or something else has no use for the focus any more
    void placeWanted(const winnow::Evidence& place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeChoices(const QString& asked, const std::vector<QAction*>& keys);
    void makeSupport();
    AppraisalController& m_controller;
    AppraisalStep m_step;
    TextLabel* m_text;
    std::vector<std::pair<std::string, QPushButton*>> m_choices;
    QuoteList* m_quotes;
    OthersSaid* m_others;
    TextLabel* m_proposal = nullptr;
    TextLabel* m_doubt = nullptr;
    QPlainTextEdit* m_support = nullptr;
    bool m_current = false;
    bool m_focused = false;
};

} // namespace winnow::ui
