// Draws a line icon in the colour of the text around it.
#pragma once

#include <QIconEngine>
#include <QString>

namespace winnow::ui {

/// Icons are SVG with `currentColor`; the colour is asked for at each painting, so a change of look needs no new icons.
class IconEngine final : public QIconEngine {
public:
    explicit IconEngine(QString name);
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine* clone() const override;
    [[nodiscard]] bool isNull() override;

private:
    QString m_name;
};

} // namespace winnow::ui
