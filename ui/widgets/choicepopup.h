// A field over a list, by keyboard: what popups for labels, terms and meanings share.
#pragma once

#include <QFrame>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QVBoxLayout;

namespace winnow::ui {

/// The field keeps the focus: arrows choose a row (hidden ones are passed over), Enter takes it, Esc closes.
class ChoicePopup : public QFrame {
    Q_OBJECT
public:
    [[nodiscard]] QLineEdit& field() { return *m_field; }
    [[nodiscard]] QListWidget& list() { return *m_list; }

protected:
    explicit ChoicePopup(QWidget* parent);
    virtual void accept() = 0; ///< of the current row
    [[nodiscard]] QVBoxLayout& column() { return *m_column; } ///< field, list
    QListWidgetItem* addRow(const QString& text, const QColor& swatch);
    void popUp(const QPoint& foot); ///< `foot`: its lower left corner on the screen
    void fitToRows(); ///< as tall as its rows need, within bounds
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void moveBy(int step);

    QLineEdit* m_field;
    QListWidget* m_list;
    QVBoxLayout* m_column;
};

} // namespace winnow::ui
