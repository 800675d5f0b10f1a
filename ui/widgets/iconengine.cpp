#include "ui/widgets/iconengine.h"

#include "ui/widgets/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace winnow::ui {
namespace {

QColor colorFor(QIcon::Mode mode)
{
    const Colors& colors = theme::colors();
    switch (mode) {
    case QIcon::Disabled:
        return theme::blend(colors.muted, colors.window, 0.5);
    case QIcon::Active:
    case QIcon::Selected:
    case QIcon::Normal:
        break;
    }
    return theme::blend(colors.text, colors.muted, 0.5);
}

} // namespace

IconEngine::IconEngine(QString name)
    : m_name(std::move(name))
{
}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/)
{
    const QColor color = colorFor(mode);
    const qreal ratio = painter->device() == nullptr ? 1 : painter->device()->devicePixelRatio();
    const int side = qRound(qMin(rect.width(), rect.height()) * ratio);
    if (side <= 0 || !painter->isActive()) // a button that is still being laid out
        return;
    const QString key = QStringLiteral("winnow-icon %1 %2 %3").arg(m_name, color.name()).arg(side);
    QPixmap drawn;
    if (!QPixmapCache::find(key, &drawn)) {
        drawn = QPixmap(side, side);
        drawn.fill(Qt::transparent);
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        if (file.open(QIODevice::ReadOnly)) {
            QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
            QPainter into(&drawn);
            renderer.render(&into);
        }
        QPixmapCache::insert(key, drawn);
    }
    const QPointF corner(rect.x() + (rect.width() - side / ratio) / 2, rect.y() + (rect.height() - side / ratio) / 2);
    painter->drawPixmap(QRectF(corner, QSizeF(side / ratio, side / ratio)), drawn, QRectF(drawn.rect()));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    if (size.isEmpty())
        return {};
    QPixmap drawn(size);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return drawn;
}

QIconEngine* IconEngine::clone() const
{
    return new IconEngine(m_name);
}

bool IconEngine::isNull()
{
    return m_name.isEmpty();
}

} // namespace winnow::ui
