#include "core/formats/latex.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace winnow::test {
namespace {

using formats::fromTex;
using formats::Tex;
using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

void expectPairs(const Pairs& pairs)
{
    for (const auto& [source, text] : pairs)
        EXPECT_EQ(fromTex(source), text) << source;
}

TEST(TexSource, GivesAccentsHoweverTheyAreWritten)
{
    expectPairs({{R"(M\"uller)", "Müller"}, {R"(M\"{u}ller)", "Müller"}, {R"(M{\"u}ller)", "Müller"},
        {R"(M{\"{u}}ller)", "Müller"}, {R"(M\" uller)", "Müller"}, {R"({\'E}mile)", "Émile"}, {R"({\`a} la)", "à la"},
        {R"(\^{o}\~n\=a\.z)", "ôñāż"}, {R"({\c{C}}etin, {\c C}etin)", "Çetin, Çetin"},
        {R"(\v{s}\u{g}\H{o}\k{a}\r{u}\d{h})", "šğőąůḥ"},
        {R"(Garc{\'\i}a Garc\'{\i}a Garc\'{i}a)", "García García García"}, {R"(Aks{\i}n)", "Aksın"},
        {"M\xC3\xBCller", "Müller"}, {R"(Vi\^{e}\d{t})", "Viêṭ"}, {R"(\"o)", "ö"}, {R"(\d{\^{e}})", "ệ"}});
}

TEST(TexSource, GivesLettersAndSymbols)
{
    expectPairs({{R"(Stra{\ss}e, Wei\ss, Wei\ss{} und)", "Straße, Weiß, Weiß und"},
        {R"(Bj{\o}rn, \O re)", "Bjørn, Øre"}, {R"({\L}\'od\'z)", "Łódź"}, {R"({\AA}rhus, {\aa}, {\ae})", "Århus, å, æ"},
        {R"(5\% of \$3 \& more \#1 a\_b \{x\})", "5% of $3 & more #1 a_b {x}"},
        {R"(a\textendash b \textemdash{} c)", "a–b — c"}, {"pages 3--5 --- all", "pages 3–5 — all"},
        {R"(``quoted'' and 5'' long)", "“quoted” and 5'' long"}, {R"(\textless 5 and \textgreater{}6)", "<5 and >6"},
        {R"({\textquotedblleft}x{\textquotedblright})", "“x”"}, {R"(25\textdegree C)", "25°C"},
        {R"(\textasciitilde 5, Dr.~Who, ~50 mg, 10~20)", "~5, Dr. Who, ~50 mg, 10~20"},
        {R"(Smith \&amp; Sons)", "Smith & Sons"}, {R"({[}German] {*})", "[German] *"}});
}

TEST(TexSource, GivesMathematicsAsText)
{
    expectPairs({{R"($\alpha$-fetoprotein)", "α-fetoprotein"}, {R"({\textbeta}-blocker)", "β-blocker"},
        {R"(\ensuremath{\mu}g)", "μg"}, {R"($p<0.05$)", "p<0.05"}, {R"($<$ 5 and $\leq 3$)", "< 5 and ≤ 3"},
        {R"(CO$_2$, m$^{2}$, 10\textsuperscript{-6}, H\textsubscript{2}O)", "CO₂, m², 10⁻⁶, H₂O"},
        {R"(1\textsuperscript{st})", "1st"}, {R"($10^5$ cells)", "10⁵ cells"}, {R"($\frac{1}{2}$)", "1/2"},
        {R"(costs $50 and $60)", "costs $50 and $60"}, {R"(a$)", "a$"}, {R"(a $ b)", "a $ b"}, {R"($\bar{x}$)", "x̄"}});
}

TEST(TexSource, DropsWhatOnlyLooksAndKeepsWhatIsNotKnown)
{
    expectPairs(
        {{R"({The {DNA} of \emph{E. coli}})", "The DNA of E. coli"}, {R"({\em very} \textbf{bold})", "very bold"},
            {R"(\url{http://x.org/a_b})", "http://x.org/a_b"}, {R"(\href{http://x.org}{here})", "here"},
            {R"(\foo{bar} \baz)", R"(\foo{bar} \baz)"}, {R"(C:\temp\x)", R"(C:\temp\x)"}, {R"(a\-b\/c)", "abc"},
            {R"(end\)", R"(end\)"}, {R"({\noopsort{1973a}}1973)", "1973"}});
}

TEST(TexSource, PutsWrappedLinesTogetherAndKeepsParagraphs)
{
    expectPairs({{"Selection in the\n   presence of.\n   Risk", "Selection in the presence of. Risk"},
        {"First part.\nSecond part.", "First part.\nSecond part."}, {"broken in the\nmiddle", "broken in the middle"},
        {"one\r\n\r\ntwo", "one\ntwo"}, {"  a   b\t c  ", "a b c"}});
}

TEST(TexSource, LeavesAddressesAlone)
{
    EXPECT_EQ(fromTex(R"(http://x.org/~me/a--b\_c\%20d\&e)", Tex::Verbatim), "http://x.org/~me/a--b_c%20d&e");
    EXPECT_EQ(fromTex(R"(10.1002/(SICI)1097-0258(19980815/30)17:15/16{\textless}1661::AID{\textgreater}3.0)"),
        "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID>3.0");
}

TEST(TexSource, MayBeAnythingAtAll)
{
    for (const std::string_view part : {"{", "}", "\\'{", "\\textsuperscript{", "$", "$a", "\\href{", "\\frac{", "\\\"",
             "``", "\\'\\", "^", "$^{", "\\'", "~", "\\c\\", "\\"}) {
        std::string source;
        while (source.size() < 100'000)
            source += part;
        EXPECT_LE(fromTex(source).size(), source.size() * 3) << part;
    }
}

} // namespace
} // namespace winnow::test
