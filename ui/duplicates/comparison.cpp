#include "ui/duplicates/comparison.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

constexpr std::size_t MostPairs = 4'000'000;
constexpr qsizetype MostShown = 20'000; // characters; laying out more would hold the window for long

/// `origin`: the field's name in CitationDetail::origins.
struct FieldReader {
    const char* name;
    std::string_view origin;
    std::function<QString(const Record&)> read;
};

QString joined(const std::vector<std::string>& parts)
{
    QStringList list;
    for (const std::string& part : parts)
        list.append(toQString(part));
    return list.join(u"; "_s);
}

const std::vector<FieldReader>& fieldReaders()
{
    static const std::vector<FieldReader> readers{
        {QT_TRANSLATE_NOOP("Comparison", "Title"), "title",
            [](const Record& r) { return toQString(withoutMarkup(r.title)); }},
        {QT_TRANSLATE_NOOP("Comparison", "Authors"), "authors", [](const Record& r) { return joined(r.authors); }},
        {QT_TRANSLATE_NOOP("Comparison", "Year"), "year",
            [](const Record& r) { return r.year == 0 ? QString() : QString::number(r.year); }},
        {QT_TRANSLATE_NOOP("Comparison", "Journal"), "journal", [](const Record& r) { return toQString(r.journal); }},
        {QT_TRANSLATE_NOOP("Comparison", "Volume"), "volume", [](const Record& r) { return toQString(r.volume); }},
        {QT_TRANSLATE_NOOP("Comparison", "Issue"), "issue", [](const Record& r) { return toQString(r.issue); }},
        {QT_TRANSLATE_NOOP("Comparison", "Pages"), "pages", [](const Record& r) { return toQString(r.pages); }},
        {QT_TRANSLATE_NOOP("Comparison", "DOI"), "doi", [](const Record& r) { return toQString(r.doi); }},
        {QT_TRANSLATE_NOOP("Comparison", "PMID"), "pmid", [](const Record& r) { return toQString(r.pmid); }},
        {QT_TRANSLATE_NOOP("Comparison", "Web of Science"), "wos", [](const Record& r) { return toQString(r.wos); }},
        {QT_TRANSLATE_NOOP("Comparison", "Registrations"), "registrations",
            [](const Record& r) { return joined(r.registrations); }},
        {QT_TRANSLATE_NOOP("Comparison", "Publication types"), "types",
            [](const Record& r) { return joined(r.types); }},
        {QT_TRANSLATE_NOOP("Comparison", "Language"), "language",
            [](const Record& r) { return toQString(r.language); }},
        {QT_TRANSLATE_NOOP("Comparison", "Abstract"), "abstract",
            [](const Record& r) { return toQString(withoutMarkup(r.abstract)); }},
        {QT_TRANSLATE_NOOP("Comparison", "Keywords"), "keywords", [](const Record& r) { return joined(r.keywords); }},
        {QT_TRANSLATE_NOOP("Comparison", "MeSH"), "mesh", [](const Record& r) { return joined(r.mesh); }},
    };
    return readers;
}

/// Words with the white space that follows them, so that the pieces put together give the text.
QStringList wordsOf(const QString& text)
{
    QStringList words;
    qsizetype from = 0;
    while (from < text.size()) {
        qsizetype to = from;
        while (to < text.size() && !text.at(to).isSpace())
            ++to;
        while (to < text.size() && text.at(to).isSpace())
            ++to;
        words.append(text.mid(from, to - from));
        from = to;
    }
    return words;
}

std::vector<Piece> pieces(const QStringList& words, const std::vector<bool>& differs)
{
    std::vector<Piece> found;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool marked = differs[static_cast<std::size_t>(i)];
        if (!found.empty() && found.back().differs == marked)
            found.back().text += words.at(i);
        else
            found.push_back({words.at(i), marked});
    }
    return found;
}

struct Marks {
    std::vector<bool> one;
    std::vector<bool> other;
};

/// Marks what is not in the longest common subsequence of words.
Marks marks(const QStringList& one, const QStringList& other)
{
    const auto n = static_cast<std::size_t>(one.size());
    const auto m = static_cast<std::size_t>(other.size());
    if (n * m > MostPairs)
        return {std::vector<bool>(n, false), std::vector<bool>(m, false)};
    const auto same = [&](std::size_t i, std::size_t j) {
        return QStringView(one.at(static_cast<qsizetype>(i))).trimmed()
            == QStringView(other.at(static_cast<qsizetype>(j))).trimmed();
    };
    std::vector<std::uint16_t> lengths((n + 1) * (m + 1), 0);
    const auto at = [&lengths, m](std::size_t i, std::size_t j) -> std::uint16_t& { return lengths[i * (m + 1) + j]; };
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
            at(i, j) =
                same(i, j) ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
    Marks found{std::vector<bool>(n, true), std::vector<bool>(m, true)};
    for (std::size_t i = 0, j = 0; i < n && j < m;) {
        if (same(i, j)) {
            found.one[i++] = false;
            found.other[j++] = false;
        } else if (at(i + 1, j) >= at(i, j + 1)) {
            ++i;
        } else {
            ++j;
        }
    }
    return found;
}

/// Which record's value the citation shows: the recorded origin, or the first that says the same.
std::size_t usedRecord(const CitationDetail& citation, const FieldReader& reader, const QStringList& values)
{
    for (const auto& [field, record] : citation.origins)
        if (field == reader.origin)
            for (std::size_t i = 0; i < citation.records.size(); ++i)
                if (citation.records[i].id == record && !values.at(static_cast<qsizetype>(i)).isEmpty())
                    return i;
    const QString best = reader.read(citation.best);
    for (qsizetype i = 0; i < values.size(); ++i)
        if (!values.at(i).isEmpty() && values.at(i) == best)
            return static_cast<std::size_t>(i);
    return citation.records.size();
}

ComparedField compareField(const QString& name, const QStringList& values, std::size_t used)
{
    ComparedField field{name, std::vector<ComparedValue>(static_cast<std::size_t>(values.size()))};
    std::vector<QStringList> words;
    for (const QString& value : values)
        words.push_back(wordsOf(value));
    std::vector<bool> usedMarks(used < words.size() ? static_cast<std::size_t>(words[used].size()) : 0, false);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i == used || words[i].isEmpty())
            continue;
        if (used >= words.size()) {
            field.values[i].pieces = {{values.at(static_cast<qsizetype>(i)), false}};
            continue;
        }
        const Marks found = marks(words[used], words[i]);
        field.values[i].pieces = pieces(words[i], found.other);
        for (std::size_t k = 0; k < usedMarks.size(); ++k)
            usedMarks[k] = usedMarks[k] || found.one[k];
    }
    if (used < words.size()) {
        field.values[used].pieces = pieces(words[used], usedMarks);
        field.values[used].used = true;
    }
    return field;
}

QStringList reasonsOf(const CitationDetail& citation)
{
    QStringList reasons;
    const auto shared = [&](const std::string Record::* member, const QString& sentence) {
        std::map<std::string, int> counts;
        for (const RecordDetail& detail : citation.records)
            if (const std::string& value = detail.record.*member; !value.empty())
                if (++counts[value] == 2)
                    reasons.append(sentence.arg(toQString(value)));
    };
    shared(&Record::pmid, Words::tr("Same PMID %1"));
    shared(&Record::wos, Words::tr("Same Web of Science number %1"));
    return reasons;
}

} // namespace

std::pair<std::vector<Piece>, std::vector<Piece>> differences(const QString& one, const QString& other)
{
    const QStringList left = wordsOf(one);
    const QStringList right = wordsOf(other);
    const Marks found = marks(left, right);
    return {pieces(left, found.one), pieces(right, found.other)};
}

Comparison compare(const CitationDetail& citation)
{
    Comparison comparison;
    for (const RecordDetail& detail : citation.records) {
        comparison.records.append(toQString(detail.source));
        comparison.files.append(toQString(detail.file));
    }
    comparison.reasons = reasonsOf(citation);
    for (const FieldReader& reader : fieldReaders()) {
        QStringList values;
        bool stated = false;
        for (const RecordDetail& detail : citation.records) {
            values.append(reader.read(detail.record));
            stated = stated || !values.back().isEmpty();
        }
        if (!stated)
            continue;
        const std::size_t used = usedRecord(citation, reader, values);
        for (QString& value : values)
            if (value.size() > MostShown)
                value = value.left(MostShown) + QChar(0x2026);
        comparison.fields.push_back(compareField(Words::tr(reader.name), values, used));
    }
    return comparison;
}

} // namespace winnow::ui
