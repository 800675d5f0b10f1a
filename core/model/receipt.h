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
    PubmedXml = 4, ///< efetch
    EndnoteXml = 5,
    CtgovXml = 6, ///< ClinicalTrials.gov, classic
    IctrpXml = 7, ///< WHO trial registry
    ZoteroRdf = 8,
    Bibtex = 9, ///< and biblatex
    Refer = 10, ///< EndNote tagged, .enw
    OvidTagged = 11, ///< Ovid's reprint format, .cgi
    Table = 12, ///< text with a delimiter: CSV, TSV
    CtgovJson = 13, ///< ClinicalTrials.gov, API v2
    CslJson = 14,
    Xlsx = 15,
    Xls = 16,
};

/// A column of a table and the field of a record it goes to.
struct Column {
    std::string heading;
    std::string field; ///< one of formats::fieldNames(); empty: kept with the record, in no field
    std::vector<std::string> samples; ///< its first values that are not empty, at most 5, shortened
    bool operator==(const Column&) const = default;
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
    std::vector<Column> columns; ///< of a table, in order
    bool needsMapping = false; ///< a table without a column known to be the title: import refuses it until it is mapped
    std::string
        context; ///< what a record's raw bytes need beside them to be read alone: a table's header; mostly empty
    std::uint64_t withDecisions = 0; ///< records that carry a decision, label or note
    std::vector<Problem> problems; ///< the first MaxProblems
    std::uint64_t problemCount = 0; ///< all of them
    static constexpr std::size_t MaxProblems = 1000;
};

} // namespace winnow
