// Records that mean harm, or only look as if: markup, scripts, reversed text, enormous fields. Every page shows them.
#include "tests/gui/driver.h"

#include "ui/widgets/recordcard.h"

#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QLabel>
#include <QTest>
#include <QTextDocument>

namespace winnow::test {

namespace {

constexpr auto Image = "<img src=file:///etc/passwd><script>alert(1)</script> & Co";

QByteArray record(const QByteArray& title, const QByteArray& more, const QByteArray& number)
{
    return "TY  - JOUR\nTI  - " + title + "\nPY  - 2019\n" + more + "AN  - " + number + "\nER  - \n";
}

QByteArray hostile()
{
    QByteArray authors;
    for (int i = 0; i < 7456; ++i)
        authors += "AU  - Author" + QByteArray::number(i) + ", A\n";
    QByteArray bytes =
        record(Image, QByteArray("AB  - ") + Image + "\nKW  - " + Image + "\nJO  - " + Image + "\n", "1");
    bytes += record(QByteArray(1'000'000, 'w'), "JO  - " + QByteArray(1'000'000, 'j') + "\n", "2");
    bytes += record("Reversed \u202Etxet\u202C", authors, "3");
    bytes += record(QByteArray("N\0L", 3), "AB  - " + QByteArray("word ").repeated(2'000'000) + "\n", "4");
    bytes += record("The same once more", QByteArray("AB  - ") + QByteArray("else ").repeated(2'000'000) + "\n", "4");
    return bytes;
}

/// What a widget would show as rich text that it was not meant to.
QStringList guessedRichText(const QWidget& window)
{
    QStringList found;
    for (const QLabel* label : window.findChildren<QLabel*>())
        if (label->textFormat() == Qt::AutoText && Qt::mightBeRichText(label->text()))
            found.append(label->text().left(80));
    for (const QWidget* widget : window.findChildren<QWidget*>())
        if (Qt::mightBeRichText(widget->toolTip()) && widget->toolTip().contains(QStringLiteral("<img")))
            found.append(widget->toolTip().left(80));
    for (const QAbstractItemView* view : window.findChildren<QAbstractItemView*>())
        if (const QAbstractItemModel* model = view->model())
            for (int row = 0; row < std::min(model->rowCount(), 20); ++row)
                for (int column = 0; column < model->columnCount(); ++column)
                    if (const QString tip = model->index(row, column).data(Qt::ToolTipRole).toString();
                        tip.contains(QStringLiteral("<img")))
                        found.append(tip.left(80));
    return found;
}

} // namespace

TEST(HostileRecords, AreShownAsTheyStandOnEveryPage)
{
    Driver driver;
    driver.create(QString::fromLatin1(Image));
    std::optional<Result<Changes>> imported;
    driver.window->session()->act(
        driver.window.get(),
        [path = driver.write(QStringLiteral("<b>hostile<b>.ris"), hostile())](
            review::Review& review) -> Result<Changes> {
            NoProgress progress;
            ImportRequest request;
            request.path = path;
            request.source = Image;
            request.query = Image;
            return TRY(review.importFile(request, progress)).changes;
        },
        [&](Result<Changes> done) { imported = std::move(done); });
    ASSERT_TRUE(Driver::until([&] { return imported.has_value(); }));
    ASSERT_TRUE(*imported) << (*imported).error().message.toStdString();
    const std::vector<CitationId> ids = driver.look().citations({}, Order::AsImported, Direction::Ascending).value();
    ASSERT_GE(ids.size(), 4U);
    driver.window->session()->act(driver.window.get(), [ids](review::Review& review) -> Result<Changes> {
        std::vector<DecisionRequest> decisions;
        for (const CitationId id : ids) {
            decisions.emplace_back();
            decisions.back().citation = id;
            decisions.back().verdict = Verdict::Include;
        }
        return review.decide(decisions);
    });
    driver.settle();
    const auto visit = [&](ui::PageId page, const char* name) {
        driver.window->goTo(page);
        driver.settle();
        (void)driver.window->grab();
        EXPECT_EQ(guessedRichText(*driver.window), QStringList()) << name;
    };
    visit(ui::PageId::Sources, "sources");
    visit(ui::PageId::Duplicates, "duplicates");
    visit(ui::PageId::Screening, "screening");
    visit(ui::PageId::FullText, "full text");
    visit(ui::PageId::Extraction, "extraction");
    visit(ui::PageId::Appraisal, "risk of bias");
    visit(ui::PageId::Synthesis, "synthesis");
    visit(ui::PageId::Prisma, "prisma");
    visit(ui::PageId::History, "history");
    visit(ui::PageId::Settings, "settings");
    ui::Door door;
    driver.window->openDoor(door);
    for (const CitationId id : ids) {
        door.citation = id;
        driver.window->openDoor(door);
        driver.settle();
        (void)driver.window->grab();
        EXPECT_EQ(guessedRichText(*driver.window), QStringList());
    }
}

} // namespace winnow::test
