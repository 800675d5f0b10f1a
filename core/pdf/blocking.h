// A PDF for scripts and jobs: the same helper, asked and waited for. Never in the window's thread.
#pragma once

#include "core/base/result.h"
#include "core/pdf/document.h"
#include "core/pdf/mark.h"

#include <memory>
#include <vector>

namespace winnow::pdf {

class HelperProcess;
struct Answer;
struct Opened;
struct Request;

class BlockingDocument {
public:
    /// InvalidInput, Corrupt, NotFound, Unsupported (locked) … with a plain sentence.
    [[nodiscard]] static Result<BlockingDocument> open(
        const QString& path, const QString& password = {}, DocumentOptions options = {});
    BlockingDocument(BlockingDocument&&) noexcept;
    BlockingDocument& operator=(BlockingDocument&&) noexcept;
    ~BlockingDocument();

    [[nodiscard]] const std::vector<PageInfo>& pages() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString about() const; ///< see Opened
    [[nodiscard]] bool repaired() const;
    [[nodiscard]] Result<PageText> text(int page);
    [[nodiscard]] Result<QImage> render(const Tile& tile);
    [[nodiscard]] Result<std::vector<OutlineEntry>> outline();
    /// The annotations that the file itself holds.
    [[nodiscard]] Result<FileMarks> marks();
    /// Writes a copy of the file with these marks beside its own; the file itself is only read. The copy appears at
    /// `to` whole or not at all. Unsupported if who locked the file allows no annotations, Full, Io.
    [[nodiscard]] Result<> writeCopy(const QString& to, const std::vector<Mark>& marks);

private:
    struct Private;
    explicit BlockingDocument(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace winnow::pdf
