// What reviewers marked in the PDF that is read, without its window: the list, its filter, and the acts.
#pragma once

#include "core/pdf/document.h"
#include "core/review/annotations.h"
#include "ui/widgets/pdfmarks.h"

#include <QAbstractListModel>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace winnow {
struct AttachedFile;
struct Changes;
} // namespace winnow

namespace winnow::ui {

class Session;
struct PdfPassage;

/// How an annotation stands in the file that is read.
enum class Placing : std::uint8_t {
    AsMade, ///< made in this very file
    Sought, ///< made in a file that is no longer attached; its words are being looked for
    ByWords,
    Doubtful, ///< its words stand there but for a few letters
    Lost,
};

struct PlacedAnnotation {
    struct Spot {
        int page = 0;
        std::vector<PageRect> rects;
    };
    review::ListedAnnotation listed;
    Placing placing = Placing::AsMade;
    std::vector<Spot> spots; ///< empty while it is sought, or if it is lost

    [[nodiscard]] const Annotation& is() const { return listed.annotation; }
};

/// What is listed of them; marks are shown of all.
struct AnnotationFilter {
    QString words; ///< in quote or comment
    std::optional<std::string> meaning;
    std::optional<AnnotationKind> kind;
    std::optional<std::string> reviewer;
};

/// Those of one file that belong to it, and those of the report's files that are no longer attached, which find their
/// place by their words in a job. Read anew when the review changes while it is active.
class AnnotationList final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { LowerRole = Qt::UserRole, InkRole };

    explicit AnnotationList(pdf::Document& document, QObject* parent = nullptr);
    ~AnnotationList() override;

    void setSession(const std::shared_ptr<Session>& session);
    void setFile(const std::optional<AttachedFile>& file); ///< the one that the document shows
    void setActive(bool active);
    void setFilter(const AnnotationFilter& filter);
    void seek(); ///< asks again for the texts it waits for; does nothing if it waits for none

    [[nodiscard]] bool canWrite() const;
    [[nodiscard]] const std::vector<std::string>& meanings() const { return m_meanings; }
    /// The one that was used last, and is taken for the next.
    [[nodiscard]] const std::string& meaning() const { return m_meaning; }
    [[nodiscard]] Ink inkOf(const std::string& meaning) const;
    [[nodiscard]] const std::vector<PlacedAnnotation>& all() const { return m_all; }
    [[nodiscard]] std::vector<std::string> reviewers() const; ///< of all, by name
    /// Of all, as the view paints them; PdfMark::key is the place in all().
    [[nodiscard]] std::vector<PdfMark> marks() const;
    [[nodiscard]] const PlacedAnnotation* at(int row) const;
    [[nodiscard]] int keyOf(int row) const; ///< its place in all(); −1: no such row
    [[nodiscard]] int rowOfKey(int key) const; ///< −1: it is not listed
    [[nodiscard]] int rowOf(const std::string& id) const;
    [[nodiscard]] bool isOwn(const PlacedAnnotation& one) const;
    [[nodiscard]] std::vector<QRectF> boxes(const PlacedAnnotation::Spot& spot) const; ///< points on its page

    /// Marks what is selected, an act a page; an empty meaning is the one used last.
    void mark(AnnotationKind kind, const std::vector<PdfPassage>& passages, const std::string& meaning,
        const QString& comment);
    void markBox(AnnotationKind kind, int page, const QRectF& box, const std::string& meaning, const QString& comment);
    void setComment(const std::string& id, const QString& comment);
    void setMeaning(const std::string& id, const std::string& meaning);
    void remove(const std::string& id);
    [[nodiscard]] std::vector<review::ListedAnnotation> listed() const; ///< for copying and export
    [[nodiscard]] bool hasFile() const { return m_file != nullptr; }
    [[nodiscard]] QString fileName() const; ///< of the PDF; empty without one
    /// Keeps what other programs marked in the PDF as this reviewer's, one act; says how many.
    void takeOver();
    /// Looks what must be said before a copy is made, then calls back unless it cannot be.
    void tellOfCopy(std::function<void(bool isSigned)> then);
    void writeCopy(const QString& path); ///< of the PDF with its annotations

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void changed(); ///< annotations, their places or the meanings
    void notice(const QString& text, bool undo);
    void failed(const winnow::Error& error);

private:
    enum Slot { LoadSlot = 1, SeekSlot, TakeSlot, CopySlot };
    struct Found;
    void sessionChanged(const Changes& changes);
    void load();
    void take(std::vector<review::ListedAnnotation> list);
    void found(const std::vector<Found>& found);
    void filter();
    void write(Annotation said);
    void change(const Annotation& said, const QString& done);

    pdf::Document& m_document;
    std::shared_ptr<Session> m_session;
    std::unique_ptr<AttachedFile> m_file;
    std::vector<std::string> m_meanings;
    std::string m_meaning;
    std::vector<PlacedAnnotation> m_all;
    std::vector<int> m_rows; ///< places in m_all
    AnnotationFilter m_filter;
    int m_unread = 0; ///< pages whose text is waited for
    bool m_active = false;
    bool m_stale = false;
};

/// "Highlight", "Underline", "Note", "Area".
[[nodiscard]] QString wordOf(AnnotationKind kind);

} // namespace winnow::ui
