#include "ui/extraction/formview.h"

#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/grid.h"
#include "ui/extraction/extractioncontroller.h"
#include "ui/extraction/fieldeditor.h"
#include "ui/extraction/formervalues.h"
#include "ui/extraction/itembar.h"
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
    connect(&m_controller, &ExtractionController::itemsChanged, this, &FormView::followItems);
    build();
}

void FormView::build()
{
    m_editors.clear();
    m_repeated.clear();
    m_sources.clear();
    m_headings.clear();
    delete m_links;
    m_links = nullptr;
    m_formerLink = nullptr;
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
            heading->setWordWrap(true);
            m_headings.emplace(section.id, heading);
            sections.emplace_back(toQString(section.title), heading);
            if (column->count() > 0)
                column->addWidget(hairline(Qt::Horizontal));
            column->addWidget(heading);
            Repeated repeated{section.id, toQString(section.title), nullptr, {}};
            if (section.repeat && !section.fields.empty()) {
                repeated.bar = new ItemBar(repeated.title);
                column->addWidget(repeated.bar);
                connect(repeated.bar, &ItemBar::chosen, this,
                    [this, id = section.id](int item) { m_controller.setItem(id, item); });
            }
            for (const Field& field : section.fields) {
                FieldEditor* editor = makeEditor(field);
                column->addWidget(editor);
                repeated.editors.push_back(editor);
            }
            if (section.repeat && !section.fields.empty())
                m_repeated.push_back(std::move(repeated));
        }
        for (std::size_t i = 0; i < m_repeated.size(); ++i) {
            connect(m_repeated[i].bar, &ItemBar::addWanted, this, [this, i] {
                m_controller.addItem(m_repeated[i].id);
                showItem(m_repeated[i], m_controller.item(m_repeated[i].id));
            });
            connect(m_repeated[i].bar, &ItemBar::upWanted, this, [this, i] { moveItemUp(m_repeated[i]); });
            connect(m_repeated[i].bar, &ItemBar::removeWanted, this, [this, i] { removeItem(m_repeated[i]); });
        }
    }
    m_former = new FormerValues;
    connect(m_former, &FormerValues::placeWanted, this, &FormView::placeWanted);
    column->addWidget(m_former);
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

FieldEditor* FormView::makeEditor(const Field& field)
{
    auto* editor = new FieldEditor(field);
    m_editors.push_back(editor);
    connect(editor, &FieldEditor::drafted, this, [this, editor] {
        doubt(*editor);
        followAsked();
        if (m_study) {
            Value draft = editor->draft();
            draft.study = m_study;
            m_controller.check(draft);
        }
    });
    connect(editor, &FieldEditor::left, this, [this, editor] { store(*editor); });
    connect(editor, &FieldEditor::entered, this, [this, editor] { next(*editor); });
    connect(editor, &FieldEditor::focused, this, [this, editor] {
        m_controller.setPlace(editor->address());
        // The review's own list of terms: one event has one name in all studies.
        if (editor->field().id == "event.term" || editor->field().id == "event.soc")
            editor->offer(m_controller.wordsOf(editor->field().id));
        if (editor->field().id == "event.arm") {
            QStringList names;
            for (const extraction::Arm& arm :
                extraction::armsOf(m_controller.form().value_or(Form{}), m_controller.values(m_study)))
                names.append(toQString(arm.label));
            editor->offer(names);
        }
    });
    connect(editor, &FieldEditor::placeWanted, this, &FormView::placeWanted);
    return editor;
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
                if (editor->y() > target->y() && !editor->isHidden()) {
                    editor->focusAnswer();
                    return;
                }
        });
        row->addWidget(link);
    }
    auto* former = new LinkButton(tr("No longer in the form"));
    former->setFocusPolicy(Qt::ClickFocus);
    connect(former, &QPushButton::clicked, this,
        [this] { m_area->verticalScrollBar()->setValue(m_former->y() - theme::Grid); });
    row->addWidget(former);
    m_formerLink = former;
    return bar;
}

FieldEditor* FormView::editor(const std::string& address) const
{
    const auto found = std::find_if(m_editors.begin(), m_editors.end(),
        [&address](const FieldEditor* editor) { return editor->address() == address; });
    return found == m_editors.end() ? nullptr : *found;
}

std::optional<Value> FormView::said(const std::string& address) const
{
    const FieldEditor* const of = editor(address);
    if (of == nullptr)
        return {};
    Value value = of->draft();
    value.study = m_study;
    return value;
}

void FormView::showStudy()
{
    commit();
    const Study* study = m_controller.study();
    m_study = study == nullptr ? StudyId() : study->id;
    for (const Repeated& section : m_repeated)
        for (FieldEditor* editor : section.editors)
            editor->setItem(m_controller.item(section.id));
    const bool writes = m_controller.canWrite() && m_study;
    for (FieldEditor* editor : m_editors) {
        editor->setReadOnly(!writes);
        showAnswer(*editor);
    }
    showFormer();
    followItems();
    followAsked();
    doubtAll();
}

void FormView::showFormer()
{
    m_former->show(m_controller.formerValues(m_study));
    if (m_formerLink != nullptr)
        m_formerLink->setVisible(!m_former->isHidden());
}

/// Whatever was drafted there.
void FormView::showAnswer(FieldEditor& editor)
{
    editor.reset(m_controller.value(m_study, editor.address()));
    editor.setWaiting(m_controller.waiting(m_study, editor.address()));
    if (const auto source = m_sources.find({m_study, editor.address()}); source != m_sources.end())
        editor.setSource(toQString(source->second));
}

void FormView::showValues()
{
    followItems();
    for (FieldEditor* editor : m_editors) {
        editor->setValue(m_controller.value(m_study, editor->address()));
        editor->setWaiting(m_controller.waiting(m_study, editor->address()));
    }
    showFormer();
    followAsked();
    doubtAll();
}

void FormView::followItems()
{
    if (m_following)
        return;
    m_following = true; // storing what is being typed changes values
    for (const Repeated& section : m_repeated) {
        const int shown = m_controller.item(section.id);
        const std::vector<int> all = m_controller.items(section.id);
        if (section.editors.front()->item() != shown) {
            // What is typed of an item that was removed goes with it.
            if (std::find(all.begin(), all.end(), section.editors.front()->item()) != all.end())
                commit();
            for (FieldEditor* editor : section.editors) {
                editor->setItem(shown);
                showAnswer(*editor);
            }
        }
        std::vector<ItemBar::Item> items;
        for (const int item : all)
            items.emplace_back(item, m_controller.itemLabel(section.id, item));
        section.bar->setItems(items, shown, m_controller.canWrite() && m_study);
    }
    m_following = false;
    followAsked();
}

/// By what is typed already: the next field may depend on it.
void FormView::followAsked()
{
    std::optional<Value> draft;
    for (const FieldEditor* editor : m_editors)
        if (QApplication::focusWidget() != nullptr && editor->isAncestorOf(QApplication::focusWidget()))
            draft = editor->draft();
    for (FieldEditor* editor : m_editors) {
        const Repeated* const section = repeatedOf(*editor);
        const bool there = section == nullptr || editor->item() > 0;
        const Asked asked{&editor->field(), editor->item()};
        const bool wanted =
            m_controller.value(m_study, editor->address()) || m_controller.isAsked(asked, m_study, draft);
        editor->setVisible(editor->field().id == m_revealed || (there && wanted));
    }
}

const FormView::Repeated* FormView::repeatedOf(const FieldEditor& editor) const
{
    for (const Repeated& section : m_repeated)
        if (std::find(section.editors.begin(), section.editors.end(), &editor) != section.editors.end())
            return &section;
    return nullptr;
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
    if (m_take && m_take())
        return;
    store(from);
    const auto shown = [](const FieldEditor* editor) { return !editor->isHidden(); };
    const auto at = std::find(m_editors.begin(), m_editors.end(), &from);
    const auto after = std::find_if(at + 1, m_editors.end(), shown);
    if (const Repeated* section = repeatedOf(from);
        section != nullptr && (after == m_editors.end() || repeatedOf(**after) != section)) {
        const std::vector<int> items = m_controller.items(section->id);
        const auto item = std::upper_bound(items.begin(), items.end(), from.item());
        if (item != items.end())
            return showItem(*section, *item);
    }
    if (after != m_editors.end()) {
        (*after)->focusAnswer();
        scrollTo(*after);
        return;
    }
    m_controller.moveBy(1);
    focusFirst();
}

std::string FormView::repeatedSection() const
{
    const QWidget* const focus = QApplication::focusWidget();
    for (const Repeated& section : m_repeated) {
        const bool inEditor = std::any_of(section.editors.begin(), section.editors.end(),
            [&](const FieldEditor* editor) { return focus != nullptr && editor->isAncestorOf(focus); });
        if (inEditor || (focus != nullptr && section.bar->isAncestorOf(focus)))
            return section.id;
    }
    return m_repeated.empty() ? std::string() : m_repeated.front().id;
}

const FormView::Repeated* FormView::repeatedAtHand() const
{
    const auto found = std::find_if(m_repeated.begin(), m_repeated.end(),
        [id = repeatedSection()](const Repeated& section) { return section.id == id; });
    return found == m_repeated.end() ? nullptr : &*found;
}

void FormView::addItem()
{
    if (const Repeated* section = repeatedAtHand()) {
        m_controller.addItem(section->id);
        showItem(*section, m_controller.item(section->id));
    }
}

void FormView::moveItem(int step)
{
    const Repeated* const section = repeatedAtHand();
    if (section == nullptr)
        return;
    const std::vector<int> items = m_controller.items(section->id);
    const auto at = std::find(items.begin(), items.end(), m_controller.item(section->id)) - items.begin() + step;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(items.size()))
        showItem(*section, items[static_cast<std::size_t>(at)]);
}

void FormView::moveItemUp()
{
    if (const Repeated* section = repeatedAtHand())
        moveItemUp(*section);
}

void FormView::moveItemUp(const Repeated& section)
{
    commit();
    m_following = true; // what the fields show is stored; they follow the item that moved
    m_controller.moveItemUp(section.id, m_controller.item(section.id));
    for (FieldEditor* editor : section.editors) {
        editor->setItem(m_controller.item(section.id));
        showAnswer(*editor);
    }
    m_following = false;
    followItems();
    section.bar->focusShown();
}

void FormView::removeItem()
{
    if (const Repeated* section = repeatedAtHand())
        removeItem(*section);
}

void FormView::removeItem(const Repeated& section)
{
    const int item = m_controller.item(section.id);
    if (item == 0 || !m_controller.canWrite())
        return;
    commit();
    const int answers = m_controller.removeItem(section.id, item);
    section.bar->focusShown();
    Q_EMIT itemRemoved(section.title, answers);
}

void FormView::showItem(const Repeated& section, int item)
{
    m_controller.setItem(section.id, item);
    if (section.editors.front()->isHidden())
        return section.bar->focusShown();
    section.editors.front()->focusAnswer();
    scrollTo(section.bar);
    scrollTo(section.editors.front());
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
        if (!editor->isHidden() && !m_controller.value(m_study, editor->address())) {
            editor->focusAnswer();
            scrollTo(editor);
            return;
        }
    if (!m_editors.empty()) {
        m_editors.front()->focusAnswer();
        scrollTo(m_editors.front());
    }
}

void FormView::focusField(const std::string& address)
{
    const Result<extraction::Address> place = extraction::parseAddress(address);
    if (!place)
        return;
    for (const Repeated& section : m_repeated)
        if (place->item > 0
            && std::any_of(section.editors.begin(), section.editors.end(),
                [&](const FieldEditor* editor) { return editor->field().id == place->field; }))
            m_controller.setItem(section.id, place->item);
    FieldEditor* const found = editor(address);
    if (found == nullptr)
        return;
    found->setVisible(true); // also where it is not asked
    found->focusAnswer();
    scrollTo(found);
}

void FormView::reveal(const std::string& fieldId, const std::string& sectionId)
{
    m_revealed = fieldId;
    followAsked();
    QWidget* target = nullptr;
    for (FieldEditor* editor : m_editors) {
        const bool marked = editor->field().id == fieldId;
        editor->setBackgroundRole(QPalette::Highlight); // the theme's "selected"
        editor->setAutoFillBackground(marked);
        if (marked && !editor->isHidden())
            target = editor;
    }
    const auto heading = m_headings.find(sectionId);
    if (target == nullptr && heading != m_headings.end())
        target = heading->second;
    if (target != nullptr)
        scrollTo(target);
}

void FormView::scrollTo(QWidget* widget)
{
    m_area->widget()->layout()->activate(); // what has just come into sight has no place yet
    m_area->ensureWidgetVisible(widget, 0, 8 * theme::Grid);
}

} // namespace winnow::ui
