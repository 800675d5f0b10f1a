// Extracted values: with what they rest on, blind while they must be, compared, agreed, and out into tables and back.
#include "core/extraction/grid.h"
#include "core/extraction/itemorder.h"
#include "core/extraction/templates.h"
#include "core/review/appraisal.h"
#include "core/review/forms.h"
#include "core/review/reconciliation.h"
#include "core/review/review.h"
#include "core/review/tables.h"
#include "core/review/valuetables.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

namespace winnow::review {
namespace {

using namespace Qt::Literals::StringLiterals;

class Values : public testing::Test {
protected:
    Values()
        : review(Review::create(folder.filePath(u"r.winnow"_s), "Values", {nullptr, "Ada"}).value())
    {
        QFile file(folder.filePath(u"one.ris"_s));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly)
            && file.write("TY  - JOUR\nTI  - A trial\nAU  - Suk, K\nPY  - 2016\nER  - \n\n") > 0);
        file.close();
        NoProgress quiet;
        ImportRequest request;
        request.path = file.fileName();
        request.source = "PubMed";
        EXPECT_TRUE(review.importFile(request, quiet));
        const CitationId first = review.reader().citations({}, Order::AsImported, Direction::Ascending).value().front();
        for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
            EXPECT_TRUE(review.decide({first, stage, Verdict::Include, {}, ""}));
        study = StudyId{first.value};
        EXPECT_TRUE(review.setForm(extraction::templateForm("stem-cell-liver").value()));
    }

    Value value(const std::string& field, const std::string& text, const std::vector<std::string>& quotes = {}) const
    {
        Value said{study, field, {}, Answer::Stated, text, "Table 2"};
        for (const std::string& quote : quotes)
            said.evidence.push_back(
                {std::string(32, 's'), 3, {{0.125, 0.5, 0.25, 0.015625}}, quote, "were ", " in all"});
        return said;
    }
    std::vector<Value> mine() { return review.reader().values(study).value(); }
    std::vector<ReviewValue> ours() { return review.reader().reviewValues(study).value(); }

    QTemporaryDir folder;
    Review review;
    StudyId study;
};

TEST_F(Values, KeepTheirEvidenceThroughUndoAndRedo)
{
    const Value first = value("result@mortality@1@12 months", "18/34", {"18 (53 %)", "34 patients"});
    const auto done = review.setValue(first);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->done, u"Value of “Death from any cause, arm 1, 12 months”"_s);
    ASSERT_EQ(mine().size(), 1U);
    EXPECT_EQ(mine().front().evidence, first.evidence);
    ASSERT_TRUE(review.setValue(value(first.field, "17/34", {"17 of 34"})));
    EXPECT_EQ(mine().front().evidence.size(), 1U);
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(mine().front().evidence, first.evidence);
    const auto history = review.reader().history(3).value();
    EXPECT_EQ(history[0].what, u"Undone: Value of “Death from any cause, arm 1, 12 months”: 17/34"_s);
    EXPECT_EQ(history[2].what, u"Value of “Death from any cause, arm 1, 12 months”: 18/34"_s);
    ASSERT_TRUE(review.removeValue(study, first.field));
    EXPECT_TRUE(mine().empty());
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(mine().front().evidence, first.evidence);
    NoProgress quiet;
    EXPECT_TRUE(review.check(true, quiet).value().empty());
}

TEST_F(Values, JudgementsOfTheReviewAreThoseOnWhichAssessorsAgree)
{
    ASSERT_TRUE(review.setAppraisalPlan({"rob2", "assignment", {"mortality"}}));
    ASSERT_TRUE(review.setExtractors(2));
    const auto judge = [this](const char* first, const char* overall) {
        ASSERT_TRUE(review.setValues(
            {value("rob2.D1.judgement@mortality", first), value("rob2.overall.judgement@mortality", overall)}));
    };
    judge("low", "some concerns");
    ASSERT_TRUE(review.useReviewer("Ben"));
    judge("high", "some concerns");
    const auto table = [this](Judged whose) { return appraisalTable(review.reader(), "mortality", whose).value(); };
    const auto differing = [this] { return judgementsThatDiffer(review.reader(), "mortality").value(); };
    EXPECT_EQ(table(Judged::ByReview), table(Judged::ByMe)) << "blind";
    EXPECT_EQ(differing(), 0) << "blind";
    ASSERT_TRUE(review.useReviewer("Ada"));
    ASSERT_TRUE(review.openExtraction(true));
    const auto mine = table(Judged::ByMe);
    const auto ours = table(Judged::ByReview);
    ASSERT_EQ(ours.rows.size(), 1U);
    EXPECT_NE(mine.rows[0].judgements[0], "");
    EXPECT_EQ(ours.rows[0].judgements[0], "") << "they differ on it";
    EXPECT_EQ(ours.rows[0].overall, mine.rows[0].overall);
    const Outcome outcome = *review.reader().form().value().outcome("mortality");
    EXPECT_EQ(appraisalBeside(review.reader(), outcome).value(), ours);
    ASSERT_TRUE(review.setValue(value("rob2.1.1@mortality", "PY")));
    ASSERT_TRUE(review.useReviewer("Ben"));
    ASSERT_TRUE(review.setValue(value("rob2.1.1@mortality", "N")));
    EXPECT_EQ(differing(), 1) << "answers to signalling questions need no settling";
    ASSERT_TRUE(review.settleValues({{study, "rob2.D1.judgement@mortality", Answer::Stated, "high", {}, {}, {}}}));
    EXPECT_EQ(differing(), 0);
    EXPECT_EQ(table(Judged::ByReview).rows[0].judgements[0], "high");
}

TEST_F(Values, AreTakenBackTogetherWithOthersInOneAct)
{
    ASSERT_TRUE(review.setValues({value("arm.label@1", "Cells"), value("arm.label@2", "Usual care")}));
    ASSERT_TRUE(review.setValues({value("arm.label@1", " "), value("arm.label@2", "Standard care")}));
    ASSERT_EQ(mine().size(), 1U);
    EXPECT_EQ(mine().front().text, "Standard care");
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(mine().size(), 2U);
    NoProgress quiet;
    EXPECT_TRUE(review.check(true, quiet).value().empty());
}

TEST_F(Values, AreRefusedWithoutAnAddressOrWithEvidenceThatIsNoPlace)
{
    EXPECT_FALSE(review.setValue(value("result@mortality", "1")));
    Value nowhere = value("study.phase", "2", {"phase 2"});
    nowhere.evidence.front().rects = {{0.5, 0.5, 2, 0.1}};
    EXPECT_FALSE(review.setValue(nowhere));
    nowhere.evidence.front().rects.clear();
    EXPECT_TRUE(review.setValue(nowhere)) << "the words are enough";
    EXPECT_TRUE(review.setValue(value("rob2.1.1@mortality", "PY")));
}

TEST_F(Values, OutliveAnotherForm)
{
    ASSERT_TRUE(review.setValues(
        {value("study.phase", "2"), value("arm.dose@1", "40"), value("result@meld@1@baseline", "14")}));
    Form smaller = review.reader().form().value();
    smaller.sections.resize(1);
    smaller.sections.front().fields.resize(1);
    smaller.outcomes.clear();
    smaller.version = 9;
    ASSERT_TRUE(review.setForm(smaller));
    EXPECT_EQ(mine().size(), 3U);
    ASSERT_TRUE(review.setForm(extraction::templateForm("stem-cell-liver").value()));
    EXPECT_EQ(mine().size(), 3U);
}

TEST_F(Values, OfAFieldThatIsGoneStayInEveryTable)
{
    ASSERT_TRUE(review.setValues({value("study.phase", "2"), value("arm.dose@2", "40")}));
    Form smaller = review.reader().form().value();
    smaller.sections.resize(1);
    std::erase_if(smaller.sections.front().fields, [](const Field& field) { return field.id == "study.phase"; });
    ASSERT_TRUE(review.setForm(smaller));
    const csv::Table values = valuesTable(review.reader()).value();
    ASSERT_EQ(values.rows.size(), 2U);
    EXPECT_EQ(values.rows[1].cells[2] + '=' + values.rows[1].cells[3], "study.phase=2");
    const csv::Table studies = extraction::studiesTable(smaller, valuesByStudy(review.reader()).value());
    EXPECT_EQ(studies.headings, (std::vector<std::string>{"study", "name", "arm.dose@2", "study.phase"}));
    EXPECT_EQ(studies.rows.front().cells[2], "40");
    const std::vector<Value> before = mine();
    ASSERT_TRUE(review.removeValue(study, "study.phase"));
    EXPECT_TRUE(takeValues(review, values)->unknown.empty()) << "a table that went out comes back";
    EXPECT_EQ(mine(), before);
}

TEST_F(Values, AreCountedByFieldSoThatNobodyRemovesOneUnaware)
{
    Value unclear = value("study.masking", "");
    unclear.answer = Answer::Unclear;
    ASSERT_TRUE(review.setValues({value("study.phase", "1; 2"), unclear, value("arm.dose@1", "40"),
        value("arm.dose@2", "80"), value("result@meld@1@baseline", "14"), value("rob2.1.1@mortality", "PY")}));
    ASSERT_TRUE(review.useReviewer("Ben"));
    ASSERT_TRUE(review.setValue(value("study.country", "Korea")));
    const FormUse use = formUse(review.reader()).value();
    EXPECT_EQ(use.usedFields(), (std::set<std::string>{"arm.dose", "study.country", "study.masking", "study.phase"}));
    EXPECT_EQ(use.of("arm.dose", true).studies, 1);
    EXPECT_EQ(use.of("arm.dose", false).studies, 0) << "that would be another address";
    EXPECT_EQ(
        use.of("study.phase", false).options, (std::map<std::string, std::int64_t>{{"1", 1}, {"1; 2", 1}, {"2", 1}}));
    EXPECT_TRUE(use.of("study.masking", false).options.empty());
    EXPECT_EQ(use.outcomes, (std::map<std::string, std::int64_t>{{"meld", 1}}));
    EXPECT_EQ(use.times, (std::map<std::string, std::int64_t>{{"baseline", 1}}));
    EXPECT_FALSE(use.ownOnly);
    ASSERT_TRUE(review.useReviewer("Ada"));
    ASSERT_TRUE(review.setExtractors(2));
    const FormUse blind = formUse(review.reader()).value();
    EXPECT_TRUE(blind.ownOnly);
    EXPECT_EQ(blind.of("study.country", false).studies, 0) << "what Ben extracted is hidden as yet";
}

TEST_F(Values, OfAFieldThatIsGoneAreReconciledUnderItsName)
{
    ASSERT_TRUE(review.setValue(value("study.phase", "2")));
    ASSERT_TRUE(review.useReviewer("Ben"));
    ASSERT_TRUE(review.setValue(value("study.phase", "3")));
    ASSERT_TRUE(review.useReviewer("Ada"));
    Form smaller = review.reader().form().value();
    std::erase_if(smaller.sections.front().fields, [](const Field& field) { return field.id == "study.phase"; });
    ASSERT_TRUE(review.setForm(smaller));
    const Reconciliation found = reconciliation(review.reader()).value();
    ASSERT_EQ(found.compared.size(), 1U);
    EXPECT_EQ(found.compared.front().label, "Phase");
}

TEST_F(Values, KeepTheFieldsThatWereAddedToAFormChosenAgain)
{
    Form own = extraction::templateForm("stem-cell-liver").value();
    own.version = 2;
    Field added;
    added.id = "study.our_own";
    added.label = "Our own";
    own.sections.front().fields.push_back(added);
    ASSERT_TRUE(review.setForm(own));
    ASSERT_TRUE(review.chooseForm(extraction::templateForm("intervention-review").value()));
    EXPECT_EQ(review.reader().form()->field("study.our_own"), nullptr);
    ASSERT_TRUE(review.chooseForm(extraction::templateForm("stem-cell-liver").value()));
    EXPECT_EQ(review.reader().form().value(), own);
}

TEST_F(Values, AreAskedForByEveryFormThereWas)
{
    const Form first = review.reader().form().value();
    Form second = first;
    second.version = 3;
    Form third = first;
    third.version = 4;
    ASSERT_TRUE(review.setForm(second));
    ASSERT_TRUE(review.undo());
    ASSERT_TRUE(review.setForm(third));
    EXPECT_EQ(review.reader().forms().value(), (std::vector<Form>{third, second, first})) << "undone ones, too";
    Form broken = first;
    broken.sections.front().fields.front().label.clear();
    const auto refused = review.setForm(broken);
    ASSERT_FALSE(refused) << "the review would be without a form that can be read";
    EXPECT_EQ(review.reader().form().value(), third);
}

TEST_F(Values, OfOthersAreHiddenUntilTheOwnerOpensThem)
{
    ASSERT_TRUE(review.setExtractors(2));
    ASSERT_TRUE(review.setValue(value("study.phase", "2")));
    ASSERT_TRUE(review.useReviewer("Ben"));
    EXPECT_FALSE(review.setExtractors(1));
    EXPECT_FALSE(review.openExtraction(true)) << "Ben is not the owner";
    const auto everything = [&] {
        std::string said;
        const auto all = review.reader().allValues().value();
        for (const Value& one : all)
            said += one.field + '=' + one.text + ' ';
        const auto of = ours();
        for (const ReviewValue& one : of)
            said += one.field + '=' + one.text + std::to_string(one.said.size()) + ' ';
        const auto tallies = review.reader().tally("study.phase").value();
        for (const Tally& tally : tallies)
            said += tally.label + std::to_string(tally.count) + ' ';
        Filter filter;
        filter.value = {"study.phase", "2"};
        said +=
            std::to_string(review.reader().citations(filter, Order::AsImported, Direction::Ascending).value().size());
        const auto history = review.reader().history(100).value();
        for (const HistoryRow& row : history)
            said += row.kind + ' ';
        return said;
    };
    EXPECT_EQ(everything().find("value"), std::string::npos);
    EXPECT_EQ(everything().find("=2"), std::string::npos);
    const auto closed = review.reader().valuesOfEverybody(study);
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(review.settleValues({{study, "study.phase", Answer::Stated, "2", "", "", {}}}).error().kind,
        ErrorKind::Conflict);
    EXPECT_FALSE(review.reader().fieldAgreement());
    ASSERT_TRUE(review.setValue(value("study.phase", "3")));
    ASSERT_TRUE(review.useReviewer("Ada"));
    ASSERT_TRUE(review.openExtraction(true));
    EXPECT_EQ(review.reader().valuesOfEverybody(study)->size(), 2U);
    ASSERT_TRUE(review.undo());
    EXPECT_FALSE(review.reader().valuesOfEverybody(study));
}

TEST_F(Values, AreTheReviewsWhereExtractorsAgreeOrAnAdjudicatorSettlesThem)
{
    ASSERT_TRUE(review.setValues({value("study.phase", "2", {"phase 2"}), value("study.masking", "open"),
        value("result@meld@1@baseline", "14.5 ± 2.4 SD", {"14.5 ± 2.4"}), value("study.country", "Korea")}));
    ASSERT_TRUE(review.useReviewer("Ben"));
    ASSERT_TRUE(review.setValues({value("study.phase", "3", {"phase III"}), value("study.masking", "open"),
        value("result@meld@1@baseline", "mean 14.50 (SD 2.4)", {"14.50 (2.4)"})}));
    std::map<std::string, ReviewValue> byField;
    const auto read = [&] {
        byField.clear();
        for (ReviewValue& one : ours())
            byField.emplace(one.field, std::move(one));
    };
    read();
    EXPECT_EQ(byField["study.phase"].standing, Standing::Open);
    EXPECT_EQ(byField["study.phase"].text, "");
    EXPECT_EQ(byField["study.phase"].said.size(), 2U);
    EXPECT_EQ(byField["study.masking"].standing, Standing::Unanimous);
    EXPECT_EQ(byField["study.country"].standing, Standing::Single);
    EXPECT_EQ(byField["result@meld@1@baseline"].standing, Standing::Unanimous);
    EXPECT_EQ(byField["result@meld@1@baseline"].evidence.size(), 2U) << "both sources are kept";
    const auto agreement = review.reader().fieldAgreement().value();
    ASSERT_EQ(agreement.size(), 3U);
    EXPECT_EQ(agreement[0], (FieldAgreement{"study.phase", 1, 0, {}, {}})) << "too few for kappa or alpha";
    EXPECT_EQ(agreement[1].same, 1);
    EXPECT_EQ(agreement[2].field, "result");
    ASSERT_TRUE(review.settleValues({{study, "study.phase", Answer::Stated, "2", "p. 1", "as registered", {}}}));
    read();
    EXPECT_EQ(byField["study.phase"].standing, Standing::Agreed);
    EXPECT_EQ(byField["study.phase"].text, "2");
    EXPECT_EQ(byField["study.phase"].reason, "as registered");
    ASSERT_EQ(byField["study.phase"].evidence.size(), 1U);
    EXPECT_EQ(byField["study.phase"].evidence.front().quote, "phase 2");
    EXPECT_EQ(byField["study.phase"].said.size(), 2U);
    EXPECT_EQ(review.reader().tally("study.phase")->front().label, "2");
    NoProgress quiet;
    EXPECT_TRUE(review.check(true, quiet).value().empty());
    ASSERT_TRUE(review.removeAgreed(study, "study.phase"));
    read();
    EXPECT_EQ(byField["study.phase"].standing, Standing::Open);
    ASSERT_TRUE(review.undo());
    ASSERT_TRUE(review.undo());
    read();
    EXPECT_EQ(byField["study.phase"].standing, Standing::Open);
}

TEST_F(Values, ThatAnAdjudicatorSettlesRestOnWordsOfTheirOwn)
{
    ASSERT_TRUE(review.setValue(value("study.phase", "2", {"phase 2"})));
    ASSERT_TRUE(review.useReviewer("Ben"));
    ASSERT_TRUE(review.setValue(value("study.phase", "3", {"phase III"})));
    const auto agreed = [this] {
        for (const ReviewValue& one : ours())
            if (one.field == "study.phase")
                return one;
        return ReviewValue{};
    };
    const auto quotes = [](const std::vector<Evidence>& places) {
        std::string all;
        for (const Evidence& place : places)
            all += place.quote + ';';
        return all;
    };
    const auto settle = [&](const std::string& text, const std::vector<std::string>& words) {
        return review.settleValues(
            {{study, "study.phase", Answer::Stated, text, "", "", {}, value("study.phase", text, words).evidence}});
    };
    // Ben settles what Ben extracted, too: neither takes the other's words.
    ASSERT_TRUE(settle("1/2", {"phase I/II", "first in man"}));
    EXPECT_EQ(quotes(agreed().agreedEvidence), "phase I/II;first in man;");
    EXPECT_EQ(quotes(agreed().evidence), "phase I/II;first in man;");
    EXPECT_EQ(quotes(mine().front().evidence), "phase III;");
    EXPECT_EQ(agreed().said.size(), 2U);
    NoProgress quiet;
    EXPECT_TRUE(review.check(true, quiet).value().empty());
    ASSERT_TRUE(review.setValue(value("study.phase", "3", {"phase 3"})));
    EXPECT_EQ(quotes(agreed().agreedEvidence), "phase I/II;first in man;") << "extracting again takes nothing away";
    ASSERT_TRUE(settle("2", {"a phase 2 trial"}));
    EXPECT_EQ(quotes(agreed().evidence), "a phase 2 trial;phase 2;") << "with what the one who said so quoted";
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(quotes(agreed().agreedEvidence), "phase I/II;first in man;");
    ASSERT_TRUE(review.redo());
    EXPECT_EQ(quotes(agreed().agreedEvidence), "a phase 2 trial;");
    ASSERT_TRUE(settle("2", {}));
    EXPECT_EQ(quotes(agreed().evidence), "phase 2;");
    ASSERT_TRUE(settle("1", {"phase one"}));
    ASSERT_TRUE(review.removeAgreed(study, "study.phase"));
    EXPECT_TRUE(agreed().agreedEvidence.empty());
    EXPECT_TRUE(review.check(true, quiet).value().empty());
    AgreedValue nowhere{study, "study.phase", Answer::Stated, "1", "", "", {}, {Evidence{}}};
    EXPECT_EQ(review.settleValues({nowhere}).error().kind, ErrorKind::InvalidInput);
}

TEST_F(Values, OfArmsInAnotherOrderAreComparedWithNothingAndStayOpen)
{
    ASSERT_TRUE(review.setExtractors(2));
    const auto extract = [this](int cells, int care) {
        const auto at = [](const char* what, int arm) { return std::string(what) + "@" + std::to_string(arm); };
        const auto result = [](int arm) { return "result@mortality@" + std::to_string(arm) + "@3 months"; };
        ASSERT_TRUE(review.setValues({value(at("arm.label", cells), "Cells"), value(at("arm.label", care), "Care"),
            value(at("arm.randomised", cells), "28"), value(at("arm.randomised", care), "28"),
            value(result(cells), "2/28"), value("study.phase", "2")}));
        if (cells == 2) {
            ASSERT_TRUE(review.setValue(value(result(care), "4/28")));
        }
    };
    extract(1, 2);
    ASSERT_TRUE(review.useReviewer("Ben"));
    extract(2, 1);
    ASSERT_TRUE(review.useReviewer("Ada"));
    ASSERT_TRUE(review.openExtraction(true));
    const auto standing = [this](const std::string& field) {
        for (const ReviewValue& one : ours())
            if (one.field == field)
                return one.standing;
        ADD_FAILURE() << field;
        return Standing::Single;
    };
    EXPECT_EQ(standing("study.phase"), Standing::Unanimous);
    EXPECT_EQ(standing("arm.randomised@1"), Standing::Open) << "28 and 28, of different arms";
    EXPECT_EQ(standing("result@mortality@1@3 months"), Standing::Open);
    EXPECT_EQ(reconciliation(review.reader()).value().unmatched.size(), 1U);
    EXPECT_EQ(reconciliation(review.reader()).value().answered, 1);

    AgreedValue name;
    name.study = study;
    name.field = "arm.label@1";
    name.text = "Cells";
    ASSERT_TRUE(review.settleValues({name}));
    EXPECT_EQ(standing("arm.randomised@1"), Standing::Open) << "one's arm 1 is the other's arm 2 all the same";
    ASSERT_TRUE(review.undo());

    ASSERT_TRUE(review.useReviewer("Ben"));
    const auto form = review.reader().form().value();
    ASSERT_TRUE(review.setValues(extraction::withItemsSwapped(form, "arm", 1, 2, mine())));
    ASSERT_TRUE(review.useReviewer("Ada"));
    EXPECT_EQ(standing("arm.randomised@1"), Standing::Unanimous);
    EXPECT_EQ(standing("result@mortality@1@3 months"), Standing::Unanimous) << "2/28 both";
    EXPECT_EQ(standing("result@mortality@2@3 months"), Standing::Single);
    const Reconciliation found = reconciliation(review.reader()).value();
    EXPECT_TRUE(found.unmatched.empty());
    const auto randomised = std::ranges::find(
        found.compared, std::string("arm.randomised@2"), [](const Compared& one) { return one.value.field; });
    ASSERT_NE(randomised, found.compared.end());
    EXPECT_TRUE(randomised->label.ends_with("Care")) << randomised->label;
    NoProgress quiet;
    EXPECT_TRUE(review.check(true, quiet).value().empty());
}

TEST_F(Values, StayOutOfAPackageForAnotherWhileTheyAreBlind)
{
    ASSERT_TRUE(review.setExtractors(2));
    ASSERT_TRUE(review.setValue(value("study.phase", "2", {"a word nobody else has"})));
    const ReviewerId ben = review.addReviewer("Ben").value();
    NoProgress quiet;
    const QString path = folder.filePath(u"ben.winnow"_s);
    ASSERT_TRUE(review.writePackage(path, ben, Stage::FullText, quiet));
    QFile file(path);
    ASSERT_TRUE(file.open(QFile::ReadOnly));
    EXPECT_FALSE(file.readAll().contains("a word nobody else has"));
    {
        Review package = Review::open(path, OpenMode::ReadWrite, {nullptr, "Ben"}).value();
        EXPECT_TRUE(package.check(true, quiet).value().empty());
        ASSERT_TRUE(package.setValue(value("study.phase", "3", {"phase III"})));
    }
    ASSERT_TRUE(review.bringIn(path, quiet));
    ASSERT_TRUE(review.openExtraction(true));
    const auto all = review.reader().valuesOfEverybody(study).value();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].evidence.size(), 1U);
    EXPECT_EQ(all[1].evidence.size(), 1U);
    EXPECT_TRUE(review.check(true, quiet).value().empty());
}

TEST_F(Values, OfTheRiskOfBiasRestOnTheirQuotesInOneAct)
{
    ASSERT_TRUE(review.setAppraisalPlan({"rob2", "assignment", {"mortality"}}));
    const Value answer = value("rob2.1.2@mortality", "Y", {"opaque envelopes", "kept by a pharmacist"});
    ASSERT_TRUE(review.setValue(answer));
    ASSERT_TRUE(review.setValues({value("rob2.D1.judgement@mortality", "Low", {"a computer’s list"}),
        value("rob2.D1.support@mortality", "Nobody could foresee the next one."), value("rob2.2.1@mortality", "N")}));
    const auto supported = [this] { return supportedJudgements(review.reader(), "mortality").value(); };
    const SupportedJudgement whole{"Suk 2016", "D1", "Randomisation", "Low",
        "Nobody could foresee the next one. “a computer’s list” (p. 4) 1.2: “opaque envelopes” (p. 4) "
        "“kept by a pharmacist” (p. 4)"};
    EXPECT_EQ(supported(), std::vector{whole}) << "what rests on nothing is left out";
    // A table of robvis judges anew and knows no quotes: they stay.
    const extraction::RobvisTable table = appraisalTable(review.reader(), "mortality").value();
    ASSERT_EQ(takeAppraisal(review, table, "mortality").value().applied, 1);
    EXPECT_EQ(supported(), std::vector{whole});
    for (int act = 0; act < 2; ++act)
        ASSERT_TRUE(review.undo());
    ASSERT_EQ(supported().size(), 1U);
    EXPECT_EQ(supported()[0].judgement, "");
    EXPECT_EQ(supported()[0].support, "1.2: “opaque envelopes” (p. 4) “kept by a pharmacist” (p. 4)");
    ASSERT_TRUE(review.undo());
    EXPECT_TRUE(supported().empty()) << "the answer goes with its quotes";
    ASSERT_TRUE(review.redo());
    EXPECT_EQ(mine().front().evidence, answer.evidence);
    NoProgress quiet;
    EXPECT_TRUE(review.check(true, quiet).value().empty());
}

TEST_F(Values, OfTheRiskOfBiasKeepTheirQuotesBlindInPackagesAndTogetherAfterwards)
{
    ASSERT_TRUE(review.setAppraisalPlan({"rob2", "assignment", {}}));
    ASSERT_TRUE(review.setExtractors(2));
    ASSERT_TRUE(review.setValue(value("rob2.D1.judgement", "Low", {"a word nobody else has"})));
    const ReviewerId ben = review.addReviewer("Ben").value();
    NoProgress quiet;
    const QString path = folder.filePath(u"ben.winnow"_s);
    ASSERT_TRUE(review.writePackage(path, ben, Stage::FullText, quiet));
    QFile file(path);
    ASSERT_TRUE(file.open(QFile::ReadOnly));
    EXPECT_FALSE(file.readAll().contains("a word nobody else has"));
    {
        Review package = Review::open(path, OpenMode::ReadWrite, {nullptr, "Ben"}).value();
        EXPECT_TRUE(supportedJudgements(package.reader(), {}, Judged::ByReview).value().empty());
        ASSERT_TRUE(package.setValue(value("rob2.D1.judgement", "Low", {"numbered bottles"})));
    }
    ASSERT_TRUE(review.bringIn(path, quiet));
    const auto support = [this] {
        return supportedJudgements(review.reader(), {}, Judged::ByReview).value().front().support;
    };
    EXPECT_EQ(support(), "“a word nobody else has” (p. 4)") << "blind";
    ASSERT_TRUE(review.openExtraction(true));
    EXPECT_EQ(support(), "“a word nobody else has” (p. 4) “numbered bottles” (p. 4)");
    EXPECT_TRUE(review.check(true, quiet).value().empty());
}

TEST_F(Values, GoOutIntoATableAndComeBackWithTheirEvidence)
{
    ASSERT_TRUE(
        review.setValues({value("study.phase", "1/2", {"phase “1/2”, open", "a\nline"}), value("arm.dose@1", "40"),
            value("result@meld@1@3 months", "14.5 ± 2.4", {"14.5 ± 2.4"}), value("rob2.1.1@mortality", "PY")}));
    const std::vector<Value> before = mine();
    const csv::Table table = valuesTable(review.reader()).value();
    std::string bytes = csv::line(table.headings);
    for (const csv::Row& row : table.rows)
        bytes += csv::line(row.cells);
    for (const Value& one : before)
        ASSERT_TRUE(review.removeValue(study, one.field));
    ASSERT_TRUE(mine().empty());
    const Taken taken = takeValues(review, csv::parse(bytes).value()).value();
    EXPECT_EQ(taken.applied, 4);
    EXPECT_TRUE(taken.unknown.empty());
    EXPECT_EQ(mine(), before);
    EXPECT_FALSE(evidenceFrom("[{\"page\": 1}]"));
}

TEST_F(Values, AreCheckedAgainstEachOther)
{
    ASSERT_TRUE(review.setValues({value("arm.randomised@1", "20"), value("result@sae@1@12 months", "12/28")}));
    const csv::Table found = findingsTable(review.reader()).value();
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_EQ(found.cell(found.rows[0], "values"), "result@sae@1@12 months");
    EXPECT_EQ(found.cell(found.rows[0], "concern"), "impossible");
}

} // namespace
} // namespace winnow::review
