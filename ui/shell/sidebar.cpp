#include "ui/shell/sidebar.h"

#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

namespace {

// Names are not shortened beside a count of three figures, but with larger letters the page needs the room.
constexpr int StepLetters = 27;
constexpr int Ample = 25 * theme::Grid;

} // namespace

SidebarButton::SidebarButton(PageId page, int number, const QString& name, const QString& icon, QWidget* parent)
    : QAbstractButton(parent)
    , m_page(page)
    , m_number(number)
{
    setText(name);
    setIcon(theme::icon(icon));
    setCheckable(true);
    setAutoExclusive(true);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
}

void SidebarButton::setCount(std::optional<std::int64_t> count, const QString& words)
{
    m_count = count;
    m_countWords = words;
    const QString whole = words.isEmpty() ? text() : text() + QStringLiteral(", ") + words;
    setAccessibleName(whole);
    setToolTip(m_compact ? whole : words);
    update();
}

void SidebarButton::setCompact(bool compact)
{
    m_compact = compact;
    setCount(m_count, m_countWords);
    updateGeometry();
}

QSize SidebarButton::sizeHint() const
{
    const int letter = fontMetrics().averageCharWidth();
    if (m_compact) // the sign, and a number of five figures below the text's size
        return {fontMetrics().height() + 6 * letter + 4 * theme::Grid, fontMetrics().height() + 16};
    return {std::max(StepLetters * letter, std::min((StepLetters + 5) * letter, Ample)), fontMetrics().height() + 16};
}

void SidebarButton::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = theme::colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF plate = QRectF(rect()).adjusted(theme::Grid, 1, -theme::Grid, -1);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? colors.selected : theme::blend(colors.text, colors.window, 0.05));
        painter.drawRoundedRect(plate, 5, 5);
    }
    if (isChecked()) {
        painter.setBrush(colors.accent);
        painter.drawRoundedRect(QRectF(plate.left(), plate.top() + 6, 3, plate.height() - 12), 1.5, 1.5);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.accent, 1.5));
        painter.drawRoundedRect(plate.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5);
    }
    const int side = fontMetrics().height() + 2;
    QRect inner = plate.toRect().adjusted(m_compact ? 6 : 12, 0, m_compact ? -4 : -10, 0);
    icon().paint(&painter, QRect(inner.left(), inner.center().y() - side / 2 + 1, side, side));
    inner.setLeft(inner.left() + side + 10);
    const QString count = m_count ? QLocale().toString(qlonglong(*m_count)) : QString();
    painter.setFont(theme::caption());
    painter.setPen(isChecked() ? colors.text : colors.muted);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, count);
    if (m_compact)
        return;
    const int countWidth = count.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(count) + 8;
    QFont own = font();
    if (isChecked())
        own.setWeight(QFont::DemiBold);
    painter.setFont(own);
    painter.setPen(colors.text);
    inner.setRight(inner.right() - countWidth);
    const QString name = m_number > 0 ? QStringLiteral("%1  %2").arg(m_number).arg(text()) : text();
    painter.drawText(inner, Qt::AlignVCenter, painter.fontMetrics().elidedText(name, Qt::ElideRight, inner.width()));
}

void SidebarButton::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void SidebarButton::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

Sidebar::Sidebar(QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextLabel::Voice::Strong))
    , m_notice(new TextLabel(TextLabel::Voice::Caption))
    , m_column(new QVBoxLayout(this))
{
    setAccessibleName(tr("Steps of the review"));
    m_title->setWordWrap(true);
    m_notice->setWordWrap(true);
    // The steps say how wide the bar is; a long title wraps, and does not push the page aside.
    for (TextLabel* label : {m_title, m_notice}) {
        QSizePolicy wraps(QSizePolicy::Ignored, QSizePolicy::Preferred);
        wraps.setHeightForWidth(true);
        label->setSizePolicy(wraps);
    }
    m_title->setAccessibleName(tr("Review"));
    m_notice->setAccessibleName(tr("Notice of the review"));
    m_column->setContentsMargins(0, 2 * theme::Grid, 0, theme::Grid);
    m_column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(20, 0, 2 * theme::Grid, 2 * theme::Grid);
    head->setSpacing(theme::Grid / 2);
    head->addWidget(m_title);
    head->addWidget(m_notice);
    m_column->addLayout(head);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void Sidebar::addStep(PageId page, int number, const QString& name, const QString& icon)
{
    auto* button = new SidebarButton(page, number, name, icon);
    m_buttons[page] = button;
    m_column->addWidget(button);
    connect(button, &QAbstractButton::clicked, this, [this, page] { Q_EMIT chosen(page); });
}

void Sidebar::addSeparator()
{
    auto* frame = new QWidget;
    auto* row = new QVBoxLayout(frame);
    row->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, theme::Grid);
    row->addWidget(hairline(Qt::Horizontal));
    m_column->addWidget(frame);
}

void Sidebar::finish()
{
    m_column->addStretch(1);
}

void Sidebar::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    for (const auto& [id, button] : m_buttons)
        button->setCompact(compact);
    m_title->setVisible(!compact);
    m_notice->setVisible(!compact && !m_notice->text().isEmpty());
}

int Sidebar::wholeWidth() const
{
    const int letter = fontMetrics().averageCharWidth();
    return std::max(StepLetters * letter, std::min((StepLetters + 5) * letter, Ample));
}

void Sidebar::setReview(const QString& title, const QString& notice)
{
    m_title->setText(title);
    m_notice->setText(notice);
    m_notice->setVisible(!m_compact && !notice.isEmpty());
}

void Sidebar::setCurrent(std::optional<PageId> page)
{
    for (const auto& [id, button] : m_buttons) {
        button->setAutoExclusive(false);
        button->setChecked(page == id);
        button->setAutoExclusive(true);
    }
}

void Sidebar::setCount(PageId page, std::optional<std::int64_t> count, const QString& words)
{
    if (auto* of = button(page))
        of->setCount(count, words);
}

SidebarButton* Sidebar::button(PageId page) const
{
    const auto found = m_buttons.find(page);
    return found == m_buttons.end() ? nullptr : found->second;
}

void Sidebar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::colors().window);
}

} // namespace winnow::ui
