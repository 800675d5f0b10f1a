// The program as the desktop sees it: its windows, and what it was started with.
#pragma once

#include <QObject>
#include <QStringList>

namespace winnow::ui {

class Dialogs;
class MainWindow;
class Preferences;

class Desktop final : public QObject {
    Q_OBJECT
public:
    Desktop(Preferences& preferences, Dialogs& dialogs, QObject* parent = nullptr);

    enum class Sample { No, Open };
    /// A window with the review, the sample, or an import of the export files; with none of these, the welcome page.
    void start(const QStringList& files, Sample sample);
    MainWindow* newWindow();

private:
    bool raise(const QString& path); ///< the window that has it open; false if none has
    void openIn(const QString& path); ///< in an empty window, or a new one; empty: the sample
    void applyLook();
    [[nodiscard]] QList<MainWindow*> windows() const;

    Preferences& m_preferences;
    Dialogs& m_dialogs;
};

} // namespace winnow::ui
