#include "ui/extraction/formoutline.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace winnow::ui {

namespace {

using Place = DesignController::Place;
using Kind = DesignController::Kind;

enum Column { Name, What };
enum Role { KindRole = Qt::UserRole, SectionRole, IndexRole };

QTreeWidgetItem* partOf(QTreeWidgetItem* parent, int index)
{
    QTreeWidgetItem* const there = parent->child(index);
    return there != nullptr ? there : new QTreeWidgetItem(parent);
}

void dropAfter(QTreeWidgetItem* parent, int count)
{
    while (parent->childCount() > count)
        delete parent->takeChild(parent->childCount() - 1);
}

} // namespace

FormOutline::FormOutline(DesignController& controller, QWidget* parent)
    : QTreeWidget(parent)
    , m_controller(controller)
{
    setAccessibleName(tr("Parts of the form"));
    setColumnCount(2);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setIndentation(2 * theme::Grid);
    setUniformRowHeights(true);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    header()->setSectionResizeMode(What, QHeaderView::Fixed);
    connect(this, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* now) {
        if (!m_following && now != nullptr)
            m_controller.select(placeOf(*now));
    });
    connect(this, &QTreeWidget::itemDoubleClicked, this, &FormOutline::nameWanted);
    connect(&m_controller, &DesignController::changed, this, &FormOutline::build);
    connect(&m_controller, &DesignController::selectedChanged, this, &FormOutline::followSelection);
}

Place FormOutline::placeOf(const QTreeWidgetItem& item)
{
    return {static_cast<Kind>(item.data(Name, KindRole).toInt()), item.data(Name, SectionRole).toInt(),
        item.data(Name, IndexRole).toInt()};
}

void FormOutline::fill(QTreeWidgetItem* item, const Place& place, const QString& name, const QString& kind)
{
    const QStringList faults = m_controller.faultsAt(place);
    const QString shown = name.trimmed().isEmpty() ? tr("(without a name)") : inOneLine(name.toStdString());
    item->setData(Name, KindRole, static_cast<int>(place.kind));
    item->setData(Name, SectionRole, place.section);
    item->setData(Name, IndexRole, place.index);
    item->setText(Name, faults.isEmpty() ? shown : QStringLiteral("! ") + shown);
    const QString used = m_controller.usedIn(place);
    item->setToolTip(Name,
        asToolTip(!faults.isEmpty() ? faults.join(u'\n')
                : kind.isEmpty()    ? shown
                                    : tr("%1 (%2)").arg(shown, kind)));
    item->setText(What, kind);
    item->setToolTip(What, used.isEmpty() ? kind : tr("%1, answered in %2").arg(kind, used));
    item->setData(Name, Qt::AccessibleDescriptionRole, faults.isEmpty() ? item->toolTip(What) : faults.join(u' '));
    item->setForeground(Name, faults.isEmpty() ? theme::colors().text : theme::colors().exclude);
    item->setForeground(What, theme::colors().muted);
    QFont font = this->font();
    font.setWeight(place.kind == Kind::Field || place.index >= 0 ? QFont::Normal : QFont::DemiBold);
    item->setFont(Name, font);
}

/// Items are filled anew where they stand, so that what is folded and where one looks at stay.
void FormOutline::build()
{
    m_following = true;
    const Form& form = m_controller.form();
    QTreeWidgetItem* const root = invisibleRootItem();
    const bool first = root->childCount() == 0;
    int at = 0;
    const auto top = [&](const Place& place, const QString& name, const QString& kind) {
        QTreeWidgetItem* const item = partOf(root, at++);
        fill(item, place, name, kind);
        return item;
    };
    dropAfter(top({}, m_controller.title(), tr("Form")), 0);
    for (std::size_t s = 0; s < form.sections.size(); ++s) {
        const Section& section = form.sections[s];
        const auto number = static_cast<int>(s);
        QTreeWidgetItem* const item = top(
            {Kind::Section, number, -1}, toQString(section.title), section.repeat ? tr("several times") : QString());
        for (std::size_t f = 0; f < section.fields.size(); ++f) {
            const Field& field = section.fields[f];
            QString kind = wordOf(field.type);
            if (field.when)
                kind += QStringLiteral(" · ") + tr("if");
            fill(partOf(item, static_cast<int>(f)), {Kind::Field, number, static_cast<int>(f)}, toQString(field.label),
                kind);
        }
        dropAfter(item, static_cast<int>(section.fields.size()));
    }
    QTreeWidgetItem* const outcomes = top({Kind::Outcome, -1, -1}, tr("Outcomes"), tr("of results"));
    for (std::size_t i = 0; i < form.outcomes.size(); ++i)
        fill(partOf(outcomes, static_cast<int>(i)), {Kind::Outcome, -1, static_cast<int>(i)},
            toQString(form.outcomes[i].label), wordOf(form.outcomes[i].type));
    dropAfter(outcomes, static_cast<int>(form.outcomes.size()));
    QTreeWidgetItem* const times = top({Kind::Time, -1, -1}, tr("Times"), tr("of results"));
    for (std::size_t i = 0; i < form.times.size(); ++i)
        fill(partOf(times, static_cast<int>(i)), {Kind::Time, -1, static_cast<int>(i)}, toQString(form.times[i].label),
            QString());
    dropAfter(times, static_cast<int>(form.times.size()));
    dropAfter(root, at);
    shareWidth();
    std::size_t fields = 0;
    for (const Section& section : form.sections)
        fields += section.fields.size();
    constexpr std::size_t AtAGlance = 30; // more begin folded, so that the sections are seen
    if (first && fields <= AtAGlance)
        expandAll();
    m_following = false;
    followSelection();
}

QTreeWidgetItem* FormOutline::itemOf(const Place& place) const
{
    const auto sections = static_cast<int>(m_controller.form().sections.size());
    switch (place.kind) {
    case Kind::Whole:
        return topLevelItem(0);
    case Kind::Section:
        return topLevelItem(1 + place.section);
    case Kind::Field: {
        QTreeWidgetItem* const section = topLevelItem(1 + place.section);
        return section == nullptr ? nullptr : section->child(place.index);
    }
    case Kind::Outcome:
    case Kind::Time: {
        QTreeWidgetItem* const group = topLevelItem(1 + sections + (place.kind == Kind::Time ? 1 : 0));
        return group == nullptr || place.index < 0 ? group : group->child(place.index);
    }
    }
    return nullptr;
}

void FormOutline::followSelection()
{
    QTreeWidgetItem* const item = itemOf(m_controller.selected());
    if (item == nullptr || item == currentItem())
        return;
    m_following = true;
    setCurrentItem(item); // unfolds what it is in
    scrollToItem(item);
    m_following = false;
}

void FormOutline::keyPressEvent(QKeyEvent* event)
{
    const bool alt = (event->modifiers() & Qt::AltModifier) != 0;
    switch (event->key()) {
    case Qt::Key_Insert:
        return m_controller.add();
    case Qt::Key_Delete:
        return m_controller.remove();
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        Q_EMIT nameWanted();
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (alt)
            return m_controller.move(event->key() == Qt::Key_Up ? -1 : 1);
        break;
    default:
        break;
    }
    QTreeWidget::keyPressEvent(event);
}

/// Keys of the window that mean something here are the outline's.
bool FormOutline::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Insert || key == Qt::Key_Delete || key == Qt::Key_F2) {
            event->accept();
            return true;
        }
    }
    return QTreeWidget::event(event);
}

void FormOutline::resizeEvent(QResizeEvent* event)
{
    shareWidth();
    QTreeWidget::resizeEvent(event);
}

/// Names are what one looks for: they have the larger part, and where there is little room all of it.
void FormOutline::shareWidth()
{
    constexpr int Letters = 36;
    setColumnHidden(What, width() < Letters * fontMetrics().averageCharWidth());
    int widest = 0;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(topLevelItem(i)->text(What)));
        for (int child = 0; child < topLevelItem(i)->childCount(); ++child)
            widest = std::max(widest, fontMetrics().horizontalAdvance(topLevelItem(i)->child(child)->text(What)));
    }
    header()->resizeSection(What, std::min(widest + 3 * theme::Grid, viewport()->width() * 2 / 5));
}

void FormOutline::changeEvent(QEvent* event)
{
    QTreeWidget::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) && topLevelItemCount() > 0)
        build();
}

} // namespace winnow::ui
