#include "ui/screening/sittingdialog.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace winnow::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Sitting)
};

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString share(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? number(part)
                      : Words::tr("%1 (%2 %)")
                            .arg(number(part))
                            .arg(std::lround(100.0 * static_cast<double>(part) / static_cast<double>(whole)));
}

QString duration(std::int64_t minutes)
{
    return minutes < 60 ? Words::tr("%1 min").arg(minutes)
                        : Words::tr("%1 h %2 min").arg(number(minutes / 60)).arg(minutes % 60);
}

QString pace(double perMinute)
{
    return QLocale().toString(perMinute, 'f', perMinute < 10 ? 1 : 0);
}

} // namespace

QString wordsOf(const Sitting& sitting)
{
    QString words = Words::tr("This sitting: %1 decided (%2 included, %3 excluded, %4 maybe)")
                        .arg(number(sitting.records()), number(sitting.included()), number(sitting.excluded()),
                            number(sitting.maybe()));
    if (const auto perMinute = sitting.perMinute())
        words += Words::tr(", %1 a minute").arg(pace(*perMinute));
    if (const int corrections = sitting.changed() + sitting.takenBack() + sitting.undos(); corrections > 0)
        words += Words::tr(", %1 put right").arg(number(corrections));
    return words;
}

SittingDialog::SittingDialog(
    const Sitting& sitting, const std::optional<StageProgress>& progress, const StageRule& rule, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("This sitting"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(6 * theme::Grid);
    grid->setVerticalSpacing(theme::Grid / 2);
    const auto heading = [grid](const QString& words) {
        auto* label = new TextLabel(TextLabel::Voice::Strong, words);
        label->setContentsMargins(0, grid->count() == 0 ? 0 : 2 * theme::Grid, 0, 0);
        grid->addWidget(label, grid->rowCount(), 0, 1, 2);
    };
    const auto line = [grid](const QString& words, const QString& value) {
        const int row = grid->rowCount();
        grid->addWidget(new TextLabel(TextLabel::Voice::Body, words), row, 0);
        auto* figures = new TextLabel(TextLabel::Voice::Body, value);
        figures->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(figures, row, 1);
    };
    heading(tr("Since the review was opened"));
    line(tr("Records decided"), number(sitting.records()));
    line(tr("Included"), share(sitting.included(), sitting.records()));
    line(tr("Excluded"), share(sitting.excluded(), sitting.records()));
    line(tr("Maybe"), share(sitting.maybe(), sitting.records()));
    line(tr("Decisions changed or taken back"), number(sitting.changed() + sitting.takenBack()));
    line(tr("Undone"), number(sitting.undos()));
    line(tr("Time spent deciding"), duration(sitting.working() / 60'000));
    const auto perMinute = sitting.perMinute();
    line(tr("Decisions a minute"), perMinute ? pace(*perMinute) : tr("after a few more"));
    if (progress) {
        const std::int64_t left = progress->all - progress->decided;
        heading(tr("You, in all"));
        line(tr("Decided"), share(progress->decided, progress->all));
        line(tr("Included"), share(progress->included, progress->decided));
        line(tr("Excluded"), share(progress->excluded, progress->decided));
        line(tr("Maybe"), share(progress->maybe, progress->decided));
        line(tr("Left"), number(left));
        if (perMinute && left > 0)
            line(tr("Time left at this pace"),
                duration(std::llround(std::ceil(static_cast<double>(left) / *perMinute))));
        // As the boxes of the flow have them: a "maybe" leaves a record open, as a disagreement does.
        const std::int64_t lacking = progress->boxes[static_cast<std::size_t>(Box::Unscreened)];
        const std::int64_t open = progress->boxes[static_cast<std::size_t>(Box::ScreeningOpen)];
        heading(tr("All reviewers together"));
        if (rule.blind()) {
            line(tr("Counted once conflicts are opened"), {});
        } else {
            line(tr("Settled"), share(progress->all - lacking - open, progress->all));
            line(rule.reviewers > 1 ? tr("Open: maybe, or judged differently") : tr("Open: maybe"), number(open));
            line(tr("Still lack a decision"), number(lacking));
        }
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, 2 * theme::Grid);
    column->setSpacing(2 * theme::Grid);
    column->addLayout(grid);
    column->addWidget(buttons);
}

} // namespace winnow::ui
