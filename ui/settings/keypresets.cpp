#include "ui/settings/keypresets.h"

#include <QCoreApplication>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(KeyPresets)
};

std::vector<KeyPreset> made()
{
    return {
        {u"winnow"_s, u"Winnow"_s, Words::tr("I include, E exclude with a reason, X without, M maybe, U take back."),
            {}},
        {u"rayyan"_s, u"Rayyan"_s,
            Words::tr("I include, E exclude at once, U maybe, arrows move. X asks for the reason, Shift+U takes back."),
            {{u"screening.include"_s, Qt::Key_I}, {u"screening.excludeNow"_s, Qt::Key_E},
                {u"screening.exclude"_s, Qt::Key_X}, {u"screening.maybe"_s, Qt::Key_U},
                {u"screening.next"_s, Qt::Key_Down}, {u"screening.previous"_s, Qt::Key_Up},
                {u"fulltext.maybe"_s, Qt::Key_U}}},
        {u"asreview"_s, u"ASReview"_s,
            Words::tr("R relevant (include), I irrelevant (exclude at once), N note. E asks for the reason."),
            {{u"screening.include"_s, Qt::Key_R}, {u"screening.excludeNow"_s, Qt::Key_I},
                {u"screening.note"_s, Qt::Key_N}, {u"fulltext.include"_s, Qt::Key_R},
                {u"fulltext.exclude"_s, Qt::Key_I}}},
    };
}

bool together(const Shortcut& a, const Shortcut& b)
{
    return a.everywhere || b.everywhere || a.group == b.group;
}

} // namespace

const std::vector<KeyPreset>& keyPresets()
{
    static const std::vector<KeyPreset> presets = made();
    return presets;
}

bool inPresets(const QString& action)
{
    return action.startsWith(u"screening."_s) || action.startsWith(u"fulltext."_s);
}

OwnKeys keysOf(const KeyPreset& preset, const std::vector<Shortcut>& shortcuts)
{
    OwnKeys own;
    const auto named = [&](const Shortcut& shortcut) { return preset.keys.contains(shortcut.action->objectName()); };
    for (const Shortcut& shortcut : shortcuts) {
        const QString id = shortcut.action->objectName();
        if (!inPresets(id))
            continue;
        if (named(shortcut)) {
            if (const QKeySequence& keys = preset.keys.at(id); keys != shortcut.standard)
                own[id] = keys;
            continue;
        }
        const bool taken = std::any_of(shortcuts.begin(), shortcuts.end(), [&](const Shortcut& other) {
            return named(other) && other.group == shortcut.group
                && preset.keys.at(other.action->objectName()) == shortcut.standard;
        });
        if (taken && shortcut.standard.count() == 1)
            own[id] = QKeySequence(Qt::SHIFT | shortcut.standard[0].key());
    }
    return own;
}

std::vector<std::pair<std::size_t, std::size_t>> clashes(const std::vector<Shortcut>& shortcuts)
{
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t a = 0; a < shortcuts.size(); ++a) {
        const QList<QKeySequence> keys = shortcuts[a].action->shortcuts();
        for (std::size_t b = a + 1; b < shortcuts.size() && !keys.isEmpty(); ++b) {
            if (!together(shortcuts[a], shortcuts[b]))
                continue;
            const QList<QKeySequence> others = shortcuts[b].action->shortcuts();
            const bool asMade = shortcuts[a].everywhere != shortcuts[b].everywhere && shortcuts[a].standard == keys[0]
                && shortcuts[b].standard == others.value(0);
            if (!asMade && std::any_of(keys.begin(), keys.end(), [&](const QKeySequence& one) {
                    return !one.isEmpty() && others.contains(one);
                }))
                found.emplace_back(a, b);
        }
    }
    return found;
}

} // namespace winnow::ui
