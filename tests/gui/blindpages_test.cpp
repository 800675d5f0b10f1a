// While a stage is blind, no page of the window tells what another reviewer did there: not in a word of any widget, an
// item of any model, a tooltip, what a screen reader is told, an action, or a file that is written.
#include "core/base/clock.h"
#include "core/review/export.h"
#include "tests/gui/driver.h"
#include "ui/reviewers/reviewerspage.h"
#include "ui/shell/actionlist.h"
#include "ui/widgets/figureview.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTextEdit>

#include <array>

namespace winnow::test {

namespace {

using namespace Qt::Literals::StringLiterals;

class FixedClock final : public Clock {
public:
    [[nodiscard]] std::int64_t now() const override { return 1'795'000'000'000; }
};
const FixedClock fixedClock;

constexpr const char* Export = "TY  - JOUR\nTI  - First\nAN  - 1\nPY  - 2019\nER  - \n\n"
                               "TY  - JOUR\nTI  - Second\nAN  - 2\nPY  - 2020\nER  - \n\n"
                               "TY  - JOUR\nTI  - Third\nAN  - 3\nER  - \n\n"
                               "TY  - JOUR\nTI  - Fourth\nAN  - 4\nER  - \n\n"
                               "TY  - JOUR\nTI  - Fifth\nAN  - 5\nER  - \n\n"
                               "TY  - JOUR\nTI  - Sixth\nAU  - Sixsmith, A\nAN  - 6\nPY  - 2021\nER  - \n\n";

/// What the other reviewer does: as many acts in each of the worlds that are compared, with words nobody else uses.
struct Other {
    std::array<std::size_t, 3> records; ///< of the five, as many decisions on fewer in one of them
    std::array<Verdict, 3> verdicts;
    std::size_t reason;
    const char* word;
    std::size_t labelled;
    const char* phase; ///< as extracted of the study that is included
};
const Other One{{0, 1, 2}, {Verdict::Include, Verdict::Exclude, Verdict::Maybe}, 0, "quagga", 1, "2"};
const Other Another{{0, 1, 1}, {Verdict::Exclude, Verdict::Exclude, Verdict::Include}, 1, "ocelot", 2, "3"};

enum class BlindAt { Screening, Extraction };

/// A form that asks a little of everything: each page is read in all roles of all cells.
Form phaseAndDeaths()
{
    Form form{"small", "Small", 1, {{"study", "Study", {Field{}, Field{}}}}, {}, {{"3 months", 91}}};
    form.sections[0].fields[0].id = "study.phase";
    form.sections[0].fields[0].label = "Phase";
    form.sections[0].fields[1].id = "study.country";
    form.sections[0].fields[1].label = "Country";
    form.outcomes = {Outcome{}};
    form.outcomes[0].id = "mortality";
    form.outcomes[0].label = "Death";
    return form;
}

/// Everything that can be read off the window as it stands.
class Reading {
public:
    [[nodiscard]] const QString& text() const { return m_text; }

    void window(const QString& where, const ui::MainWindow& window)
    {
        m_text += u"\n== "_s + where + u'\n';
        say(window.windowTitle());
        for (const QWidget* widget : window.findChildren<QWidget*>()) {
            if (QString(QLatin1String(widget->metaObject()->className())).startsWith(u"QTip"_s))
                continue;
            words(*widget);
        }
        for (const QAction* action : window.findChildren<QAction*>())
            say(action->text() + u'|' + action->toolTip() + u'|' + (action->isEnabled() ? u"on"_s : u"off"_s)
                + (action->isChecked() ? u"+"_s : u""_s));
    }

    void file(const QString& path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
        m_text += u"\n== "_s + QFileInfo(path).fileName() + u'\n' + QString::fromLatin1(file.readAll());
    }

private:
    void say(const QString& text)
    {
        if (!text.isEmpty())
            m_text += text + u'\n';
    }

    void words(const QWidget& widget)
    {
        say(widget.accessibleName());
        say(widget.accessibleDescription());
        say(widget.toolTip());
        say(widget.whatsThis());
        say(widget.statusTip());
        if (const auto* label = qobject_cast<const QLabel*>(&widget))
            say(label->text());
        if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
            say(button->text() + (button->isChecked() ? u"+"_s : u""_s));
        if (const auto* line = qobject_cast<const QLineEdit*>(&widget))
            say(line->text() + u'|' + line->placeholderText());
        if (const auto* plain = qobject_cast<const QPlainTextEdit*>(&widget))
            say(plain->toPlainText());
        if (const auto* rich = qobject_cast<const QTextEdit*>(&widget))
            say(rich->toPlainText());
        if (const auto* number = qobject_cast<const QSpinBox*>(&widget))
            say(number->text());
        if (const auto* choice = qobject_cast<const QComboBox*>(&widget))
            for (int i = 0; i < choice->count(); ++i)
                say(choice->itemText(i));
        if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget); view != nullptr && view->model())
            items(*view->model());
        if (const auto* figure = qobject_cast<const ui::FigureView*>(&widget))
            drawing(figure->drawing());
    }

    /// Every role, also those for delegates: what a model has, a page may show.
    void items(const QAbstractItemModel& model)
    {
        say(QString::number(model.rowCount()));
        for (int column = 0; column < model.columnCount(); ++column) {
            say(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
            for (int row = 0; row < model.rowCount(); ++row)
                for (int role = 0; role < Qt::UserRole + 24; ++role)
                    say(model.data(model.index(row, column), role).toString());
        }
    }

    void drawing(const figure::Drawing& drawing)
    {
        say(drawing.title);
        say(drawing.description);
        for (const figure::Mark& mark : drawing.marks)
            say(mark.label);
        for (const figure::Item& item : drawing.items)
            if (const auto* text = std::get_if<figure::Text>(&item))
                say(text->text);
    }

    QString m_text;
};

/// A window on a review of two, blind at both stages or, where one screens, at extraction alone; Ada looks.
class World {
public:
    explicit World(const Other& other, BlindAt where = BlindAt::Screening)
    {
        make(other, where);
        driver.window->openReview(path());
        EXPECT_TRUE(Driver::until([this] { return driver.window->session() != nullptr; }));
        driver.settle();
    }

    [[nodiscard]] QString path() const { return driver.folder.filePath(u"blind.winnow"_s); }
    QString everything();

    Driver driver;

private:
    void make(const Other& other, BlindAt where);
    void pages();
    void files();
    void look(const QString& where)
    {
        driver.settle();
        driver.settle();
        m_reading.window(where, *driver.window);
    }
    Reading m_reading;
};

void World::make(const Other& other, BlindAt where)
{
    using namespace review;
    Review review = Review::create(path(), "Blind", {&fixedClock, "Ada"}).value();
    NoProgress quiet;
    ImportRequest request;
    request.path = driver.write(u"export.ris"_s, Export);
    request.source = "PubMed";
    ASSERT_TRUE(review.importFile(request, quiet));
    const auto ids = review.reader().citations({}, Order::AsImported, Direction::Ascending).value();
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
        ASSERT_TRUE(review.decide({ids[5], stage, Verdict::Include, {}, {}})); // while one decides
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        ASSERT_TRUE(review.setReasons(stage, {{{}, stage, "Animals", 0}, {{}, stage, "No control", 1}}));
        if (where == BlindAt::Screening) {
            ASSERT_TRUE(review.setReviewers(stage, 2)); // what was included waits again
        }
    }
    ASSERT_TRUE(review.addReviewer("Ben"));
    ASSERT_TRUE(review.setForm(phaseAndDeaths()));
    ASSERT_TRUE(review.setExtractors(2));
    const StudyId study{ids[5].value};
    const auto say = [study](const char* address, const std::string& text) {
        return Value{study, address, {}, Answer::Stated, text, text + " source"};
    };
    ASSERT_TRUE(review.setValues({say("study.phase", "1"), say("result@mortality@1@3 months", "2/20")}));
    ASSERT_TRUE(review.decide({ids[0], Stage::TitleAbstract, Verdict::Include, {}, "mine"}));
    ASSERT_TRUE(review.setLabel({ids[0]}, "pilot", true));

    ASSERT_TRUE(review.useReviewer("Ben"));
    const std::string word = other.word;
    ASSERT_TRUE(review.setValues({say("study.phase", other.phase), say("study.country", word + " land"),
        say("result@mortality@1@3 months", other.phase + std::string("/21")), say("rob2.1.1@mortality", "Y")}));
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        if (where == BlindAt::Extraction)
            break;
        const auto reasons = review.reader().reasons(stage).value();
        for (std::size_t i = 0; i < other.verdicts.size(); ++i) {
            const Verdict verdict = other.verdicts.at(i);
            const ReasonId reason = verdict == Verdict::Exclude ? reasons[other.reason].id : ReasonId{};
            ASSERT_TRUE(review.decide({ids[other.records.at(i)], stage, verdict, reason, word + " note"}));
        }
    }
    if (where == BlindAt::Screening) {
        ASSERT_TRUE(review.setNote(ids[1], word + " remark"));
        ASSERT_TRUE(review.setLabel({ids[other.labelled]}, word + " label", true));
        ASSERT_TRUE(review.decide({ids[4], Stage::TitleAbstract, Verdict::Include, {}, word}));
        ASSERT_TRUE(review.undo());
    }

    ASSERT_TRUE(review.useReviewer("Ada"));
    ASSERT_TRUE(review.decide({ids[3], Stage::TitleAbstract, Verdict::Exclude, {}, ""}));
}

void World::pages()
{
    const auto ids = driver.look().citations({}, Order::AsImported, Direction::Ascending).value();
    const std::pair<ui::PageId, const char*> all[] = {{ui::PageId::Sources, "sources"},
        {ui::PageId::Duplicates, "duplicates"}, {ui::PageId::Screening, "screening"},
        {ui::PageId::FullText, "full text"}, {ui::PageId::Extraction, "extraction"},
        {ui::PageId::Appraisal, "risk of bias"}, {ui::PageId::Synthesis, "synthesis"}, {ui::PageId::Prisma, "PRISMA"},
        {ui::PageId::Reviewers, "reviewers"}, {ui::PageId::History, "history"}, {ui::PageId::Settings, "settings"},
        {ui::PageId::Records, "records"}};
    for (const auto& [page, name] : all) {
        driver.window->goTo(page);
        if (page == ui::PageId::Records) {
            ASSERT_TRUE(driver.act(u"go.records"_s));
        }
        look(QString::fromLatin1(name));
        if (page == ui::PageId::Screening || page == ui::PageId::FullText || page == ui::PageId::Records)
            for (const CitationId id : ids) {
                driver.window->openDoor({page, {}, {}, id});
                look(QString::fromLatin1(name) + u' ' + QString::number(id.value));
            }
        // Every list a page has, whatever it is called: its chips, and its tabs by their keys.
        for (auto* chip : driver.window->currentPage()->findChildren<QAbstractButton*>())
            if (chip->isVisible() && chip->isCheckable() && chip->isEnabled()
                && chip->metaObject()->className() == QByteArray("QPushButton")) {
                chip->click();
                look(QString::fromLatin1(name) + u": "_s + chip->text());
            }
    }
    driver.window->goTo(ui::PageId::Extraction);
    for (const char* action : {"extraction.showForm", "extraction.showResults", "extraction.showLook",
             "extraction.showEfficacy", "extraction.showSafety", "extraction.showReconcile"}) {
        ASSERT_TRUE(driver.act(QString::fromLatin1(action)));
        look(QString::fromLatin1(action));
    }
    for (const char* action : {"extraction.agreement", "extraction.list"})
        if (driver.act(QString::fromLatin1(action)))
            look(QString::fromLatin1(action));
    driver.window->goTo(ui::PageId::Screening);
    for (const char* action : {"screening.recent", "screening.terms", "screening.criteria"})
        if (driver.act(QString::fromLatin1(action)))
            look(QString::fromLatin1(action));
    driver.window->goTo(ui::PageId::Reviewers);
    for (int stage = 0; stage < 2; ++stage) {
        for (const char* tab : {"reviewers.team", "reviewers.work", "reviewers.conflicts", "reviewers.agreement"}) {
            ASSERT_TRUE(driver.act(QString::fromLatin1(tab)));
            look(QString::fromLatin1(tab));
        }
        for (int list = 0; list < 7; ++list) {
            ASSERT_TRUE(driver.act(u"reviewers.list"_s));
            look(u"reviewers.list %1"_s.arg(list));
        }
        ASSERT_TRUE(driver.act(u"reviewers.stage"_s));
    }
}

void World::files()
{
    NoProgress quiet;
    review::Reader reader = driver.look();
    for (const review::ExportFormat& format : review::exportFormats()) {
        if (format.format == formats::WriteFormat::Xlsx)
            continue; // zipped, and of the same cells as CSV
        const QString path = driver.folder.filePath(u"out."_s + QString::number(static_cast<int>(format.format)));
        ASSERT_TRUE(review::exportCitations(reader, {path, format.format, {}, Order::AsImported}, quiet));
        m_reading.file(path);
    }
    driver.window->goTo(ui::PageId::Prisma);
    driver.settle();
    for (const char* action : {"prisma.exportData", "prisma.exportFigure"}) {
        const QString path = driver.folder.filePath(QLatin1String(action) + u".svg"_s);
        const QString named = QLatin1String(action) == u"prisma.exportData"_s ? path.chopped(4) + u".csv"_s : path;
        driver.dialogs.answerSaveFile(named);
        ASSERT_TRUE(driver.act(QString::fromLatin1(action)));
        ASSERT_TRUE(Driver::until([&] { return QFile::exists(named); }));
        m_reading.file(named);
    }
}

QString World::everything()
{
    pages();
    files();
    QString text = m_reading.text();
    return text.replace(driver.folder.path(), u"FOLDER"_s);
}

/// The first lines that differ, with where they stand.
std::string firstDifference(const QString& one, const QString& other)
{
    const QStringList first = one.split(u'\n');
    const QStringList second = other.split(u'\n');
    QString where;
    for (qsizetype i = 0; i < std::min(first.size(), second.size()); ++i) {
        if (first[i].startsWith(u"== "_s))
            where = first[i];
        if (first[i] != second[i])
            return (where + u": "_s + first[i] + u" <> "_s + second[i]).toStdString();
    }
    return first.size() == second.size() ? std::string{} : "one says more than the other";
}

} // namespace

TEST(BlindPages, NoPageAndNoFileTellsWhatTheOtherDid)
{
    const auto read = [](const Other& other) {
        World world(other);
        return world.everything();
    };
    const QString first = read(One);
    EXPECT_FALSE(first.contains(u"quagga"_s));
    const QString second = read(Another);
    EXPECT_FALSE(second.contains(u"ocelot"_s));
    EXPECT_EQ(firstDifference(first, second), "");
    EXPECT_GT(first.count(u"=="_s), 40) << "pages were read";
    EXPECT_TRUE(first.contains(u"pilot"_s)) << "one's own label is read, so another's would be";
}

TEST(BlindPages, OnceConflictsAreOpenThePagesTellIt)
{
    World one(One);
    one.driver.window->session()->act(one.driver.window.get(),
        [](review::Review& review) { return review.openConflicts(Stage::TitleAbstract, true); });
    one.driver.settle();
    const QString said = one.everything();
    for (const char* words : {"quagga note", "quagga remark", "quagga label"})
        EXPECT_TRUE(said.contains(QLatin1String(words))) << words;
}

TEST(BlindPages, NoPageAndNoFileTellsWhatTheOtherExtracted)
{
    const auto read = [](const Other& other) {
        World world(other, BlindAt::Extraction);
        return world.everything();
    };
    const QString first = read(One);
    EXPECT_FALSE(first.contains(u"quagga"_s));
    const QString second = read(Another);
    EXPECT_FALSE(second.contains(u"ocelot"_s));
    EXPECT_EQ(firstDifference(first, second), "");
    EXPECT_TRUE(first.contains(u"2/20"_s)) << "one's own value is read, so another's would be";
}

TEST(BlindPages, OnceExtractionIsOpenThePagesTellIt)
{
    World one(One, BlindAt::Extraction);
    one.driver.window->session()->act(
        one.driver.window.get(), [](review::Review& review) { return review.openExtraction(true); });
    one.driver.settle();
    const QString said = one.everything();
    for (const char* words : {"2 source", "2/21", "Ben"})
        EXPECT_TRUE(said.contains(QLatin1String(words))) << words;
}

} // namespace winnow::test
