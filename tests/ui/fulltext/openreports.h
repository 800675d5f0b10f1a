// A review whose records were included on title and abstract, open in a session.
#pragma once

#include "core/review/review.h"
#include "ui/models/session.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace winnow::ui::test {

/// Reports "Alpha", "Bravo", "Charlie" (titles go on with "trial of stem cells in cirrhosis", DOIs 10.1000/ex.1 to
/// ex.3) await retrieval; "Delta" was excluded on its abstract.
class OpenReports : public testing::Test {
protected:
    void SetUp() override;
    void TearDown() override { session.reset(); }

    template <typename Condition> [[nodiscard]] static bool until(Condition condition)
    {
        return QTest::qWaitFor(condition, 20'000);
    }
    [[nodiscard]] CitationId idOf(const std::string& title);
    /// As it is in the file now.
    [[nodiscard]] CitationDetail stored(const std::string& title);
    /// A PDF with these lines on its only page; its path.
    QString pdf(const QString& name, const QString& text);
    void addReasons(const std::vector<std::string>& labels);

    QTemporaryDir folder;
    QString path;
    std::shared_ptr<Session> session;
};

} // namespace winnow::ui::test
