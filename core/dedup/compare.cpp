#include "core/dedup/duplicates.h"

#include "core/dedup/likeness.h"
#include "core/dedup/names.h"
#include "core/dedup/titles.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace winnow::dedup {

namespace {

/// Points are logarithms of odds, by estimate: what says as much for one citation as for two has none.
constexpr double DoubtfulPoints = 9; ///< where likeness is one half
constexpr double SurePoints = 15; ///< where likeness is 0.9: Thresholds::same, as it is by default

constexpr double MostInDoubt = 14.5; ///< of a pair with a doubt that no sum removes

float likenessOf(double points)
{
    const double slope = std::log(9.0) / (SurePoints - DoubtfulPoints); // 0.9 at SurePoints
    return static_cast<float>(1 / (1 + std::exp(-(points + 0.01 - DoubtfulPoints) * slope)));
}

std::uint8_t percentOf(double share)
{
    return static_cast<std::uint8_t>(100 * share);
}

Agreement agree(std::uint32_t a, std::uint32_t b)
{
    if (a == 0 || b == 0)
        return Agreement::NotStated;
    return a == b ? Agreement::Same : Agreement::Different;
}

/// A little that depends on nothing but what the two records say: no two pairs are alike by chance, so their order does
/// not depend on the order of the records.
float tieBreak(const Item& a, const Item& b)
{
    constexpr std::uint32_t Steps = 1000;
    return static_cast<float>((a.content + b.content) % Steps) * 1e-7F;
}

/// A DOI without its version: ".pub3", "/v2", ".v2", "-v1".
std::string_view withoutVersion(std::string_view doi)
{
    std::string_view base = doi;
    while (!base.empty() && base.back() >= '0' && base.back() <= '9')
        base.remove_suffix(1);
    if (base.size() == doi.size())
        return doi;
    for (const std::string_view version : {".pub", "/v", ".v", "-v"})
        if (base.ends_with(version))
            return base.substr(0, base.size() - version.size());
    return doi;
}

/// Everything measured of two records; the rules read it.
class Comparison {
public:
    Comparison(const Item& a, const Item& b)
        : m_a(a)
        , m_b(b)
    {
        measureTitles();
        if (const auto authors = compareAuthors(a.authors, b.authors)) {
            m_authors = *authors;
            e.authors = authors->percent;
        }
        if (!a.journal.empty() && !b.journal.empty())
            e.journal = compareJournals(a.journal, b.journal);
        if (a.abstract.words != 0 && b.abstract.words != 0)
            e.abstract = percentOf(containment(a.abstract, b.abstract));
        measurePlace();
    }

    Evidence e;
    Relation relation = Relation::None;

    /// What identifiers say, which outrank everything else. False if they say nothing.
    bool settleByIdentifiers()
    {
        if (m_a.pmid != 0 && m_a.pmid == m_b.pmid)
            return settle(Rule::SamePmid);
        if (m_a.wos != 0 && m_a.wos == m_b.wos)
            return settle(Rule::SameWos);
        const bool registers = m_a.kind == RecordKind::Registration && m_b.kind == RecordKind::Registration;
        if (registers && m_a.registration != 0 && m_b.registration != 0)
            return settle(m_a.registration == m_b.registration ? Rule::SameRegistration : Rule::OtherRegistration);
        return false;
    }

    /// Two reports of one study, or a work and what is said about it: linked or distinct, never one.
    bool settleByKind()
    {
        const bool likely =
            e.title != Evidence::NotStated && e.title >= 80 && e.titleWeight >= 40 && !authorsContradict();
        const auto one = [this](std::uint16_t mark) { return ((m_a.marks ^ m_b.marks) & mark) != 0; };
        if (one(RegistrationMark))
            return settleAs(Rule::OneIsRegistration,
                likely || (m_a.registration != 0 && m_a.registration == m_b.registration) ? Relation::Registration
                                                                                          : Relation::None);
        if (e.doi == Agreement::Close)
            return settleAs(Rule::OneIsUpdate, likely ? Relation::Update : Relation::None);
        if (one(ErratumMark) && !samePlace())
            return settleAs(Rule::OneIsNotice, likely ? Relation::Notice : Relation::None);
        if (one(CommentMark) && !(samePlace() && sameAuthors()))
            return settleAs(Rule::OneIsComment, likely ? Relation::Comment : Relation::None);
        if (one(PreprintMark) && e.doi != Agreement::Same)
            return settleAs(Rule::OneIsPreprint, likely && sameAuthors() ? Relation::Preprint : Relation::None);
        if (one(ProtocolMark) && !samePlace())
            return settleAs(Rule::OneIsProtocol, likely && sameAuthors() ? Relation::Protocol : Relation::None);
        if (one(AbstractMark) && otherPlace())
            return settleAs(
                Rule::OneIsAbstract, likely && sameAuthors() ? Relation::ConferenceAbstract : Relation::None);
        if (one(BookMark) && e.doi != Agreement::Same && !samePlace() && e.journal == 0)
            return settleAs(Rule::OtherKind, Relation::None);
        return false;
    }

    /// What no sum of fields outweighs. False if there is nothing.
    bool settleByContradiction()
    {
        const bool vouched = sameItem();
        if (m_a.pmid != 0 && m_b.pmid != 0)
            return settle(Rule::OtherPmid);
        if (e.title != Evidence::NotStated && !vouched) {
            if (m_title.numbersDiffer && (e.pages != Agreement::Same || e.volume != Agreement::Same))
                return settle(Rule::OtherNumbers);
            if (m_title.wordsDiffer && e.pages != Agreement::Same && e.doi != Agreement::Same)
                return settle(Rule::OtherWords);
        }
        const bool elsewhere = e.journal != Evidence::NotStated && e.journal >= 75 && e.volume == Agreement::Different
            && e.pages == Agreement::Different && (e.issue == Agreement::Different || e.year == Agreement::Different);
        if (elsewhere && !vouched)
            return settle(Rule::OtherPlace);
        return false;
    }

    [[nodiscard]] double points() const
    {
        double sum = titlePoints() + authorPoints() + journalPoints() + placePoints();
        if (e.abstract != Evidence::NotStated)
            sum += e.abstract >= 85 ? 5 : e.abstract >= 65 ? 3.5 : e.abstract >= 40 ? 1 : e.abstract >= 20 ? -1 : -5;
        if (m_a.wos != 0 && m_b.wos != 0)
            sum -= 6;
        return sum;
    }

    /// True if something leaves a doubt that no number of agreeing fields removes.
    [[nodiscard]] bool leavesDoubt() const
    {
        return titlesLeaveDoubt() || placesLeaveDoubt() || authorsLeaveDoubt()
            || (e.titleWeight < 50 && commonplaceLeavesDoubt())
            // Published again and again under one title: Cochrane reviews.
            || (((m_a.marks & m_b.marks) & ReviewVersionMark) != 0 && e.year != Agreement::Same);
    }

    [[nodiscard]] float settledLikeness() const { return m_settledLikeness; }

private:
    void measureTitles()
    {
        e.titleWeight = std::min(m_a.weight, m_b.weight);
        if (m_a.title.empty() || m_b.title.empty())
            return;
        m_title = compareTitles(m_a.title, m_b.title);
        for (const auto& [x, y] : {std::pair{&m_a.title, &m_b.otherTitle}, {&m_a.otherTitle, &m_b.title}}) {
            if (x->empty() || y->empty())
                continue;
            if (const TitleLikeness other = compareTitles(*x, *y); other.share > m_title.share)
                m_title = other;
        }
        e.title = percentOf(m_title.share);
    }

    void measurePlace()
    {
        const int apart = std::abs(m_a.year - m_b.year);
        if (m_a.year != 0 && m_b.year != 0)
            e.year = apart == 0 ? Agreement::Same : apart == 1 ? Agreement::Close : Agreement::Different;
        e.volume = agree(m_a.volume, m_b.volume);
        e.issue = agree(m_a.issue, m_b.issue);
        if (e.issue == Agreement::Different && m_a.issue % 1000 == m_b.issue % 1000)
            e.issue = Agreement::Close; // "S2" and "2"
        // Volume and issue in each other's column.
        if (e.volume == Agreement::Different && (m_a.volume == m_b.issue || m_a.issue == m_b.volume))
            e.volume = Agreement::Close;
        if (e.volume == Agreement::NotStated && m_a.volume + m_b.volume != 0
            && (m_a.volume == 0 ? m_a.issue == m_b.volume : m_b.issue == m_a.volume))
            e.volume = Agreement::Close;
        e.pages = comparePages(m_a.pages, m_b.pages);
        if (m_a.doi.empty() || m_b.doi.empty())
            return;
        if (m_a.doi == m_b.doi)
            e.doi = Agreement::Same;
        else
            e.doi = withoutVersion(m_a.doi) == withoutVersion(m_b.doi) ? Agreement::Close : Agreement::Different;
    }

    // --- doubts ---

    [[nodiscard]] bool titlesLeaveDoubt() const
    {
        if (e.title == Evidence::NotStated || sameItem())
            return false;
        if (m_title.numbersDiffer || m_title.wordsDiffer)
            return true;
        const bool vouched = sameAbstract() || e.doi == Agreement::Same || e.pages == Agreement::Same;
        if (m_title.contained)
            return !sameAuthors() || !(vouched || pagesAgree());
        return (m_title.wordsAdded && !vouched) || (e.title < 97 && !vouched && !pagesAgree());
    }

    /// Others wrote it: unless the names are garbled, and the text and the place are the same.
    [[nodiscard]] bool authorsLeaveDoubt() const
    {
        if (!authorsContradict())
            return false;
        const bool sameThere = e.doi == Agreement::Same && sameRange(m_a.pages, m_b.pages);
        return m_title.contained || e.title < 95 || !samePlace() || !(sameAbstract() || sameThere);
    }

    [[nodiscard]] bool placesLeaveDoubt() const
    {
        // A paper in proceedings and the article in a journal; or it is not said where one of them appeared.
        const bool elsewhere = e.journal == Evidence::NotStated || m_a.kind != m_b.kind;
        if (elsewhere && !samePlace() && !sameAbstract() && e.doi != Agreement::Same)
            return true;
        // In another journal, only the same place in it (or its translation) can be the same work.
        if (journalsDoubtful() && !(e.volume == Agreement::Same && pagesAgree())
            && !(e.doi == Agreement::Same && e.pages != Agreement::Different))
            return true;
        const bool sameText = sameAbstract() && e.issue != Agreement::Different && e.year == Agreement::Same;
        if (e.pages == Agreement::Different && !pagesNear() && !(sameText && e.volume != Agreement::Different))
            return true;
        if (e.volume == Agreement::Different && e.pages != Agreement::Same
            && !(sameText && e.pages != Agreement::Different))
            return true;
        if (e.issue == Agreement::Different && !pagesAgree() && !sameText && e.doi != Agreement::Same)
            return true;
        // A report of another year has the same title.
        const bool supported =
            e.volume == Agreement::Same || pagesAgree() || e.doi == Agreement::Same || sameAbstract();
        if ((e.year == Agreement::Close || e.year == Agreement::Different) && !supported)
            return true;
        const bool sameThere = sameAbstract() && journalsAgree() && e.pages == Agreement::Same;
        if (e.doi == Agreement::Different
            && !((samePlace() || sameThere) && e.title >= 95 && e.issue != Agreement::Different))
            return true;
        return e.abstract < 20 && !samePlace();
    }

    /// A title that many works have proves nothing: only the place does.
    [[nodiscard]] bool commonplaceLeavesDoubt() const
    {
        if (e.pages == Agreement::Different || e.volume == Agreement::Different || e.issue == Agreement::Different
            || e.doi == Agreement::Different || e.year == Agreement::Different)
            return true;
        // Journals that begin each issue with page 1 have an editorial on the same first pages of all.
        constexpr std::uint32_t FirstPages = 20;
        if (e.issue == Agreement::NotStated && m_a.pages.first < FirstPages && e.doi != Agreement::Same
            && !sameAbstract())
            return true;
        const auto range = [](const Pages& pages) { return pages.last > pages.first; };
        if (range(m_a.pages) && range(m_b.pages) && m_a.pages.last != m_b.pages.last)
            return true;
        const bool sameText = sameAbstract() && journalsAgree() && e.volume == Agreement::Same;
        return !samePlace() && !sameText && e.doi != Agreement::Same;
    }

    // --- what follows from the fields ---

    [[nodiscard]] bool pagesAgree() const { return e.pages == Agreement::Same || e.pages == Agreement::Close; }
    [[nodiscard]] bool sameAbstract() const { return e.abstract != Evidence::NotStated && e.abstract >= 85; }
    /// Other pages of the same number, not next to them: a slip in a database rather than another work.
    [[nodiscard]] bool pagesNear() const
    {
        const std::uint32_t length = m_a.pages.last - m_a.pages.first;
        return length >= 2 && length == m_b.pages.last - m_b.pages.first && m_a.pages.letter == m_b.pages.letter
            && !adjacent(m_a.pages, m_b.pages);
    }

    [[nodiscard]] bool journalsAgree() const { return e.journal != Evidence::NotStated && e.journal >= 75; }
    [[nodiscard]] bool journalsDoubtful() const { return e.journal < 75; }
    [[nodiscard]] bool journalsDisagree() const { return e.journal < 50; }
    [[nodiscard]] bool sameAuthors() const { return e.authors != Evidence::NotStated && e.authors >= 50; }
    [[nodiscard]] bool authorsContradict() const { return e.authors == 0; }

    /// The same volume and first page, in what may be one journal.
    [[nodiscard]] bool samePlace() const
    {
        const bool anyArticle = m_a.pages.first == 1 && e.issue != Agreement::Same; // each begins with page 1
        return e.volume == Agreement::Same && e.pages == Agreement::Same && e.year != Agreement::Different
            && !anyArticle
            && (!journalsDisagree() || e.doi == Agreement::Same
                || (sameRange(m_a.pages, m_b.pages) && e.title >= 95 && e.title != Evidence::NotStated
                    && m_authors.matched > 1));
    }
    /// Not the same place for certain.
    [[nodiscard]] bool otherPlace() const
    {
        return journalsDisagree() || e.volume == Agreement::Different || e.pages == Agreement::Different
            || e.year == Agreement::Different;
    }
    /// The whole range of pages, of which two works share no three.
    [[nodiscard]] bool sameItem() const
    {
        const bool abstracts = m_a.pages.letter != 0 || m_a.pages.last > m_a.pages.first + 60;
        return m_a.pages.first > 1 && samePlace() && sameRange(m_a.pages, m_b.pages) && !abstracts
            && !authorsContradict();
    }

    bool settle(Rule rule)
    {
        e.rule = rule;
        m_settledLikeness = rule == Rule::SamePmid || rule == Rule::SameWos || rule == Rule::SameRegistration ? 1 : 0;
        return true;
    }
    bool settleAs(Rule rule, Relation as)
    {
        relation = as;
        settle(rule);
        m_settledLikeness = as == Relation::None ? 0 : static_cast<float>(e.title) / 100;
        return true;
    }

    /// One title is in brackets, as translated ones are, or has no English word in it.
    [[nodiscard]] bool mayBeTranslated() const
    {
        return ((m_a.marks | m_b.marks) & TranslatedMark) != 0 || isEnglish(m_a.title) != isEnglish(m_b.title);
    }

    // --- points ---

    [[nodiscard]] double titlePoints() const
    {
        if (e.title == Evidence::NotStated)
            return 0;
        const double weight = e.titleWeight / 100.0;
        if (e.title >= 90)
            return weight * (e.title == 100 ? 10 : e.title >= 95 ? 9 : 7.5);
        if (sameItem() && sameAuthors() && (mayBeTranslated() || e.title >= 65))
            return weight * std::max(0, e.title - 50) / 8;
        if (e.title >= 65)
            return weight * (e.title - 65) / 5;
        return -8;
    }

    [[nodiscard]] double authorPoints() const
    {
        if (e.authors == Evidence::NotStated)
            return 0;
        if (m_authors.contradicted)
            return -3;
        if (e.authors >= 80)
            return m_authors.matched > 1 ? 4 : 3;
        if (e.authors >= 50)
            return 2;
        return e.authors > 0 ? 0 : -6;
    }

    [[nodiscard]] double journalPoints() const
    {
        if (e.journal == Evidence::NotStated)
            return 0;
        return e.journal >= 90 ? 3 : e.journal >= 75 ? 2 : e.journal >= 50 ? -1 : -5;
    }

    [[nodiscard]] double placePoints() const
    {
        const auto weigh = [](Agreement agreement, double same, double close, double different) {
            switch (agreement) {
            case Agreement::Same:
                return same;
            case Agreement::Close:
                return close;
            case Agreement::Different:
                return different;
            case Agreement::NotStated:
                break;
            }
            return 0.0;
        };
        double sum = weigh(e.year, 1.5, -0.5, -4);
        sum += weigh(e.volume, 3, 1.5, -3);
        sum += weigh(e.issue, 1, 0, -1);
        sum += weigh(e.pages, m_a.pages.first > 9 ? 4 : 2.5, 2, -4);
        sum += sameItem() ? 2 : 0;
        sum += weigh(e.doi, 4, 0, -5);
        return sum;
    }

    const Item& m_a;
    const Item& m_b;
    TitleLikeness m_title;
    AuthorLikeness m_authors;
    float m_settledLikeness = 0;
};

/// PubMed itself tells the two apart, and nothing makes them related: most candidates, known without measuring them.
bool apartByPmid(const Item& a, const Item& b)
{
    const bool linkable = a.marks != b.marks || a.kind == RecordKind::Registration || b.kind == RecordKind::Registration
        || (!a.doi.empty() && a.doi != b.doi && withoutVersion(a.doi) == withoutVersion(b.doi));
    return a.pmid != 0 && b.pmid != 0 && a.pmid != b.pmid && (a.wos == 0 || a.wos != b.wos) && !linkable;
}

} // namespace

Pair compare(const Item& one, const Item& other, const Thresholds& thresholds)
{
    const bool inOrder = one.record < other.record;
    const Item& a = inOrder ? one : other;
    const Item& b = inOrder ? other : one;
    Pair pair;
    pair.a = a.record;
    pair.b = b.record;
    if (apartByPmid(a, b)) {
        pair.evidence.rule = Rule::OtherPmid;
        pair.answer = Answer::Distinct;
        return pair;
    }
    Comparison comparison{a, b};
    if (comparison.settleByIdentifiers() || comparison.settleByKind() || comparison.settleByContradiction())
        pair.likeness = comparison.settledLikeness();
    else
        pair.likeness =
            likenessOf(comparison.leavesDoubt() ? std::min(comparison.points(), MostInDoubt) : comparison.points());
    pair.likeness = std::max(0.0F, pair.likeness - tieBreak(a, b));
    pair.relation = comparison.relation;
    pair.evidence = comparison.e;
    pair.answer = decide(pair, thresholds);
    return pair;
}

bool contradicts(const Pair& pair)
{
    switch (pair.evidence.rule) {
    case Rule::Fields:
    case Rule::TooLittle:
    case Rule::OthersApart:
    case Rule::SamePmid:
    case Rule::SameWos:
    case Rule::SameRegistration:
        return false;
    default:
        return true;
    }
}

Answer decide(const Pair& pair, const Thresholds& thresholds)
{
    if (pair.relation != Relation::None)
        return Answer::Linked;
    if (contradicts(pair))
        return Answer::Distinct;
    if (pair.likeness >= static_cast<float>(thresholds.same))
        return Answer::Same;
    return pair.likeness >= static_cast<float>(thresholds.doubtful) ? Answer::Doubtful : Answer::Distinct;
}

} // namespace winnow::dedup
