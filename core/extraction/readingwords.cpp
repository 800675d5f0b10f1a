// Readings in words.
#include "core/base/text.h"
#include "core/extraction/reportedvalue.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace winnow::extraction {

using namespace Qt::Literals::StringLiterals;

namespace {

using Form = ReportedForm;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

/// "5 × 10⁷".
QString asPower(double value)
{
    const int power = static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-9));
    QString raised;
    for (const QChar c : QString::number(power))
        raised += c == u'-' ? QChar(0x207B)
                            : u"\u2070\u00B9\u00B2\u00B3\u2074\u2075\u2076\u2077\u2078\u2079"_s[c.digitValue()];
    return QLocale::c().toString(value / std::pow(10.0, power), 'g', 4) + u" \u00D7 10"_s + raised;
}

/// With the places that were printed; large powers of ten as such.
QString shown(const Printed& number)
{
    const double places = std::pow(10.0, -number.decimals);
    const bool scaled = std::abs(number.step - places) > places * 1e-6; // printed with a power of ten
    const bool power = number.value != 0 && (number.step >= 10 || number.step < 1e-9 || scaled);
    QLocale plain = QLocale::c();
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    QString text = power ? asPower(number.value) : plain.toString(number.value, 'f', std::min(number.decimals, 12));
    text.replace(u'-', QChar(0x2212));
    switch (number.bound) {
    case Bound::Exact:
        return text;
    case Bound::Below:
        return u"< "_s + text;
    case Bound::AtMost:
        return u"\u2264 "_s + text;
    case Bound::Above:
        return u"> "_s + text;
    case Bound::AtLeast:
        return u"\u2265 "_s + text;
    case Bound::About:
        return u"\u2248 "_s + text;
    }
    return text;
}

QString shown(const std::optional<Printed>& number)
{
    return number ? shown(*number) : QString();
}

QString name(Measure measure)
{
    switch (measure) {
    case Measure::HazardRatio:
        return Words::tr("hazard ratio");
    case Measure::OddsRatio:
        return Words::tr("odds ratio");
    case Measure::RiskRatio:
        return Words::tr("risk ratio");
    case Measure::RateRatio:
        return Words::tr("rate ratio");
    case Measure::RiskDifference:
        return Words::tr("risk difference");
    case Measure::MeanDifference:
        return Words::tr("mean difference");
    case Measure::StandardisedMeanDifference:
        return Words::tr("standardised mean difference");
    case Measure::Correlation:
        return Words::tr("correlation");
    case Measure::Unnamed:
        break;
    }
    return Words::tr("estimate");
}

/// With a space behind it; empty if none is named.
QString shortName(Measure measure)
{
    switch (measure) {
    case Measure::HazardRatio:
        return u"HR "_s;
    case Measure::OddsRatio:
        return u"OR "_s;
    case Measure::RiskRatio:
        return u"RR "_s;
    case Measure::RateRatio:
        return u"IRR "_s;
    case Measure::RiskDifference:
        return u"RD "_s;
    case Measure::MeanDifference:
        return u"MD "_s;
    case Measure::StandardisedMeanDifference:
        return u"SMD "_s;
    case Measure::Correlation:
        return u"correlation "_s;
    case Measure::Unnamed:
        break;
    }
    return {};
}

QString name(Absence absence)
{
    switch (absence) {
    case Absence::NotReported:
        return Words::tr("not reported");
    case Absence::NotApplicable:
        return Words::tr("not applicable");
    case Absence::None:
        return Words::tr("none occurred");
    case Absence::Unclear:
        return Words::tr("unclear");
    case Absence::NotReached:
        return Words::tr("not reached");
    case Absence::NotEstimable:
        return Words::tr("not estimable");
    }
    return {};
}

QString between(const Reading& r)
{
    return Words::tr("%1 to %2").arg(shown(r.low), shown(r.high));
}

QString interval(const Reading& r)
{
    return r.level == 0 ? Words::tr("confidence interval %1").arg(between(r))
                        : Words::tr("%1 % CI %2").arg(QLocale::c().toString(r.level, 'g', 4), between(r));
}

QString main(const Reading& r)
{
    QString value = shown(r.value);
    switch (r.form) {
    case Form::Number:
        return value;
    case Form::Count:
        return shown(r.count);
    case Form::CountOfTotal:
        return Words::tr("%1 of %2").arg(shown(r.count), shown(r.total));
    case Form::CountPercent:
        return Words::tr("%1, which are %2 %").arg(shown(r.count), shown(r.percent));
    case Form::Percent:
        return Words::tr("%1 %").arg(shown(r.percent));
    case Form::MeanSd:
        return Words::tr("mean %1, SD %2").arg(value, shown(r.sd));
    case Form::MeanSe:
        return Words::tr("mean %1, standard error %2").arg(value, shown(r.se));
    case Form::Mean:
        return Words::tr("mean %1").arg(value);
    case Form::MedianQuartiles:
        return Words::tr("median %1, quartiles %2").arg(value, between(r));
    case Form::MedianRange:
        return Words::tr("median %1, range %2").arg(value, between(r));
    case Form::MedianWidth:
        return Words::tr("median %1, interquartile range %2 wide").arg(value, shown(r.width));
    case Form::Median:
        return Words::tr("median %1").arg(value);
    case Form::Estimate:
        return name(r.measure) + u' ' + value;
    case Form::Range:
        return between(r);
    case Form::Pair:
        return Words::tr("%1 and %2, two numbers").arg(shown(r.low), shown(r.high));
    case Form::PValue:
        return {};
    case Form::NotSignificant:
        return Words::tr("not significant, p not printed");
    case Form::Absent:
        return name(r.absence);
    }
    return {};
}

QString words(Remark remark)
{
    switch (remark) {
    case Remark::SpreadNotNamed:
        return Words::tr("SD or SE is not said");
    case Remark::IntervalNotNamed:
        return Words::tr("quartiles, range or confidence interval is not said");
    case Remark::CommaOpen:
        return Words::tr("the comma could be meant otherwise");
    case Remark::SpaceOpen:
        return Words::tr("the space could part two numbers");
    case Remark::PowerOpen:
        return Words::tr("the superscript was lost");
    case Remark::SignOpen:
        return Words::tr("the dash could mean “to”");
    case Remark::SignFromWords:
        return Words::tr("negative because of the words");
    case Remark::PercentDiffers:
        return Words::tr("the percentage does not fit");
    case Remark::IntervalMisses:
        return Words::tr("the value lies outside its interval");
    case Remark::InWords:
        return Words::tr("spelt out");
    case Remark::LevelNotNamed:
        return Words::tr("the level of the interval is not said");
    case Remark::CutShort:
        return Words::tr("the words go on beyond what is read");
    }
    return {};
}

} // namespace

std::string described(const Reading& r)
{
    QStringList parts;
    if (const QString first = main(r); !first.isEmpty())
        parts.append(r.change ? Words::tr("change: %1").arg(first) : first);
    const bool ofTotal = r.form == Form::CountOfTotal;
    if (ofTotal && r.percent)
        parts.back() += Words::tr(" (%1 %)").arg(shown(r.percent));
    else if (r.total && !ofTotal)
        parts.append(Words::tr("n = %1").arg(shown(r.total)));
    const bool withInterval = r.form == Form::Estimate || r.form == Form::Mean || r.form == Form::Percent || ofTotal
        || r.form == Form::CountPercent || r.form == Form::MeanSd || r.form == Form::MeanSe;
    if (withInterval && r.low && r.high)
        parts.append(interval(r));
    if (r.minimum && r.maximum)
        parts.append(Words::tr("range %1 to %2").arg(shown(r.minimum), shown(r.maximum)));
    if (r.p)
        parts.append(
            r.p->bound == Bound::Exact ? Words::tr("p = %1").arg(shown(r.p)) : Words::tr("p %1").arg(shown(r.p)));
    QString text = parts.join(Words::tr(", ", "between the parts of a value"));
    if (!r.unit.empty())
        text += u" ["_s + toQString(r.unit).simplified() + u']';
    return text.toStdString();
}

std::string asText(const Reading& r)
{
    const QString value = shown(r.value);
    const QString apart = r.low && r.high ? u"%1 to %2"_s.arg(shown(r.low), shown(r.high)) : QString();
    const QString level = r.level == 0 ? QString() : QLocale::c().toString(r.level, 'g', 4) + u" % "_s;
    const QString ci = level + u"CI "_s + apart;
    const QString unit = r.unit.empty() ? QString() : u' ' + toQString(r.unit);
    QString text;
    QStringList within;
    switch (r.form) {
    case Form::Number:
        text = value + unit;
        break;
    case Form::Count:
        text = r.unit.empty() ? u"n: "_s + shown(r.count) : shown(r.count) + unit;
        break;
    case Form::CountOfTotal:
        text = u"%1 of %2"_s.arg(shown(r.count), shown(r.total)) + unit;
        break;
    case Form::CountPercent:
        text = shown(r.count) + unit;
        break;
    case Form::Percent:
        text = shown(r.percent) + u" %"_s;
        break;
    case Form::MeanSd:
        text = u"mean %1 (SD %2)"_s.arg(value, shown(r.sd)) + unit;
        break;
    case Form::MeanSe:
        text = u"mean %1 (SE %2)"_s.arg(value, shown(r.se)) + unit;
        break;
    case Form::Mean:
        text = u"mean "_s + value + unit;
        break;
    case Form::MedianQuartiles:
        text = u"median %1 (IQR %2)"_s.arg(value, apart) + unit;
        break;
    case Form::MedianRange:
        text = u"median %1 (range %2)"_s.arg(value, apart) + unit;
        break;
    case Form::MedianWidth:
        text = u"median %1 (IQR %2)"_s.arg(value, shown(r.width)) + unit;
        break;
    case Form::Median:
        text = u"median "_s + value + unit;
        break;
    case Form::Estimate:
        text = shortName(r.measure) + value + unit;
        break;
    case Form::Range:
        text = (r.level == 0 ? apart : ci) + unit;
        break;
    case Form::Pair:
        text = u"%1/%2"_s.arg(shown(r.low), shown(r.high)) + unit;
        break;
    case Form::PValue:
        break;
    case Form::NotSignificant:
        return "NS";
    case Form::Absent:
        return name(r.absence).toStdString();
    }
    if (r.percent && (r.form == Form::CountOfTotal || r.form == Form::CountPercent))
        within += shown(r.percent) + u" %"_s;
    const bool named =
        r.form == Form::MedianQuartiles || r.form == Form::MedianRange || r.form == Form::Range || r.form == Form::Pair;
    if (!apart.isEmpty() && !named)
        within += ci;
    if (r.total && r.form != Form::CountOfTotal)
        within += u"n = "_s + shown(r.total);
    if (r.minimum && r.maximum)
        within += u"range %1 to %2"_s.arg(shown(r.minimum), shown(r.maximum));
    if (r.change)
        text.prepend(u"change "_s);
    if (!within.isEmpty())
        text += u" ("_s + within.join(u"; "_s) + u')';
    if (r.p)
        text += (text.isEmpty() ? QString() : u", "_s) + u"p "_s + (r.p->bound == Bound::Exact ? u"= "_s : QString())
            + shown(r.p);
    return text.toStdString();
}

std::vector<std::string> remarksOf(const Reading& reading)
{
    std::vector<std::string> out;
    for (const Remark remark : reading.remarks)
        out.push_back(words(remark).toStdString());
    return out;
}

} // namespace winnow::extraction
