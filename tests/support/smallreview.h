// A small review in a folder of its own, open in a session: for tests of pages.
#pragma once

#include "ui/models/session.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <memory>

namespace winnow::test {

/// Three records of one database, from 2019 and 2021. Nothing is decided.
class SmallReview {
public:
    SmallReview()
    {
        review::Options options;
        options.reviewer = "Reviewer";
        Result<review::Review> made = review::Review::create(path(), "A small review", options);
        EXPECT_TRUE(made) << made.error().message.toStdString();
        import(*made, "PubMed",
            "TY  - JOUR\nTI  - First\nPY  - 2019\nAN  - 1\nER  - \n"
            "TY  - JOUR\nTI  - Second\nPY  - 2021\nAN  - 2\nER  - \n"
            "TY  - JOUR\nTI  - Third\nPY  - 2021\nAN  - 3\nER  - \n");
    }

    void open()
    {
        Result<std::shared_ptr<ui::Session>> answer = fail(ErrorKind::NotFound, {});
        QObject context;
        ui::Session::open(
            &context, path(), {}, [&](Result<std::shared_ptr<ui::Session>> opened) { answer = std::move(opened); });
        EXPECT_TRUE(QTest::qWaitFor([&] { return answer.has_value(); }));
        if (answer)
            m_session = *answer;
    }

    [[nodiscard]] const std::shared_ptr<ui::Session>& session() const { return m_session; }
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("Small.winnow")); }
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }

    /// One act; waits until it is on disk and told.
    void act(const ui::Session::Act& act)
    {
        std::optional<Result<Changes>> answer;
        QObject context;
        m_session->act(&context, act, [&](Result<Changes> done) { answer = std::move(done); });
        EXPECT_TRUE(QTest::qWaitFor([&] { return answer.has_value(); }));
        EXPECT_TRUE(answer && *answer) << (answer && !*answer ? answer->error().message.toStdString() : "");
    }

private:
    void import(review::Review& review, const std::string& source, const QByteArray& records)
    {
        QFile exported(file(QStringLiteral("export.ris")));
        EXPECT_TRUE(exported.open(QIODevice::WriteOnly));
        exported.write(records);
        exported.close();
        ImportRequest request;
        request.path = exported.fileName();
        request.source = source;
        request.kind = SourceKind::Database;
        NoProgress progress;
        const auto imported = review.importFile(request, progress);
        EXPECT_TRUE(imported) << (imported ? "" : imported.error().message.toStdString());
    }

    QTemporaryDir m_folder;
    std::shared_ptr<ui::Session> m_session;
};

} // namespace winnow::test
