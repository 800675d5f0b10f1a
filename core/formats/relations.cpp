#include "core/formats/relations.h"

#include "core/base/text.h"
#include "core/formats/values.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

struct Wording {
    std::string_view words; ///< in lower case
    RelationKind kind;
};
// NLM's types of CommentsCorrections.
constexpr std::array Wordings = {
    Wording{"retraction in", RelationKind::RetractedBy},
    Wording{"retraction of", RelationKind::RetractionOf},
    Wording{"partial retraction in", RelationKind::RetractedBy},
    Wording{"partial retraction of", RelationKind::RetractionOf},
    Wording{"retracted and republished in", RelationKind::RetractedBy},
    Wording{"retracted and republished from", RelationKind::RetractionOf},
    Wording{"erratum in", RelationKind::CorrectedBy},
    Wording{"erratum for", RelationKind::CorrectionOf},
    Wording{"corrected and republished in", RelationKind::CorrectedBy},
    Wording{"corrected and republished from", RelationKind::CorrectionOf},
    Wording{"comment in", RelationKind::CommentedBy},
    Wording{"comment on", RelationKind::CommentOn},
    Wording{"expression of concern in", RelationKind::CommentedBy},
    Wording{"expression of concern for", RelationKind::CommentOn},
    Wording{"update in", RelationKind::UpdatedBy},
    Wording{"update of", RelationKind::UpdateOf},
    Wording{"republished in", RelationKind::Related},
    Wording{"republished from", RelationKind::Related},
    Wording{"summary for patients in", RelationKind::Related},
    Wording{"original report in", RelationKind::Related},
};

bool namesPreprintServer(std::string_view text)
{
    constexpr std::array<std::string_view, 6> Servers = {
        "rxiv", "preprint", "research square", "res sq", "ssrn", "f1000"};
    return std::ranges::any_of(Servers, [&](std::string_view server) { return containsIgnoringCase(text, server); });
}

} // namespace

std::string relationTarget(std::string_view text)
{
    text = trimmed(text);
    if (const std::size_t at = text.find("PMID:"); at != std::string_view::npos) {
        if (const std::string_view pmid = leadingDigits(trimmed(text.substr(at + 5))); !pmid.empty())
            return "pmid:" + std::string{pmid};
    }
    if (const std::string doi = findDoi(text, DoiIn::Text); !doi.empty())
        return "doi:" + doi;
    return std::string{text};
}

std::optional<RelationKind> relationKind(std::string_view words)
{
    const std::string wanted = lowerAscii(trimmed(words));
    const auto* const found = std::ranges::find(Wordings, wanted, &Wording::words);
    return found == Wordings.end() ? std::nullopt : std::optional{found->kind};
}

bool takeRelation(std::string_view note, Record& record)
{
    const std::size_t colon = note.find(':');
    if (colon == std::string_view::npos)
        return false;
    const std::optional<RelationKind> kind = relationKind(note.substr(0, colon));
    if (kind)
        addRelation(record, *kind, note.substr(colon + 1));
    return kind.has_value();
}

void addRelation(Record& record, RelationKind kind, std::string_view text)
{
    text = trimmed(text);
    if (text.empty())
        return;
    if (kind == RelationKind::UpdatedBy && record.kind == RecordKind::Preprint)
        kind = RelationKind::PublishedAs;
    else if (kind == RelationKind::UpdateOf && namesPreprintServer(text))
        kind = RelationKind::PreprintOf;
    Relation relation{kind, relationTarget(text)};
    if (std::ranges::find(record.relations, relation) == record.relations.end())
        record.relations.push_back(std::move(relation));
}

} // namespace winnow::formats
