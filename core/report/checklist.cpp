#include "core/report/checklist.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace winnow::report {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("report", text);
}

#define WINNOW_TEXT(text) QT_TRANSLATE_NOOP("report", text)

struct Item {
    const char* number;
    const char* topic;
    const char* asks; ///< in our own words
    const char* section; ///< the heading it stands under; nullptr: the authors write it
    bool Claims::* needs = nullptr; ///< besides the section
};

constexpr const char* Sources = WINNOW_TEXT("Information sources and search");
constexpr const char* Selection = WINNOW_TEXT("Selection process");
constexpr const char* Collection = WINNOW_TEXT("Data collection");
constexpr const char* Synthesis = WINNOW_TEXT("Synthesis");
constexpr const char* Syntheses = WINNOW_TEXT("Results of syntheses");

constexpr std::array Items{
    Item{"1", WINNOW_TEXT("Title"), WINNOW_TEXT("says that it is a systematic review"), nullptr},
    Item{"2", WINNOW_TEXT("Abstract"), WINNOW_TEXT("follows the checklist for abstracts"), nullptr},
    Item{"3", WINNOW_TEXT("Rationale"), WINNOW_TEXT("why the review was needed"), nullptr},
    Item{"4", WINNOW_TEXT("Objectives"), WINNOW_TEXT("the questions it answers"), nullptr},
    Item{"5", WINNOW_TEXT("Eligibility criteria"), WINNOW_TEXT("what was included and excluded, and how grouped"),
        WINNOW_TEXT("Eligibility criteria")},
    Item{"6", WINNOW_TEXT("Information sources"), WINNOW_TEXT("every source and when it was last searched"), Sources,
        &Claims::searchDates},
    Item{"7", WINNOW_TEXT("Search strategy"), WINNOW_TEXT("each strategy in full"), Sources, &Claims::strategies},
    Item{"8", WINNOW_TEXT("Selection process"), WINNOW_TEXT("how records and reports were judged, and by how many"),
        Selection},
    Item{"9", WINNOW_TEXT("Data collection process"), WINNOW_TEXT("how data were taken from reports, and by how many"),
        Collection},
    Item{"10a", WINNOW_TEXT("Data items"), WINNOW_TEXT("the outcomes that were sought"), Collection, &Claims::outcomes},
    Item{"10b", WINNOW_TEXT("Data items"), WINNOW_TEXT("the other variables"), Collection},
    Item{"11", WINNOW_TEXT("Risk of bias"), WINNOW_TEXT("tools and process"), WINNOW_TEXT("Risk of bias assessment")},
    Item{"12", WINNOW_TEXT("Effect measures"), WINNOW_TEXT("of each outcome"), Synthesis, &Claims::synthesis},
    Item{"13a", WINNOW_TEXT("Synthesis methods"), WINNOW_TEXT("which studies went into each synthesis"), nullptr},
    Item{"13b", WINNOW_TEXT("Synthesis methods"), WINNOW_TEXT("how data were prepared"), Synthesis,
        &Claims::preparation},
    Item{"13c", WINNOW_TEXT("Synthesis methods"), WINNOW_TEXT("how results are shown"), Synthesis, &Claims::synthesis},
    Item{"13d", WINNOW_TEXT("Synthesis methods"), WINNOW_TEXT("models, heterogeneity, software"), Synthesis,
        &Claims::synthesis},
    Item{"13e", WINNOW_TEXT("Synthesis methods"), WINNOW_TEXT("causes of heterogeneity"), nullptr},
    Item{"13f", WINNOW_TEXT("Synthesis methods"), WINNOW_TEXT("sensitivity analyses"), nullptr},
    Item{"14", WINNOW_TEXT("Reporting bias"), WINNOW_TEXT("how missing results were looked for"), nullptr},
    Item{"15", WINNOW_TEXT("Certainty"), WINNOW_TEXT("how it was judged"), nullptr},
    Item{"16a", WINNOW_TEXT("Study selection"), WINNOW_TEXT("from records to studies, with a flow diagram"),
        WINNOW_TEXT("Study selection")},
    Item{"16b", WINNOW_TEXT("Study selection"), WINNOW_TEXT("what was excluded on full text, and why"),
        WINNOW_TEXT("Reports excluded on full text")},
    Item{"17", WINNOW_TEXT("Study characteristics"), WINNOW_TEXT("each study cited and described"),
        WINNOW_TEXT("Study characteristics")},
    Item{"18", WINNOW_TEXT("Risk of bias in studies"), WINNOW_TEXT("the judgements"),
        WINNOW_TEXT("Risk of bias in studies")},
    Item{"19", WINNOW_TEXT("Results of studies"), WINNOW_TEXT("each study's numbers and effect"),
        WINNOW_TEXT("Results of individual studies")},
    Item{"20a", WINNOW_TEXT("Results of syntheses"), WINNOW_TEXT("what the studies in it are like"), nullptr},
    Item{"20b", WINNOW_TEXT("Results of syntheses"), WINNOW_TEXT("estimate, precision, heterogeneity"), Syntheses,
        &Claims::synthesis},
    Item{"20c", WINNOW_TEXT("Results of syntheses"), WINNOW_TEXT("causes of heterogeneity"), nullptr},
    Item{"20d", WINNOW_TEXT("Results of syntheses"), WINNOW_TEXT("sensitivity analyses"), nullptr},
    Item{"21", WINNOW_TEXT("Reporting biases"), WINNOW_TEXT("for each synthesis"), nullptr},
    Item{"22", WINNOW_TEXT("Certainty of evidence"), WINNOW_TEXT("for each outcome"), nullptr},
    Item{"23a", WINNOW_TEXT("Discussion"), WINNOW_TEXT("what it means beside other evidence"), nullptr},
    Item{"23b", WINNOW_TEXT("Discussion"), WINNOW_TEXT("limits of the evidence"), nullptr},
    Item{"23c", WINNOW_TEXT("Discussion"), WINNOW_TEXT("limits of the review"), nullptr},
    Item{"23d", WINNOW_TEXT("Discussion"), WINNOW_TEXT("what follows for practice and research"), nullptr},
    Item{"24a", WINNOW_TEXT("Registration"), WINNOW_TEXT("where, under which number, or that it was not"), nullptr},
    Item{"24b", WINNOW_TEXT("Protocol"), WINNOW_TEXT("where it is, or that there is none"), nullptr},
    Item{"24c", WINNOW_TEXT("Amendments"), WINNOW_TEXT("to registration or protocol"), nullptr},
    Item{"25", WINNOW_TEXT("Support"), WINNOW_TEXT("funding, and what funders did"), nullptr},
    Item{"26", WINNOW_TEXT("Competing interests"), WINNOW_TEXT("of the authors"), nullptr},
    Item{"27", WINNOW_TEXT("Availability"), WINNOW_TEXT("of forms, data, code"), nullptr},
};

bool hasSection(const Document& document, const QString& heading)
{
    return std::ranges::any_of(document.blocks, [&](const Block& block) {
        const auto* found = std::get_if<Heading>(&block);
        return found != nullptr && found->text == heading;
    });
}

} // namespace

Table checklist(const Document& document, const Claims& claims)
{
    Table table{tr("Where each item stands. “Authors” means: Winnow cannot know it."),
        {tr("Item"), tr("Topic"), tr("Reports"), tr("Where")}, {}};
    for (const Item& item : Items) {
        const QString section = item.section == nullptr ? QString{} : tr(item.section);
        const bool isWritten =
            !section.isEmpty() && hasSection(document, section) && (item.needs == nullptr || claims.*item.needs);
        table.rows.push_back(
            {QString::fromLatin1(item.number), tr(item.topic), tr(item.asks), isWritten ? section : tr("Authors")});
    }
    return table;
}

} // namespace winnow::report
