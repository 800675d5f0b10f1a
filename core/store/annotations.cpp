#include "core/store/annotations.h"

#include "core/base/text.h"
#include "core/store/team.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace winnow::store {

namespace {

Annotation annotationOf(const Statement& row)
{
    return {
        {row.text(2), static_cast<int>(row.integer(4)), rectsFrom(row.text(5)), row.text(6), row.text(7), row.text(8)},
        row.text(0), CitationId{row.integer(1)}, static_cast<AnnotationKind>(row.integer(3)), row.text(9), row.text(10),
        ReviewerId{row.integer(11)}, row.integer(12), row.integer(13)};
}

auto place(const Annotation& annotation)
{
    const PageRect first = annotation.rects.empty() ? PageRect{} : annotation.rects.front();
    return std::tuple(annotation.citation.value, annotation.sha256, annotation.page, first.top, first.left,
        annotation.made, annotation.id);
}

} // namespace

std::string toText(const std::vector<PageRect>& rects)
{
    QStringList lines;
    for (const PageRect& rect : rects) {
        QStringList numbers;
        for (const double number : {rect.left, rect.top, rect.width, rect.height})
            numbers += QString::number(std::round(number * 1e6) / 1e6, 'g', 7);
        lines += numbers.join(u' ');
    }
    return lines.join(u'\n').toStdString();
}

std::vector<PageRect> rectsFrom(const std::string& text)
{
    std::vector<PageRect> rects;
    for (const QString& line : toQString(text).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList numbers = line.split(u' ');
        if (numbers.size() != 4)
            continue;
        double values[4] = {};
        bool good = true;
        for (int i = 0; i < 4; ++i) {
            bool known = false;
            values[i] = numbers[i].toDouble(&known);
            good = good && known && values[i] >= 0 && values[i] <= 1;
        }
        if (good)
            rects.push_back({values[0], values[1], values[2], values[3]});
    }
    return rects;
}

Result<std::vector<Annotation>> annotations(Connection& connection, ReviewerId viewer, CitationId citation)
{
    const StageRules rules = TRY(stageRules(connection));
    const StatementInUse query = TRY(
        connection.cached("SELECT annotation, citation, sha256, kind, page, rects, quote, prefix, suffix, meaning, "
                          "comment, reviewer, made, "
                          "changed FROM annotation WHERE (?1 IS NULL OR citation = ?1) AND (?2 = 0 OR reviewer = ?3)"));
    TRY(query->bind(citation, hides(rules, Stage::FullText), viewer.value));
    std::vector<Annotation> found;
    while (TRY(query->step()))
        found.push_back(annotationOf(*query));
    std::ranges::sort(found, {}, place);
    return found;
}

Result<std::optional<Annotation>> annotation(Connection& connection, const std::string& id)
{
    const RecordId record = TRY(recordOfAnnotation(connection, id));
    const StatementInUse query =
        TRY(connection.cached("SELECT annotation, citation, sha256, kind, page, rects, quote, prefix, suffix, meaning, "
                              "comment, reviewer, made, "
                              "changed FROM annotation WHERE annotation = ?1 "
                              "AND citation = coalesce((SELECT citation FROM joined WHERE record = ?2), ?2)"));
    TRY(query->bind(Blob{id}, record));
    std::optional<Annotation> found;
    if (TRY(query->step()))
        found = annotationOf(*query);
    return found;
}

Result<RecordId> recordOfAnnotation(Connection& connection, const std::string& id)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT record FROM annotation_event WHERE annotation = ?1 LIMIT 1"));
    TRY(query->bind(Blob{id}));
    RecordId record;
    if (TRY(query->step()))
        record = RecordId{query->integer(0)};
    return record;
}

} // namespace winnow::store
