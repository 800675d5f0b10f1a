// What PubMed says in both of its formats, MEDLINE text and XML.
#pragma once

#include "core/model/record.h"

#include <cstdint>

namespace winnow::formats {

/// Whether a record of NCBI's Bookshelf stands for a book or for a part of one.
enum class BookPart : std::uint8_t { None, Whole, Chapter };

/// Sets the kind from the publication types.
void setPubmedKind(Record& record, BookPart part);

/// Publication types that warn of the record ("Retracted Publication") become notices, too.
void addTypeNotices(Record& record);

} // namespace winnow::formats
