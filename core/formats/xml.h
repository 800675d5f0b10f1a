// What the XML formats share: where in a stream the element of a record lies, and how one record's XML is read.
//
// Safe by construction: no DTD is read, nothing is fetched, and no entity is known but XML's five, numbers and HTML's
// names, so that no file can make itself larger than it is. Nothing recurses further than records go.
#pragma once

#include "core/formats/pieces.h"

#include <pugixml.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

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

/// One record's XML as a tree. What is broken in it is put right, and said so.
class XmlRecord {
public:
    /// The record's element; null if there is none. Valid until the next call.
    [[nodiscard]] pugi::xml_node read(std::string_view text, std::vector<Note>& notes);

private:
    std::string m_text;
    pugi::xml_document m_document;
};

/// All text in `node`, decoded, every run of white space one space: "<i>in vivo</i>" is "in vivo", runs of style are
/// put together as they stand, formulas written in one line ("a/b", "x^2").
[[nodiscard]] std::string words(pugi::xml_node node);
[[nodiscard]] std::string words(pugi::xml_attribute attribute);
/// The same with the line ends that were written as references (&#xD;), which the XML's own layout does not have:
/// each line trimmed, none empty.
[[nodiscard]] std::vector<std::string> lines(pugi::xml_node node);
/// The lines of a text that was wrapped before it came into the XML, each trimmed; an empty one ends a paragraph.
[[nodiscard]] std::vector<std::string> wrappedLines(pugi::xml_node node);
/// The text of a value as it may be used right away, for comparing: not decoded, without white space at its ends.
[[nodiscard]] std::string_view plain(pugi::xml_node node);

/// Every element that has text of its own, and every attribute, in order: "Article/Journal/ISSN", "PMID@Version".
/// Elements of `within`'s names (style, i, sup …) are part of the text around them, and their attributes left out.
[[nodiscard]] std::vector<RawField> xmlFields(pugi::xml_node record, std::span<const std::string_view> within);

} // namespace winnow::formats
