// A review in a folder of its own, open in a session, with a few records of our own making.
#pragma once

#include "core/review/review.h"
#include "ui/models/session.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace winnow::test {

/// Five citations: "Alpha", "Bravo", "Charlie", "Delta", "Echo", of 2011 to 2015, with abstracts.
class OpenReview : public testing::Test {
protected:
    void SetUp() override;
    void TearDown() override { session.reset(); }

    /// Imports text of an export file.
    void import(const QString& name, const QByteArray& text);
    void reopen();
    /// Lets events happen until it is so.
    template <typename Condition> [[nodiscard]] static bool until(Condition condition)
    {
        return QTest::qWaitFor(condition, 10'000);
    }
    [[nodiscard]] CitationId idOf(const std::string& title);
    [[nodiscard]] std::optional<Verdict> stored(const std::string& title); ///< this reviewer's, from the file

    QTemporaryDir folder;
    QString path;
    std::shared_ptr<ui::Session> session;
};

} // namespace winnow::test
