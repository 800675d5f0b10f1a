#include "ui/shell/pages.h"

#include "ui/appraisal/appraisalpage.h"
#include "ui/duplicates/duplicatespage.h"
#include "ui/extraction/extractionpage.h"
#include "ui/fulltext/fulltextpage.h"
#include "ui/history/historypage.h"
#include "ui/prisma/prismapage.h"
#include "ui/reviewers/reviewerspage.h"
#include "ui/screening/recordspage.h"
#include "ui/screening/screeningpage.h"
#include "ui/settings/settingspage.h"
#include "ui/sources/sourcespage.h"
#include "ui/synthesis/synthesispage.h"

#include <QCoreApplication>

namespace winnow::ui {

std::vector<Step> steps()
{
    using QC = QCoreApplication;
    return {
        {PageId::Sources, 1, QC::translate("Steps", "Sources"), QStringLiteral("sources")},
        {PageId::Duplicates, 2, QC::translate("Steps", "Duplicates"), QStringLiteral("duplicates")},
        {PageId::Screening, 3, QC::translate("Steps", "Screening"), QStringLiteral("screening")},
        {PageId::FullText, 4, QC::translate("Steps", "Full text"), QStringLiteral("fulltext")},
        {PageId::Extraction, 5, QC::translate("Steps", "Extraction"), QStringLiteral("extraction")},
        {PageId::Appraisal, 6, QC::translate("Steps", "Risk of bias"), QStringLiteral("appraisal")},
        {PageId::Synthesis, 7, QC::translate("Steps", "Synthesis"), QStringLiteral("synthesis")},
        {PageId::Prisma, 8, QC::translate("Steps", "PRISMA"), QStringLiteral("prisma")},
        {PageId::Reviewers, 0, QC::translate("Steps", "Reviewers"), QStringLiteral("reviewers")},
        {PageId::History, 0, QC::translate("Steps", "History"), QStringLiteral("history")},
        {PageId::Settings, 0, QC::translate("Steps", "Settings"), QStringLiteral("settings")},
    };
}

QString nameOf(PageId page)
{
    for (const Step& step : steps())
        if (step.page == page)
            return step.name;
    return QCoreApplication::translate("Steps", "Records");
}

Page* makePage(PageId page, Dialogs& dialogs, Preferences& preferences, QWidget* parent)
{
    switch (page) {
    case PageId::Sources:
        return new SourcesPage(dialogs, parent);
    case PageId::Duplicates:
        return new DuplicatesPage(dialogs, parent);
    case PageId::Screening:
        return new ScreeningPage(dialogs, parent);
    case PageId::Records:
        return new RecordsPage(dialogs, parent);
    case PageId::FullText:
        return new FullTextPage(dialogs, parent);
    case PageId::Extraction:
        return new ExtractionPage(dialogs, parent);
    case PageId::Appraisal:
        return new AppraisalPage(dialogs, parent);
    case PageId::Synthesis:
        return new SynthesisPage(dialogs, parent);
    case PageId::Prisma:
        return new PrismaPage(dialogs, parent);
    case PageId::Reviewers:
        return new ReviewersPage(dialogs, parent);
    case PageId::History:
        return new HistoryPage(dialogs, parent);
    case PageId::Settings:
        return new SettingsPage(dialogs, preferences, parent);
    }
    return nullptr;
}

} // namespace winnow::ui
