#include "ui/widgets/pageheader.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace winnow::ui {

PageHeader::PageHeader(const QString& heading, QWidget* parent)
    : QWidget(parent)
    , m_heading(new TextLabel(TextLabel::Voice::Heading, heading))
    , m_status(new TextLabel(TextLabel::Voice::Muted))
    , m_row(new QHBoxLayout)
{
    m_row->setContentsMargins(theme::CardMargin, 0, 2 * theme::Grid, 0);
    m_row->setSpacing(theme::Grid);
    m_row->addWidget(m_heading);
    m_row->addSpacing(theme::Grid);
    m_row->addWidget(m_status);
    m_row->addStretch(1);
    m_heading->setElided(26); // a door's heading may be long
    m_status->setElided(4);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, theme::Grid, 0, 0);
    all->setSpacing(theme::Grid);
    all->addLayout(m_row, 1); // the hairline stays where it is when controls come and go
    all->addWidget(hairline(Qt::Horizontal));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
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
