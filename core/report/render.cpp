#include "core/report/document.h"
#include "core/report/opendocument.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace winnow::report {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("report", text);
}

template <typename... Ts> struct Each : Ts... {
    using Ts::operator()...;
};
template <typename... Ts> Each(Ts...) -> Each<Ts...>;

// HTML --------------------------------------------------------------------------------------------------------------

QString escaped(const QString& text)
{
    return text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>\n"));
}

QString row(const QStringList& cells, qsizetype columns, const QString& tag)
{
    QString out = QStringLiteral("<tr>");
    for (qsizetype i = 0; i < columns; ++i)
        out += QStringLiteral("<%1>%2</%1>").arg(tag, i < cells.size() ? escaped(cells[i]) : QString{});
    return out + QStringLiteral("</tr>\n");
}

QString html(const Table& table)
{
    QString out = QStringLiteral("<table>\n<caption>%1</caption>\n<thead>%2</thead>\n<tbody>\n")
                      .arg(escaped(table.caption), row(table.columns, table.columns.size(), QStringLiteral("th")));
    for (const QStringList& cells : table.rows)
        out += row(cells, table.columns.size(), QStringLiteral("td"));
    return out + QStringLiteral("</tbody>\n</table>\n");
}

QString html(const List& list)
{
    const QString tag = list.isNumbered ? QStringLiteral("ol") : QStringLiteral("ul");
    QString out = QStringLiteral("<%1>\n").arg(tag);
    for (const QString& item : list.items)
        out += QStringLiteral("<li>%1</li>\n").arg(escaped(item));
    return out + QStringLiteral("</%1>\n").arg(tag);
}

QString html(const Figure& figure)
{
    return QStringLiteral("<figure>\n<img alt=\"%1\" src=\"data:image/svg+xml;base64,%2\">\n"
                          "<figcaption>%3</figcaption>\n</figure>\n")
        .arg(figure.drawing.title.toHtmlEscaped(), QString::fromLatin1(figure::toSvg(figure.drawing).toBase64()),
            escaped(figure.caption));
}

constexpr const char* Style =
    "body{font:11pt/1.5 'Liberation Sans',Arial,sans-serif;max-width:52em;margin:2em auto;padding:0 1em;color:#1b1f24}"
    "table{border-collapse:collapse;margin:1em 0;font-size:.9em}caption{text-align:left;font-weight:bold;padding:.3em "
    "0}"
    "th,td{border-bottom:1px solid #d0d4d8;padding:.25em .6em;text-align:left;vertical-align:top}"
    "figure{margin:1.5em 0}img{max-width:100%}figcaption{font-size:.9em}"
    ".hint{border-left:3px solid #b24a00;padding-left:.8em;color:#57606a}";

// Markdown ----------------------------------------------------------------------------------------------------------

/// What CommonMark would take for its own is escaped.
QString literal(const QString& text)
{
    QString out;
    for (const QChar c : text) {
        if (QStringLiteral("\\`*_[]<>#|~&").contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

QString inCell(const QString& text)
{
    return literal(text).replace(u'\n', QStringLiteral("<br>"));
}

/// A line that begins as a list or a rule would is none.
QString lines(const QString& text)
{
    QStringList out;
    for (const QString& line : text.split(u'\n')) {
        const QString shown = literal(line);
        const bool isMarked = !shown.isEmpty() && (QStringLiteral("-+=").contains(shown[0]) || shown[0].isDigit());
        out += isMarked && !shown[0].isDigit() ? u'\\' + shown : shown;
    }
    return out.join(QStringLiteral("  \n"));
}

QString markdown(const Table& table)
{
    QString out = table.caption.isEmpty() ? QString{} : QStringLiteral("**%1**\n\n").arg(literal(table.caption));
    QString rule;
    for (const QString& column : table.columns) {
        out += QStringLiteral("| %1 ").arg(inCell(column));
        rule += QStringLiteral("|---");
    }
    out += QStringLiteral("|\n") + rule + QStringLiteral("|\n");
    for (const QStringList& cells : table.rows) {
        for (qsizetype i = 0; i < table.columns.size(); ++i)
            out += QStringLiteral("| %1 ").arg(i < cells.size() ? inCell(cells[i]) : QString{});
        out += QStringLiteral("|\n");
    }
    return out + u'\n';
}

QString markdown(const List& list)
{
    QString out;
    for (qsizetype i = 0; i < list.items.size(); ++i)
        out += (list.isNumbered ? QStringLiteral("%1. ").arg(i + 1) : QStringLiteral("- "))
            + literal(list.items[i]).replace(u'\n', u' ') + u'\n';
    return out + u'\n';
}

/// Tables and figures with their numbers before their captions, so that the text around can refer to them.
Document numbered(Document document)
{
    int tables = 0;
    int figures = 0;
    for (Block& block : document.blocks) {
        if (auto* table = std::get_if<Table>(&block))
            table->caption = tr("Table %1. %2").arg(QString::number(++tables), table->caption);
        else if (auto* figure = std::get_if<Figure>(&block))
            figure->caption = tr("Figure %1. %2").arg(QString::number(++figures), figure->caption);
    }
    return document;
}

} // namespace

Result<QByteArray> toHtml(const Document& document)
{
    QString body;
    const Document counted = numbered(document);
    for (const Block& block : counted.blocks)
        std::visit(
            Each{[&](const Heading& heading) {
                     body += QStringLiteral("<h%1>%2</h%1>\n").arg(heading.level).arg(escaped(heading.text));
                 },
                [&](const Paragraph& paragraph) { body += QStringLiteral("<p>%1</p>\n").arg(escaped(paragraph.text)); },
                [&](const Hint& hint) { body += QStringLiteral("<p class=\"hint\">%1</p>\n").arg(escaped(hint.text)); },
                [&](const auto& other) { body += html(other); }},
            block);
    return QStringLiteral("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                          "style-src 'unsafe-inline'\">\n<title>%1</title>\n<style>%2</style>\n</head>\n<body>\n")
               .arg(document.title.toHtmlEscaped(), QString::fromLatin1(Style))
               .toUtf8()
        + body.toUtf8() + "</body>\n</html>\n";
}

QByteArray toMarkdown(const Document& document, const QString& folder)
{
    QString out;
    const Document counted = numbered(document);
    for (const Block& block : counted.blocks)
        std::visit(Each{[&](const Heading& heading) {
                            out += QString(heading.level, u'#') + u' ' + literal(heading.text) + QStringLiteral("\n\n");
                        },
                       [&](const Paragraph& paragraph) { out += lines(paragraph.text) + QStringLiteral("\n\n"); },
                       [&](const Hint& hint) {
                           out += QStringLiteral("> ") + lines(hint.text).replace(u'\n', QStringLiteral("\n> "))
                               + QStringLiteral("\n\n");
                       },
                       [&](const Figure& figure) {
                           out += QStringLiteral("![%1](<%2/%3.svg>)\n\n%1\n\n")
                                      .arg(literal(figure.caption).replace(u'\n', u' '), folder, figure.name);
                       },
                       [&](const auto& other) { out += markdown(other); }},
            block);
    return out.toUtf8();
}

Result<QByteArray> toOpenDocument(const Document& document)
{
    return openDocument(numbered(document));
}

Result<> write(const Document& document, const QString& path)
{
    const QFileInfo file(path);
    const QString ending = file.suffix().toLower();
    if (ending == QLatin1String("html")) {
        const QByteArray bytes = TRY(toHtml(document));
        return figure::write(bytes, path);
    }
    if (ending == QLatin1String("odt")) {
        const QByteArray bytes = TRY(toOpenDocument(document));
        return figure::write(bytes, path);
    }
    if (ending != QLatin1String("md"))
        return fail(ErrorKind::InvalidInput,
            tr("“%1” does not say what to write; its name can end in .html, .md or .odt.").arg(path));
    const QString folder = file.completeBaseName() + QStringLiteral("-figures");
    if (!QDir(file.absolutePath()).mkpath(folder))
        return fail(ErrorKind::Io, tr("The folder “%1” cannot be made in “%2”.").arg(folder, file.absolutePath()));
    for (const Block& block : document.blocks)
        if (const auto* figure = std::get_if<Figure>(&block))
            TRY(figure::save(
                figure->drawing, file.absolutePath() + u'/' + folder + u'/' + figure->name + QStringLiteral(".svg")));
    return figure::write(toMarkdown(document, folder), path);
}

} // namespace winnow::report
