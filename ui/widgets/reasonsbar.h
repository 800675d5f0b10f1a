// Why a citation is excluded, chosen by number or by a few letters.
#pragma once

#include "core/model/screening.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QPushButton;

namespace winnow::ui {

class FlowLayout;

/// The reasons of a stage with their numbers. Digits choose at once while nothing is typed; letters narrow the list and
/// Enter takes its first, or adds what is typed if there is none; Enter alone excludes without a reason; Esc gives up.
class ReasonsBar final : public QWidget {
    Q_OBJECT
public:
    explicit ReasonsBar(QWidget* parent = nullptr);
    void setReasons(const std::vector<Reason>& reasons);
    /// Whether one must be given: Enter alone then does nothing as long as there are any.
    void setNeeded(bool needed);
    void begin(); ///< shows itself and takes the keys
    [[nodiscard]] QLineEdit& field() { return *m_field; }

Q_SIGNALS:
    void chosen(winnow::ReasonId reason); ///< none: without a reason
    void added(const QString& reason);
    void begun();
    void ended(); ///< chosen, added or given up; hidden again

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void writeReasons();
    void choose(ReasonId reason);
    void add();
    void accept();
    void narrow();
    void end();

    QLineEdit* m_field;
    FlowLayout* m_flow;
    QPushButton* m_none;
    QPushButton* m_new;
    bool m_needed = false;
    std::vector<Reason> m_reasons;
    std::vector<QPushButton*> m_buttons; ///< as m_reasons
};

} // namespace winnow::ui
