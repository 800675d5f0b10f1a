#include "ui/widgets/twolinedelegate.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace winnow::ui {

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {10 * theme::Grid, option.fontMetrics.height() + QFontMetrics(theme::caption()).height() + 3 * theme::Grid};
}

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& colors = theme::colors();
    const Rest below = rest(index);
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    if (selected)
        painter->fillRect(option.rect, colors.selected);
    if (selected && option.widget->hasFocus())
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), colors.accent);
    if (below.stripe.isValid())
        painter->fillRect(QRect(option.rect.left() + theme::Grid / 2 + 1, option.rect.top() + theme::Grid, 4,
                              option.rect.height() - 2 * theme::Grid),
            below.stripe);
    QRect area = option.rect.adjusted(2 * theme::Grid, theme::Grid, -theme::Grid, -theme::Grid);
    if (below.mark) {
        const int side = option.fontMetrics.ascent();
        paintMark(*painter, QRect(area.left(), area.top() + 2, side, side), *below.mark);
        area.setLeft(area.left() + side + theme::Grid);
    }
    const auto line = [painter](const QRect& where, const QFont& font, const QColor& color, const QString& text) {
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(where, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(text, Qt::ElideRight, where.width()));
    };
    const int half = area.height() / 2;
    line(QRect(area.left(), area.top(), area.width(), half), option.font, colors.text,
        index.data(Qt::DisplayRole).toString());
    line(area.adjusted(0, half, 0, 0), theme::caption(), below.color.isValid() ? below.color : colors.muted,
        below.lower);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.border);
}

} // namespace winnow::ui
