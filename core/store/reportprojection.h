// Projections of what is said of a report and its study: retrieval, files, values, annotations. For projection.cpp.
#pragma once

#include "core/model/ids.h"
#include "core/store/sqlite.h"

#include <vector>

namespace winnow::store {

// Each makes its table anew for one citation, from the events about its records.
[[nodiscard]] Result<> projectRetrieval(
    Connection& connection, CitationId citation, const std::vector<RecordId>& records);
[[nodiscard]] Result<> projectFiles(Connection& connection, CitationId citation, const std::vector<RecordId>& records);
[[nodiscard]] Result<> projectStudy(Connection& connection, CitationId citation, const std::vector<RecordId>& records);
[[nodiscard]] Result<> projectValues(Connection& connection, CitationId citation, const std::vector<RecordId>& records);
[[nodiscard]] Result<> projectAgreements(
    Connection& connection, CitationId citation, const std::vector<RecordId>& records);
[[nodiscard]] Result<> projectAnnotations(
    Connection& connection, CitationId citation, const std::vector<RecordId>& records);

} // namespace winnow::store
