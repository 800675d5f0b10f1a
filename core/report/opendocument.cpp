#include "core/report/opendocument.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QXmlStreamWriter>

#include <zip.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace winnow::report {

namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("report", text);
}

struct File {
    QByteArray name;
    QByteArray bytes;
    bool isStored = false; ///< not compressed
};

// A4 with margins of 2 cm, in points.
constexpr double PageWidth = 481;
constexpr double PageHeight = 680; ///< less a caption's
constexpr double LandscapeWidth = 728;
constexpr int MostUpright = 6; ///< columns of a table on a portrait page
constexpr int MostColumns = 11; ///< on a landscape page; more are split

constexpr const char* MimeType = "application/vnd.oasis.opendocument.text";

constexpr const char* Namespaces = R"(xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3")";

constexpr const char* Manifest = R"(<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
 <manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="%1"/>
 <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
 <manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
 <manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
%2</manifest:manifest>
)";

/// What a heading, a caption over its table and a figure over its caption are kept together with is what follows them.
constexpr const char* Styles = R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles %1>
<office:styles>
 <style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"/>
  <style:text-properties style:font-name="Liberation Sans" fo:font-family="'Liberation Sans', Arial, sans-serif" fo:font-size="10.5pt"/></style:default-style>
 <style:style style:name="Standard" style:family="paragraph" style:class="text"/>
 <style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="6pt"/></style:style>
 <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="8pt" fo:keep-with-next="always"/><style:text-properties fo:font-size="20pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:default-outline-level="2" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="14pt" fo:margin-bottom="4pt" fo:keep-with-next="always"/><style:text-properties fo:font-size="15pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_20_3" style:display-name="Heading 3" style:family="paragraph" style:default-outline-level="3" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="12pt" fo:margin-bottom="4pt" fo:keep-with-next="always"/><style:text-properties fo:font-size="12.5pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_20_4" style:display-name="Heading 4" style:family="paragraph" style:default-outline-level="4" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="10pt" fo:margin-bottom="4pt" fo:keep-with-next="always"/><style:text-properties fo:font-size="11pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Hint" style:family="paragraph" style:parent-style-name="Text_20_body"><style:text-properties fo:font-style="italic" fo:color="#57606a"/></style:style>
 <style:style style:name="Item" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="14pt" fo:margin-bottom="3pt"/></style:style>
 <style:style style:name="Picture" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="8pt" fo:keep-with-next="always"/></style:style>
 <style:style style:name="Figure" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="10pt"/><style:text-properties fo:font-size="9pt"/></style:style>
 <style:style style:name="Table" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="10pt" fo:margin-bottom="3pt" fo:keep-with-next="always"/><style:text-properties fo:font-size="10pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Cell" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-size="8pt"/></style:style>
 <style:style style:name="Cell_20_heading" style:display-name="Cell heading" style:family="paragraph" style:parent-style-name="Cell"><style:text-properties fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="Upright"><style:page-layout-properties fo:page-width="595.3pt" fo:page-height="841.9pt" style:print-orientation="portrait" fo:margin="56.7pt"/></style:page-layout>
 <style:page-layout style:name="Lying"><style:page-layout-properties fo:page-width="841.9pt" fo:page-height="595.3pt" style:print-orientation="landscape" fo:margin="56.7pt"/></style:page-layout>
</office:automatic-styles>
<office:master-styles>
 <style:master-page style:name="Standard" style:page-layout-name="Upright"/>
 <style:master-page style:name="Landscape" style:page-layout-name="Lying"/>
</office:master-styles>
</office:document-styles>
)";

constexpr const char* CellStyles =
    R"(<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties fo:padding="2.5pt" fo:border-top="0.75pt solid #1b1f24" fo:border-bottom="0.75pt solid #1b1f24" style:vertical-align="bottom"/></style:style>
<style:style style:name="Body" style:family="table-cell"><style:table-cell-properties fo:padding="2.5pt" fo:border-bottom="0.25pt solid #b0b6bc"/></style:style>
<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
)";

QString points(double size)
{
    return QString::number(size, 'f', 2) + u"pt"_s;
}

/// XML has no place for control characters, halves of pairs and the two that are none.
QString writable(QString text)
{
    static const QRegularExpression other(u"[\\x00-\\x09\\x0B-\\x1F\\x{FFFE}\\x{FFFF}]"_s);
    return QString::fromUtf8(text.toUtf8()).replace(other, u" "_s);
}

QByteArray picture(const figure::Drawing& drawing)
{
    constexpr double Scale = 200.0 / 72;
    constexpr double MostSide = 8000; // pixels
    const double scale = std::min(Scale, MostSide / std::max({drawing.size.width(), drawing.size.height(), 1.0}));
    QImage image((drawing.size * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    image.fill(drawing.background);
    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(scale, scale);
        figure::paint(painter, drawing);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

/// The table's columns on pages: its keys, then as many others as are read at once.
std::vector<Table> parts(const Table& table)
{
    const qsizetype keys = std::min(table.keys, table.columns.size());
    if (table.columns.size() <= MostColumns)
        return {table};
    const qsizetype others = table.columns.size() - keys;
    const qsizetype count = (others + MostColumns - keys - 1) / (MostColumns - keys);
    const qsizetype wide = (others + count - 1) / count;
    std::vector<Table> made;
    for (qsizetype from = keys; from < table.columns.size(); from += wide) {
        Table part{made.empty() ? table.caption : tr("%1 (continued)").arg(table.caption),
            table.columns.first(keys) + table.columns.mid(from, wide), {}, keys};
        for (const QStringList& row : table.rows)
            part.rows.push_back(row.mid(0, keys) + row.mid(from, wide));
        made.push_back(std::move(part));
    }
    return made;
}

/// Shares of the width: room for the longest word, and more for columns of long texts.
std::vector<double> widths(const Table& table)
{
    std::vector<double> shares;
    for (qsizetype column = 0; column < table.columns.size(); ++column) {
        double word = 0;
        double all = 0;
        const auto look = [&](const QString& text) {
            for (const QString& one : text.split(QRegularExpression(u"[\\s/;-]"_s)))
                word = std::max(word, static_cast<double>(one.size()));
            all = std::max(all, static_cast<double>(text.size()));
        };
        look(table.columns[column]);
        for (const QStringList& row : table.rows)
            look(row.value(column));
        shares.push_back(std::max(std::min(word, 18.0) + 2, std::min(all / 3, 40.0)));
    }
    return shares;
}

class Writer {
public:
    Writer()
        : m_xml(&m_body)
    {
    }

    /// How the page lies from the next block on.
    void setLandscape(bool isLandscape) { m_isLandscape = isLandscape; }

    void add(const Heading& heading)
    {
        const int level = std::clamp(heading.level, 1, 4);
        paragraph(heading.text, u"Heading_20_%1"_s.arg(level), level);
    }
    void add(const Paragraph& one) { paragraph(one.text, u"Text_20_body"_s); }
    void add(const Hint& hint) { paragraph(hint.text, u"Hint"_s); }
    void add(const List& list)
    {
        for (qsizetype i = 0; i < list.items.size(); ++i)
            paragraph((list.isNumbered ? u"%1. "_s.arg(i + 1) : u"• "_s) + list.items[i], u"Item"_s);
    }
    void add(const Table& table)
    {
        for (const Table& part : parts(table))
            write(part);
    }
    void add(const Figure& figure)
    {
        const QSizeF size = figure.drawing.size;
        const double shrink =
            std::min({1.0, PageWidth / std::max(1.0, size.width()), PageHeight / std::max(1.0, size.height())});
        const QString name = u"Pictures/%1-%2.png"_s.arg(m_pictures.size() + 1).arg(figure.name);
        begin(u"Picture"_s);
        m_xml.writeStartElement(u"draw:frame"_s);
        m_xml.writeAttribute(u"draw:name"_s, writable(figure.name));
        m_xml.writeAttribute(u"text:anchor-type"_s, u"as-char"_s);
        m_xml.writeAttribute(u"svg:width"_s, points(size.width() * shrink));
        m_xml.writeAttribute(u"svg:height"_s, points(size.height() * shrink));
        m_xml.writeStartElement(u"draw:image"_s);
        m_xml.writeAttribute(u"xlink:href"_s, name);
        m_xml.writeAttribute(u"xlink:type"_s, u"simple"_s);
        m_xml.writeAttribute(u"xlink:show"_s, u"embed"_s);
        m_xml.writeEndElement();
        m_xml.writeTextElement(u"svg:title"_s, writable(figure.drawing.title));
        m_xml.writeTextElement(u"svg:desc"_s, writable(figure.drawing.description));
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        paragraph(figure.caption, u"Figure"_s);
        m_pictures.push_back({name.toUtf8(), picture(figure.drawing)});
    }

    std::vector<File> files(const QString& title)
    {
        const QString spaces = QString::fromLatin1(Namespaces);
        const QString head = u"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"_s;
        QString entries;
        for (const File& one : m_pictures)
            entries += u" <manifest:file-entry manifest:full-path=\"%1\" manifest:media-type=\"image/png\"/>\n"_s.arg(
                QString::fromUtf8(one.name));
        const QString content = head + u"<office:document-content "_s + spaces + u">\n<office:automatic-styles>\n"_s
            + QString::fromLatin1(CellStyles) + turns() + m_styles
            + u"</office:automatic-styles>\n<office:body><office:text>\n"_s + m_body
            + u"\n</office:text></office:body>\n</office:document-content>\n"_s;
        const QString meta = head + u"<office:document-meta "_s + spaces + u"><office:meta><dc:title>"_s
            + writable(title).toHtmlEscaped() + u"</dc:title></office:meta></office:document-meta>\n"_s;
        std::vector<File> all{{"mimetype", MimeType, true}, // OpenDocument part 2, 3.3: first, and as it is
            {"content.xml", content.toUtf8()}, {"styles.xml", QString::fromUtf8(Styles).arg(spaces).toUtf8()},
            {"meta.xml", meta.toUtf8()}};
        all.insert(all.end(), m_pictures.begin(), m_pictures.end());
        all.push_back({"META-INF/manifest.xml",
            QString::fromLatin1(Manifest).arg(QString::fromLatin1(MimeType), entries).toUtf8()});
        return all;
    }

private:
    /// The styles of the first paragraph on a page that lies, or stands again.
    QString turns() const
    {
        QString styles;
        for (const QString& name : {u"Heading_20_1"_s, u"Heading_20_2"_s, u"Heading_20_3"_s, u"Heading_20_4"_s,
                 u"Text_20_body"_s, u"Hint"_s, u"Item"_s, u"Picture"_s, u"Figure"_s, u"Table"_s})
            for (const auto& [turn, page] : {std::pair{u"U-"_s, u"Standard"_s}, std::pair{u"L-"_s, u"Landscape"_s}})
                styles += u"<style:style style:name=\"%1%2\" style:family=\"paragraph\" "
                          "style:parent-style-name=\"%2\" style:master-page-name=\"%3\"/>\n"_s.arg(turn, name, page);
        return styles;
    }

    /// A paragraph of the style; the first of a page that is turned turns it.
    void begin(const QString& style, int level = 0)
    {
        const bool turns = m_isLandscape != std::exchange(m_wasLandscape, m_isLandscape);
        m_xml.writeStartElement(level > 0 ? u"text:h"_s : u"text:p"_s);
        m_xml.writeAttribute(u"text:style-name"_s, turns ? (m_isLandscape ? u"L-"_s : u"U-"_s) + style : style);
        if (level > 0)
            m_xml.writeAttribute(u"text:outline-level"_s, QString::number(level));
    }
    void paragraph(const QString& text, const QString& style, int level = 0)
    {
        begin(style, level);
        const QStringList lines = writable(text).split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (i > 0)
                m_xml.writeEmptyElement(u"text:line-break"_s);
            m_xml.writeCharacters(lines[i]);
        }
        m_xml.writeEndElement();
        m_xml.writeCharacters(u"\n"_s);
    }

    void write(const Table& table)
    {
        paragraph(table.caption, u"Table"_s);
        if (table.columns.isEmpty())
            return;
        const QString name = u"Table%1"_s.arg(++m_tables);
        const double width = m_isLandscape ? LandscapeWidth : PageWidth;
        m_styles += u"<style:style style:name=\"%1\" style:family=\"table\"><style:table-properties "
                    "style:width=\"%2\" table:align=\"left\"/></style:style>\n"_s.arg(name, points(width));
        const std::vector<double> shares = widths(table);
        double sum = 0;
        for (const double share : shares)
            sum += share;
        m_xml.writeStartElement(u"table:table"_s);
        m_xml.writeAttribute(u"table:name"_s, name);
        m_xml.writeAttribute(u"table:style-name"_s, name);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const QString column = name + u".%1"_s.arg(i + 1);
            m_styles += u"<style:style style:name=\"%1\" style:family=\"table-column\"><style:table-column-properties "
                        "style:column-width=\"%2\"/></style:style>\n"_s.arg(column, points(width * shares[i] / sum));
            m_xml.writeEmptyElement(u"table:table-column"_s);
            m_xml.writeAttribute(u"table:style-name"_s, column);
        }
        m_xml.writeStartElement(u"table:table-header-rows"_s);
        writeRow(table.columns, table.columns.size(), true);
        m_xml.writeEndElement();
        for (const QStringList& row : table.rows)
            writeRow(row, table.columns.size(), false);
        m_xml.writeEndElement();
        m_xml.writeCharacters(u"\n"_s);
    }

    void writeRow(const QStringList& cells, qsizetype columns, bool isHeading)
    {
        m_xml.writeStartElement(u"table:table-row"_s);
        m_xml.writeAttribute(u"table:style-name"_s, u"Row"_s);
        for (qsizetype i = 0; i < columns; ++i) {
            m_xml.writeStartElement(u"table:table-cell"_s);
            m_xml.writeAttribute(u"table:style-name"_s, isHeading ? u"Head"_s : u"Body"_s);
            m_xml.writeAttribute(u"office:value-type"_s, u"string"_s);
            paragraph(cells.value(i), isHeading ? u"Cell_20_heading"_s : u"Cell"_s);
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
    }

    QString m_body;
    QXmlStreamWriter m_xml;
    QString m_styles;
    std::vector<File> m_pictures;
    int m_tables = 0;
    bool m_isLandscape = false;
    bool m_wasLandscape = false;
};

bool isWide(const Block& block)
{
    const auto* const table = std::get_if<Table>(&block);
    return table != nullptr && table->columns.size() > MostUpright;
}

/// Whether each block stands on a landscape page: wide tables, their headings, and the words after them, so that no
/// page is turned for a line.
std::vector<bool> lying(const std::vector<Block>& blocks)
{
    std::vector<bool> lie(blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (std::holds_alternative<Paragraph>(blocks[i]) || std::holds_alternative<Hint>(blocks[i]))
            lie[i] = i > 0 && lie[i - 1] && !std::holds_alternative<Heading>(blocks[i - 1]);
        else
            lie[i] = isWide(blocks[i]);
    for (std::size_t i = blocks.size(); i-- > 1;)
        if (std::holds_alternative<Heading>(blocks[i - 1]))
            lie[i - 1] = lie[i];
    return lie;
}

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct Free {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

/// An archive of the files, in their order.
Result<QByteArray> zipped(const std::vector<File>& files)
{
    const auto failed = [] {
        return fail(ErrorKind::Internal, tr("The report could not be made an OpenDocument text."));
    };
    const std::unique_ptr<zip_source_t, Free> whole(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!whole)
        return failed();
    std::unique_ptr<zip_t, Discard> archive(zip_open_from_source(whole.get(), ZIP_TRUNCATE, nullptr));
    if (!archive)
        return failed();
    zip_source_keep(whole.get()); // one reference is the archive's
    for (const File& file : files) {
        zip_source_t* const source =
            zip_source_buffer(archive.get(), file.bytes.constData(), static_cast<zip_uint64_t>(file.bytes.size()), 0);
        const zip_int64_t index = zip_file_add(archive.get(), file.name.constData(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            zip_source_free(source);
            return failed();
        }
        if (file.isStored)
            zip_set_file_compression(archive.get(), static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    }
    if (zip_close(archive.get()) != 0)
        return failed();
    static_cast<void>(archive.release()); // closed
    zip_stat_t stat;
    if (zip_source_stat(whole.get(), &stat) != 0 || zip_source_open(whole.get()) != 0)
        return failed();
    QByteArray bytes(static_cast<qsizetype>(stat.size), Qt::Uninitialized);
    const bool isRead = zip_source_read(whole.get(), bytes.data(), stat.size) == static_cast<zip_int64_t>(stat.size);
    zip_source_close(whole.get());
    if (!isRead)
        return failed();
    return bytes;
}

} // namespace

Result<QByteArray> openDocument(const Document& document)
{
    Writer writer;
    const std::vector<bool> lie = lying(document.blocks);
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        writer.setLandscape(lie[i]);
        std::visit([&](const auto& one) { writer.add(one); }, document.blocks[i]);
    }
    return zipped(writer.files(document.title));
}

} // namespace winnow::report
