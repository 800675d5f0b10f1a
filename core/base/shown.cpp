#include "core/base/shown.h"

#include "core/base/text.h"

namespace winnow {

namespace {

constexpr qsizetype Shown = 1'000;

QString beginning(const QString& text)
{
    return text.size() <= Shown ? text : text.left(Shown) + QChar(0x2026);
}

/// Turns the direction of what follows it, even beyond the text's own end.
bool isOverride(QChar c)
{
    return (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
}

} // namespace

QString asToolTip(const QString& text)
{
    if (text.isEmpty())
        return {};
    return QStringLiteral("<qt>%1</qt>").arg(beginning(text).toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

QString inOneLine(std::string_view text)
{
    constexpr std::size_t Enough = 8 * Shown; // bytes: four a character, and tags
    QString line;
    for (const QChar c : toQString(withoutMarkup(text.substr(0, Enough)))) {
        if (c.isSpace() || c.category() == QChar::Other_Control)
            line += u' ';
        else if (!isOverride(c))
            line += c;
    }
    return beginning(line);
}

} // namespace winnow
