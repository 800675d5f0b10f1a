#include "core/ranking/recall.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace winnow::ranking {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ranking", text);
}

QString whole(std::size_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

QString percent(double share, int decimals = 0)
{
    return tr("%1 %").arg(QLocale().toString(100 * share, 'f', decimals));
}

/// Rounded down: a claim is never made larger than it is.
QString percentBelow(double share)
{
    return percent(std::floor(share * 1000 + 1e-9) / 1000, 1);
}

QString about(double number)
{
    return QLocale().toString(number, 'f', number < 10 ? 1 : 0);
}

/// How the records stood that were screened, to follow "were screened".
QString orderInWords(const StoppingFigures& figures, std::optional<std::size_t> inLearnedOrder)
{
    if (!inLearnedOrder)
        return tr(" in an order learned from the decisions");
    if (*inLearnedOrder >= figures.screened)
        return tr(" in an order by relevance, learned from the decisions");
    if (*inLearnedOrder == 0)
        return tr(", not in an order by relevance as far as is known");
    return tr(", at least %1 of them in an order by relevance, learned from the decisions").arg(whole(*inLearnedOrder));
}

} // namespace

QString estimateInWords(const StoppingFigures& figures)
{
    if (figures.screened >= figures.records)
        return tr("Everything has been screened.");
    if (figures.found == 0)
        return tr("Nothing relevant has been found yet, so nothing can be expected.");
    const Interval recall = figures.expectedRecall95();
    return tr("Found: %1. Expected among the %2 records that are left: %3 more (95 % interval %4 to %5), so that the "
              "recall is about %6 (%7 to %8).")
        .arg(whole(figures.found), whole(figures.records - figures.screened), about(figures.expectedUnseen),
            about(figures.unseen95.low), about(figures.unseen95.high), percent(figures.expectedRecall()),
            percent(recall.low), percent(recall.high));
}

QString ruleInWords(const StoppingFigures& figures)
{
    if (figures.screened == figures.records)
        return tr("Everything has been screened.");
    if (figures.found == 0)
        return tr("Nothing relevant has been found yet, so nothing can be said of the recall.");
    if (figures.targetReached())
        return tr(
            "With %1 confidence at least %2 of the relevant records have been found (hypergeometric rule, p = %3).")
            .arg(percent(figures.target.confidence), percentBelow(figures.recallAtLeast),
                QLocale().toString(figures.chanceOfMissing, 'g', 2));
    return tr("The chance that fewer than %1 of the relevant records have been found is still up to %2 (hypergeometric "
              "rule); with %3 confidence at least %4 have been.")
        .arg(percent(figures.target.recall), percent(figures.chanceOfMissing, 1), percent(figures.target.confidence),
            percentBelow(figures.recallAtLeast));
}

QString runInWords(const StoppingFigures& figures)
{
    return tr("%1 irrelevant in a row. In simulations on 19 reviews, stopping after 50 in a row found 95 % of the "
              "relevant records in 32 % of the runs, and nothing at all in the worst.")
        .arg(whole(figures.run));
}

QString sampleInWords(std::size_t sampledRelevant, const StoppingTarget& target)
{
    const std::optional<std::size_t> needed = sampleToFind(sampledRelevant, target);
    if (!needed) {
        std::size_t enough = sampledRelevant + 1;
        while (!sampleToFind(enough, target))
            ++enough;
        return tr(
            "%1 relevant records in the sample are too few to certify a recall of %2 with %3 confidence; it takes "
            "%4 at least.")
            .arg(whole(sampledRelevant), percent(target.recall), percent(target.confidence), whole(enough));
    }
    return tr("The ranked screening may stop once it has met %1 of the %2 again: the recall is then at least %3 with "
              "%4 confidence.")
        .arg(whole(*needed), whole(sampledRelevant), percent(target.recall), percent(target.confidence));
}

QString elusionInWords(const StoppingFigures& figures, std::size_t sampled, std::size_t relevant)
{
    const std::size_t unseen = figures.records - figures.screened;
    if (sampled == 0 || sampled > unseen || relevant > sampled)
        return tr("Draw some of the %1 unseen records by chance, screen them, and enter how many were relevant.")
            .arg(whole(unseen));
    const double upper = clopperPearsonUpper(relevant, sampled, figures.target.confidence);
    const auto most = static_cast<double>(unseen) * upper;
    const auto found = static_cast<double>(figures.found);
    const double recall = found + most > 0 ? found / (found + most) : 0;
    return tr("With %1 confidence at most %2 of the %3 unseen records are relevant (%4), so that at least %5 of the "
              "relevant records had been found before the sample.")
        .arg(percent(figures.target.confidence), whole(static_cast<std::size_t>(std::ceil(most - 1e-9))), whole(unseen),
            percent(upper, 2), percentBelow(recall));
}

QString statement(const StoppingFigures& figures, std::optional<std::size_t> inLearnedOrder)
{
    const QString seen =
        tr("%1 of %2 records (%3) were screened%6; judged relevant: %4; irrelevant in a row at the end: %5.")
            .arg(whole(figures.screened), whole(figures.records),
                percent(static_cast<double>(figures.screened)
                        / static_cast<double>(std::max<std::size_t>(figures.records, 1)),
                    1),
                whole(figures.found), whole(figures.run), orderInWords(figures, inLearnedOrder));
    if (figures.screened == figures.records)
        return seen + u' ' + tr("No record was left unscreened.");
    const QString rule =
        tr("By the hypergeometric stopping rule (Callaghan and Müller-Hansen 2020, "
           "doi:10.1186/s13643-020-01521-4), the null hypothesis that recall is below %1 %2 at the %3 "
           "level (p = %4).")
            .arg(percent(figures.target.recall),
                figures.targetReached() ? tr("was rejected") : tr("could not be rejected"),
                percent(1 - figures.target.confidence), QLocale().toString(figures.chanceOfMissing, 'g', 3));
    return seen + u' ' + rule;
}

} // namespace winnow::ranking
