// Where in a stream of XML the element of a record lies.
#pragma once

#include "core/formats/pieces.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace winnow::formats {

[[nodiscard]] constexpr bool beginsXmlName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (c & 0x80) != 0;
}
[[nodiscard]] constexpr bool belongsToXmlName(char c)
{
    return beginsXmlName(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}
/// Of the name at the start of `text`; 0 if it is none.
[[nodiscard]] std::size_t xmlNameLength(std::string_view text);

/// An element that is a record, in a format that puts one behind the other.
struct RecordElement {
    std::string_view name;
    bool mayStandWithin = false; ///< a record only where none of the others has begun
};

/// An element between records that is known not to be one, and what is to be said of it.
struct PassedElement {
    std::string_view name = {};
    const char* remark = nullptr;
};

/// Finds records by the tags of their elements, in comments and CDATA sections too well to be deceived by them.
///
/// A record without an end tag is ended where the next one begins, or the element around all of them ends.
class ElementScanner {
public:
    /// `around`: the elements that hold the records. All must outlive the scanner.
    ElementScanner(std::span<const RecordElement> records, std::span<const std::string_view> around,
        PassedElement passedOver = {});

    /// As PieceReader's.
    [[nodiscard]] Piece next(std::string_view text, bool last);
    [[nodiscard]] std::size_t resume(std::string_view text);

private:
    [[nodiscard]] Piece between(std::string_view text, bool last);
    [[nodiscard]] Piece inside(std::string_view text, bool last);
    [[nodiscard]] Piece ended(std::string_view text, std::size_t length, const char* problem);
    [[nodiscard]] Piece separator(std::size_t length);
    [[nodiscard]] const RecordElement* recordAt(std::string_view tag) const;
    [[nodiscard]] bool isAround(std::string_view name) const;
    void notice(std::string_view text);

    std::span<const RecordElement> m_records;
    std::span<const std::string_view> m_around;
    PassedElement m_passed;

    const RecordElement* m_record = nullptr; ///< the one at the start of the text
    bool m_hasChild = false;
    std::size_t m_at = 0; ///< where to look on in the text, when there is more of it
    std::string m_remark; ///< the first words between records
    bool m_sawPassed = false;
    bool m_inPassed = false;
    bool m_unended = false; ///< a comment, or the like, has no end
};

/// Where the markup at the start of `text` ("<…") ends: a tag, a comment, CDATA, an instruction, a DOCTYPE with all
/// that is in it. npos if its end is not there.
[[nodiscard]] std::size_t markupEnd(std::string_view text);
/// The name in the tag at the start of `text` ("<name …" or "</name"); empty if it is none.
[[nodiscard]] std::string_view elementName(std::string_view text);

} // namespace winnow::formats
