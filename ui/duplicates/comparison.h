// Records set side by side, word by word.
#pragma once

#include "core/model/views.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace winnow::ui {

/// A stretch of a value. `differs`: it is not so in the value it is compared with.
struct Piece {
    QString text;
    bool differs = false;
    bool operator==(const Piece&) const = default;
};

/// What one record says; no pieces if it says nothing.
struct ComparedValue {
    std::vector<Piece> pieces;
    bool used = false; ///< this is the value the citation shows
    bool operator==(const ComparedValue&) const = default;
};

struct ComparedField {
    QString name;
    std::vector<ComparedValue> values; ///< one a record
    bool operator==(const ComparedField&) const = default;
};

struct Comparison {
    QStringList records; ///< "PubMed" …, a heading each
    QStringList files; ///< which file each came in
    std::vector<RecordId> ids;
    QStringList reasons; ///< why they are one, or may be: "Web of Science: same PMID"
    std::vector<ComparedField> fields; ///< those that at least one record states
    bool ofCitation = false; ///< the records of one citation, of whose values one each is in use
};

/// Each value is compared word by word with the one the citation shows, and that with all others.
[[nodiscard]] Comparison compare(const CitationDetail& citation);
/// Each value is compared with the other's. `rule`: what the program says of the two.
[[nodiscard]] Comparison compare(const RecordDetail& first, const RecordDetail& second, const QString& rule);

/// Both texts in pieces, words that the other lacks marked. Beyond some millions of pairs of words nothing is marked.
[[nodiscard]] std::pair<std::vector<Piece>, std::vector<Piece>> differences(const QString& one, const QString& other);

} // namespace winnow::ui
