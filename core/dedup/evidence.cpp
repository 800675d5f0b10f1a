#include "core/dedup/evidence.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <charconv>

namespace winnow::dedup {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("dedup", text);
}

/// The numbers of an Evidence in the order in which they are stored.
constexpr std::size_t FieldCount = 11;
using Numbers = std::array<std::uint8_t, FieldCount>;

Numbers numbersOf(const Evidence& e)
{
    const auto number = [](Agreement agreement) { return static_cast<std::uint8_t>(agreement); };
    return {static_cast<std::uint8_t>(e.rule), e.title, e.authors, e.journal, e.abstract, e.titleWeight, number(e.year),
        number(e.volume), number(e.issue), number(e.pages), number(e.doi)};
}

/// "title 99 % alike", "same title"; nothing where it was not stated or is not alike.
void addLikeness(QStringList& phrases, std::uint8_t percent, const char* same, const char* alike)
{
    if (percent == Evidence::NotStated || percent < 50)
        return;
    phrases << (percent == 100 ? tr(same) : tr(alike).arg(percent));
}

/// The words for each field that agrees, differs.
struct FieldWords {
    Agreement Evidence::* field;
    const char* name;
    const char* close;
};

constexpr std::array<FieldWords, 5> Fields = {{
    {&Evidence::doi, QT_TRANSLATE_NOOP("dedup", "DOI"), QT_TRANSLATE_NOOP("dedup", "DOI of another version")},
    {&Evidence::pages, QT_TRANSLATE_NOOP("dedup", "first page"), QT_TRANSLATE_NOOP("dedup", "pages overlap")},
    {&Evidence::year, QT_TRANSLATE_NOOP("dedup", "year"), QT_TRANSLATE_NOOP("dedup", "a year apart")},
    {&Evidence::volume, QT_TRANSLATE_NOOP("dedup", "volume"), QT_TRANSLATE_NOOP("dedup", "volume alike")},
    {&Evidence::issue, QT_TRANSLATE_NOOP("dedup", "issue"), QT_TRANSLATE_NOOP("dedup", "issue alike")},
}};

QString fieldsInWords(const Evidence& evidence)
{
    QStringList phrases;
    addLikeness(phrases, evidence.title, QT_TRANSLATE_NOOP("dedup", "same title"),
        QT_TRANSLATE_NOOP("dedup", "title %1 % alike"));
    addLikeness(phrases, evidence.authors, QT_TRANSLATE_NOOP("dedup", "same authors"),
        QT_TRANSLATE_NOOP("dedup", "authors %1 % alike"));
    addLikeness(phrases, evidence.journal, QT_TRANSLATE_NOOP("dedup", "same journal"),
        QT_TRANSLATE_NOOP("dedup", "journal %1 % alike"));
    addLikeness(phrases, evidence.abstract, QT_TRANSLATE_NOOP("dedup", "same abstract"),
        QT_TRANSLATE_NOOP("dedup", "abstract %1 % alike"));
    QStringList same;
    QStringList other;
    for (const FieldWords& words : Fields) {
        const Agreement agreement = evidence.*words.field;
        if (agreement == Agreement::Same)
            same << tr(words.name);
        else if (agreement == Agreement::Different)
            other << tr(words.name);
    }
    if (!same.isEmpty())
        phrases << tr("same %1").arg(same.join(tr(", ")));
    for (const FieldWords& words : Fields)
        if (evidence.*words.field == Agreement::Close)
            phrases << tr(words.close);
    if (!other.isEmpty())
        phrases << tr("other %1").arg(other.join(tr(", ")));
    return phrases.join(tr(", "));
}

/// What a rule says; empty for Fields, which say all themselves.
QString ruleInWords(Rule rule)
{
    switch (rule) {
    case Rule::Fields:
        return {};
    case Rule::SamePmid:
        return tr("same PMID");
    case Rule::SameWos:
        return tr("same Web of Science number");
    case Rule::SameRegistration:
        return tr("same registration");
    case Rule::OtherPmid:
        return tr("two PMIDs");
    case Rule::OtherWos:
        return tr("two Web of Science numbers");
    case Rule::OtherRegistration:
        return tr("two registrations");
    case Rule::OtherDoi:
        return tr("two DOIs");
    case Rule::OtherNumbers:
        return tr("the titles differ in a number or part");
    case Rule::OtherWords:
        return tr("the titles differ in a deciding word");
    case Rule::OtherPlace:
        return tr("another place in the journal");
    case Rule::OtherText:
        return tr("other abstracts");
    case Rule::OneIsNotice:
        return tr("one is a correction or retraction");
    case Rule::OneIsComment:
        return tr("one is a comment or reply");
    case Rule::OneIsUpdate:
        return tr("two versions");
    case Rule::OneIsPreprint:
        return tr("one is a preprint");
    case Rule::OneIsAbstract:
        return tr("one is a conference abstract");
    case Rule::OneIsRegistration:
        return tr("one is a trial registration");
    case Rule::OneIsProtocol:
        return tr("one is a protocol");
    case Rule::OtherKind:
        return tr("two kinds of publication");
    case Rule::TooLittle:
        return tr("too little is stated");
    case Rule::OthersApart:
        return tr("joining them would join two that are certainly distinct");
    }
    return {};
}

} // namespace

std::string toText(const Evidence& evidence)
{
    std::string text;
    for (const std::uint8_t number : numbersOf(evidence)) {
        if (!text.empty())
            text += ' ';
        text += std::to_string(number);
    }
    return text;
}

std::optional<Evidence> evidenceFromText(std::string_view text)
{
    Numbers n{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < n.size(); ++i) {
        if (i > 0) {
            if (at == end || *at != ' ')
                return {};
            ++at;
        }
        const auto [next, error] = std::from_chars(at, end, n[i]);
        if (error != std::errc{})
            return {};
        at = next;
    }
    if (at != end || n[0] > static_cast<std::uint8_t>(Rule::OthersApart))
        return {};
    for (std::size_t i = 6; i < n.size(); ++i)
        if (n[i] > static_cast<std::uint8_t>(Agreement::Different))
            return {};
    const auto agreement = [&n](std::size_t i) { return static_cast<Agreement>(n[i]); };
    return Evidence{static_cast<Rule>(n[0]), n[1], n[2], n[3], n[4], n[5], agreement(6), agreement(7), agreement(8),
        agreement(9), agreement(10)};
}

QString inWords(const Evidence& evidence)
{
    QStringList phrases;
    if (const QString rule = ruleInWords(evidence.rule); !rule.isEmpty())
        phrases << rule;
    const bool identifier = evidence.rule == Rule::SamePmid || evidence.rule == Rule::SameWos;
    if (const QString fields = identifier ? QString{} : fieldsInWords(evidence); !fields.isEmpty())
        phrases << fields;
    return phrases.isEmpty() ? tr("nothing in common") : phrases.join(tr("; "));
}

} // namespace winnow::dedup
