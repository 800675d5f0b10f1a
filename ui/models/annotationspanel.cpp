#include "ui/models/annotationspanel.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/meaningpopup.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pdffinder.h"
#include "ui/widgets/pdfreader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/twolinedelegate.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The words, and below them what is said of them; the meaning's colour before.
class AnnotationDelegate final : public TwoLineDelegate {
public:
    using TwoLineDelegate::TwoLineDelegate;

protected:
    [[nodiscard]] Rest rest(const QModelIndex& index) const override
    {
        const auto ink = static_cast<Ink>(index.data(AnnotationList::InkRole).toInt());
        const Paper paper = theme::dark() ? Paper::Dark : Paper::White;
        return {index.data(AnnotationList::LowerRole).toString(), {}, {}, theme::paper(paper).line(ink)};
    }
};

QComboBox* filterBox(const QString& name)
{
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(9);
    return box;
}

QString inMenu(const std::string& text)
{
    return inOneLine(text).replace(u'&', u"&&"_s);
}

} // namespace

AnnotationsPanel::AnnotationsPanel(PdfReader& reader, Page& page)
    : m_reader(reader)
    , m_page(page)
    , m_list(reader.document())
    , m_popup(new MeaningPopup(this))
    , m_words(new QLineEdit)
    , m_meaning(filterBox(tr("Meaning")))
    , m_kind(filterBox(tr("Kind")))
    , m_reviewer(filterBox(tr("Reviewer")))
    , m_count(new TextLabel(TextLabel::Voice::Caption))
    , m_view(new QListView)
    , m_editor(new InlineEditor(tr("Comment")))
{
    m_view->setModel(&m_list);
    m_view->setItemDelegate(new AnnotationDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Annotations"));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    makeFilter();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::Grid, 0, 0);
    column->setSpacing(theme::Grid);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(theme::Grid, 0, theme::Grid, 0);
    head->addWidget(m_words);
    auto* boxes = new FlowLayout(theme::Grid / 2);
    for (QComboBox* box : {m_meaning, m_kind, m_reviewer})
        boxes->addWidget(box);
    head->addLayout(boxes);
    head->addWidget(m_count);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addWidget(m_editor);
    m_tab = m_reader.addSide(this, "annotations", tr("Annotations"), u"note"_s);
    makeActions();
    listen();
    follow();
}

void AnnotationsPanel::makeFilter()
{
    m_words->setPlaceholderText(tr("Search in annotations"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_words->setClearButtonEnabled(true);
    m_words->setMaxLength(500);
    m_count->setWordWrap(true);
    m_kind->addItem(tr("All kinds"));
    for (const AnnotationKind kind :
        {AnnotationKind::Highlight, AnnotationKind::Underline, AnnotationKind::Note, AnnotationKind::Area})
        m_kind->addItem(wordOf(kind), static_cast<int>(kind));
    connect(m_words, &QLineEdit::textChanged, this, &AnnotationsPanel::narrow);
    for (QComboBox* box : {m_meaning, m_kind, m_reviewer})
        connect(box, &QComboBox::activated, this, &AnnotationsPanel::narrow);
}

void AnnotationsPanel::makeActions()
{
    const auto marking = [this](const char* name, const QString& text, const QString& icon, const QKeySequence& key) {
        QAction* made = m_reader.addAction(name, text, icon, key);
        m_marking.push_back(made);
        return made;
    };
    QAction* highlight = marking("highlight", tr("Highlight the selected words"), u"highlight"_s, Qt::Key_H);
    connect(highlight, &QAction::triggered, this, [this] { mark(AnnotationKind::Highlight, {}, {}); });
    m_reader.addButton(highlight);
    connect(marking("highlightAs", tr("Highlight as…"), {}, Qt::SHIFT | Qt::Key_H), &QAction::triggered, this,
        [this] { choose(AnnotationKind::Highlight); });
    connect(marking("underline", tr("Underline the selected words"), {}, Qt::Key_L), &QAction::triggered, this,
        [this] { mark(AnnotationKind::Underline, {}, {}); });
    connect(marking("note", tr("Note on the selected words or a place…"), {}, Qt::Key_N), &QAction::triggered, this,
        [this] {
            if (m_reader.view().hasSelection())
                return choose(AnnotationKind::Note);
            m_reader.view().setTool(PdfView::Tool::Place);
            Q_EMIT m_page.notice(tr("Click where the note belongs. Esc gives up."), false);
        });
    connect(marking("area", tr("Mark an area"), {}, Qt::Key_B), &QAction::triggered, this, [this] {
        m_reader.view().setTool(PdfView::Tool::Box);
        Q_EMIT m_page.notice(tr("Drag a box over the area. Esc gives up."), false);
    });
    m_edit = m_reader.addAction("editAnnotation", tr("Edit the comment of the annotation"), {}, Qt::Key_F2);
    connect(m_edit, &QAction::triggered, this, &AnnotationsPanel::edit);
    m_remove = m_reader.addAction("removeAnnotation", tr("Delete the annotation"), {}, QKeySequence::Delete);
    connect(m_remove, &QAction::triggered, this, &AnnotationsPanel::remove);
    m_copy = m_reader.addAction("copyAnnotations", tr("Copy the annotations as Markdown"), {}, {});
    connect(m_copy, &QAction::triggered, this, &AnnotationsPanel::copy);
    m_export = m_reader.addAction("exportAnnotations", tr("Export the annotations…"), {}, {});
    connect(m_export, &QAction::triggered, this, &AnnotationsPanel::exportList);
    m_takeOver = m_reader.addAction("takeOverAnnotations", tr("Take over what is marked in the PDF itself"), {}, {});
    connect(m_takeOver, &QAction::triggered, &m_list, &AnnotationList::takeOver);
    m_saveCopy = m_reader.addAction("saveAnnotatedCopy", tr("Save an annotated copy of the PDF…"), {}, {});
    connect(m_saveCopy, &QAction::triggered, this, &AnnotationsPanel::saveCopy);
}

void AnnotationsPanel::listen()
{
    connect(&m_list, &AnnotationList::changed, this, &AnnotationsPanel::follow);
    connect(&m_list, &AnnotationList::notice, &m_page, &Page::notice);
    connect(&m_list, &AnnotationList::failed, &m_page,
        [this](const Error& error) { m_page.dialogs().error(&m_page, error); });
    // The search of words asks for texts as well, and what was asked before is forgotten.
    connect(&m_reader.finder(), &PdfFinder::changed, &m_list, &AnnotationList::seek);
    connect(m_popup, &MeaningPopup::chosen, this, &AnnotationsPanel::chosen);
    connect(&m_reader.view(), &PdfView::markClicked, this, &AnnotationsPanel::clicked);
    connect(&m_reader.view(), &PdfView::boxChosen, this, [this](PdfView::Tool with, int page, const QRectF& box) {
        if (!m_list.canWrite())
            return;
        if (with == PdfView::Tool::Box)
            return m_list.markBox(AnnotationKind::Area, page, box, {}, {});
        m_place = Place{page, box};
        choose(AnnotationKind::Note);
    });
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex& index) { jump(index.row()); });
    connect(m_view, &QListView::activated, this, [this](const QModelIndex& index) { jump(index.row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) { select(index.row()); });
    connect(m_view, &QListView::customContextMenuRequested, this,
        [this](const QPoint& where) { offer(m_view->viewport()->mapToGlobal(where)); });
    connect(m_editor, &InlineEditor::saved, this, [this](const QString& text) { m_list.setComment(m_current, text); });
    connect(m_editor, &InlineEditor::ended, m_view, [this] { m_view->setFocus(); });
    m_reader.installEventFilter(this);
}

bool AnnotationsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_reader && (event->type() == QEvent::Show || event->type() == QEvent::Hide))
        m_list.setActive(event->type() == QEvent::Show);
    return QWidget::eventFilter(watched, event);
}

// What is shown -------------------------------------------------------------------------------------------------------

const PlacedAnnotation* AnnotationsPanel::current() const
{
    return m_list.at(m_list.rowOf(m_current));
}

void AnnotationsPanel::follow()
{
    m_reader.view().setMarks(PdfMarks::Annotations, m_list.marks());
    const int row = m_list.rowOf(m_current);
    {
        const QSignalBlocker quiet(m_view->selectionModel());
        m_view->setCurrentIndex(row < 0 ? QModelIndex() : m_list.index(row));
    }
    m_view->viewport()->update();
    select(row);
    fillFilter();
    const auto all = static_cast<int>(m_list.all().size());
    const int shown = m_list.rowCount();
    m_count->setText(all == 0 ? tr("Select words and press %1 to highlight them.")
                                    .arg(m_marking.front()->shortcut().toString(QKeySequence::NativeText))
            : shown == all ? tr("%n annotation(s)", nullptr, all)
                           : tr("%1 of %2 annotations").arg(shown).arg(all));
    for (QAction* action : m_marking)
        action->setEnabled(m_list.canWrite());
    m_copy->setEnabled(shown > 0);
    m_export->setEnabled(shown > 0);
    m_takeOver->setEnabled(m_list.hasFile() && m_list.canWrite());
    m_saveCopy->setEnabled(m_list.hasFile() && all > 0);
}

void AnnotationsPanel::fillFilter()
{
    const auto fill = [](QComboBox* box, const QString& all, const std::vector<std::string>& names) {
        const QString before = box->currentData().toString();
        const QSignalBlocker quiet(box);
        box->clear();
        box->addItem(all);
        for (const std::string& name : names)
            box->addItem(inOneLine(name), toQString(name));
        box->setCurrentIndex(std::max(0, before.isEmpty() ? 0 : box->findData(before)));
    };
    fill(m_meaning, tr("All meanings"), m_list.meanings());
    const std::vector<std::string> reviewers = m_list.reviewers();
    fill(m_reviewer, tr("All reviewers"), reviewers);
    m_reviewer->setVisible(reviewers.size() > 1);
}

void AnnotationsPanel::narrow()
{
    const auto word = [](const QComboBox* box) {
        return box->currentIndex() > 0 ? std::optional(box->currentData().toString().toStdString()) : std::nullopt;
    };
    AnnotationFilter filter{m_words->text(), word(m_meaning), {}, word(m_reviewer)};
    if (m_kind->currentIndex() > 0)
        filter.kind = static_cast<AnnotationKind>(m_kind->currentData().toInt());
    m_list.setFilter(filter);
    follow();
}

void AnnotationsPanel::select(int row)
{
    const PlacedAnnotation* const one = m_list.at(row);
    m_current = one == nullptr ? std::string() : one->is().id;
    m_reader.view().selectMark(m_list.keyOf(row));
    const bool own = one != nullptr && m_list.canWrite() && m_list.isOwn(*one);
    m_edit->setEnabled(own);
    m_remove->setEnabled(own);
}

void AnnotationsPanel::clicked(int key)
{
    const int row = m_list.rowOfKey(key);
    m_view->setCurrentIndex(row < 0 ? QModelIndex() : m_list.index(row));
    if (row < 0)
        select(row);
}

void AnnotationsPanel::jump(int row)
{
    const PlacedAnnotation* const one = m_list.at(row);
    if (one != nullptr && !one->spots.empty())
        m_reader.showPlace(one->spots.front().page, m_list.boxes(one->spots.front()));
}

// What is done --------------------------------------------------------------------------------------------------------

void AnnotationsPanel::mark(AnnotationKind kind, const std::string& meaning, const QString& comment)
{
    if (const auto place = std::exchange(m_place, {}))
        return m_list.markBox(kind, place->page, place->box, meaning, comment);
    if (!m_reader.view().hasSelection()) {
        Q_EMIT m_page.notice(tr("Select words in the PDF first."), false);
        return;
    }
    m_list.mark(kind, m_reader.view().selection(), meaning, comment);
    m_reader.view().clearSelection();
}

void AnnotationsPanel::choose(AnnotationKind kind)
{
    if (!m_place && !m_reader.view().hasSelection())
        return mark(kind, {}, {});
    m_choosing = kind;
    const auto passages = m_reader.view().selection();
    const QRect at = m_place ? m_reader.view().inSight(m_place->page, m_place->box)
                             : m_reader.view().inSight(passages.back().page, passages.back().boxes.back());
    const QPoint below = m_reader.view().viewport()->mapToGlobal(at.bottomLeft() + QPoint(0, theme::Grid));
    m_popup->begin(m_list.meanings(), m_list.meaning(), below);
}

void AnnotationsPanel::chosen(int meaning, const QString& comment)
{
    m_reader.view().setFocus();
    if (meaning >= 0 && meaning < static_cast<int>(m_list.meanings().size()))
        mark(m_choosing, m_list.meanings()[static_cast<std::size_t>(meaning)], comment);
}

void AnnotationsPanel::edit()
{
    const PlacedAnnotation* const one = current();
    if (one == nullptr)
        return;
    m_reader.showSide(this);
    m_editor->begin(toQString(one->is().comment), toQString(review::hexOf(one->is().id)));
}

void AnnotationsPanel::remove()
{
    m_list.remove(m_current);
}

void AnnotationsPanel::offer(const QPoint& where)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const PlacedAnnotation* const one = current(); one != nullptr && m_edit->isEnabled()) {
        for (const std::string& meaning : m_list.meanings()) {
            QAction* const means = menu->addAction(inMenu(meaning));
            means->setCheckable(true);
            means->setChecked(meaning == one->is().meaning);
            connect(
                means, &QAction::triggered, this, [this, id = m_current, meaning] { m_list.setMeaning(id, meaning); });
        }
        menu->addSeparator();
        menu->addAction(m_edit);
        menu->addAction(m_remove);
        menu->addSeparator();
    }
    for (QAction* const action : {m_copy, m_export, m_saveCopy, m_takeOver})
        menu->addAction(action);
    menu->popup(where);
}

void AnnotationsPanel::copy()
{
    QApplication::clipboard()->setText(toQString(review::annotationsAsMarkdown(m_list.listed())));
    Q_EMIT m_page.notice(tr("Copied: %n annotation(s)", nullptr, m_list.rowCount()), false);
}

void AnnotationsPanel::exportList()
{
    m_page.dialogs().saveFile(&m_page, tr("Export the annotations"), u"annotations.csv"_s,
        tr("CSV table (*.csv);;Markdown (*.md)"), [this](const QString& path) {
            if (path.isEmpty())
                return;
            const auto list = m_list.listed();
            const std::string text = path.endsWith(u".md"_s, Qt::CaseInsensitive) ? review::annotationsAsMarkdown(list)
                                                                                  : review::annotationsAsCsv(list);
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(text)) < 0 || !file.commit())
                m_page.dialogs().error(
                    &m_page, {ErrorKind::Io, tr("%1 could not be written.").arg(path), file.errorString()});
            else
                Q_EMIT m_page.notice(tr("The annotations were written to %1").arg(path), false);
        });
}

void AnnotationsPanel::saveCopy()
{
    m_list.tellOfCopy([this](bool isSigned) {
        const QString name = QFileInfo(m_list.fileName()).completeBaseName();
        m_page.dialogs().saveFile(&m_page,
            isSigned ? tr("Save an annotated copy – its signature will no longer be valid")
                     : tr("Save an annotated copy of the PDF"),
            tr("%1 annotated.pdf").arg(name), tr("PDF documents (*.pdf)"), [this](const QString& path) {
                if (!path.isEmpty())
                    m_list.writeCopy(path);
            });
    });
}

} // namespace winnow::ui
