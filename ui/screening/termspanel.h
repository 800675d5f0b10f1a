// The reviewer's terms, category by category, beside the record.
#pragma once

#include "core/model/views.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace winnow::ui {

/// A row a category: its colour, its name, and its terms, one a line. What is entered holds when the field is left, or
/// with Ctrl+Enter; Esc leaves the panel.
class TermsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit TermsPanel(QWidget* parent = nullptr);
    void setTerms(const std::vector<TermCategory>& terms);
    void setEditable(bool editable);
    void edit(); ///< takes the keys
    [[nodiscard]] std::vector<TermCategory> terms() const; ///< without categories that have neither name nor terms

Q_SIGNALS:
    void edited(const std::vector<winnow::TermCategory>& terms);
    void left(); ///< by Esc
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QWidget* whole;
        QComboBox* color;
        QLineEdit* name;
        QPlainTextEdit* terms;
    };
    void addRow(const TermCategory& category);
    void paintColors(const Row& row) const;
    void tell();

    std::vector<TermCategory> m_known; ///< as last set or told
    std::vector<std::vector<TermCategory>> m_told; ///< and not answered yet
    QWidget* m_list;
    QVBoxLayout* m_column;
    QWidget* m_add;
    std::vector<Row> m_rows;
};

} // namespace winnow::ui
