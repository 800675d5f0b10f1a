#include "ui/widgets/pdffinder.h"

#include "core/base/shown.h"

#include <algorithm>

namespace winnow::ui {

PdfFinder::PdfFinder(pdf::Document& document, QObject* parent)
    : QAbstractListModel(parent)
    , m_document(document)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(100);
    connect(&m_tell, &QTimer::timeout, this, &PdfFinder::changed);
    connect(&m_document, &pdf::Document::textReady, this, [this](int page) { look(page); });
    connect(&m_document, &pdf::Document::stateChanged, this, &PdfFinder::documentChanged);
}

void PdfFinder::documentChanged()
{
    find({}, 0);
}

void PdfFinder::find(const QString& query, int from)
{
    beginResetModel();
    m_query = query.trimmed();
    m_hits.clear();
    const int pages =
        m_document.state() == pdf::Document::State::Ready && !m_query.isEmpty() ? m_document.pageCount() : 0;
    m_looked.assign(static_cast<std::size_t>(pages), false);
    m_unread = pages;
    endResetModel();
    std::vector<int> missing;
    for (int i = 0; i < pages; ++i) {
        const int page = (from + i) % pages;
        if (!m_document.text(page))
            missing.push_back(page);
    }
    for (int page = 0; page < pages; ++page)
        if (m_document.text(page))
            look(page);
    m_document.wantTexts(std::move(missing));
    m_tell.stop();
    Q_EMIT changed();
}

void PdfFinder::look(int page)
{
    if (page >= static_cast<int>(m_looked.size()) || m_looked[static_cast<std::size_t>(page)])
        return;
    m_looked[static_cast<std::size_t>(page)] = true;
    --m_unread;
    const auto text = m_document.text(page);
    std::vector<PdfHit> found;
    for (const pdf::TextRange& range : text->find(m_query))
        if (m_hits.size() + found.size() < MaxHits)
            found.push_back({page, range});
    if (!found.empty()) {
        const auto at = std::upper_bound(
            m_hits.begin(), m_hits.end(), page, [](int value, const PdfHit& hit) { return value < hit.page; });
        const int row = static_cast<int>(at - m_hits.begin());
        beginInsertRows({}, row, row + static_cast<int>(found.size()) - 1);
        m_hits.insert(at, found.begin(), found.end());
        endInsertRows();
    }
    if (!m_tell.isActive())
        m_tell.start();
}

int PdfFinder::firstFrom(int page) const
{
    if (m_hits.empty())
        return -1;
    const auto at = std::lower_bound(
        m_hits.begin(), m_hits.end(), page, [](const PdfHit& hit, int value) { return hit.page < value; });
    return at == m_hits.end() ? 0 : static_cast<int>(at - m_hits.begin());
}

int PdfFinder::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant PdfFinder::data(const QModelIndex& index, int role) const
{
    const PdfHit& hit = m_hits[static_cast<std::size_t>(index.row())];
    const QString label = m_document.page(hit.page).label;
    if (role == PageLabelRole)
        return label;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    // From a few words before the hit, so that it is seen in a narrow list too.
    const auto text = m_document.text(hit.page);
    constexpr qsizetype Before = 16;
    constexpr qsizetype After = 100;
    qsizetype begin = std::max<qsizetype>(0, hit.range.begin - Before);
    while (begin > 0 && begin < hit.range.begin && !text->text()[begin - 1].isSpace())
        ++begin;
    const qsizetype end = std::min<qsizetype>(text->text().size(), hit.range.end + After);
    const QString line = (begin > 0 ? QStringLiteral("… ") : QString{}) + text->quote({begin, end});
    if (role == Qt::ToolTipRole)
        return asToolTip(line);
    return role == Qt::AccessibleTextRole ? tr("Page %1: %2").arg(label, line) : line;
}

} // namespace winnow::ui
