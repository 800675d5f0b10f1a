// An open PDF, as the window sees it: everything comes from the helper process, later, and nothing ever blocks.
#pragma once

#include "core/base/result.h"
#include "core/pdf/page.h"
#include "core/pdf/pagetext.h"

#include <QImage>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace winnow::pdf {

struct DocumentOptions {
    QString helper; ///< path of winnow-pdf; empty: beside the running program
    /// With one request; then the helper is killed and started anew. A message shall come within 15 s.
    std::chrono::milliseconds patience{14'000};
    qint64 cacheBytes = 192LL << 20U; ///< of rendered tiles
};

/// Belongs to one thread with an event loop. The file is only read, by the helper.
///
/// A view says what it wants to see now; what it said before is forgotten, so that nothing out of sight is rendered
/// while the pages in sight wait. If the helper dies it is started again and goes on; a page at which it dies twice or
/// takes too long is given up, and only that page.
class Document : public QObject {
    Q_OBJECT
public:
    enum class State { Empty, Opening, Locked, Ready, Failed };

    explicit Document(DocumentOptions options = {}, QObject* parent = nullptr);
    ~Document() override;

    /// Answered by stateChanged: Ready, Locked (open again with a password) or Failed.
    /// `name`: what messages call the file; the path's last part if empty.
    void open(const QString& path, const QString& password = {}, const QString& name = {});
    void close();
    [[nodiscard]] State state() const;
    [[nodiscard]] QString path() const;
    /// Why it is Failed or Locked.
    [[nodiscard]] const Error& error() const;

    // What follows is there while Ready.
    [[nodiscard]] int pageCount() const;
    [[nodiscard]] const PageInfo& page(int index) const;
    [[nodiscard]] QString title() const; ///< by the file's own metadata, or empty
    [[nodiscard]] QString about() const; ///< what else they say: the subject, DOIs
    [[nodiscard]] bool repaired() const; ///< its structure was broken: pages may be missing
    [[nodiscard]] const std::vector<OutlineEntry>& outline() const; ///< comes after Ready, see outlineReady

    /// Tiles in sight, and those that will be next, each in order of need. Text and links of the pages in sight follow
    /// by themselves.
    void want(std::vector<Tile> inSight, std::vector<Tile> near);
    /// Tiles that are seen beside the view, as small pages are: after all that `want` says.
    void wantAside(std::vector<Tile> tiles);
    /// Pages whose text is wanted besides, in order; read when nothing in sight is missing.
    void wantTexts(std::vector<int> pages);

    /// Null until it has come.
    [[nodiscard]] QImage image(const Tile& tile);
    /// The page in another size, to be stretched meanwhile; null if there is none.
    [[nodiscard]] QImage standIn(int page, Rotation rotation) const;
    /// None until it has come. A page that cannot be read has an empty text.
    [[nodiscard]] std::shared_ptr<const PageText> text(int page) const;
    [[nodiscard]] const std::vector<Link>& links(int page) const;
    /// Why the page cannot be shown; empty if it can.
    [[nodiscard]] QString pageTrouble(int page) const;
    /// Lets pages that were given up be tried again.
    void retry();

    /// Of the helper, for tests and the log; 0 if it is not running.
    [[nodiscard]] qint64 helperId() const;

Q_SIGNALS:
    void stateChanged();
    void outlineReady();
    void tileReady(const winnow::pdf::Tile& tile);
    void textReady(int page);
    void linksReady(int page);
    void pageFailed(int page); ///< see pageTrouble

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace winnow::pdf
