// Review files for the store's tests, and what can happen to them.
#pragma once

#include "core/store/database.h"

#include <gtest/gtest.h>

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <ostream>
#include <string>

namespace winnow {

inline std::ostream& operator<<(std::ostream& out, const Error& error)
{
    return out << error.message.toStdString() << " [" << error.detail.toStdString() << ']';
}

} // namespace winnow

namespace winnow::test {

using namespace Qt::Literals::StringLiterals;

/// A folder of its own for a test, with "Liver.winnow" in it when the test has made it.
class ReviewFolder {
public:
    ReviewFolder();
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString review() const { return m_folder.filePath(u"Liver.winnow"_s); }
    [[nodiscard]] QStringList files() const; ///< names, sorted
    [[nodiscard]] QByteArray read(const QString& name) const;
    void write(const QString& name, const QByteArray& bytes) const;
    void scribble(const QString& name, qint64 offset, const QByteArray& bytes) const;

private:
    QTemporaryDir m_folder;
};

/// First column of the first row; "failed: …" if there is none.
[[nodiscard]] std::string answerOf(store::Connection& connection, const char* sql);

/// Rows to count: any table of the schema does, reviewers need nothing else to be there.
void addThings(store::Connection& connection, int count);
[[nodiscard]] std::int64_t countThings(store::Connection& connection);

/// An empty review, closed.
void makeReview(const ReviewFolder& folder);
/// What another program could do to a closed review.
void alter(const ReviewFolder& folder, const char* sql);

inline constexpr int ThingsLeftInLog = 50;
/// Adds that many in a process that is killed before it could close.
void abandonWithLog(const ReviewFolder& folder);

/// Runs `work` in a child process and gives its exit status, 0 if all its expectations held; killed: −signal.
[[nodiscard]] int inChild(const std::function<void()>& work);

} // namespace winnow::test
