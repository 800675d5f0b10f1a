#include "tests/cli/transcript.h"

#include <QFile>
#include <QRegularExpression>

namespace winnow::test {

namespace {

bool lineMatches(const QString& expected, const QString& actual)
{
    if (!expected.contains(QStringLiteral("<*>")))
        return expected == actual;
    QString pattern = QRegularExpression::escape(expected);
    pattern.replace(QRegularExpression::escape(QStringLiteral("<*>")), QStringLiteral(".*"));
    return QRegularExpression{QRegularExpression::anchoredPattern(pattern)}.match(actual).hasMatch();
}

bool matchesFrom(const QStringList& expected, qsizetype e, const QStringList& actual, qsizetype a)
{
    for (; e < expected.size(); ++e, ++a) {
        if (expected[e] == QStringLiteral("...")) {
            for (qsizetype rest = a; rest <= actual.size(); ++rest)
                if (matchesFrom(expected, e + 1, actual, rest))
                    return true;
            return false;
        }
        if (a >= actual.size() || !lineMatches(expected[e], actual[a]))
            return false;
    }
    return a == actual.size();
}

} // namespace

bool matches(const QStringList& expected, const QStringList& actual)
{
    return matchesFrom(expected, 0, actual, 0);
}

std::vector<Command> readTranscript(const QString& path)
{
    std::vector<Command> commands;
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return commands;
    int number = 0;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        ++number;
        if (line.startsWith(QStringLiteral("$ ")))
            commands.push_back({Command::Kind::Shell, number, line.mid(2), {}, {}, 0});
        else if (line.startsWith(QStringLiteral("% hold ")))
            commands.push_back({Command::Kind::Hold, number, line.mid(7), {}, {}, 0});
        else if (line == QStringLiteral("% release"))
            commands.push_back({Command::Kind::Release, number, {}, {}, {}, 0});
        else if (line.startsWith(QLatin1Char('#')) || line.isEmpty() || commands.empty())
            continue;
        else if (line.startsWith(QStringLiteral("! ")))
            commands.back().errors.append(line.mid(2));
        else if (line.startsWith(QStringLiteral("? ")))
            commands.back().status = line.mid(2).toInt();
        else
            commands.back().output.append(line);
    }
    return commands;
}

} // namespace winnow::test
