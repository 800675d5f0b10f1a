// A short line at the foot of the window that says what was just done.
#pragma once

#include <QTimer>
#include <QWidget>

class QPushButton;
class QToolButton;

namespace winnow::ui {

class TextLabel;

/// Comes up over the foot of its parent and goes by itself, later while the mouse is on it.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    enum class Offer { None, Undo };
    explicit NoticeBar(QWidget* parent);
    void say(const QString& text, Offer offer);
    /// Something else was done since, which its undo would take back.
    void withdrawUndo();
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void undoClicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    TextLabel* m_text;
    QPushButton* m_undo;
    QToolButton* m_close;
    QTimer m_timer;
    bool m_isFresh = false; ///< said in this turn of the event loop: what it is about may be told of after it
};

} // namespace winnow::ui
