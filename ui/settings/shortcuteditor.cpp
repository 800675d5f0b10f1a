#include "ui/settings/shortcuteditor.h"

#include "ui/settings/preferences.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QKeySequenceEdit>
#include <QVBoxLayout>

namespace winnow::ui {
namespace {

QString named(const QAction& action)
{
    QString text = action.text();
    text.remove(QLatin1Char('&'));
    return text;
}

} // namespace

ShortcutEditor::ShortcutEditor(Preferences& preferences, QWidget* parent)
    : QWidget(parent)
    , m_preferences(preferences)
    , m_grid(new QGridLayout)
    , m_clash(new TextLabel(TextLabel::Voice::Warning))
{
    m_grid->setColumnStretch(0, 1);
    m_grid->setHorizontalSpacing(2 * theme::Grid);
    m_grid->setVerticalSpacing(theme::Grid / 2);
    m_clash->setWordWrap(true);
    m_clash->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_clash);
    column->addLayout(m_grid);
}

void ShortcutEditor::setShortcuts(std::vector<Shortcut> shortcuts)
{
    m_shortcuts = std::move(shortcuts);
    QString group;
    int row = 0;
    for (std::size_t at = 0; at < m_shortcuts.size(); ++at) {
        const Shortcut& shortcut = m_shortcuts[at];
        if (shortcut.group != group) {
            group = shortcut.group;
            auto* head = new TextLabel(TextLabel::Voice::Strong, group);
            head->setContentsMargins(0, row == 0 ? 0 : 2 * theme::Grid, 0, 0);
            m_grid->addWidget(head, row++, 0, 1, 3);
        }
        auto* keys = new QKeySequenceEdit(shortcut.action->shortcut());
        keys->setAccessibleName(tr("Shortcut of “%1”").arg(named(*shortcut.action)));
        keys->setMaximumWidth(fontMetrics().averageCharWidth() * 26);
        auto* reset = new LinkButton(tr("Reset"));
        reset->setAccessibleName(tr("Reset the shortcut of “%1”").arg(named(*shortcut.action)));
        reset->setEnabled(m_preferences.hasOwnShortcut(shortcut.action->objectName()));
        m_grid->addWidget(new TextLabel(TextLabel::Voice::Body, named(*shortcut.action)), row, 0);
        m_grid->addWidget(keys, row, 1);
        m_grid->addWidget(reset, row, 2);
        ++row;
        connect(keys, &QKeySequenceEdit::editingFinished, this, [this, at, keys, reset] {
            choose(at, keys->keySequence());
            reset->setEnabled(m_preferences.hasOwnShortcut(m_shortcuts[at].action->objectName()));
        });
        connect(reset, &QPushButton::clicked, this, [this, at, keys, reset] {
            m_preferences.resetShortcut(m_shortcuts[at].action->objectName());
            keys->setKeySequence(m_shortcuts[at].standard);
            reset->setEnabled(false);
            m_clash->hide();
        });
    }
}

/// Taken even if another action has the same keys: pages may share theirs. But it is said.
void ShortcutEditor::choose(std::size_t at, const QKeySequence& keys)
{
    const Shortcut& chosen = m_shortcuts[at];
    if (keys == chosen.action->shortcut())
        return;
    m_preferences.setShortcut(chosen.action->objectName(), keys);
    m_clash->hide();
    for (const Shortcut& other : m_shortcuts) {
        if (other.action == chosen.action || keys.isEmpty() || other.action->shortcut() != keys)
            continue;
        m_clash->setText(tr("“%1” is also the shortcut of “%2” (%3).")
                .arg(keys.toString(QKeySequence::NativeText), named(*other.action), other.group));
        m_clash->show();
    }
}

} // namespace winnow::ui
