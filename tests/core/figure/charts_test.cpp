#include "core/figure/charts.h"
#include "tests/core/figure/layout.h"

#include <gmock/gmock.h>

namespace {

using namespace winnow;
using namespace winnow::figure;
using testing::ElementsAre;

Chart phases()
{
    Chart chart;
    chart.title = QStringLiteral("Included studies by phase");
    chart.countLabel = QStringLiteral("Studies");
    chart.categoryLabel = QStringLiteral("Phase");
    chart.n = 59;
    chart.categories = {{QStringLiteral("1"), 9, false}, {QString(), 8, true}, {QStringLiteral("1/2"), 26, false},
        {QStringLiteral("2"), 14, false}, {QStringLiteral("3"), 2, false}};
    return chart;
}

Chart years(const std::vector<std::pair<int, std::int64_t>>& counts, std::int64_t notStated = 0)
{
    Chart chart;
    chart.title = QStringLiteral("Records by year");
    chart.countLabel = QStringLiteral("Records");
    chart.bars = Bars::Years;
    for (const auto& [year, count] : counts)
        chart.categories.push_back({QString::number(year), count, false});
    if (notStated > 0)
        chart.categories.push_back({QString(), notStated, true});
    return chart;
}

Chart countries(int number, std::int64_t factor)
{
    Chart chart = phases();
    chart.categories.clear();
    for (int i = 0; i < number; ++i)
        chart.categories.push_back({QStringLiteral("Country %1").arg(i), (number - i) * factor, false});
    return chart;
}

TEST(CountTicks, AreRoundAndReachTheMaximum)
{
    EXPECT_THAT(countTicks(0, 5), ElementsAre(0, 1));
    EXPECT_THAT(countTicks(3, 5), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(countTicks(26, 6), ElementsAre(0, 5, 10, 15, 20, 25, 30));
    EXPECT_THAT(countTicks(435, 5), ElementsAre(0, 100, 200, 300, 400, 500));
    EXPECT_THAT(countTicks(1000000, 2), ElementsAre(0, 500000, 1000000));
    EXPECT_EQ(countTicks(std::numeric_limits<std::int64_t>::max(), 5).size(), 6U);
}

TEST(BarChart, KeepsTextsApartAndOnThePage)
{
    std::vector<std::pair<std::string, Chart>> charts{{"phases", phases()}, {"none", countries(0, 1)},
        {"one", countries(1, 1)}, {"two hundred", countries(200, 1)}, {"huge", countries(7, 900'000'000'000'000'000)},
        {"one year", years({{2020, 4}})}, {"few years", years({{2019, 3}, {2021, 12}}, 2)},
        {"only not stated", years({}, 5)}, {"wrong year", years({{20, 1}, {1066, 2}, {2020, 40}, {2024, 4}}, 3)}};
    Chart labels = phases();
    labels.title = QStringLiteral("A title that goes on ").repeated(20);
    labels.subtitle = QStringLiteral("a demonstration from open data, not a systematic review");
    labels.categories[0].label =
        QStringLiteral("Umbilical cord mesenchymal stromal cells in platelet lysate ").repeated(9);
    labels.categories[2].label = QString(400, u'W');
    labels.categories[3].label = QStringLiteral("دراسة عشوائية محكومة");
    labels.categories[4].label = QStringLiteral("随机对照试验在肝硬化患者中的应用研究及其安全性").repeated(4);
    charts.emplace_back("labels", labels);
    std::vector<std::pair<int, std::int64_t>> many;
    for (int year = 1890; year < 2027; ++year)
        many.emplace_back(year, (year * 7919) % 12000);
    charts.emplace_back("many years", years(many, 17));

    for (const auto& [name, chart] : charts)
        for (const double letters : {1.0, 1.4, 2.0})
            for (const double width : {300.0, 504.0, 720.0}) {
                if (letters > 1.4 && width < 504)
                    continue; // a card as narrow as that has smaller letters
                Look look;
                look.width = width;
                look.letters = letters;
                test::expectLegible(
                    barChart(chart, look), name + " × " + std::to_string(letters) + ", " + std::to_string(width));
            }
}

TEST(BarChart, ShowsCountsAndPutsNotStatedLast)
{
    const Drawing drawing = barChart(phases());
    std::vector<std::string> marks;
    std::vector<int> indices;
    for (const Mark& mark : drawing.marks) {
        marks.push_back(mark.label.toStdString());
        indices.push_back(mark.index);
    }
    EXPECT_THAT(marks, ElementsAre("1: 9", "1/2: 26", "2: 14", "3: 2", "Not stated: 8"));
    EXPECT_THAT(indices, ElementsAre(0, 2, 3, 4, 1));
    EXPECT_TRUE(test::words(drawing).contains(QStringLiteral("n = 59")));
    EXPECT_TRUE(test::words(drawing).contains(QStringLiteral("26")));
    EXPECT_EQ(
        drawing.description, QStringLiteral("Included studies by phase. 1: 9; Not stated: 8; 1/2: 26; 2: 14; 3: 2"));
}

TEST(BarChart, PutsTheSmallestOfVeryManyTogether)
{
    Chart chart = countries(200, 10);
    chart.categories.push_back({QString(), 3, true});
    const Drawing drawing = barChart(chart);
    ASSERT_EQ(drawing.marks.size(), Look{}.bars);
    const Mark& more = drawing.marks[Look{}.bars - 2];
    EXPECT_EQ(more.index, -1);
    EXPECT_EQ(more.label, QStringLiteral("… and 178 more: 159,310"));
    EXPECT_EQ(drawing.marks.back().label, QStringLiteral("Not stated: 3"));
}

TEST(BarChart, MakesBarsAsLongAsTheirCounts)
{
    Chart chart = phases();
    chart.categories = {{QStringLiteral("a"), 10, false}, {QStringLiteral("b"), 5, false}};
    const Drawing drawing = barChart(chart);
    std::vector<double> lengths;
    for (const Item& item : drawing.items)
        if (const auto* shape = std::get_if<Shape>(&item); shape && shape->fill == Palette::light().bar)
            lengths.push_back(shape->path.boundingRect().width());
    ASSERT_EQ(lengths.size(), 2U);
    EXPECT_NEAR(lengths[0], 2 * lengths[1], 1e-9);
}

TEST(YearChart, ShowsYearsWithoutAnyAsGaps)
{
    const Drawing drawing = barChart(years({{2021, 12}, {2019, 3}}, 2));
    ASSERT_EQ(drawing.marks.size(), 3U);
    EXPECT_EQ(drawing.marks[0].label, QStringLiteral("2019: 3"));
    EXPECT_EQ(drawing.marks[1].label, QStringLiteral("2021: 12"));
    EXPECT_EQ(drawing.marks[2].label, QStringLiteral("Not stated: 2"));
    const double step = drawing.marks[0].place.width();
    EXPECT_NEAR(drawing.marks[1].place.left() - drawing.marks[0].place.left(), 2 * step, 1e-9);
    EXPECT_TRUE(test::words(drawing).contains(QStringLiteral("2020")));
}

TEST(YearChart, JoinsWhatIsFarBackInTime)
{
    const Drawing drawing = barChart(years({{1066, 2}, {1899, 3}, {2020, 40}}));
    EXPECT_EQ(drawing.marks.front().label, QStringLiteral("before 1941: 5"));
    EXPECT_EQ(drawing.marks.front().index, -1);
}

TEST(BarChart, SaysThatThereIsNothingYet)
{
    EXPECT_TRUE(test::words(barChart(countries(0, 1))).contains(QStringLiteral("Nothing to count yet")));
    EXPECT_TRUE(barChart(countries(0, 1)).marks.empty());
}

TEST(ChartCsv, HasEveryCategoryAndNoFormulas)
{
    Chart chart = phases();
    chart.categories[0].label = QStringLiteral("=1+1");
    chart.categories[2].label = QStringLiteral("a, \"b\"");
    EXPECT_EQ(chartCsv(chart),
        QByteArray("Phase,Studies\r\n'=1+1,9\r\nNot stated,8\r\n\"a, \"\"b\"\"\",26\r\n2,14\r\n3,2\r\n"));
}

TEST(SummaryChart, TellsStudiesFromRecords)
{
    FlowCounts counts;
    counts.includedStudies = 40;
    counts.databases.screened = 900;
    counts.databases.unscreened = 100;
    counts.others.screened = 5;
    const Chart phase = summaryChart({"trial.phase", "Trial phase", true}, {{"1", 30, {}}, {"", 10, {}}}, counts);
    EXPECT_EQ(phase.title, QStringLiteral("Included studies by trial phase"));
    EXPECT_EQ(phase.n, 40);
    EXPECT_EQ(phase.bars, Bars::Horizontal);
    EXPECT_TRUE(phase.categories[1].notStated);

    const Chart year =
        summaryChart({"year", "Year", false}, {{"2020", 7, {}}}, counts, QStringLiteral("a demonstration"));
    EXPECT_EQ(year.title, QStringLiteral("Records by year"));
    EXPECT_EQ(year.subtitle, QStringLiteral("duplicates counted once · a demonstration"));
    EXPECT_EQ(year.n, 1005);
    EXPECT_EQ(summaryChart({"source", "Source", false}, {{"PubMed", 900, {}}, {"Scopus", 200, {}}}, counts).subtitle,
        QStringLiteral("duplicates counted once in each source"));
    EXPECT_EQ(year.bars, Bars::Years);

    EXPECT_EQ(
        summaryChart({"rct", "RCT design", true}, {}, counts).title, QStringLiteral("Included studies by RCT design"));
}

} // namespace
