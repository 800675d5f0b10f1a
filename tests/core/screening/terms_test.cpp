#include "core/screening/terms.h"

#include <gmock/gmock.h>

#include <QString>

namespace winnow::screening {
namespace {

std::vector<TermCategory> categories(std::initializer_list<std::vector<std::string>> lists)
{
    std::vector<TermCategory> result;
    for (const auto& terms : lists)
        result.push_back({"category", static_cast<int>(result.size()), terms});
    return result;
}

/// What is found, as "category:words as they stand in the text".
std::vector<std::string> found(const std::vector<TermCategory>& terms, const QString& text)
{
    std::vector<std::string> result;
    for (const TermMatch& match : TermMatcher(terms).find(text))
        result.push_back(std::to_string(match.category) + ":" + text.mid(match.start, match.length).toStdString());
    return result;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Terms, WordsMatchWholeInAnyCase)
{
    EXPECT_THAT(found(categories({{"cell"}}), QStringLiteral("Cell, cells; a CELL. Unicellular cell")),
        ElementsAre("0:Cell", "0:CELL", "0:cell"));
}

TEST(Terms, DiacriticsAreFolded)
{
    EXPECT_THAT(found(categories({{"cirrhose", "Sjögren", "naïve"}}),
                    QStringLiteral("Cirrhosé; SJOGREN; nai\u0308ve; na\u00ADive")),
        ElementsAre("0:Cirrhosé", "0:SJOGREN", "0:nai\u0308ve", "0:na\u00ADive"));
}

TEST(Terms, AStarIsAnyEnding)
{
    EXPECT_THAT(found(categories({{"random*"}}), QStringLiteral("random, randomised; nonrandom RANDOMIZATION")),
        ElementsAre("0:random", "0:randomised", "0:RANDOMIZATION"));
}

TEST(Terms, SeveralWordsAreAPhraseWhateverSeparatesThem)
{
    EXPECT_THAT(found(categories({{"double blind*", "stem-cell*"}}),
                    QStringLiteral("Double-blinded; double\nblind; double, cells blind stem  cells, stem")),
        ElementsAre("0:Double-blinded", "0:double\nblind", "0:stem  cells"));
}

TEST(Terms, AStarAloneInAPhraseIsAnyWordAndAloneNothing)
{
    EXPECT_THAT(found(categories({{"*", "quality * life"}}), QStringLiteral("quality of life, quality life")),
        ElementsAre("0:quality of life"));
}

TEST(Terms, OfOverlappingOnesTheLeftmostAndThenTheLongestWins)
{
    const auto terms = categories({{"stem cell"}, {"mesenchymal stem", "cell therapy", "mesenchymal"}});
    EXPECT_THAT(found(terms, QStringLiteral("mesenchymal stem cell therapy")),
        ElementsAre("1:mesenchymal stem", "1:cell therapy"));
    EXPECT_THAT(found(categories({{"liver"}, {"liver"}}), QStringLiteral("liver")), ElementsAre("0:liver"));
}

TEST(Terms, WhatALongerOneThatFellOutHidIsStillFound)
{
    const auto terms = categories({{"a b"}, {"b c d"}, {"d"}});
    EXPECT_THAT(found(terms, QStringLiteral("a b c d")), ElementsAre("0:a b", "2:d"));
}

TEST(Terms, APhraseOfOneRepeatedWordIsFoundAtItsFirstPlace)
{
    EXPECT_THAT(found(categories({{"a a b"}}), QStringLiteral("a a a b a b a a b")), ElementsAre("0:a a b", "0:a a b"));
}

TEST(Terms, IdeographsNeedNoSpaces)
{
    EXPECT_THAT(found(categories({{QStringLiteral("干细胞").toStdString()}}), QStringLiteral("间充质干细胞治疗肝硬化")),
        ElementsAre(QStringLiteral("0:干细胞").toStdString()));
}

TEST(Terms, NothingIsFoundWithoutTermsOrText)
{
    EXPECT_THAT(found({}, QStringLiteral("liver")), IsEmpty());
    EXPECT_THAT(found(categories({{"", " ", "***", "-"}}), QStringLiteral("liver * - ***")), IsEmpty());
    EXPECT_THAT(found(categories({{"liver"}}), QString()), IsEmpty());
}

TEST(Terms, BrokenSurrogatesAreNoTrouble)
{
    const QString text = QStringLiteral("liver") + QChar(0xD800) + QStringLiteral("liver") + QChar(0xDC00);
    EXPECT_THAT(TermMatcher(categories({{"liver"}})).find(text).size(), 2U);
}

// Backtracking would take the square of the text here, or worse; the whole test then takes minutes, not a second.
TEST(Terms, HostileTermsStayLinear)
{
    std::vector<std::string> terms;
    std::string phrase = "a";
    for (int i = 0; i < 200; ++i) {
        terms.push_back(phrase + " b");
        phrase += " a";
    }
    terms.push_back("a* a* a* a* a* a* a* a* c");
    QString text;
    for (int i = 0; i < 20'000; ++i)
        text += QStringLiteral("a ");
    EXPECT_THAT(TermMatcher(categories({terms})).find(text), IsEmpty());

    const QString oneWord(1'000'000, QLatin1Char('a'));
    const auto matches = TermMatcher(categories({{"a*"}})).find(oneWord);
    EXPECT_THAT(matches, ElementsAre(TermMatch{0, 1'000'000, 0}));
}

} // namespace
} // namespace winnow::screening
