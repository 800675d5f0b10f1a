#include "core/pdf/pagetext.h"

#include <gtest/gtest.h>

#include <QStringList>

namespace winnow::pdf {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Lines of words, ten points a character and twenty a line.
std::vector<RawWord> laidOut(const QStringList& lines, double left = 0, double top = 0)
{
    std::vector<RawWord> words;
    for (qsizetype row = 0; row < lines.size(); ++row) {
        double x = left;
        const QStringList parts = lines[row].split(u' ');
        for (qsizetype i = 0; i < parts.size(); ++i) {
            RawWord word;
            word.text = parts[i];
            word.box = QRectF(x, top + 20 * static_cast<double>(row), 10.0 * static_cast<double>(parts[i].size()), 12);
            for (qsizetype c = 0; c <= parts[i].size(); ++c)
                word.edges.push_back(static_cast<float>(x + 10.0 * static_cast<double>(c)));
            word.spaceAfter = i + 1 < parts.size();
            x += 10.0 * static_cast<double>(parts[i].size() + 1);
            words.push_back(word);
        }
    }
    return words;
}

QStringList found(const PageText& page, const QString& query)
{
    QStringList hits;
    for (const TextRange range : page.find(query))
        hits += page.text().mid(range.begin, range.end - range.begin);
    return hits;
}

TEST(PageText, KeepsLinesAsPrintedAndColumnsInOrder)
{
    std::vector<RawWord> words = laidOut({u"left one"_s, u"left two"_s});
    const std::vector<RawWord> right = laidOut({u"right one"_s}, 300);
    words.insert(words.end(), right.begin(), right.end());
    EXPECT_EQ(PageText(words).text(), u"left one\nleft two\nright one"_s);
}

TEST(PageText, QuotesWithoutHyphensOfLineEndsAndLigatures)
{
    const PageText page(
        laidOut({u"an infor-"_s, u"mation e\uFB03cient"_s, u"follow-up of MSC-"_s, u"Treated \uE001mice"_s}));
    EXPECT_EQ(page.quote(), u"an information efficient follow-up of MSC- Treated mice"_s);
}

TEST(PageText, FindsAcrossLinesHyphensCaseAndAccents)
{
    const PageText page(laidOut({u"Mesenchymal stem"_s, u"cells and infor-"_s, u"mation on na\u00EFve stem-cell"_s}));
    EXPECT_EQ(found(page, u"STEM CELL"_s), (QStringList{u"stem\ncell"_s, u"stem-cell"_s}));
    EXPECT_EQ(found(page, u"information"_s), QStringList{u"infor-\nmation"_s});
    EXPECT_EQ(found(page, u"naive"_s), QStringList{u"na\u00EFve"_s});
    EXPECT_EQ(found(page, u" - "_s), QStringList{});
}

TEST(PageText, DoesNotFindAWordThatTwoWordsMakeByChance)
{
    const PageText page(laidOut({u"basic at all the rapy"_s}));
    EXPECT_EQ(found(page, u"cat"_s), QStringList{});
    EXPECT_EQ(found(page, u"therapy"_s), QStringList{});
    EXPECT_EQ(found(page, u"basic at"_s), QStringList{u"basic at"_s});
}

TEST(PageText, TellsNumbersApart)
{
    const PageText page(laidOut({u"HR 0.61 [0.39\u20130.95] and 061"_s}));
    EXPECT_EQ(found(page, u"0.61"_s), QStringList{u"0.61"_s});
    EXPECT_EQ(found(page, u"0.39-0.95"_s), QStringList{u"0.39\u20130.95"_s});
}

TEST(PageText, KnowsWhereCharactersStand)
{
    const PageText page(laidOut({u"one two"_s, u"three"_s}));
    EXPECT_EQ(page.offsetAt(QPointF(21, 5)), 2);
    EXPECT_EQ(page.offsetAt(QPointF(1000, 5)), 7) << "beside the end of the first line";
    EXPECT_EQ(page.offsetAt(QPointF(-5, 100)), 8);
    EXPECT_EQ(page.boxes({1, 10}), (std::vector<QRectF>{QRectF(10, 0, 60, 12), QRectF(0, 20, 20, 12)}));
    EXPECT_EQ(page.wordAround(5), (TextRange{4, 7}));
    EXPECT_EQ(page.lineAround(9), (TextRange{8, 13}));
    EXPECT_TRUE(page.isOnWord(QPointF(5, 5)));
    EXPECT_FALSE(page.isOnWord(QPointF(200, 5)));
}

TEST(PageText, IsEmptyOnAPageWithoutWords)
{
    const PageText page;
    EXPECT_EQ(page.offsetAt({5, 5}), 0);
    EXPECT_EQ(page.wordAround(3), TextRange{});
    EXPECT_EQ(page.lineAround(3), TextRange{});
    EXPECT_TRUE(page.find(u"a"_s).empty());
    EXPECT_TRUE(page.boxes({0, 5}).empty());
    EXPECT_EQ(page.quote(), QString{});
}

} // namespace
} // namespace winnow::pdf
