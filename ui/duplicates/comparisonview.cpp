#include "ui/duplicates/comparisonview.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int DifferenceColor = 3; // of the theme's term colours

QString html(const ComparedValue& value)
{
    const Colors& colors = theme::colors();
    QString text;
    if (value.used)
        text = u"<span style=\"color:%1\">✓ </span>"_s.arg(colors.accent.name());
    for (const Piece& piece : value.pieces) {
        const QString escaped = piece.text.toHtmlEscaped().replace(u'\n', u"<br>"_s);
        text += piece.differs ? u"<span style=\"background-color:%1; text-decoration:underline\">%2</span>"_s.arg(
                                    colors.terms[DifferenceColor].name(), escaped)
                              : escaped;
    }
    return text;
}

QString plain(const ComparedValue& value)
{
    QString text;
    for (const Piece& piece : value.pieces)
        text += piece.text;
    return text;
}

QLabel* cell(const ComparedValue& value, const QString& field, const QString& record)
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setMinimumWidth(14 * theme::Grid);
    label->setTextFormat(Qt::RichText); // only what html() makes: everything of the record is escaped
    label->setText(value.pieces.empty() ? u"<span style=\"color:%1\">%2</span>"_s.arg(theme::colors().muted.name(),
                                              ComparisonView::tr("not stated").toHtmlEscaped())
                                        : html(value));
    label->setAccessibleName(ComparisonView::tr("%1, %2: %3").arg(field, record, plain(value)));
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

TextLabel* wrapped(TextLabel::Voice voice, const QString& text)
{
    auto* label = new TextLabel(voice, text);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

} // namespace

ComparisonView::ComparisonView(QWidget* parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setAccessibleName(tr("Records side by side"));
}

void ComparisonView::show(const QString& title, const Comparison& comparison, Taking taking)
{
    m_title = title;
    m_comparison = comparison;
    m_taking = taking;
    build();
    verticalScrollBar()->setValue(0);
}

void ComparisonView::scrollPages(int pages)
{
    QScrollBar* const bar = verticalScrollBar();
    bar->setValue(bar->value() + pages * bar->pageStep() * 9 / 10);
}

void ComparisonView::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        build();
}

QWidget* ComparisonView::makeHead(int record)
{
    auto* head = new QWidget;
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(wrapped(TextLabel::Voice::Strong, m_comparison.records.at(record)));
    column->addWidget(wrapped(TextLabel::Voice::Caption, m_comparison.files.at(record)));
    if (m_taking == Taking::Offered) {
        auto* take = new LinkButton(tr("Take out"));
        take->setAccessibleDescription(tr("Record from %1").arg(m_comparison.records.at(record)));
        take->setToolTip(tr("It becomes a citation of its own and is never joined to these again"));
        connect(take, &QPushButton::clicked, this,
            [this, id = m_comparison.ids[static_cast<std::size_t>(record)]] { Q_EMIT takeOutWanted(id); });
        column->addWidget(take);
    }
    return head;
}

void ComparisonView::build()
{
    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->setSpacing(theme::Grid);
    if (!m_comparison.records.isEmpty()) {
        column->addWidget(wrapped(TextLabel::Voice::Heading, m_title));
        column->addWidget(wrapped(TextLabel::Voice::Body, m_comparison.reasons.join(u'\n')));
        column->addWidget(wrapped(TextLabel::Voice::Caption,
            m_comparison.ofCitation ? tr("✓ the value the citation shows. Words that differ from it are marked.")
                                    : tr("Words that the other record has not are marked.")));
        auto* grid = new QGridLayout;
        grid->setContentsMargins(0, theme::Grid, 0, 0);
        grid->setHorizontalSpacing(3 * theme::Grid);
        grid->setVerticalSpacing(theme::Grid);
        int row = 0;
        const int columns = static_cast<int>(m_comparison.records.size());
        for (int i = 0; i < columns; ++i) {
            grid->addWidget(makeHead(i), row, i + 1, Qt::AlignTop);
            grid->setColumnStretch(i + 1, 1);
        }
        ++row;
        for (const ComparedField& field : m_comparison.fields) {
            grid->addWidget(hairline(Qt::Horizontal), row++, 0, 1, columns + 1);
            grid->addWidget(wrapped(TextLabel::Voice::Muted, field.name), row, 0);
            for (int i = 0; i < columns; ++i)
                grid->addWidget(cell(field.values[static_cast<std::size_t>(i)], field.name, m_comparison.records.at(i)),
                    row, i + 1);
            ++row;
        }
        column->addLayout(grid);
    }
    column->addStretch(1);
    setWidget(content); // deletes the one before
}

} // namespace winnow::ui
