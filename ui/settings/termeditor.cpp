#include "ui/settings/termeditor.h"

#include "core/base/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {
namespace {

QIcon swatch(const QColor& color)
{
    QPixmap drawn(32, 32);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::control(), 2));
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(2, 2, 28, 28), 6, 6);
    return QIcon(drawn);
}

} // namespace

TermEditor::TermEditor(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout)
{
    auto* plus = new QPushButton(tr("Add a category"));
    plus->setIcon(theme::icon(QStringLiteral("add")));
    connect(plus, &QPushButton::clicked, this, [this] {
        TermCategory fresh;
        fresh.color = static_cast<int>(m_rows.size() % theme::colors().terms.size());
        addRow(fresh);
        m_rows.back().name->setFocus();
    });
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme::Grid);
    all->addLayout(m_column);
    all->addWidget(plus, 0, Qt::AlignLeft);
}

void TermEditor::setTerms(const std::vector<TermCategory>& terms)
{
    if (terms == this->terms())
        return;
    while (!m_rows.empty())
        removeRow(m_rows.back().widget);
    for (const TermCategory& category : terms)
        addRow(category);
}

std::vector<TermCategory> TermEditor::terms() const
{
    std::vector<TermCategory> all;
    for (const Row& row : m_rows) {
        const std::string name = row.name->text().simplified().toStdString();
        if (!name.empty())
            all.push_back({name, row.color->currentIndex(), splitTrimmed(row.terms->text().toStdString(), ',')});
    }
    return all;
}

void TermEditor::addRow(const TermCategory& category)
{
    const QStringList colors{tr("Green"), tr("Red"), tr("Blue"), tr("Yellow"), tr("Violet")};
    Row row{new QWidget, new QLineEdit(toQString(category.name)), new QComboBox, new QLineEdit};
    QStringList words;
    for (const std::string& term : category.terms)
        words.append(toQString(term));
    row.terms->setText(words.join(QStringLiteral(", ")));
    row.terms->setPlaceholderText(tr("Terms with commas between them; * is any ending"));
    row.terms->setCursorPosition(0);
    row.name->setPlaceholderText(tr("Name"));
    row.name->setAccessibleName(tr("Name of the category"));
    row.color->setAccessibleName(tr("Colour of the category"));
    row.terms->setAccessibleName(tr("Terms of the category"));
    row.color->addItems(colors);
    row.color->setCurrentIndex(std::clamp(category.color, 0, static_cast<int>(colors.size()) - 1));
    auto* remove = new QToolButton;
    remove->setIcon(theme::icon(QStringLiteral("remove")));
    remove->setAutoRaise(true);
    remove->setAccessibleName(tr("Remove the category"));
    remove->setToolTip(tr("Remove the category"));
    auto* line = new QHBoxLayout(row.widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(row.name, 2);
    line->addWidget(row.color);
    line->addWidget(row.terms, 5);
    line->addWidget(remove);
    m_column->addWidget(row.widget);
    m_rows.push_back(row);
    paintColors();
    connect(row.name, &QLineEdit::editingFinished, this, &TermEditor::edited);
    connect(row.terms, &QLineEdit::editingFinished, this, &TermEditor::edited);
    connect(row.color, &QComboBox::activated, this, [this] { Q_EMIT edited(); });
    connect(remove, &QToolButton::clicked, this, [this, widget = row.widget] {
        removeRow(widget);
        Q_EMIT edited();
    });
}

void TermEditor::removeRow(const QWidget* widget)
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [widget](const Row& row) { return row.widget == widget; });
    if (found == m_rows.end())
        return;
    found->widget->disconnect(this);
    for (QWidget* field : {static_cast<QWidget*>(found->name), static_cast<QWidget*>(found->terms)})
        field->disconnect(this); // what loses the focus by going is not edited
    found->widget->hide();
    found->widget->deleteLater();
    m_column->removeWidget(found->widget);
    m_rows.erase(found);
}

void TermEditor::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintColors();
}

void TermEditor::paintColors()
{
    for (const Row& row : m_rows)
        for (int color = 0; color < row.color->count(); ++color)
            row.color->setItemIcon(color, swatch(theme::colors().terms.at(static_cast<std::size_t>(color))));
}

} // namespace winnow::ui
