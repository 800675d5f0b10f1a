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

TEST(Terms, AStarAnywhereIsAnyLettersOrNone)
{
    EXPECT_THAT(
        found(categories({{"*itis", "ran*ed", "a*b*c", "*phago*"}}),
            QStringLiteral("hepatitis itis itises randomised raned run-ed abc axbxxc acb oesophagoscopy phago")),
        ElementsAre(
            "0:hepatitis", "0:itis", "0:randomised", "0:raned", "0:abc", "0:axbxxc", "0:oesophagoscopy", "0:phago"));
}

TEST(Terms, AQuestionMarkIsOneLetter)
{
    EXPECT_THAT(found(categories({{"wom?n", "tumo?r", "cell?", "?"}}),
                    QStringLiteral("woman women womn womaan tumour tumor tumoür cell cells? cellss x")),
        ElementsAre("0:woman", "0:women", "0:tumour", "0:tumoür", "0:cells"));
}

TEST(Terms, SignsInAPhraseStandForTheLettersOfThatWordOnly)
{
    EXPECT_THAT(found(categories({{"*blind?? trial*", "quality ? life"}}),
                    QStringLiteral("double-blinded trials, blinded cell trial, quality x life, quality of life")),
        ElementsAre("0:blinded trials", "0:quality x life"));
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

TEST(Terms, ATextThatBeginsWithTheSecondWordOfAPhraseDoesNotHaveIt)
{
    EXPECT_THAT(found(categories({{"stem cell", "* cell therapy"}}), QStringLiteral("Cell therapy, stem cell")),
        ElementsAre("0:stem cell"));
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

/// What is done for a text that is ten times as long, compared with the tenfold of what is done for the short one.
void expectLinear(const std::vector<std::string>& terms, const QString& piece)
{
    const TermMatcher matcher(categories({terms}));
    std::uint64_t one = 0;
    std::uint64_t ten = 0;
    (void)matcher.find(piece.repeated(1'000), one);
    (void)matcher.find(piece.repeated(10'000), ten);
    EXPECT_LE(ten, 10 * one + 10 * one / 100) << terms.front() << " in " << piece.toStdString();
    // No more for a letter of the text than for the letters of all terms, twice over.
    std::uint64_t letters = 0;
    for (const std::string& term : terms)
        letters += term.size();
    EXPECT_LE(one, 1'000 * static_cast<std::uint64_t>(piece.size()) * (2 * letters + 2)) << terms.front();
}

TEST(Terms, WorkGrowsWithTheTextAndNotFasterWhateverThePattern)
{
    const std::string stars = "a*a*a*a*a*a*a*a*a*a*a*a*b";
    for (const QString& piece : {QStringLiteral("a"), QStringLiteral("a "), QStringLiteral("ab"), QStringLiteral("b a"),
             QStringLiteral("abab "), QStringLiteral("?*")}) {
        expectLinear({stars}, piece);
        expectLinear({"*a*b*a*b*a*b*c"}, piece);
        expectLinear({"a* a* a* a* a* a* a* b"}, piece);
        expectLinear({"* * * * * * * * c", "* a *", "a * * a * b"}, piece);
        expectLinear({"?a?a?a?a?a?a?a?b*", "????????????c"}, piece);
        std::vector<std::string> many;
        for (int i = 0; i < 200; ++i)
            many.push_back(std::string(static_cast<std::size_t>(i % 20) + 1, 'a') + "*" + stars);
        expectLinear(many, piece);
    }
}

} // namespace
} // namespace winnow::screening
