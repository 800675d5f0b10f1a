// Where bytes come from: a file, or memory.
#include "core/formats/formats.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstring>

namespace winnow::formats {

namespace {

QString said(const char* text, const QString& path)
{
    return QCoreApplication::translate("formats", text).arg(QFileInfo{path}.fileName());
}

class FileSource final : public ByteSource {
public:
    explicit FileSource(const QString& path)
        : m_file(path)
    {
    }

    Result<> open()
    {
        const QFileInfo info{m_file.fileName()};
        if (!info.exists())
            return fail(ErrorKind::NotFound,
                said(QT_TRANSLATE_NOOP("formats", "The file “%1” is not there."), info.filePath()), info.filePath());
        if (info.isDir())
            return fail(ErrorKind::Io,
                said(QT_TRANSLATE_NOOP("formats", "“%1” is a folder. Choose the files in it."), info.filePath()),
                info.filePath());
        if (!info.isFile()) // a pipe or device would hold the reader until somebody writes into it
            return fail(ErrorKind::Io,
                said(QT_TRANSLATE_NOOP("formats",
                         "“%1” is no file but a pipe or a device. Save what it gives as a file "
                         "and import that."),
                    info.filePath()),
                info.filePath());
        if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return fail(ErrorKind::Io,
                said(QT_TRANSLATE_NOOP("formats", "The file “%1” cannot be opened for reading."), info.filePath()),
                m_file.errorString());
        m_size = m_file.size();
        return {};
    }

    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        const qint64 got = m_file.read(buffer, static_cast<qint64>(capacity));
        if (got < 0)
            return fail(ErrorKind::Io,
                said(QT_TRANSLATE_NOOP(
                         "formats", "The file “%1” could not be read to its end. Nothing of it was imported."),
                    m_file.fileName()),
                m_file.errorString());
        m_read += got;
        if (got == 0 && m_read < m_size)
            return fail(ErrorKind::Io,
                said(QT_TRANSLATE_NOOP(
                         "formats", "The file “%1” became shorter while it was read. Nothing of it was imported."),
                    m_file.fileName()),
                QStringLiteral("%1 of %2 bytes").arg(m_read).arg(m_size));
        return static_cast<std::size_t>(got);
    }

    [[nodiscard]] std::int64_t size() const override { return m_size; }

private:
    QFile m_file;
    std::int64_t m_size = 0;
    std::int64_t m_read = 0;
};

class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::string_view bytes)
        : m_rest(bytes)
        , m_size(static_cast<std::int64_t>(bytes.size()))
    {
    }

    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        const std::size_t count = std::min(capacity, m_rest.size());
        m_rest.copy(buffer, count);
        m_rest.remove_prefix(count);
        return count;
    }

    [[nodiscard]] std::int64_t size() const override { return m_size; }

private:
    std::string_view m_rest;
    std::int64_t m_size;
};

} // namespace

Result<std::unique_ptr<ByteSource>> openFile(const QString& path)
{
    auto source = std::make_unique<FileSource>(path);
    TRY(source->open());
    return source;
}

std::unique_ptr<ByteSource> memory(std::string_view bytes)
{
    return std::make_unique<MemorySource>(bytes);
}

} // namespace winnow::formats
