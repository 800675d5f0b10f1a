#include "ui/synthesis/fieldchoice.h"

#include "core/base/text.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

FieldChoice::FieldChoice(const QString& add, QWidget* parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
    , m_add(new QPushButton(add))
    , m_popup(new FieldPopup(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid / 2);
    m_rows->setSpacing(0);
    column->addLayout(m_rows);
    column->addWidget(m_add);
    setFocusProxy(m_add);
    connect(m_add, &QPushButton::clicked, this, &FieldChoice::choose);
    connect(m_popup, &FieldPopup::taken, this, [this](const QString& id) {
        const auto taken = std::ranges::find(m_offered, id.toStdString(), &FieldOffer::id);
        if (taken == m_offered.end())
            return;
        m_chosen.push_back(*taken);
        makeRows();
        Q_EMIT chosenChanged();
    });
}

void FieldChoice::setFields(const std::vector<FieldOffer>& offered, const std::vector<FieldOffer>& chosen)
{
    m_offered = offered;
    if (chosen == m_chosen)
        return;
    m_chosen = chosen;
    makeRows();
}

std::vector<std::string> FieldChoice::chosen() const
{
    std::vector<std::string> ids;
    for (const FieldOffer& field : m_chosen)
        ids.push_back(field.id);
    return ids;
}

void FieldChoice::makeRows()
{
    while (QLayoutItem* const item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may be what was clicked
        delete item;
    }
    for (const FieldOffer& field : m_chosen) {
        auto* label = new TextLabel(TextLabel::Voice::Body, field.label);
        label->setElided(8);
        auto* remove = new QToolButton;
        remove->setIcon(theme::icon(u"close"_s));
        remove->setAutoRaise(true);
        remove->setFocusPolicy(Qt::StrongFocus);
        remove->setAccessibleName(tr("Remove “%1”").arg(field.label));
        remove->setToolTip(tr("Remove"));
        connect(remove, &QToolButton::clicked, this, [this, id = field.id] {
            std::erase_if(m_chosen, [&](const FieldOffer& one) { return one.id == id; });
            m_add->setFocus();
            makeRows();
            Q_EMIT chosenChanged();
        });
        auto* row = new QWidget;
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->addWidget(label, 1);
        line->addWidget(remove);
        m_rows->addWidget(row);
    }
}

void FieldChoice::choose()
{
    std::vector<FieldOffer> left = m_offered;
    std::erase_if(left, [this](const FieldOffer& field) {
        return std::ranges::find(m_chosen, field.id, &FieldOffer::id) != m_chosen.end();
    });
    m_popup->begin(left, m_add->mapToGlobal(QPoint(0, 0)));
}

} // namespace winnow::ui
