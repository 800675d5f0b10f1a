#include "app/cli/output.h"

#include "core/base/csv.h"
#include "core/base/text.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace winnow::cli {

namespace {

void write(std::FILE* stream, std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stream);
}

std::string safe(const QString& line)
{
    return printable(line.toStdString());
}

/// C1 controls, and what turns the direction of text or hides in it.
bool isUnseen(char16_t c)
{
    return (c >= 0x7f && c <= 0x9f) || c == 0x61c || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

/// Whether a byte of UTF-8 may begin one of those.
bool mayBeginUnseen(char byte)
{
    const auto lead = static_cast<unsigned char>(byte);
    return lead == 0x7f || lead == 0xc2 || lead == 0xd8 || lead == 0xe2 || lead == 0xef;
}

std::atomic<bool> interrupted = false;

} // namespace

Output::Output(OutputOptions options)
    : m_options(options)
    , m_terminal(isatty(STDOUT_FILENO) == 1)
{
}

void Output::say(const QString& line)
{
    if (!m_options.quiet)
        print(line);
}

void Output::print(const QString& line)
{
    if (!m_options.json)
        write(stdout, safe(line) + "\n");
}

void Output::row(const std::vector<std::string>& cells)
{
    if (!m_terminal) {
        write(stdout, csv::line(cells));
        return;
    }
    std::vector<std::string> shown;
    shown.reserve(cells.size());
    for (const std::string& cell : cells)
        shown.push_back(printable(cell));
    write(stdout, csv::line(shown));
}

void Output::document(const QJsonObject& object)
{
    const QByteArray json = compactJson(object);
    write(stdout, {json.data(), static_cast<std::size_t>(json.size())});
    write(stdout, "\n");
}

void Output::beginList(const char* name)
{
    write(stdout, "{\"" + std::string{name} + "\":[");
    m_firstEntry = true;
}

void Output::entry(const QJsonObject& object)
{
    const QByteArray json = compactJson(object);
    if (!m_firstEntry)
        write(stdout, ",");
    m_firstEntry = false;
    write(stdout, {json.data(), static_cast<std::size_t>(json.size())});
}

void Output::endList()
{
    write(stdout, "]}\n");
}

void Output::warn(const QString& line)
{
    std::fflush(stdout);
    write(stderr, safe(line) + "\n");
}

Result<> Output::finish()
{
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return {};
    return fail(ErrorKind::Io, tr("The result could not be written to its end: %1.").arg(qt_error_string(errno)));
}

QByteArray compactJson(const QJsonObject& object)
{
    QByteArray json = QJsonDocument{object}.toJson(QJsonDocument::Compact);
    if (std::none_of(json.begin(), json.end(), mayBeginUnseen))
        return json;
    // These can only stand inside strings, where the escape means the same.
    QByteArray escaped;
    escaped.reserve(json.size());
    for (qsizetype i = 0; i < json.size();) {
        const auto lead = static_cast<unsigned char>(json[i]);
        const qsizetype length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        const QByteArray letter = QByteArray::fromRawData(json.constData() + i, length);
        const QString text = mayBeginUnseen(json[i]) ? QString::fromUtf8(letter) : QString{};
        if (!text.isEmpty() && isUnseen(text.front().unicode()))
            escaped += "\\u" + QByteArray::number(text.front().unicode(), 16).rightJustified(4, '0');
        else
            escaped += letter;
        i += length;
    }
    return escaped;
}

Result<> writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file{path};
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(
            ErrorKind::Io, tr("“%1” cannot be written: %2. Nothing was written.").arg(path, file.errorString()));
    return {};
}

Result<QByteArray> readFile(const QString& path)
{
    constexpr qint64 MaxBytes = qint64{1} << 30;
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, tr("“%1” cannot be read: %2.").arg(path, file.errorString()));
    QByteArray bytes = file.read(MaxBytes);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::Io, tr("“%1” cannot be read: %2.").arg(path, file.errorString()));
    if (!file.atEnd())
        return fail(ErrorKind::InvalidInput, tr("“%1” is too large for a table.").arg(path));
    return bytes;
}

TerminalProgress::TerminalProgress(const Output& output, QString what)
    : m_what(std::move(what))
    , m_shown(!output.quiet() && isatty(STDERR_FILENO) == 1)
    , m_next(std::chrono::steady_clock::now() + std::chrono::milliseconds{300})
{
}

TerminalProgress::~TerminalProgress()
{
    if (m_drawn)
        write(stderr, "\r\033[K");
}

bool TerminalProgress::step(std::int64_t done, std::int64_t total)
{
    if (interrupted)
        return false;
    if (!m_shown)
        return true;
    const auto now = std::chrono::steady_clock::now();
    if (now < m_next)
        return true;
    m_next = now + std::chrono::milliseconds{100};
    m_drawn = true;
    const QString far = total > 0 ? tr("%1 %").arg(100 * done / total) : QString::number(done);
    write(stderr, "\r\033[K" + safe(m_what + QStringLiteral(" ") + far));
    return true;
}

void TerminalProgress::catchInterrupts()
{
    std::signal(SIGINT, [](int) { interrupted = true; });
}

} // namespace winnow::cli
