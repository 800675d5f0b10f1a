// Everything that reading some bytes gives.
#pragma once

#include "core/formats/formats.h"

#include <gtest/gtest.h>

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace winnow::test {

struct Collected {
    Receipt receipt;
    std::vector<Record> records;
};

/// Reads from memory, a piece of `chunk` bytes at a time.
[[nodiscard]] Result<Collected> collect(std::string_view bytes, std::size_t chunk = 1U << 20U);
[[nodiscard]] std::string contentOf(const QString& path);

/// The laws that hold whatever the bytes are: the three counts add up, and each record's raw bytes are those of the
/// file, in order, none twice.
void expectEveryByteAccountedFor(std::string_view bytes, const Collected& collected);

/// `text` without its white space.
[[nodiscard]] std::string withoutSpace(std::string_view text);

/// UTF-16 of ASCII text.
[[nodiscard]] std::string utf16(std::string_view ascii, bool bigEndian);

} // namespace winnow::test
