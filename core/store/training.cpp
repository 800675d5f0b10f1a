#include "core/store/training.h"

#include <QCoreApplication>

namespace winnow::store {

namespace {

/// Citations at the stage are in this box or a later one.
Box firstBox(Stage stage)
{
    return stage == Stage::FullText ? Box::AwaitingRetrieval : Box::Unscreened;
}

std::string joinedLines(std::string keywords, std::string_view mesh)
{
    if (!keywords.empty() && !mesh.empty())
        keywords += '\n';
    return keywords.append(mesh);
}

/// What the leading record leaves out, from the others of the citation.
Result<> complete(Connection& connection, CitationText& text)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT r.title, t.abstract, t.keywords, t.mesh FROM joined j JOIN record r ON r.id = "
                              "j.record JOIN record_text t ON t.record = r.id WHERE j.citation = ?1 ORDER BY r.id"));
    TRY(query->bind(text.citation));
    while (TRY(query->step())) {
        if (text.title.empty())
            text.title = query->text(0);
        if (text.abstract.empty())
            text.abstract = query->text(1);
        if (text.keywords.empty())
            text.keywords = joinedLines(query->text(2), query->view(3));
    }
    return {};
}

Result<CitationText> taken(Connection& connection, const Statement& row)
{
    CitationText text{CitationId{row.integer(0)}, row.text(1), row.text(2), joinedLines(row.text(3), row.view(4))};
    if (row.integer(5) > 1 && (text.title.empty() || text.abstract.empty() || text.keywords.empty()))
        TRY(complete(connection, text));
    return text;
}

} // namespace

Result<> eachText(Connection& connection, Stage stage, const std::function<Result<>(const CitationText&)>& take)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT c.id, r.title, t.abstract, t.keywords, t.mesh, c.records FROM citation c JOIN record r ON r.id = c.id "
        "JOIN record_text t ON t.record = c.id WHERE c.box >= ?1 ORDER BY c.id"));
    TRY(query->bind(firstBox(stage)));
    while (TRY(query->step())) {
        const CitationText text = TRY(taken(connection, *query));
        TRY(take(text));
    }
    return {};
}

Result<CitationText> textOf(Connection& connection, CitationId citation)
{
    const StatementInUse query = TRY(
        connection.cached("SELECT c.id, r.title, t.abstract, t.keywords, t.mesh, c.records FROM citation c JOIN record "
                          "r ON r.id = c.id JOIN record_text t ON t.record = c.id WHERE c.id = ?1"));
    TRY(query->bind(citation));
    if (!TRY(query->step()))
        return fail(ErrorKind::NotFound, QCoreApplication::translate("store", "There is no such citation."));
    return taken(connection, *query);
}

Result<std::vector<TrainingLabel>> trainingLabels(Connection& connection, ReviewerId reviewer, Stage stage)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT d.citation, max(d.verdict IN (0, 1)), max(d.verdict = 1), max(d.verdict <> 0), "
        "max(CASE WHEN d.reviewer = ?2 THEN d.verdict END), max(CASE WHEN d.reviewer = ?2 THEN d.op END) "
        "FROM decision d JOIN citation c ON c.id = d.citation WHERE d.stage = ?1 AND c.box >= ?3 "
        "GROUP BY d.citation ORDER BY min(d.op), d.citation"));
    TRY(query->bind(stage, reviewer, firstBox(stage)));
    std::vector<TrainingLabel> labels;
    while (TRY(query->step())) {
        TrainingLabel label{CitationId{query->integer(0)}, query->integer(1) != 0, query->integer(2) != 0,
            query->integer(3) != 0, {}, {}};
        if (!query->isNull(4)) {
            label.mine = static_cast<Verdict>(query->integer(4));
            label.mineAt = OpId{query->integer(5)};
        }
        labels.push_back(label);
    }
    return labels;
}

Result<std::int64_t> citationsAt(Connection& connection, Stage stage)
{
    const StatementInUse query = TRY(connection.cached("SELECT count(*) FROM citation WHERE box >= ?1"));
    TRY(query->bind(firstBox(stage)));
    TRY(query->step());
    return query->integer(0);
}

} // namespace winnow::store
