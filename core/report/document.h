// A report as data: headings, paragraphs, tables, figures. Written as HTML, Markdown or OpenDocument alike.
#pragma once

#include "core/base/result.h"
#include "core/figure/drawing.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace winnow::report {

struct Heading {
    int level = 1; ///< 1: the report's title
    QString text;
};

struct Paragraph {
    QString text; ///< plain; line breaks stay
};

/// Something for the authors to write or check, set apart from what is stated.
struct Hint {
    QString text;
};

struct List {
    QStringList items;
    bool isNumbered = false;
};

struct Table {
    QString caption;
    QStringList columns;
    std::vector<QStringList> rows; ///< may have fewer cells
    qsizetype keys = 1; ///< first columns that say what a row is of: repeated where a wide table is split
};

struct Figure {
    QString caption;
    QString name; ///< of its file beside Markdown: "prisma"; letters, digits, hyphens
    figure::Drawing drawing;
};

using Block = std::variant<Heading, Paragraph, Hint, List, Table, Figure>;

struct Document {
    QString title;
    std::vector<Block> blocks;
};

/// One file: figures are SVG within it, styles too; nothing in it loads or runs anything.
[[nodiscard]] Result<QByteArray> toHtml(const Document& document);
/// CommonMark with tables as GitHub has them; figures are named "FOLDER/name.svg".
[[nodiscard]] QByteArray toMarkdown(const Document& document, const QString& folder);
/// OpenDocument text, which word processors open and save as DOCX; figures at 200 dpi.
[[nodiscard]] Result<QByteArray> toOpenDocument(const Document& document);

/// By the file's ending: .html, .md (its figures in a folder NAME-figures beside it) or .odt. Each file whole or not at
/// all. InvalidInput for another ending. Needs a QGuiApplication for its fonts, not a display.
[[nodiscard]] Result<> write(const Document& document, const QString& path);

} // namespace winnow::report
