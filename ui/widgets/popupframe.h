// What comes up over the window, with things to choose.
#pragma once

#include <QFrame>

class QHBoxLayout;
class QScrollArea;

namespace winnow::ui {

/// A popup that stays within the screen: its body scrolls where there is no room for it, its foot stays in sight.
class PopupFrame : public QFrame {
    Q_OBJECT
protected:
    explicit PopupFrame(QWidget* parent);
    [[nodiscard]] QWidget& body() { return *m_body; } ///< to be given a layout without margins
    [[nodiscard]] QHBoxLayout& foot() { return *m_foot; }
    void popUpBelow(const QWidget& above);

private:
    QWidget* m_body;
    QScrollArea* m_scroll;
    QHBoxLayout* m_foot;
};

} // namespace winnow::ui
