#include "ui/shell/newreviewdialog.h"

#include "ui/widgets/dialogs.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace winnow::ui {

QString fileNameFor(const QString& title)
{
    static const QRegularExpression forbidden(QStringLiteral("[\\x00-\\x1f\\x7f/\\\\:*?\"<>|]+"));
    constexpr int Most = 120;
    QString name = title.simplified();
    name.replace(forbidden, QStringLiteral(" "));
    name = name.simplified().left(Most).trimmed();
    while (name.startsWith(QLatin1Char('.')))
        name.remove(0, 1);
    return name.isEmpty() ? QStringLiteral("Review") : name;
}

NewReviewDialog::NewReviewDialog(
    Dialogs& dialogs, const QString& title, const QString& reviewer, const QString& folder, QWidget* parent)
    : QDialog(parent)
    , m_dialogs(dialogs)
    , m_folder(folder)
    , m_title(new QLineEdit(title))
    , m_reviewer(new QLineEdit(reviewer))
    , m_where(new TextLabel(TextLabel::Voice::Body))
    , m_warning(new TextLabel(TextLabel::Voice::Warning))
{
    setWindowTitle(tr("Start a review"));
    setObjectName(QStringLiteral("newReview"));
    m_title->setAccessibleName(tr("Title"));
    m_title->setObjectName(QStringLiteral("title"));
    m_title->setPlaceholderText(tr("What is reviewed, e.g. “Stem cells in chronic liver disease”"));
    m_reviewer->setAccessibleName(tr("Reviewer"));
    m_reviewer->setObjectName(QStringLiteral("reviewer"));
    m_where->setWordWrap(true);
    m_warning->setWordWrap(true);
    auto* change = new QPushButton(tr("Choose…"));
    change->setAccessibleName(tr("Choose where the review is kept"));
    // Enter starts the review; a button that could become the default would take the key.
    change->setAutoDefault(false);
    auto* place = new QHBoxLayout;
    place->addWidget(m_where, 1);
    place->addWidget(change);
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * theme::Grid);
    form->setVerticalSpacing(2 * theme::Grid);
    form->addRow(tr("&Title"), m_title);
    form->addRow(tr("&Your name"), m_reviewer);
    form->addRow(tr("File"), place);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_create = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    m_create->setProperty("primary", true);
    m_create->setObjectName(QStringLiteral("start"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, 2 * theme::Grid);
    column->setSpacing(2 * theme::Grid);
    column->addLayout(form);
    column->addWidget(m_warning);
    column->addWidget(buttons);
    m_create->setDefault(true); // only counts once the button is in the dialog
    setMinimumWidth(70 * theme::Grid);
    connect(m_title, &QLineEdit::textChanged, this, &NewReviewDialog::refresh);
    connect(m_reviewer, &QLineEdit::textChanged, this, &NewReviewDialog::refresh);
    connect(change, &QPushButton::clicked, this, &NewReviewDialog::changeFolder);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
    m_title->setFocus();
}

QString NewReviewDialog::title() const
{
    return m_title->text().simplified();
}

QString NewReviewDialog::reviewer() const
{
    return m_reviewer->text().simplified();
}

QString NewReviewDialog::path() const
{
    if (!m_path.isEmpty())
        return m_path;
    return QDir(m_folder).filePath(fileNameFor(title()) + QStringLiteral(".winnow"));
}

void NewReviewDialog::changeFolder()
{
    m_dialogs.saveFile(
        this, tr("Where the review is kept"), path(), tr("Winnow reviews (*.winnow)"), [this](const QString& chosen) {
            if (!chosen.isEmpty())
                m_path = chosen.endsWith(QLatin1String(".winnow")) ? chosen : chosen + QStringLiteral(".winnow");
            refresh();
        });
}

void NewReviewDialog::refresh()
{
    m_where->setText(title().isEmpty() && m_path.isEmpty() ? m_folder : path());
    const bool taken = QFileInfo::exists(path()) && !(title().isEmpty() && m_path.isEmpty());
    m_warning->setText(
        taken ? tr("There is a file of this name already. Give the review another title or place.") : QString());
    m_warning->setVisible(taken);
    m_create->setEnabled(!title().isEmpty() && !reviewer().isEmpty() && !taken);
}

} // namespace winnow::ui
