#include "ui/widgets/pdfreader.h"

#include "core/base/shown.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/pdffinder.h"
#include "ui/widgets/pdfpages.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double ZoomStep = 1.2;
constexpr int PageRole = Qt::UserRole;
constexpr int TopRole = Qt::UserRole + 1;

/// A hit: its line of print, and the page's label at the right.
class HitDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const QString label = index.data(PdfFinder::PageLabelRole).toString();
        const QFontMetrics metrics(theme::caption());
        const int room = metrics.horizontalAdvance(label) + 2 * theme::Grid;
        const QString line = item.text;
        item.text.clear();
        item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        const QRect inner = option.rect.adjusted(theme::Grid, 0, -theme::Grid, 0);
        painter->save();
        painter->setPen(theme::colors().text);
        painter->setFont(option.font);
        const QRect text = inner.adjusted(0, 0, -room, 0);
        painter->drawText(
            text, Qt::AlignVCenter, QFontMetrics(option.font).elidedText(line, Qt::ElideRight, text.width()));
        painter->setPen(theme::colors().muted);
        painter->setFont(theme::caption());
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight, label);
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {100, QFontMetrics(option.font).height() + theme::Grid};
    }
};

} // namespace

PdfReader::PdfReader(QWidget* parent)
    : PdfReader(pdf::DocumentOptions{}, parent)
{
}

PdfReader::PdfReader(pdf::DocumentOptions options, QWidget* parent)
    : QWidget(parent)
    , m_document(std::move(options))
    , m_view(new PdfView(m_document))
    , m_finder(new PdfFinder(m_document, this))
    , m_emptyText(tr("No PDF is open."))
{
    makeActions();
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->addWidget(makeSide());
    m_splitter->addWidget(m_view);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({240, 800});
    m_splitter->setChildrenCollapsible(false);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(makeMessage());
    m_repaired = new TextLabel(TextLabel::Voice::Caption,
        tr("This file is damaged and was repaired for reading: pages may be missing. The file itself is unchanged."));
    m_repaired->setContentsMargins(theme::Grid, theme::Grid / 2, theme::Grid, theme::Grid / 2);
    m_repaired->setWordWrap(true);
    m_bar = makeBar();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_repaired);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_view);

    connect(&m_document, &pdf::Document::stateChanged, this, &PdfReader::documentChanged);
    connect(&m_document, &pdf::Document::outlineReady, this, &PdfReader::fillOutline);
    connect(m_view, &PdfView::currentPageChanged, this, &PdfReader::showPageNumber);
    connect(m_view, &PdfView::historyChanged, this, [this] {
        m_back->setEnabled(m_view->canGoBack());
        m_forward->setEnabled(m_view->canGoForward());
    });
    connect(m_view, &PdfView::zoomChanged, this, &PdfReader::showZoom);
    connect(m_view, &PdfView::selectionChanged, this, &PdfReader::selectionChanged);
    connect(m_view, &PdfView::linkActivated, this, &PdfReader::linkActivated);
    connect(m_finder, &PdfFinder::changed, this, &PdfReader::hitsChanged);
    m_flash.setSingleShot(true);
    m_flash.setInterval(1500);
    connect(&m_flash, &QTimer::timeout, this, [this] { m_view->setMarks(PdfMarks::Place, {}); });
    documentChanged();
}

QAction* PdfReader::addAction(const char* name, const QString& text, const QString& icon, const QKeySequence& key)
{
    auto* action = new QAction(icon.isEmpty() ? QIcon() : theme::icon(icon), text, this);
    action->setObjectName("reader."_L1 + QLatin1String(name));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString keys = key.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? text : u"%1 (%2)"_s.arg(text, keys));
    QWidget::addAction(action);
    m_actions.append(action);
    return action;
}

void PdfReader::makeActions()
{
    m_contents = addAction("contents", tr("Contents"), u"outline"_s, {});
    m_small = addAction("pages", tr("Small pages"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    m_find = addAction("find", tr("Find in the PDF"), u"search"_s, QKeySequence::Find);
    connect(m_find, &QAction::triggered, this, &PdfReader::startFind);
    connect(addAction("findNext", tr("Next place found"), {}, QKeySequence::FindNext), &QAction::triggered, this,
        [this] { findNext(1); });
    connect(addAction("findPrevious", tr("Previous place found"), {}, QKeySequence::FindPrevious), &QAction::triggered,
        this, [this] { findNext(-1); });
    QAction* out = addAction("zoomOut", tr("Smaller"), u"zoom-out"_s, QKeySequence::ZoomOut);
    connect(out, &QAction::triggered, this, [this] { m_view->zoomBy(1 / ZoomStep); });
    QAction* in = addAction("zoomIn", tr("Larger"), u"zoom-in"_s, QKeySequence::ZoomIn);
    in->setShortcuts({QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    connect(in, &QAction::triggered, this, [this] { m_view->zoomBy(ZoomStep); });
    m_fitWidth =
        addAction("fitWidth", tr("Fit the width"), u"fit-width"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W));
    m_fitPage = addAction("fitPage", tr("Fit the page"), u"fit-page"_s, QKeySequence(Qt::CTRL | Qt::Key_9));
    for (QAction* fit : {m_fitWidth, m_fitPage})
        fit->setCheckable(true);
    connect(m_fitWidth, &QAction::triggered, this, [this] { m_view->setFit(PdfView::Fit::Width); });
    connect(m_fitPage, &QAction::triggered, this, [this] { m_view->setFit(PdfView::Fit::Page); });
    connect(addAction("actualSize", tr("Actual size"), {}, QKeySequence(Qt::CTRL | Qt::Key_0)), &QAction::triggered,
        this, [this] { m_view->setPercent(100); });
    QAction* single =
        addAction("singlePage", tr("One page at a time"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    single->setCheckable(true);
    connect(single, &QAction::toggled, this, [this](bool on) { m_view->setSinglePage(on); });
    QAction* dark = addAction("dark", tr("Dark pages"), u"dark"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
    dark->setCheckable(true);
    connect(dark, &QAction::toggled, this, [this](bool on) { m_view->setPaper(on ? Paper::Dark : Paper::White); });
    m_back = addAction("back", tr("Back to where you were"), {}, QKeySequence(Qt::ALT | Qt::Key_Left));
    connect(m_back, &QAction::triggered, this, [this] { m_view->goBack(); });
    m_forward = addAction("forward", tr("Forward again"), {}, QKeySequence(Qt::ALT | Qt::Key_Right));
    connect(m_forward, &QAction::triggered, this, [this] { m_view->goForward(); });
    connect(addAction("turnLeft", tr("Turn the pages left"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)),
        &QAction::triggered, this, [this] { m_view->turnLeft(); });
    connect(addAction("turn", tr("Turn the pages right"), u"rotate"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)),
        &QAction::triggered, this, [this] { m_view->turnRight(); });
    QAction* copy = addAction("copy", tr("Copy the selected text"), {}, QKeySequence::Copy);
    copy->setShortcut({}); // the view takes Ctrl+C itself, text fields theirs
    connect(copy, &QAction::triggered, this, [this] { m_view->copy(); });
}

QToolButton* PdfReader::button(QAction* action)
{
    auto* made = new QToolButton;
    made->setDefaultAction(action);
    made->setAutoRaise(true);
    made->setAccessibleName(action->text());
    return made;
}

QWidget* PdfReader::makeBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(theme::Grid, theme::Grid / 2, theme::Grid, theme::Grid / 2);
    row->setSpacing(theme::Grid / 2);
    const auto action = [this](const char* name) {
        return *std::find_if(m_actions.begin(), m_actions.end(),
            [&](QAction* each) { return each->objectName() == "reader."_L1 + QLatin1String(name); });
    };
    m_page = new QLineEdit;
    m_page->setAccessibleName(tr("Page"));
    m_page->setToolTip(tr("Page: type its number or label"));
    m_page->setAlignment(Qt::AlignRight);
    m_page->setFixedWidth(m_page->fontMetrics().horizontalAdvance(u"0000"_s) + 2 * theme::Grid);
    connect(m_page, &QLineEdit::returnPressed, this, &PdfReader::goToTypedPage);
    connect(m_page, &QLineEdit::editingFinished, this, &PdfReader::showPageNumber);
    m_pages = new TextLabel(TextLabel::Voice::Muted);
    m_zoom = new TextLabel(TextLabel::Voice::Muted);
    m_zoom->setAlignment(Qt::AlignCenter);
    m_zoom->setMinimumWidth(m_zoom->fontMetrics().horizontalAdvance(u"00000 %"_s));
    QToolButton* const contents = button(m_contents);
    row->addWidget(contents);
    m_added = new QHBoxLayout;
    m_added->setSpacing(theme::Grid / 2);
    row->addLayout(m_added);
    row->addSpacing(theme::Grid);
    row->addWidget(m_page);
    row->addWidget(m_pages);
    row->addStretch(1);
    QToolButton* const smaller = button(action("zoomOut"));
    QToolButton* const larger = button(action("zoomIn"));
    QToolButton* const width = button(m_fitWidth);
    QToolButton* const page = button(m_fitPage);
    QToolButton* const turn = button(action("turn"));
    // Their actions stay in the menu and on their keys.
    bar->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_spared = {turn, m_zoom, page, width, contents, smaller, larger};
    for (QWidget* each : {static_cast<QWidget*>(smaller), static_cast<QWidget*>(m_zoom), static_cast<QWidget*>(larger),
             static_cast<QWidget*>(width), static_cast<QWidget*>(page), static_cast<QWidget*>(turn)})
        row->addWidget(each);
    row->addSpacing(theme::Grid);
    row->addWidget(button(m_find));
    return bar;
}

void PdfReader::fitBar()
{
    for (QWidget* each : m_spared)
        each->show();
    const auto needed = [this] {
        m_bar->layout()->invalidate();
        return m_bar->layout()->minimumSize().width();
    };
    for (auto spared = m_spared.begin(); spared != m_spared.end() && needed() > width(); ++spared)
        (*spared)->hide();
}

void PdfReader::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitBar();
}

QWidget* PdfReader::makeSide()
{
    m_outline = new QTreeWidget;
    m_outline->setHeaderHidden(true);
    m_outline->setFrameShape(QFrame::NoFrame);
    m_outline->setAccessibleName(tr("Contents of the PDF"));
    m_outline->setUniformRowHeights(true);
    const auto follow = [this](QTreeWidgetItem* item) {
        if (item == nullptr || item->data(0, PageRole).toInt() < 0)
            return;
        m_view->remember();
        m_view->goToPage(item->data(0, PageRole).toInt(), item->data(0, TopRole).toDouble());
    };
    connect(m_outline, &QTreeWidget::itemClicked, this, follow);
    connect(m_outline, &QTreeWidget::itemActivated, this, follow);

    m_thumbnails = new PdfPages(m_document);
    connect(m_thumbnails, &PdfPages::pageChosen, this, [this](int page) {
        m_view->remember();
        m_view->goToPage(page);
    });
    connect(m_view, &PdfView::currentPageChanged, m_thumbnails, &PdfPages::setCurrentPage);
    connect(m_thumbnails, &PdfPages::shown, this, [this] { m_thumbnails->setCurrentPage(m_view->currentPage()); });

    m_findPanel = new QWidget;
    auto* column = new QVBoxLayout(m_findPanel);
    column->setContentsMargins(0, theme::Grid, 0, 0);
    m_query = new QLineEdit;
    m_query->setPlaceholderText(tr("Find in the PDF"));
    m_query->setAccessibleName(tr("Find in the PDF"));
    m_query->setClearButtonEnabled(true);
    m_query->setMaxLength(500);
    m_query->installEventFilter(this);
    m_found = new TextLabel(TextLabel::Voice::Caption);
    m_hits = new QListView;
    m_hits->setModel(m_finder);
    m_hits->setItemDelegate(new HitDelegate(m_hits));
    m_hits->setUniformItemSizes(true);
    m_hits->setFrameShape(QFrame::NoFrame);
    m_hits->setAccessibleName(tr("Places found"));
    auto* field = new QVBoxLayout;
    field->setContentsMargins(theme::Grid, 0, theme::Grid, 0);
    field->addWidget(m_query);
    field->addWidget(m_found);
    column->addLayout(field);
    column->addWidget(m_hits, 1);
    connect(m_query, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_hitChosen = false;
        m_hit = -1;
        m_finder->find(text, m_view->currentPage());
    });
    connect(m_query, &QLineEdit::returnPressed, this, [this] { findNext(1); });
    connect(m_hits, &QListView::clicked, this, [this](const QModelIndex& index) {
        m_hitChosen = true;
        showHit(index.row());
    });
    connect(m_hits, &QListView::activated, this, [this](const QModelIndex& index) { showHit(index.row()); });

    m_side = new QTabWidget;
    m_side->setDocumentMode(true);
    m_side->addTab(m_outline, tr("Contents"));
    m_side->addTab(m_thumbnails, tr("Pages"));
    m_side->addTab(m_findPanel, tr("Find"));
    m_side->hide();
    bindSide(m_outline, m_contents);
    bindSide(m_thumbnails, m_small);
    connect(m_side, &QTabWidget::currentChanged, this, &PdfReader::checkSides);
    return m_side;
}

QWidget* PdfReader::makeMessage()
{
    auto* page = new QWidget;
    m_message = new TextLabel(TextLabel::Voice::Body);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setMaximumWidth(480);
    m_message->setMinimumWidth(240);
    m_password = new QLineEdit;
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("Password"));
    m_password->setAccessibleName(tr("Password of the PDF"));
    m_password->setMaximumWidth(240);
    m_password->setMinimumWidth(240);
    auto* column = new QVBoxLayout(page);
    column->addStretch(2);
    auto* words = new QHBoxLayout; // an alignment would make it as high as one line of the whole text
    words->addStretch(1);
    words->addWidget(m_message, 100);
    words->addStretch(1);
    column->addLayout(words);
    column->addSpacing(theme::Grid);
    column->addWidget(m_password, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_password, &QLineEdit::returnPressed, this, [this] {
        const QString password = m_password->text();
        m_password->clear();
        m_document.open(QString(m_document.path()), password, m_name);
    });
    return page;
}

// The file ------------------------------------------------------------------------------------------------------------

void PdfReader::open(const QString& path, const QString& name)
{
    if (path == m_document.path())
        return;
    keepPlace();
    m_name = name;
    m_document.open(path, {}, name);
}

QString PdfReader::placeKey() const
{
    // Settings take slashes for groups.
    const QByteArray file = (m_readBy + u'\n' + m_document.path()).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(file, QCryptographicHash::Sha1).toHex());
}

void PdfReader::keepPlace()
{
    constexpr qsizetype Most = 300;
    if (m_document.state() != pdf::Document::State::Ready)
        return;
    const PdfView::Place here = m_view->place();
    m_places[placeKey()] = QVariantList{here.page, here.top, QDateTime::currentMSecsSinceEpoch()};
    const auto when = [](const QVariant& place) { return place.toList().value(2).toLongLong(); };
    while (m_places.size() > Most)
        m_places.erase(std::min_element(m_places.begin(), m_places.end(),
            [&](const QVariant& one, const QVariant& other) { return when(one) < when(other); }));
    Q_EMIT placesChanged();
}

void PdfReader::goOn()
{
    const QVariantList place = m_places.value(placeKey()).toList();
    if (place.size() == 3)
        m_view->goToPage(place[0].toInt(), place[1].toDouble());
}

void PdfReader::hideEvent(QHideEvent* event)
{
    keepPlace();
    QWidget::hideEvent(event);
}

void PdfReader::close()
{
    keepPlace();
    m_document.close();
}

void PdfReader::setEmptyText(const QString& text)
{
    m_emptyText = text;
    documentChanged();
}

void PdfReader::documentChanged()
{
    using State = pdf::Document::State;
    const State state = m_document.state();
    const bool ready = state == State::Ready;
    m_bar->setVisible(ready);
    m_repaired->setVisible(ready && m_document.repaired());
    for (QAction* action : m_actions)
        action->setEnabled(ready);
    m_password->setVisible(state == State::Locked);
    m_flash.stop();
    if (!ready) {
        m_query->clear();
    }
    m_outline->clear();
    switch (state) {
    case State::Empty:
        m_message->setText(m_emptyText);
        break;
    case State::Opening:
        m_message->setText(tr("Opening…"));
        break;
    case State::Locked:
    case State::Failed:
        m_message->setText(m_document.error().message);
        break;
    case State::Ready:
        m_pages->setText(tr("of %1").arg(m_document.pageCount()));
        fitBar();
        break;
    }
    m_stack->setCurrentIndex(ready ? 0 : 1);
    setFocusProxy(state == State::Locked ? static_cast<QWidget*>(m_password) : m_view);
    m_back->setEnabled(m_view->canGoBack());
    m_forward->setEnabled(m_view->canGoForward());
    showPageNumber();
    showZoom();
    fillOutline();
    if (ready)
        goOn();
}

void PdfReader::fillOutline()
{
    m_outline->clear();
    std::vector<QTreeWidgetItem*> parents; // by level
    for (const pdf::OutlineEntry& entry : m_document.outline()) {
        parents.resize(std::min(parents.size(), static_cast<std::size_t>(entry.level)));
        auto* item = new QTreeWidgetItem({entry.title});
        item->setToolTip(0, asToolTip(entry.title));
        item->setData(0, PageRole, entry.page);
        item->setData(0, TopRole, entry.top);
        if (parents.empty())
            m_outline->addTopLevelItem(item);
        else
            parents.back()->addChild(item);
        parents.push_back(item);
    }
    m_contents->setEnabled(m_document.state() == pdf::Document::State::Ready && !m_document.outline().empty());
    m_side->setTabVisible(m_side->indexOf(m_outline), !m_document.outline().empty());
}

// Pages and zoom ------------------------------------------------------------------------------------------------------

void PdfReader::showPageNumber()
{
    if (m_document.state() != pdf::Document::State::Ready)
        return;
    const int page = std::min(m_view->currentPage(), m_document.pageCount() - 1);
    const QString label = m_document.page(page).label;
    m_page->setText(label);
    const bool printed = label != QString::number(page + 1);
    m_pages->setText(
        printed ? tr("(%1 of %2)").arg(page + 1).arg(m_document.pageCount()) : tr("of %1").arg(m_document.pageCount()));
}

void PdfReader::goToTypedPage()
{
    const QString typed = m_page->text().trimmed();
    int found = -1;
    for (int i = 0; i < m_document.pageCount() && found < 0; ++i)
        if (m_document.page(i).label.compare(typed, Qt::CaseInsensitive) == 0)
            found = i;
    bool isNumber = false;
    const int number = typed.toInt(&isNumber);
    if (found < 0 && isNumber)
        found = std::clamp(number, 1, m_document.pageCount()) - 1;
    if (found >= 0 && found != m_view->currentPage()) {
        m_view->remember();
        m_view->goToPage(found);
    }
    showPageNumber();
    m_view->setFocus();
}

void PdfReader::showZoom()
{
    m_zoom->setText(tr("%1 %").arg(m_view->percent()));
    m_fitWidth->setChecked(m_view->fit() == PdfView::Fit::Width);
    m_fitPage->setChecked(m_view->fit() == PdfView::Fit::Page);
}

void PdfReader::showSide(QWidget* tab)
{
    m_side->setVisible(tab != nullptr);
    if (tab != nullptr)
        m_side->setCurrentWidget(tab);
    checkSides();
}

void PdfReader::checkSides()
{
    for (const auto& [tab, action] : m_sides)
        action->setChecked(!m_side->isHidden() && m_side->currentWidget() == tab);
}

void PdfReader::bindSide(QWidget* tab, QAction* action)
{
    action->setCheckable(true);
    m_sides.emplace_back(tab, action);
    connect(action, &QAction::triggered, this, [this, tab](bool on) { showSide(on ? tab : nullptr); });
}

QAction* PdfReader::addSide(QWidget* tab, const char* name, const QString& text, const QString& icon)
{
    QAction* action = addAction(name, text, icon, {});
    m_side->addTab(tab, text);
    bindSide(tab, action);
    addButton(action);
    return action;
}

void PdfReader::addButton(QAction* action)
{
    QToolButton* made = button(action);
    m_added->addWidget(made);
    m_spared.insert(m_spared.begin() + 1, made);
    action->setEnabled(m_document.state() == pdf::Document::State::Ready);
}

// Find ----------------------------------------------------------------------------------------------------------------

void PdfReader::startFind()
{
    if (m_document.state() != pdf::Document::State::Ready)
        return;
    m_view->remember();
    showSide(m_findPanel);
    const QString selected = m_view->selectedText();
    if (!selected.isEmpty() && selected.size() < 80)
        m_query->setText(selected);
    m_query->setFocus();
    m_query->selectAll();
}

void PdfReader::closeFind()
{
    // The place looked at stays selected, so that it can be copied or marked without the mouse.
    if (m_hit >= 0 && m_hit < static_cast<int>(m_finder->hits().size())) {
        const PdfHit hit = m_finder->hits()[static_cast<std::size_t>(m_hit)];
        m_view->select(hit.page, hit.range);
    }
    m_query->clear();
    showSide(nullptr);
    m_view->setFocus();
}

void PdfReader::hitsChanged()
{
    const auto count = m_finder->hits().size();
    if (m_finder->query().isEmpty())
        m_found->setText({});
    else if (count == 0)
        m_found->setText(m_finder->reading() ? tr("Reading the pages…") : tr("Not found"));
    else
        m_found->setText((m_finder->reading() ? tr("%1 found so far…") : tr("%1 found")).arg(count));
    if (!m_hitChosen && count > 0) {
        const int first = m_finder->firstFrom(m_view->currentPage());
        if (m_hit != first || m_hit < 0)
            return showHit(first);
    }
    markHits();
}

void PdfReader::findNext(int step)
{
    const auto count = static_cast<int>(m_finder->hits().size());
    if (count == 0)
        return;
    m_hitChosen = true;
    showHit((m_hit + step + count) % count);
}

void PdfReader::showHit(int row)
{
    if (row < 0 || row >= static_cast<int>(m_finder->hits().size()))
        return;
    m_hit = row;
    m_hits->setCurrentIndex(m_finder->index(row));
    const PdfHit& hit = m_finder->hits()[static_cast<std::size_t>(row)];
    const auto boxes = m_document.text(hit.page)->boxes(hit.range);
    if (!boxes.empty())
        m_view->show(hit.page, boxes.front());
    markHits();
}

void PdfReader::markHits()
{
    // The list keeps its mark on the hit while others are found before it.
    if (m_hits->currentIndex().isValid() && m_hit >= 0)
        m_hit = m_hits->currentIndex().row();
    std::vector<PdfMark> marks;
    const auto& hits = m_finder->hits();
    for (std::size_t i = 0; i < hits.size(); ++i) {
        const bool current = static_cast<int>(i) == m_hit;
        marks.push_back(
            {hits[i].page, m_document.text(hits[i].page)->boxes(hits[i].range), current ? Ink::CurrentHit : Ink::Hit,
                current ? PdfMark::Look::FillAndOutline : PdfMark::Look::Fill, -1, {}});
    }
    m_view->setMarks(PdfMarks::Found, std::move(marks));
}

void PdfReader::showPlace(int page, const std::vector<QRectF>& boxes)
{
    m_view->remember();
    if (boxes.empty())
        return m_view->goToPage(page);
    m_view->show(page, boxes.front());
    m_view->setMarks(PdfMarks::Place, {{page, boxes, Ink::CurrentHit, PdfMark::Look::FillAndOutline, -1, {}}});
    m_flash.start();
}

bool PdfReader::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_query && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            findNext(key->key() == Qt::Key_Down ? 1 : -1);
            return true;
        }
        if (key->key() == Qt::Key_Return && key->modifiers().testFlag(Qt::ShiftModifier)) {
            findNext(-1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QAction* PdfReader::ours(const QKeyEvent& key) const
{
    for (QAction* action : {m_find, m_back, m_forward})
        if (action->isEnabled() && action->shortcuts().contains(QKeySequence(key.keyCombination())))
            return action;
    return nullptr;
}

bool PdfReader::event(QEvent* event)
{
    // The window has a Ctrl+F and an Alt+Left of its own; in here they mean this PDF, while there is something to do.
    if (event->type() == QEvent::ShortcutOverride && ours(*static_cast<QKeyEvent*>(event)) != nullptr) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PdfReader::keyPressEvent(QKeyEvent* event)
{
    if (QAction* action = ours(*event))
        return action->trigger();
    if (event->key() == Qt::Key_Escape && m_side->isVisible())
        return closeFind();
    QWidget::keyPressEvent(event);
}

} // namespace winnow::ui
