#include "tests/gui/driver.h"

#include "ui/shell/actionlist.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QTest>

namespace winnow::test {

Driver::Driver()
{
    preferences = std::make_unique<ui::Preferences>(folder.filePath(QStringLiteral("settings.ini")));
    window = std::make_unique<ui::MainWindow>(*preferences, dialogs);
    window->resize(1360, 860);
    window->show();
    (void)QTest::qWaitForWindowExposed(window.get());
    QApplication::setActiveWindow(window.get()); // a bare X server has no window manager to do it
}

Driver::~Driver() = default;

bool Driver::until(const std::function<bool()>& condition)
{
    return QTest::qWaitFor(condition, 30'000);
}

QString Driver::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(folder.filePath(name));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    return file.fileName();
}

void Driver::create(const QString& title)
{
    window->createReview(folder.filePath(QStringLiteral("review.winnow")), title, QStringLiteral("tester"), {});
    ASSERT_TRUE(until([this] { return window->session() != nullptr; }));
    settle();
}

void Driver::openSample()
{
    const QString path = folder.filePath(QStringLiteral("sample.winnow"));
    window->openReview(path);
    ASSERT_TRUE(until([this] { return window->session() != nullptr; }));
    settle();
}

bool Driver::click(const QString& text) const
{
    QAbstractButton* found = nullptr;
    for (QAbstractButton* button : window->findChildren<QAbstractButton*>())
        if (button->isVisible() && button->isEnabled() && button->text().remove(QLatin1Char('&')) == text)
            found = button;
    if (found == nullptr)
        return false;
    QTest::mouseClick(found, Qt::LeftButton);
    return true;
}

void Driver::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QWidget* focus = QApplication::focusWidget();
    QTest::keyClick(focus != nullptr ? focus : window.get(), key, modifiers);
}

void Driver::type(const QString& text) const
{
    for (const QChar letter : text) { // the first may open an editor, which takes the others
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClicks(focus != nullptr ? focus : window.get(), QString(letter));
    }
}

bool Driver::act(const QString& id) const
{
    QAction* action = window->actionList().find(id);
    if (action == nullptr || !action->isEnabled())
        return false;
    action->trigger();
    return true;
}

review::Reader Driver::look() const
{
    return review::Reader::open(window->session()->path(), window->session()->info().reviewer).value();
}

void Driver::settle() const
{
    (void)until([this] { return window->session() == nullptr || !window->session()->busy(); });
    // What was posted while it ended: answers of queries, and the paint they ask for.
    for (int i = 0; i < 20; ++i)
        QTest::qWait(1);
}

} // namespace winnow::test
