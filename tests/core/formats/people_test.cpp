#include "core/formats/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::formats {
namespace {

using testing::ElementsAre;

TEST(People, AreSplitInEveryStyleThatDatabasesWrite)
{
    EXPECT_THAT(people("Doe, Jane; Roe, Richard A; "), ElementsAre("Doe, Jane", "Roe, Richard A"));
    EXPECT_THAT(people("Zuna, R E and Wang, S S and Solomon, D"), ElementsAre("Zuna, R E", "Wang, S S", "Solomon, D"));
    EXPECT_THAT(
        people("Griffin DK, Larkin DM, O'Connor RE."), ElementsAre("Griffin, DK", "Larkin, DM", "O'Connor, RE"));
    EXPECT_THAT(people("Phillips J.C., Braun R., Wang W."), ElementsAre("Phillips, J.C.", "Braun, R.", "Wang, W."));
    EXPECT_THAT(people("Adeli K.Lewis G. F."), ElementsAre("Adeli, K.", "Lewis, G. F."));
    EXPECT_THAT(people("Luna Vital D. A.de Mejia E. G."), ElementsAre("Luna Vital, D. A.", "de Mejia, E. G."));
    EXPECT_THAT(people("G. Curzon, G. A. Kennett, G. S. Sarna and P. S. Whitton"),
        ElementsAre("Curzon, G.", "Kennett, G. A.", "Sarna, G. S.", "Whitton, P. S."));
    EXPECT_THAT(people("Alba Vicente|Jordi Pérez-Cano"), ElementsAre("Vicente, Alba", "Pérez-Cano, Jordi"));
    EXPECT_THAT(people("Arslan Munir, Alexander Aved, Erik Blasch"),
        ElementsAre("Munir, Arslan", "Aved, Alexander", "Blasch, Erik"));
    EXPECT_THAT(people("Smith, J., Doe, A. B., Lee, C."), ElementsAre("Smith, J.", "Doe, A. B.", "Lee, C."));
    EXPECT_THAT(people("Smith, J., Doe, A. and Lee, B."), ElementsAre("Smith, J.", "Doe, A.", "Lee, B."));
    EXPECT_THAT(people("Longrich, N.R.\n and Jalil, N.-E.\n"), ElementsAre("Longrich, N.R.", "Jalil, N.-E."));
    EXPECT_THAT(
        people("Liu, Fengyuan (60410297700); Li, Yufei (57193852372)"), ElementsAre("Liu, Fengyuan", "Li, Yufei"));
    EXPECT_THAT(people("P. Kogge; J. -P. Nominé"), ElementsAre("Kogge, P.", "Nominé, J. -P."));
    EXPECT_THAT(
        people("Smith A, Jones B; COVID Study Group."), ElementsAre("Smith, A", "Jones, B", "COVID Study Group."));
}

TEST(People, WithACommaInTheNameAreOne)
{
    EXPECT_THAT(people("Doe, Jane"), ElementsAre("Doe, Jane"));
    EXPECT_THAT(people("van der Berg, Jan Willem"), ElementsAre("van der Berg, Jan Willem"));
    EXPECT_THAT(people("Garcia Lopez, Maria Jose", Commas::WithinNames), ElementsAre("Garcia Lopez, Maria Jose"));
    EXPECT_THAT(people("Maria Garcia, Jose Lopez", Commas::BetweenPeople), ElementsAre("Garcia, Maria", "Lopez, Jose"));
    EXPECT_THAT(people("Doe, Jane, Jr."), ElementsAre("Doe, Jane, Jr."));
}

TEST(People, WhoseNamesRunTogetherAreCutApart)
{
    EXPECT_THAT(people("Araz R. AlievNigar T. Ismayilova", Commas::Unknown, Glue::CapitalBegins),
        ElementsAre("Aliev, Araz R.", "Ismayilova, Nigar T."));
    EXPECT_THAT(people("John McDonaldDr. Ann Lee", Commas::Unknown, Glue::CapitalBegins),
        ElementsAre("McDonald, John", "Lee, Ann"));
}

TEST(People, AreNotMadeOfGroupsAndRests)
{
    EXPECT_THAT(people("Doe J, Roe R, et al."), ElementsAre("Doe, J", "Roe, R"));
    EXPECT_THAT(people("Health and Safety Study Group"), ElementsAre("Health and Safety Study Group"));
    EXPECT_THAT(people(""), ElementsAre());
    EXPECT_THAT(people("Godelieve J. de Bree; Coen D.A. Stehouwer"),
        ElementsAre("de Bree, Godelieve J.", "Stehouwer, Coen D.A."));
}

TEST(Commas, AreToldFromManyCells)
{
    EXPECT_EQ(commasIn({"Doe, Jane; Roe, Richard", "Garcia Lopez, Maria Jose"}), Commas::WithinNames);
    EXPECT_EQ(commasIn({"Jane Doe, Richard Roe, Ann Lee", "Maria Garcia, Jose Lopez"}), Commas::BetweenPeople);
    EXPECT_EQ(commasIn({"Doe"}), Commas::Unknown);
}

} // namespace
} // namespace winnow::formats
