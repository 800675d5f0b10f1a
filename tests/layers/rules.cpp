#include "tests/layers/rules.h"

#include <QFileInfo>
#include <QLibraryInfo>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace winnow::layers {

namespace {

using Rooms = std::set<std::string>;

const Rooms Words{"core/base", "core/model"};
const Rooms Shown{"core/base", "core/model", "core/review", "core/formats", "core/screening", "core/extraction",
    "core/retrieval", "core/prisma", "core/figure", "core/synthesis", "ui/widgets", "ui/models"};

Rooms with(Rooms rooms, const Rooms& more)
{
    rooms.insert(more.begin(), more.end());
    return rooms;
}

/// Beside itself, what a room may include. Arrows go down only: ui → review → {store, logic} → model → base.
const std::map<std::string, Rooms>& allowed()
{
    static const std::map<std::string, Rooms> table{
        {"core/base", {}},
        {"core/model", {"core/base"}},
        {"core/formats", Words},
        {"core/dedup", Words},
        {"core/ranking", Words},
        {"core/screening", Words},
        {"core/extraction", Words},
        {"core/retrieval", Words},
        {"core/stats", {"core/base"}},
        {"core/prisma", Words},
        {"core/store", with(Words, {"core/dedup"})}, // the identifiers by which it joins records
        {"core/pdf", Words},
        {"core/figure", with(Words, {"core/prisma", "core/stats", "core/extraction"})},
        {"core/synthesis", with(Words, {"core/stats", "core/figure", "core/extraction"})},
        {"core/review",
            with(Words,
                {"core/formats", "core/dedup", "core/ranking", "core/screening", "core/extraction", "core/retrieval",
                    "core/stats", "core/prisma", "core/store", "core/pdf", "core/figure"})},
        {"core/report",
            with(Words,
                {"core/review", "core/extraction", "core/figure", "core/prisma", "core/synthesis", "core/screening"})},
        {"ui/widgets", with(Shown, {"core/pdf"})},
        {"ui/models", with(Shown, {"core/pdf"})}, // of annotations, whose places full text and extraction share
        {"ui/appraisal", with(Shown, {"core/pdf"})},
        {"ui/synthesis", with(Shown, {"core/report", "core/stats"})},
        {"ui/fulltext", with(Shown, {"core/pdf"})},
        {"ui/extraction", with(Shown, {"core/pdf"})},
    };
    return table;
}

std::string reasonFor(const std::string& room, const std::string& used)
{
    if (room.starts_with("core/") && !used.starts_with("core/"))
        return "core knows no window, so that winnow-cli can do everything without one";
    if (used == "core/store")
        return "the journal and its SQL are reached through core/review alone, so that every act is undoable";
    if (used == "core/pdf")
        return "only full text, extraction and risk of bias show PDFs";
    if (room.starts_with("ui/") && used.starts_with("ui/"))
        return "a step of the flow never knows another; what two of them need lies in ui/widgets or ui/models";
    return "arrows go down only: ui → review → {store, logic} → model → base";
}

bool mayUse(const std::string& room, const std::string& used)
{
    if (room == used || room == "tests")
        return true;
    if (room == "app" || room == "ui/shell")
        return used != "core/store" && used != "tests";
    const auto entry = allowed().find(room);
    return (entry != allowed().end() ? entry->second : Shown).contains(used);
}

struct Line {
    std::string text;
    std::size_t number;
};

std::vector<Line> linesOf(const std::string& text)
{
    std::vector<Line> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);)
        lines.push_back({line, lines.size() + 1});
    return lines;
}

/// A rule about single lines of files in some places.
struct LineRule {
    std::regex pattern;
    std::function<bool(const std::string& path, const std::string& room)> applies;
    std::string what;
    std::string reason;
};

bool isSource(const std::string& path)
{
    return path.ends_with(".cpp") || path.ends_with(".h");
}

const std::vector<LineRule>& lineRules()
{
    using namespace std::string_literals;
    static const std::vector<LineRule> rules{
        {std::regex(
             R"re("\s*(SELECT|INSERT (OR [A-Z]+ )?INTO|UPDATE [a-z_]+ SET|DELETE FROM|CREATE (TEMP )?TABLE|PRAGMA|WITH [a-z_]+ ?(\(|AS)) ?)re"),
            [](const std::string& path, const std::string& room) {
                return isSource(path) && room != "core/store" && room != "tests";
            },
            "SQL"s, "SQL stands in core/store and resources/schema and nowhere else"s},
        {std::regex(
             R"re(\b(QMessageBox|QFileDialog|QInputDialog|QColorDialog|QFontDialog|QErrorMessage|QProgressDialog)\b(?!'))re"),
            [](const std::string& path, const std::string& room) {
                return isSource(path) && room != "ui/shell" && room != "tests";
            },
            "a modal dialog"s, "dialogs stand behind the seam in ui/widgets/dialogs.h, which tests script"s},
        {std::regex(R"re(^#include <(sqlite3|sqlite3ext)\.h>)re"),
            [](const std::string& path, const std::string& room) {
                return isSource(path) && room != "core/store" && room != "tests";
            },
            "SQLite's C interface"s, "the store is the only room that speaks to SQLite"s},
        {std::regex(R"re(^#include <(poppler|qpdf).*>)re"),
            [](const std::string& path, const std::string& room) {
                return isSource(path) && !path.starts_with("core/pdf/helper/") && room != "tests";
            },
            "Poppler"s, "PDFs can hang or exhaust their reader: only the helper process links Poppler"s},
        {std::regex(
             R"re(^#include <Qt(Core|Gui|Widgets|Svg|Network|Sql|Test)>|^#include <Qt[A-Z][A-Za-z]+/)re"), // e.g.
                                                                                                           // <QtCore/…>
            [](const std::string& path, const std::string&) { return isSource(path); }, "a whole module of Qt"s,
            "one header a class: whole modules cost seconds a file"s},
        {std::regex(R"re(^#include <QSql)re"),
            [](const std::string& path, const std::string&) { return isSource(path); }, "Qt's SQL classes"s,
            "a second way to the database would go round the lock and the journal"s},
        {std::regex("\\b(TO"
                    "DO|FIX"
                    "ME|XX"
                    "X|HA"
                    "CK)\\b"),
            [](const std::string&, const std::string&) { return true; }, "a mark of unfinished work"s,
            "what is not done does not land; what is open stands in an issue"s},
        {std::regex("(^|[^A-Za-z0-9_.~])/(wo"
                    "rk|ro"
                    "ot)/"),
            [](const std::string&, const std::string&) { return true; }, "a path of one machine"s,
            "the repository builds anywhere"s},
        {std::regex(R"re(\t)re"),
            [](const std::string& path, const std::string& room) { return isSource(path) && room != "tests"; },
            "a tab"s, "indentation is four spaces"s},
    };
    return rules;
}

void checkInclude(const Line& line, const std::string& path, const std::string& room, std::vector<Violation>& found)
{
    static const std::regex ours{R"re(^#include "([^"]+)")re"};
    static const std::regex theirs{R"re(^#include <(Q[A-Za-z]+)>)re"};
    const std::string where = path + ':' + std::to_string(line.number);
    std::smatch match;
    if (std::regex_search(line.text, match, ours)) {
        const std::string used = roomOf(match[1].str());
        if (used.empty())
            found.push_back({where, line.text, "includes are written from the top of the repository"});
        else if (!mayUse(room, used))
            found.push_back({where, room + " uses " + used, reasonFor(room, used)});
    } else if (room.starts_with("core/") && std::regex_search(line.text, match, theirs)) {
        if (isHeaderOf(match[1].str(), "QtWidgets"))
            found.push_back({where, room + " uses " + match[1].str(), reasonFor(room, "ui/widgets")});
        else if (room != "core/pdf" && room != "core/figure" && room != "core/report"
            && isHeaderOf(match[1].str(), "QtGui"))
            found.push_back({where, room + " uses " + match[1].str(),
                "only pages of PDFs, figures and reports are painted in core"});
    }
}

} // namespace

std::string roomOf(std::string_view path)
{
    for (const std::string_view top : {"core/", "ui/"}) {
        const std::size_t end = path.find('/', top.size());
        if (path.starts_with(top))
            return std::string{end == std::string_view::npos ? path.substr(0, top.size() - 1) : path.substr(0, end)};
    }
    for (const std::string_view top : {"app/", "tests/", "resources/", "packaging/"}) {
        if (path.starts_with(top))
            return std::string{path.substr(0, top.size() - 1)};
    }
    return {};
}

bool isHeaderOf(std::string_view header, const char* module)
{
    const QString path = QStringLiteral("%1/%2/%3")
                             .arg(QLibraryInfo::path(QLibraryInfo::HeadersPath), QLatin1String(module),
                                 QString::fromUtf8(header.data(), static_cast<qsizetype>(header.size())));
    return QFileInfo::exists(path);
}

std::vector<Violation> violations(const Source& source)
{
    std::vector<Violation> found;
    const std::string room = roomOf(source.path);
    const std::vector<Line> lines = linesOf(source.text);
    for (const Line& line : lines) {
        if (isSource(source.path) && line.text.starts_with("#include"))
            checkInclude(line, source.path, room, found);
    }
    for (const LineRule& rule : lineRules()) {
        if (!rule.applies(source.path, room))
            continue;
        for (const Line& line : lines) {
            if (std::regex_search(line.text, rule.pattern))
                found.push_back(
                    {source.path + ':' + std::to_string(line.number), rule.what + ": " + line.text, rule.reason});
        }
    }
    if (isSource(source.path) && lines.size() > MostLines)
        found.push_back({source.path, std::to_string(lines.size()) + " lines",
            "a file of over 1,000 lines holds more than one thing"});
    if (source.path.ends_with(".h") && source.text.find("#pragma once") == std::string::npos)
        found.push_back({source.path, "no #pragma once", "every header may be included twice"});
    return found;
}

} // namespace winnow::layers
