#include "core/figure/lettering.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace winnow::figure {

namespace {

/// The first of these that is installed; else the system's own.
QString family()
{
    const QStringList installed = QFontDatabase::families();
    for (const QString& wanted : {QStringLiteral("Liberation Sans"), QStringLiteral("Arial"),
             QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")})
        if (installed.contains(wanted))
            return wanted;
    return QGuiApplication::font().family();
}

QString withoutEndSpace(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

} // namespace

Lettering::Lettering()
    : m_regular(font(MeasuredSize, Weight::Regular))
    , m_bold(font(MeasuredSize, Weight::Bold))
{
}

QFont Lettering::font(int pixelSize, Weight weight)
{
    static const QString name = family();
    QFont font(name);
    font.setPixelSize(pixelSize);
    font.setBold(weight == Weight::Bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

double Lettering::width(const QString& text, double size, Weight weight) const
{
    const QFontMetricsF& metrics = weight == Weight::Bold ? m_bold : m_regular;
    return metrics.horizontalAdvance(text) * size / MeasuredSize;
}

QString Lettering::elided(const QString& text, double size, double width, Weight weight) const
{
    // Qt elides in whole 64ths of a pixel: what is exactly as wide as its room would lose letters.
    if (this->width(text, size, weight) <= width + 1e-6)
        return text;
    const QFontMetricsF& metrics = weight == Weight::Bold ? m_bold : m_regular;
    return metrics.elidedText(text, Qt::ElideRight, width * MeasuredSize / size);
}

/// Where the line that begins at `from` ends: at the last allowed break that fits, else after the last character that
/// does, but never without one.
qsizetype Lettering::lineEnd(const QString& text, qsizetype from, double size, double available, Weight weight) const
{
    const auto fits = [&](qsizetype end) {
        return width(withoutEndSpace(text.mid(from, end - from)), size, weight) <= available;
    };
    QTextBoundaryFinder breaks(QTextBoundaryFinder::Line, text);
    breaks.setPosition(from);
    qsizetype end = from;
    for (qsizetype next = breaks.toNextBoundary(); next > 0; next = breaks.toNextBoundary()) {
        if (!fits(next))
            break;
        end = next;
    }
    if (end > from)
        return end;
    QTextBoundaryFinder characters(QTextBoundaryFinder::Grapheme, text);
    characters.setPosition(from);
    for (qsizetype next = characters.toNextBoundary(); next > 0; next = characters.toNextBoundary()) {
        if (end > from && !fits(next))
            break;
        end = next;
    }
    return end;
}

QStringList Lettering::wrapped(const QString& text, double size, double width, Weight weight, int maximum) const
{
    QStringList lines;
    qsizetype from = 0;
    while (from < text.size()) {
        if (lines.size() + 1 == maximum) {
            lines += elided(withoutEndSpace(text.mid(from)), size, width, weight);
            break;
        }
        const qsizetype end = lineEnd(text, from, size, width, weight);
        lines += withoutEndSpace(text.mid(from, end - from));
        from = end;
    }
    return lines;
}

} // namespace winnow::figure
