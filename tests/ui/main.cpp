#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QApplication>

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    testing::InitGoogleTest(&argc, argv);
    QApplication application(argc, argv);
    winnow::ui::theme::apply(application, winnow::ui::Appearance::Light);
    return RUN_ALL_TESTS();
}
