// Words made a highlighted term by keyboard.
#pragma once

#include "core/model/views.h"

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace winnow::ui {

/// The words, to be put right, and the categories: arrows choose one, Enter adds, Esc closes.
class TermPopup final : public QFrame {
    Q_OBJECT
public:
    explicit TermPopup(QWidget* parent = nullptr);
    void begin(const QString& words, const std::vector<TermCategory>& categories, const QPoint& foot);
    [[nodiscard]] QLineEdit& field() { return *m_field; }

Q_SIGNALS:
    void added(const QString& words, int category); ///< −1: a new one

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void accept();

    QLineEdit* m_field;
    QListWidget* m_list;
};

} // namespace winnow::ui
