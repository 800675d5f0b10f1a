#include "ui/synthesis/fieldchoice.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

namespace winnow::ui {

FieldChoice::FieldChoice(const QString& none, QWidget* parent)
    : QToolButton(parent)
    , m_none(none)
{
    setMenu(new QMenu(this));
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    follow();
}

void FieldChoice::setFields(
    const std::vector<std::pair<std::string, QString>>& fields, const std::vector<std::string>& chosen)
{
    m_chosen = chosen;
    if (fields != m_fields || menu()->isEmpty()) {
        m_fields = fields;
        menu()->clear();
        for (const auto& [id, label] : m_fields) {
            QAction* const action = menu()->addAction(QString(label).replace(u'&', QStringLiteral("&&")));
            action->setCheckable(true);
            connect(action, &QAction::triggered, this, [this, id = id](bool ticked) {
                std::erase(m_chosen, id);
                if (ticked)
                    m_chosen.push_back(id);
                follow();
                Q_EMIT chosenChanged();
            });
        }
    }
    const QList<QAction*> actions = menu()->actions();
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        actions[static_cast<qsizetype>(i)]->setChecked(
            std::ranges::find(m_chosen, m_fields[i].first) != m_chosen.end());
    follow();
}

void FieldChoice::follow()
{
    QStringList labels;
    for (const auto& [id, label] : m_fields)
        if (std::ranges::find(m_chosen, id) != m_chosen.end())
            labels += label;
    setText(labels.isEmpty()     ? m_none
            : labels.size() == 1 ? labels.front()
                                 : tr("%n fields", nullptr, static_cast<int>(labels.size())));
    setToolTip(labels.join(u'\n'));
}

} // namespace winnow::ui
