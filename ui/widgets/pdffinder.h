// All the places of some words in a document, found while its pages are being read.
#pragma once

#include "core/pdf/document.h"

#include <QAbstractListModel>
#include <QTimer>

#include <vector>

namespace winnow::ui {

struct PdfHit {
    int page = 0;
    pdf::TextRange range;
};

/// A list of hits in the order of the pages; grows while the document's text comes in. At most MaxHits.
class PdfFinder final : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr std::size_t MaxHits = 5'000;
    enum Role { PageLabelRole = Qt::UserRole };

    explicit PdfFinder(pdf::Document& document, QObject* parent = nullptr);

    /// Starts anew; empty: no hits. `from`: the page whose text is read first.
    void find(const QString& query, int from);
    [[nodiscard]] const QString& query() const { return m_query; }
    [[nodiscard]] const std::vector<PdfHit>& hits() const { return m_hits; }
    [[nodiscard]] bool reading() const { return m_unread > 0; } ///< pages are still to come
    /// The first hit on or after a page; −1 if there is none at all.
    [[nodiscard]] int firstFrom(int page) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    /// The line of print, and the page's label.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void changed(); ///< hits or reading(), a few times a second at most

private:
    void look(int page);
    void documentChanged();

    pdf::Document& m_document;
    QString m_query;
    std::vector<PdfHit> m_hits;
    std::vector<bool> m_looked; ///< by page
    int m_unread = 0;
    QTimer m_tell;
};

} // namespace winnow::ui
