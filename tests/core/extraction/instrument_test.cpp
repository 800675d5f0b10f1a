#include "core/extraction/instrument.h"

#include "core/base/text.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>

#include <functional>
#include <map>
#include <set>
#include <string>

namespace winnow::extraction {
namespace {

using namespace Qt::Literals::StringLiterals;

Instrument known(const std::string& id)
{
    Result<Instrument> found = instrument(id);
    if (!found)
        ADD_FAILURE() << found.error().message.toStdString();
    return found ? *std::move(found) : Instrument{};
}

/// Every set of answers that an assessor can reach, and its judgement.
std::map<std::string, std::string> reachable(const Instrument& of, const Domain& domain)
{
    std::map<std::string, std::string> all;
    Answers answers;
    const std::function<void(std::size_t)> go = [&](std::size_t at) {
        if (at == domain.items.size()) {
            std::string key;
            for (const Item& item : domain.items) {
                const auto found = answers.find(item.id);
                key += (key.empty() ? "" : " ") + (found == answers.end() ? std::string("NA") : found->second);
            }
            all[key] = proposal(domain, answers).judgement;
            return;
        }
        const Item& item = domain.items[at];
        const std::vector<std::string> possible = answersOf(of, item, answers);
        if (possible.empty())
            go(at + 1);
        for (const std::string& answer : possible) {
            answers[item.id] = answer;
            go(at + 1);
            answers.erase(item.id);
        }
    };
    go(0);
    return all;
}

TEST(Instruments, CanAllBeRead)
{
    const QDir folder(u":/instruments"_s);
    ASSERT_GE(folder.entryList().size(), 5);
    for (const QString& name : folder.entryList()) {
        QFile file(folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        const Result<Instrument> read = parseInstrument(file.readAll());
        ASSERT_TRUE(read) << name.toStdString() << ": " << read.error().message.toStdString();
        EXPECT_EQ(toQString(read->id) + u".json"_s, name);
        EXPECT_TRUE(read->link.starts_with("https://")) << read->id;
    }
    EXPECT_EQ(static_cast<qsizetype>(instruments().size()), folder.entryList().size());
}

TEST(Instruments, AreRefusedWithThePlaceOfTheFault)
{
    const QByteArray wrong = R"({"id": "x", "title": "X", "answers": [["Y", "Yes"]], "judgements": ["Low"],
        "domains": [{"id": "D1", "questions": [{"id": "1", "text": "One"}], "rules": [{"when": {"2": "Y"}, "then": "Low"}]}]})";
    const Result<Instrument> read = parseInstrument(wrong);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message, u"The instrument cannot be used: D1: there is no item 2 before this."_s);
    EXPECT_FALSE(parseInstrument("[]"));
    EXPECT_FALSE(parseInstrument(QByteArray(wrong).replace("\"2\": \"Y\"", "\"1\": \"Z\"")));
    EXPECT_FALSE(
        parseInstrument(QByteArray(wrong).replace("\"2\": \"Y\"}, \"then\": \"Low\"", "}, \"then\": \"Bad\"")));
}

TEST(RoB2, AgreesWithEveryRowOfTheTruthTable)
{
    WINNOW_NEEDS_SHARED();
    QFile file(test::sharedFolder() + u"/oracle/rob2_truth_table.tsv"_s);
    ASSERT_TRUE(file.open(QFile::ReadOnly));
    std::map<std::string, std::map<std::string, std::string>> table;
    const QList<QByteArray> lines = file.readAll().split('\n');
    std::size_t rows = 0;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QList<QByteArray> cells = lines[i].split('\t');
        if (cells.size() < 3)
            continue;
        table[cells[0].toStdString()][cells[1].toStdString()] = cells[2].trimmed().toStdString();
        ++rows;
    }
    EXPECT_EQ(rows, 35118U);
    const Instrument rob2 = known("rob2");
    ASSERT_EQ(table.size(), rob2.domains.size());
    for (const Domain& domain : rob2.domains)
        EXPECT_EQ(reachable(rob2, domain), table[domain.id]) << domain.id;
}

TEST(RoB2, ProposesNothingWhileItemsAreOpen)
{
    const Instrument rob2 = known("rob2");
    const Proposal open = proposal(*rob2.domain("D3"), {{"3.1", "N"}, {"3.2", "PN"}});
    EXPECT_EQ(open.judgement, "");
    EXPECT_EQ(open.open, std::vector<std::string>{"3.3"});
    const Proposal closed = proposal(*rob2.domain("D3"), {{"3.1", "Y"}, {"3.4", "Y"}});
    EXPECT_EQ(closed.judgement, "Low") << "an answer to what is not asked does not count";
    EXPECT_EQ(closed.rule, 0U);
}

TEST(RoB2, IsOverallTheWorstDomainAndLeavesSeveralConcernsToTheAssessor)
{
    const Instrument rob2 = known("rob2");
    std::map<std::string, std::string> judged{
        {"D1", "Low"}, {"D2_assignment", "Low"}, {"D3", "Low"}, {"D4", "Low"}, {"D5", "Low"}};
    EXPECT_EQ(overallProposal(rob2, "assignment", judged).judgement, "Low");
    EXPECT_EQ(overallProposal(rob2, "adhering", judged).judgement, "") << "that domain is open";
    judged["D4"] = "Some concerns";
    EXPECT_EQ(overallProposal(rob2, "assignment", judged).judgement, "Some concerns");
    EXPECT_EQ(overallProposal(rob2, "assignment", judged).mayBe, "");
    judged["D5"] = "Some concerns";
    EXPECT_EQ(overallProposal(rob2, "assignment", judged).judgement, "Some concerns");
    EXPECT_EQ(overallProposal(rob2, "assignment", judged).mayBe, "High");
    judged["D1"] = "High";
    EXPECT_EQ(overallProposal(rob2, "assignment", judged).judgement, "High");
    EXPECT_EQ(overallProposal(rob2, "assignment", judged).mayBe, "");
}

/// Items as "1.2 if 1.1 Y PY", with other answers than the instrument's in brackets.
std::vector<std::string> asked(const Domain& domain)
{
    std::vector<std::string> all;
    for (const Item& item : domain.items) {
        std::string said = item.id;
        for (const std::string& answer : item.answers)
            said += (answer == item.answers.front() ? " [" : " ") + answer;
        said += item.answers.empty() ? "" : "]";
        for (const Condition& condition : item.asked) {
            said += &condition == &item.asked.front() ? " if" : " or";
            for (const auto& [id, answers] : condition) {
                said += (id == condition.begin()->first ? " " : " and ") + id;
                for (const std::string& answer : answers)
                    said += ' ' + answer;
            }
        }
        all.push_back(said);
    }
    return all;
}

/// The template of 1 August 2016 for cohort-type studies. It does not say what follows from no information on 1.2 or
/// 1.3: we go on as after a no.
TEST(RobinsI, AsksWhatItsTemplateAsks)
{
    const Instrument robins = known("robins-i");
    std::vector<std::string> answers;
    for (const auto& [key, wording] : robins.answers)
        answers.push_back(key);
    EXPECT_EQ(answers, (std::vector<std::string>{"Y", "PY", "PN", "N", "NI"}));
    EXPECT_EQ(
        robins.judgements, (std::vector<std::string>{"Low", "Moderate", "Serious", "Critical", "No information"}));
    const std::map<std::string, std::vector<std::string>> questions{
        {"D1",
            {"1.1 [Y PY PN N]", "1.2 if 1.1 Y PY", "1.3 if 1.2 Y PY", "1.4 if 1.2 N PN NI or 1.3 N PN NI",
                "1.5 if 1.4 Y PY", "1.6 if 1.2 N PN NI or 1.3 N PN NI", "1.7 if 1.3 Y PY", "1.8 if 1.7 Y PY"}},
        {"D2", {"2.1", "2.2 if 2.1 Y PY", "2.3 if 2.2 Y PY", "2.4", "2.5 if 2.2 Y PY and 2.3 Y PY or 2.4 N PN"}},
        {"D3", {"3.1", "3.2", "3.3"}}, {"D4_assignment", {"4.1", "4.2 if 4.1 Y PY"}},
        {"D4_adhering", {"4.3", "4.4", "4.5", "4.6 if 4.3 N PN or 4.4 N PN or 4.5 N PN"}},
        {"D5",
            {"5.1", "5.2", "5.3", "5.4 if 5.1 N PN or 5.2 Y PY or 5.3 Y PY",
                "5.5 if 5.1 N PN or 5.2 Y PY or 5.3 Y PY"}},
        {"D6", {"6.1", "6.2", "6.3", "6.4"}}, {"D7", {"7.1", "7.2", "7.3"}}};
    ASSERT_EQ(robins.domains.size(), questions.size());
    for (const Domain& domain : robins.domains)
        EXPECT_EQ(asked(domain), questions.at(domain.id)) << domain.id;
}

/// Tables 1 and 2 of that template, which say what is low, moderate and serious in each domain, as far as answers can
/// tell: a proposal is never milder than a criterion that is met, and low only where all of its criteria are.
TEST(RobinsI, ProposesByThePublishedCriteria)
{
    struct Said {
        Answers answers;
        [[nodiscard]] bool yes(const char* id) const { return is(id, "Y", "PY"); }
        [[nodiscard]] bool no(const char* id) const { return is(id, "N", "PN"); }
        [[nodiscard]] bool is(const char* id, const char* one, const char* other) const
        {
            const std::string& said = answers.at(id);
            return said == one || said == other;
        }
    };
    struct Criteria {
        std::function<bool(const Said&)> low, serious;
    };
    const std::map<std::string, Criteria> published{{"D1",
                                                        {[](const Said& s) { return s.no("1.1"); },
                                                            [](const Said& s) {
                                                                return s.no("1.4") || s.no("1.5") || s.yes("1.6")
                                                                    || s.no("1.7") || s.no("1.8");
                                                            }}},
        // Low too where selection hung on what is tied to the intervention or the outcome, but not to both: only the
        // two together bias (guidance on 2.2).
        {"D2",
            {[](const Said& s) { return s.yes("2.4") && (s.no("2.1") || s.no("2.2") || s.no("2.3")); },
                [](const Said& s) { return s.no("2.5"); }}},
        {"D3",
            {[](const Said& s) { return s.yes("3.1") && s.yes("3.2") && s.no("3.3"); },
                [](const Said& s) { return s.no("3.1") || s.yes("3.3"); }}},
        {"D4_assignment",
            {[](const Said& s) { return s.no("4.1") || s.no("4.2"); }, [](const Said& s) { return s.yes("4.2"); }}},
        {"D4_adhering",
            {[](const Said& s) { return s.yes("4.3") && s.yes("4.4") && s.yes("4.5"); },
                [](const Said& s) { return s.no("4.6"); }}},
        {"D5",
            {[](const Said& s) { return (s.yes("5.1") && s.no("5.2") && s.no("5.3")) || s.yes("5.4") || s.yes("5.5"); },
                [](const Said& s) { return s.no("5.4") && s.no("5.5"); }}},
        {"D6",
            {[](const Said& s) { return s.yes("6.3") && (s.no("6.1") || s.no("6.2")) && s.no("6.4"); },
                [](const Said& s) { return s.no("6.3") || (s.yes("6.1") && s.yes("6.2")) || s.yes("6.4"); }}},
        // Low needs clear evidence that nothing was chosen: a firm no.
        {"D7",
            {[](const Said& s) {
                 return s.answers.at("7.1") == "N" && s.answers.at("7.2") == "N" && s.answers.at("7.3") == "N";
             },
                [](const Said& s) { return s.yes("7.1") || s.yes("7.2") || s.yes("7.3"); }}}};
    const Instrument robins = known("robins-i");
    for (const Domain& domain : robins.domains)
        for (const auto& [key, judgement] : reachable(robins, domain)) {
            Said said;
            const QStringList cells = toQString(key).split(u' ');
            for (std::size_t i = 0; i < domain.items.size(); ++i)
                said.answers[domain.items[i].id] = cells[static_cast<qsizetype>(i)].toStdString();
            const Criteria& criteria = published.at(domain.id);
            EXPECT_EQ(judgement == "Low", criteria.low(said)) << domain.id << ' ' << key << ": " << judgement;
            EXPECT_EQ(judgement == "Serious", criteria.serious(said)) << domain.id << ' ' << key << ": " << judgement;
            EXPECT_TRUE(judgement != "No information" || key.find("NI") != std::string::npos)
                << domain.id << ' ' << key;
            EXPECT_FALSE(judgement.empty()) << domain.id << ' ' << key;
            EXPECT_NE(judgement, "Critical") << "no question asks for it";
        }
    const auto proposed = [&](const char* domain, const Answers& answers) {
        return proposal(*robins.domain(domain), answers).judgement;
    };
    EXPECT_EQ(proposed("D1", {{"1.1", "Y"}, {"1.2", "N"}, {"1.4", "Y"}, {"1.5", "PY"}, {"1.6", "N"}}), "Moderate")
        << "confounding that was controlled for is still no trial";
    EXPECT_EQ(proposed("D1", {{"1.1", "NI"}}), "") << "not offered: what is left of it is not answered";
    EXPECT_EQ(proposed("D2", {{"2.1", "N"}, {"2.4", "N"}, {"2.5", "PY"}}), "Moderate");
    EXPECT_EQ(proposed("D3", {{"3.1", "Y"}, {"3.2", "N"}, {"3.3", "PN"}}), "Moderate") << "defined in retrospect";
    EXPECT_EQ(proposed("D4_adhering", {{"4.3", "N"}, {"4.4", "Y"}, {"4.5", "Y"}, {"4.6", "Y"}}), "Moderate");
    EXPECT_EQ(proposed("D7", {{"7.1", "N"}, {"7.2", "PN"}, {"7.3", "N"}}), "Moderate") << "no sign of a choice";
}

/// Table 3 of the template; table 2 of Sterne et al., BMJ 2016;355:i4919.
TEST(RobinsI, IsOverallTheWorstDomain)
{
    const Instrument robins = known("robins-i");
    std::map<std::string, std::string> judged;
    for (const Domain* domain : robins.domainsOf("assignment"))
        judged[domain->id] = "Low";
    const auto with = [&](const char* domain, const char* judgement) {
        judged[domain] = judgement;
        return overallProposal(robins, "assignment", judged).judgement;
    };
    EXPECT_EQ(judged.size(), 7U);
    EXPECT_EQ(with("D3", "Low"), "Low");
    EXPECT_EQ(with("D1", "Moderate"), "Moderate");
    EXPECT_EQ(with("D2", "No information"), "No information") << "nothing says that it is serious";
    EXPECT_EQ(with("D5", "Serious"), "Serious");
    EXPECT_EQ(with("D6", "Critical"), "Critical");
}

TEST(NewcastleOttawa, IsGoodFairOrPoorByTheThresholdsOfTheAhrq)
{
    const Instrument nos = known("nos-cohort");
    Answers answers{
        {"S1", "1"}, {"S2", "1"}, {"S3", "1"}, {"S4", "0"}, {"C1", "2"}, {"O1", "1"}, {"O2", "1"}, {"O3", "0"}};
    EXPECT_EQ(starProposal(nos, answers).judgement, "Good");
    answers["S1"] = "0";
    EXPECT_EQ(starProposal(nos, answers).judgement, "Fair");
    answers["C1"] = "0";
    EXPECT_EQ(starProposal(nos, answers).judgement, "Poor");
    answers.erase("O1");
    EXPECT_EQ(starProposal(nos, answers).judgement, "");
}

} // namespace
} // namespace winnow::extraction
