#include "ui/fulltext/reportmatch.h"

#include "core/base/text.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace winnow::ui {

namespace {

/// Text without white space, as a DOI may be broken at a line's end; and where there was some.
struct Packed {
    std::string text;
    std::vector<bool> spaceBefore;
};

Packed withoutSpaces(const std::string& text)
{
    Packed out;
    bool space = false;
    for (const char c : lowerAscii(text)) {
        if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            space = true;
            continue;
        }
        out.text += c;
        out.spaceBefore.push_back(std::exchange(space, false));
    }
    return out;
}

/// The places where `doi` stands and not merely as the beginning of a longer number.
std::vector<std::size_t> placesOf(const std::string& doi, const Packed& packed)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string& text = packed.text;
    std::vector<std::size_t> places;
    for (std::size_t at = text.find(doi); at != std::string::npos; at = text.find(doi, at + 1)) {
        const std::size_t end = at + doi.size();
        const bool goesOn = end < text.size() && isDigit(doi.back()) && isDigit(text[end]) && !packed.spaceBefore[end];
        if (!goesOn)
            places.push_back(at);
    }
    return places;
}

std::vector<const ReportKey*> byDoi(const Packed& text, const std::vector<ReportKey>& reports)
{
    std::map<std::size_t, const ReportKey*> longest; // by place: where "10.1000/ab" stands, "10.1000/a" is not meant
    for (const ReportKey& report : reports) {
        if (report.doi.empty())
            continue;
        for (const std::size_t place : placesOf(report.doi, text)) {
            const ReportKey*& there = longest[place];
            if (!there || there->doi.size() < report.doi.size())
                there = &report;
        }
    }
    std::vector<const ReportKey*> meant;
    for (const auto& [place, report] : longest)
        if (std::find(meant.begin(), meant.end(), report) == meant.end())
            meant.push_back(report);
    return meant;
}

std::vector<const ReportKey*> byTitle(const std::string& text, const std::vector<ReportKey>& reports)
{
    std::vector<const ReportKey*> found;
    for (const ReportKey& report : reports) {
        const std::string title = folded(withoutMarkup(report.title));
        if (title.size() >= MinTitle && text.find(title) != std::string::npos)
            found.push_back(&report);
    }
    return found;
}

} // namespace

std::optional<ReportMatch> matchReport(const std::string& text, const std::vector<ReportKey>& reports)
{
    const auto dois = byDoi(withoutSpaces(text), reports);
    const auto titles = byTitle(folded(text), reports);
    if (dois.size() == 1) {
        const bool titlesSayOther = !titles.empty() && std::find(titles.begin(), titles.end(), dois[0]) == titles.end();
        return titlesSayOther ? std::nullopt : std::optional(ReportMatch{dois[0]->id, MatchedBy::Doi});
    }
    if (titles.size() == 1) {
        const bool doisSayOther = !dois.empty() && std::find(dois.begin(), dois.end(), titles[0]) == dois.end();
        return doisSayOther ? std::nullopt : std::optional(ReportMatch{titles[0]->id, MatchedBy::Title});
    }
    return std::nullopt;
}

} // namespace winnow::ui
