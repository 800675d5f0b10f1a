// The reference results beside the checkout, and how closely ours must agree.
#pragma once

#include "core/stats/effects.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace winnow::stats {

/// A file of ../shared/oracle; an empty object if it is not there.
[[nodiscard]] QJsonObject readOracle(const QString& name);

/// One block of one data set: a measure with its options.
struct OracleBlock {
    QString name; ///< "dat.bcg RR 0"
    QJsonObject dataset;
    QJsonObject block;

    [[nodiscard]] Measure measure() const;
    [[nodiscard]] EffectOptions options() const;
    /// The studies' numbers; estimates and variances as given for measures that are.
    [[nodiscard]] std::vector<StudyNumbers> studies() const;
    [[nodiscard]] QJsonObject input() const { return dataset.value(QStringLiteral("input")).toObject(); }
    /// A column of the input in the order of the studies; Missing where null.
    [[nodiscard]] std::vector<double> numbers(const QString& column) const;
    [[nodiscard]] std::vector<std::string> texts(const QString& column) const;
};
[[nodiscard]] std::vector<OracleBlock> oracleBlocks();

/// Collects where numbers differ.
class Agreement {
public:
    /// `what` names the number. Null references are not compared.
    void compare(const QString& what, double ours, const QJsonValue& reference);
    /// With an absolute tolerance of its own.
    void compare(const QString& what, double ours, const QJsonValue& reference, double absolute);
    void compare(const QString& what, const std::vector<double>& ours, const QJsonValue& reference);
    void fail(const QString& what);

    [[nodiscard]] std::string report() const; ///< empty if all agree
    [[nodiscard]] int compared() const { return m_compared; }
    [[nodiscard]] double worst() const { return m_worst; }

private:
    QStringList m_differences;
    int m_compared = 0;
    double m_worst = 0;
};

[[nodiscard]] inline QString key(const char* name)
{
    return QString::fromLatin1(name);
}

} // namespace winnow::stats
