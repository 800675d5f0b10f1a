#include "ui/widgets/flowlayout.h"

#include <algorithm>

namespace winnow::ui {

FlowLayout::FlowLayout(int gap, QWidget* parent)
    : QLayout(parent)
    , m_gap(gap)
{
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return run(QRect(0, 0, width, 0), Pass::Measure);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& place)
{
    QLayout::setGeometry(place);
    run(place, Pass::Place);
}

int FlowLayout::run(const QRect& place, Pass pass) const
{
    const QMargins margins = contentsMargins();
    const QRect room = place.marginsRemoved(margins);
    int x = room.x();
    int y = room.y();
    int line = 0;
    QList<std::pair<QLayoutItem*, QRect>> inLine;
    // Items of a line stand about one middle.
    const auto endLine = [&] {
        for (const auto& [item, rect] : inLine)
            item->setGeometry(rect.translated(0, (line - rect.height()) / 2));
        inLine.clear();
    };
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) // hidden
            continue;
        const QSize size = item->sizeHint();
        if (x > room.x() && x + size.width() > room.right() + 1) {
            endLine();
            x = room.x();
            y += line + m_gap / 2;
            line = 0;
        }
        if (pass == Pass::Place)
            inLine.append({item, QRect(QPoint(x, y), size.boundedTo(QSize(std::max(room.width(), 1), size.height())))});
        x += size.width() + m_gap;
        line = std::max(line, size.height());
    }
    endLine();
    return y + line - place.y() + margins.bottom();
}

} // namespace winnow::ui
