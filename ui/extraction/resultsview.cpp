#include "ui/extraction/resultsview.h"

#include "core/base/text.h"
#include "ui/extraction/placelinks.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;
using extraction::AddressKind;

namespace {

enum Shown { Empty, Grid };

/// Doubtful cells with a question mark, answers that are no value muted, values without a place in a PDF with a ring;
/// a line above each outcome. Enter in the editor goes to the cell below.
class CellDelegate final : public QStyledItemDelegate {
public:
    CellDelegate(QTableView* table, std::function<void(const QString&)> typed)
        : QStyledItemDelegate(table)
        , m_table(table)
        , m_typed(std::move(typed))
    {
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
        if (auto* line = qobject_cast<QLineEdit*>(editor)) {
            line->setFrame(true);
            line->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
            connect(line, &QLineEdit::textEdited, this, m_typed);
        }
        return editor;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        // Answers come in while one types; what is typed stays.
        if (const auto* line = qobject_cast<QLineEdit*>(editor); line == nullptr || !line->isModified())
            QStyledItemDelegate::setEditorData(editor, index);
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const Colors& colors = theme::colors();
        painter->save();
        if (index.row() > 0 && index.data(ResultsModel::FirstRole).toBool()) {
            painter->setPen(colors.border);
            painter->drawLine(option.rect.topLeft(), option.rect.topRight());
        }
        const QVariant places = index.data(ResultsModel::PlacesRole);
        if (places.isValid() && places.toInt() == 0) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(colors.muted);
            painter->drawEllipse(QPointF(option.rect.right() - theme::Grid, option.rect.center().y() + 0.5), 2.5, 2.5);
        }
        painter->restore();
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Colors& colors = theme::colors();
        const QVariant stated = index.data(ResultsModel::StatedRole);
        QColor color = colors.text;
        if (index.column() == ResultsModel::TimeColumn || (stated.isValid() && !stated.toBool()))
            color = colors.muted;
        if (!index.data(ResultsModel::DoubtRole).toString().isEmpty() && !option->text.isEmpty()) {
            color = colors.maybe;
            option->text = u"? "_s + option->text;
        }
        for (const QPalette::ColorRole role : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(role, color);
    }
    bool eventFilter(QObject* object, QEvent* event) override
    {
        auto* editor = qobject_cast<QLineEdit*>(object);
        if (editor != nullptr && event->type() == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Return || key == Qt::Key_Enter) {
                Q_EMIT commitData(editor);
                Q_EMIT closeEditor(editor);
                const QModelIndex below = m_table->currentIndex().siblingAtRow(m_table->currentIndex().row() + 1);
                if (below.isValid())
                    m_table->selectionModel()->setCurrentIndex(below, QItemSelectionModel::ClearAndSelect);
                return true;
            }
        }
        return QStyledItemDelegate::eventFilter(object, event);
    }

private:
    QTableView* m_table;
    std::function<void(const QString&)> m_typed;
};

} // namespace

ResultsView::ResultsView(ExtractionController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_model(new ResultsModel(controller, this))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState({}))
    , m_table(new QTableView)
    , m_rows(new QTableView)
{
    prepare(m_table);
    prepare(m_rows);
    auto* delegate = new CellDelegate(m_table, [this](const QString& text) {
        showUnderstood(text);
        m_controller.check(m_model->valueOf(m_address, text));
    });
    m_table->setItemDelegate(delegate);
    connect(delegate, &QAbstractItemDelegate::closeEditor, this, [this] { m_controller.check({}); });
    m_table->setAccessibleName(tr("Results of the study"));
    m_table->setEditTriggers(
        QAbstractItemView::AnyKeyPressed | QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table->installEventFilter(this);
    joinTables();

    auto* tables = new QHBoxLayout;
    tables->setContentsMargins(0, 0, 0, 0);
    tables->setSpacing(0);
    tables->addWidget(m_rows);
    tables->addWidget(hairline(Qt::Vertical));
    tables->addWidget(m_table, 1);
    auto* grid = new QWidget;
    auto* column = new QVBoxLayout(grid);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(hairline(Qt::Horizontal));
    column->addLayout(tables, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(makeDetail());
    m_stack->addWidget(m_empty);
    m_stack->addWidget(grid);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);

    setFocusProxy(m_table);
    connect(m_empty, &EmptyState::clicked, this, &ResultsView::armWanted);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ResultsView::follow);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ResultsView::followCell);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ResultsView::followCell);
    connect(&m_controller, &ExtractionController::formChanged, this, &ResultsView::follow);
    follow();
}

void ResultsView::prepare(QTableView* table)
{
    table->setModel(m_model);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerItem); // half a number reads as another number
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setTextElideMode(Qt::ElideNone); // names of arms are read whole, over several lines
    table->horizontalHeader()->setDefaultAlignment(
        Qt::Alignment::fromInt(int{Qt::AlignLeft} | int{Qt::AlignVCenter} | int{Qt::TextWordWrap}));
}

/// The rows' names scroll up and down with the cells, never sideways; a click on one is a click on its first cell.
void ResultsView::joinTables()
{
    m_rows->setItemDelegate(new CellDelegate(m_rows, {}));
    m_rows->setAccessibleName(tr("Outcomes and times"));
    m_rows->setFocusPolicy(Qt::NoFocus);
    m_rows->setSelectionMode(QAbstractItemView::NoSelection);
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows->viewport()->installEventFilter(this);
    connect(
        m_table->verticalScrollBar(), &QScrollBar::valueChanged, m_rows->verticalScrollBar(), &QScrollBar::setValue);
    // Of the same height, so that their last rows stand side by side.
    connect(m_table->horizontalScrollBar(), &QScrollBar::rangeChanged, m_rows, [this](int least, int most) {
        m_rows->setHorizontalScrollBarPolicy(most > least ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    });
    connect(m_rows, &QAbstractItemView::clicked, this, [this](const QModelIndex& at) {
        m_table->selectionModel()->setCurrentIndex(
            at.siblingAtColumn(ResultsModel::FirstArm), QItemSelectionModel::ClearAndSelect);
        m_table->setFocus(Qt::MouseFocusReason);
    });
}

QWidget* ResultsView::makeBar()
{
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Outcome"));
    m_filter->setAccessibleName(tr("Show outcomes with these words"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, m_model, &ResultsModel::setFilter);
    m_time = new QLineEdit;
    m_time->setPlaceholderText(tr("Another time"));
    m_time->setToolTip(tr("Adds rows for a time that the form doesn't have, such as “week 36”: press Enter"));
    m_time->setAccessibleName(tr("Add a time"));
    m_time->setMaxLength(60);
    connect(m_time, &QLineEdit::returnPressed, this, [this] {
        m_model->addTime(m_time->text());
        m_time->clear();
    });
    auto* filled = new QCheckBox(tr("With results only"));
    connect(filled, &QCheckBox::toggled, m_model, &ResultsModel::setFilledOnly);
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(theme::Grid, theme::Grid / 2, theme::Grid, theme::Grid / 2);
    row->setSpacing(theme::Grid);
    row->addWidget(m_filter, 2);
    row->addWidget(m_time, 1);
    row->addWidget(filled);
    return bar;
}

QWidget* ResultsView::makeDetail()
{
    m_cell = new TextLabel(TextLabel::Voice::Strong);
    m_cell->setElided(12);
    m_places = new PlaceLinks;
    m_understood = new TextLabel(TextLabel::Voice::Muted);
    m_understood->setWordWrap(true);
    m_objections = new TextLabel(TextLabel::Voice::Warning);
    m_objections->setWordWrap(true);
    m_n = new QLineEdit;
    m_n->setAccessibleName(tr("n of the cell"));
    m_n->setToolTip(tr("Patients analysed here, where the result doesn't print them"));
    m_n->setMaxLength(20);
    m_set = new QLineEdit;
    m_set->setAccessibleName(tr("Analysis population of the cell"));
    m_set->setToolTip(tr("Such as “intention to treat” or “per protocol”"));
    m_set->setMaxLength(200);
    connect(m_n, &QLineEdit::editingFinished, this, [this] { storeBeside(AddressKind::ResultN, m_n->text()); });
    connect(m_set, &QLineEdit::editingFinished, this, [this] { storeBeside(AddressKind::ResultSet, m_set->text()); });
    connect(m_places, &PlaceLinks::wanted, this, &ResultsView::placeWanted);

    auto* head = new QHBoxLayout;
    head->addWidget(m_cell, 1);
    head->addWidget(m_places);
    auto* beside = new QHBoxLayout;
    beside->setSpacing(theme::Grid);
    for (const auto& [text, field, part] :
        {std::tuple(tr("&n"), m_n, 1), std::tuple(tr("Analysis &population"), m_set, 3)}) {
        auto* label = new QLabel(text);
        label->setBuddy(field);
        beside->addWidget(label);
        beside->addWidget(field, part);
    }
    auto* detail = new QWidget;
    auto* column = new QVBoxLayout(detail);
    column->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, theme::Grid);
    column->setSpacing(theme::Grid / 2);
    column->addLayout(head);
    column->addWidget(m_understood);
    column->addWidget(m_objections);
    column->addLayout(beside);
    return detail;
}

/// The names take at most half of the width: what is cut can be read in its tooltip and below the grid.
void ResultsView::sizeGrid()
{
    const QFontMetrics metrics = m_table->fontMetrics();
    const int letter = metrics.averageCharWidth();
    const auto widest = [&](int column, int least, int most) {
        int width = least * letter;
        for (int row = 0; row < m_model->rowCount(); ++row)
            width = std::max(width, metrics.horizontalAdvance(m_model->index(row, column).data().toString()));
        width = std::min(width, most * letter) + 3 * theme::Grid; // with the margins that a cell has
        m_rows->setColumnWidth(column, width);
        return width;
    };
    const int time = widest(ResultsModel::TimeColumn, 6, 24);
    const int fitting = (width() / 2 - time) / letter - 2;
    const int outcome = widest(ResultsModel::OutcomeColumn, 10, std::clamp(fitting, 10, 30));
    m_rows->setFixedWidth(outcome + time);
    const QFontMetrics above = m_table->horizontalHeader()->fontMetrics();
    const QRect room(0, 0, 22 * letter - 4 * theme::Grid, 5 * above.lineSpacing()); // within what a heading keeps free
    int height = above.height();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const bool name = column < ResultsModel::FirstArm;
        m_rows->setColumnHidden(column, !name);
        m_table->setColumnHidden(column, name);
        if (name)
            continue;
        m_table->setColumnWidth(column, 22 * letter);
        const QString heading = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        height = std::max(height, above.boundingRect(room, Qt::AlignLeft | Qt::TextWordWrap, heading).height());
    }
    height = std::min(height, room.height()) + 3 * theme::Grid; // with the padding of a heading
    for (QTableView* table : {m_rows, m_table}) {
        table->verticalHeader()->setDefaultSectionSize(metrics.height() + theme::Grid);
        table->horizontalHeader()->setFixedHeight(height);
    }
}

void ResultsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        sizeGrid();
}

void ResultsView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        sizeGrid();
}

void ResultsView::follow()
{
    const bool outcomes = m_controller.form() && !m_controller.form()->outcomes.empty();
    m_empty->setLine(!outcomes ? tr("The form asks for no outcomes.")
                               : tr("Results are given by arm, and no arm of the study is described yet."));
    m_empty->setButton(
        outcomes && m_controller.canWrite() && m_controller.study() != nullptr ? tr("Add an arm") : QString());
    m_stack->setCurrentIndex(outcomes && !m_model->arms().empty() ? Grid : Empty);
    sizeGrid();
    const QModelIndex kept = m_model->indexOf(m_address);
    if (m_model->rowCount() > 0 && m_model->columnCount() > ResultsModel::FirstArm)
        m_table->selectionModel()->setCurrentIndex(
            kept.isValid() ? kept : m_model->index(0, ResultsModel::FirstArm), QItemSelectionModel::ClearAndSelect);
    followCell();
}

void ResultsView::followCell()
{
    m_address = m_model->address(m_table->currentIndex());
    if (m_table->hasFocus())
        m_controller.setPlace(m_address);
    const Study* const study = m_controller.study();
    const auto valueAt = [&](const std::string& address) {
        return study == nullptr || address.empty() ? std::nullopt : m_controller.value(study->id, address);
    };
    const std::optional<Value> value = valueAt(m_address);
    m_cell->setText(m_model->described(m_address));
    std::vector<Evidence> places = value ? value->evidence : std::vector<Evidence>{};
    if (study != nullptr)
        for (const Evidence& place : m_controller.waiting(study->id, m_address))
            places.push_back(place);
    m_places->setPlaces(places, value && value->answer == Answer::Stated);
    if (m_table->indexWidget(m_table->currentIndex()) == nullptr) // else what is typed is shown
        showUnderstood(value && value->answer == Answer::Stated ? toQString(value->text) : QString());
    const QStringList objections = m_controller.objectionsTo(m_address);
    m_objections->setText(objections.isEmpty() ? QString() : u"? "_s + objections.join(u"\n? "_s));
    m_objections->setVisible(!objections.isEmpty());
    const Result<extraction::Address> place = extraction::parseAddress(m_address);
    const bool result = place && place->kind == AddressKind::Result;
    for (const auto& [field, kind] : {std::pair(m_n, AddressKind::ResultN), std::pair(m_set, AddressKind::ResultSet)}) {
        field->setEnabled(result && m_controller.canWrite());
        const std::optional<Value> beside =
            result ? valueAt(extraction::resultAddress(place->outcome, place->arm, place->time, kind)) : std::nullopt;
        if (!field->hasFocus())
            field->setText(beside ? toQString(beside->text) : QString());
    }
}

void ResultsView::showUnderstood(const QString& text)
{
    const QString understood = m_model->understood(m_address, text);
    m_understood->setText(
        understood.isEmpty() ? tr("As the paper prints it: 18/34, 14.5 ± 2.4, 12 (8–15)") : understood);
}

void ResultsView::storeBeside(AddressKind kind, const QString& text)
{
    const Result<extraction::Address> place = extraction::parseAddress(m_address);
    const Study* const study = m_controller.study();
    if (!place || place->kind != AddressKind::Result || study == nullptr || !m_controller.canWrite())
        return;
    const std::string address = extraction::resultAddress(place->outcome, place->arm, place->time, kind);
    Value value = m_controller.value(study->id, address).value_or(Value{study->id, address, {}, {}, {}, {}});
    value.answer = Answer::Stated;
    value.text = text.toStdString();
    m_controller.store(value);
}

void ResultsView::commit()
{
    const QWidget* const editor = m_table->indexWidget(m_table->currentIndex());
    if (editor != nullptr && editor->hasFocus())
        m_table->setFocus(Qt::OtherFocusReason); // a cell is stored when its editor is left
}

void ResultsView::setAnswer(Answer answer, const std::string& text)
{
    m_model->setAnswer(m_table->selectionModel()->selectedIndexes(), answer, text);
}

void ResultsView::focusCell(const std::string& address)
{
    if (!m_model->indexOf(address).isValid())
        m_filter->clear();
    if (const QModelIndex cell = m_model->indexOf(address); cell.isValid())
        m_table->selectionModel()->setCurrentIndex(cell, QItemSelectionModel::ClearAndSelect);
    m_table->setFocus(Qt::OtherFocusReason);
}

bool ResultsView::hasFocusWithin() const
{
    return QApplication::focusWidget() != nullptr && isAncestorOf(QApplication::focusWidget());
}

bool ResultsView::tableKey(int key, Qt::KeyboardModifiers modifiers)
{
    const QModelIndexList cells = m_table->selectionModel()->selectedIndexes();
    if (modifiers == Qt::ControlModifier && key == Qt::Key_V) {
        Q_EMIT pasted(m_model->paste(m_table->currentIndex(), QApplication::clipboard()->text()));
        return true;
    }
    if (modifiers == Qt::ControlModifier && key == Qt::Key_C) {
        QApplication::clipboard()->setText(m_model->block(cells));
        return true;
    }
    if ((modifiers & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
        m_model->clear(cells);
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (!(m_take && m_take()))
            m_table->edit(m_table->currentIndex());
        return true;
    }
    return false;
}

bool ResultsView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::Resize) // what is said of the cell takes room from the grid
        m_table->scrollTo(m_table->currentIndex());
    if (watched == m_rows->viewport() && event->type() == QEvent::Wheel)
        return QApplication::sendEvent(m_table->viewport(), event);
    if (watched == m_table && event->type() == QEvent::FocusIn)
        m_controller.setPlace(m_address);
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (tableKey(key->key(), key->modifiers()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace winnow::ui
