#include "tests/support/shared.h"

#include <QDir>

namespace winnow::test {

QString sharedFolder()
{
    const QDir folder{QStringLiteral(WINNOW_SHARED)};
    return folder.exists() ? folder.canonicalPath() : QString{};
}

QString fixture(const QString& name)
{
    return QStringLiteral(WINNOW_FIXTURES "/") + name;
}

QString program(const QString& name)
{
    return QStringLiteral(WINNOW_BIN "/") + name;
}

} // namespace winnow::test
