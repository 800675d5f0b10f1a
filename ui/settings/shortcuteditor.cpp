#include "ui/settings/shortcuteditor.h"

#include "ui/settings/preferences.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {
namespace {

QString named(const QAction& action)
{
    QString text = action.text();
    text.replace(QStringLiteral("&&"), QStringLiteral("\x01")).remove(u'&').replace(u'\x01', u'&');
    return text;
}

/// Takes the keys for an action; Escape leaves them as they are.
class KeysEdit final : public QKeySequenceEdit {
public:
    explicit KeysEdit(const QAction& action)
        : QKeySequenceEdit(action.shortcut())
        , m_action(action)
    {
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() != Qt::Key_Escape || event->modifiers() != Qt::NoModifier) {
            QKeySequenceEdit::keyPressEvent(event);
            return;
        }
        setKeySequence(m_action.shortcut());
        focusNextChild();
    }

private:
    const QAction& m_action;
};

} // namespace

ShortcutEditor::ShortcutEditor(Preferences& preferences, QWidget* parent)
    : QWidget(parent)
    , m_preferences(preferences)
    , m_preset(new QComboBox)
    , m_presetWords(new TextLabel(TextLabel::Voice::Caption))
    , m_clashes(new QVBoxLayout)
    , m_grid(new QGridLayout)
{
    auto* heading = new TextLabel(TextLabel::Voice::Strong, tr("Keys for deciding"));
    heading->setBuddy(m_preset);
    m_preset->setAccessibleName(heading->text());
    m_preset->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    for (const KeyPreset& preset : keyPresets())
        m_preset->addItem(tr("As in %1").arg(preset.name));
    m_preset->addItem(tr("My own"));
    m_presetWords->setWordWrap(true);
    m_grid->setColumnStretch(0, 1);
    m_grid->setHorizontalSpacing(2 * theme::Grid);
    m_grid->setVerticalSpacing(theme::Grid / 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid);
    column->addWidget(heading);
    column->addWidget(m_preset);
    column->addWidget(m_presetWords);
    column->addLayout(m_clashes);
    column->addSpacing(2 * theme::Grid);
    column->addLayout(m_grid);
    connect(m_preset, &QComboBox::activated, this, &ShortcutEditor::choosePreset);
    connect(&preferences, &Preferences::shortcutChanged, this, &ShortcutEditor::showKeys);
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
        auto* keys = new KeysEdit(*shortcut.action);
        keys->setAccessibleName(tr("Shortcut of “%1”").arg(named(*shortcut.action)));
        keys->setMaximumWidth(fontMetrics().averageCharWidth() * 26);
        auto* reset = new LinkButton(tr("Reset"));
        reset->setAccessibleName(tr("Reset the shortcut of “%1”").arg(named(*shortcut.action)));
        auto* label = new TextLabel(TextLabel::Voice::Body, named(*shortcut.action));
        label->setWordWrap(true);
        m_grid->addWidget(label, row, 0);
        m_grid->addWidget(keys, row, 1);
        m_grid->addWidget(reset, row, 2);
        m_rows.push_back({keys, reset});
        ++row;
        const QString id = shortcut.action->objectName();
        connect(keys, &QKeySequenceEdit::editingFinished, this, [this, at, id, keys] {
            if (keys->keySequence() != m_shortcuts[at].action->shortcut())
                m_preferences.setShortcut(id, keys->keySequence());
        });
        connect(reset, &QPushButton::clicked, this, [this, id] { m_preferences.resetShortcut(id); });
    }
    showKeys();
}

OwnKeys ShortcutEditor::ownKeys() const
{
    OwnKeys own;
    for (const Shortcut& shortcut : m_shortcuts) {
        const QString id = shortcut.action->objectName();
        if (!inPresets(id) || !m_preferences.hasOwnShortcut(id))
            continue;
        if (const QKeySequence keys = m_preferences.shortcut(id, shortcut.standard); keys != shortcut.standard)
            own[id] = keys;
    }
    return own;
}

void ShortcutEditor::choosePreset(int index)
{
    const OwnKeys before = ownKeys();
    const auto& presets = keyPresets();
    const bool wasPreset = std::any_of(
        presets.begin(), presets.end(), [&](const KeyPreset& preset) { return keysOf(preset, m_shortcuts) == before; });
    if (!wasPreset)
        m_preferences.keepOwnShortcuts(before); // to come back to
    const OwnKeys wanted = index < static_cast<int>(presets.size())
        ? keysOf(presets[static_cast<std::size_t>(index)], m_shortcuts)
        : m_preferences.keptShortcuts();
    for (const Shortcut& shortcut : m_shortcuts) {
        const QString id = shortcut.action->objectName();
        if (!inPresets(id))
            continue;
        if (const auto keys = wanted.find(id); keys != wanted.end())
            m_preferences.setShortcut(id, keys->second);
        else if (m_preferences.hasOwnShortcut(id))
            m_preferences.resetShortcut(id);
    }
    showKeys();
}

void ShortcutEditor::showKeys()
{
    const auto& presets = keyPresets();
    const OwnKeys own = ownKeys();
    const auto inForce = std::find_if(
        presets.begin(), presets.end(), [&](const KeyPreset& preset) { return keysOf(preset, m_shortcuts) == own; });
    m_preset->setCurrentIndex(static_cast<int>(inForce - presets.begin()));
    m_presetWords->setText(inForce == presets.end() ? tr("As set below, action by action.") : inForce->words);
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        const Shortcut& shortcut = m_shortcuts[at];
        const QSignalBlocker quiet(m_rows[at].keys);
        if (m_rows[at].keys->keySequence() != shortcut.action->shortcut())
            m_rows[at].keys->setKeySequence(shortcut.action->shortcut());
        m_rows[at].reset->setEnabled(m_preferences.hasOwnShortcut(shortcut.action->objectName()));
    }
    showClashes();
}

void ShortcutEditor::showClashes()
{
    while (QLayoutItem* const item = m_clashes->takeAt(0)) {
        if (item->widget() != nullptr)
            item->widget()->deleteLater(); // its button may be what led here
        delete item;
    }
    for (const auto& [first, second] : clashes(m_shortcuts)) {
        const Shortcut& one = m_shortcuts[first];
        const Shortcut& other = m_shortcuts[second];
        QString keys;
        for (const QKeySequence& sequence : one.action->shortcuts())
            if (other.action->shortcuts().contains(sequence))
                keys = sequence.toString(QKeySequence::NativeText);
        auto* words = new TextLabel(TextLabel::Voice::Warning,
            tr("“%1” is the key of both “%2” and “%3” (%4): neither works.")
                .arg(keys, named(*one.action), named(*other.action), other.group));
        words->setWordWrap(true);
        m_clashes->addWidget(words);
        for (const Shortcut* const taken : {&one, &other}) {
            auto* button =
                new QPushButton(tr("Take it from “%1”").arg(named(*taken->action)).replace(u'&', QStringLiteral("&&")));
            button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
            connect(button, &QPushButton::clicked, this,
                [this, id = taken->action->objectName()] { m_preferences.setShortcut(id, {}); });
            m_clashes->addWidget(button);
        }
    }
}

} // namespace winnow::ui
