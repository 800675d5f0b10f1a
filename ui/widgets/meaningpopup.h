// What a mark in a PDF means, chosen by keyboard, and what one has to say of it.
#pragma once

#include "ui/widgets/choicepopup.h"

#include <string>
#include <vector>

namespace winnow::ui {

/// The comment, and the review's meanings in their colours: arrows choose one, Enter takes both, Esc closes.
class MeaningPopup final : public ChoicePopup {
    Q_OBJECT
public:
    explicit MeaningPopup(QWidget* parent = nullptr);
    void begin(const std::vector<std::string>& meanings, const std::string& current, const QPoint& foot);

Q_SIGNALS:
    void chosen(int meaning, const QString& comment);

protected:
    void accept() override;
};

} // namespace winnow::ui
