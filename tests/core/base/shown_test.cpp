#include "core/base/shown.h"

#include <gtest/gtest.h>

using namespace winnow;

TEST(AsToolTip, ShowsWhatLooksLikeHtmlAsItStands)
{
    EXPECT_EQ(asToolTip(QStringLiteral("<img src=file:///etc/passwd>")),
        QStringLiteral("<qt>&lt;img src=file:///etc/passwd&gt;</qt>"));
}

TEST(AsToolTip, IsAlwaysTakenForHtmlSoThatNoEscapeIsShown)
{
    EXPECT_EQ(asToolTip(QStringLiteral("Bench & bedside")), QStringLiteral("<qt>Bench &amp; bedside</qt>"));
}

TEST(AsToolTip, KeepsLines)
{
    EXPECT_EQ(asToolTip(QStringLiteral("Table 2\n? above 100")), QStringLiteral("<qt>Table 2<br>? above 100</qt>"));
}

TEST(AsToolTip, ShowsTheBeginningOfWhatIsLong)
{
    EXPECT_EQ(asToolTip(QString(1'000'000, u'x')),
        QStringLiteral("<qt>") + QString(1'000, u'x') + QChar(0x2026) + QStringLiteral("</qt>"));
}

TEST(AsToolTip, IsNoneForNoText)
{
    EXPECT_TRUE(asToolTip({}).isEmpty());
}

TEST(InOneLine, ShowsTextWithoutWhatActs)
{
    using namespace std::string_view_literals;
    EXPECT_EQ(inOneLine("A <i>phase 2</i>\ntrial\0of \u202Ecells\u202C <img src=file:///etc/passwd>"sv),
        QStringLiteral("A phase 2 trial of cells <img src=file:///etc/passwd>"));
}

TEST(InOneLine, ShowsTheBeginningOfWhatIsLong)
{
    EXPECT_EQ(inOneLine(std::string(1'000'000, 'x')), QString(1'000, u'x') + QChar(0x2026));
}

TEST(InOneLine, KeepsLettersOfEveryScript)
{
    EXPECT_EQ(inOneLine("肝硬化 تليف الكبد цирроз"), QStringLiteral("肝硬化 تليف الكبد цирроз"));
}
