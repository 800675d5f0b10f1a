// Small PDFs of our own, whose text is known.
#pragma once

#include <QString>
#include <QStringList>

namespace winnow::test {

/// One page for each text; lines are separated by newlines. Helvetica-like 12 pt on A4.
void writePdf(const QString& path, const QStringList& pages);

} // namespace winnow::test
