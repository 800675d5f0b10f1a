#include "tests/core/stats/oracle.h"

#include "core/base/text.h"
#include "core/stats/studytable.h"
#include "tests/support/shared.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace winnow::stats {

namespace {

constexpr double Relative = 1e-8;
constexpr double NearZero = 1e-11; // where what is left of a number is rounding; asked for is 1e-10

double numberOf(const QJsonValue& value)
{
    return value.isDouble() ? value.toDouble() : Missing;
}

} // namespace

QJsonObject readOracle(const QString& name)
{
    QFile file{test::sharedFolder() + QStringLiteral("/oracle/") + name};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

Measure OracleBlock::measure() const
{
    const std::string named = block.value(key("measure")).toString().toStdString();
    return measureNamed(named).value_or(Measure::Generic);
}

EffectOptions OracleBlock::options() const
{
    const QJsonObject args = block.value(key("escalc_args")).toObject();
    EffectOptions options;
    if (args.contains(key("add")))
        options.add = args.value(key("add")).toDouble();
    if (args.contains(key("to")))
        options.to = correctionNamed(args.value(key("to")).toString().toStdString()).value_or(CorrectionTo::OnlyZero);
    if (args.contains(key("vtype")))
        options.variance =
            varianceTypeNamed(args.value(key("vtype")).toString().toStdString()).value_or(VarianceType::LargeSample);
    options.dropDoubleZero = args.value(key("drop00")).toBool();
    return options;
}

std::vector<double> OracleBlock::numbers(const QString& column) const
{
    std::vector<double> found;
    for (const auto& value : input().value(column).toArray())
        found.push_back(numberOf(value));
    return found;
}

std::vector<std::string> OracleBlock::texts(const QString& column) const
{
    std::vector<std::string> found;
    for (const auto& value : input().value(column).toArray())
        found.push_back(value.toVariant().toString().toStdString());
    return found;
}

std::vector<StudyNumbers> OracleBlock::studies() const
{
    std::vector<StudyNumbers> found(static_cast<std::size_t>(dataset.value(key("k")).toInt()));
    const QJsonObject columns = input();
    for (auto it = columns.begin(); it != columns.end(); ++it) {
        const auto column = columnNamed(it.key().toStdString());
        if (!column)
            continue;
        const QJsonArray values = it->toArray();
        for (std::size_t i = 0; i < found.size(); ++i)
            found[i][*column] = numberOf(values.at(static_cast<qsizetype>(i)));
    }
    return found;
}

std::vector<OracleBlock> oracleBlocks()
{
    std::vector<OracleBlock> blocks;
    const QJsonObject oracle = readOracle(key("oracle_dev.json"));
    for (const auto& set : oracle.value(key("datasets")).toArray()) {
        const QJsonObject dataset = set.toObject();
        const QJsonArray list = dataset.value(key("blocks")).toArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            const QJsonObject block = list.at(i).toObject();
            blocks.push_back({QStringLiteral("%1 %2 %3")
                                  .arg(dataset.value(key("id")).toString(), block.value(key("measure")).toString(),
                                      QString::number(i)),
                dataset, block});
        }
    }
    return blocks;
}

void Agreement::compare(const QString& what, double ours, const QJsonValue& reference)
{
    compare(what, ours, reference, NearZero);
}

void Agreement::compare(const QString& what, double ours, const QJsonValue& reference, double absolute)
{
    if (!reference.isDouble())
        return;
    ++m_compared;
    const double expected = reference.toDouble();
    const double difference = std::abs(ours - expected);
    if (difference <= absolute)
        return;
    if (difference <= Relative * std::abs(expected)) {
        m_worst = std::max(m_worst, difference / std::abs(expected));
        return;
    }
    m_differences.append(QStringLiteral("%1: %2, not %3").arg(what).arg(ours, 0, 'g', 14).arg(expected, 0, 'g', 14));
}

void Agreement::compare(const QString& what, const std::vector<double>& ours, const QJsonValue& reference)
{
    // A list of one is written as a number.
    const QJsonArray list = reference.isArray() ? reference.toArray() : QJsonArray{reference};
    if ((!reference.isArray() && !reference.isDouble()) || list.isEmpty())
        return;
    if (static_cast<std::size_t>(list.size()) != ours.size()) {
        fail(QStringLiteral("%1: %2 numbers, not %3").arg(what).arg(ours.size()).arg(list.size()));
        return;
    }
    for (std::size_t i = 0; i < ours.size(); ++i)
        compare(QStringLiteral("%1[%2]").arg(what).arg(i), ours[i], list.at(static_cast<qsizetype>(i)));
}

void Agreement::fail(const QString& what)
{
    m_differences.append(what);
}

std::string Agreement::report() const
{
    constexpr qsizetype Most = 40;
    if (m_differences.isEmpty())
        return {};
    const QString count = QStringLiteral("%1 of %2 differ\n").arg(m_differences.size()).arg(m_compared);
    return (count + m_differences.mid(0, Most).join(u'\n')).toStdString();
}

} // namespace winnow::stats
