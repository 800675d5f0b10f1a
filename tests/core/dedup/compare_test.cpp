#include "tests/core/dedup/labelled.h"

#include <gtest/gtest.h>

#include <functional>

namespace winnow::dedup {

namespace {

Pair compared(const Record& one, const Record& other)
{
    return compare(itemOf(RecordId{1}, one), itemOf(RecordId{2}, other));
}

using Change = std::function<void(Record&)>;

/// An article and the same with something changed.
Pair changed(const Change& change)
{
    Record other = article();
    change(other);
    return compared(article(), other);
}

/// The same in both, and then something changed in one.
Pair changed(const Change& both, const Change& change)
{
    Record one = article();
    both(one);
    Record other = one;
    change(other);
    return compared(one, other);
}

void elsewhere(Record& record)
{
    record.pages = "233-240";
    record.doi = "10.1111/j.1440-1746.2012.09999.x";
}

void withoutPlace(Record& record)
{
    record.volume = record.issue = record.pages = record.doi = {};
}

struct Case {
    const char* name;
    Change change;
};

void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

class SameHowever : public testing::TestWithParam<Case> { };
class NeverJoined : public testing::TestWithParam<Case> { };

} // namespace

TEST_P(SameHowever, DatabasesWriteIt)
{
    const Pair pair = changed(GetParam().change);
    EXPECT_EQ(pair.answer, Answer::Same) << inWords(pair.evidence).toStdString() << ' ' << pair.likeness;
}

INSTANTIATE_TEST_SUITE_P(Compare, SameHowever,
    testing::Values(Case{"nothing", [](Record&) {}},
        Case{"capitals",
            [](Record& r) {
                r.title = "MESENCHYMAL STEM CELLS FOR ACUTE ON CHRONIC LIVER FAILURE - A RANDOMIZED CONTROLLED TRIAL";
            }},
        Case{"brackets", [](Record& r) { r.title = "[" + r.title + "]"; }},
        Case{"notes", [](Record& r) { r.title += ". [Review] [45 refs]"; }},
        Case{"erratum note", [](Record& r) { r.title += ".[Erratum appears in J Foo. 2012 Oct;37(2):137]"; }},
        Case{"language", [](Record& r) { r.title += ". [Chinese]"; }},
        Case{"retracted", [](Record& r) { r.title = "RETRACTED: " + r.title; }},
        Case{"slip", [](Record& r) { r.title.replace(0, 11, "Mesenchmal"); }},
        Case{"no subtitle", [](Record& r) { r.title.resize(r.title.find(':')); }},
        Case{"abbreviated journal", [](Record& r) { r.journal = "J Gastroenterol Hepatol"; }},
        Case{"journal with place", [](Record& r) { r.journal += " (Melbourne, Australia)"; }},
        Case{"initials", [](Record& r) { r.authors = {"Zhang Z", "Lin H", "Shi M", "Wang FS"}; }},
        Case{
            "given names first", [](Record& r) { r.authors = {"Zheng Zhang", "Hu Lin", "Ming Shi", "Fu-Sheng Wang"}; }},
        Case{"authors run together", [](Record& r) { r.authors = {"Zhang Z.Lin H.Shi M.Wang F. S."}; }},
        Case{"first authors", [](Record& r) { r.authors.resize(2); }},
        Case{"no authors", [](Record& r) { r.authors.clear(); }},
        Case{"short pages", [](Record& r) { r.pages = "112-20"; }},
        Case{"date for pages", [](Record& r) { r.pages = "12-Nov", r.volume = ""; }},
        Case{"article number", [](Record& r) { r.pages = "e11220"; }},
        Case{"no place", [](Record& r) { r.volume = r.issue = r.pages = ""; }},
        Case{"DOI as an address", [](Record& r) { r.doi = "https://doi.org/" + r.doi; }},
        Case{"no DOI", [](Record& r) { r.doi.clear(); }}, Case{"no abstract", [](Record& r) { r.abstract.clear(); }},
        Case{"abstract cut off", [](Record& r) { r.abstract.resize(r.abstract.size() / 2); }},
        Case{"published ahead", [](Record& r) { r.year = 2011, r.volume = r.issue = r.pages = ""; }},
        Case{"no title", [](Record& r) { r.title.clear(); }}));

/// Each differs in what a reviewer would see at once; with the place stated and without.
TEST_P(NeverJoined, WithItsPlace)
{
    const Pair pair = changed([](Record& one) { one.abstract.clear(); },
        [](Record& other) {
            elsewhere(other);
            GetParam().change(other);
        });
    EXPECT_NE(pair.answer, Answer::Same) << inWords(pair.evidence).toStdString() << ' ' << pair.likeness;
}

TEST_P(NeverJoined, WithoutItsPlace)
{
    const Pair pair = changed(
        [](Record& one) {
            one.abstract.clear();
            withoutPlace(one);
        },
        GetParam().change);
    EXPECT_NE(pair.answer, Answer::Same) << inWords(pair.evidence).toStdString() << ' ' << pair.likeness;
}

INSTANTIATE_TEST_SUITE_P(Compare, NeverJoined,
    testing::Values(Case{"part", [](Record& r) { r.title += ". Part II"; }},
        Case{"Roman", [](Record& r) { r.title += ": II"; }}, Case{"year", [](Record& r) { r.title += ", 2012"; }},
        Case{"follow-up", [](Record& r) { r.title += ": 5-year results"; }},
        Case{"erratum", [](Record& r) { r.title = "Erratum: " + r.title; }},
        Case{"correction", [](Record& r) { r.title = "Correction to: " + r.title; }},
        Case{"retraction", [](Record& r) { r.title = "Retraction notice to: " + r.title; }},
        Case{"erratum at the end", [](Record& r) { r.title += ": Erratum"; }},
        Case{"type of erratum", [](Record& r) { r.types = {"Published Erratum"}; }},
        Case{"reply", [](Record& r) { r.title = "Reply to: " + r.title; }},
        Case{"comment", [](Record& r) { r.title += ": a comment"; }},
        Case{"protocol", [](Record& r) { r.title += ": study protocol"; }},
        Case{"other disease", [](Record& r) { r.title.replace(r.title.find("liver"), 5, "renal"); }},
        Case{"not", [](Record& r) { r.title.insert(r.title.find("for"), "not "); }},
        Case{"opposite", [](Record& r) { r.title.replace(r.title.find("acute-on-"), 9, "non-"); }},
        Case{"one word more", [](Record& r) { r.title.insert(0, "Autologous "); }},
        Case{"other authors", [](Record& r) { r.authors = {"Smith, John", "Miller, Anna"}; }},
        Case{"other journal", [](Record& r) { r.journal = "Hepatology"; }},
        Case{"another year", [](Record& r) { r.year = 2013; }},
        Case{"preprint", [](Record& r) { r.kind = RecordKind::Preprint, r.journal = "medRxiv"; }},
        Case{"registration", [](Record& r) { r.kind = RecordKind::Registration; }}));

TEST(Compare, LettersAndFiguresMakeAnotherStudy)
{
    const std::vector<std::pair<const char*, const char*>> titles = {
        {"Vaccination against hepatitis B in Europe", "Vaccination against hepatitis C in Europe"},
        {"Outcome of surgery in men with gallstones", "Outcome of surgery in women with gallstones"},
        {"Effect of aspirin on patients with hypertension", "Effect of aspirin on patients with hypotension"},
        {"Risk of stroke in people with diabetes", "Risk of stroke in people without diabetes"},
        {"Response of interleukin-4 in lung tissue", "Response of interleukin-6 in lung tissue"},
        {"Penicillin in pneumonia of old age", "Ampicillin in pneumonia of old age"},
        {"Annual report of the registry 2018", "Annual report of the registry 2019"},
    };
    for (const auto& [one, other] : titles) {
        const Pair pair = changed(
            [&](Record& r) {
                r.title = one;
                r.abstract = {};
                r.pages = "S12"; // abstracts of one meeting, on one page, under one DOI
            },
            [&](Record& r) { r.title = other; });
        EXPECT_NE(pair.answer, Answer::Same) << one;
    }
}

TEST(Compare, ACommonplaceTitleNeedsThePlace)
{
    for (const char* title :
        {"Editorial", "Editor's comments", "Introduction to the special issue", "Reply", "Letters"}) {
        const Change name = [&](Record& r) {
            r.title = title;
            r.abstract = {};
            r.doi = {};
        };
        EXPECT_EQ(changed(name, [](Record&) { }).answer, Answer::Same) << title;
        EXPECT_NE(changed(name, [](Record& r) { r.issue = "3"; }).answer, Answer::Same) << title;
        EXPECT_NE(changed(name, [](Record& r) { r.pages = "201-202"; }).answer, Answer::Same) << title;
        EXPECT_NE(changed(name, [](Record& r) { r.volume.clear(); }).answer, Answer::Same) << title;
        EXPECT_NE(changed(name, [](Record& r) { r.pages.clear(); }).answer, Answer::Same) << title;
    }
}

TEST(Compare, ADoiAloneProvesNothing)
{
    const Pair pair = changed([](Record& r) {
        r.title = "Tissue factor in sepsis after transplantation of kidneys";
        r.authors = {"Smith, John"};
        r.abstract.clear();
    });
    EXPECT_EQ(pair.evidence.doi, Agreement::Same);
    EXPECT_EQ(pair.answer, Answer::Distinct);
}

TEST(Compare, ATranslationStandsOnTheSamePages)
{
    const Pair pair = changed([](Record& r) {
        r.title = "Mesenchymale Stammzellen bei Leberversagen";
        r.doi.clear();
        r.abstract.clear();
    });
    EXPECT_EQ(pair.answer, Answer::Same) << pair.likeness;
}

TEST(Compare, IdentifiersOutrankAllFields)
{
    const Change everything = [](Record& r) {
        r.title = "Other";
        r.authors = {"Smith, John"};
        r.year = 1990;
        withoutPlace(r);
    };
    EXPECT_EQ(changed([](Record& r) { r.pmid = "1"; }, everything).evidence.rule, Rule::SamePmid);
    EXPECT_EQ(changed([](Record& r) { r.pmid = "1"; }, everything).answer, Answer::Same);
    EXPECT_EQ(changed([](Record& r) { r.wos = "WOS:1"; }, everything).answer, Answer::Same);
    const Pair other = changed([](Record& r) { r.pmid = "1"; }, [](Record& r) { r.pmid = "2"; });
    EXPECT_EQ(other.answer, Answer::Distinct);
    EXPECT_EQ(other.evidence.rule, Rule::OtherPmid);
}

TEST(Compare, RegistrationsGoByTheirNumber)
{
    const Change register_ = [](Record& r) {
        r.kind = RecordKind::Registration;
        r.registrations = {"NCT00000001"};
    };
    const Pair same = changed(register_, [](Record& r) { r.title = "Stem cells"; });
    EXPECT_EQ(same.answer, Answer::Same);
    EXPECT_EQ(same.evidence.rule, Rule::SameRegistration);
    EXPECT_EQ(changed(register_, [](Record& r) { r.registrations = {"NCT00000002"}; }).answer, Answer::Distinct);
}

TEST(Compare, ReportsOfOneStudyAreLinked)
{
    const auto relation = [](const Change& change) {
        const Pair pair = changed([](Record& r) { r.registrations = {"NCT00000001"}; },
            [&](Record& r) {
                elsewhere(r);
                change(r);
            });
        EXPECT_EQ(pair.answer, Answer::Linked);
        EXPECT_TRUE(contradicts(pair));
        return pair.relation;
    };
    EXPECT_EQ(relation([](Record& r) { r.kind = RecordKind::Preprint; }), Relation::Preprint);
    EXPECT_EQ(relation([](Record& r) {
        r.kind = RecordKind::Registration;
        r.title = "Stem cells in liver failure";
    }),
        Relation::Registration);
    EXPECT_EQ(relation([](Record& r) { r.title += ": study protocol"; }), Relation::Protocol);
    EXPECT_EQ(relation([](Record& r) {
        r.journal = "Hepatology. Conference: 62nd Annual Meeting of the American Association";
        r.volume = "54";
    }),
        Relation::ConferenceAbstract);
    EXPECT_EQ(relation([](Record& r) { r.title = "Erratum: " + r.title; }), Relation::Notice);
    EXPECT_EQ(relation([](Record& r) { r.title = "Reply to: " + r.title; }), Relation::Comment);
    const auto version = [](const char* doi) {
        return [doi](Record& r) {
            r.journal = "Cochrane Database of Systematic Reviews";
            r.doi = doi;
        };
    };
    const Pair update = changed(version("10.1002/14651858.CD001234.pub2"), version("10.1002/14651858.CD001234.pub3"));
    EXPECT_EQ(update.relation, Relation::Update);
}

TEST(Compare, SaysWhyInWords)
{
    const Pair pair = changed([](Record& r) { r.doi = r.abstract = {}; });
    EXPECT_EQ(inWords(pair.evidence).toStdString(),
        "same title, same authors, same journal, same first page, year, volume, issue");
}

TEST(Compare, IsTheSameFromBothSides)
{
    const Record one = article();
    Record other = article();
    other.title = "Stem cells for liver failure";
    other.authors.pop_back();
    const Item a = itemOf(RecordId{1}, one);
    const Item b = itemOf(RecordId{2}, other);
    EXPECT_EQ(compare(a, b), compare(b, a));
}

TEST(Compare, ThresholdsDecideWithoutComparingAgain)
{
    const Pair pair = changed([](Record& r) { r.doi = r.abstract = {}; }, [](Record& r) { r.pages = "433-434"; });
    ASSERT_EQ(pair.answer, Answer::Doubtful);
    EXPECT_EQ(decide(pair, {pair.likeness - 0.01, 0.5}), Answer::Same);
    EXPECT_EQ(decide(pair, {0.99, 0.98}), Answer::Distinct);
    const Pair settled = changed([](Record& r) { r.title += ". Part II", r.pages = "121-130"; });
    EXPECT_EQ(decide(settled, {0, 0}), Answer::Distinct);
}

} // namespace winnow::dedup
