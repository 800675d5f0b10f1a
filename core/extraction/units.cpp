#include "core/extraction/units.h"

#include "core/base/text.h"
#include "core/extraction/reportedvalue.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace winnow::extraction {

using namespace Qt::Literals::StringLiterals;

namespace {

// Factors follow from molar masses (IUPAC 2021 atomic masses) or from the definitions of the units.
constexpr std::string_view Tenfold = "1 dL is 0.1 L";
constexpr std::string_view Same = "the same by definition";
constexpr std::string_view Katal = "1 µkat is 60 U (BIPM, katal)";

std::vector<Quantity> known()
{
    std::vector<Quantity> all;
    const auto add = [&](std::string_view id, std::vector<std::string_view> names, std::vector<QuantityUnit> units,
                         double least,
                         double most) { all.push_back({id, std::move(names), std::move(units), least, most}); };
    add("bilirubin", {"total bilirubin", "serum bilirubin", "bilirubin", "tbil", "t bil", "tb"},
        {{"µmol/L", 1, {}}, {"mg/dL", 17.104, "molar mass of bilirubin 584.66 g/mol"},
            {"mg/L", 1.7104, "molar mass of bilirubin 584.66 g/mol"}},
        4, 700);
    add("creatinine", {"serum creatinine", "creatinine", "scr", "cr"},
        {{"µmol/L", 1, {}}, {"mg/dL", 88.402, "molar mass of creatinine 113.12 g/mol"},
            {"mmol/L", 1000, "1 mmol is 1,000 µmol"}},
        25, 900);
    add("albumin", {"serum albumin", "albumin", "alb"}, {{"g/L", 1, {}}, {"g/dL", 10, Tenfold}, {"g%", 10, Tenfold}},
        10, 60);
    add("haemoglobin", {"haemoglobin", "hemoglobin", "hgb", "hb"},
        {{"g/L", 1, {}}, {"g/dL", 10, Tenfold}, {"g%", 10, Tenfold},
            {"mmol/L", 16.114, "molar mass of the haemoglobin monomer 16,114 g/mol (IFCC)"}},
        40, 220);
    add("inr", {"international normalised ratio", "international normalized ratio", "inr"}, {{"", 1, {}}}, 0.7, 12);
    for (const auto& [id, names] : std::vector<std::pair<std::string_view, std::vector<std::string_view>>>{
             {"alt", {"alanine aminotransferase", "alanine transaminase", "alat", "sgpt", "gpt", "alt"}},
             {"ast", {"aspartate aminotransferase", "aspartate transaminase", "asat", "sgot", "got", "ast"}},
             {"alp", {"alkaline phosphatase", "alp"}},
             {"ggt", {"gamma glutamyl transferase", "gamma glutamyltransferase", "gamma gt", "ggt"}}})
        add(id, names, {{"U/L", 1, {}}, {"IU/L", 1, Same}, {"U/mL", 1000, "1 L is 1,000 mL"}, {"µkat/L", 60, Katal}}, 5,
            10000);
    add("cholinesterase", {"cholinesterase", "che"},
        {{"U/L", 1, {}}, {"IU/L", 1, Same}, {"kU/L", 1000, "1 kU is 1,000 U"}}, 200, 20000);
    add("meld", {"meld na score", "meld na", "meld 3 0", "meld score", "meld"}, {{"points", 1, {}}, {"", 1, Same}}, 6,
        40);
    add("child-pugh", {"child turcotte pugh score", "child pugh score", "child pugh", "ctp score", "ctp", "cps"},
        {{"points", 1, {}}, {"", 1, Same}}, 5, 15);
    add("platelets", {"platelet count", "platelets", "plt"},
        {{"10^9/L", 1, {}}, {"10^3/µL", 1, Same}, {"G/L", 1, Same}, {"/µL", 0.001, "1 µL is a millionth of a litre"},
            {"/mm3", 0.001, "1 mm³ is a millionth of a litre"}, {"/L", 1e-9, Same}},
        5, 1000);
    add("sodium", {"serum sodium", "sodium"}, {{"mmol/L", 1, {}}, {"mEq/L", 1, "one charge an ion"}}, 100, 170);
    add("potassium", {"serum potassium", "potassium"}, {{"mmol/L", 1, {}}, {"mEq/L", 1, "one charge an ion"}}, 2, 8);
    add("ammonia", {"blood ammonia", "ammonia"},
        {{"µmol/L", 1, {}}, {"µg/dL", 0.5872, "molar mass of ammonia 17.031 g/mol"},
            {"mg/dL", 587.2, "molar mass of ammonia 17.031 g/mol"}},
        5, 600);
    add("glucose", {"blood glucose", "glucose"},
        {{"mmol/L", 1, {}}, {"mg/dL", 0.05551, "molar mass of glucose 180.16 g/mol"}}, 2, 35);
    add("urea nitrogen", {"blood urea nitrogen", "urea nitrogen", "bun"},
        {{"mmol/L", 1, {}}, {"mg/dL", 0.3570, "two nitrogen atoms, 28.014 g/mol, a molecule"}}, 0.7, 70);
    add("urea", {"urea"}, {{"mmol/L", 1, {}}, {"mg/dL", 0.1665, "molar mass of urea 60.06 g/mol"}}, 0.7, 70);
    add("cholesterol", {"total cholesterol", "cholesterol"},
        {{"mmol/L", 1, {}}, {"mg/dL", 0.02586, "molar mass of cholesterol 386.65 g/mol"}}, 1, 15);
    add("c-reactive protein", {"c reactive protein", "crp"}, {{"mg/L", 1, {}}, {"mg/dL", 10, Tenfold}}, 0.05, 500);
    add("alpha-fetoprotein", {"alpha fetoprotein", "afp"},
        {{"µg/L", 1, {}}, {"ng/mL", 1, Same}, {"IU/mL", 1.21, "WHO reference 72/225: 1 IU is 1.21 ng"},
            {"kU/L", 1.21, "WHO reference 72/225: 1 IU is 1.21 ng"}},
        0.3, 100000);
    add("prothrombin activity", {"prothrombin activity", "prothrombin time activity", "pta"}, {{"%", 1, {}}}, 5, 150);
    add("prothrombin time", {"prothrombin time", "pt"}, {{"s", 1, {}}, {"sec", 1, Same}, {"seconds", 1, Same}}, 8, 100);
    add("liver stiffness", {"liver stiffness", "fibroscan"}, {{"kPa", 1, {}}}, 2, 75);
    add("hvpg", {"hepatic venous pressure gradient", "hvpg"},
        {{"mmHg", 1, {}}, {"kPa", 7.50062, "1 mmHg is 133.322 Pa"}}, 1, 40);
    add("age", {"age"}, {{"years", 1, {}}, {"y", 1, Same}, {"yr", 1, Same}, {"months", 1.0 / 12, "12 months a year"}},
        0, 100);
    return all;
}

} // namespace

const std::vector<Quantity>& quantities()
{
    static const std::vector<Quantity> all = known();
    return all;
}

const Quantity* quantityOf(std::string_view name)
{
    const std::string words = ' ' + folded(name) + ' ';
    const Quantity* best = nullptr;
    std::size_t longest = 0;
    for (const Quantity& quantity : quantities())
        for (const std::string_view known : quantity.names)
            if (known.size() > longest && words.find(' ' + std::string(known) + ' ') != std::string::npos) {
                best = &quantity;
                longest = known.size();
            }
    return best;
}

std::string unitKey(std::string_view printed)
{
    QString text = toQString(printed).normalized(QString::NormalizationForm_KC);
    text.replace(QChar(0x03BC), u'u').replace(QChar(0x00B5), u'u');
    text.replace(QChar(0x2212), u'-');
    static const QRegularExpression negativePower(u"[\\s.\\x{00B7}\\x{22C5}*]*\\b([dmuckn]?[lLgG]|kg|mm3)\\^?-1\\b"_s);
    text.replace(negativePower, u"/\\1"_s);
    text.replace(u" per "_s, u"/"_s);
    static const QRegularExpression power(u"^(x|\\x{00D7})?\\s*10\\s*\\^?\\s*([0-9]+)\\s*(?=/)"_s);
    text.replace(power, u"10^\\2"_s);
    text = text.toLower().remove(u' ');
    if (text.startsWith(u"mcg"_s))
        text.replace(0, 3, u"ug"_s);
    text.replace(u"/cumm"_s, u"/mm3"_s).replace(u"mg%"_s, u"mg/dl"_s);
    return text.toStdString();
}

const QuantityUnit* unitOf(const Quantity& quantity, std::string_view printed)
{
    const std::string key = unitKey(printed);
    if (key.empty() && quantity.units.size() == 1)
        return &quantity.units.front();
    for (const QuantityUnit& unit : quantity.units)
        if (unitKey(unit.name) == key)
            return &unit;
    return nullptr;
}

std::optional<Converted> converted(const Quantity& quantity, const Printed& value, std::string_view unit)
{
    const QuantityUnit* from = unitOf(quantity, unit);
    if (from == nullptr)
        return {};
    return Converted{value.value * from->factor, value.step * from->factor, std::string(quantity.units.front().name),
        from->factor, std::string(from->source)};
}

std::optional<double> conversion(std::string_view name, std::string_view from, std::string_view to)
{
    if (unitKey(from).empty() || unitKey(from) == unitKey(to))
        return 1;
    const Quantity* const quantity = quantityOf(name);
    if (quantity == nullptr)
        return to.empty() ? std::optional(1.0) : std::nullopt; // a score, "points" or not
    const QuantityUnit* const printed = unitOf(*quantity, from);
    const QuantityUnit* const wanted = to.empty() ? &quantity->units.front() : unitOf(*quantity, to);
    if (printed == nullptr || wanted == nullptr)
        return {};
    return printed->factor / wanted->factor;
}

std::string shown(const Converted& converted)
{
    // The last place shown is the largest power of ten that is no coarser than the printed step.
    const int places = std::clamp(static_cast<int>(-std::floor(std::log10(converted.step) + 1e-9)), 0, 12);
    const QString number = QLocale::c().toString(converted.value, 'f', places);
    return (converted.unit.empty() ? number : number + u' ' + toQString(converted.unit)).toStdString();
}

bool isPlausible(const Quantity& quantity, const Printed& value, std::string_view unit)
{
    const std::optional<Converted> here = converted(quantity, value, unit);
    return !here || (here->value >= quantity.least && here->value <= quantity.most);
}

std::vector<std::string_view> likelierUnits(const Quantity& quantity, const Printed& value, std::string_view unit)
{
    std::vector<std::string_view> likelier;
    if (isPlausible(quantity, value, unit))
        return likelier;
    const QuantityUnit* printed = unitOf(quantity, unit);
    for (const QuantityUnit& other : quantity.units) {
        const double there = value.value * other.factor;
        if (other.factor != printed->factor && there >= quantity.least && there <= quantity.most)
            likelier.push_back(other.name);
    }
    return likelier;
}

namespace {

DoseBasis basisOf(const QString& unit)
{
    const auto by = [&](const QString& words) {
        return QRegularExpression(u"(/|\\bper\\b)\\s*("_s + words + u")\\b"_s).match(unit).hasMatch();
    };
    if (by(u"kg|kilogram|body ?weight"_s))
        return DoseBasis::PerKilogram;
    if (by(u"m2|m\u00B2"_s))
        return DoseBasis::PerArea;
    if (by(u"patient|person|subject"_s))
        return DoseBasis::PerPatient;
    if (by(u"infusion|session|dose|injection|time|transplantation"_s))
        return DoseBasis::PerInfusion;
    if (by(u"ml"_s))
        return DoseBasis::PerMillilitre;
    return unit.contains(u"cell"_s) ? DoseBasis::Total : DoseBasis::NotStated;
}

/// How often, as said behind a dose: "×3", "x 4", "4 times", "three infusions".
int timesIn(const QString& after)
{
    static const QRegularExpression times(
        u"(?:[x\\x{00D7}]\\s*([0-9]{1,2})(?![0-9^])|\\b([0-9]{1,2})\\s*(?:times|infusions|doses|injections|sessions)\\b)"_s);
    const QRegularExpressionMatch match = times.match(after);
    return match.hasMatch() ? (match.captured(1) + match.captured(2)).toInt() : 0;
}

} // namespace

std::vector<Dose> doses(std::string_view text)
{
    // "[1–10] × 10⁶": the power belongs to both ends.
    QString plain = toQString(text);
    static const QRegularExpression bracketed(
        u"[\\[(]\\s*([0-9.]+\\s*[-\\x{2010}-\\x{2015}\\x{2212}~]\\s*[0-9.]+)\\s*[\\])](\\s*[x\\x{00D7}]\\s*10)"_s);
    plain.replace(bracketed, u"\\1\\2"_s);
    const std::string words = plain.toStdString();
    std::vector<Dose> found;
    const std::vector<ReportedValue> values = reportedValues(words);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Reading& reading = values[i].readings.front();
        Dose dose;
        if (reading.form == ReportedForm::Number && reading.value) {
            dose.low = dose.high = *reading.value;
        } else if (reading.form == ReportedForm::Range && reading.low && reading.high) {
            dose.low = *reading.low;
            dose.high = *reading.high;
        } else {
            continue;
        }
        const QString unit = toQString(reading.unit).toLower();
        if (unit.isEmpty() && dose.high.step < 10 && dose.high.value < 1e4)
            continue; // "at 3 sites": no dose
        dose.basis = basisOf(unit);
        dose.unit =
            unit.contains(u"cell"_s) || (unit.startsWith(u'/') && dose.high.value >= 1e4) ? "cells" : reading.unit;
        // "…, 3 infusions": a small number behind belongs to the dose.
        std::size_t until = words.size();
        if (i + 1 < values.size()) {
            const Reading& next = values[i + 1].readings.front();
            const bool small = next.value && next.value->value < 100 && next.unit != "cells";
            until = small ? values[i + 1].end : values[i + 1].begin;
        }
        const std::size_t from = std::min(values[i].end, until);
        dose.times = timesIn(toQString(std::string_view(words).substr(from, until - from)));
        found.push_back(dose);
    }
    return found;
}

} // namespace winnow::extraction
