#include "ui/extraction/formview.h"

#include "core/base/text.h"
#include "ui/extraction/extractioncontroller.h"
#include "ui/extraction/fieldeditor.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

FormView::FormView(ExtractionController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_area(new QScrollArea)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_area, 1);
    connect(&m_controller, &ExtractionController::formChanged, this, &FormView::build);
    connect(&m_controller, &ExtractionController::studyChanged, this, &FormView::showStudy);
    connect(&m_controller, &ExtractionController::valuesChanged, this, &FormView::showValues);
    build();
}

void FormView::build()
{
    m_editors.clear();
    m_sources.clear();
    delete m_links;
    m_links = nullptr;
    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme::CardMargin, 2 * theme::Grid, theme::CardMargin, theme::CardMargin);
    column->setSpacing(2 * theme::Grid);
    std::vector<std::pair<QString, QWidget*>> sections;
    if (m_controller.form()) {
        for (const Section& section : m_controller.form()->sections) {
            auto* heading = new TextLabel(TextLabel::Voice::Heading, toQString(section.title));
            sections.emplace_back(toQString(section.title), heading);
            if (column->count() > 0)
                column->addWidget(hairline(Qt::Horizontal));
            column->addWidget(heading);
            for (const Field& field : section.fields) {
                auto* editor = new FieldEditor(field);
                m_editors.push_back(editor);
                column->addWidget(editor);
                connect(editor, &FieldEditor::drafted, this, [this, editor] { doubt(*editor); });
                connect(editor, &FieldEditor::left, this, [this, editor] { store(*editor); });
                connect(editor, &FieldEditor::entered, this, [this, editor] { next(*editor); });
            }
        }
    }
    column->addStretch(1);
    content->installEventFilter(this);
    m_area->setWidget(content);
    fitWidth();
    if (sections.size() > 1) {
        m_links = makeSectionLinks(sections);
        static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_links);
    }
    showStudy();
}

/// As wide as its widest field, as it never scrolls sideways.
void FormView::fitWidth()
{
    m_area->setMinimumWidth(
        m_area->widget()->minimumSizeHint().width() + m_area->verticalScrollBar()->sizeHint().width());
}

bool FormView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_area->widget() && event->type() == QEvent::LayoutRequest)
        fitWidth();
    return QWidget::eventFilter(watched, event);
}

QWidget* FormView::makeSectionLinks(const std::vector<std::pair<QString, QWidget*>>& sections)
{
    auto* bar = new QWidget;
    auto* row = new FlowLayout(theme::Grid, bar);
    row->setContentsMargins(theme::CardMargin - 3, theme::Grid / 2, theme::CardMargin, theme::Grid / 2);
    for (const auto& [title, heading] : sections) {
        auto* link = new LinkButton(title);
        link->setFocusPolicy(Qt::ClickFocus); // Tab goes through the fields
        connect(link, &QPushButton::clicked, this, [this, target = heading] {
            m_area->verticalScrollBar()->setValue(target->y() - theme::Grid);
            for (FieldEditor* editor : m_editors)
                if (editor->y() > target->y()) {
                    editor->focusAnswer();
                    return;
                }
        });
        row->addWidget(link);
    }
    return bar;
}

FieldEditor* FormView::editor(const std::string& field) const
{
    const auto found = std::find_if(m_editors.begin(), m_editors.end(),
        [&field](const FieldEditor* editor) { return editor->field().id == field; });
    return found == m_editors.end() ? nullptr : *found;
}

void FormView::showStudy()
{
    commit();
    const Study* study = m_controller.study();
    m_study = study == nullptr ? StudyId() : study->id;
    const bool writes = m_controller.canWrite() && m_study;
    for (FieldEditor* editor : m_editors) {
        editor->setReadOnly(!writes);
        editor->reset(m_controller.value(m_study, editor->field().id));
        if (const auto source = m_sources.find({m_study, editor->field().id}); source != m_sources.end())
            editor->setSource(toQString(source->second));
    }
    doubtAll();
}

void FormView::showValues()
{
    for (FieldEditor* editor : m_editors)
        editor->setValue(m_controller.value(m_study, editor->field().id));
    doubtAll();
}

void FormView::commit()
{
    QWidget* focus = QApplication::focusWidget();
    for (FieldEditor* editor : m_editors)
        if (focus != nullptr && editor->isAncestorOf(focus))
            store(*editor);
}

void FormView::store(FieldEditor& editor)
{
    if (!m_study || !m_controller.canWrite())
        return;
    Value value = editor.draft();
    value.study = m_study;
    if (value.answer == Answer::Stated && value.text.empty() && !value.source.empty())
        m_sources[{m_study, value.field}] = value.source;
    else
        m_sources.erase({m_study, value.field});
    m_controller.store(value);
}

void FormView::doubt(FieldEditor& editor)
{
    Value value = editor.draft();
    value.study = m_study;
    editor.setDoubt(m_controller.doubt(value));
}

void FormView::doubtAll()
{
    for (FieldEditor* editor : m_editors)
        doubt(*editor);
}

void FormView::next(FieldEditor& from)
{
    store(from);
    const auto at = std::find(m_editors.begin(), m_editors.end(), &from);
    if (at + 1 != m_editors.end()) {
        (*(at + 1))->focusAnswer();
        scrollTo(*(at + 1));
        return;
    }
    m_controller.moveBy(1);
    focusFirst();
}

void FormView::setAnswer(Answer answer)
{
    QWidget* focus = QApplication::focusWidget();
    for (FieldEditor* editor : m_editors)
        if (focus != nullptr && editor->isAncestorOf(focus))
            editor->setAnswer(answer);
}

void FormView::focusFirst()
{
    for (FieldEditor* editor : m_editors)
        if (!m_controller.value(m_study, editor->field().id)) {
            editor->focusAnswer();
            scrollTo(editor);
            return;
        }
    if (!m_editors.empty()) {
        m_editors.front()->focusAnswer();
        scrollTo(m_editors.front());
    }
}

void FormView::focusField(const std::string& field)
{
    if (FieldEditor* found = editor(field)) {
        found->focusAnswer();
        scrollTo(found);
    }
}

void FormView::scrollTo(QWidget* widget)
{
    m_area->ensureWidgetVisible(widget, 0, 8 * theme::Grid);
}

} // namespace winnow::ui
