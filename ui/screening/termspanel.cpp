#include "ui/screening/termspanel.h"

#include "core/base/text.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
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

constexpr std::size_t Colours = 5;

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

TermsPanel::TermsPanel(QWidget* parent)
    : QWidget(parent)
    , m_list(new QWidget)
    , m_column(new QVBoxLayout)
    , m_add(new QPushButton(tr("Add category")))
{
    m_list->setAutoFillBackground(false);
    m_column->setContentsMargins(2 * theme::Grid, 0, 2 * theme::Grid, theme::Grid);
    m_column->setSpacing(2 * theme::Grid);
    m_column->addStretch(1);
    m_list->setLayout(m_column);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Highlighted terms"));
    scroll->setWidget(m_list);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setMinimumWidth(26 * theme::Grid);
    auto* help = new TextLabel(TextLabel::Voice::Caption,
        tr("One term a line. “random*” finds any ending, “wom?n” any letter, several words are a phrase."));
    help->setWordWrap(true);
    auto* close = new QToolButton;
    close->setIcon(theme::icon(QStringLiteral("close")));
    close->setToolTip(tr("Hide the terms"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &TermsPanel::closed);
    auto* head = new QHBoxLayout;
    head->addWidget(new TextLabel(TextLabel::Voice::Strong, tr("Highlighted terms")), 1);
    head->addWidget(close);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(2 * theme::Grid, theme::Grid, theme::Grid, theme::Grid);
    top->addLayout(head);
    top->addWidget(help);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, 2 * theme::Grid);
    foot->addWidget(m_add);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(scroll, 1);
    column->addLayout(foot);
    connect(static_cast<QPushButton*>(m_add), &QPushButton::clicked, this, [this] {
        addRow({{}, static_cast<int>(m_rows.size() % Colours), {}});
        m_rows.back().name->setFocus();
    });
}

void TermsPanel::setTerms(const std::vector<TermCategory>& terms)
{
    // An answer to what was told: the fields say it, or something newer that is on its way.
    if (const auto answered = std::ranges::find(m_told, terms); answered != m_told.end()) {
        m_told.erase(m_told.begin(), answered + 1);
        return;
    }
    if (terms == m_known)
        return;
    // From elsewhere, as by undo. What is being written and was told to nobody yet stays.
    const QWidget* const focused = focusWidget();
    const bool isWritten = focused != nullptr && focused->hasFocus() && this->terms() != m_known;
    m_known = terms;
    if (isWritten || terms == this->terms())
        return;
    const bool hasFocus = focused != nullptr && focused->hasFocus();
    for (const Row& row : m_rows)
        row.whole->deleteLater();
    m_rows.clear();
    for (const TermCategory& category : terms)
        addRow(category);
    if (hasFocus)
        edit();
}

void TermsPanel::setEditable(bool editable)
{
    m_list->setEnabled(editable);
    m_add->setEnabled(editable);
}

void TermsPanel::edit()
{
    if (m_rows.empty() && m_add->isEnabled())
        addRow({});
    if (!m_rows.empty())
        (m_rows.front().name->text().isEmpty() ? static_cast<QWidget*>(m_rows.front().name) : m_rows.front().terms)
            ->setFocus(Qt::ShortcutFocusReason);
}

void TermsPanel::addRow(const TermCategory& category)
{
    const Row row{new QWidget, new QComboBox, new QLineEdit(toQString(category.name)), new QPlainTextEdit};
    for (const QString& name : {tr("Green"), tr("Red"), tr("Blue"), tr("Yellow"), tr("Violet")})
        row.color->addItem(name);
    paintColors(row);
    row.color->setCurrentIndex(std::clamp(category.color, 0, static_cast<int>(Colours) - 1));
    row.color->setAccessibleName(tr("Colour"));
    row.color->setToolTip(tr("Colour"));
    row.color->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    row.name->setPlaceholderText(tr("Name, for example Population"));
    row.name->setAccessibleName(tr("Category"));
    row.name->setMinimumWidth(8 * theme::Grid);
    row.terms->setAccessibleName(tr("Terms, one a line"));
    row.terms->setTabChangesFocus(true);
    row.terms->setPlaceholderText(tr("Terms, one a line"));
    QStringList lines;
    for (const std::string& term : category.terms)
        lines.append(toQString(term));
    row.terms->setPlainText(lines.join(u'\n'));
    const auto fit = [terms = row.terms] {
        const int shown = std::clamp(terms->blockCount(), 3, 10);
        terms->setFixedHeight(shown * terms->fontMetrics().lineSpacing() + 2 * theme::Grid);
    };
    connect(row.terms, &QPlainTextEdit::blockCountChanged, this, fit);
    fit();
    auto* remove = new QToolButton;
    remove->setIcon(theme::icon(QStringLiteral("delete")));
    remove->setToolTip(tr("Remove this category"));
    remove->setAccessibleName(remove->toolTip());
    connect(remove, &QToolButton::clicked, this, [this, whole = row.whole] {
        std::erase_if(m_rows, [whole](const Row& known) { return known.whole == whole; });
        whole->deleteLater();
        tell();
    });
    connect(row.color, &QComboBox::activated, this, &TermsPanel::tell);
    auto* head = new QHBoxLayout;
    head->addWidget(row.name, 1);
    head->addWidget(remove);
    auto* column = new QVBoxLayout(row.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid / 2);
    column->addLayout(head);
    column->addWidget(row.color);
    column->addWidget(row.terms);
    m_column->insertWidget(m_column->count() - 1, row.whole);
    row.whole->show(); // now: it is to take the focus
    m_rows.push_back(row);
    setTabOrder(row.name, row.terms);
    setTabOrder(row.terms, row.color);
    setTabOrder(row.color, remove);
    keepKeys(row.whole);
    for (QWidget* field :
        {static_cast<QWidget*>(row.name), static_cast<QWidget*>(row.terms), static_cast<QWidget*>(row.color)})
        field->installEventFilter(this);
}

void TermsPanel::paintColors(const Row& row) const
{
    for (std::size_t i = 0; i < Colours; ++i)
        row.color->setItemIcon(static_cast<int>(i), swatch(i, fontMetrics().ascent() + 2));
}

std::vector<TermCategory> TermsPanel::terms() const
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

void TermsPanel::tell()
{
    const std::vector<TermCategory> now = terms();
    if (now == m_known)
        return;
    m_known = now;
    m_told.push_back(now);
    Q_EMIT edited(now);
}

bool TermsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            tell();
    } else if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && (key->modifiers() & Qt::ControlModifier) != 0) {
            tell();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TermsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        for (const Row& row : m_rows)
            paintColors(row);
}

} // namespace winnow::ui
