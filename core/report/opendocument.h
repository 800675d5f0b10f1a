// A report as an OpenDocument text, as OASIS OpenDocument 1.3 has it.
#pragma once

#include "core/report/document.h"

namespace winnow::report {

/// Tables repeat their header rows on every page; those of many columns stand on landscape pages, in parts if need be.
/// Captions are taken as they are.
[[nodiscard]] Result<QByteArray> openDocument(const Document& document);

} // namespace winnow::report
