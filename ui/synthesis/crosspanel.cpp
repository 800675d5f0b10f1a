#include "ui/synthesis/crosspanel.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

CrossController::CrossController(QObject* parent)
    : CountController(parent)
{
}

void CrossController::clear()
{
    m_rows.clear();
    m_columns.clear();
    m_answer = {};
}

Result<CrossController::Answer> CrossController::answer(review::Reader& reader, std::string rows, std::string columns)
{
    Answer answer;
    answer.fields = TRY(review::crossFields(reader));
    const auto known = [&](const std::string& id) {
        return std::ranges::find(answer.fields, id, &review::CrossField::id) != answer.fields.end();
    };
    if (!known(rows)) {
        rows = answer.fields.front().id;
        for (const TallyField& field : TRY(reader.tallyFields()))
            if (field.ofStudies && known(field.id)) {
                rows = field.id;
                break;
            }
    }
    if (!known(columns))
        columns = known("outcome") ? "outcome" : answer.fields.front().id;
    answer.table = TRY(review::crossTable(reader, rows, columns));
    answer.doors = TRY(StudyDoors::of(reader));
    return answer;
}

void CrossController::ask()
{
    count<Answer>(
        [rows = m_rows, columns = m_columns](review::Reader& reader) { return answer(reader, rows, columns); },
        [this](const Answer& answer) {
            m_answer = answer;
            Q_EMIT changed();
        });
}

figure::Matrix CrossController::matrix() const
{
    return review::matrixOf(m_answer.table, session() == nullptr ? QString() : toQString(session()->info().notice));
}

void CrossController::lay(const std::string& rows, const std::string& columns)
{
    m_rows = rows;
    m_columns = columns;
    if (session() != nullptr)
        ask();
}

std::vector<std::pair<StudyId, QString>> CrossController::studiesOf(int mark) const
{
    const review::CrossTable& table = m_answer.table;
    std::vector<std::pair<StudyId, QString>> studies;
    if (mark < 0 || table.columns.empty())
        return studies;
    const std::size_t row = static_cast<std::size_t>(mark) / table.columns.size();
    if (row >= table.rows.size())
        return studies;
    for (const StudyId study : table.cells[row][static_cast<std::size_t>(mark) % table.columns.size()]) {
        const auto named = std::ranges::find(table.studies, study, &std::pair<StudyId, std::string>::first);
        studies.emplace_back(study, named == table.studies.end() ? QString() : inOneLine(named->second));
    }
    return studies;
}

CrossPanel::CrossPanel(CrossController& controller, Dialogs& dialogs, QWidget* parent)
    : FigurePanel(parent)
    , m_controller(controller)
    , m_dialogs(dialogs)
    , m_rows(new ChoiceBox)
    , m_columns(new ChoiceBox)
    , m_view(new FigureView(FigureView::Fit::Whole))
    , m_cell(new TextLabel(TextLabel::Voice::Muted))
    , m_studies(new QListWidget)
{
    auto* top = new QWidget;
    auto* fields = new FlowLayout(theme::Grid);
    top->setLayout(fields);
    fields->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, theme::Grid);
    for (const auto& [label, box] : {std::pair{tr("Rows"), m_rows}, std::pair{tr("Columns"), m_columns}}) {
        auto* name = new QLabel(label);
        name->setBuddy(box);
        fields->addWidget(name);
        fields->addWidget(box);
        box->setAccessibleName(label);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(18);
        connect(box, &QComboBox::activated, this, [this] {
            m_controller.lay(
                m_rows->currentData().toString().toStdString(), m_columns->currentData().toString().toStdString());
        });
    }
    m_studies->setFrameShape(QFrame::NoFrame);
    m_studies->setAccessibleName(tr("Studies of the circle"));
    auto* beneath = new QWidget;
    auto* column = new QVBoxLayout(beneath);
    column->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, 0);
    column->addWidget(m_cell);
    column->addWidget(m_studies, 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(m_view);
    split->addWidget(beneath);
    split->setStretchFactor(0, 1);
    split->setSizes({500, 120});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(top);
    all->addWidget(split, 1);
    connect(m_view, &FigureView::markActivated, this, &CrossPanel::list);
    connect(m_studies, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        if (const auto door = m_controller.door(StudyId{item->data(Qt::UserRole).toLongLong()}))
            Q_EMIT doorOpened(*door);
    });
    connect(&m_controller, &CrossController::changed, this, &CrossPanel::follow);
    list(-1);
}

void CrossPanel::follow()
{
    const auto fill = [this](QComboBox& box, const std::string& chosen) {
        box.clear();
        for (const review::CrossField& field : m_controller.fields())
            box.addItem(inOneLine(field.label), toQString(field.id));
        box.setCurrentIndex(box.findData(toQString(chosen)));
    };
    fill(*m_rows, m_controller.table().rowField.id);
    fill(*m_columns, m_controller.table().columnField.id);
    figure::Look look;
    look.palette = figurePalette();
    m_view->setDrawing(figure::matrixChart(m_controller.matrix(), look));
    list(-1);
}

/// Of one circle; none: how to get there.
void CrossPanel::list(int mark)
{
    m_studies->clear();
    for (const auto& [study, name] : m_controller.studiesOf(mark)) {
        auto* item = new QListWidgetItem(name, m_studies);
        item->setData(Qt::UserRole, static_cast<qlonglong>(study.value));
    }
    m_studies->setVisible(m_studies->count() > 0);
    QString heading = tr("Choose a circle to see its studies.");
    for (const figure::Mark& one : m_view->drawing().marks)
        if (one.index == mark && mark >= 0)
            heading = one.label;
    m_cell->setText(heading);
}

void CrossPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_controller.fields().empty())
        follow();
}

QString CrossPanel::fileName() const
{
    const review::CrossTable& table = m_controller.table();
    return m_controller.exportName(toQString(table.rowField.id + '-' + table.columnField.id));
}

void CrossPanel::exportFigure()
{
    ui::exportFigure(this, m_dialogs, figure::matrixChart(m_controller.matrix(), exportLook()), fileName(),
        [this](const QString& notice) { Q_EMIT said(notice); });
}

void CrossPanel::exportData()
{
    exportCsv(this, m_dialogs, figure::matrixCsv(m_controller.matrix()), fileName(),
        [this](const QString& notice) { Q_EMIT said(notice); });
}

} // namespace winnow::ui
