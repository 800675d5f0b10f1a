// Plain text in one of the theme's voices.
#pragma once

#include <QLabel>

namespace winnow::ui {

/// A label that keeps its voice when the look or the text size changes. Never shows rich text.
class TextLabel final : public QLabel {
    Q_OBJECT
public:
    enum class Voice {
        Body,
        Strong, ///< semibold
        Muted,
        Caption, ///< small and muted
        Heading, ///< of a page
        Title, ///< of a record, or of the program
        Warning, ///< what went wrong
    };
    explicit TextLabel(Voice voice, const QString& text = {}, QWidget* parent = nullptr);
    void setVoice(Voice voice);

protected:
    void changeEvent(QEvent* event) override;

private:
    void adopt();
    Voice m_voice;
    bool m_adopting = false;
};

} // namespace winnow::ui
