// What came of reading an export file.
#pragma once

#include "core/model/record.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace winnow {

enum class Format : std::uint8_t {
    Nbib = 1, ///< PubMed's MEDLINE text
    WosTagged = 2, ///< Web of Science "plain text", tagged
    Ris = 3,
};

/// What came of reading a file.
struct Receipt {
    Format format = Format::Ris;
    std::string encoding; ///< "UTF-8", "UTF-8 with BOM", "UTF-16LE", "windows-1252" …
    std::string database; ///< what the content says it is from ("PubMed", "Web of Science", "Embase"), or empty
    std::uint64_t bytes = 0;
    std::uint64_t records = 0;
    std::uint64_t rejected = 0; ///< pieces that should have been records and could not be read as one
    std::uint64_t recordBytes = 0;
    std::uint64_t rejectedBytes = 0;
    std::uint64_t separatorBytes = 0;
    std::string sha256; ///< of the whole file, 32 bytes
    std::vector<Problem> problems; ///< the first MaxProblems
    std::uint64_t problemCount = 0; ///< all of them
    static constexpr std::size_t MaxProblems = 1000;
};

} // namespace winnow
