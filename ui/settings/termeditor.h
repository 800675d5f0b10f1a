// The categories of highlighted terms to be edited.
#pragma once

#include "core/model/views.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace winnow::ui {

/// A row a category: its name, its colour, its terms with commas between them.
class TermEditor final : public QWidget {
    Q_OBJECT
public:
    explicit TermEditor(QWidget* parent = nullptr);
    void setTerms(const std::vector<TermCategory>& terms);
    [[nodiscard]] std::vector<TermCategory> terms() const; ///< those with a name

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QWidget* widget = nullptr;
        QLineEdit* name = nullptr;
        QComboBox* color = nullptr;
        QLineEdit* terms = nullptr;
    };
    void addRow(const TermCategory& category);
    void removeRow(const QWidget* widget);
    void paintColors();

    QVBoxLayout* m_column;
    std::vector<Row> m_rows;
};

} // namespace winnow::ui
