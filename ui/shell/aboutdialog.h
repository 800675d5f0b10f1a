// What the program is, its version and its licence.
#pragma once

#include <QDialog>

namespace winnow::ui {

class AboutDialog final : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

} // namespace winnow::ui
