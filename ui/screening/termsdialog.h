// The reviewer's terms, category by category.
#pragma once

#include "core/model/views.h"

#include <QDialog>

#include <vector>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace winnow::ui {

/// A row a category: its colour, its name, and its terms, one a line.
class TermsDialog final : public QDialog {
    Q_OBJECT
public:
    explicit TermsDialog(const std::vector<TermCategory>& terms, QWidget* parent = nullptr);
    [[nodiscard]] std::vector<TermCategory> terms() const; ///< without categories that have neither name nor terms

Q_SIGNALS:
    void saved(const std::vector<winnow::TermCategory>& terms);

private:
    struct Row {
        QWidget* whole;
        QComboBox* color;
        QLineEdit* name;
        QPlainTextEdit* terms;
    };
    void addRow(const TermCategory& category);

    QVBoxLayout* m_column;
    std::vector<Row> m_rows;
};

} // namespace winnow::ui
