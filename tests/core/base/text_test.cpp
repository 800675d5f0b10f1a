#include "core/base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QStringDecoder>

namespace winnow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Text, TrimsWhiteSpaceAtBothEndsOnly)
{
    EXPECT_EQ(trimmed(" \t\r\n a b \v\f"), "a b");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(trimmed(" \n "), "");
    EXPECT_EQ(trimmed("\xC2\xA0x"), "\xC2\xA0x") << "only ASCII white space goes";
}

TEST(Text, KnowsWellFormedUtf8)
{
    for (const char* good : {"", "plain", "a sentence that is longer than sixteen bytes", "é", "€uro", "𝛃-catenin",
             "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF", "sixteen bytes...é and then some more text é"})
        EXPECT_TRUE(isUtf8(good)) << good;
    for (const char* bad : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "caf\xE9", "cut short \xE2\x82", "\xC3", "\xF0\x9D\x9B"})
        EXPECT_FALSE(isUtf8(bad)) << bad;
}

TEST(Text, AgreesWithQtOnFourBytesFromTheEdgesOfTheTable)
{
    // Bytes at the edges of every range of the UTF-8 table.
    const std::string edges =
        "\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xFF";
    for (const char a : edges) {
        for (const char b : edges) {
            for (const char c : edges) {
                for (const char d : edges) {
                    const std::string bytes{a, b, c, d};
                    QStringDecoder decoder{QStringDecoder::Utf8, QStringDecoder::Flag::Stateless};
                    const QString text = decoder(QByteArrayView{bytes});
                    EXPECT_EQ(isUtf8(bytes), !decoder.hasError() && text.toStdString() == bytes);
                }
            }
        }
    }
}

TEST(Text, LowersAsciiLettersOnly)
{
    EXPECT_EQ(lowerAscii("DOI 10.1/ABC Ä"), "doi 10.1/abc Ä");
}

TEST(Text, FoldsCaseDiacriticsAndPunctuation)
{
    EXPECT_EQ(folded("  Cell-based therapy, in: Cirrhosis!  "), "cell based therapy in cirrhosis");
    EXPECT_EQ(folded("Müller, Ångström & Núñez"), "muller angstrom nunez");
    EXPECT_EQ(folded("Straße ﬁbrosis Søren Łukasz Æther"), "strasse fibrosis soren lukasz aether");
    EXPECT_EQ(folded("ΑΛΦΑ ά"), "αλφα α");
    EXPECT_EQ(folded("CD34⁺ x²"), "cd34 x2");
    EXPECT_EQ(folded("𝛃-cell"), "β cell");
    EXPECT_EQ(folded("肝硬化 (中文)"), "肝硬化 中文");
    EXPECT_EQ(folded("--"), "");
    EXPECT_EQ(folded("é—"), "e");
}

TEST(Text, FoldingTwiceChangesNothing)
{
    for (const char* text : {"ﬀ Ǆ ẞ İ ΐ", "A—b", "ŉ ǰ ﬃ", "ⅣⅡ ½", "한국어"})
        EXPECT_EQ(folded(folded(text)), folded(text)) << text;
}

TEST(Text, MakesTextFitForATerminal)
{
    EXPECT_EQ(printable("a\tb\r\nc"), "a b  c");
    EXPECT_EQ(printable("\x1B[2J\x07"), "\uFFFD[2J\uFFFD");
    EXPECT_EQ(printable("x\u202Egnp.exe\u2066"), "x\uFFFDgnp.exe\uFFFD");
    EXPECT_EQ(printable("\u0085\u009F\x7F\u00A0é"), "\uFFFD\uFFFD\uFFFD\u00A0é");
    EXPECT_EQ(printable("caf\xE9 au\xC3"), "caf\uFFFD au\uFFFD");
}

TEST(Text, KeepsOnlyHarmlessTagsInHtml)
{
    EXPECT_EQ(safeHtml("CD4<sup>+</sup> & <I>in vivo</I>"), QStringLiteral("CD4<sup>+</sup> &amp; <i>in vivo</i>"));
    EXPECT_EQ(safeHtml("<img src=\"x\"><a href='y'>z</a>"),
        QStringLiteral("&lt;img src=&quot;x&quot;&gt;&lt;a href='y'&gt;z&lt;/a&gt;"));
    EXPECT_EQ(safeHtml("<b onclick=1>x"), QStringLiteral("&lt;b onclick=1&gt;x"));
    EXPECT_EQ(safeHtml("p <0.05 and n> 3 <"), QStringLiteral("p &lt;0.05 and n&gt; 3 &lt;"));
    EXPECT_EQ(safeHtml("<script>&lt;i&gt;"), QStringLiteral("&lt;script&gt;&amp;lt;i&amp;gt;"));
}

TEST(Text, BalancesTags)
{
    EXPECT_EQ(safeHtml("<i>a <b>c"), QStringLiteral("<i>a <b>c</b></i>"));
    EXPECT_EQ(safeHtml("a</i>b"), QStringLiteral("ab"));
    EXPECT_EQ(safeHtml("<i>a<b>c</i>d</b>"), QStringLiteral("<i>a<b>c</b></i><b>d</b>"));
}

TEST(Text, DropsTagsAndKeepsTheirText)
{
    EXPECT_EQ(withoutMarkup("H<sub>2</sub>O <i>in vitro</i>, p<0.05 <u"), "H2O in vitro, p<0.05 <u");
}

TEST(Text, SplitsAndLeavesOutWhatIsEmpty)
{
    EXPECT_THAT(splitTrimmed(" a ;b;; c d ; ", ';'), ElementsAre("a", "b", "c d"));
    EXPECT_THAT(splitTrimmed("", ';'), IsEmpty());
    EXPECT_THAT(splitTrimmed("x", ';'), ElementsAre("x"));
}

} // namespace
} // namespace winnow
