// The rules catch what they are for.
#include "tests/layers/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::layers {
namespace {

std::vector<std::string> reasons(const std::string& path, const std::string& text)
{
    std::vector<std::string> all;
    for (const Violation& violation : violations({path, text}))
        all.push_back(violation.reason);
    return all;
}

struct Case {
    const char* path;
    const char* line;
    const char* reason; ///< empty: allowed
};

class Rules : public testing::TestWithParam<Case> { };

TEST_P(Rules, SayWhyAnIncludeIsWrong)
{
    const auto& [path, line, reason] = GetParam();
    const std::vector<std::string> found = reasons(path, std::string(line) + '\n');
    if (*reason == 0)
        EXPECT_THAT(found, testing::IsEmpty()) << path << ": " << line;
    else
        EXPECT_THAT(found, testing::ElementsAre(testing::HasSubstr(reason))) << path << ": " << line;
}

INSTANTIATE_TEST_SUITE_P(Layers, Rules,
    testing::Values( //
        Case{"core/model/a.cpp", "#include \"core/base/result.h\"", ""},
        Case{"core/base/a.cpp", "#include \"core/model/record.h\"", "arrows go down only"},
        Case{"core/formats/a.cpp", "#include \"core/store/sqlite.h\"", "through core/review alone"},
        Case{"core/review/a.cpp", "#include \"core/store/sqlite.h\"", ""},
        Case{"core/review/a.cpp", "#include \"ui/widgets/page.h\"", "core knows no window"},
        Case{"core/model/a.cpp", "#include <QWidget>", "core knows no window"},
        Case{"core/model/a.cpp", "#include <QString>", ""},
        Case{"core/review/a.cpp", "#include <QPainter>", "are painted in core"},
        Case{"core/figure/a.cpp", "#include <QPainter>", ""},
        Case{"ui/screening/a.cpp", "#include \"core/review/review.h\"", ""},
        Case{"ui/screening/a.cpp", "#include \"core/store/database.h\"", "through core/review alone"},
        Case{"ui/screening/a.cpp", "#include \"ui/fulltext/a.h\"", "never knows another"},
        Case{"ui/screening/a.cpp", "#include \"core/pdf/document.h\"", "only full text, extraction and risk of bias"},
        Case{"ui/fulltext/a.cpp", "#include \"core/pdf/document.h\"", ""},
        Case{"ui/shell/a.cpp", "#include \"ui/fulltext/a.h\"", ""},
        Case{"ui/sources/a.cpp", "#include <QFileDialog>", "behind the seam"},
        Case{"ui/shell/a.cpp", "#include <QFileDialog>", ""},
        Case{"ui/sources/a.cpp", "#include \"sourcespage.h\"", "from the top of the repository"},
        Case{"core/review/a.cpp", "#include <sqlite3.h>", "only room that speaks to SQLite"},
        Case{"core/pdf/page.cpp", "#include <poppler-qt6.h>", "only the helper process"},
        Case{"core/review/a.cpp", "#include <qpdf/QPDF.hh>", "only the helper process"},
        Case{"core/pdf/helper/a.cpp", "#include <poppler-qt6.h>", ""},
        Case{"ui/widgets/a.cpp", "#include <QtWidgets>", "whole modules"},
        Case{"core/review/a.cpp", "auto q = \"SELECT id FROM op\";", "SQL stands in core/store"},
        Case{"core/store/a.cpp", "auto q = \"SELECT id FROM op\";", ""},
        Case{"ui/prisma/a.cpp", "button->setText(tr(\"Select all\"));", ""}));

TEST(Layers, LongFilesAndUnguardedHeadersAreCaught)
{
    std::string longText;
    for (std::size_t i = 0; i <= MostLines; ++i)
        longText += "int a;\n";
    EXPECT_THAT(reasons("core/model/a.cpp", longText), testing::ElementsAre(testing::HasSubstr("1,000 lines")));
    EXPECT_THAT(reasons("core/model/a.h", "int a;\n"), testing::ElementsAre(testing::HasSubstr("included twice")));
}

TEST(Layers, UnfinishedWorkAndMachinePathsAreCaught)
{
    EXPECT_THAT(reasons("README.md",
                    "TO"
                    "DO: more\n"),
        testing::SizeIs(1));
    EXPECT_THAT(reasons("packaging/run",
                    "cd /ro"
                    "ot/winnow\n"),
        testing::SizeIs(1));
    EXPECT_THAT(reasons("README.md", "https://doi.org/works/1 and ~/work/x\n"), testing::IsEmpty());
}

} // namespace
} // namespace winnow::layers
