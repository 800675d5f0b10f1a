#include "ui/widgets/searchbox.h"

#include <gtest/gtest.h>

#include <QTest>

using namespace winnow::ui;

TEST(SearchBox, EscapeEmptiesItAndThenLeavesIt)
{
    SearchBox box;
    box.show();
    int left = 0;
    QObject::connect(&box, &SearchBox::left, &box, [&] { ++left; });
    QTest::keyClicks(&box, QStringLiteral("stem"));
    QTest::keyClick(&box, Qt::Key_Escape);
    EXPECT_EQ(box.text(), QString());
    EXPECT_EQ(left, 0);
    QTest::keyClick(&box, Qt::Key_Escape);
    EXPECT_EQ(left, 1);
}
