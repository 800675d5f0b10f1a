#include "ui/duplicates/comparison.h"

#include "core/base/shown.h"
#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <tuple>

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

QString wordOf(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Registration:
        return Words::tr("Registration");
    case RecordKind::Preprint:
        return Words::tr("Preprint");
    case RecordKind::ConferencePaper:
        return Words::tr("Conference contribution");
    default:
        return {}; // an article, or what its publication types say
    }
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
        {QT_TRANSLATE_NOOP("Comparison", "Phases"), "trial.phases",
            [](const Record& r) { return joined(r.trial.phases); }},
        {QT_TRANSLATE_NOOP("Comparison", "Status"), "trial.status",
            [](const Record& r) { return toQString(r.trial.status); }},
        {QT_TRANSLATE_NOOP("Comparison", "Enrolment"), "trial.enrolment",
            [](const Record& r) { return r.trial.enrolment == 0 ? QString() : QString::number(r.trial.enrolment); }},
        {QT_TRANSLATE_NOOP("Comparison", "Sponsors"), "trial.sponsors",
            [](const Record& r) { return joined(r.trial.sponsors); }},
        {QT_TRANSLATE_NOOP("Comparison", "Countries"), "trial.countries",
            [](const Record& r) { return joined(r.trial.countries); }},
        {QT_TRANSLATE_NOOP("Comparison", "Registered"), "trial.registered",
            [](const Record& r) { return toQString(r.trial.registered); }},
        {QT_TRANSLATE_NOOP("Comparison", "Version of"), "trial.updated",
            [](const Record& r) { return toQString(r.trial.updated); }},
        {QT_TRANSLATE_NOOP("Comparison", "Kind"), "kind", [](const Record& r) { return wordOf(r.kind); }},
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

/// What makes a word another one: not its case, nor a stop or comma behind it.
QString keyOf(const QString& word)
{
    QString key = word.trimmed().toCaseFolded();
    const QString whole = key;
    while (!key.isEmpty() && u".,;:"_s.contains(key.back()))
        key.chop(1);
    return key.isEmpty() ? whole : key;
}

QStringList keysOf(const QStringList& words)
{
    QStringList keys;
    for (const QString& word : words)
        keys.append(keyOf(word));
    return keys;
}

/// Marks what is not in the longest common subsequence of words.
Marks marks(const QStringList& one, const QStringList& other)
{
    const auto n = static_cast<std::size_t>(one.size());
    const auto m = static_cast<std::size_t>(other.size());
    if (n * m > MostPairs)
        return {std::vector<bool>(n, false), std::vector<bool>(m, false)};
    const QStringList keys = keysOf(one);
    const QStringList otherKeys = keysOf(other);
    const auto same = [&](std::size_t i, std::size_t j) {
        return keys.at(static_cast<qsizetype>(i)) == otherKeys.at(static_cast<qsizetype>(j));
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

/// Why each record but the leading one stands here.
QStringList reasonsOf(const CitationDetail& citation)
{
    QStringList reasons;
    for (const auto& [record, why] : citation.joinedBy) {
        const auto found = std::find_if(citation.records.begin(), citation.records.end(),
            [id = record](const RecordDetail& detail) { return detail.id == id; });
        const QString source = found == citation.records.end() ? QString() : inOneLine(found->source);
        reasons.append(source.isEmpty() ? why : Words::tr("%1: %2", "source and reason").arg(source, why));
    }
    return reasons;
}

/// The values of two records, each marked against the other.
ComparedField comparePair(const QString& name, const QStringList& values)
{
    ComparedField field{name, std::vector<ComparedValue>(2)};
    if (values.at(0).isEmpty() || values.at(1).isEmpty()) {
        for (qsizetype i = 0; i < 2; ++i)
            if (!values.at(i).isEmpty())
                field.values[static_cast<std::size_t>(i)].pieces = {{values.at(i), false}};
        return field;
    }
    std::tie(field.values[0].pieces, field.values[1].pieces) = differences(values.at(0), values.at(1));
    return field;
}

/// Calls `take` with each field that one of the records states, and what each says.
void eachField(const std::vector<const Record*>& records,
    const std::function<void(const FieldReader& reader, const QStringList& values)>& take)
{
    for (const FieldReader& reader : fieldReaders()) {
        QStringList values;
        for (const Record* record : records)
            values.append(reader.read(*record));
        if (std::any_of(values.begin(), values.end(), [](const QString& value) { return !value.isEmpty(); }))
            take(reader, values);
    }
}

QStringList shortened(QStringList values)
{
    for (QString& value : values)
        if (value.size() > MostShown)
            value = value.left(MostShown) + QChar(0x2026);
    return values;
}

void addHead(Comparison& comparison, const RecordDetail& detail)
{
    comparison.records.append(inOneLine(detail.source));
    comparison.files.append(inOneLine(detail.file));
    comparison.ids.push_back(detail.id);
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
    comparison.ofCitation = true;
    comparison.reasons = reasonsOf(citation);
    std::vector<const Record*> records;
    for (const RecordDetail& detail : citation.records) {
        addHead(comparison, detail);
        records.push_back(&detail.record);
    }
    eachField(records, [&](const FieldReader& reader, const QStringList& values) {
        const std::size_t used = usedRecord(citation, reader, values);
        comparison.fields.push_back(compareField(Words::tr(reader.name), shortened(values), used));
    });
    return comparison;
}

Comparison compare(const RecordDetail& first, const RecordDetail& second, const QString& rule)
{
    Comparison comparison;
    addHead(comparison, first);
    addHead(comparison, second);
    if (!rule.isEmpty())
        comparison.reasons = {rule};
    eachField({&first.record, &second.record}, [&](const FieldReader& reader, const QStringList& values) {
        comparison.fields.push_back(comparePair(Words::tr(reader.name), shortened(values)));
    });
    return comparison;
}

} // namespace winnow::ui
