// One citation in full: what a reviewer reads.
#pragma once

#include "core/base/result.h"
#include "core/screening/terms.h"
#include "ui/widgets/carddocument.h"
#include "ui/widgets/identifierlinks.h"

#include <QTextBrowser>

#include <optional>

namespace winnow::ui {

/// Shows a citation at a measure of seventy characters, with the reviewer's terms marked. Nothing in a record is ever
/// loaded or followed; identifiers are copied or opened by a click, at addresses built by us.
class RecordCard final : public QTextBrowser {
    Q_OBJECT
public:
    using ReadRecord = std::function<Result<RecordDetail>(RecordId)>;

    explicit RecordCard(QWidget* parent = nullptr);

    void setReadRecord(ReadRecord read); ///< for "All fields"
    void setTerms(const std::vector<TermCategory>& categories);
    void setReasons(const std::vector<Reason>& reasons); ///< of all stages, for the labels of decisions
    /// A citation other than the one shown starts folded, at the top; the same one stays as it was folded and scrolled.
    void setCitation(const std::optional<CitationDetail>& citation);
    [[nodiscard]] const std::optional<CitationDetail>& citation() const { return m_citation; }

    [[nodiscard]] QString selectedWords() const; ///< in one line
    [[nodiscard]] bool highlightsShown() const { return m_highlights; }
    void setHighlightsShown(bool shown);
    [[nodiscard]] bool sourceHidden() const { return m_view.sourceHidden; }
    void setSourceHidden(bool hidden); ///< authors and journal, against bias

    [[nodiscard]] QVariant loadResource(int, const QUrl&) override { return {}; }

Q_SIGNALS:
    void copied(const QString& text);
    /// Words were selected to be a term from now on. Category: index, or −1 for a new one.
    void termAdded(const QString& words, int category);
    void urlClicked(const QUrl& url); ///< one of ours, to be opened in the browser
    void citationClicked(winnow::CitationId citation); ///< one that is linked with this

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    enum class Scroll { Top, Keep };
    void fill(Scroll scroll);
    void setMeasure(QTextDocument& document);
    void follow(const QUrl& link);

    std::optional<CitationDetail> m_citation;
    CardView m_view;
    CardContext m_context;
    screening::TermMatcher m_terms;
    ReadRecord m_read;
    bool m_highlights = true;
};

} // namespace winnow::ui
