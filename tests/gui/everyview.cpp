#include "tests/gui/everyview.h"

#include "core/extraction/address.h"
#include "core/review/sample.h"
#include "ui/extraction/extractionpage.h"
#include "ui/extraction/formdesigner.h"
#include "ui/extraction/formview.h"
#include "ui/extraction/resultsview.h"
#include "ui/models/reportpane.h"
#include "ui/reviewers/reviewerspage.h"
#include "ui/screening/screeningpage.h"
#include "ui/widgets/pdfreader.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QTabWidget>

namespace winnow::test {

namespace {

struct Shot {
    ui::PageId page;
    const char* name;
};
constexpr Shot Shots[] = {{ui::PageId::Sources, "sources"}, {ui::PageId::Duplicates, "duplicates"},
    {ui::PageId::Screening, "screening"}, {ui::PageId::FullText, "fulltext"}, {ui::PageId::Extraction, "extraction"},
    {ui::PageId::Appraisal, "appraisal"}, {ui::PageId::Synthesis, "synthesis"}, {ui::PageId::Prisma, "prisma"},
    {ui::PageId::Reviewers, "reviewers"}, {ui::PageId::History, "history"}, {ui::PageId::Settings, "settings"},
    {ui::PageId::Records, "records"}};

using Look = std::function<void(const QString& name)>;

void go(Driver& driver, ui::PageId page)
{
    driver.window->goTo(page);
    driver.settle();
    (void)Driver::until(
        [&] { return driver.window->currentPage() != nullptr && driver.window->currentPage()->id() == page; });
    driver.settle();
}

void criteriaAndReasons(Driver& driver, const Look& look)
{
    go(driver, ui::PageId::Screening);
    ASSERT_TRUE(driver.act(QStringLiteral("screening.criteria")));
    ASSERT_TRUE(driver.act(QStringLiteral("screening.exclude")));
    driver.settle();
    look(QStringLiteral("screening-criteria"));
}

void screeningBesides(Driver& driver, const Look& look)
{
    go(driver, ui::PageId::Screening);
    for (const auto& [action, name] : {std::pair("screening.terms", "screening-terms"),
             std::pair("screening.recent", "screening-recent"), std::pair("screening.highlights", "screening-plain"),
             std::pair("screening.stopping", "screening-stopping")}) {
        ASSERT_TRUE(driver.act(QString::fromLatin1(action)));
        driver.settle();
        look(QString::fromLatin1(name));
        ASSERT_TRUE(driver.act(QString::fromLatin1(action)));
        driver.settle();
    }
    // The order by relevance, with a record that says why it stands there.
    auto& page = *qobject_cast<ui::ScreeningPage*>(driver.window->currentPage());
    ASSERT_TRUE(driver.act(QStringLiteral("screening.why")));
    ASSERT_TRUE(driver.act(QStringLiteral("screening.byRelevance")));
    ASSERT_TRUE(Driver::until([&page] {
        return page.controller().relevance().state() == ui::RelevanceOrder::State::There
            && !page.controller().relevance().working() && !page.controller().list().asking();
    }));
    driver.settle();
    look(QStringLiteral("screening-relevance"));
    ASSERT_TRUE(driver.act(QStringLiteral("screening.byRelevance")));
    ASSERT_TRUE(driver.act(QStringLiteral("screening.why")));
    go(driver, ui::PageId::Settings);
    auto* tabs = driver.window->currentPage()->findChild<QTabWidget*>();
    ASSERT_NE(tabs, nullptr);
    tabs->setCurrentIndex(tabs->count() - 1);
    driver.settle();
    look(QStringLiteral("settings-shortcuts"));
    tabs->setCurrentIndex(0);
}

void reportWithPdf(Driver& driver, const Look& look)
{
    ui::Door door;
    review::Reader reader = driver.look();
    const auto ids = reader.citations({}, Order::AsImported, Direction::Ascending).value();
    for (const CitationId id : ids)
        if (!door.citation && !reader.citation(id)->files.empty())
            door.citation = id;
    ASSERT_TRUE(door.citation);
    for (const auto& [page, name] :
        {std::pair(ui::PageId::Extraction, "extraction-pdf"), std::pair(ui::PageId::FullText, "fulltext-pdf")}) {
        door.page = page;
        driver.window->openDoor(door);
        driver.settle();
        look(QString::fromLatin1(name));
    }
}

/// The words of the PDF, as dragged over with the mouse.
void select(ui::PdfReader& reader, const QString& words)
{
    const auto text = reader.document().text(0);
    ASSERT_TRUE(text);
    const auto found = text->find(words);
    ASSERT_FALSE(found.empty()) << words.toStdString();
    reader.view().select(0, found.front());
}

/// A study as a reviewer extracts it: arms, a result with its words in the PDF, one that cannot be, the tables.
void extractStudy(Driver& driver, const Look& look)
{
    ui::Door door;
    door.page = ui::PageId::Extraction;
    review::Reader reader = driver.look();
    const auto citations = reader.citations({}, Order::AsImported, Direction::Ascending);
    ASSERT_TRUE(citations);
    for (const CitationId id : *citations) {
        const auto files = reader.files(id);
        ASSERT_TRUE(files);
        for (const AttachedFile& file : *files)
            if (file.name == "facts-spahr-2013.pdf")
                door.citation = id;
    }
    ASSERT_TRUE(door.citation);
    driver.window->openDoor(door);
    driver.settle();
    auto& page = *qobject_cast<ui::ExtractionPage*>(driver.window->currentPage());
    ui::PdfReader& pdf = page.report().reader();
    ASSERT_TRUE(Driver::until(
        [&pdf] { return pdf.document().state() == pdf::Document::State::Ready && pdf.document().text(0) != nullptr; }));
    const StudyId study = page.controller().study()->id;
    for (const auto& [label, randomised] : {std::pair("Cells", "28"), std::pair("Standard care", "30")}) {
        ASSERT_TRUE(driver.act(QStringLiteral("extraction.addItem")));
        driver.type(QString::fromLatin1(label));
        driver.press(Qt::Key_Return);
        page.formView().focusField(
            extraction::itemAddress("arm.randomised", page.controller().item(std::string(ArmSection))));
        select(pdf, QString::fromLatin1(randomised));
        driver.press(Qt::Key_Return);
    }
    driver.settle();
    look(QStringLiteral("extraction-arms"));
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.showResults")));
    const std::string cell = extraction::resultAddress("mortality", 1, "3 months");
    page.results().focusCell(cell);
    select(pdf, QStringLiteral("2 of 28"));
    driver.press(Qt::Key_Return);
    const auto value = page.controller().value(study, cell);
    ASSERT_TRUE(value);
    EXPECT_EQ(value->text, "2 of 28");
    EXPECT_EQ(value->evidence.size(), 1U);
    page.results().focusCell(extraction::resultAddress("mortality", 2, "3 months"));
    driver.type(QStringLiteral("4/40"));
    driver.press(Qt::Key_Return);
    page.results().focusCell(extraction::resultAddress("bilirubin", 1, "baseline"));
    driver.type(QStringLiteral("5.1 (SD 2.4) mg/dL"));
    ASSERT_TRUE(Driver::until([&page] { return !page.controller().objections().empty(); }));
    driver.settle();
    look(QStringLiteral("extraction-results"));
    driver.press(Qt::Key_Return);
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.showLook")));
    driver.settle();
    look(QStringLiteral("extraction-look"));
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.showEfficacy")));
    ASSERT_TRUE(Driver::until([&page] { return !page.controller().tables().efficacy.rows.empty(); }));
    driver.settle();
    look(QStringLiteral("extraction-efficacy"));
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.showForm")));
}

/// The designer of the form: a field that is shown conditionally, a new one that is to be mended, the form as a whole.
void designForm(Driver& driver, const Look& look)
{
    go(driver, ui::PageId::Extraction);
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.design")));
    auto& page = *qobject_cast<ui::ExtractionPage*>(driver.window->currentPage());
    ASSERT_TRUE(Driver::until([&page] { return page.designer().isVisible(); }));
    page.design().select(page.design().draft().placeOf("arm.dose"));
    driver.settle();
    look(QStringLiteral("extraction-design"));
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.design.add")));
    driver.press(Qt::Key_Delete);
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.design.save"))); // refused, with the reason
    driver.settle();
    look(QStringLiteral("extraction-design-mend"));
    page.design().select(page.design().draft().placeOf("study.country"));
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.design.remove")));
    page.design().select({});
    driver.settle();
    look(QStringLiteral("extraction-design-whole"));
    page.design().select({ui::DesignController::Kind::Outcome, -1, 4});
    driver.settle();
    look(QStringLiteral("extraction-design-outcome"));
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.design.discard")));
    ASSERT_TRUE(Driver::until([&page] { return !page.designer().isVisible(); }));
}

/// A second extractor of the same studies, who differs now and then; opened, and one value settled.
void reconcile(Driver& driver, const Look& look)
{
    const std::string own = driver.window->session()->info().reviewerName;
    driver.window->session()->act(driver.window.get(), [own](review::Review& review) -> Result<Changes> {
        std::vector<Value> values = TRY(review.reader().allValues());
        TRY(review.useReviewer("Ben Okafor"));
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i].reviewer = {};
            if (i % 7 == 3 && values[i].answer == Answer::Stated)
                values[i].answer = Answer::NotReported;
            if (values[i].answer != Answer::Stated)
                values[i].text.clear();
            values[i].source = i % 3 == 0 ? "Table 2" : "";
        }
        TRY(review.setValues(values));
        TRY(review.useReviewer(own));
        return review.setExtractors(2);
    });
    driver.settle();
    go(driver, ui::PageId::Extraction);
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.showReconcile")));
    driver.settle();
    look(QStringLiteral("reconcile-blind"));
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.open")));
    driver.settle();
    look(QStringLiteral("reconcile-asking"));
    ASSERT_TRUE(driver.click(QStringLiteral("Open the values")));
    auto& page = *qobject_cast<ui::ExtractionPage*>(driver.window->currentPage());
    ASSERT_TRUE(Driver::until([&page] { return page.reconciliation().rowCount() > 0; }));
    driver.settle();
    driver.press(Qt::Key_1);
    driver.settle();
    look(QStringLiteral("reconcile-open"));
    driver.press(Qt::Key_E);
    driver.settle();
    look(QStringLiteral("reconcile-own"));
    driver.press(Qt::Key_Escape);
    driver.press(Qt::Key_K);
    driver.settle();
    look(QStringLiteral("reconcile-settled"));
    driver.press(Qt::Key_A);
    driver.settle();
    look(QStringLiteral("reconcile-agreement"));
    driver.press(Qt::Key_A);
    ASSERT_TRUE(driver.act(QStringLiteral("extraction.showForm")));
}

void duplicates(Driver& driver, const Look& look)
{
    go(driver, ui::PageId::Duplicates);
    const auto show = [&](const char* action, const char* name) {
        ASSERT_TRUE(driver.act(QString::fromLatin1(action)));
        driver.settle();
        look(QString::fromLatin1(name));
    };
    show("duplicates.view2", "duplicates-joined");
    // All that is at all alike waits for an answer.
    driver.window->session()->act(driver.window.get(), [](review::Review& review) -> Result<Changes> {
        NoProgress progress;
        return TRY(review.findDuplicates(DuplicateThresholds{1, 0.05}, progress)).changes;
    });
    driver.settle();
    show("duplicates.view1", "duplicates-doubtful");
    show("duplicates.view3", "duplicates-links");
}

void imports(Driver& driver, const Look& look)
{
    const QByteArray table = "Titel,Autoren,Jahr,Zeitschrift,Bemerkung\n"
                             "Cells in cirrhosis,\"Suk, K; Yoon, J\",2016,Hepatology,seen\n"
                             "Cells in mice,\"Lin, B\",2017,Liver International,\n";
    const QByteArray medline = "PMID- 991\nTI  - A trial of cells\nDP  - 2019\nnot a tag\n\nPMID- 992\nTI  - Another\n";
    go(driver, ui::PageId::Sources);
    driver.window->takeFiles({driver.write(QStringLiteral("table.csv"), table)});
    driver.settle();
    look(QStringLiteral("import-table"));
    driver.window->takeFiles({driver.write(QStringLiteral("search.nbib"), medline),
        driver.write(QStringLiteral("report.pdf.txt"), "%PDF-1.7\nno export file\n")});
    driver.settle();
    look(QStringLiteral("import-files"));
    ASSERT_TRUE(driver.click(QStringLiteral("Import 2 files")));
    driver.settle();
    driver.settle();
    look(QStringLiteral("import-receipts"));
}

/// A second reviewer, who judged what the first did and differs now and then.
void severalReviewers(Driver& driver, const Look& look)
{
    const std::string own = driver.window->session()->info().reviewerName;
    driver.window->session()->act(driver.window.get(), [own](review::Review& review) -> Result<Changes> {
        const auto ids = TRY(review.reader().citations({}, Order::AsImported, Direction::Ascending));
        const auto reasons = TRY(review.reader().reasons(Stage::TitleAbstract));
        const auto judge = [&](const std::string& name, std::size_t every) -> Result<> {
            TRY(review.useReviewer(name));
            std::vector<DecisionRequest> decisions;
            for (std::size_t i = 0; i < std::min<std::size_t>(240, ids.size()); ++i) {
                const bool in = i % 5 == 0 || i % every == 0;
                const Verdict verdict = i % 67 == 3 ? Verdict::Maybe : in ? Verdict::Include : Verdict::Exclude;
                const ReasonId reason =
                    verdict == Verdict::Exclude && !reasons.empty() ? reasons[i % reasons.size()].id : ReasonId{};
                decisions.push_back({ids[i], Stage::TitleAbstract, verdict, reason, {}});
            }
            TRY(review.decide(decisions));
            return {};
        };
        TRY(judge("Ben Okafor", 23));
        TRY(review.setNote(ids[23], "Cells of another source, but the arm with umbilical cord can be told apart."));
        TRY(judge(own, 31));
        TRY(review.useReviewer(own));
        return review.setReviewers(Stage::TitleAbstract, 2);
    });
    driver.settle();
    go(driver, ui::PageId::Reviewers);
    ASSERT_TRUE(driver.act(QStringLiteral("reviewers.conflicts")));
    driver.settle();
    look(QStringLiteral("reviewers-blind"));
    ASSERT_TRUE(driver.act(QStringLiteral("reviewers.open")));
    driver.settle();
    look(QStringLiteral("reviewers-asking"));
    ASSERT_TRUE(driver.click(QStringLiteral("Open the conflicts")));
    driver.settle();
    for (const auto& [action, name] :
        {std::pair("reviewers.work", "reviewers-work"), std::pair("reviewers.conflicts", "reviewers-conflicts"),
            std::pair("reviewers.agreement", "reviewers-agreement")}) {
        ASSERT_TRUE(driver.act(QString::fromLatin1(action)));
        driver.settle();
        driver.settle();
        look(QString::fromLatin1(name));
    }
    const QString copy = driver.folder.filePath(QStringLiteral("copy.winnow"));
    driver.window->session()->act(driver.window.get(), [copy](review::Review& review) -> Result<Changes> {
        NoProgress progress;
        TRY(review.backup(copy, progress));
        return Changes{};
    });
    driver.settle();
    driver.window->takeFiles({copy});
    (void)Driver::until([&] {
        auto* page = qobject_cast<ui::ReviewersPage*>(driver.window->currentPage());
        return page != nullptr && page->team().bringIn().state == ui::BringIn::State::Ready;
    });
    driver.settle();
    look(QStringLiteral("reviewers-bringin"));
}

} // namespace

void everyView(Driver& driver, const Look& look)
{
    NoProgress progress;
    ASSERT_TRUE(review::makeSample(driver.folder.filePath(QStringLiteral("sample.winnow")), progress));
    driver.openSample();
    for (const Shot& shot : Shots) {
        go(driver, shot.page);
        look(QString::fromLatin1(shot.name));
    }
    criteriaAndReasons(driver, look);
    screeningBesides(driver, look);
    reportWithPdf(driver, look);
    extractStudy(driver, look);
    designForm(driver, look);
    reconcile(driver, look);
    duplicates(driver, look);
    imports(driver, look);
    severalReviewers(driver, look);
}

void everyPopup(Driver& driver, const std::function<void(QWidget& popup, const QString& name)>& look)
{
    go(driver, ui::PageId::Screening);
    for (const auto& [action, name] : {std::pair("screening.narrow", "popup-filter"),
             std::pair("screening.label", "popup-label"), std::pair("screening.addTerm", "popup-term"),
             std::pair("screening.bulk", "popup-bulk"), std::pair("screening.relevance", "popup-relevance")}) {
        ASSERT_TRUE(driver.act(QString::fromLatin1(action)));
        driver.settle();
        QWidget* const popup = QApplication::activePopupWidget();
        ASSERT_NE(popup, nullptr) << action;
        look(*popup, QString::fromLatin1(name));
        popup->close();
        driver.settle();
    }
    for (const auto& [action, name] :
        {std::pair("screening.summary", "dialog-sitting"), std::pair("help.shortcuts", "dialog-shortcuts")}) {
        driver.dialogs.expectDialog([&look, name = name](QWidget* dialog) {
            dialog->adjustSize();
            look(*dialog, QString::fromLatin1(name));
        });
        ASSERT_TRUE(driver.act(QString::fromLatin1(action)));
        driver.settle();
    }
}

} // namespace winnow::test
