// Tables of circles, as data.
#include "core/figure/matrix.h"
#include "tests/core/figure/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::figure {
namespace {

using namespace Qt::Literals::StringLiterals;

Matrix matrix(int rows, int columns)
{
    Matrix made;
    made.title = u"Included studies: phase by cell source"_s;
    made.subtitle = u"n = 89"_s;
    made.rowLabel = u"Phase"_s;
    made.columnLabel = u"Cell source"_s;
    for (int row = 0; row < rows; ++row) {
        made.rows += row + 1 == rows ? QString() : u"Row %1 of some length"_s.arg(row);
        auto& counts = made.counts.emplace_back();
        for (int column = 0; column < columns; ++column)
            counts.push_back((row * 7 + column * 3) % 5 == 0 ? 0 : row * 40 + column);
    }
    for (int column = 0; column < columns; ++column)
        made.columns += column + 1 == columns ? QString() : u"bone-marrow mononuclear cells %1"_s.arg(column);
    return made;
}

TEST(Matrix, IsLegibleWithAnyNumberOfRowsAndColumnsAndLargeLetters)
{
    for (const auto& [rows, columns] : {std::pair{1, 1}, {3, 4}, {17, 17}, {40, 2}, {2, 40}})
        for (const double letters : {1.0, 2.0}) {
            Look look;
            look.letters = letters;
            Matrix made = matrix(rows, columns);
            made.rows[0] = QString(200, u'W');
            made.columns[0] = QString(200, u'W');
            made.counts[0].back() = 12'345'678;
            test::expectLegible(matrixChart(made, look), std::to_string(rows) + " × " + std::to_string(columns));
        }
}

TEST(Matrix, AMarkStandsForEachCellThatIsNotEmpty)
{
    Matrix made = matrix(2, 2);
    made.rows = {u"1"_s, QString()};
    made.columns = {u"fat"_s, u"cord"_s};
    made.counts = {{3, 0}, {1, 12}};
    const Drawing drawing = matrixChart(made);
    ASSERT_EQ(drawing.marks.size(), 3U);
    EXPECT_EQ(drawing.marks[0].label, u"1, fat: 3"_s);
    EXPECT_EQ(drawing.marks[1].index, 2);
    EXPECT_EQ(drawing.marks[2].label, u"Not stated, cord: 12"_s);
    EXPECT_EQ(matrixCsv(made),
        QByteArray("Phase,Cell source,Studies\r\n1,fat,3\r\nNot stated,fat,1\r\nNot stated,cord,12\r\n"));
    made.noRow = u"No result extracted"_s;
    EXPECT_EQ(matrixChart(made).marks[2].label, u"No result extracted, cord: 12"_s);
}

} // namespace
} // namespace winnow::figure
