// Every page with the sample review in light and dark, as pictures in a folder, to be looked at.
#include "tests/gui/everyview.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QPixmap>

#include <set>

namespace winnow::test {

namespace {

class Screenshots : public testing::TestWithParam<ui::Appearance> {
protected:
    ~Screenshots() override { ui::theme::apply(*qApp, ui::Appearance::Light); }
};

/// How many colours the picture has on a coarse grid: an empty page has few.
std::size_t coloursOf(const QImage& image)
{
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3)
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    return colours.size();
}

} // namespace

TEST_P(Screenshots, EveryPageShowsTheSample)
{
    const bool dark = GetParam() == ui::Appearance::Dark;
    const QDir folder(QStringLiteral(WINNOW_SCREENSHOTS));
    ASSERT_TRUE(QDir().mkpath(folder.path()));
    ui::theme::apply(*qApp, GetParam());
    Driver driver;
    driver.window->resize(1440, 900);
    const auto save = [&](const QString& name) {
        const QPixmap picture = driver.window->grab();
        EXPECT_GT(coloursOf(picture.toImage()), 20U) << name.toStdString();
        EXPECT_TRUE(
            picture.save(folder.filePath(name + (dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png")))));
    };
    driver.settle();
    save(QStringLiteral("welcome"));
    everyView(driver, save);
    everyPopup(driver, [&](QWidget& popup, const QString& name) {
        EXPECT_TRUE(popup.grab().save(
            folder.filePath(name + (dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png")))));
    });
}

INSTANTIATE_TEST_SUITE_P(InBothLooks, Screenshots, testing::Values(ui::Appearance::Light, ui::Appearance::Dark),
    [](const auto& parameter) { return parameter.param == ui::Appearance::Dark ? "Dark" : "Light"; });

} // namespace winnow::test
