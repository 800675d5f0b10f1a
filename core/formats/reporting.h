// The receipt of a file while it is being read: what every way of reading says in the same words.
#pragma once

#include "core/formats/encoding.h"
#include "core/model/receipt.h"

#include <cstdint>
#include <string>

namespace winnow::formats {

/// Something to tell about a record; `text` is untranslated, %1 in it is `argument`.
struct Note {
    Severity severity = Severity::Note;
    std::uint32_t line = 0; ///< in the record, from 0
    const char* text = nullptr;
    std::string argument;
};

/// Collects what is said of a file. `record`: its 1-based number in the file, 0 for what stands between records.
class Reporting {
public:
    Receipt receipt;

    void say(Severity severity, std::uint64_t line, std::uint64_t record, const char* text,
        const std::string& argument = {});
    /// Notes of the record that begins on `line`, its missing title, and how its text was decoded.
    void sayOf(const Record& record, std::uint64_t line, std::uint64_t number, const std::vector<Note>& notes,
        const Encoding::Text& text, const Encoding& encoding);
    /// What is known once the file has been read.
    void finish(std::uint64_t bytes, std::string sha256, const Encoding& encoding, std::string database);

private:
    std::uint64_t m_firstLegacyLine = 0;
};

} // namespace winnow::formats
