// Small exports that we wrote, each with what shall be read from it: tests/fixtures/formats/x.nbib and x.nbib.json.
// A new case is a new pair of files. WINNOW_UPDATE_FIXTURES=1 writes the second of the pair; read it before keeping it.
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "tests/core/formats/collect.h"
#include "tests/support/shared.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace winnow::test {
namespace {

using namespace Qt::Literals::StringLiterals;

QJsonArray list(const std::vector<std::string>& values)
{
    QJsonArray array;
    for (const std::string& value : values)
        array.append(toQString(value));
    return array;
}

/// All that is not empty; raw bytes are checked by the accounting.
QJsonObject json(const Record& record)
{
    QJsonObject object{{u"kind"_s, static_cast<int>(record.kind)}, {u"line"_s, static_cast<qint64>(record.line)}};
    const auto put = [&](const QString& key, const QJsonValue& value) {
        const bool empty = value.isArray() ? value.toArray().isEmpty()
            : value.isString()             ? value.toString().isEmpty()
                                           : value == 0;
        if (!empty)
            object[key] = value;
    };
    put(u"sourceId"_s, toQString(record.sourceId));
    put(u"title"_s, toQString(record.title));
    put(u"originalTitle"_s, toQString(record.originalTitle));
    put(u"abstract"_s, toQString(record.abstract));
    put(u"authors"_s, list(record.authors));
    put(u"groupAuthors"_s, list(record.groupAuthors));
    put(u"year"_s, record.year);
    put(u"date"_s, toQString(record.date));
    put(u"journal"_s, toQString(record.journal));
    put(u"journalAbbreviation"_s, toQString(record.journalAbbreviation));
    put(u"volume"_s, toQString(record.volume));
    put(u"issue"_s, toQString(record.issue));
    put(u"pages"_s, toQString(record.pages));
    put(u"doi"_s, toQString(record.doi));
    put(u"pmid"_s, toQString(record.pmid));
    put(u"pmcid"_s, toQString(record.pmcid));
    put(u"wos"_s, toQString(record.wos));
    put(u"registrations"_s, list(record.registrations));
    put(u"language"_s, toQString(record.language));
    put(u"types"_s, list(record.types));
    put(u"keywords"_s, list(record.keywords));
    put(u"mesh"_s, list(record.mesh));
    put(u"urls"_s, list(record.urls));
    put(u"notices"_s, list(record.notices));
    const std::string rest = formats::carried(record, Record{});
    const QJsonObject all = QJsonDocument::fromJson(QByteArray::fromStdString(rest)).object();
    for (const QString& key : {u"editors"_s, u"publisher"_s, u"serials"_s, u"trial"_s, u"relations"_s, u"decisions"_s,
             u"labels"_s, u"note"_s}) {
        if (all.contains(key))
            object[key] = all[key];
    }
    return object;
}

QJsonObject json(const Collected& collected)
{
    const Receipt& receipt = collected.receipt;
    QJsonArray problems;
    for (const Problem& problem : receipt.problems)
        problems.append(u"%1, line %2, record %3: %4"_s
                .arg(std::array{u"note"_s, u"repaired"_s, u"lost"_s}.at(static_cast<std::size_t>(problem.severity)))
                .arg(problem.line)
                .arg(problem.record)
                .arg(toQString(problem.text)));
    QJsonArray records;
    QJsonArray fields;
    for (const Record& record : collected.records) {
        records.append(json(record));
        QJsonArray values;
        for (const RawField& field : formats::rawFields(receipt.format, receipt.encoding, receipt.context, record.raw))
            values.append(toQString(field.tag + " = " + field.value));
        fields.append(values);
    }
    return {{u"format"_s, toQString(formats::key(receipt.format))}, {u"encoding"_s, toQString(receipt.encoding)},
        {u"database"_s, toQString(receipt.database)}, {u"rejected"_s, static_cast<qint64>(receipt.rejected)},
        {u"rejectedBytes"_s, static_cast<qint64>(receipt.rejectedBytes)},
        {u"separatorBytes"_s, static_cast<qint64>(receipt.separatorBytes)}, {u"problems"_s, problems},
        {u"records"_s, records}, {u"fields"_s, fields}};
}

TEST(Exports, GiveWhatTheirJsonSays)
{
    const QDir folder{fixture(u"formats"_s)};
    QStringList files = folder.entryList(QDir::Files);
    files.removeIf([&](const QString& name) { // "x.json" of "x"
        return name.endsWith(u".json"_s) && folder.exists(name.chopped(5));
    });
    ASSERT_GE(files.size(), 10);
    for (const QString& name : files) {
        SCOPED_TRACE(name.toStdString());
        const std::string bytes = contentOf(folder.filePath(name));
        const Result<Collected> collected = collect(bytes);
        ASSERT_TRUE(collected) << collected.error().message.toStdString();
        expectEveryByteAccountedFor(bytes, *collected);
        const QByteArray got = QJsonDocument{json(*collected)}.toJson();
        QFile expected{folder.filePath(name + u".json"_s)};
        if (qEnvironmentVariableIsSet("WINNOW_UPDATE_FIXTURES")) {
            ASSERT_TRUE(expected.open(QIODevice::WriteOnly));
            expected.write(got);
            continue;
        }
        ASSERT_TRUE(expected.open(QIODevice::ReadOnly)) << expected.fileName().toStdString();
        EXPECT_EQ(got.toStdString(), expected.readAll().toStdString());
    }
}

} // namespace
} // namespace winnow::test
