// A review of its own folder, open in a session, for tests of pages and controllers.
#pragma once

#include "ui/models/session.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace winnow::test {

/// Waits (with the event loop running) until `holds`, for at most ten seconds; says whether it came to hold.
[[nodiscard]] bool eventually(const std::function<bool()>& holds);

/// Makes an empty review and opens it as the window does. Acts and queries are real, on their own threads.
class OpenSession : public testing::Test {
protected:
    void SetUp() override;
    void TearDown() override;

    /// Writes a file into the folder and gives its path.
    QString write(const QString& name, const QByteArray& bytes);
    /// Writes and imports it.
    void import(const QString& name, const QByteArray& bytes);
    /// One act, waited for.
    void act(const std::function<Result<Changes>(review::Review&)>& act);
    /// Includes the citation at both stages.
    void include(CitationId citation);
    [[nodiscard]] std::vector<CitationId> citations(const Filter& filter = {});

    QTemporaryDir folder;
    QObject context;
    std::shared_ptr<ui::Session> session;
};

/// Three records as PubMed writes them; PMIDs 1001 to 1003.
extern const QByteArray ThreeFromPubMed;
/// Two as Web of Science writes them: PMID 1001 again with another title, and one of its own.
extern const QByteArray TwoFromWebOfScience;

} // namespace winnow::test
