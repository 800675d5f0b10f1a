#include "ui/reviewers/judgementsview.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/statusmark.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QEvent>
#include <QLocale>
#include <QTextCursor>
#include <QTextTable>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What one person said, as lines; names and words are data and stand as they are.
struct Column {
    QString name;
    QString sign;
    QString verdict;
    QColor color;
    QStringList lines;
};

QString signOf(Verdict verdict)
{
    return verdict == Verdict::Include ? u"✓"_s : verdict == Verdict::Exclude ? u"✕"_s : u"?"_s;
}

QString whenOf(std::int64_t at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at).date(), QLocale::ShortFormat);
}

} // namespace

JudgementsView::JudgementsView(ReasonLabel reasonLabel, QWidget* parent)
    : QTextBrowser(parent)
    , m_reasonLabel(std::move(reasonLabel))
{
    setAccessibleName(tr("What each reviewer said"));
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::TabFocus);
    document()->setDocumentMargin(1.5 * theme::Grid);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void JudgementsView::setJudgements(const Judgements& judgements, const QString& note)
{
    m_judgements = judgements;
    m_note = note;
    fill();
}

void JudgementsView::fill()
{
    const auto columnOf = [this](const Decision& decision) {
        Column column{inOneLine(decision.reviewerName), signOf(decision.verdict), wordOf(decision.verdict),
            markColor(markOf(decision.verdict)), {}};
        if (decision.reason)
            column.lines.append(m_reasonLabel(decision.reason));
        if (!decision.note.empty())
            column.lines.append(tr("Note: %1").arg(toQString(decision.note)));
        return column;
    };
    std::vector<Column> columns;
    for (const Decision& vote : m_judgements.votes) {
        Column column = columnOf(vote);
        for (const auto& [name, note] : m_judgements.notes)
            if (name == vote.reviewerName)
                column.lines.append(tr("On the record: %1").arg(toQString(note)));
        QStringList labels;
        for (const auto& [name, label] : m_judgements.labels)
            if (name == vote.reviewerName)
                labels.append(inOneLine(label));
        if (!labels.isEmpty())
            column.lines.append(tr("Labels: %1").arg(labels.join(u", "_s)));
        column.lines.append(whenOf(vote.at));
        columns.push_back(std::move(column));
    }
    if (m_judgements.settled) {
        Column column = columnOf(*m_judgements.settled);
        column.name = tr("Settled by %1").arg(column.name);
        column.lines.append(whenOf(m_judgements.settled->at));
        columns.push_back(std::move(column));
    } else if (!m_note.isEmpty()) {
        columns.push_back({tr("Your note"), {}, {}, {}, {m_note}});
    }

    m_filling = true;
    clear();
    document()->setDefaultFont(font());
    if (!columns.empty()) {
        QTextCursor cursor(document());
        QTextTableFormat format;
        format.setBorder(0);
        format.setCellPadding(theme::Grid / 2.0);
        format.setCellSpacing(0);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        const double share = 100.0 / static_cast<double>(columns.size());
        format.setColumnWidthConstraints(QList<QTextLength>(
            static_cast<qsizetype>(columns.size()), QTextLength(QTextLength::PercentageLength, share)));
        QTextTable* const table = cursor.insertTable(1, static_cast<int>(columns.size()), format);
        QTextCharFormat plain;
        plain.setForeground(theme::colors().text);
        QTextCharFormat strong = plain;
        strong.setFontWeight(QFont::DemiBold);
        QTextCharFormat muted = plain;
        muted.setForeground(theme::colors().muted);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const Column& column = columns[i];
            QTextCursor cell = table->cellAt(0, static_cast<int>(i)).firstCursorPosition();
            cell.insertText(column.name, strong);
            if (!column.verdict.isEmpty()) {
                QTextCharFormat verdict = strong;
                verdict.setForeground(column.color);
                cell.insertBlock();
                cell.insertText(column.sign + u' ' + column.verdict, verdict);
            }
            for (qsizetype line = 0; line < column.lines.size(); ++line) {
                cell.insertBlock();
                cell.insertText(
                    column.lines[line], line + 1 == column.lines.size() && column.verdict.size() > 0 ? muted : plain);
            }
        }
        const QTextCursor top(document());
        setTextCursor(top);
    }
    m_filling = false;
    setAccessibleDescription(toPlainText());
    updateGeometry();
}

QSize JudgementsView::sizeHint() const
{
    const int most = parentWidget() != nullptr ? parentWidget()->height() * 2 / 5 : 30 * theme::Grid;
    const int text = static_cast<int>(document()->size().height()) + 2;
    return {40 * theme::Grid, std::clamp(text, 6 * theme::Grid, std::max(most, 6 * theme::Grid))};
}

QSize JudgementsView::minimumSizeHint() const
{
    return {20 * theme::Grid, 6 * theme::Grid};
}

void JudgementsView::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    updateGeometry();
}

void JudgementsView::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    const auto type = event->type();
    if (!m_filling && (type == QEvent::PaletteChange || type == QEvent::FontChange))
        fill();
}

} // namespace winnow::ui
