#include "ui/duplicates/comparisonview.h"

#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
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
    label->setMinimumWidth(28 * theme::Grid);
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
    setAccessibleName(tr("Records of the citation side by side"));
}

void ComparisonView::show(const QString& title, const Comparison& comparison)
{
    m_title = title;
    m_comparison = comparison;
    build();
}

void ComparisonView::clear()
{
    show({}, {});
}

void ComparisonView::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        build();
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
        column->addWidget(wrapped(TextLabel::Voice::Body, m_comparison.reasons.join(u" · "_s)));
        column->addWidget(wrapped(
            TextLabel::Voice::Caption, tr("✓ the value the citation shows. Words that differ from it are marked.")));
        auto* grid = new QGridLayout;
        grid->setContentsMargins(0, theme::Grid, 0, 0);
        grid->setHorizontalSpacing(3 * theme::Grid);
        grid->setVerticalSpacing(theme::Grid);
        int row = 0;
        const int columns = static_cast<int>(m_comparison.records.size());
        for (int i = 0; i < columns; ++i) {
            grid->addWidget(wrapped(TextLabel::Voice::Strong, m_comparison.records.at(i)), row, i + 1);
            grid->addWidget(wrapped(TextLabel::Voice::Caption, m_comparison.files.at(i)), row + 1, i + 1);
            grid->setColumnStretch(i + 1, 1);
        }
        row += 2;
        for (const ComparedField& field : m_comparison.fields) {
            grid->addWidget(hairline(Qt::Horizontal), row++, 0, 1, columns + 1);
            auto* name = new TextLabel(TextLabel::Voice::Muted, field.name);
            name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
            grid->addWidget(name, row, 0);
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
