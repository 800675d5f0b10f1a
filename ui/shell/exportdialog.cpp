#include "ui/shell/exportdialog.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace winnow::ui {

namespace {

QString aboutFormat(formats::WriteFormat format)
{
    switch (format) {
    case formats::WriteFormat::Ris:
        return ExportDialog::tr("For EndNote, Zotero, Mendeley and most review tools.");
    case formats::WriteFormat::Nbib:
        return ExportDialog::tr("PubMed’s own format, for tools that read MEDLINE.");
    case formats::WriteFormat::Bibtex:
        return ExportDialog::tr("For LaTeX and JabRef.");
    case formats::WriteFormat::Csv:
        return ExportDialog::tr("A table for R, Python and spreadsheets, one citation a row.");
    case formats::WriteFormat::Xlsx:
        return ExportDialog::tr("A table for Excel and LibreOffice, one citation a row.");
    case formats::WriteFormat::CslJson:
        return ExportDialog::tr("For Pandoc, Quarto and citation processors.");
    }
    return {};
}

} // namespace

ExportDialog::ExportDialog(QWidget* parent)
    : QDialog(parent)
    , m_which(new QComboBox)
    , m_format(new QComboBox)
    , m_about(new TextLabel(TextLabel::Voice::Muted))
{
    setWindowTitle(tr("Export citations"));
    setObjectName(QStringLiteral("exportCitations"));
    for (const review::ExportChoice& choice : review::exportChoices())
        m_which->addItem(choice.label);
    for (const review::ExportFormat& format : review::exportFormats())
        m_format->addItem(QStringLiteral("%1 (.%2)").arg(format.name, format.ending));
    m_which->setAccessibleName(tr("Which citations"));
    m_which->setObjectName(QStringLiteral("which"));
    m_format->setAccessibleName(tr("Format"));
    m_format->setObjectName(QStringLiteral("format"));
    m_about->setWordWrap(true);

    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * theme::Grid);
    form->setVerticalSpacing(2 * theme::Grid);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Which"), m_which);
    form->addRow(tr("&Format"), m_format);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* go = buttons->addButton(tr("Export…"), QDialogButtonBox::AcceptRole);
    go->setProperty("primary", true);
    go->setObjectName(QStringLiteral("export"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, 2 * theme::Grid);
    column->setSpacing(2 * theme::Grid);
    column->addLayout(form);
    column->addWidget(m_about);
    column->addWidget(buttons);
    go->setDefault(true);
    setMinimumWidth(60 * theme::Grid);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

void ExportDialog::refresh()
{
    m_about->setText(aboutFormat(format().format) + u' '
        + tr("Each citation once, with its best values; your decisions, reasons, labels and notes go with it and come "
             "back when the file is imported into Winnow."));
}

const review::ExportFormat& ExportDialog::format() const
{
    return review::exportFormats().at(static_cast<std::size_t>(m_format->currentIndex()));
}

std::vector<Box> ExportDialog::boxes() const
{
    return review::exportChoices().at(static_cast<std::size_t>(m_which->currentIndex())).boxes;
}

} // namespace winnow::ui
