// Asks which citations are handed on, and in which format.
#pragma once

#include "core/review/export.h"

#include <QDialog>

#include <vector>

class QComboBox;

namespace winnow::ui {

class TextLabel;

class ExportDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ExportDialog(QWidget* parent = nullptr);

    [[nodiscard]] const review::ExportFormat& format() const;
    [[nodiscard]] std::vector<Box> boxes() const; ///< empty: every citation

private:
    void refresh();
    QComboBox* m_which;
    QComboBox* m_format;
    TextLabel* m_about;
};

} // namespace winnow::ui
