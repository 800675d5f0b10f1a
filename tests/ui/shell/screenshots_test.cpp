// Every page of the sample in light and dark, as pictures in $WINNOW_SCREENSHOTS (else in a folder that is deleted).
#include "ui/settings/preferences.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/pages.h"
#include "ui/shell/palette.h"
#include "ui/shell/shortcutsheet.h"

#include "core/review/sample.h"
#include "tests/support/scripteddialogs.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace winnow;
using namespace winnow::ui;

namespace {

/// Several colours: something was drawn.
bool isDrawn(const QImage& image)
{
    const QRgb first = image.pixel(image.width() / 2, image.height() / 2);
    for (int y = 0; y < image.height(); y += 7)
        for (int x = 0; x < image.width(); x += 7)
            if (image.pixel(x, y) != first)
                return true;
    return false;
}

} // namespace

TEST(Screenshots, ShowEveryPageInLightAndDark)
{
    QTemporaryDir temporary;
    ASSERT_TRUE(temporary.isValid());
    QDir into(qEnvironmentVariable("WINNOW_SCREENSHOTS", temporary.path()));
    ASSERT_TRUE(into.mkpath(QStringLiteral(".")));
    const QString path = temporary.filePath(QStringLiteral("sample.winnow"));
    NoProgress progress;
    const auto made = review::makeSample(path, progress);
    ASSERT_TRUE(made.has_value()) << made.error().message.toStdString();

    Preferences preferences(temporary.filePath(QStringLiteral("settings.ini")));
    test::ScriptedDialogs dialogs;
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        theme::apply(*qApp, appearance);
        const QString look = appearance == Appearance::Light ? QStringLiteral("light") : QStringLiteral("dark");
        auto window = std::make_unique<MainWindow>(preferences, dialogs);
        window->resize(1280, 820);
        window->show();
        const auto take = [&](QWidget* widget, const QString& name) {
            QTest::qWait(400); // pages read beside the window; a picture of one still reading is no failure
            const QImage image = widget->grab().toImage();
            EXPECT_TRUE(isDrawn(image)) << name.toStdString();
            EXPECT_TRUE(image.save(into.filePath(name + QLatin1Char('-') + look + QStringLiteral(".png"))));
        };
        take(window.get(), QStringLiteral("welcome"));
        window->openReview(path);
        ASSERT_TRUE(QTest::qWaitFor([&] { return window->session() != nullptr; }, 60'000));
        std::vector<Step> all = steps();
        for (const Step& step : all) {
            if (window->page(step.page) == nullptr)
                continue;
            window->goTo(step.page);
            take(window.get(), QStringLiteral("page-%1").arg(static_cast<int>(step.page)));
        }
        window->openDoor(Door{PageId::Records, QStringLiteral("All records"), {}, {}});
        take(window.get(), QStringLiteral("records"));
        window->palette().popUp();
        take(window.get(), QStringLiteral("palette"));
        ShortcutSheet sheet(window->actionList(), PageId::Screening);
        sheet.show();
        take(&sheet, QStringLiteral("shortcuts"));
    }
    theme::apply(*qApp, Appearance::Light);
}
