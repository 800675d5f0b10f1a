// The buttons over a list that narrow it and act on all of it, and what it is narrowed to.
#pragma once

#include <QWidget>

class QAction;

namespace winnow::ui {

class KeyButton;
class TextLabel;

class FilterRow final : public QWidget {
    Q_OBJECT
public:
    FilterRow(QAction* narrow, QAction* bulk, QWidget* parent = nullptr);
    void setWords(const QString& words); ///< what the list is narrowed to; empty: nothing
    [[nodiscard]] QWidget& narrowButton() const;
    [[nodiscard]] QWidget& bulkButton() const;

Q_SIGNALS:
    void cleared(); ///< not narrowed any longer

private:
    KeyButton *m_narrow, *m_bulk;
    QWidget* m_line;
    TextLabel* m_words;
};

} // namespace winnow::ui
