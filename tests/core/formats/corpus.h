// The real exports under ../shared/data/import, as its SOURCES.tsv lists them.
#pragma once

#include "core/formats/writer.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace winnow::test {

[[nodiscard]] QString importFolder();
/// The rows of a table of tab-separated values.
[[nodiscard]] std::vector<QStringList> tableRows(const QString& path);

struct Export {
    QString format; ///< its folder
    QString file;
    QString path;
    std::uint64_t records = 0; ///< as SOURCES.tsv states; 0: no records, or not known
};

/// Every row whose file is there.
[[nodiscard]] std::vector<Export> corpus();

/// The formats that we write and read.
inline constexpr formats::WriteFormat Readable[] = {formats::WriteFormat::Ris, formats::WriteFormat::Nbib,
    formats::WriteFormat::Bibtex, formats::WriteFormat::CslJson, formats::WriteFormat::Csv, formats::WriteFormat::Xlsx};

} // namespace winnow::test
