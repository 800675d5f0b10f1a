// The foot of the window: that all is saved, who decides, and what runs beside the window.
#pragma once

#include "ui/models/session.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QProgressBar;
class QPushButton;
class QToolButton;

namespace winnow::ui {

class TextLabel;

class StatusLine final : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);
    enum class State { NoReview, Saved, Saving, ReadOnly };
    void setState(State state, const QString& reviewer, const QString& reason = {});
    /// Of which review, where no other place says so; empty: nothing.
    void setReview(const QString& review);
    /// What was just done, before the rest for a while.
    void say(const QString& text);
    [[nodiscard]] QString text() const;
    void setJob(const JobState& job);
    void endJob(int id);
    [[nodiscard]] const std::vector<JobState>& jobs() const { return m_jobs; }

Q_SIGNALS:
    void cancelRequested(int job);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showWords();
    void showJobs();
    void listJobs();
    TextLabel* m_words;
    QString m_state;
    QString m_review;
    QString m_said;
    QTimer m_saidTimer;
    TextLabel* m_job;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QPushButton* m_others;
    std::vector<JobState> m_jobs; ///< oldest first
};

/// "Importing a.nbib: 63 %, 2 min left"
[[nodiscard]] QString wordsOf(const JobState& job);

} // namespace winnow::ui
