#include "core/extraction/units.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

namespace winnow::extraction {
namespace {

Printed printed(double value, int decimals = 1)
{
    return {value, std::pow(10.0, -decimals), decimals, Bound::Exact};
}

std::string convertedText(const std::string& quantity, double value, int decimals, const std::string& unit)
{
    const Quantity* known = quantityOf(quantity);
    if (known == nullptr)
        return "no such quantity";
    const auto result = converted(*known, printed(value, decimals), unit);
    return result ? shown(*result) : "no such unit";
}

TEST(Units, AreConvertedBesideWithThePlacesOfThePrint)
{
    EXPECT_EQ(convertedText("Total bilirubin", 3.19, 2, "mg/dl"), "54.6 µmol/L");
    EXPECT_EQ(convertedText("TBIL", 3.1, 1, "mg/dL"), "53 µmol/L");
    EXPECT_EQ(convertedText("Creatinine", 0.93, 2, "mg/dl"), "82.2 µmol/L");
    EXPECT_EQ(convertedText("Serum albumin", 2.80, 2, "g/dL"), "28.0 g/L");
    EXPECT_EQ(convertedText("Hemoglobin", 12.22, 2, "g/dl"), "122.2 g/L");
    EXPECT_EQ(convertedText("ALT", 1.5, 1, "µkat/L"), "90 U/L");
    EXPECT_EQ(convertedText("INR", 1.53, 2, ""), "1.53");
    EXPECT_EQ(convertedText("Albumin", 28, 0, "mmHg"), "no such unit");
}

TEST(Units, AreKnownInEverySpelling)
{
    for (const std::string unit : {"µmol/L", "μmol/l", "umol/L", "µmol·L⁻¹", "µmol L−1", "umol per L"})
        EXPECT_EQ(unitKey(unit), "umol/l") << unit;
    for (const std::string unit : {"10^9/L", "×10⁹/L", "10⁹/L", "x 10^9/l"})
        EXPECT_EQ(unitKey(unit), "10^9/l") << unit;
    EXPECT_EQ(unitKey("mg%"), "mg/dl");
}

TEST(Units, SayWhereEachFactorComesFrom)
{
    std::set<std::string_view> ids;
    for (const Quantity& quantity : quantities()) {
        EXPECT_TRUE(ids.insert(quantity.id).second) << quantity.id;
        EXPECT_LT(quantity.least, quantity.most) << quantity.id;
        EXPECT_EQ(quantity.units.front().factor, 1) << quantity.id;
        for (std::size_t i = 1; i < quantity.units.size(); ++i)
            EXPECT_FALSE(quantity.units[i].source.empty()) << quantity.id << ' ' << quantity.units[i].name;
    }
}

TEST(Units, AreDoubtedWhereTheNumberFitsAnother)
{
    const Quantity& bilirubin = *quantityOf("bilirubin");
    EXPECT_TRUE(isPlausible(bilirubin, printed(3.19, 2), "mg/dL"));
    EXPECT_TRUE(likelierUnits(bilirubin, printed(3.19, 2), "mg/dL").empty());
    EXPECT_EQ(likelierUnits(bilirubin, printed(3.19, 2), "µmol/L"), (std::vector<std::string_view>{"mg/dL", "mg/L"}));
    EXPECT_EQ(likelierUnits(bilirubin, printed(54.6), "mg/dL"), (std::vector<std::string_view>{"µmol/L", "mg/L"}));
    EXPECT_EQ(
        likelierUnits(*quantityOf("albumin"), printed(2.8), "g/L"), (std::vector<std::string_view>{"g/dL", "g%"}));
    EXPECT_FALSE(isPlausible(*quantityOf("MELD score"), printed(55), "points"));
}

TEST(Quantity, IsFoundByTheLongestNameInAnOutcome)
{
    EXPECT_EQ(quantityOf("Change of total bilirubin at 3 months")->id, "bilirubin");
    EXPECT_EQ(quantityOf("Prothrombin activity (%)")->id, "prothrombin activity");
    EXPECT_EQ(quantityOf("Prothrombin time")->id, "prothrombin time");
    EXPECT_EQ(quantityOf("MELD-Na")->id, "meld");
    EXPECT_EQ(quantityOf("Blood urea nitrogen")->id, "urea nitrogen");
    EXPECT_EQ(quantityOf("Ascites improved"), nullptr);
    EXPECT_EQ(quantityOf("salt intake"), nullptr) << "alt is a word of its own";
}

struct Wanted {
    std::string text;
    double low;
    double high;
    DoseBasis basis;
    int times;
};

TEST(Dose, IsANumberAUnitAndABasis)
{
    for (const auto& [text, low, high, basis, times] :
        std::vector<Wanted>{{"1×10^6 cells/kg", 1e6, 1e6, DoseBasis::PerKilogram, 0},
            {"5 × 10⁷ cells", 5e7, 5e7, DoseBasis::Total, 0}, {"5x10^7", 5e7, 5e7, DoseBasis::NotStated, 0},
            {"1-10x10^5/kg weekly x4", 1e5, 1e6, DoseBasis::PerKilogram, 4},
            {"[1-10]x10^6/kg", 1e6, 1e7, DoseBasis::PerKilogram, 0},
            {"0.2x10^6/kg x3", 2e5, 2e5, DoseBasis::PerKilogram, 3},
            {"5x10^4-1x10^6/kg", 5e4, 1e6, DoseBasis::PerKilogram, 0},
            {"2.5M cells/kg", 2.5e6, 2.5e6, DoseBasis::PerKilogram, 0},
            {"30-50 x10^6/patient", 3e7, 5e7, DoseBasis::PerPatient, 0},
            {"4.0 million cells per kg, 3 infusions", 4e6, 4e6, DoseBasis::PerKilogram, 3},
            {"1 × 10⁶ cells per infusion", 1e6, 1e6, DoseBasis::PerInfusion, 0}}) {
        const std::vector<Dose> found = doses(text);
        ASSERT_FALSE(found.empty()) << text;
        EXPECT_DOUBLE_EQ(found[0].low.value, low) << text;
        EXPECT_DOUBLE_EQ(found[0].high.value, high) << text;
        EXPECT_EQ(found[0].basis, basis) << text;
        EXPECT_EQ(found[0].times, times) << text;
    }
    EXPECT_EQ(doses("0.5x10^8 portal + ~1x10^6/kg IV per session").size(), 2U);
    EXPECT_TRUE(doses("via 3 routes").empty());
}

} // namespace
} // namespace winnow::extraction
