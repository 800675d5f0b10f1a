// An open PDF and what Poppler says of it, as the values of the wire.
#pragma once

#include "core/pdf/helper/marks.h"
#include "core/pdf/wire.h"

#include <memory>

namespace Poppler {
class Document;
class Page;
} // namespace Poppler

namespace winnow::pdf {

/// One file at a time; each function fills its part of the answer or says what the trouble is.
class OpenFile {
public:
    OpenFile();
    ~OpenFile();
    [[nodiscard]] Trouble open(const QString& path, const QString& password, Opened& opened);
    [[nodiscard]] Trouble render(const Tile& tile, QImage& image) const;
    [[nodiscard]] Trouble text(int index, std::vector<RawWord>& words) const;
    [[nodiscard]] Trouble links(int index, std::vector<Link>& links) const;
    [[nodiscard]] Trouble outline(std::vector<OutlineEntry>& outline) const;
    [[nodiscard]] Trouble marks(FileMarks& found) const;
    [[nodiscard]] Trouble copy(const std::vector<Mark>& marks, const TakePiece& take) const;

private:
    [[nodiscard]] std::unique_ptr<Poppler::Page> page(int index) const;
    std::unique_ptr<Poppler::Document> m_document;
    QString m_path;
    QString m_password;
};

} // namespace winnow::pdf
