#include "core/formats/pubmed.h"

#include <algorithm>
#include <string_view>

namespace winnow::formats {

void setPubmedKind(Record& record, BookPart part)
{
    const auto has = [&](std::string_view type) { return std::ranges::find(record.types, type) != record.types.end(); };
    if (has("Preprint"))
        record.kind = RecordKind::Preprint;
    else if (has("Dataset"))
        record.kind = RecordKind::Dataset;
    else if (part == BookPart::Whole || has("Book") || has("Study Guide"))
        record.kind = RecordKind::Book;
    else if (part == BookPart::Chapter || has("Book Chapter") || has("Chapter"))
        record.kind = RecordKind::Chapter;
    else if (has("Technical Report"))
        record.kind = RecordKind::Report;
    else if (has("Academic Dissertation"))
        record.kind = RecordKind::Thesis;
    else if (has("Meeting Abstract") || has("Conference Proceedings"))
        record.kind = RecordKind::ConferencePaper;
    else
        record.kind = RecordKind::Article;
}

void addTypeNotices(Record& record)
{
    for (const std::string& type : record.types) {
        if (type.starts_with("Retract") || type == "Expression of Concern" || type == "Published Erratum")
            record.notices.push_back(type);
    }
}

} // namespace winnow::formats
