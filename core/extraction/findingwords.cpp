// The sentences of findings.
#include "core/base/text.h"
#include "core/extraction/checks.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace winnow::extraction {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

QString shown(double number)
{
    const bool whole = number == std::round(number) && std::abs(number) < 1e6;
    return whole ? QLocale::c().toString(number, 'f', 0).remove(u',') : QLocale::c().toString(number, 'g', 4);
}

QString pattern(Check check)
{
    switch (check) {
    case Check::CountExceedsTotal:
        return Words::tr("%1 of %2: more than all");
    case Check::TotalExceedsArm:
        return Words::tr("n = %1, but the arm has %2");
    case Check::TotalsOutOfOrder:
        return Words::tr(
            "%1 follow on %2 in this arm: registered, randomised, treated and analysed can only become fewer");
    case Check::ArmsDoNotSum:
        return Words::tr("The arms add up to %1, not to %2");
    case Check::PartsDoNotSum:
        return Words::tr("The parts add up to %1, not to %2");
    case Check::PercentDiffers:
        return Words::tr("%1 of %2 is %3 %, not %4 %; %4 % would be %5");
    case Check::IntervalReversed:
        return Words::tr("The interval begins at %1 and ends at %2");
    case Check::IntervalMisses:
        return Words::tr("%1 lies outside its interval of %2 to %3");
    case Check::IntervalLopsided:
        return Words::tr("%1 is far from the middle of %2 to %3: one of the three may be mistyped");
    case Check::PDiffersFromInterval:
        return Words::tr("p = %1, but the confidence interval means p = %2");
    case Check::NegativeSpread:
        return Words::tr("A spread of %1: it cannot be negative");
    case Check::SpreadUnlikeOthers:
        return Words::tr("An SD of %1, where others of this outcome have about %2");
    case Check::SpreadLikeStandardError:
        return Words::tr("An SD of %1, where others of this outcome have about %2: it may be a standard error");
    case Check::MeanImpossible:
        return Words::tr("No %2 whole numbers have the mean %1");
    case Check::MeanOutsideRange:
        return Words::tr("%1 lies outside the range of %2 to %3");
    case Check::UnitUnlikely:
        return Words::tr("%1 %a is unlikely; it would be usual in %b");
    case Check::OutOfRange:
        return Words::tr("%1 %a is unlikely: usual are %2 to %3 %b");
    case Check::ChangeUnmarked:
        return Words::tr("%1 is below zero: if it is a change from baseline, write “change %1 …”");
    case Check::KindUnlikeOutcome:
        return Words::tr("“%a” is read as a count; %b is measured");
    case Check::ArmUnknown:
        return Words::tr("No arm of the study is called “%a”");
    case Check::Unreadable:
        return Words::tr("“%a” cannot be read as numbers; no figure or analysis uses it");
    case Check::DatesReversed:
        return Words::tr("%a comes after %b");
    case Check::RegisteredLate:
        return Words::tr("Registered %a, after the start on %b");
    case Check::EnrolmentZero:
        return Words::tr("An enrolment of 0 mostly means that it is not stated");
    case Check::TotalRises:
        return Words::tr("n rises from %1 (%a) to %2 (%b)");
    case Check::TotalMissing:
        return Words::tr("n is not stated; of %2, %1 were left (%a)");
    case Check::BaselineDiffers:
        return Words::tr("At baseline %1 (%a) and %2 (%b): %3 standard errors apart");
    case Check::CumulativeFalls:
        return Words::tr("Events so far fall from %1 (%a) to %2 (%b)");
    case Check::NumbersDiffer:
        return Words::tr("%a: %1 in one source, %2 in another");
    case Check::ArmsSwapped:
        return Words::tr("%a: the arms are swapped between sources");
    case Check::WordsDiffer:
        return Words::tr("%a: “%b” in one source, “%c” in another");
    case Check::SetsDiffer:
        return Words::tr("%a: sources list different ones");
    case Check::PowerDiffers:
        return Words::tr("%a: sources differ by a power of ten");
    case Check::BasisDiffers:
        return Words::tr("%a: in all in one source, by weight or infusion in another");
    case Check::StatisticDiffers:
        return Words::tr("%a: a median in one source is a mean in another");
    case Check::RegisteredDiffers:
        return Words::tr("%a: %1 and %2, registered and published");
    case Check::SameRegistration:
        return Words::tr("Both are registered as %a: one study");
    case Check::SamePopulation:
        return Words::tr("The same group sizes in the same place or time: perhaps the same patients");
    case Check::SameTitle:
        return Words::tr("Both are called “%a”");
    }
    return {};
}

} // namespace

std::string sentence(const Finding& finding)
{
    const QString text = pattern(finding.check);
    QString out;
    // Placeholders are filled in one pass, so that a "%1" in a reviewer's words stays as it is.
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        const bool number = text[i] == u'%' && next >= u'1' && next <= u'9';
        const bool word = text[i] == u'%' && next >= u'a' && next <= u'c';
        const auto at = static_cast<std::size_t>(next.unicode() - (number ? u'1' : u'a'));
        if (number && at < finding.numbers.size())
            out += shown(finding.numbers[at]);
        else if (word && at < finding.words.size())
            out += toQString(finding.words[at]);
        if (number || word)
            ++i;
        else
            out += text[i];
    }
    return out.simplified().toStdString();
}

} // namespace winnow::extraction
