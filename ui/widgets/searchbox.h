// A line for words to search by.
#pragma once

#include <QLineEdit>

namespace winnow::ui {

/// Escape empties it first and then leaves it, so that single keys decide again.
class SearchBox final : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchBox(QWidget* parent = nullptr);

Q_SIGNALS:
    void left(); ///< by Escape; the focus belongs to what was searched

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace winnow::ui
