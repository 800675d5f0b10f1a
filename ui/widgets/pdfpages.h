// The pages of a PDF, small, one beneath the other.
#pragma once

#include "core/pdf/document.h"

#include <QListView>
#include <QPointer>

namespace winnow::ui {

/// Asks the document for the pages in sight while it is shown, after all that the reader itself needs. A page is
/// opened by a click or Enter.
class PdfPages final : public QListView {
    Q_OBJECT
public:
    explicit PdfPages(pdf::Document& document, QWidget* parent = nullptr);

    /// The page that is read: marked, and scrolled into sight.
    void setCurrentPage(int page);
    [[nodiscard]] pdf::Tile tileOf(int page) const; ///< as it is drawn

Q_SIGNALS:
    void pageChosen(int page);
    void shown(); ///< came into sight

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void reload();
    void ask();

    pdf::Document& m_document;
    QPointer<pdf::Document> m_open; ///< the same; null once the reader that holds both goes
};

} // namespace winnow::ui
