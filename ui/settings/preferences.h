// What this person chose for the program itself, on this computer.
#pragma once

#include "ui/widgets/theme.h"

#include <QByteArray>
#include <QKeySequence>
#include <QObject>
#include <QSettings>
#include <QStringList>
#include <QVariantMap>

#include <map>

namespace winnow::ui {

/// Kept in the user's settings file; nothing of a review is in it but the paths of the recent ones.
class Preferences final : public QObject {
    Q_OBJECT
public:
    static constexpr int MostRecent = 10;

    /// Of the user, or in the given file.
    explicit Preferences(QObject* parent = nullptr);
    explicit Preferences(const QString& file, QObject* parent = nullptr);

    [[nodiscard]] Appearance appearance() const;
    void setAppearance(Appearance appearance);
    [[nodiscard]] int textSize() const; ///< percent of the system's, 80–200
    void setTextSize(int percent);

    [[nodiscard]] int figureWidth() const; ///< of figures that leave the window, in millimetres, 60–400
    void setFigureWidth(int millimetres);
    [[nodiscard]] int figureLetters() const; ///< percent, 60–200
    void setFigureLetters(int percent);

    [[nodiscard]] QString reviewer() const; ///< the name acts are signed with; the account's until one is given
    void setReviewer(const QString& name);

    [[nodiscard]] QStringList recent() const; ///< reviews, newest first, that are still there
    void addRecent(const QString& path);

    [[nodiscard]] QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);

    /// A shortcut of one's own for an action; `standard` until one is set.
    [[nodiscard]] QKeySequence shortcut(const QString& action, const QKeySequence& standard) const;
    [[nodiscard]] bool hasOwnShortcut(const QString& action) const;
    void setShortcut(const QString& action, const QKeySequence& keys);
    void resetShortcut(const QString& action);
    /// Keys of one's own that a set of keys has taken the place of, by action.
    [[nodiscard]] std::map<QString, QKeySequence> keptShortcuts() const;
    void keepOwnShortcuts(const std::map<QString, QKeySequence>& keys);

    /// What a page looks like to this person: which panels are shown, what is hidden.
    [[nodiscard]] QVariantMap pageState(const QString& page) const;
    void setPageState(const QString& page, const QVariantMap& state);

Q_SIGNALS:
    void lookChanged();
    void reviewerChanged();
    void recentChanged();
    void shortcutChanged(const QString& action);

private:
    QSettings m_settings;
};

} // namespace winnow::ui
