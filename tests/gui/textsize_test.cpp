// Text at twice its size on the smallest common screen, and at its own on a smaller one: every page fits, what is read
// keeps the width of a readable line, and no button cuts its words.
#include "tests/gui/everyview.h"
#include "ui/shell/sidebar.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QPixmap>
#include <QScreen>
#include <QSplitter>
#include <QTabWidget>
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
    const int room = window.width();
    const int beside = window.width() - window.currentPage()->width(); // the sidebar
    QStringList wide;
    for (const ui::Page* page : pages)
        if (const int needed = page->minimumSizeHint().width(); needed > room - beside)
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
        const auto* step = qobject_cast<const ui::SidebarButton*>(button);
        const bool saidBeside = step != nullptr && step->toolTip().startsWith(step->text());
        if (!button->isVisible() || button->text().isEmpty() || iconOnly || saidBeside
            || button->visibleRegion().isEmpty())
            continue;
        const QSize words = button->fontMetrics().size(Qt::TextShowMnemonic, button->text());
        const QRect inParent = button->geometry();
        if (button->width() < words.width() || button->height() < words.height()
            || !button->parentWidget()->rect().contains(inParent))
            cut.append(button->text());
    }
    return cut.join(u'|').toStdString();
}

/// Lays its parts out by itself.
bool isItsOwnMaster(const QWidget* widget)
{
    return qobject_cast<const QAbstractScrollArea*>(widget) != nullptr
        || qobject_cast<const QAbstractSpinBox*>(widget) != nullptr || qobject_cast<const QComboBox*>(widget) != nullptr
        || widget->inherits("QLineEdit") || widget->inherits("QTabBar")
        || qobject_cast<const QTabWidget*>(widget) != nullptr;
}

QString named(const QWidget* widget)
{
    const QString name = QString::fromLatin1(widget->metaObject()->className()).remove(QStringLiteral("winnow::ui::"));
    return widget->accessibleName().isEmpty() ? name : name + u' ' + widget->accessibleName();
}

/// Parts of the page that lie over each other, or stick out of what holds them.
std::string strayParts(const QWidget& page)
{
    QStringList stray;
    QList<const QWidget*> open{&page};
    while (!open.isEmpty()) {
        const QWidget* const holder = open.takeLast();
        QList<const QWidget*> seen;
        for (const QObject* child : holder->children()) {
            const auto* part = qobject_cast<const QWidget*>(child);
            if (part == nullptr || !part->isVisible() || part->isWindow() || part->inherits("QSplitterHandle")
                || part->size().isEmpty())
                continue;
            open.append(part);
            if (isItsOwnMaster(holder) || holder->inherits("QStackedWidget")
                || (holder->parentWidget() != nullptr && holder->parentWidget()->inherits("QAbstractScrollArea")))
                continue;
            if (!holder->rect().contains(part->geometry()))
                stray.append(QStringLiteral("%1 out of %2").arg(named(part), named(holder)));
            for (const QWidget* other : seen)
                if (other->geometry().intersects(part->geometry()))
                    stray.append(QStringLiteral("%1 over %2").arg(named(part), named(other)));
            seen.append(part);
        }
    }
    return stray.join(u'|').toStdString();
}

/// Records in sight that have less than 45 letters a line, with how many.
std::string narrowRecords(const QWidget& page)
{
    QStringList narrow;
    for (const ui::RecordCard* card : page.findChildren<ui::RecordCard*>()) {
        const int letters =
            (card->width() - 2 * ui::theme::CardMargin) / QFontMetrics(QApplication::font()).averageCharWidth();
        if (card->isVisible() && letters < 45)
            narrow.append(QString::number(letters));
    }
    return narrow.join(u'|').toStdString();
}

/// Records in sight that have fewer than six lines of text: what decides on them has taken their room.
std::string lowRecords(const QWidget& page)
{
    QStringList low;
    for (const ui::RecordCard* card : page.findChildren<ui::RecordCard*>()) {
        const int lines = card->height() / QFontMetrics(QApplication::font()).lineSpacing();
        if (card->isVisible() && lines < 6)
            low.append(QString::number(lines));
    }
    return low.join(u'|').toStdString();
}

void checkEveryView(Driver& driver, QSize screen, const QString& ending)
{
    const QDir folder(QStringLiteral(WINNOW_SCREENSHOTS));
    ASSERT_TRUE(QDir().mkpath(folder.path()));
    everyView(driver, [&](const QString& name) {
        driver.window->resize(screen);
        driver.settle();
        const std::string said = name.toStdString();
        EXPECT_LE(driver.window->minimumSizeHint().width(), screen.width()) << said;
        EXPECT_LE(driver.window->minimumSizeHint().height(), screen.height()) << said;
        EXPECT_EQ(driver.window->size(), screen) << said;
        EXPECT_EQ(widePages(*driver.window), "") << said;
        EXPECT_EQ(cutButtons(*driver.window), "") << said;
        EXPECT_EQ(strayParts(*driver.window->currentPage()), "") << said;
        EXPECT_EQ(narrowRecords(*driver.window->currentPage()), "") << said;
        EXPECT_EQ(lowRecords(*driver.window->currentPage()), "") << said;
        EXPECT_TRUE(driver.window->grab().save(folder.filePath(name + ending)));
    });
}

} // namespace

TEST(TextAtTwiceItsSize, FitsTheSmallestScreenOnEveryPage)
{
    const TextSize twice(200);
    const QDir folder(QStringLiteral(WINNOW_SCREENSHOTS));
    Driver driver;
    checkEveryView(driver, Screen, QStringLiteral("-200.png"));
    everyPopup(driver, [&](QWidget& popup, const QString& name) {
        const std::string said = name.toStdString();
        EXPECT_LE(popup.width(), Screen.width()) << said;
        EXPECT_LE(popup.height(), Screen.height()) << said;
        // The screen of the platform "offscreen" is smaller than the one that is asked for here.
        const QRect room = popup.screen()->availableGeometry().united(QRect(QPoint(), Screen));
        EXPECT_TRUE(popup.isModal() || room.contains(popup.geometry()))
            << said << ' ' << popup.x() << ' ' << popup.y() << ' ' << popup.width() << ' ' << popup.height();
        EXPECT_EQ(cutButtons(popup), "") << said;
        for (const QAbstractButton* button : popup.findChildren<QAbstractButton*>())
            if (button->text() == QStringLiteral("Done")) {
                EXPECT_EQ(button->visibleRegion(), QRegion(button->rect())) << said;
            }
        EXPECT_TRUE(popup.grab().save(folder.filePath(name + QStringLiteral("-200.png"))));
    });
}

TEST(TextAtItsOwnSize, FitsASmallWindowOnEveryPage)
{
    Driver driver;
    checkEveryView(driver, QSize(1024, 700), QStringLiteral("-small.png"));
}

} // namespace winnow::test
