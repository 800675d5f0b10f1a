#include "core/dedup/duplicates.h"

namespace winnow::dedup {

namespace {

Agreement agree(const auto& a, const auto& b)
{
    const std::remove_cvref_t<decltype(a)> nothing{};
    if (a == nothing || b == nothing)
        return Agreement::NotStated;
    return a == b ? Agreement::Same : Agreement::Different;
}

} // namespace

Pair compare(const Item& one, const Item& other, const Thresholds& thresholds)
{
    const Item& a = one.record < other.record ? one : other;
    const Item& b = one.record < other.record ? other : one;
    Pair pair;
    pair.a = a.record;
    pair.b = b.record;
    Evidence& e = pair.evidence;
    const auto percent = [](const std::string& x, const std::string& y) {
        return x.empty() || y.empty() ? Evidence::NotStated : static_cast<std::uint8_t>(x == y ? 100 : 0);
    };
    e.title = percent(a.title, b.title);
    e.authors = percent(a.authors, b.authors);
    e.journal = percent(a.journal, b.journal);
    e.year = agree(a.year, b.year);
    e.volume = agree(a.volume, b.volume);
    e.issue = agree(a.issue, b.issue);
    e.pages = agree(a.pages, b.pages);
    e.doi = agree(a.doi, b.doi);
    if (const Agreement pmid = agree(a.pmid, b.pmid); pmid != Agreement::NotStated) {
        e.rule = pmid == Agreement::Same ? Rule::SamePmid : Rule::OtherPmid;
        pair.likeness = pmid == Agreement::Same ? 1 : 0;
    } else if (agree(a.wos, b.wos) == Agreement::Same) {
        e.rule = Rule::SameWos;
        pair.likeness = 1;
    } else if (e.title == 100 && e.year == Agreement::Same) {
        pair.likeness = e.authors == 100 && e.pages != Agreement::Different ? 0.95F : 0.6F;
    }
    pair.answer = decide(pair, thresholds);
    return pair;
}

Answer decide(const Pair& pair, const Thresholds& thresholds)
{
    if (pair.relation != Relation::None)
        return Answer::Linked;
    if (pair.likeness >= static_cast<float>(thresholds.same))
        return Answer::Same;
    return pair.likeness >= static_cast<float>(thresholds.doubtful) ? Answer::Doubtful : Answer::Distinct;
}

bool contradicts(const Pair& pair)
{
    const Rule rule = pair.evidence.rule;
    return pair.answer != Answer::Same && rule != Rule::Fields && rule != Rule::TooLittle && rule != Rule::OthersApart;
}

} // namespace winnow::dedup
