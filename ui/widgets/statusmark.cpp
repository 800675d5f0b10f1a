#include "ui/widgets/statusmark.h"

#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace winnow::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("winnow::ui::Mark", text);
}

QPainterPath tick()
{
    QPainterPath path{{0.16, 0.54}};
    path.lineTo(0.40, 0.78);
    path.lineTo(0.86, 0.24);
    return path;
}

QPainterPath cross()
{
    QPainterPath path{{0.22, 0.22}};
    path.lineTo(0.78, 0.78);
    path.moveTo(0.78, 0.22);
    path.lineTo(0.22, 0.78);
    return path;
}

QPainterPath question()
{
    QPainterPath path{{0.29, 0.34}};
    path.cubicTo(0.30, 0.04, 0.74, 0.06, 0.71, 0.36);
    path.cubicTo(0.69, 0.52, 0.50, 0.50, 0.50, 0.68);
    path.moveTo(0.50, 0.88);
    path.lineTo(0.50, 0.89);
    return path;
}

QPainterPath shapeOf(Mark mark)
{
    QPainterPath path;
    switch (mark) {
    case Mark::Include:
        return tick();
    case Mark::Exclude:
        return cross();
    case Mark::Maybe:
        return question();
    case Mark::Undecided:
        path.addEllipse(QRectF(0.2, 0.2, 0.6, 0.6));
        break;
    case Mark::Waiting:
        path.addEllipse(QRectF(0.28, 0.28, 0.44, 0.44));
        break;
    }
    return path;
}

} // namespace

Mark markOf(const std::optional<Verdict>& verdict)
{
    if (!verdict)
        return Mark::Undecided;
    switch (*verdict) {
    case Verdict::Include:
        return Mark::Include;
    case Verdict::Exclude:
        return Mark::Exclude;
    case Verdict::Maybe:
        break;
    }
    return Mark::Maybe;
}

Mark markOf(Box box)
{
    switch (box) {
    case Box::Unscreened:
        return Mark::Undecided;
    case Box::ScreeningOpen:
    case Box::AssessmentOpen:
        return Mark::Maybe;
    case Box::ScreenedOut:
    case Box::NotRetrieved:
    case Box::ExcludedFullText:
        return Mark::Exclude;
    case Box::AwaitingRetrieval:
    case Box::AwaitingAssessment:
        return Mark::Waiting;
    case Box::Included:
        break;
    }
    return Mark::Include;
}

Mark markOf(const CitationRow& row, Standing standing)
{
    switch (standing) {
    case Standing::Screening:
        return markOf(row.mine[0]);
    case Standing::Eligibility:
        return markOf(row.mine[1]);
    case Standing::Flow:
        break;
    }
    return markOf(row.box);
}

QString wordOf(const std::optional<Verdict>& verdict)
{
    if (!verdict)
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Undecided"));
    switch (*verdict) {
    case Verdict::Include:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Included"));
    case Verdict::Exclude:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Excluded"));
    case Verdict::Maybe:
        break;
    }
    return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Maybe"));
}

QString wordOf(Box box)
{
    switch (box) {
    case Box::Unscreened:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Not screened"));
    case Box::ScreeningOpen:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Screening open"));
    case Box::ScreenedOut:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Screened out"));
    case Box::AwaitingRetrieval:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Report sought"));
    case Box::NotRetrieved:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Not retrieved"));
    case Box::AwaitingAssessment:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "To assess"));
    case Box::AssessmentOpen:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Eligibility open"));
    case Box::ExcludedFullText:
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Not eligible"));
    case Box::Included:
        break;
    }
    return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "In the review"));
}

QString wordOf(const CitationRow& row, Standing standing)
{
    switch (standing) {
    case Standing::Screening:
        return wordOf(row.mine[0]);
    case Standing::Eligibility:
        return wordOf(row.mine[1]);
    case Standing::Flow:
        break;
    }
    if (row.box == Box::Unscreened && row.mine[0])
        return tr(QT_TRANSLATE_NOOP("winnow::ui::Mark", "Screened by you, not by all"));
    return wordOf(row.box);
}

QColor markColor(Mark mark)
{
    const Colors& colors = theme::colors();
    switch (mark) {
    case Mark::Include:
        return colors.include;
    case Mark::Exclude:
        return colors.exclude;
    case Mark::Maybe:
        return colors.maybe;
    case Mark::Waiting:
        return colors.accent;
    case Mark::Undecided:
        break;
    }
    return colors.muted;
}

void paintMark(QPainter& painter, const QRectF& where, Mark mark, const QColor& color)
{
    const qreal side = std::min(where.width(), where.height());
    if (side <= 0)
        return;
    const QColor ink = color.isValid() ? color : markColor(mark);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(where.center() - QPointF(side / 2, side / 2));
    painter.scale(side, side);
    const bool filled = mark == Mark::Waiting;
    const qreal width = mark == Mark::Undecided ? 0.10 : 0.15;
    painter.setPen(filled ? QPen(Qt::NoPen) : QPen(ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(filled ? QBrush(ink) : QBrush(Qt::NoBrush));
    painter.drawPath(shapeOf(mark));
    painter.restore();
}

} // namespace winnow::ui
