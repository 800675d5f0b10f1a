// Real records made into others that only look the same, and into the same as another database writes it.
#include "tests/core/dedup/labelled.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

namespace winnow::dedup {

namespace {

using Change = std::function<void(Record&)>;

/// One record of every `step`-th citation of all sets, those with a title that tells something.
std::vector<Record> someRecords(std::size_t step)
{
    std::vector<Record> records;
    for (const char* set : {"cytology_screening", "respiratory", "diabetes", "tafenoquine"}) {
        const Labelled labelled = readLabelled(set);
        std::set<std::string> seen;
        for (std::size_t i = 0; i < labelled.records.size(); ++i) {
            const Record& record = labelled.records[i];
            if (seen.insert(labelled.clusters[i]).second && seen.size() % step == 0
                && record.title.find_first_of("[<") == std::string::npos // notes stand at the end only
                && itemOf(RecordId{1}, record).weight >= 60 && !record.authors.front().empty()
                && !record.journal.empty())
                records.push_back(record);
        }
    }
    return records;
}

/// Whatever a source may leave out, and the next pages or others.
void elsewhere(Record& record, std::size_t how)
{
    record.abstract.clear();
    record.doi = how % 2 == 0 ? "" : "10.9999/other";
    record.pages = how % 3 == 0 ? "" : std::to_string(4400 + how % 200) + "-" + std::to_string(4409 + how % 200);
    if (how % 5 == 0)
        record.volume = record.issue = "";
}

std::map<std::string, Change> others()
{
    return {
        {"part", [](Record& r) { r.title += ". Part II"; }},
        {"Roman", [](Record& r) { r.title += " II"; }},
        {"year", [](Record& r) { r.title += ", 2031"; }},
        {"erratum", [](Record& r) { r.title = "Erratum: " + r.title; }},
        {"correction", [](Record& r) { r.title = "Correction to: " + r.title; }},
        {"retraction", [](Record& r) { r.title = "Retraction notice to: " + r.title; }},
        {"reply", [](Record& r) { r.title = "Reply to: " + r.title; }},
        {"comment", [](Record& r) { r.title += ": a comment"; }},
        {"authors' reply", [](Record& r) { r.title += " - Authors' reply"; }},
        {"protocol", [](Record& r) { r.title += ": study protocol"; }},
        {"other authors", [](Record& r) { r.authors = {"Qwertz, U", "Asdfgh, J"}; }},
        {"other journal", [](Record& r) { r.journal = "Zeitschrift Yxcvbn"; }},
        {"preprint", [](Record& r) { r.journal = "medRxiv", r.volume = r.issue = r.pages = ""; }},
        {"another year", [](Record& r) { r.year += 1, r.volume = r.issue = r.pages = ""; }},
        {"a word more", [](Record& r) { r.title = "Pseudomonal " + r.title; }},
    };
}

std::map<std::string, Change> variants()
{
    return {
        {"capitals",
            [](Record& r) {
                for (char& c : r.title)
                    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            }},
        {"brackets", [](Record& r) { r.title = "[" + r.title + "]"; }},
        {"notes", [](Record& r) { r.title += ". [Review] [45 refs]"; }},
        {"erratum note", [](Record& r) { r.title += ".[Erratum appears in J Foo. 2012 Oct;37(2):137]"; }},
        {"slip", [](Record& r) { r.title.erase(r.title.size() / 2, 1); }},
        {"first author", [](Record& r) { r.authors.resize(1); }},
        {"no DOI", [](Record& r) { r.doi.clear(); }},
        {"no abstract", [](Record& r) { r.abstract.clear(); }},
        {"no pages", [](Record& r) { r.pages.clear(); }},
        {"no issue", [](Record& r) { r.issue.clear(); }},
        {"journal with place", [](Record& r) { r.journal += " (London, England)"; }},
    };
}

} // namespace

TEST(Adversary, NothingThatOnlyLooksTheSameIsJoined)
{
    WINNOW_NEEDS_SHARED();
    const std::vector<Record> records = someRecords(9);
    ASSERT_GT(records.size(), 200U);
    std::size_t how = 0;
    for (const auto& [name, change] : others())
        for (const Record& record : records) {
            Record other = record;
            elsewhere(other, ++how);
            change(other);
            const Pair pair = compare(itemOf(RecordId{1}, record), itemOf(RecordId{2}, other));
            EXPECT_NE(pair.answer, Answer::Same)
                << name << ": " << other.title << " | " << inWords(pair.evidence).toStdString();
        }
}

TEST(Adversary, WhatAnotherDatabaseWritesIsFound)
{
    WINNOW_NEEDS_SHARED();
    const std::vector<Record> records = someRecords(9);
    for (const auto& [name, change] : variants()) {
        std::size_t found = 0;
        for (const Record& record : records) {
            Record other = record;
            change(other);
            found += compare(itemOf(RecordId{1}, record), itemOf(RecordId{2}, other)).answer == Answer::Same ? 1U : 0U;
        }
        EXPECT_GE(found, records.size() * 97 / 100) << name;
    }
}

} // namespace winnow::dedup
