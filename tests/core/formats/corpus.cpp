#include "tests/core/formats/corpus.h"

#include "tests/core/formats/collect.h"
#include "tests/support/shared.h"

#include <QFile>

namespace winnow::test {

QString importFolder()
{
    return sharedFolder() + QStringLiteral("/data/import");
}

std::vector<QStringList> tableRows(const QString& path)
{
    std::vector<QStringList> rows;
    for (const QString& line : QString::fromStdString(contentOf(path)).split(u'\n', Qt::SkipEmptyParts))
        rows.push_back(line.split(u'\t'));
    return rows;
}

std::vector<Export> corpus()
{
    std::vector<Export> found;
    for (const QStringList& row : tableRows(importFolder() + QStringLiteral("/SOURCES.tsv"))) {
        const QString path = importFolder() + u'/' + row[1] + u'/' + row[2];
        if (QFile::exists(path))
            found.push_back({row[1], row[2], path, row.value(9).toULongLong()});
    }
    return found;
}

} // namespace winnow::test
