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

TEST(RobinsI, ProposesAJudgementForEveryAnswer)
{
    const Instrument robins = known("robins-i");
    for (const Domain& domain : robins.domains)
        for (const auto& [answers, judgement] : reachable(robins, domain))
            ASSERT_FALSE(judgement.empty()) << domain.id << ' ' << answers;
    EXPECT_EQ(proposal(*robins.domain("D1"), {{"1.1", "PN"}}).judgement, "Low");
    EXPECT_EQ(proposal(*robins.domain("D1"), {{"1.1", "Y"}, {"1.2", "N"}, {"1.4", "Y"}, {"1.5", "PY"}, {"1.6", "N"}})
                  .judgement,
        "Moderate")
        << "confounding that was controlled for is still no trial";
    EXPECT_EQ(proposal(*robins.domain("D7"), {{"7.1", "N"}, {"7.2", "PY"}, {"7.3", "N"}}).judgement, "Serious");
    const std::map<std::string, std::string> judged{{"D1", "Moderate"}, {"D2", "No information"}, {"D3", "Low"},
        {"D4_assignment", "Low"}, {"D5", "Low"}, {"D6", "Low"}, {"D7", "Low"}};
    EXPECT_EQ(overallProposal(robins, "assignment", judged).judgement, "No information");
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
