// Text at twice its size on the smallest common screen: every page fits, and no button cuts its words.
#include "tests/gui/everyview.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QToolButton>

namespace winnow::test {

namespace {

constexpr QSize Screen(1280, 800);

/// Sets the text's size for as long as a test runs.
struct TextSize {
    explicit TextSize(int percent) { ui::theme::setTextSize(percent); }
    ~TextSize() { ui::theme::setTextSize(100); }
};

/// The pages that need more than the window has room for, with how much.
std::string widePages(const ui::MainWindow& window)
{
    const auto pages = window.findChildren<ui::Page*>();
    const int beside = window.width() - window.currentPage()->width(); // the sidebar
    QStringList wide;
    for (const ui::Page* page : pages)
        if (const int needed = page->minimumSizeHint().width(); needed > Screen.width() - beside)
            wide.append(QStringLiteral("page %1: %2 px").arg(static_cast<int>(page->id())).arg(needed));
    return wide.join(u'|').toStdString();
}

/// Buttons in sight that are narrower or lower than their words, or stick out of what holds them.
std::string cutButtons(const QWidget& window)
{
    QStringList cut;
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        const auto* tool = qobject_cast<const QToolButton*>(button);
        const bool iconOnly = tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly;
        if (!button->isVisible() || button->text().isEmpty() || iconOnly || button->visibleRegion().isEmpty())
            continue;
        const QSize words = button->fontMetrics().size(Qt::TextShowMnemonic, button->text());
        const QRect inParent = button->geometry();
        if (button->width() < words.width() || button->height() < words.height()
            || !button->parentWidget()->rect().contains(inParent))
            cut.append(button->text());
    }
    return cut.join(u'|').toStdString();
}

} // namespace

TEST(TextAtTwiceItsSize, FitsTheSmallestScreenOnEveryPage)
{
    const TextSize twice(200);
    const QDir folder(QStringLiteral(WINNOW_SCREENSHOTS));
    ASSERT_TRUE(QDir().mkpath(folder.path()));
    Driver driver;
    everyView(driver, [&](const QString& name) {
        driver.window->resize(Screen);
        driver.settle();
        const std::string said = name.toStdString();
        EXPECT_LE(driver.window->minimumSizeHint().width(), Screen.width()) << said;
        EXPECT_LE(driver.window->minimumSizeHint().height(), Screen.height()) << said;
        EXPECT_EQ(widePages(*driver.window), "") << said;
        EXPECT_EQ(cutButtons(*driver.window), "") << said;
        EXPECT_TRUE(driver.window->grab().save(folder.filePath(name + QStringLiteral("-200.png"))));
    });
    everyPopup(driver, [&](QWidget& popup, const QString& name) {
        const std::string said = name.toStdString();
        EXPECT_LE(popup.width(), Screen.width()) << said;
        EXPECT_LE(popup.height(), Screen.height()) << said;
        EXPECT_EQ(cutButtons(popup), "") << said;
        EXPECT_TRUE(popup.grab().save(folder.filePath(name + QStringLiteral("-200.png"))));
    });
}

} // namespace winnow::test
