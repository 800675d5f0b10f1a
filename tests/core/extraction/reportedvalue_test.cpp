#include "core/extraction/reportedvalue.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <map>
#include <string>
#include <vector>

namespace winnow::extraction {
namespace {

using namespace Qt::Literals::StringLiterals;

std::string shown(const Printed& printed)
{
    static constexpr std::array Bounds{"", "<", "<=", ">", ">=", "~"};
    return Bounds.at(static_cast<std::size_t>(printed.bound))
        + QLocale::c().toString(printed.value, 'g', 10).toStdString();
}

/// "mean-sd 14.5 sd 2.4 {g/dl}": form, measure, parts, unit, in one line.
std::string shown(const Reading& reading)
{
    static constexpr std::array Forms{"number", "count", "count-of-total", "count-percent", "percent", "mean-sd",
        "mean-se", "mean", "median-quartiles", "median-range", "median-width", "median", "estimate", "range", "pair",
        "p-value", "not-significant", "absent"};
    static constexpr std::array Absences{
        "not-reported", "not-applicable", "none", "unclear", "not-reached", "not-estimable"};
    static constexpr std::array Measures{"", "HR", "OR", "RR", "IRR", "RD", "MD", "SMD", "r"};
    std::string out = Forms.at(static_cast<std::size_t>(reading.form));
    if (reading.form == ReportedForm::Absent)
        return out + ' ' + Absences.at(static_cast<std::size_t>(reading.absence));
    if (reading.measure != Measure::Unnamed)
        out += std::string(" ") + Measures.at(static_cast<std::size_t>(reading.measure));
    const auto add = [&](const char* name, const std::optional<Printed>& printed) {
        if (printed)
            out += std::string(" ") + name + shown(*printed);
    };
    add("", reading.value);
    add("", reading.count);
    add("/", reading.total);
    add("percent ", reading.percent);
    add("sd ", reading.sd);
    add("se ", reading.se);
    add("width ", reading.width);
    add("low ", reading.low);
    add("high ", reading.high);
    add("min ", reading.minimum);
    add("max ", reading.maximum);
    add("p ", reading.p);
    if (reading.level != 0)
        out += " level " + QLocale::c().toString(reading.level, 'g', 4).toStdString();
    if (reading.change)
        out += " change";
    if (!reading.unit.empty())
        out += " {" + reading.unit + '}';
    return out;
}

std::string shown(const std::vector<ReportedValue>& values)
{
    std::string out;
    for (const ReportedValue& value : values) {
        out += out.empty() ? "" : " ; ";
        bool first = true;
        for (const Reading& reading : value.readings) {
            out += (first ? "" : " | ") + shown(reading);
            first = false;
        }
    }
    return out;
}

Reading best(const std::string& text)
{
    const std::vector<ReportedValue> values = reportedValues(text);
    return values.empty() || values.front().readings.empty() ? Reading{} : values.front().readings.front();
}

TEST(ReportedValue, ReadsEveryFormOfTheFixture)
{
    QFile file(test::fixture(u"extraction/reported.tsv"_s));
    ASSERT_TRUE(file.open(QFile::ReadOnly));
    int cases = 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const QList<QByteArray> cells = line.split('\t');
        ASSERT_EQ(cells.size(), 2) << line.toStdString();
        EXPECT_EQ(shown(reportedValues(cells[0].toStdString())), cells[1].toStdString()) << cells[0].toStdString();
        ++cases;
    }
    EXPECT_GT(cases, 150);
}

bool isAmongReadings(const std::vector<ReportedValue>& values, const std::string& wanted)
{
    for (const ReportedValue& value : values)
        for (const Reading& reading : value.readings)
            if (shown(reading) == wanted)
                return true;
    return false;
}

std::string number(std::string_view text)
{
    return QLocale::c().toString(toQString(text).toDouble(), 'g', 10).toStdString();
}

/// What the words of outcomes.csv say, by the words.
std::string worded(std::string_view text)
{
    static const std::map<std::string_view, std::string> known{
        {"three [12%] of 26", "count-of-total 3 /26 percent 12"},
        {"three [11%] of 28", "count-of-total 3 /28 percent 11"},
        {"12 [43%] of 28", "count-of-total 12 /28 percent 43"},
        {"18 (64%)", "count-percent 18 percent 64"},
        {"18 patients (53%) as printed", "count-percent 18 percent 53 {patients}"},
        {"survival 55.6% (95% CI 42.3-68.9)", "percent percent 55.6 low 42.3 high 68.9 level 95"},
        {"survival 73.2% (95% CI 61.6-84.8)", "percent percent 73.2 low 61.6 high 84.8 level 95"},
        {"33.3%", "percent percent 33.3"},
        {"16.1%", "percent percent 16.1"},
        {"37.0%", "percent percent 37"},
        {"17.9%", "percent percent 17.9"},
        {"\"No difference in mortality (6/23 vs. 5/23)\"",
            "count-of-total 6 /23 | pair low 6 high 23 ; count-of-total 5 /23 | pair low 5 high 23"},
        {"2.740 (0.261), 2.520 (0.311), 2.320 (0.471), 2.180 (0.390)", ""},
    };
    const auto found = known.find(text);
    return found == known.end() ? std::string("no such words are known") : found->second;
}

TEST(ReportedValue, ReadsEveryValueOfThePublishedOutcomes)
{
    WINNOW_NEEDS_SHARED();
    QFile file(test::sharedFolder() + u"/data/liver/outcomes.csv"_s);
    ASSERT_TRUE(file.open(QFile::ReadOnly));
    const std::string bytes = file.readAll().toStdString();
    const Result<csv::Table> table = csv::parse(bytes);
    ASSERT_TRUE(table);
    std::map<std::string, int> seen;
    for (const csv::Row& row : table->rows) {
        const auto cell = [&](std::string_view heading) { return std::string(table->cell(row, heading)); };
        const std::string place = "line " + std::to_string(row.line);
        const std::string measure = cell("measure");
        ++seen[measure];
        if (!cell("mean").empty()) {
            const std::string unit = cell("unit") == "%" || cell("unit").empty() ? cell("unit") : ' ' + cell("unit");
            const std::string wanted = "mean-sd " + number(cell("mean")) + " sd " + number(cell("sd"))
                + (unit.empty() ? "" : " {" + std::string(trimmed(unit)) + '}');
            for (const std::string spread : {" \u00B1 ", "\u00B1", " +/- "}) {
                const auto values = reportedValues(cell("mean") + spread + cell("sd") + unit);
                ASSERT_EQ(values.size(), 1U) << place;
                EXPECT_EQ(shown(values[0].readings.front()), wanted) << place;
            }
            EXPECT_TRUE(isAmongReadings(reportedValues(cell("mean") + " (" + cell("sd") + ")" + unit), wanted))
                << place;
        }
        if (measure == "events" || measure == "cumulative events") {
            const std::string wanted = "count-of-total " + cell("events") + " /" + cell("n");
            for (const std::string between : {"/", " of ", " out of "})
                EXPECT_EQ(shown(best(cell("events") + between + cell("n"))), wanted) << place;
        }
        if (!cell("median").empty()) {
            const std::string wanted = "median-quartiles " + number(cell("median")) + " low " + number(cell("q1"))
                + " high " + number(cell("q3"));
            for (const std::string to : {" to ", "\u2013", ", ", "; ", " - "})
                for (const std::string minus : {"-", "\u2212", "\u2013"}) {
                    std::string text = cell("median") + " (" + cell("q1") + to + cell("q3") + ')';
                    if (minus != "-")
                        text = toQString(text)
                                   .replace(QRegularExpression(u"-(?=[0-9])"_s), toQString(minus))
                                   .toStdString();
                    EXPECT_TRUE(isAmongReadings(reportedValues(text), wanted)) << place << ' ' << text;
                    EXPECT_EQ(shown(best("median (IQR) " + text)), wanted) << place << ' ' << text;
                }
        }
        if (const std::string text = cell("value_text"); !text.empty() && !worded(text).empty()) {
            const std::string all = shown(reportedValues(text));
            EXPECT_EQ(all, worded(text)) << place;
        }
        if (measure == "none" && cell("n").size() > 1 && !cell("n").ends_with("/")) {
            const std::string n = cell("n");
            const std::size_t slash = n.find('/');
            EXPECT_TRUE(
                isAmongReadings(reportedValues(n), "pair low " + n.substr(0, slash) + " high " + n.substr(slash + 1)))
                << place;
        }
        if (!cell("dose").empty()) {
            EXPECT_FALSE(reportedValues(cell("dose")).empty()) << place;
        }
    }
    EXPECT_EQ(seen.size(), 6U) << "a kind of value that this test does not know has come in";
}

TEST(ReportedValue, ReadsAListOfMeansInOneSelection)
{
    const auto values = reportedValues("2.740 (0.261), 2.520 (0.311), 2.320 (0.471), 2.180 (0.390)");
    ASSERT_EQ(values.size(), 4U);
    EXPECT_EQ(shown(values[3].readings.front()), "mean-sd 2.18 sd 0.39");
}

TEST(ReportedValue, KnowsThePrecisionOfThePrint)
{
    EXPECT_DOUBLE_EQ(best("14.50 \u00B1 2").value->step, 0.01);
    EXPECT_DOUBLE_EQ(best("14.50 \u00B1 2").sd->step, 1);
    EXPECT_DOUBLE_EQ(best("2.5 \u00D7 10\u2076 cells").value->step, 1e5);
    EXPECT_EQ(best("P < 0.001").p->bound, Bound::Below);
}

TEST(ReportedValue, OffersWhatIsOpenAndSaysWhy)
{
    const auto values = reportedValues("14.5 \u00B1 0.4");
    ASSERT_EQ(values.size(), 1U);
    ASSERT_EQ(values[0].readings.size(), 2U) << "SD or SE is not said";
    EXPECT_EQ(values[0].readings[0].remarks, std::vector{Remark::SpreadNotNamed});
    const auto commas = reportedValues("1,204");
    ASSERT_EQ(commas.size(), 1U);
    EXPECT_EQ(shown(commas), "number 1204 | number 1.204");
    EXPECT_EQ(best("18/34 (50%)").remarks, std::vector{Remark::PercentDiffers});
    EXPECT_EQ(best("HR 0.61 (95% CI 0.70\u20130.95)").remarks, std::vector{Remark::IntervalMisses});
}

TEST(ReportedValue, LetsWhatIsExpectedDecideTheOrderAndNothingElse)
{
    Expected expected;
    expected.form = ReportedForm::MeanSd;
    const auto plain = reportedValues("18 (53)");
    const auto asked = reportedValues("18 (53)", expected);
    ASSERT_EQ(plain.size(), 1U);
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(plain[0].readings.front().form, ReportedForm::CountPercent);
    EXPECT_EQ(asked[0].readings.front().form, ReportedForm::MeanSd);
    EXPECT_EQ(plain[0].readings.size(), asked[0].readings.size());
}

TEST(ReportedValue, SaysWhereTheValueStands)
{
    const std::string text = "Deaths: 6/23 vs. 5/23 (p = 0.7)";
    const auto values = reportedValues(text);
    ASSERT_EQ(values.size(), 2U);
    EXPECT_EQ(text.substr(values[0].begin, values[0].end - values[0].begin), "6/23");
    EXPECT_EQ(text.substr(values[1].begin, 4), "5/23");
}

TEST(ReportedValue, IsDescribedInWords)
{
    for (const auto& [text, words] : std::vector<std::pair<std::string, std::string>>{
             {"14.50 ± 2.4 mg/dL", "mean 14.50, SD 2.4 [mg/dL]"}, {"18/34 (53%)", "18 of 34 (53 %)"},
             {"18 (53%)", "18, which are 53 %"}, {"n/a", "not applicable"}, {"none", "none occurred"},
             {"HR 0.61 (95 % CI 0.39 to 0.95; p = 0.03)", "hazard ratio 0.61, 95 % CI 0.39 to 0.95, p = 0.03"},
             {"median (IQR) -0.3 (-0.8 to 0.2)", "median −0.3, quartiles −0.8 to 0.2"},
             {"a decrease of 2.5", "change: −2.5"}, {"p < 0.001", "p < 0.001"}, {"24/19", "24 and 19, two numbers"},
             {"1,204", "1204"}, {"5 × 10⁷ cells", "5 × 10⁷ [cells]"}})
        EXPECT_EQ(described(best(text)), words) << text;
    EXPECT_EQ(remarksOf(best("14.5 ± 2.4")), std::vector<std::string>{"SD or SE is not said"});
}

TEST(ReportedValue, IsBoundedOnHostileText)
{
    std::string many;
    for (int i = 0; i < 100'000; ++i)
        many += "(1 \u00B1 ";
    EXPECT_LE(reportedValues(many).size(), MaxValues);
    EXPECT_TRUE(reportedValues(std::string(100'000, '(')).empty());
    const auto digits = reportedValues(std::string(3000, '9'));
    EXPECT_TRUE(digits.empty());
    EXPECT_EQ(shown(best("\xFF\xC3 14.5 \xF0\x9F \u00B1 2.4\xE2")), "mean-sd 14.5 sd 2.4");
    const auto cut = reportedValues("1 patient" + std::string(2 * MaxReported, ' ') + "2 patients");
    ASSERT_EQ(cut.size(), 1U);
    EXPECT_EQ(cut[0].readings[0].remarks, std::vector{Remark::CutShort});
}

} // namespace
} // namespace winnow::extraction
