#include "ui/widgets/textlabel.h"

#include "core/base/shown.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace winnow::ui {

TextLabel::TextLabel(Voice voice, const QString& text, QWidget* parent)
    : QLabel(text, parent)
    , m_voice(voice)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // on whatever background: that is where the voice's colour is set
    adopt();
}

void TextLabel::setVoice(Voice voice)
{
    m_voice = voice;
    adopt();
}

void TextLabel::setElided(int leastLetters)
{
    m_leastLetters = leastLetters;
    updateGeometry();
}

QSize TextLabel::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    const int least = m_leastLetters * fontMetrics().averageCharWidth();
    return m_leastLetters > 0 ? QSize(std::min(whole.width(), least), whole.height()) : whole;
}

void TextLabel::paintEvent(QPaintEvent* event)
{
    if (m_leastLetters == 0) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    const QRect room = contentsRect();
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, room.width());
    if (const QString whole = shown == text() ? QString() : asToolTip(text()); whole != toolTip())
        setToolTip(whole);
    style()->drawItemText(
        &painter, room, static_cast<int>(alignment()), palette(), isEnabled(), shown, foregroundRole());
}

void TextLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    const auto type = event->type();
    if (!m_adopting && (type == QEvent::FontChange || type == QEvent::PaletteChange))
        adopt();
}

void TextLabel::adopt()
{
    m_adopting = true;
    const Colors& colors = theme::colors();
    QFont font = QApplication::font();
    QColor color = colors.text;
    switch (m_voice) {
    case Voice::Body:
        break;
    case Voice::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case Voice::Muted:
        color = colors.muted;
        break;
    case Voice::Caption:
        font = theme::caption();
        color = colors.muted;
        break;
    case Voice::Heading:
        font = theme::heading();
        break;
    case Voice::Title:
        font = theme::title();
        break;
    case Voice::Warning:
        color = colors.exclude;
        break;
    }
    if (this->font() != font)
        setFont(font);
    if (palette().color(QPalette::WindowText) != color) {
        QPalette own = palette();
        own.setColor(QPalette::WindowText, color);
        setPalette(own);
    }
    m_adopting = false;
}

} // namespace winnow::ui
