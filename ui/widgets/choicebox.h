// A combo box for choices that may be longer than it is wide.
#pragma once

#include <QComboBox>

namespace winnow::ui {

/// What is chosen ends in "…" where there is no room for it, which styles only cut; the whole is its tip.
class ChoiceBox final : public QComboBox {
    Q_OBJECT
public:
    using QComboBox::QComboBox;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString shown() const; ///< as much of what is chosen as there is room for
};

} // namespace winnow::ui
