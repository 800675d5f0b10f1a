// What a page says while it has nothing to show.
#pragma once

#include <QWidget>

class QPushButton;

namespace winnow::ui {

class TextLabel;

/// One line on how to fill the page, and a button that does it; in the middle of the room it has.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& line, const QString& button = {}, QWidget* parent = nullptr);
    void setLine(const QString& line);
    void setButton(const QString& text); ///< empty: none

Q_SIGNALS:
    void clicked();

private:
    TextLabel* m_line;
    QPushButton* m_button;
};

} // namespace winnow::ui
