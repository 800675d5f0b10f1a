#include "ui/screening/termsdialog.h"

#include "core/base/text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace winnow::ui {

namespace {

QIcon swatch(std::size_t color, int side)
{
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::control());
    painter.setBrush(theme::colors().terms[color]);
    painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), 3, 3);
    return QIcon(pixmap);
}

} // namespace

TermsDialog::TermsDialog(const std::vector<TermCategory>& terms, QWidget* parent)
    : QDialog(parent)
    , m_column(new QVBoxLayout)
{
    setWindowTitle(tr("Highlighted terms"));
    auto* list = new QWidget;
    list->setAutoFillBackground(false);
    m_column->setContentsMargins(0, 0, theme::Grid, 0);
    m_column->setSpacing(2 * theme::Grid);
    m_column->addStretch(1);
    list->setLayout(m_column);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(list);
    scroll->viewport()->setAutoFillBackground(false);
    for (const TermCategory& category : terms)
        addRow(category);
    if (terms.empty())
        addRow({});

    auto* help = new TextLabel(TextLabel::Voice::Caption,
        tr("One term a line. Words match whole, whatever their case and accents; “random*” also finds “randomised”; "
           "several words are a phrase."));
    help->setWordWrap(true);
    auto* add = new QPushButton(tr("Add category"));
    connect(add, &QPushButton::clicked, this, [this] {
        addRow({{}, static_cast<int>(m_rows.size()) % 5, {}});
        m_rows.back().name->setFocus();
    });
    auto* cancel = new QPushButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* save = new PrimaryButton(tr("Save terms"));
    save->setDefault(true);
    connect(save, &QPushButton::clicked, this, [this] {
        Q_EMIT saved(this->terms());
        accept();
    });
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->setSpacing(2 * theme::Grid);
    column->addWidget(help);
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
    resize(72 * theme::Grid, 64 * theme::Grid);
}

void TermsDialog::addRow(const TermCategory& category)
{
    const Row row{new QWidget, new QComboBox, new QLineEdit(toQString(category.name)), new QPlainTextEdit};
    const std::array names{tr("Green"), tr("Red"), tr("Blue"), tr("Yellow"), tr("Violet")};
    for (std::size_t i = 0; i < names.size(); ++i)
        row.color->addItem(swatch(i, fontMetrics().ascent() + 2), names[i]);
    row.color->setCurrentIndex(std::clamp(category.color, 0, 4));
    row.color->setAccessibleName(tr("Colour"));
    row.name->setPlaceholderText(tr("Name, for example Population"));
    row.name->setAccessibleName(tr("Category"));
    row.terms->setAccessibleName(tr("Terms, one a line"));
    row.terms->setTabChangesFocus(true);
    row.terms->setFixedHeight(5 * fontMetrics().lineSpacing() + 2 * theme::Grid);
    QStringList lines;
    for (const std::string& term : category.terms)
        lines.append(toQString(term));
    row.terms->setPlainText(lines.join(u'\n'));
    auto* remove = new QToolButton;
    remove->setIcon(theme::icon(QStringLiteral("delete")));
    remove->setToolTip(tr("Remove this category"));
    remove->setAccessibleName(remove->toolTip());
    connect(remove, &QToolButton::clicked, this, [this, whole = row.whole] {
        std::erase_if(m_rows, [whole](const Row& known) { return known.whole == whole; });
        whole->deleteLater();
    });
    auto* head = new QHBoxLayout;
    head->addWidget(row.color);
    head->addWidget(row.name, 1);
    head->addWidget(remove);
    auto* column = new QVBoxLayout(row.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid);
    column->addLayout(head);
    column->addWidget(row.terms);
    m_column->insertWidget(m_column->count() - 1, row.whole);
    m_rows.push_back(row);
}

std::vector<TermCategory> TermsDialog::terms() const
{
    std::vector<TermCategory> all;
    for (const Row& row : m_rows) {
        TermCategory category{row.name->text().simplified().toStdString(), row.color->currentIndex(), {}};
        for (const QString& line : row.terms->toPlainText().split(u'\n'))
            if (const std::string term = line.simplified().toStdString();
                !term.empty() && std::find(category.terms.begin(), category.terms.end(), term) == category.terms.end())
                category.terms.push_back(term);
        if (category.name.empty() && category.terms.empty())
            continue;
        if (category.name.empty())
            category.name = tr("Terms %1").arg(all.size() + 1).toStdString();
        all.push_back(std::move(category));
    }
    return all;
}

} // namespace winnow::ui
