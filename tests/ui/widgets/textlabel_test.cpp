// Labels in the theme's voices.
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>

#include <gtest/gtest.h>

namespace {

using namespace winnow;

TEST(TextLabel, EveryVoiceGrowsWithTheLettersWhileTheProgramRuns)
{
    using Voice = ui::TextLabel::Voice;
    for (const Voice voice :
        {Voice::Body, Voice::Strong, Voice::Muted, Voice::Caption, Voice::Heading, Voice::Title, Voice::Warning}) {
        ui::theme::setTextSize(100);
        ui::TextLabel label(voice, QStringLiteral("Words"));
        const double before = label.fontInfo().pixelSize();
        ui::theme::setTextSize(200);
        EXPECT_NEAR(label.fontInfo().pixelSize(), 2 * before, 2) << static_cast<int>(voice);
    }
    ui::theme::setTextSize(100);
}

} // namespace
