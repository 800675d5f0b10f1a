#include "tests/core/ranking/sharedsets.h"

#include "tests/support/shared.h"

#include <QDir>
#include <QFile>
#include <QTextStream>

#include <stdexcept>

namespace winnow::ranking {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray contents(const QString& name)
{
    QFile file(winnow::test::sharedFolder() + u"/data/screening/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace

std::vector<std::string> sharedSets()
{
    std::vector<std::string> names;
    if (winnow::test::sharedFolder().isEmpty())
        return names;
    const QDir folder(winnow::test::sharedFolder() + u"/data/screening"_s);
    for (const QString& name : folder.entryList({u"*.csv"_s}, QDir::Files, QDir::Name))
        names.push_back(name.chopped(4).toStdString());
    return names;
}

LabelledSet sharedSet(const std::string& name)
{
    const QByteArray bytes = contents(QString::fromStdString(name) + u".csv"_s);
    auto set = readLabelledSet({bytes.data(), static_cast<std::size_t>(bytes.size())});
    if (!set)
        throw std::runtime_error(set.error().message.toStdString());
    return std::move(*set);
}

SimulationRules sharedPriors(const std::string& name, int run)
{
    SimulationRules rules;
    const QByteArray bytes = contents(u"priors.tsv"_s);
    for (const QByteArray& line : bytes.split('\n')) {
        const QList<QByteArray> cells = line.trimmed().split('\t');
        if (cells.size() >= 4 && cells[0].toStdString() == name && cells[1].toInt() == run) {
            rules.priorIncluded = {cells[2].toUInt()};
            rules.priorExcluded = {cells[3].toUInt()};
        }
    }
    return rules;
}

std::vector<std::uint32_t> oracleOrder(const std::string& name, const std::string& model, int run)
{
    const QByteArray bytes = contents(
        u"oracle_orders/%1__%2__run%3.txt"_s.arg(QString::fromStdString(name), QString::fromStdString(model)).arg(run));
    std::vector<std::uint32_t> order;
    for (const QByteArray& cell : bytes.simplified().split(' ')) {
        if (!cell.isEmpty())
            order.push_back(cell.toUInt());
    }
    return order;
}

} // namespace winnow::ranking
