// Where a command's results go: standard output for what was asked, standard error for what is said about it.
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::cli {

[[nodiscard]] inline QString tr(const char* text)
{
    return QCoreApplication::translate("cli", text);
}

/// Exact up to 2⁵³, as JSON's readers are.
[[nodiscard]] QJsonValue number(std::integral auto value)
{
    return QJsonValue{static_cast<qint64>(value)};
}

struct OutputOptions {
    bool json = false;
    bool quiet = false;
};

/// Text of records never reaches a terminal with its control characters; a file or pipe gets it untouched in CSV, and
/// escaped in JSON.
class Output {
public:
    explicit Output(OutputOptions options);

    [[nodiscard]] bool json() const { return m_options.json; }
    [[nodiscard]] bool quiet() const { return m_options.quiet; }

    /// A line for the person; nothing with --json or --quiet.
    void say(const QString& line);
    /// A line of the result itself: written with --quiet too, not with --json.
    void print(const QString& line);
    /// A row of a table on standard output.
    void row(const std::vector<std::string>& cells);
    /// The one JSON document, or one of many lines of JSON.
    void document(const QJsonObject& object);
    /// One JSON document with a single list, written as its entries come: {"name":[…]}.
    void beginList(const char* name);
    void entry(const QJsonObject& object);
    void endList();
    /// A line on standard error, also with --json.
    void warn(const QString& line);
    /// Fails if not all of the above could be written, as on a full disk.
    [[nodiscard]] Result<> finish();

private:
    OutputOptions m_options;
    bool m_terminal;
    bool m_firstEntry = true;
};

/// JSON in one line of ASCII-safe UTF-8: what a terminal would obey is written as \uXXXX.
[[nodiscard]] QByteArray compactJson(const QJsonObject& object);

/// Writes a file whole or not at all; Io or Full with its name otherwise.
[[nodiscard]] Result<> writeFile(const QString& path, const QByteArray& bytes);

/// The bytes of a file of at most 1 GB.
[[nodiscard]] Result<QByteArray> readFile(const QString& path);

/// Says on a terminal how far the work is, and stops it on an interrupt from the keyboard (Ctrl+C).
class TerminalProgress final : public Progress {
public:
    TerminalProgress(const Output& output, QString what);
    ~TerminalProgress() override;
    TerminalProgress(const TerminalProgress&) = delete;
    TerminalProgress& operator=(const TerminalProgress&) = delete;
    [[nodiscard]] bool step(std::int64_t done, std::int64_t total) override;

    /// From here on Ctrl+C ends the present work cleanly instead of the program at once.
    static void catchInterrupts();

private:
    QString m_what;
    bool m_shown;
    bool m_drawn = false;
    std::chrono::steady_clock::time_point m_next;
};

} // namespace winnow::cli
