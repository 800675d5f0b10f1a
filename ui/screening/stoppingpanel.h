// What can be said of when enough was screened, beside the record.
#pragma once

#include "core/figure/recallcurve.h"
#include "core/review/ranker.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QScrollArea;
class QSpinBox;

namespace winnow::ui {

class FigureView;
class TextLabel;

/// What the panel rests on beside the figures themselves.
struct StoppingContext {
    bool byRelevance = false; ///< the queue is in that order now
    std::int64_t decidedInOrder = 0; ///< decisions at least that were made in the learned order
};

/// The curve, what is expected, and each rule in words, with what it rests on where that is not the case. It never says
/// that screening is done: that is for the reviewers to judge.
class StoppingPanel final : public QWidget {
    Q_OBJECT
public:
    explicit StoppingPanel(QWidget* parent = nullptr);
    void setStopping(const std::optional<review::Stopping>& stopping, const StoppingContext& context);
    [[nodiscard]] QString statement() const; ///< to be cited; empty: there is nothing to say yet
    [[nodiscard]] const std::optional<figure::RecallCurve>& curve() const { return m_curve; }
    [[nodiscard]] FigureView& view() { return *m_view; }
    void takeFocus();

Q_SIGNALS:
    void copyWanted();
    void figureExported();
    void dataExported();
    void closed();
    void left(); ///< Esc was pressed

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeSamples();
    void layOut();
    void showSamples();

    std::optional<review::Stopping> m_stopping;
    std::optional<figure::RecallCurve> m_curve;
    FigureView* m_view;
    QScrollArea* m_scroll;
    QWidget* m_page;
    TextLabel *m_of, *m_estimate, *m_rule, *m_conditions, *m_run, *m_sampleWords, *m_unseenWords, *m_statement;
    QSpinBox *m_sample, *m_drawn, *m_relevant;
    QPushButton* m_copy;
};

/// As the figure and its data have it.
[[nodiscard]] figure::RecallCurve curveOf(const review::Stopping& stopping);

} // namespace winnow::ui
