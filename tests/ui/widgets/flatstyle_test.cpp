#include "ui/widgets/flatstyle.h"

#include <gtest/gtest.h>

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace winnow::ui {
namespace {

TEST(FlatStyle, PressesTheButtonThatHasTheFocusOnEnter)
{
    QWidget page;
    QPushButton button(QStringLiteral("Use this form"), &page);
    page.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&page));
    QSignalSpy clicked(&button, &QPushButton::clicked);
    QTest::keyClick(&button, Qt::Key_Return);
    EXPECT_EQ(clicked.count(), 1);
}

} // namespace
} // namespace winnow::ui
