#include "core/figure/risktable.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace winnow::figure {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(figure)
};

/// robvis' words; tools differ in what they call the second and third.
RiskLevel levelOf(const std::string& judgement)
{
    static const std::pair<std::string_view, RiskLevel> known[] = {{"Low", RiskLevel::Low},
        {"Some concerns", RiskLevel::Moderate}, {"Unclear", RiskLevel::Moderate}, {"Moderate", RiskLevel::Moderate},
        {"High", RiskLevel::High}, {"Serious", RiskLevel::High}, {"Critical", RiskLevel::Critical},
        {"Very high", RiskLevel::Critical}, {"No information", RiskLevel::NoInformation}};
    const auto* const found =
        std::ranges::find(known, std::string_view{judgement}, &std::pair<std::string_view, RiskLevel>::first);
    return found == std::end(known) ? RiskLevel::NotApplicable : found->second;
}

} // namespace

RiskTable riskTable(const extraction::RobvisTable& table, const QString& title)
{
    RiskTable out;
    out.title = title;
    out.words = {Words::tr("Low"), Words::tr("Some concerns"), Words::tr("High"), Words::tr("Critical"),
        Words::tr("No information"), Words::tr("Not judged, or not applicable")};
    for (const std::string& domain : table.domains)
        out.domains.push_back({toQString(domain), {}});
    const auto use = [&](const std::string& judgement) {
        const RiskLevel level = levelOf(judgement);
        if (level == RiskLevel::Moderate || level == RiskLevel::High || level == RiskLevel::Critical)
            out.words[static_cast<std::size_t>(level)] = toQString(judgement);
        return level;
    };
    for (const extraction::RobvisRow& row : table.rows) {
        RiskRow made;
        made.study = toQString(row.study);
        for (const std::string& judgement : row.judgements)
            made.levels.push_back(use(judgement));
        made.overall = use(row.overall);
        made.weight = row.weight;
        made.index = static_cast<int>(out.rows.size());
        out.rows.push_back(std::move(made));
    }
    return out;
}

} // namespace winnow::figure
