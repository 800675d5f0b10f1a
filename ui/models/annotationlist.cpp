#include "ui/models/annotationlist.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/pdf/anchor.h"
#include "core/review/annotatedcopies.h"
#include "ui/models/session.h"
#include "ui/widgets/pdfplace.h"

#include <QFileInfo>

#include <algorithm>
#include <set>
#include <utility>

namespace winnow::ui {

namespace {

pdf::Anchor anchorOf(const Annotation& one)
{
    return {one.page, toQString(one.quote), toQString(one.prefix), toQString(one.suffix)};
}

} // namespace

struct AnnotationList::Found {
    std::string id;
    Placing placing = Placing::Lost;
    std::vector<PlacedAnnotation::Spot> spots;
};

QString wordOf(AnnotationKind kind)
{
    switch (kind) {
    case AnnotationKind::Underline:
        return AnnotationList::tr("Underline");
    case AnnotationKind::Note:
        return AnnotationList::tr("Note");
    case AnnotationKind::Area:
        return AnnotationList::tr("Area");
    case AnnotationKind::Highlight:
        break;
    }
    return AnnotationList::tr("Highlight");
}

AnnotationList::AnnotationList(pdf::Document& document, QObject* parent)
    : QAbstractListModel(parent)
    , m_document(document)
{
    connect(&m_document, &pdf::Document::stateChanged, this, [this] {
        m_unread = 0;
        if (m_document.state() != pdf::Document::State::Ready)
            return;
        Q_EMIT changed();
        seek();
    });
    connect(&m_document, &pdf::Document::textReady, this, [this] {
        if (m_unread > 0 && --m_unread == 0)
            seek();
    });
}

AnnotationList::~AnnotationList() = default;

// What is shown -------------------------------------------------------------------------------------------------------

void AnnotationList::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_meaning.clear();
    if (session)
        connect(session.get(), &Session::changed, this, &AnnotationList::sessionChanged);
    m_file.reset();
    load();
}

void AnnotationList::setFile(const std::optional<AttachedFile>& file)
{
    const bool same = file && m_file && file->sha256 == m_file->sha256 && file->citation == m_file->citation;
    if (same || (!file && !m_file))
        return;
    m_file = file ? std::make_unique<AttachedFile>(*file) : nullptr;
    take({});
    load();
}

void AnnotationList::setActive(bool active)
{
    m_active = active;
    if (active && std::exchange(m_stale, false))
        load();
}

void AnnotationList::sessionChanged(const Changes& changes)
{
    if ((changes.flags & (Changes::Annotations | Changes::Reports | Changes::Settings | Changes::Citations)) == 0)
        return;
    const bool here = changes.everything || (changes.flags & Changes::Settings) != 0
        || (m_file && std::ranges::find(changes.citations, m_file->citation) != changes.citations.end());
    if (here)
        load();
}

void AnnotationList::load()
{
    if (!m_session || !m_file) {
        if (!m_session)
            m_meanings.clear();
        return take({});
    }
    if (!m_active) {
        m_stale = true;
        return;
    }
    const auto meanings = m_session->reader().annotationMeanings();
    if (meanings)
        m_meanings = *meanings;
    if (std::ranges::find(m_meanings, m_meaning) == m_meanings.end())
        m_meaning = m_meanings.empty() ? std::string() : m_meanings.front();
    using List = std::vector<review::ListedAnnotation>;
    m_session->query<List>(
        this, LoadSlot,
        [citation = m_file->citation](review::Reader& reader) { return review::listedAnnotations(reader, citation); },
        [this, sha256 = m_file->sha256](const Result<List>& list) {
            if (!m_file || m_file->sha256 != sha256)
                return;
            if (list)
                take(*list);
            else if (list.error().kind != ErrorKind::Cancelled)
                Q_EMIT failed(list.error());
        });
}

void AnnotationList::take(std::vector<review::ListedAnnotation> list)
{
    std::vector<PlacedAnnotation> all;
    for (review::ListedAnnotation& each : list) {
        PlacedAnnotation one{std::move(each), Placing::AsMade, {}};
        if (one.is().sha256 == m_file->sha256) {
            one.spots.push_back({one.is().page, one.is().rects});
        } else if (one.listed.file.empty()) { // its file is no longer attached
            const auto before = std::ranges::find(m_all, one.is().id, [](const auto& old) { return old.is().id; });
            const bool known = before != m_all.end() && before->placing != Placing::AsMade;
            one.placing = known ? before->placing : one.is().quote.empty() ? Placing::Lost : Placing::Sought;
            if (known)
                one.spots = before->spots;
        } else {
            continue;
        }
        all.push_back(std::move(one));
    }
    beginResetModel();
    m_all = std::move(all);
    filter();
    endResetModel();
    Q_EMIT changed();
    seek();
}

void AnnotationList::setFilter(const AnnotationFilter& filter)
{
    beginResetModel();
    m_filter = filter;
    this->filter();
    endResetModel();
}

void AnnotationList::filter()
{
    m_rows.clear();
    const std::string words = folded(m_filter.words.simplified().toStdString());
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        const PlacedAnnotation& one = m_all[i];
        const bool meant = !m_filter.meaning || one.is().meaning == *m_filter.meaning;
        const bool ofKind = !m_filter.kind || one.is().kind == *m_filter.kind;
        const bool byReviewer = !m_filter.reviewer || one.listed.reviewer == *m_filter.reviewer;
        const bool said = words.empty() || folded(one.is().quote).find(words) != std::string::npos
            || folded(one.is().comment).find(words) != std::string::npos;
        if (meant && ofKind && byReviewer && said)
            m_rows.push_back(static_cast<int>(i));
    }
}

// Finding places by words ---------------------------------------------------------------------------------------------

void AnnotationList::seek()
{
    std::vector<std::pair<std::string, pdf::Anchor>> sought;
    for (const PlacedAnnotation& one : m_all)
        if (one.placing == Placing::Sought)
            sought.emplace_back(one.is().id, anchorOf(one.is()));
    if (sought.empty() || m_document.state() != pdf::Document::State::Ready || !m_session)
        return;
    std::vector<int> missing;
    std::vector<std::shared_ptr<const pdf::PageText>> texts;
    std::vector<QSizeF> sizes;
    for (int page = 0; page < m_document.pageCount(); ++page) {
        texts.push_back(m_document.text(page));
        sizes.push_back(m_document.page(page).size);
        if (!texts.back())
            missing.push_back(page);
    }
    m_unread = static_cast<int>(missing.size());
    if (!missing.empty())
        return m_document.wantTexts(std::move(missing));
    using Answer = std::vector<Found>;
    m_session->query<Answer>(
        this, SeekSlot,
        [sought, texts, sizes](review::Reader&) -> Result<Answer> {
            std::vector<pdf::PageText> pages;
            for (const auto& text : texts)
                pages.push_back(*text);
            const pdf::AnchorFinder finder(pages);
            Answer answer;
            for (const auto& [id, anchor] : sought) {
                Found one{id, Placing::Lost, {}};
                if (const auto place = finder.find(anchor)) {
                    one.placing = place->state == pdf::AnchorState::Exact ? Placing::ByWords : Placing::Doubtful;
                    for (const pdf::AnchorPart& part : place->parts) {
                        const auto page = static_cast<std::size_t>(part.page);
                        one.spots.push_back({part.page, asFractions(pages[page].boxes(part.range), sizes[page])});
                    }
                }
                answer.push_back(std::move(one));
            }
            return answer;
        },
        [this](const Result<Answer>& answer) {
            if (answer)
                found(*answer);
        });
}

void AnnotationList::found(const std::vector<Found>& found)
{
    for (const Found& each : found)
        for (PlacedAnnotation& one : m_all)
            if (one.is().id == each.id && one.placing == Placing::Sought) {
                one.placing = each.placing;
                one.spots = each.spots;
            }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
    Q_EMIT changed();
}

// Asking --------------------------------------------------------------------------------------------------------------

bool AnnotationList::canWrite() const
{
    return m_session && m_file && !m_session->info().readOnly;
}

Ink AnnotationList::inkOf(const std::string& meaning) const
{
    const auto at = std::ranges::find(m_meanings, meaning);
    return meaningInk(at == m_meanings.end() ? -1 : static_cast<int>(at - m_meanings.begin()));
}

std::vector<std::string> AnnotationList::reviewers() const
{
    std::set<std::string> names;
    for (const PlacedAnnotation& one : m_all)
        names.insert(one.listed.reviewer);
    return {names.begin(), names.end()};
}

std::vector<QRectF> AnnotationList::boxes(const PlacedAnnotation::Spot& spot) const
{
    if (m_document.state() != pdf::Document::State::Ready || spot.page >= m_document.pageCount())
        return {};
    return asBoxes(spot.rects, m_document.page(spot.page).size);
}

std::vector<PdfMark> AnnotationList::marks() const
{
    using Look = PdfMark::Look;
    std::vector<PdfMark> marks;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        const Annotation& one = m_all[i].is();
        const Look look = one.kind == AnnotationKind::Underline ? Look::Underline
            : one.kind == AnnotationKind::Note                  ? Look::Note
            : one.kind == AnnotationKind::Area                  ? Look::Outline
                                                                : Look::Fill;
        const QString tip = one.comment.empty()
            ? toQString(one.meaning)
            : tr("%1: %2", "meaning and comment").arg(toQString(one.meaning), toQString(one.comment));
        for (const PlacedAnnotation::Spot& spot : m_all[i].spots)
            marks.push_back({spot.page, boxes(spot), inkOf(one.meaning), look, static_cast<int>(i), tip});
    }
    return marks;
}

const PlacedAnnotation* AnnotationList::at(int row) const
{
    const int key = keyOf(row);
    return key < 0 ? nullptr : &m_all[static_cast<std::size_t>(key)];
}

int AnnotationList::keyOf(int row) const
{
    return row < 0 || row >= static_cast<int>(m_rows.size()) ? -1 : m_rows[static_cast<std::size_t>(row)];
}

int AnnotationList::rowOfKey(int key) const
{
    const auto at = std::ranges::find(m_rows, key);
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

int AnnotationList::rowOf(const std::string& id) const
{
    const auto at = std::ranges::find(m_all, id, [](const auto& one) { return one.is().id; });
    return at == m_all.end() ? -1 : rowOfKey(static_cast<int>(at - m_all.begin()));
}

bool AnnotationList::isOwn(const PlacedAnnotation& one) const
{
    return m_session && one.is().reviewer == m_session->info().reviewer;
}

QString AnnotationList::fileName() const
{
    return m_file ? toQString(m_file->name) : QString();
}

void AnnotationList::takeOver()
{
    if (!canWrite() || !m_file)
        return;
    using InFile = std::vector<review::FoundAnnotation>;
    m_session->query<InFile>(
        this, TakeSlot, [file = *m_file](review::Reader& reader) { return review::annotationsInFile(reader, file); },
        [this](const Result<InFile>& found) {
            if (!found)
                return found.error().kind == ErrorKind::Cancelled ? void() : Q_EMIT failed(found.error());
            std::vector<Annotation> fresh;
            for (const review::FoundAnnotation& one : *found)
                if (!one.known)
                    fresh.push_back(one.annotation);
            if (fresh.empty())
                return Q_EMIT notice(found->empty() ? tr("Nothing is marked in the PDF itself.")
                                                    : tr("All that is marked in the PDF itself is here already."),
                    false);
            m_session->act(
                this, [fresh](review::Review& review) { return review.takeOver(fresh); },
                [this](const Result<Changes>& done) {
                    if (!done)
                        return Q_EMIT failed(done.error());
                    Q_EMIT notice(
                        tr("%n annotation(s) of the PDF taken over", nullptr, static_cast<int>(done->count)), true);
                });
        });
}

void AnnotationList::tellOfCopy(std::function<void(bool isSigned)> then)
{
    if (!m_session || !m_file)
        return;
    m_session->query<review::CopyTells>(
        this, CopySlot, [file = *m_file](review::Reader&) { return review::copyTells(file); },
        [this, then = std::move(then)](const Result<review::CopyTells>& tells) {
            if (!tells)
                return tells.error().kind == ErrorKind::Cancelled ? void() : Q_EMIT failed(tells.error());
            if (!tells->allowed)
                return Q_EMIT failed({ErrorKind::Conflict,
                    tr("Who locked this PDF allows no annotations in it: no copy was made."), {}});
            then(tells->isSigned);
        });
}

void AnnotationList::writeCopy(const QString& path)
{
    if (!m_session || !m_file)
        return;
    m_session->longQuery<int>(
        this, CopySlot, tr("Writing the annotated copy"),
        [file = *m_file, path](
            review::Reader& reader, Progress&) { return review::writeAnnotatedCopy(reader, file, path); },
        [this, name = QFileInfo(path).fileName()](const Result<int>& written) {
            if (written)
                Q_EMIT notice(tr("%1 holds %n annotation(s)", nullptr, *written).arg(name), false);
            else if (written.error().kind != ErrorKind::Cancelled)
                Q_EMIT failed(written.error());
        });
}

std::vector<review::ListedAnnotation> AnnotationList::listed() const
{
    std::vector<review::ListedAnnotation> list;
    for (const int key : m_rows)
        list.push_back(m_all[static_cast<std::size_t>(key)].listed);
    return list;
}

int AnnotationList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AnnotationList::data(const QModelIndex& index, int role) const
{
    const PlacedAnnotation& one = *at(index.row());
    const Annotation& is = one.is();
    const std::string& words = is.quote.empty() ? is.comment : is.quote;
    const QString upper = words.empty() ? wordOf(is.kind) : inOneLine(words);
    if (role == Qt::DisplayRole)
        return upper;
    if (role == InkRole)
        return static_cast<int>(inkOf(is.meaning));
    if (role == Qt::ToolTipRole)
        return asToolTip(
            is.quote.empty() || is.comment.empty() ? toQString(words) : toQString(is.quote + "\n\n" + is.comment));
    if (role != LowerRole && role != Qt::AccessibleTextRole)
        return {};
    const int page = one.spots.empty() ? is.page : one.spots.front().page;
    // Counted, as in links and in what is exported: a file's own labels may repeat, or begin at 0.
    QStringList parts{inOneLine(is.meaning), wordOf(is.kind), tr("p. %1").arg(page + 1)};
    switch (one.placing) {
    case Placing::AsMade:
        break;
    case Placing::Sought:
        parts[2] = tr("looking for its words");
        break;
    case Placing::ByWords:
        parts += tr("found by its words");
        break;
    case Placing::Doubtful:
        parts += tr("found, some words differ");
        break;
    case Placing::Lost:
        parts[2] = tr("not found in this file");
        break;
    }
    if (!isOwn(one))
        parts.prepend(inOneLine(one.listed.reviewer));
    if (!is.comment.empty() && !is.quote.empty())
        parts.prepend(inOneLine(is.comment));
    const QString lower = parts.join(QStringLiteral(" · "));
    return role == LowerRole ? lower : tr("%1: %2", "words and what is said of them").arg(upper, lower);
}

// Acts ----------------------------------------------------------------------------------------------------------------

void AnnotationList::write(Annotation said)
{
    said.citation = m_file->citation;
    said.sha256 = m_file->sha256;
    if (said.meaning.empty())
        said.meaning = m_meaning;
    m_meaning = said.meaning;
    m_session->act(
        this, [said](review::Review& review) { return review.annotate(said); },
        [this, said](const Result<Changes>& done) {
            if (!done)
                Q_EMIT failed(done.error());
            else
                Q_EMIT notice(tr("%1: %2", "kind and meaning of a new annotation")
                                  .arg(wordOf(said.kind), inOneLine(said.meaning)),
                    true);
        });
}

void AnnotationList::mark(
    AnnotationKind kind, const std::vector<PdfPassage>& passages, const std::string& meaning, const QString& comment)
{
    if (!canWrite())
        return;
    for (const PdfPassage& passage : passages) {
        std::optional<PdfPlace> place = placeOf(m_document, passage);
        if (!place)
            continue;
        Annotation said;
        static_cast<PdfPlace&>(said) = *std::move(place);
        said.kind = kind;
        said.meaning = meaning;
        said.comment = comment.toStdString();
        write(std::move(said));
    }
}

void AnnotationList::markBox(
    AnnotationKind kind, int page, const QRectF& box, const std::string& meaning, const QString& comment)
{
    if (!canWrite())
        return;
    Annotation said;
    said.kind = kind;
    said.page = page;
    said.rects = asFractions({box}, m_document.page(page).size);
    said.meaning = meaning;
    said.comment = comment.toStdString();
    if (!said.rects.empty())
        write(std::move(said));
}

void AnnotationList::change(const Annotation& said, const QString& done)
{
    m_session->act(
        this, [said](review::Review& review) { return review.changeAnnotation(said); },
        [this, done](const Result<Changes>& changes) {
            if (!changes)
                Q_EMIT failed(changes.error());
            else
                Q_EMIT notice(done, true);
        });
}

void AnnotationList::setComment(const std::string& id, const QString& comment)
{
    const PlacedAnnotation* const one = at(rowOf(id));
    if (!canWrite() || one == nullptr || one->is().comment == comment.toStdString())
        return;
    Annotation said = one->is();
    said.comment = comment.toStdString();
    change(said, tr("The comment was changed."));
}

void AnnotationList::setMeaning(const std::string& id, const std::string& meaning)
{
    const PlacedAnnotation* const one = at(rowOf(id));
    if (!canWrite() || one == nullptr || one->is().meaning == meaning)
        return;
    Annotation said = one->is();
    said.meaning = meaning;
    change(said, tr("It now means: %1").arg(inOneLine(meaning)));
}

void AnnotationList::remove(const std::string& id)
{
    if (!canWrite())
        return;
    m_session->act(
        this, [id](review::Review& review) { return review.removeAnnotation(id); },
        [this](const Result<Changes>& done) {
            if (!done)
                Q_EMIT failed(done.error());
            else
                Q_EMIT notice(tr("The annotation was deleted."), true);
        });
}

} // namespace winnow::ui
