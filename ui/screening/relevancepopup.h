// What is chosen about the order by relevance.
#pragma once

#include "ui/models/relevanceorder.h"
#include "ui/widgets/popupframe.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace winnow::ui {

class TextLabel;

/// On or off, words that say what is sought, and how often chance has its turn. Choices hold at once, words once Enter
/// is pressed or it closes; Esc closes it.
class RelevancePopup final : public PopupFrame {
    Q_OBJECT
public:
    explicit RelevancePopup(QWidget* parent = nullptr);
    void begin(const RelevanceOrder& order, const QWidget& below);
    void showOrder(const RelevanceOrder& order); ///< how it came about

Q_SIGNALS:
    void switched(bool on);
    void wished(const winnow::ui::RelevanceOrder::Wish& wish);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void tell();

    RelevanceOrder::Wish m_wish; ///< as it was told last
    QCheckBox* m_on;
    QLineEdit* m_words;
    QComboBox* m_chance;
    TextLabel* m_basis;
};

} // namespace winnow::ui
