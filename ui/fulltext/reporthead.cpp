#include "ui/fulltext/reporthead.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/statusmark.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

namespace {

/// The sign of the box in which the report is.
class Sign final : public QWidget {
public:
    Sign() { setFixedSize(2 * theme::Grid, 2 * theme::Grid); }
    void setBox(Box box)
    {
        m_mark = markOf(box);
        QWidget::update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintMark(painter, rect(), m_mark);
    }

private:
    Mark m_mark = Mark::Undecided;
};

QString sourceLine(const Record& record)
{
    QStringList parts;
    if (!record.authors.empty()) {
        const QString first = inOneLine(record.authors.front());
        parts += record.authors.size() > 1 ? ReportHead::tr("%1 et al.").arg(first.section(u',', 0, 0)) : first;
    }
    if (!record.journal.empty())
        parts += inOneLine(record.journal);
    if (record.year > 0)
        parts += QString::number(record.year);
    if (!record.doi.empty())
        parts += ReportHead::tr("DOI %1").arg(inOneLine(record.doi));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

ReportHead::ReportHead(FullTextController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_title(new TextLabel(TextLabel::Voice::Heading))
    , m_source(new TextLabel(TextLabel::Voice::Muted))
    , m_sign(new Sign)
    , m_state(new TextLabel(TextLabel::Voice::Body))
    , m_warning(new TextLabel(TextLabel::Voice::Warning))
    , m_files(new QComboBox)
{
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_source->setWordWrap(true);
    m_source->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state->setWordWrap(true);
    m_warning->setWordWrap(true);
    m_files->setAccessibleName(tr("Which file is read"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_files->setMinimumContentsLength(16);
    connect(m_files, &QComboBox::activated, &controller, &FullTextController::showFile);

    auto* state = new QHBoxLayout;
    state->setSpacing(theme::Grid);
    state->addWidget(m_sign);
    state->addWidget(m_state, 1);
    state->addWidget(m_files);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * theme::Grid, theme::Grid * 3 / 2, 2 * theme::Grid, theme::Grid * 3 / 2);
    column->setSpacing(theme::Grid / 2);
    column->addWidget(m_title);
    column->addWidget(m_source);
    column->addLayout(state);
    column->addWidget(m_warning);
}

QString ReportHead::retrievalText() const
{
    const CitationDetail& report = *m_controller.current();
    switch (report.retrieval) {
    case Retrieval::Sought:
        return tr("Sought, not yet retrieved");
    case Retrieval::NotRetrieved:
        return report.notRetrievedWhy.empty() ? tr("Not retrieved")
                                              : tr("Not retrieved: %1").arg(toQString(report.notRetrievedWhy));
    case Retrieval::Retrieved:
        break;
    }
    const AttachedFile* file = m_controller.file();
    if (!file)
        return tr("Retrieved, no PDF attached");
    return report.files.size() > 1 ? tr("Retrieved") : tr("Retrieved: %1").arg(toQString(file->name));
}

QString ReportHead::decisionText() const
{
    const auto verdict = m_controller.verdict();
    if (!verdict)
        return {};
    const auto& reasons = m_controller.allReasons();
    const auto reason = std::find_if(
        reasons.begin(), reasons.end(), [this](const Reason& each) { return each.id == m_controller.reason(); });
    return reason == reasons.end() ? wordOf(verdict)
                                   : tr("%1: %2", "verdict and reason").arg(wordOf(verdict), toQString(reason->label));
}

void ReportHead::update()
{
    const auto& report = m_controller.current();
    setVisible(report.has_value());
    if (!report)
        return;
    m_title->setText(inOneLine(report->best.title));
    m_source->setText(sourceLine(report->best));
    m_source->setVisible(!m_source->text().isEmpty());
    static_cast<Sign*>(m_sign)->setBox(report->box);
    QStringList parts{retrievalText()};
    if (const QString decision = decisionText(); !decision.isEmpty())
        parts.prepend(decision);
    m_state->setText(parts.join(QStringLiteral(" · ")));

    const QSignalBlocker quiet(m_files);
    m_files->clear();
    for (const AttachedFile& file : report->files)
        m_files->addItem(toQString(file.name));
    if (const AttachedFile* file = m_controller.file())
        m_files->setCurrentIndex(static_cast<int>(file - report->files.data()));
    m_files->setVisible(report->files.size() > 1);

    const FileState state = m_controller.fileState();
    m_warning->setVisible(state == FileState::Missing || state == FileState::Changed);
    m_warning->setText(state == FileState::Missing
            ? tr("The PDF is missing from the review's folder of files: attach it again.")
            : tr("The PDF was changed since it was attached, so quotations may have moved: attach the right one "
                 "again."));
}

} // namespace winnow::ui
