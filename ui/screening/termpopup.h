// Words made a highlighted term by keyboard.
#pragma once

#include "core/model/views.h"
#include "ui/widgets/choicepopup.h"

namespace winnow::ui {

/// The words, to be put right, and the categories: arrows choose one, Enter adds, Esc closes.
class TermPopup final : public ChoicePopup {
    Q_OBJECT
public:
    explicit TermPopup(QWidget* parent = nullptr);
    void begin(const QString& words, const std::vector<TermCategory>& categories, const QPoint& foot);

Q_SIGNALS:
    void added(const QString& words, int category); ///< −1: a new one

protected:
    void accept() override;
};

} // namespace winnow::ui
