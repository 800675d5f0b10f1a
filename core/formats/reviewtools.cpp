#include "core/formats/reviewtools.h"

#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/values.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace winnow::formats {

namespace {

/// The pairs of a Ruby hash, `"a"=>"b"`; of a list, `"a"=>["b", "c"]`, one pair each.
std::vector<std::pair<std::string, std::string>> rubyPairs(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    std::string key;
    bool isKey = true;
    bool inList = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '>' || c == '[' || c == ']') {
            isKey = c == ']';
            inList = c == '[';
        } else if (c == '"') {
            std::string word;
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                at += text[at] == '\\' && at + 1 < text.size() ? 1U : 0U;
                word += text[at];
            }
            if (isKey)
                key = std::move(word);
            else
                pairs.emplace_back(key, std::move(word));
            isKey = !isKey && !inList;
        }
    }
    return pairs;
}

void takeRayyanPart(std::string_view part, Record& record)
{
    const std::size_t colon = part.find(':');
    if (colon == std::string_view::npos)
        return;
    const std::string_view name = trimmed(part.substr(0, colon));
    const std::string_view value = trimmed(part.substr(colon + 1));
    if (name == "RAYYAN-INCLUSION") {
        for (const auto& [reviewer, word] : rubyPairs(value)) {
            if (const std::optional<Verdict> verdict = verdictOf(word))
                record.decisions.push_back({Stage::TitleAbstract, *verdict, {}, {}, reviewer});
        }
    } else if (name == "RAYYAN-LABELS") {
        for (std::string& label : splitTrimmed(value, ','))
            addOnce(record.labels, std::move(label));
    } else if (name == "RAYYAN-EXCLUSION-REASONS") {
        // One list for all reviewers: it can only stand with those who excluded.
        std::string reasons;
        for (const std::string& reason : splitTrimmed(value, ','))
            reasons += (reasons.empty() ? "" : "; ") + reason;
        for (GivenDecision& decision : record.decisions) {
            if (decision.verdict == Verdict::Exclude)
                decision.reason = reasons;
        }
    } else if (name == "USER-NOTES" || name == "RAYYAN-USER-NOTES") {
        for (const auto& [reviewer, text] : rubyPairs(value))
            record.note.append(record.note.empty() ? "" : "\n").append(reviewer).append(": ").append(text);
    }
}

/// Parts are separated by " | ", and each begins with its name in capitals.
void takeRayyan(std::string_view note, Record& record)
{
    while (!note.empty()) {
        std::size_t end = note.find('|');
        while (end != std::string_view::npos) {
            const std::string_view next = trimmed(note.substr(end + 1));
            if (next.starts_with("RAYYAN-") || next.starts_with("USER-NOTES"))
                break;
            end = note.find('|', end + 1);
        }
        takeRayyanPart(trimmed(note.substr(0, end)), record);
        note.remove_prefix(end == std::string_view::npos ? note.size() : end + 1);
    }
}

bool takeAsreview(std::string_view note, Record& record)
{
    constexpr std::string_view Mark = "ASReview_";
    if (!note.starts_with(Mark))
        return false;
    const std::string_view word = note.substr(Mark.size());
    if (word.starts_with("note:"))
        record.note += (record.note.empty() ? "" : "\n") + std::string{trimmed(word.substr(5))};
    else if (word == "relevant" || word == "irrelevant")
        record.decisions.push_back(
            {Stage::TitleAbstract, word == "relevant" ? Verdict::Include : Verdict::Exclude, {}, {}, {}});
    else if (word != "not_seen" && word.find(':') == std::string_view::npos)
        addOnce(record.labels, std::string{note}); // "ASReview_validation_relevant" and the like: no one's decision
    return true;
}

} // namespace

bool takeReviewNote(std::string_view note, Record& record)
{
    note = trimmed(note);
    if (note.starts_with(CarriedMark))
        return takeCarried(note, record);
    if (const std::size_t rayyan = note.find("RAYYAN-");
        rayyan != std::string_view::npos && note.substr(rayyan, 26).find(':') != std::string_view::npos) {
        takeRayyan(note.substr(rayyan), record);
        return true;
    }
    if (note.starts_with("ASReview_")) {
        bool taken = false;
        for (std::string_view rest = note; !rest.empty();) {
            const std::size_t end = std::min(rest.find_first_of(";\n"), rest.size());
            taken |= takeAsreview(trimmed(rest.substr(0, end)), record);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return taken;
    }
    if (constexpr std::string_view Reason = "Exclusion reason:"; note.starts_with(Reason)) {
        std::string_view reason = trimmed(note.substr(Reason.size()));
        reason = trimmed(reason.substr(0, reason.find(';')));
        record.decisions.push_back({Stage::FullText, Verdict::Exclude, std::string{reason}, {}, {}});
        return true;
    }
    return false;
}

std::optional<Verdict> verdictOf(std::string_view word)
{
    struct Word {
        std::string_view word;
        Verdict verdict;
    };
    constexpr std::array Words = {Word{"include", Verdict::Include}, Word{"included", Verdict::Include},
        Word{"relevant", Verdict::Include}, Word{"1", Verdict::Include}, Word{"yes", Verdict::Include},
        Word{"true", Verdict::Include}, Word{"exclude", Verdict::Exclude}, Word{"excluded", Verdict::Exclude},
        Word{"irrelevant", Verdict::Exclude}, Word{"0", Verdict::Exclude}, Word{"no", Verdict::Exclude},
        Word{"false", Verdict::Exclude}, Word{"1.0", Verdict::Include}, Word{"0.0", Verdict::Exclude},
        Word{"y", Verdict::Include}, Word{"n", Verdict::Exclude}, Word{"selected", Verdict::Include},
        Word{"maybe", Verdict::Maybe}, Word{"unsure", Verdict::Maybe}, Word{"unclear", Verdict::Maybe},
        Word{"undecided", Verdict::Maybe}};
    const std::string wanted = lowerAscii(trimmed(word));
    const auto* const found = std::ranges::find(Words, wanted, &Word::word);
    return found == Words.end() ? std::nullopt : std::optional{found->verdict};
}

} // namespace winnow::formats
