// How one record's XML is read, the same for all formats.
//
// Safe by construction: no DTD is read, nothing is fetched, and no entity is known but XML's five, numbers and HTML's
// names, so that no file can make itself larger than it is. Nothing recurses further than records go.
#pragma once

#include "core/formats/xmlscan.h"

#include <pugixml.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

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
