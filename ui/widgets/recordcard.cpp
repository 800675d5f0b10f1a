#include "ui/widgets/recordcard.h"

#include "core/base/text.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QScrollBar>
#include <QTextFrame>

#include <algorithm>
#include <memory>

namespace winnow::ui {

namespace {

/// The width of a line of seventy characters of running English text.
qreal measure()
{
    static const QString sample =
        QStringLiteral("the liver function of patients with cirrhosis improved over six months");
    QFont font = theme::caption();
    font.setPointSizeF(font.pointSizeF() / 0.9 * 1.05);
    return QFontMetricsF(font).horizontalAdvance(sample) * 70 / static_cast<qreal>(sample.size());
}

} // namespace

RecordCard::RecordCard(QWidget* parent)
    : QTextBrowser(parent)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Record"));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_context.terms = &m_terms;
    m_context.record = [this](RecordId id) {
        auto detail = m_read ? m_read(id) : Result<RecordDetail>(fail(ErrorKind::NotFound, {}));
        return detail ? *std::move(detail) : RecordDetail{};
    };
    connect(this, &QTextBrowser::anchorClicked, this, &RecordCard::follow);
}

void RecordCard::setReadRecord(ReadRecord read)
{
    m_read = std::move(read);
}

void RecordCard::setTerms(const std::vector<TermCategory>& categories)
{
    if (categories == m_context.categories)
        return;
    m_context.categories = categories;
    m_terms = screening::TermMatcher(categories);
    fill(Scroll::Keep);
}

void RecordCard::setReasons(const std::vector<Reason>& reasons)
{
    if (reasons == m_context.reasons)
        return;
    m_context.reasons = reasons;
    fill(Scroll::Keep);
}

void RecordCard::setCitation(const std::optional<CitationDetail>& citation)
{
    const bool same = citation && m_citation && citation->id == m_citation->id;
    m_citation = citation;
    if (!same) {
        const bool hidden = m_view.sourceHidden;
        m_view = {};
        m_view.sourceHidden = hidden;
    }
    fill(same ? Scroll::Keep : Scroll::Top);
}

QString RecordCard::selectedWords() const
{
    return textCursor().selectedText().simplified();
}

void RecordCard::setHighlightsShown(bool shown)
{
    if (m_highlights == shown)
        return;
    m_highlights = shown;
    highlightTerms(*document(), m_context, shown);
    viewport()->update();
}

void RecordCard::setSourceHidden(bool hidden)
{
    if (m_view.sourceHidden == hidden)
        return;
    m_view.sourceHidden = hidden;
    fill(Scroll::Keep);
}

void RecordCard::fill(Scroll scroll)
{
    const int place = scroll == Scroll::Keep ? verticalScrollBar()->value() : 0;
    // A new document, laid out once when it is shown, is faster than emptying the old one, which lays out twice.
    auto filled = std::make_unique<QTextDocument>();
    filled->setUndoRedoEnabled(false);
    filled->setDefaultFont(theme::caption());
    filled->setDocumentMargin(0);
    QTextOption option = filled->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    filled->setDefaultTextOption(option);
    if (m_citation) {
        fillCard(*filled, *m_citation, m_view, m_context);
        if (m_highlights)
            highlightTerms(*filled, m_context, true);
    }
    setMeasure(*filled); // before it is laid out for the first time
    filled->setParent(this);
    const QPointer<QTextDocument> old = document();
    setDocument(filled.release()); // deletes the first one, which is its own
    if (old != nullptr)
        old->deleteLater(); // the click that led here may still look at it
    verticalScrollBar()->setValue(place);
}

void RecordCard::setMeasure(QTextDocument& document)
{
    const qreal room = viewport()->width() - 2.0 * theme::CardMargin;
    const qreal side = theme::CardMargin + std::max(0.0, (room - measure()) / 2);
    QTextFrameFormat frame = document.rootFrame()->frameFormat();
    if (frame.leftMargin() == side && frame.topMargin() == theme::CardMargin)
        return;
    frame.setLeftMargin(side);
    frame.setRightMargin(side);
    frame.setTopMargin(theme::CardMargin);
    frame.setBottomMargin(theme::CardMargin);
    document.rootFrame()->setFrameFormat(frame);
}

void RecordCard::follow(const QUrl& link)
{
    if (!m_citation)
        return;
    const QString what = link.path();
    if (link.scheme() == u"show") {
        bool* const folded = what == u"authors" ? &m_view.authors
            : what == u"abstract"               ? &m_view.abstract
                                                : &m_view.records;
        *folded = !*folded;
        fill(Scroll::Keep);
    } else if (link.scheme() == u"fields") {
        const RecordId id{what.toLongLong()};
        if (m_view.fields.erase(id) == 0)
            m_view.fields.insert(id);
        fill(Scroll::Keep);
    } else if (link.scheme() == u"citation") {
        Q_EMIT citationClicked(CitationId{what.toLongLong()});
    } else {
        const std::vector<Identifier> all = identifiersOf(m_citation->best);
        const std::size_t number = what.toULongLong();
        if (number >= all.size())
            return;
        if (link.scheme() == u"open" && all[number].url) {
            Q_EMIT urlClicked(*all[number].url);
        } else {
            QGuiApplication::clipboard()->setText(all[number].value);
            Q_EMIT copied(all[number].value);
        }
    }
}

void RecordCard::resizeEvent(QResizeEvent* event)
{
    setMeasure(*document());
    QTextBrowser::resizeEvent(event);
}

void RecordCard::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        fill(Scroll::Keep);
}

void RecordCard::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* const menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString words = selectedWords();
    if (!words.isEmpty() && words.size() <= 100) {
        menu->addSeparator();
        QMenu* const highlight = menu->addMenu(
            tr("Highlight “%1” as").arg(QString(words).replace(QStringLiteral("&"), QStringLiteral("&&"))));
        for (std::size_t i = 0; i < m_context.categories.size(); ++i) {
            const auto category = static_cast<int>(i);
            connect(highlight->addAction(
                        toQString(m_context.categories[i].name).replace(QStringLiteral("&"), QStringLiteral("&&"))),
                &QAction::triggered, this, [this, words, category] { Q_EMIT termAdded(words, category); });
        }
        connect(highlight->addAction(tr("New category…")), &QAction::triggered, this,
            [this, words] { Q_EMIT termAdded(words, -1); });
    }
    menu->popup(event->globalPos());
}

/// With a ring while the keyboard is here: its keys scroll.
void RecordCard::paintEvent(QPaintEvent* event)
{
    QTextBrowser::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(theme::colors().accent, 2));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

void RecordCard::focusInEvent(QFocusEvent* event)
{
    QTextBrowser::focusInEvent(event);
    viewport()->update();
}

void RecordCard::focusOutEvent(QFocusEvent* event)
{
    QTextBrowser::focusOutEvent(event);
    viewport()->update();
}

} // namespace winnow::ui
