#include "ui/shell/desktop.h"

#include "ui/shell/mainwindow.h"

#include "ui/settings/preferences.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFileInfo>

namespace winnow::ui {

Desktop::Desktop(Preferences& preferences, Dialogs& dialogs, QObject* parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_dialogs(dialogs)
{
    connect(&preferences, &Preferences::lookChanged, this, &Desktop::applyLook);
    applyLook();
}

void Desktop::applyLook()
{
    theme::apply(*qApp, m_preferences.appearance());
    theme::setTextSize(m_preferences.textSize());
    constexpr double PointsInMillimetre = 72 / 25.4;
    setExportLook(m_preferences.figureWidth() * PointsInMillimetre, m_preferences.figureLetters() / 100.0);
}

QList<MainWindow*> Desktop::windows() const
{
    QList<MainWindow*> all;
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* window = qobject_cast<MainWindow*>(widget))
            all.append(window);
    return all;
}

MainWindow* Desktop::newWindow()
{
    auto* window = new MainWindow(m_preferences, m_dialogs);
    connect(window, &MainWindow::windowRequested, this, &Desktop::newWindow);
    connect(window, &MainWindow::reviewElsewhere, this, &Desktop::openIn);
    connect(window, &MainWindow::opening, this, [this](const QString& path, bool& isOpen) { isOpen = raise(path); });
    connect(window, &MainWindow::quitRequested, this, [this] {
        for (MainWindow* open : windows())
            open->close();
    });
    window->show();
    return window;
}

bool Desktop::raise(const QString& path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    for (MainWindow* window : windows())
        if (window->session() && !canonical.isEmpty()
            && QFileInfo(window->session()->path()).canonicalFilePath() == canonical) {
            window->raise();
            window->activateWindow();
            return true;
        }
    return false;
}

void Desktop::openIn(const QString& path)
{
    if (raise(path))
        return;
    MainWindow* target = nullptr;
    for (MainWindow* window : windows())
        if (window->empty())
            target = window;
    if (target == nullptr)
        target = newWindow();
    if (path.isEmpty())
        target->openSample();
    else
        target->openReview(path);
}

void Desktop::start(const QStringList& files, Sample sample)
{
    MainWindow* window = newWindow();
    if (sample == Sample::Open)
        window->openSample();
    else if (!files.isEmpty())
        window->takeFiles(files);
}

} // namespace winnow::ui
