#include "ui/shell/pages.h"

#include "ui/history/historypage.h"
#include "ui/settings/settingspage.h"

#if __has_include("ui/sources/sourcespage.h")
#include "ui/sources/sourcespage.h"
#define WINNOW_HAS_SOURCES
#endif
#if __has_include("ui/duplicates/duplicatespage.h")
#include "ui/duplicates/duplicatespage.h"
#define WINNOW_HAS_DUPLICATES
#endif
#if __has_include("ui/screening/screeningpage.h")
#include "ui/screening/screeningpage.h"
#define WINNOW_HAS_SCREENING
#endif
#if __has_include("ui/screening/recordspage.h")
#include "ui/screening/recordspage.h"
#define WINNOW_HAS_RECORDS
#endif
#if __has_include("ui/fulltext/fulltextpage.h")
#include "ui/fulltext/fulltextpage.h"
#define WINNOW_HAS_FULLTEXT
#endif
#if __has_include("ui/extraction/extractionpage.h")
#include "ui/extraction/extractionpage.h"
#define WINNOW_HAS_EXTRACTION
#endif
#if __has_include("ui/synthesis/synthesispage.h")
#include "ui/synthesis/synthesispage.h"
#define WINNOW_HAS_SYNTHESIS
#endif
#if __has_include("ui/prisma/prismapage.h")
#include "ui/prisma/prismapage.h"
#define WINNOW_HAS_PRISMA
#endif

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
        {PageId::Synthesis, 6, QC::translate("Steps", "Synthesis"), QStringLiteral("synthesis")},
        {PageId::Prisma, 7, QC::translate("Steps", "PRISMA"), QStringLiteral("prisma")},
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
#ifdef WINNOW_HAS_SOURCES
    case PageId::Sources:
        return new SourcesPage(dialogs, parent);
#endif
#ifdef WINNOW_HAS_DUPLICATES
    case PageId::Duplicates:
        return new DuplicatesPage(dialogs, parent);
#endif
#ifdef WINNOW_HAS_SCREENING
    case PageId::Screening:
        return new ScreeningPage(dialogs, parent);
#endif
#ifdef WINNOW_HAS_RECORDS
    case PageId::Records:
        return new RecordsPage(dialogs, parent);
#endif
#ifdef WINNOW_HAS_FULLTEXT
    case PageId::FullText:
        return new FullTextPage(dialogs, parent);
#endif
#ifdef WINNOW_HAS_EXTRACTION
    case PageId::Extraction:
        return new ExtractionPage(dialogs, parent);
#endif
#ifdef WINNOW_HAS_SYNTHESIS
    case PageId::Synthesis:
        return new SynthesisPage(dialogs, parent);
#endif
#ifdef WINNOW_HAS_PRISMA
    case PageId::Prisma:
        return new PrismaPage(dialogs, parent);
#endif
    case PageId::History:
        return new HistoryPage(dialogs, parent);
    case PageId::Settings:
        return new SettingsPage(dialogs, preferences, parent);
    default:
        return nullptr;
    }
}

} // namespace winnow::ui
