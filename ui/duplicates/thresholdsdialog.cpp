#include "ui/duplicates/thresholdsdialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace winnow::ui {

namespace {

// In percent; one below stands for what the program sets. What is less alike than 90 % was joined wrongly in the
// labelled sets, and is for a person to look at.
constexpr int LeastJoined = 90;
constexpr int LeastAsked = 50;
constexpr int Pause = 400; // ms; a preview compares all records

int percent(double likeness, int least)
{
    return likeness <= 0 ? least - 1 : std::clamp(static_cast<int>(std::lround(likeness * 100)), least, 100);
}

double likeness(const QSpinBox& box)
{
    return box.value() == box.minimum() ? 0 : box.value() / 100.0;
}

QSpinBox* percentBox(double value, int least, const QString& name)
{
    auto* box = new QSpinBox;
    box->setRange(least - 1, 100);
    box->setSuffix(QStringLiteral(" %"));
    box->setSpecialValueText(ThresholdsDialog::tr("as the program sets it"));
    box->setValue(percent(value, least));
    box->setAccessibleName(name);
    return box;
}

} // namespace

ThresholdsDialog::ThresholdsDialog(const DuplicateThresholds& now, QWidget* parent)
    : QDialog(parent)
    , m_now(now)
    , m_join(percentBox(now.join, LeastJoined, tr("Join by itself from this likeness on")))
    , m_show(percentBox(now.show, LeastAsked, tr("Ask from this likeness on")))
    , m_preview(new TextLabel(TextLabel::Voice::Body))
    , m_apply(new PrimaryButton(tr("Use these")))
{
    setWindowTitle(tr("Thresholds for duplicates"));
    auto* words = new TextLabel(TextLabel::Voice::Muted,
        tr("The likeness of two records weighs all their fields. What people have answered stays as it is."));
    words->setWordWrap(true);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * theme::Grid);
    form->setVerticalSpacing(theme::Grid);
    form->addRow(tr("&Join by itself from"), m_join);
    form->addRow(tr("&Ask from"), m_show);
    m_preview->setWordWrap(true);
    m_preview->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_preview->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_preview->setAccessibleName(tr("What these would change"));
    auto* cancel = new QPushButton(tr("Cancel"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_apply);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, 2 * theme::Grid);
    column->setSpacing(2 * theme::Grid);
    column->addWidget(words);
    column->addLayout(form);
    column->addWidget(m_preview);
    column->addLayout(buttons);
    setMinimumWidth(52 * fontMetrics().averageCharWidth());
    m_apply->setDefault(true);
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, [this] { Q_EMIT previewWanted(thresholds()); });
    for (QSpinBox* box : {m_join, m_show})
        connect(box, &QSpinBox::valueChanged, this, &ThresholdsDialog::changed);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        Q_EMIT applied(thresholds());
        accept();
    });
    changed();
    m_join->setFocus();
}

DuplicateThresholds ThresholdsDialog::thresholds() const
{
    return {likeness(*m_join), likeness(*m_show)};
}

void ThresholdsDialog::changed()
{
    const DuplicateThresholds wanted = thresholds();
    m_pause.stop();
    const bool crossed = wanted.join > 0 && wanted.show > wanted.join;
    m_apply->setEnabled(wanted != m_now && !crossed);
    if (crossed) {
        m_preview->setText(tr("Pairs cannot be asked about from a greater likeness on than they are joined from."));
    } else if (wanted == m_now) {
        m_preview->setText(tr("These are the thresholds in use."));
    } else {
        m_preview->setText(tr("Comparing…"));
        m_pause.start();
    }
}

void ThresholdsDialog::showPreview(const QString& words)
{
    if (thresholds() != m_now && !m_pause.isActive())
        m_preview->setText(words);
}

} // namespace winnow::ui
