// How well and how fast the learned order finds relevant records, and what stopping rules make of it.
//
//   ranking_bench                 every set beside the checkout, five runs each: a line a set
//   ranking_bench speed [RECORDS] milliseconds a cycle of learning and ranking, by records and decisions
//   ranking_bench cycles SET      the same for one set, as ranking_bench.py has it for scikit-learn
//   ranking_bench grow RECORDS    the sets over and over with ever new words, as a CSV for both: > FOLDER/grown.csv
//   ranking_bench stopping        rules for stopping, on orders of ELAS u4 as the rules were published on, and on ours
#include "core/base/csv.h"
#include "core/ranking/order.h"
#include "core/ranking/recall.h"
#include "core/ranking/simulation.h"
#include "tests/bench/memory.h"
#include "tests/core/ranking/sharedsets.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>

namespace winnow::ranking {
namespace {

constexpr int Runs = 5;

double milliseconds(std::clock_t since)
{
    return 1e3 * static_cast<double>(std::clock() - since) / CLOCKS_PER_SEC;
}

struct Mean {
    double loss = 0;
    double wss95 = 0;
    double recall10 = 0;
    double cycle = 0; ///< ms
};

Mean meanOf(const LabelledSet& set, const std::string& name, Model model)
{
    const Features features = set.features(model);
    Mean mean;
    for (int run = 0; run < Runs; ++run) {
        NoProgress progress;
        const std::clock_t start = std::clock();
        const auto simulated = simulate(features, set.relevant, sharedPriors(name, run), progress);
        if (!simulated)
            continue;
        mean.cycle += milliseconds(start) / static_cast<double>(simulated->cycles) / Runs;
        mean.loss += simulated->quality.loss / Runs;
        mean.wss95 += simulated->quality.wss95 / Runs;
        mean.recall10 += simulated->quality.recall10 / Runs;
    }
    return mean;
}

void compareModels()
{
    std::printf("%-28s %6s %5s  %7s %7s %7s  %6s %6s  %6s %6s  %8s\n", "set", "n", "incl.", "ours", "u4", "u3", "ratio",
        "ms", "WSS95", "u4", "recall10");
    double logs = 0;
    double ours95 = 0;
    double theirs95 = 0;
    double worst = -1;
    const auto names = sharedSets();
    for (const std::string& name : names) {
        const LabelledSet set = sharedSet(name);
        const Mean ours = meanOf(set, name, Model::Default);
        const Mean u4 = meanOf(set, name, Model::ElasU4);
        const Mean u3 = meanOf(set, name, Model::ElasU3);
        std::printf("%-28s %6zu %5zu  %7.4f %7.4f %7.4f  %6.3f %6.2f  %6.3f %6.3f  %8.3f\n", name.c_str(),
            set.records.size(), set.included(), ours.loss, u4.loss, u3.loss, ours.loss / u4.loss, ours.cycle,
            ours.wss95, u4.wss95, ours.recall10);
        std::fflush(stdout);
        logs += std::log(ours.loss / u4.loss);
        ours95 += ours.wss95;
        theirs95 += u4.wss95;
        worst = std::max(worst, ours.loss - u4.loss);
    }
    const auto count = static_cast<double>(names.size());
    std::printf("geometric mean of the ratio %.3f; mean WSS@95 %.3f, u4 %.3f; loss above u4's at most by %.4f\n",
        std::exp(logs / count), ours95 / count, theirs95 / count, worst);
}

/// The sets over and over, words exchanged from round to round, so that vocabulary grows as it does with new records.
LabelledSet grown(std::size_t records)
{
    std::vector<LabelledSet> sets;
    for (const std::string& name : sharedSets())
        sets.push_back(sharedSet(name));
    LabelledSet grown;
    for (std::size_t round = 0; grown.records.size() < records; ++round) {
        for (const LabelledSet& set : sets) {
            for (std::size_t i = 0; i < set.records.size() && grown.records.size() < records; ++i) {
                LabelledSet::Record record = set.records[i];
                for (std::size_t at = 0; round > 0 && at < record.abstract.size(); at += 37)
                    record.abstract[at] = static_cast<char>('a' + (at * 7 + round * 11 + i) % 26);
                grown.records.push_back(std::move(record));
                grown.relevant.push_back(set.relevant[i]);
            }
        }
    }
    return grown;
}

/// One decision more, learned and everything ranked: the mean of `times`.
double cycleAt(Classifier& classifier, const std::vector<bool>& relevant, std::size_t decisions, int times)
{
    const std::size_t stride = 2654435761U % relevant.size();
    std::vector<Label> labels;
    std::vector<bool> seen(relevant.size());
    for (std::size_t i = 0, record = 0; labels.size() < decisions + static_cast<std::size_t>(times); ++i) {
        record = (record + stride) % relevant.size();
        while (seen[record])
            record = (record + 1) % relevant.size();
        seen[record] = true;
        labels.push_back({static_cast<std::uint32_t>(record), i == 0 || relevant[record]});
    }
    classifier.learn(std::span{labels}.first(decisions));
    std::clock_t spent = 0;
    for (int step = 1; step <= times; ++step) {
        const std::clock_t start = std::clock();
        const auto known = std::span{labels}.first(decisions + static_cast<std::size_t>(step));
        classifier.learn(known);
        std::vector<bool> decided(relevant.size());
        for (const Label& label : known)
            decided[label.record] = true;
        std::vector<std::uint32_t> left;
        for (std::uint32_t record = 0; record < relevant.size(); ++record) {
            if (!decided[record])
                left.push_back(record);
        }
        const auto order = ordered(classifier.scores(), std::move(left), {});
        if (order.empty())
            return 0;
        spent += std::clock() - start;
    }
    return 1e3 * static_cast<double>(spent) / CLOCKS_PER_SEC / times;
}

void grow(std::size_t records)
{
    const LabelledSet set = grown(records);
    std::fputs("title,abstract,keywords,label_included\n", stdout);
    for (std::size_t i = 0; i < set.records.size(); ++i) {
        const LabelledSet::Record& record = set.records[i];
        std::fputs(
            csv::line({record.title, record.abstract, record.keywords, set.relevant[i] ? "1" : "0"}).c_str(), stdout);
    }
}

/// One beside the checkout, or the file at that path.
LabelledSet setNamed(const std::string& name)
{
    if (!name.ends_with(".csv"))
        return sharedSet(name);
    std::ifstream file(name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    auto set = readLabelledSet(bytes);
    return set ? std::move(*set) : LabelledSet{};
}

void cyclesOf(const std::string& name)
{
    const LabelledSet set = setNamed(name);
    const std::clock_t start = std::clock();
    const Features features = set.features(Model::ElasU4);
    std::printf("%-28s %6zu vectorised %8.1f ms\n", name.c_str(), set.records.size(), milliseconds(start));
    for (const std::size_t decisions : {20U, 100U, 500U, 1000U, 2000U}) {
        if (decisions + 20 >= set.records.size())
            continue;
        const auto machine = supportVectorMachine(features, {.cost = 0.11, .ratio = 9.8, .tolerance = 1e-4});
        std::printf("  %5zu decisions %8.3f ms\n", decisions, cycleAt(*machine, set.relevant, decisions, 20));
    }
}

void speed(std::size_t only)
{
    std::vector<std::size_t> sizes{1000, 10'000, 100'000};
    if (only > 0)
        sizes = {only};
    for (const std::size_t records : sizes) {
        const LabelledSet set = grown(records);
        const double texts = winnow::bench::peakMegabytes();
        const std::clock_t start = std::clock();
        const Features features = set.features(Model::Default);
        std::printf("%zu records: vectorised in %.0f ms, %zu columns, %.0f MB at most (%.0f before)\n", records,
            milliseconds(start), features.columns(), winnow::bench::peakMegabytes(), texts);
        for (const std::size_t decisions : {100U, 500U, 2000U}) {
            if (decisions + 10 >= records)
                continue;
            const auto classifier = classifierOf(features);
            std::printf("  %5zu decisions: %8.2f ms, %.0f MB at most\n", decisions,
                cycleAt(*classifier, set.relevant, decisions, 5), winnow::bench::peakMegabytes());
            std::fflush(stdout);
        }
    }
}

/// A rule: the number of decisions at which it would stop.
using Rule = std::function<std::size_t(const std::vector<bool>& found, std::size_t records)>;

Rule hypergeometric(StoppingTarget target)
{
    return [target](const std::vector<bool>& found, std::size_t records) {
        HypergeometricRule rule(records);
        const std::size_t every = std::max<std::size_t>(1, records / 150); // as the published figures were made
        for (std::size_t i = 0; i < found.size(); ++i) {
            rule.add(found[i]);
            if ((i + 1) % every == 0 && rule.chanceOfMissing(target.recall) < 1 - target.confidence)
                return i + 1;
        }
        return found.size();
    };
}

Rule inARow(double share, std::size_t least)
{
    return [share, least](const std::vector<bool>& found, std::size_t records) {
        const auto wanted = std::max(least, static_cast<std::size_t>(share * static_cast<double>(records)));
        std::size_t run = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            run = found[i] ? 0 : run + 1;
            if (run >= wanted)
                return i + 1;
        }
        return found.size();
    };
}

void stopping(Model model)
{
    const std::vector<std::pair<const char*, Rule>> rules{{"hypergeometric 95/95", hypergeometric({0.95, 0.95})},
        {"hypergeometric 95/90", hypergeometric({0.95, 0.90})}, {"hypergeometric 90/95", hypergeometric({0.90, 0.95})},
        {"50 in a row", inARow(0, 50)}, {"100 in a row", inARow(0, 100)}, {"200 in a row", inARow(0, 200)},
        {"5 % of all in a row", inARow(0.05, 1)}, {"10 % of all in a row", inARow(0.10, 1)}};
    struct Outcome {
        double recall = 0;
        double least = 1;
        double reached = 0;
        double saved = 0;
    };
    std::vector<Outcome> outcomes(rules.size());
    double runs = 0;
    for (const std::string& name : sharedSets()) {
        const LabelledSet set = sharedSet(name);
        const Features features = set.features(model);
        for (int run = 0; run < 3; ++run) {
            NoProgress progress;
            const auto simulated = simulate(features, set.relevant, sharedPriors(name, run), progress);
            if (!simulated)
                continue;
            std::vector<bool> found = simulated->relevant;
            found.resize(set.records.size() - 2, false);
            const auto all = static_cast<double>(std::ranges::count(found, true));
            ++runs;
            for (std::size_t i = 0; i < rules.size(); ++i) {
                const std::size_t at = rules[i].second(found, found.size());
                const double recall = static_cast<double>(std::count(
                                          found.begin(), found.begin() + static_cast<std::ptrdiff_t>(at), true))
                    / all;
                outcomes[i].recall += recall;
                outcomes[i].least = std::min(outcomes[i].least, recall);
                outcomes[i].reached += recall >= 0.95 ? 1 : 0;
                outcomes[i].saved += 1 - static_cast<double>(at) / static_cast<double>(found.size());
            }
        }
    }
    std::printf("%-24s %8s %8s %8s %8s   (%.0f runs)\n", "rule", "recall", "least", ">= 95 %", "saved", runs);
    for (std::size_t i = 0; i < rules.size(); ++i)
        std::printf("%-24s %8.3f %8.3f %8.2f %8.3f\n", rules[i].first, outcomes[i].recall / runs, outcomes[i].least,
            outcomes[i].reached / runs, outcomes[i].saved / runs);
}

} // namespace
} // namespace winnow::ranking

int main(int count, char** arguments)
{
    using namespace winnow::ranking;
    const std::string what = count > 1 ? arguments[1] : "";
    if (sharedSets().empty()) {
        std::fputs("The labelled sets are not beside this checkout.\n", stderr);
        return 1;
    }
    if (what == "speed") {
        speed(count > 2 ? std::stoul(arguments[2]) : 0);
    } else if (what == "grow") {
        grow(count > 2 ? std::stoul(arguments[2]) : 8911);
    } else if (what == "cycles") {
        cyclesOf(count > 2 ? arguments[2] : sharedSets().front());
    } else if (what == "stopping") {
        std::printf("ELAS u4\n");
        stopping(Model::ElasU4);
        std::printf("default\n");
        stopping(Model::Default);
    } else {
        compareModels();
    }
    return 0;
}
