#include "core/store/localnames.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

namespace winnow::store {

QString LocalNames::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/winnow/reviewers.json");
}

LocalNames::LocalNames(QString path)
    : m_path(std::move(path))
{
    refresh();
}

void LocalNames::refresh()
{
    const QFileInfo info(m_path);
    const QDateTime changed = info.exists() ? info.lastModified() : QDateTime();
    if (m_read == changed)
        return;
    m_read = changed;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    m_names.clear();
    const QJsonObject names = QJsonDocument::fromJson(file.readAll()).object();
    for (auto name = names.begin(); name != names.end(); ++name)
        if (const QByteArray uuid = QByteArray::fromHex(name.key().toLatin1()); uuid.size() == 16)
            m_names.emplace(uuid.toStdString(), name.value().toString().toStdString());
}

const std::string* LocalNames::of(const std::string& uuid) const
{
    const auto found = m_names.find(uuid);
    return found == m_names.end() || found->second.empty() ? nullptr : &found->second;
}

Result<> LocalNames::set(const std::string& uuid, const std::string& name)
{
    m_read.reset(); // file times are too coarse to rely on before writing
    refresh();
    m_names.insert_or_assign(uuid, name);
    QJsonObject names;
    for (const auto& [id, called] : m_names)
        names.insert(QString::fromLatin1(QByteArray::fromStdString(id).toHex()), toQString(called));
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(names).toJson()) >= 0 && file.commit();
    m_read = QFileInfo(m_path).lastModified();
    if (!written)
        return fail(ErrorKind::Io,
            QCoreApplication::translate("store",
                "The name of a reviewer could not be kept on this computer: %1 cannot be written. The review shows a "
                "neutral name instead.")
                .arg(m_path),
            file.errorString());
    return {};
}

} // namespace winnow::store
