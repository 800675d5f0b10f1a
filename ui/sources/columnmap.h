// Which field each column of a table goes to.
#pragma once

#include "core/model/receipt.h"

#include <QWidget>

#include <vector>

class QComboBox;

namespace winnow::ui {

/// A row a column: its heading, some of its values, and the field they go to, to be changed by hand.
class ColumnMap final : public QWidget {
    Q_OBJECT
public:
    explicit ColumnMap(QWidget* parent = nullptr);
    /// The rows stay, and with them the focus, as long as the headings are the same.
    void setColumns(const std::vector<Column>& columns);
    [[nodiscard]] QComboBox* choice(std::size_t column) const { return m_choices[column]; }

Q_SIGNALS:
    void fieldChosen(const std::string& heading, const std::string& field);

private:
    void build();

    std::vector<Column> m_columns;
    std::vector<QComboBox*> m_choices;
};

} // namespace winnow::ui
