// Annotations in a PDF, by libqpdf: read, and written into a copy.
#pragma once

#include "core/pdf/mark.h"
#include "core/pdf/wire.h"

#include <QByteArray>

#include <functional>

namespace winnow::pdf {

[[nodiscard]] Trouble readMarks(const QString& path, const QString& password, FileMarks& found);

/// Takes a piece of the copy; false: stop.
using TakePiece = std::function<bool(const QByteArray&)>;
/// The whole file, written anew, with these marks. Annotations of the file stay, but for those that one of these
/// says in full: it was taken over from them, or written before.
[[nodiscard]] Trouble writeMarked(
    const QString& path, const QString& password, const std::vector<Mark>& marks, const TakePiece& take);

} // namespace winnow::pdf
