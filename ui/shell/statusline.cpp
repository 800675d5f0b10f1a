#include "ui/shell/statusline.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>

#include <algorithm>

namespace winnow::ui {
namespace {

void showProgress(QProgressBar& bar, const JobState& job)
{
    constexpr int Steps = 1000;
    bar.setMaximum(job.total > 0 ? Steps : 0);
    bar.setValue(job.total > 0 ? static_cast<int>(job.done * Steps / job.total) : 0);
}

} // namespace

QString wordsOf(const JobState& job)
{
    QString words = job.what;
    if (job.total > 0)
        words += StatusLine::tr(": %1 %").arg(job.done * 100 / job.total);
    if (job.secondsLeft >= 90)
        words += StatusLine::tr(", %n min left", nullptr, static_cast<int>((job.secondsLeft + 30) / 60));
    else if (job.secondsLeft >= 1)
        words += StatusLine::tr(", %n s left", nullptr, static_cast<int>(job.secondsLeft));
    return words;
}

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent)
    , m_words(new TextLabel(TextLabel::Voice::Caption))
    , m_job(new TextLabel(TextLabel::Voice::Caption))
    , m_bar(new QProgressBar)
    , m_cancel(new LinkButton(tr("Cancel")))
    , m_others(new LinkButton({}))
{
    m_words->setAccessibleName(tr("State of the review"));
    m_job->setAccessibleName(tr("Running work"));
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setAccessibleName(tr("Cancel running work"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(18 * theme::Grid);
    m_words->setMinimumWidth(1);
    m_words->setElided(1);
    constexpr int Stay = 8000; // ms
    m_saidTimer.setSingleShot(true);
    m_saidTimer.setInterval(Stay);
    connect(&m_saidTimer, &QTimer::timeout, this, [this] {
        m_said.clear();
        showWords();
    });
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * theme::Grid, 5, theme::Grid, 4);
    row->setSpacing(theme::Grid);
    row->addWidget(m_words, 1);
    row->addWidget(m_job);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    row->addWidget(m_others);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (!m_jobs.empty())
            Q_EMIT cancelRequested(m_jobs.front().id);
    });
    connect(m_others, &QPushButton::clicked, this, &StatusLine::listJobs);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setState(State::NoReview, {});
    showJobs();
}

void StatusLine::setState(State state, const QString& reviewer, const QString& reason)
{
    QStringList parts;
    switch (state) {
    case State::NoReview:
        break;
    case State::Saved:
        parts.append(tr("Saved"));
        break;
    case State::Saving:
        parts.append(tr("Saving…"));
        break;
    case State::ReadOnly:
        parts.append(tr("Read only"));
        parts.append(reason);
        break;
    }
    if (!reviewer.isEmpty())
        parts.append(tr("reviewer: %1").arg(reviewer));
    parts.append(state == State::NoReview ? tr("On this computer, no network") : tr("on this computer, no network"));
    parts.removeAll(QString());
    m_words->setVoice(state == State::ReadOnly ? TextLabel::Voice::Warning : TextLabel::Voice::Caption);
    m_state = parts.join(QStringLiteral(" · "));
    showWords();
}

void StatusLine::setReview(const QString& review)
{
    m_review = review;
    showWords();
}

void StatusLine::say(const QString& text)
{
    m_said = text;
    m_saidTimer.start();
    showWords();
    QAccessibleEvent alert(m_words, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString StatusLine::text() const
{
    return m_words->text();
}

void StatusLine::showWords()
{
    QStringList parts{m_said, m_review, m_state};
    parts.removeAll(QString());
    m_words->setText(parts.join(QStringLiteral(" · ")));
}

void StatusLine::setJob(const JobState& job)
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [&](const JobState& old) { return old.id == job.id; });
    if (found == m_jobs.end())
        m_jobs.push_back(job);
    else
        *found = job;
    showJobs();
}

void StatusLine::endJob(int id)
{
    std::erase_if(m_jobs, [id](const JobState& job) { return job.id == id; });
    showJobs();
}

void StatusLine::showJobs()
{
    const bool any = !m_jobs.empty();
    m_job->setVisible(any);
    m_bar->setVisible(any);
    m_cancel->setVisible(any);
    m_others->setVisible(m_jobs.size() > 1);
    if (!any)
        return;
    m_job->setText(wordsOf(m_jobs.front()));
    showProgress(*m_bar, m_jobs.front());
    m_others->setText(tr("%n more", nullptr, static_cast<int>(m_jobs.size()) - 1));
    m_others->setAccessibleName(tr("List of running work"));
}

/// Every job with its words; choosing one cancels it.
void StatusLine::listJobs()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const JobState& job : m_jobs)
        connect(menu->addAction(tr("Cancel “%1”").arg(wordsOf(job))), &QAction::triggered, this,
            [this, id = job.id] { Q_EMIT cancelRequested(id); });
    menu->popup(m_others->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void StatusLine::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = theme::colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.window);
    painter.fillRect(QRect(0, 0, width(), 1), colors.border);
}

} // namespace winnow::ui
