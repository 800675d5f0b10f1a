// The records of a JSON export: the objects of an array, of an array within an object ("studies", "items"), or one
// after the other.
#pragma once

#include "core/formats/json.h"
#include "core/formats/pieces.h"

#include <string_view>
#include <vector>

namespace winnow::formats {

class JsonRecordReader : public PieceReader {
public:
    /// `mark`: see JsonScanner.
    explicit JsonRecordReader(std::string_view mark)
        : m_scanner(mark)
    {
    }
    [[nodiscard]] Piece next(std::string_view text, bool last) override;
    [[nodiscard]] std::size_t resume(std::string_view text) override;
    void fill(Record& record, std::string_view text, std::vector<Note>& notes) override;
    [[nodiscard]] std::vector<RawField> fields(std::string_view text) override;

protected:
    virtual void take(Record& record, const JsonValue& value) = 0;

private:
    JsonScanner m_scanner;
};

/// True for the key with which an object around the records begins.
[[nodiscard]] bool isJsonWrapper(std::string_view firstKey);

/// "article-journal", "paper-conference" …: what CSL JSON calls its items.
[[nodiscard]] bool isCslType(std::string_view type);

[[nodiscard]] std::unique_ptr<PieceReader> ctgovJsonReader(const ReadOptions& options, std::string_view context);
[[nodiscard]] std::unique_ptr<PieceReader> cslJsonReader(const ReadOptions& options, std::string_view context);

} // namespace winnow::formats
