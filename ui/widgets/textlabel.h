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
    /// One line, cut with dots where there is no room for all of it, but not below so many letters; the whole of it is
    /// then its tooltip.
    void setElided(int leastLetters);
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// The size of letters is another: a widget with a font of its own is not told by Qt.
    void followLetters() { adopt(); }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void adopt();
    Voice m_voice;
    bool m_adopting = false;
    int m_leastLetters = 0; ///< 0: never cut
};

} // namespace winnow::ui
