#include "ui/settings/preferences.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>
#endif

namespace winnow::ui {
namespace {

const QString AppearanceKey = QStringLiteral("look/appearance");
const QString TextSizeKey = QStringLiteral("look/textSize");
const QString ReviewerKey = QStringLiteral("reviewer");
const QString FigureWidthKey = QStringLiteral("figures/millimetres");
const QString FigureLettersKey = QStringLiteral("figures/letters");
const QString RecentKey = QStringLiteral("recent");
const QString KeptShortcutsKey = QStringLiteral("keptShortcuts");
const QString PagesKey = QStringLiteral("pages/");
const QString GeometryKey = QStringLiteral("window/geometry");

QString shortcutKey(const QString& action)
{
    return QStringLiteral("shortcuts/") + action;
}

/// The full name of the account, or its short one.
QString accountName()
{
#ifdef Q_OS_UNIX
    if (const passwd* entry = getpwuid(getuid())) {
        const QString full = QString::fromLocal8Bit(entry->pw_gecos).section(QLatin1Char(','), 0, 0).trimmed();
        return full.isEmpty() ? QString::fromLocal8Bit(entry->pw_name) : full;
    }
#endif
    return qEnvironmentVariable("USERNAME");
}

const std::array<QString, 3>& appearanceNames()
{
    static const std::array<QString, 3> names{
        QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    return names;
}

} // namespace

Preferences::Preferences(QObject* parent)
    : QObject(parent)
    , m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Winnow"), QStringLiteral("winnow"))
{
}

Preferences::Preferences(const QString& file, QObject* parent)
    : QObject(parent)
    , m_settings(file, QSettings::IniFormat)
{
}

Appearance Preferences::appearance() const
{
    const auto& names = appearanceNames();
    const auto found = std::find(names.begin(), names.end(), m_settings.value(AppearanceKey).toString());
    return found == names.end() ? Appearance::System : static_cast<Appearance>(found - names.begin());
}

void Preferences::setAppearance(Appearance appearance)
{
    m_settings.setValue(AppearanceKey, appearanceNames().at(static_cast<std::size_t>(appearance)));
    Q_EMIT lookChanged();
}

int Preferences::textSize() const
{
    return std::clamp(m_settings.value(TextSizeKey, 100).toInt(), 80, 200);
}

void Preferences::setTextSize(int percent)
{
    m_settings.setValue(TextSizeKey, std::clamp(percent, 80, 200));
    Q_EMIT lookChanged();
}

int Preferences::figureWidth() const
{
    constexpr int TextColumn = 178; // 7 inches
    return std::clamp(m_settings.value(FigureWidthKey, TextColumn).toInt(), 60, 400);
}

void Preferences::setFigureWidth(int millimetres)
{
    m_settings.setValue(FigureWidthKey, millimetres);
    Q_EMIT lookChanged();
}

int Preferences::figureLetters() const
{
    return std::clamp(m_settings.value(FigureLettersKey, 100).toInt(), 60, 200);
}

void Preferences::setFigureLetters(int percent)
{
    m_settings.setValue(FigureLettersKey, percent);
    Q_EMIT lookChanged();
}

QString Preferences::reviewer() const
{
    const QString name = m_settings.value(ReviewerKey).toString().trimmed();
    return name.isEmpty() ? accountName() : name;
}

void Preferences::setReviewer(const QString& name)
{
    m_settings.setValue(ReviewerKey, name.trimmed());
    Q_EMIT reviewerChanged();
}

QStringList Preferences::recent() const
{
    QStringList there;
    for (const QString& path : m_settings.value(RecentKey).toStringList())
        if (QFileInfo::exists(path))
            there.append(path);
    return there;
}

void Preferences::addRecent(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList paths = m_settings.value(RecentKey).toStringList();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    m_settings.setValue(RecentKey, QStringList(paths.mid(0, MostRecent)));
    Q_EMIT recentChanged();
}

QByteArray Preferences::geometry() const
{
    return m_settings.value(GeometryKey).toByteArray();
}

void Preferences::setGeometry(const QByteArray& geometry)
{
    m_settings.setValue(GeometryKey, geometry);
}

QKeySequence Preferences::shortcut(const QString& action, const QKeySequence& standard) const
{
    if (!hasOwnShortcut(action))
        return standard;
    return QKeySequence::fromString(m_settings.value(shortcutKey(action)).toString(), QKeySequence::PortableText);
}

bool Preferences::hasOwnShortcut(const QString& action) const
{
    return m_settings.contains(shortcutKey(action));
}

void Preferences::setShortcut(const QString& action, const QKeySequence& keys)
{
    m_settings.setValue(shortcutKey(action), keys.toString(QKeySequence::PortableText));
    Q_EMIT shortcutChanged(action);
}

void Preferences::resetShortcut(const QString& action)
{
    m_settings.remove(shortcutKey(action));
    Q_EMIT shortcutChanged(action);
}

std::map<QString, QKeySequence> Preferences::keptShortcuts() const
{
    std::map<QString, QKeySequence> keys;
    const QVariantMap kept = m_settings.value(KeptShortcutsKey).toMap();
    for (auto one = kept.begin(); one != kept.end(); ++one)
        keys[one.key()] = QKeySequence::fromString(one.value().toString(), QKeySequence::PortableText);
    return keys;
}

void Preferences::keepOwnShortcuts(const std::map<QString, QKeySequence>& keys)
{
    QVariantMap kept;
    for (const auto& [action, sequence] : keys)
        kept[action] = sequence.toString(QKeySequence::PortableText);
    m_settings.setValue(KeptShortcutsKey, kept);
}

QVariantMap Preferences::pageState(const QString& page) const
{
    return m_settings.value(PagesKey + page).toMap();
}

void Preferences::setPageState(const QString& page, const QVariantMap& state)
{
    m_settings.setValue(PagesKey + page, state);
}

} // namespace winnow::ui
