// Made-up records as a database would export them.
#pragma once

#include "core/base/result.h"
#include "core/model/receipt.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace winnow::bench {

/// Text of an export, record by record: titles, structured abstracts, authors and headings of about the sizes that real
/// exports have (2 to 3 kB a record), from a vocabulary in which few words are frequent and many are rare. Record `n`
/// of a seed is always the same, in every format with the same title, authors and identifiers.
class ExportGenerator {
public:
    explicit ExportGenerator(Format format, std::uint64_t seed = 1)
        : m_format(format)
        , m_seed(seed)
    {
    }

    /// What stands before the first record.
    [[nodiscard]] std::string_view header() const;
    [[nodiscard]] std::string_view footer() const;
    /// Adds record `number`, from 0.
    void append(std::string& text, std::uint64_t number) const;
    /// A whole export in memory.
    [[nodiscard]] std::string exported(std::uint64_t records) const;

private:
    Format m_format;
    std::uint64_t m_seed;
};

/// Writes an export of `records` records to `path`, a block at a time.
[[nodiscard]] Result<> writeExport(const ExportGenerator& generator, std::uint64_t records, const QString& path);

} // namespace winnow::bench
