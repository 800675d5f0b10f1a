// Fonts need a QGuiApplication; the tests have one without a display.
#include <QGuiApplication>

#include <gtest/gtest.h>

#include <memory>

namespace {

class Gui : public testing::Environment {
public:
    void SetUp() override
    {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        m_application = std::make_unique<QGuiApplication>(m_count, m_arguments);
    }
    void TearDown() override { m_application.reset(); }

private:
    int m_count = 1;
    char m_name[5] = "test";
    char* m_arguments[2] = {m_name, nullptr};
    std::unique_ptr<QGuiApplication> m_application;
};

[[maybe_unused]] testing::Environment* const environment = testing::AddGlobalTestEnvironment(new Gui);

} // namespace
