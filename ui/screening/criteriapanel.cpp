#include "ui/screening/criteriapanel.h"

#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace winnow::ui {

CriteriaPanel::CriteriaPanel(QWidget* parent)
    : QWidget(parent)
    , m_reading(new QWidget)
    , m_text(new TextLabel(TextLabel::Voice::Body))
    , m_edit(new QPushButton(tr("Edit criteria")))
    , m_terms(new QPushButton(tr("Highlighted terms")))
    , m_editor(new InlineEditor(tr("Criteria")))
{
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* page = new QWidget;
    page->setAutoFillBackground(false);
    auto* text = new QVBoxLayout(page);
    text->setContentsMargins(2 * theme::Grid, 0, 2 * theme::Grid, theme::Grid);
    text->addWidget(m_text);
    text->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Criteria"));
    scroll->setWidget(page);
    scroll->viewport()->setAutoFillBackground(false);
    auto* close = new QToolButton;
    close->setIcon(theme::icon(QStringLiteral("close")));
    close->setToolTip(tr("Hide criteria"));
    close->setAccessibleName(close->toolTip());
    auto* head = new QHBoxLayout;
    head->setContentsMargins(2 * theme::Grid, theme::Grid, theme::Grid, 0);
    head->addWidget(new TextLabel(TextLabel::Voice::Strong, tr("Criteria")), 1);
    head->addWidget(close);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, 2 * theme::Grid);
    foot->addWidget(m_edit);
    foot->addWidget(m_terms);
    auto* reading = new QVBoxLayout(m_reading);
    reading->setContentsMargins(0, 0, 0, 0);
    reading->addLayout(head);
    reading->addWidget(scroll, 1);
    reading->addLayout(foot);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_reading, 1);
    column->addWidget(m_editor, 1);
    connect(close, &QToolButton::clicked, this, &CriteriaPanel::closed);
    connect(static_cast<QPushButton*>(m_edit), &QPushButton::clicked, this, &CriteriaPanel::edit);
    connect(static_cast<QPushButton*>(m_terms), &QPushButton::clicked, this, &CriteriaPanel::termsWanted);
    connect(m_editor, &InlineEditor::saved, this, &CriteriaPanel::criteriaWritten);
    connect(m_editor, &InlineEditor::draftKept, this, &CriteriaPanel::draftKept);
    connect(m_editor, &InlineEditor::ended, this, [this] {
        m_reading->show();
        Q_EMIT ended();
    });
    setCriteria({});
    scroll->setMinimumWidth(26 * theme::Grid);
}

void CriteriaPanel::setCriteria(const QString& criteria)
{
    m_criteria = criteria;
    m_text->setVoice(criteria.isEmpty() ? TextLabel::Voice::Muted : TextLabel::Voice::Body);
    m_text->setText(criteria.isEmpty()
            ? tr("Write down what is included and what is not, to have it beside each record.")
            : criteria);
}

void CriteriaPanel::setEditable(bool editable)
{
    m_edit->setEnabled(editable);
    m_terms->setEnabled(editable);
}

void CriteriaPanel::edit()
{
    m_reading->hide();
    m_editor->begin(m_criteria);
}

} // namespace winnow::ui
