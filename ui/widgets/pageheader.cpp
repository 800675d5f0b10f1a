#include "ui/widgets/pageheader.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QFrame>
#include <QLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

/// Heading, state, then any number of controls, as PageHeader says.
class HeadLayout final : public QLayout {
public:
    HeadLayout() = default;
    ~HeadLayout() override { qDeleteAll(m_items); }
    HeadLayout(const HeadLayout&) = delete;
    HeadLayout& operator=(const HeadLayout&) = delete;

    void addItem(QLayoutItem* item) override { m_items.append(item); }
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override
    {
        return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
    }
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return run(QRect(0, 0, width, 0), Pass::Measure); }
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    [[nodiscard]] QSize minimumSize() const override
    {
        QSize size;
        for (const QLayoutItem* item : m_items)
            size = size.expandedTo(item->minimumSize());
        const QMargins margins = contentsMargins();
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
    }
    void setGeometry(const QRect& place) override
    {
        QLayout::setGeometry(place);
        run(place, Pass::Place);
    }

private:
    enum class Pass { Measure, Place };
    enum Part { Heading, State, FirstControl };
    static constexpr int LineGap = theme::Grid / 2;

    /// The controls of one line, from `first` on, and how wide they are together.
    struct Line {
        QList<QLayoutItem*> items;
        int width = 0;
        int height = 0;
    };
    [[nodiscard]] QList<Line> lines(int room) const
    {
        QList<Line> lines{Line{}};
        for (qsizetype i = FirstControl; i < m_items.size(); ++i) {
            if (m_items[i]->isEmpty()) // hidden
                continue;
            const QSize size = m_items[i]->sizeHint();
            if (!lines.last().items.isEmpty() && lines.last().width + theme::Grid + size.width() > room)
                lines.append(Line{});
            Line& line = lines.last();
            line.width += size.width() + (line.items.isEmpty() ? 0 : theme::Grid);
            line.height = std::max(line.height, size.height());
            line.items.append(m_items[i]);
        }
        return lines;
    }
    static void placeLine(const Line& line, const QRect& room)
    {
        int x = room.right() + 1 - std::min(line.width, room.width());
        for (QLayoutItem* item : line.items) {
            const QSize size = item->sizeHint().boundedTo(QSize(room.width(), item->sizeHint().height()));
            item->setGeometry(QRect(QPoint(x, room.y() + (room.height() - size.height()) / 2), size));
            x += size.width() + theme::Grid;
        }
    }
    int run(const QRect& place, Pass pass) const
    {
        const QMargins margins = contentsMargins();
        const QRect room = place.marginsRemoved(margins);
        const QSize heading = m_items[Heading]->sizeHint();
        const int least = std::min(heading.width(), m_items[Heading]->minimumSize().width());
        const QList<Line> lines = this->lines(room.width());
        const bool beside = lines.size() == 1 && least + 2 * theme::Grid + lines.first().width <= room.width();
        int line = std::max(heading.height(), beside ? lines.first().height : 0);
        int below = 0;
        if (!beside)
            for (const Line& one : lines)
                below += LineGap + one.height;
        if (pass == Pass::Measure)
            return line + below + margins.top() + margins.bottom();
        line = std::max(line, room.height() - below); // what height there is more is the first line's
        const int free = room.width() - (beside ? lines.first().width + 2 * theme::Grid : 0);
        const int headed = std::min(heading.width(), free);
        m_items[Heading]->setGeometry(QRect(room.topLeft(), QSize(headed, line)));
        m_items[State]->setGeometry(
            QRect(room.x() + headed + 2 * theme::Grid, room.y(), std::max(0, free - headed - 2 * theme::Grid), line));
        if (beside)
            placeLine(lines.first(), QRect(room.topLeft(), QSize(room.width(), line)));
        int y = room.y() + line;
        for (const Line& one : beside ? QList<Line>{} : lines) {
            placeLine(one, QRect(room.x(), y + LineGap, room.width(), one.height));
            y += LineGap + one.height;
        }
        return 0;
    }

    QList<QLayoutItem*> m_items;
};

PageHeader::PageHeader(const QString& heading, QWidget* parent)
    : QWidget(parent)
    , m_heading(new TextLabel(TextLabel::Voice::Heading, heading))
    , m_status(new TextLabel(TextLabel::Voice::Muted))
    , m_row(new HeadLayout)
{
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, theme::Grid, 0, 0);
    all->setSpacing(theme::Grid);
    all->addLayout(m_row, 1); // the hairline stays where it is when controls come and go
    all->addWidget(hairline(Qt::Horizontal));
    m_row->setContentsMargins(theme::CardMargin, 0, 2 * theme::Grid, 0);
    m_row->addWidget(m_heading);
    m_row->addWidget(m_status);
    m_heading->setElided(26); // a door's heading may be long
    m_status->setElided(4);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMinimumHeight(7 * theme::Grid);
}

void PageHeader::setHeading(const QString& heading)
{
    m_heading->setText(heading);
}

void PageHeader::setStatus(const QString& status)
{
    m_status->setText(status);
}

void PageHeader::addControl(QWidget* control)
{
    m_row->addWidget(control);
}

QWidget* hairline(Qt::Orientation orientation, QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFrameShape(orientation == Qt::Horizontal ? QFrame::HLine : QFrame::VLine);
    line->setFrameShadow(QFrame::Plain);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

} // namespace winnow::ui
