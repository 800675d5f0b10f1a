// A transcript of a command line: what is typed, and what must come of it.
//
//     # a comment
//     $ winnow-cli new a.winnow --title "Artificial"
//     Made the review “a.winnow”.
//     $ winnow-cli new a.winnow --title "Artificial"
//     ! winnow-cli: <*>
//     ? 1
//     % hold a.winnow
//
// A line that begins with "$ " is given to sh in a folder of its own, in which the files of tests/fixtures/cli/files
// lie. The lines after it are standard output; those beginning with "! " standard error; "? N" is the exit status, 0 if
// there is no such line; empty lines do not count. "<*>" stands for any text within a line, a line "..." for any lines.
// "% hold F" keeps the review F open for writing by the test's own process from there on, and "% release" closes it.
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace winnow::test {

struct Command {
    enum class Kind { Shell, Hold, Release };
    Kind kind = Kind::Shell;
    int line = 0; ///< 1-based, in the case's file
    QString text;
    QStringList output;
    QStringList errors;
    int status = 0;
};

[[nodiscard]] std::vector<Command> readTranscript(const QString& path);

/// Whether lines are as expected; "<*>" and "..." as above.
[[nodiscard]] bool matches(const QStringList& expected, const QStringList& actual);

} // namespace winnow::test
